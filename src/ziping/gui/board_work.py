"""A dialog for long work on many forms: how far it is, 取消, and what became of each form (UX.md U38, U44)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QBrush, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.board import shown
from ziping.app.cell_block import block_text
from ziping.gui.board_stream import Deed, Stream
from ziping.gui.buttons import named_button
from ziping.gui.cell_room import RoomyCells
from ziping.gui.marks import good_color, quiet_color, severity_color
from ziping.store.files import FileProblem

Kind = Literal["saved", "draft", "skipped", "failed", "told"]
_WORDS: dict[Kind, str] = {
    "saved": "✓ 已写好",
    "draft": "▲ 已写好，印有“草稿”",
    "skipped": "– 已跳过",
    "failed": "✕ 没有写成",
    "told": "● 请看",
}
_FIRST: dict[Kind, int] = {"failed": 0, "told": 1}
"""What the clerk has to see comes before what went well."""
_PATH: Final = int(Qt.ItemDataRole.UserRole)


class Progress(NamedTuple):
    """How much of the work is done."""

    done: int
    total: int


class Line(NamedTuple):
    """What became of one thing: the form or file it is about, in a sentence or a name, and the file made."""

    kind: Kind
    about: str
    text: str
    path: Path | None = None


Summed = Callable[[Sequence[Line], bool], str]
"""What is said at the end of some lines, and whether the work was cancelled."""


class WorkDialog(QDialog):
    """Starts the work when it is shown; Esc and 取消 stop it, then it stays open with the result."""

    def __init__(self, parent: QWidget | None, title: str, columns: Sequence[str]) -> None:
        super().__init__(parent)
        self.setObjectName("board-work")
        self.setWindowTitle(title)
        self.stream = Stream(self)
        self.heading = QLabel("正在准备…")
        self.heading.setObjectName("board-work-heading")
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setObjectName("board-work-bar")
        self.bar.setAccessibleName("进度")
        self.bar.setRange(0, 0)
        self.list = self._tree(columns)
        self.show_file = named_button("打开文件", "board-work-file", self._open_file, takes_enter=True)
        self.show_folder = named_button("打开文件夹", "board-work-folder", self._open_folder, takes_enter=True)
        self.copying = named_button("复制结果", "board-work-copy", self.copy, takes_enter=True)
        self.leave = named_button("取消", "board-work-leave", self.reject, takes_enter=True)
        self.leave.setDefault(True)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self._enable()

    def _tree(self, columns: Sequence[str]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("board-work-list")
        tree.setAccessibleName("结果")
        tree.setHeaderLabels(list(columns))
        tree.setItemDelegate(RoomyCells(tree))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.header().setStretchLastSection(True)
        copying = QAction("复制文字", tree)
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(lambda: self._copy(tree.selectedItems()))
        tree.addAction(copying)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return tree

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        for button in (self.show_file, self.show_folder, self.copying):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(72 * letter, screen.width() - 48), min(34 * letter, screen.height() - 64))

    def begin(self, deed: Deed) -> None:
        """Starts the work."""
        self.stream.start(deed, self.take, self._end)

    def take(self, items: Sequence[object]) -> None:
        """Shows what the work has put down."""
        for item in items:
            if isinstance(item, Progress):
                self.show_progress(item)
            else:
                self.show_item(item)
        self._enable()

    def show_progress(self, progress: Progress) -> None:
        """Shows how much is done."""
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.done)
        if not self.stream.busy:
            return
        self.heading.setText(f"正在处理：第 {min(progress.done + 1, progress.total)} 步，共 {progress.total} 步")

    def show_item(self, item: object) -> None:
        """Shows one thing that is done."""

    def summed(self, *, stopped: bool) -> str:
        """What is said at the end."""
        return "已取消。" if stopped else "做完了。"

    def _end(self, stopped: bool, error: Exception | None) -> None:
        self.bar.hide()
        self.leave.setText("关闭")
        self.leave.setAccessibleName("关闭")
        self.leave.setEnabled(True)
        if error is not None:
            self.heading.setText(str(error) if isinstance(error, FileProblem) else "没有做完：程序里出了错。")
        else:
            self.heading.setText(self.summed(stopped=stopped))
        if self.list.topLevelItemCount():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._enable()
        (self.list if self.list.topLevelItemCount() else self.leave).setFocus()
        if error is not None and not isinstance(error, FileProblem):
            raise error

    def reject(self) -> None:
        """Stops the work that is under way; without any, closes."""
        if self.stream.busy:
            self.leave.setEnabled(False)
            self.heading.setText("正在取消…")
            self.stream.stop()
        else:
            super().reject()

    def _file(self) -> Path | None:
        item = self.list.currentItem()
        path = item.data(0, _PATH) if item is not None else None
        return Path(path) if path else None

    def _folder(self) -> Path | None:
        """Where the file of the current line lies."""
        path = self._file()
        return path.absolute().parent if path is not None else None

    def _enable(self) -> None:
        self.show_file.setEnabled(self._file() is not None)
        self.show_folder.setEnabled(self._folder() is not None)
        self.copying.setEnabled(self.list.topLevelItemCount() > 0)

    def _open_file(self) -> None:
        if (path := self._file()) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute())))

    def _open_folder(self) -> None:
        if (folder := self._folder()) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def copy(self) -> None:
        """Puts all lines on the clipboard."""
        tops = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        every: list[QTreeWidgetItem] = []
        for top in filter(None, tops):
            every += [top, *(top.child(row) for row in range(top.childCount()))]
        self._copy(every)

    def _copy(self, items: Sequence[QTreeWidgetItem]) -> None:
        width = self.list.columnCount()
        rows = tuple(tuple(item.text(column) for column in range(width)) for item in items)
        if rows:
            QGuiApplication.clipboard().setText(block_text(rows))


class ResultsDialog(WorkDialog):
    """A flat list of lines: what became of each form, and in which file it is now."""

    def __init__(self, parent: QWidget | None, title: str, summed: Summed) -> None:
        self._lines: list[Line] = []
        super().__init__(parent, title, ("结果", "自评表", "写成的文件，或者没有写成的原因"))
        self._summed = summed
        self._before = dict.fromkeys(_FIRST, 0)
        header = self.list.header()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics()
        self.list.setColumnWidth(0, letter.horizontalAdvance("▲ 已写好，印有“草稿”") + 24)
        self.list.setColumnWidth(1, letter.horizontalAdvance("城市网格化综合管理信息平台") + 24)

    def show_item(self, item: object) -> None:
        """Adds a line."""
        assert isinstance(item, Line)
        self._lines.append(item)
        row = QTreeWidgetItem([_WORDS[item.kind], item.about, item.text])
        row.setData(0, _PATH, str(item.path) if item.path else None)
        palette = self.palette()
        colors = {"failed": severity_color("error", palette), "draft": severity_color("warning", palette)}
        colors |= {"told": severity_color("hint", palette), "skipped": quiet_color(palette)}
        row.setForeground(0, QBrush(colors.get(item.kind, good_color(palette))))
        for column in range(3):
            row.setToolTip(column, f"{item.text}\n{shown(item.path)}" if item.path else item.text)
        self.list.insertTopLevelItem(self._place(item.kind), row)

    def _folder(self) -> Path | None:
        """The same for a line without a file: all files of a batch lie together."""
        made = next((line.path for line in self._lines if line.path is not None), None)
        return super()._folder() or (made.absolute().parent if made is not None else None)

    def _place(self, kind: Kind) -> int:
        """Before all of kinds that matter less."""
        if kind not in _FIRST:
            return self.list.topLevelItemCount()
        self._before[kind] += 1
        return sum(count for other, count in self._before.items() if _FIRST[other] <= _FIRST[kind]) - 1

    def summed(self, *, stopped: bool) -> str:
        """How many files there are now."""
        return self._summed(self._lines, stopped)
