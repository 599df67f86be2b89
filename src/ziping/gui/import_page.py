"""What a foreign file says beside what was read of it, and the notes, before it becomes a form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ziping.app.files import Opened
from ziping.app.session import Session
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.buttons import named_button
from ziping.gui.fields import QuietLabel
from ziping.gui.import_source import Source, SourceView
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import sign
from ziping.gui.memory import Memory
from ziping.gui.preview import PageView, Preview
from ziping.gui.print_choices import LiveChoices
from ziping.importers.result import Note

_KINDS = {"unread": "没读懂", "differs": "不一致"}
_ALL_READ = "全部读懂了，没有发现与表上印的数不一致的地方。打开以前请对照左边看一遍。"
_WHAT_FOLLOWS = "打开以后是一份还没有保存的新表，原来的文件不会改动。"
_NOTE_LINES = 4


class ImportPage(QDialog):
    """The file on the left, the form as it would be printed on the right, the notes below; ``form`` is what is taken."""

    def __init__(self, parent: QWidget | None, name: str, opened: Opened, source: Source, memory: Memory) -> None:
        super().__init__(parent)
        self.setObjectName("import-page")
        self.setWindowTitle(f"导入“{name}”")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._opened = opened
        self._places = {note.path: note.where for note in opened.remarks if note.path is not None and note.where}
        self._live = LiveSession(Session(opened.form), self)
        self.source = SourceView(source)
        self.read = Preview(self._live, LiveChoices(memory, self))
        self.read.setObjectName("import-result")
        self.read.setAccessibleName("读入的结果")
        self.read.field_clicked.connect(self._show_field)
        self.as_exported = self._choice("import-as-exported", "用导出时的内容")
        self.as_edited = self._choice("import-as-edited", "用表格里改过的内容")
        self.notes = self._note_list()
        self.take = named_button("作为新表打开", "import-take", self.accept, takes_enter=True)
        self.take.setDefault(True)
        self.cancel = named_button("取消", "import-cancel", self.reject, takes_enter=True)
        self._lay_out(name)
        self.take.setFocus()

    @property
    def form(self) -> Form:
        """The form that is shown on the right."""
        return self._live.form

    def _choice(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setVisible(self._opened.exported is not None)
        return button

    def _note_list(self) -> QListWidget:
        shown = QListWidget()
        shown.setObjectName("import-notes")
        shown.setAccessibleName("请留意")
        shown.setWordWrap(True)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setResizeMode(QListWidget.ResizeMode.Adjust)
        for words, note in told(self._opened):
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, note)
            shown.addItem(item)
        shown.currentItemChanged.connect(self._show_note)
        shown.itemClicked.connect(self._show_note)
        return shown

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("import-split")
        split.setChildrenCollapsible(False)
        for heading, shown in ((f"原来的文件：{name}", self.source), ("读入的结果（打印出来的样子）", self.read)):
            split.addWidget(_headed(heading, shown))
        split.setSizes([10_000, 10_000])  # alike, however wide they are
        column.addWidget(split, 1)
        column.addLayout(self._choices())
        count = self.notes.count()
        placed = any(note is not None for _words, note in told(self._opened))
        about = f"有 {count} 点请留意{'，点一下就能看到在哪里' if placed else ''}：" if count else _ALL_READ
        column.addWidget(QuietLabel(about))
        column.addWidget(self.notes)
        self.notes.setVisible(count > 0)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(QuietLabel(_WHAT_FOLLOWS), 1)
        foot.addWidget(self.take)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.notes.setMaximumHeight(min(count + 1, _NOTE_LINES) * round(1.6 * letter))
        self.resize(min(80 * letter, screen.width() - 32), min(60 * letter, screen.height() - 48))

    def _choices(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(16)
        exported = self._opened.exported or self._opened.form
        for button, form in ((self.as_edited, self._opened.form), (self.as_exported, exported)):
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(partial(self._use, form))
        row.addStretch(1)
        self.as_edited.setChecked(True)
        return row

    def _use(self, form: Form) -> None:
        if form is not self.form:
            self._live.open(Session(form))

    def _show_note(self, item: QListWidgetItem | None) -> None:
        note = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(note, Note):
            self.source.show_place(note.where)
            self._show_result(note.path)

    def _show_field(self, path: FieldPath) -> None:
        """A click in the result shows where it was read."""
        self.read.mark(path)
        self.source.show_place(self._places.get(path, ""))

    def _show_result(self, path: FieldPath | None) -> None:
        """Frames a field in the result and brings it into view."""
        self.read.mark(path)
        proof = self.read.proof
        if path is None or proof is None:
            return
        factor = self.read.zoom() * 96 / 72
        for page in proof.pages.pages:
            cell = next((one for one in page.cells if one.cell.address == str(path)), None)
            view = self.read.findChild(PageView, f"preview-page-{page.number}")
            if cell is not None and view is not None:
                middle = view.y() + round((cell.y + cell.height / 2) * factor)
                self.read.area.ensureVisible(view.x(), middle, 0, self.read.area.viewport().height() // 3)
                return

    def done(self, result: int) -> None:
        """Ends the drawing under way, which must not come back to a dialog that is gone."""
        self.read.wait()
        super().done(result)


def told(opened: Opened) -> list[tuple[str, Note | None]]:
    """The notes as the clerk reads them: those on the whole file, then what was not read, then what differs."""
    by_sentence = {note.sentence: note for note in opened.remarks if note.kind != "read"}
    placed = [(words, by_sentence.get(words)) for words in opened.notes]
    rank = {"": 0, "unread": 1, "differs": 2}
    placed.sort(key=lambda pair: rank[pair[1].kind if pair[1] else ""])
    return [(f"{sign('warning')} {_kind(note)}{words}", note) for words, note in placed]


def _kind(note: Note | None) -> str:
    return f"{_KINDS[note.kind]}　" if note else ""


def _headed(heading: str, shown: QWidget) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = QLabel(heading)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(shown)
    label.setMinimumWidth(0)
    label.setToolTip(heading)
    column.addWidget(label)
    column.addWidget(shown, 1)
    return frame
