"""What is kept beside the file: 历史版本 of the open form, and 找回未保存的内容; a look inside, then take one or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from ziping.app.comparison import Line
from ziping.app.earlier_versions import EarlierVersion
from ziping.app.left_copies import LeftCopy
from ziping.gui.buttons import named_button
from ziping.gui.comparison import ComparisonTable
from ziping.gui.dialogs import run_dialog
from ziping.gui.fields import QuietLabel
from ziping.gui.file_conflict import moment
from ziping.gui.row_list import RowList
from ziping.store.files import kind_at
from ziping.store.recovery import State

SAVED, EMPTY = "文件里的内容", "空白表"
"""What a copy that was not saved is compared with, where it has a file and where it has none."""
_MOST_ROWS = 6
_WHY_KEPT: dict[State, str] = {"open": "还没有决定", "declined": "没有恢复", "discarded": "关闭时没有保存"}


class Kept(NamedTuple):
    """One thing that can be taken: its row in the list, a sentence about it, and what differs between which two."""

    cells: tuple[str, ...]
    about: str
    left: str
    right: str
    lines: tuple[Line, ...]


class Words(NamedTuple):
    """What one use of the dialog says: title, columns (the first takes the room), the button, the rest."""

    title: str
    columns: tuple[str, ...]
    take: str
    none: str
    follows: str


class KeptDialog(QDialog):
    """A list of what is kept, below it what differs in the chosen one; ``chosen`` is its place in the list."""

    def __init__(self, parent: QWidget | None, words: Words, kept: Sequence[Kept], folder: Path) -> None:
        super().__init__(parent)
        self.setObjectName("kept-dialog")
        self.setWindowTitle(words.title)
        self._words, self._kept, self._folder = words, kept, folder
        self.list = self._rows()
        self.about = QLabel()
        self.about.setObjectName("kept-about")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.table = ComparisonTable("kept-comparison")
        self.show_folder = named_button("打开文件夹", "kept-folder", self._open_folder)
        self.show_folder.setEnabled(kind_at(folder) == "folder")
        self.leave = named_button("关闭", "kept-leave", self.reject)
        self.take = named_button(words.take, "kept-take", self.accept)
        self._lay_out()
        self.list.currentItemChanged.connect(self._show)
        if kept:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._show()
        (self.list if kept else self.leave).setFocus()

    @property
    def chosen(self) -> int:
        """The place of the chosen one, -1 where nothing is kept."""
        return self.list.indexOfTopLevelItem(self.list.currentItem()) if self._kept else -1

    def _rows(self) -> RowList:
        found = RowList("kept-list", self._words.title, self._words.columns, stretched={0})
        for one in self._kept:
            item = QTreeWidgetItem(list(one.cells))
            item.setToolTip(0, one.cells[0])
            found.addTopLevelItem(item)
        return found

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(QuietLabel(self._words.follows if self._kept else ""))
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.addWidget(self.show_folder)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        high = 36 if self._kept else 12
        self.resize(min(60 * letter, screen.width() - 48), min(high * letter, screen.height() - 64))
        self.list.fit(_MOST_ROWS)
        self.list.setVisible(bool(self._kept))

    def _show(self) -> None:
        kept = self._kept[self.chosen] if self._kept else None
        self.about.setText(kept.about if kept else self._words.none)
        self.table.setVisible(kept is not None and bool(kept.lines))
        self.take.setEnabled(kept is not None and bool(kept.lines))
        if kept:
            self.table.compare(kept.left, kept.right, kept.lines)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder.absolute())))


def history_dialog(
    parent: QWidget | None, versions: Sequence[EarlierVersion], folder: Path, now: datetime
) -> KeptDialog:
    """历史版本: the backups of the open form, each compared with the form as it is now."""
    words = Words(
        "历史版本",
        ("备份时间", "为什么留的", "和现在相比"),
        "恢复这个版本",
        "这份表还没有历史版本：每天第一次保存时，会先把原来的内容留一份。",
        "恢复以后先看一看，按保存才会写进文件；按撤销可以退回现在的样子。",
    )
    kept = [
        Kept(
            (moment(one.time, now), one.reason, _counted(one.lines)),
            f"和现在有 {len(one.lines)} 处不同：" if one.lines else "和现在完全一样。",
            "这个版本",
            "现在的",
            one.lines,
        )
        for one in versions
    ]
    return KeptDialog(parent, words, kept, folder)


def unsaved_dialog(parent: QWidget | None, copies: Sequence[LeftCopy], folder: Path, now: datetime) -> KeptDialog:
    """找回未保存的内容: what was closed with 不保存 or not recovered, kept for 30 days."""
    words = Words(
        "找回未保存的内容",
        ("项目名称", "最后修改", "由来", "修改处数"),
        "打开这份内容",
        "没有未保存的内容。关闭时选了“不保存”的、意外退出后没有恢复的，会在这里保留 30 天。",
        "打开以后先看一看，按保存才会写进文件。没有打开的从最后修改起保留 30 天。",
    )
    return KeptDialog(parent, words, [_unsaved(copy, now) for copy in copies], folder)


def _unsaved(left: LeftCopy, now: datetime) -> Kept:
    name = left.form.basic.project_name.strip() or "（没有填项目名称）"
    path = left.copy.path
    note = f"{left.note}。" if left.note else ""
    beside = f"和“{path.name}”里的有 {len(left.lines)} 处不同：" if left.saved and path else ""
    about = f"{note}{beside or f'填写了 {len(left.lines)} 处：'}"
    cells = (name, moment(left.copy.time, now), _WHY_KEPT[left.copy.state], f"{len(left.lines)} 处")
    return Kept(cells, about, SAVED if left.saved else EMPTY, "未保存的内容", left.lines)


def _counted(lines: Sequence[Line]) -> str:
    return f"{len(lines)} 处不同" if lines else "一样"


def took(dialog: KeptDialog) -> bool:
    """Shows the dialog; whether the chosen one is taken."""
    return run_dialog(dialog)
