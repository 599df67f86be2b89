"""年度项目板: a folder of forms as a table, and what is done with many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ziping.app.board import Entry
from ziping.app.file_names import typed_path
from ziping.gui.board_deeds import BoardDeeds
from ziping.gui.board_filter import FilterLine
from ziping.gui.board_list import BoardList
from ziping.gui.board_reading import Beside, Listed, reading
from ziping.gui.board_stream import Stream
from ziping.gui.fields import QuietLabel
from ziping.gui.help_window import HelpWindow
from ziping.gui.memory import Memory
from ziping.store.files import kind_at

HELP_PAGE = "67-board"
_NO_FOLDER = (
    "还没有选文件夹。\n选一个放自评表的文件夹，里面（连同下级文件夹）的每份表占一行：填到哪一步、总分、还有几个问题。"
)
_EMPTY = "这个文件夹里还没有自评表（.ziping 或 .json）。\n按“新建”在这里建第一份，或者选另一个文件夹。"
_GONE = "打不开这个文件夹：它可能已经移走、改名，或者网络盘没有连上。\n接好以后按 F5 刷新，或者选另一个文件夹。"


class _Spec(NamedTuple):
    """An action: name, words, keys, tip, and whether it is parted from the one before."""

    name: str
    text: str
    keys: str
    tip: str
    parted: bool = False


_SPECS = (
    _Spec("board-new", "新建", "Ctrl+N", "在这个文件夹里新建一份自评表"),
    _Spec("board-open", "打开", "", "打开选中的自评表（回车或双击）"),
    _Spec("board-copy", "复制一份", "Ctrl+D", "把选中的自评表另存一份副本，用来填相似的项目"),
    _Spec("board-check-all", "全部检查", "F7", "逐份检查，并把各表放在一起核对", parted=True),
    _Spec("board-export-all", "导出…", "Ctrl+E", "批量导出 PDF、Excel 或合订本"),
    _Spec("board-rollup-all", "汇总表…", "Ctrl+R", "所有项目汇总成一张表"),
    _Spec("board-refresh", "刷新", "F5", "重新读这个文件夹", parted=True),
    _Spec("board-help", "帮助", "F1", "年度项目板怎么用"),
)


class BoardWindow(QMainWindow):
    """A window beside the main one; ``open_path`` names a form to be opened, ``new_in`` the folder for a new one."""

    open_path = Signal(object)
    new_in = Signal(object)

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("board-window")
        self.memory = memory
        self.folder: Path | None = None
        self._stream = Stream(self)
        self._to_read = self._read = 0
        self._lost = self._seen = False
        self._to_focus = False
        """Whether the keyboard goes to the rows as soon as there are any."""
        self._help: HelpWindow | None = None
        self._to_choose: Path | None = None
        self.list = BoardList()
        self.list.opened.connect(self.open_path)
        self.filter = FilterLine()
        self.deeds = BoardDeeds(self, self.list, memory)
        self.deeds.copied.connect(self._show_copy)
        self.deeds.opened.connect(self.open_path)
        self.actions_by_name = {spec.name: self._action(spec) for spec in _SPECS}
        self._fill_bar()
        self._lay_out()
        self._restore()
        self.list.chosen_changed.connect(self._tell)
        stored = memory.text("board-folder")
        if stored:
            self.show_folder(Path(stored))
        else:
            self._tell()
        self.choose.setFocus()

    # --- making it -------------------------------------------------------------------------------------------------

    def _action(self, spec: _Spec) -> QAction:
        deeds: dict[str, Callable[[], object]] = {
            "board-new": self._new,
            "board-open": self._open,
            "board-copy": self.deeds.copy_chosen,
            "board-check-all": self.deeds.check_all,
            "board-export-all": self.deeds.export,
            "board-rollup-all": self.deeds.roll_up,
            "board-refresh": self.refresh,
            "board-help": self._show_help,
        }
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        action.setToolTip(f"{spec.tip}（{spec.keys}）" if spec.keys else spec.tip)
        action.triggered.connect(deeds[spec.name])
        return action

    def _fill_bar(self) -> None:
        bar = QToolBar("年度项目板", self)
        bar.setObjectName("board-bar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for spec in _SPECS:
            if spec.parted:
                bar.addSeparator()
            bar.addAction(self.actions_by_name[spec.name])
        self.addToolBar(bar)
        for name in ("board-open", "board-copy", "board-export-all"):
            self.list.insertAction(self.list.copying, self.actions_by_name[name])
        where = QAction("打开所在的文件夹", self)
        where.setObjectName("board-where")
        where.triggered.connect(self._open_where)
        self.list.addAction(where)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name, text, keys, deed in (
            ("board-find", "找项目", QKeySequence.StandardKey.Find, self._find),
            ("board-choose", "选择文件夹", QKeySequence.StandardKey.Open, self.choose_folder),
            ("board-close", "关闭年度项目板", QKeySequence.StandardKey.Close, self.close),
        ):
            action = QAction(text, self)
            action.setObjectName(name)
            action.setShortcuts(keys)
            action.triggered.connect(cast("Callable[[], object]", deed))
            self.addAction(action)

    def _lay_out(self) -> None:
        self.nothing = QuietLabel()
        self.nothing.setObjectName("board-nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self.setCentralWidget(inner)
        self._fit()

    def _head(self) -> QHBoxLayout:
        """The folder and the line to filter by."""
        self.place = QLineEdit()
        self.place.setObjectName("board-folder")
        self.place.setAccessibleName("文件夹")
        self.place.setPlaceholderText("放自评表的文件夹")
        self.place.returnPressed.connect(self._take_place)
        self.choose = QPushButton("选择文件夹…")
        self.choose.setObjectName("board-choose-folder")
        self.choose.setAccessibleName("选择文件夹")
        self.choose.setToolTip("选择文件夹（Ctrl+O）")
        self.choose.clicked.connect(self.choose_folder)
        self.filter.textChanged.connect(self._filter)
        self.filter.left.connect(self.list.setFocus)
        label = QLabel("文件夹(&W)")
        label.setBuddy(self.place)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget, share in ((label, 0), (self.place, 3), (self.choose, 0), (self.filter, 2)):
            head.addWidget(widget, share)
        return head

    def _foot(self) -> QHBoxLayout:
        """How many forms there are, and how far the reading is."""
        self.told = QLabel()
        self.told.setObjectName("board-told")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setObjectName("board-progress")
        self.bar.setAccessibleName("读取进度")
        self.bar.setTextVisible(False)
        self.bar.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.bar)
        return foot

    def _fit(self) -> None:
        letter = self.fontMetrics().height()
        self.bar.setFixedSize(8 * letter, round(0.8 * letter))

    def _restore(self) -> None:
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(92 * letter, screen.width() - 48), min(40 * letter, screen.height() - 64))
        self.restoreGeometry(self.memory.bytes("board-geometry"))
        column = self.memory.number("board-sort", 1)
        self.list.sort_by(column, descending=self.memory.number("board-descending", 0) == 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the letters; looks again at files changed meanwhile when the clerk comes back to this window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "bar"):
            self._fit()
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._seen and self.folder is not None and not self._stream.busy:
                self._look(dict(self.list.entries))
            self._seen = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers place and order, and ends the reading."""
        self.memory.store("board-geometry", self.saveGeometry())
        column, descending = self.list.sorted_by
        self.memory.store("board-sort", column)
        self.memory.store("board-descending", int(descending))
        self._stream.stop()
        super().closeEvent(event)

    def wait(self) -> None:
        """Ends the reading and waits for that (closing the program)."""
        self._stream.forget()
        self._stream.wait()
        self.deeds.wait()

    # --- the folder --------------------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Asks for the folder, beginning with that of the form opened or saved last."""
        last = next((path.parent for path in self.memory.recent()), None)
        start = last if last is not None and kind_at(last) == "folder" else self.folder or self.memory.folder()
        name = QFileDialog.getExistingDirectory(self, "放自评表的文件夹", str(start))
        if name:
            self.show_folder(Path(name))

    def _take_place(self) -> None:
        text = self.place.text().strip()
        if text:
            self.show_folder(typed_path(text))

    def show_folder(self, folder: Path) -> None:
        """Shows the forms of a folder and remembers it."""
        self.folder = self.deeds.folder = folder
        self.memory.store("board-folder", str(folder))
        self.place.setText(str(folder))
        self.setWindowTitle(f"{folder.name or folder} — 年度项目板 — 自评通")
        self._to_focus = True
        self.list.clear()
        self._look({})

    def refresh(self) -> None:
        """Reads all again."""
        if self.folder is not None:
            self._look({})

    def _look(self, known: dict[Path, Entry]) -> None:
        assert self.folder is not None
        self._to_read = self._read = 0
        self._stream.start(reading(self.folder, known), self._take, self._looked)
        self._tell()

    def _take(self, items: Sequence[object]) -> None:
        fresh = [item for item in items if isinstance(item, Entry)]
        for item in items:
            if isinstance(item, Listed):
                self._lost = item.paths == (self.folder,)
                self._to_read = 0 if self._lost else item.to_read
                self.list.keep_only(item.paths)
        self._read += len(fresh)
        self.list.show_entries([] if self._lost else fresh)
        for item in items:
            if isinstance(item, Beside):
                self.list.show_beside(item.path, item.findings)
        if self._to_choose in self.list.entries:
            self.list.choose(self._to_choose)
            self._to_choose = None
        self._tell()

    def _looked(self, _stopped: bool, error: Exception | None) -> None:
        if self.list.current is None and self.list.shown_paths and self.list.hasFocus():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self._tell()
        if error is not None:
            raise error

    def _filter(self, text: str) -> None:
        self.list.filter(text)
        self._tell()

    # --- what is told --------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Says how many forms there are, and shows words where there is no row."""
        if self.folder is None:
            self.setWindowTitle("年度项目板 — 自评通")
        entries, busy = list(self.list.entries.values()), self._stream.busy
        listed = self.list.model().rowCount()
        self.nothing.setText(self._words(empty=not entries, busy=busy))
        self.stack.setCurrentWidget(self.list if listed else self.nothing)
        if listed and self._to_focus:
            self._to_focus = False
            self.list.setFocus()
        self.bar.setVisible(busy and bool(self._to_read))
        self.bar.setRange(0, max(self._to_read, 1))
        self.bar.setValue(self._read)
        reading_on = f"正在读 {self._read} / {self._to_read}　" if busy and self._to_read else ""
        self.told.setText(reading_on + (_counted(entries, listed, len(self.list.chosen)) if entries else ""))
        named = self.actions_by_name
        for name, on in (
            ("board-new", self.folder is not None and not self._lost),
            ("board-open", self.list.current is not None),
            ("board-copy", self.list.current is not None and not busy),
            ("board-refresh", self.folder is not None),
            *(
                (name, listed > 0 and not busy)
                for name in ("board-check-all", "board-export-all", "board-rollup-all")
            ),
        ):
            named[name].setEnabled(on)

    def _words(self, *, empty: bool, busy: bool) -> str:
        if self.folder is None:
            return _NO_FOLDER
        if self._lost:
            return _GONE
        if empty:
            return "正在读这个文件夹…" if busy else _EMPTY
        return f"没有哪一行有“{self.filter.text()}”。\n按 Esc 清除，就又看到全部。"

    # --- one form ------------------------------------------------------------------------------------------------------

    def _new(self) -> None:
        self.new_in.emit(self.folder)

    def _open(self) -> None:
        if (path := self.list.current) is not None:
            self.open_path.emit(path)

    def _open_where(self) -> None:
        if (path := self.list.current) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))

    def _find(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _show_copy(self, path: Path) -> None:
        """Shows the row of a copy as soon as it is read."""
        self._to_choose = path
        self.filter.clear()
        self._look(dict(self.list.entries))

    def _show_help(self) -> None:
        self._help = self._help or HelpWindow(self)
        self._help.show_page(HELP_PAGE)


def _counted(entries: Sequence[Entry], listed: int, chosen: int) -> str:
    readable = [entry for entry in entries if not entry.refusal]
    errors = sum(entry.errors > 0 for entry in readable)
    parts = [f"共 {len(readable)} 份自评表"]
    if listed != len(entries):
        parts.append(f"列出 {listed} 行")
    if errors:
        parts.append(f"{errors} 份还有“必须改”")
    if len(entries) > len(readable):
        parts.append(f"{len(entries) - len(readable)} 个文件打不开")
    if chosen > 1:
        parts.append(f"选中 {chosen} 行")
    return "，".join(parts)
