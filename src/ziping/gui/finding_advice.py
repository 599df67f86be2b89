"""What can be done about the chosen finding: why it is one, how to mend it, and the ways to answer it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ziping.gui.buttons import named_button
from ziping.gui.fields import QuietLabel
from ziping.rules.acknowledge import can_be_answered
from ziping.rules.findings import Finding
from ziping.rules.remedies import Remedy

_LEAST_LINES = 5
"""How many lines of advice stay in sight however low the window is."""


def button_text(name: str, metrics: QFontMetrics, width: int) -> str:
    """A name in lines of at most this width: broken before 改为, else between any two characters."""
    lines: list[str] = []
    for part in _parts(name, metrics, width):
        line = ""
        for character in part:
            if line and metrics.horizontalAdvance(line + character) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return "\n".join(lines).replace("&", "&&")


def _parts(name: str, metrics: QFontMetrics, width: int) -> list[str]:
    before, words, after = name.partition("改为")
    if not words or metrics.horizontalAdvance(name) <= width:
        return [name]
    return [before, words + after]


class Note(QLineEdit):
    """The note of an answer; Esc leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class FindingAdvice(QScrollArea):
    """Why, how, and buttons for one finding; as high as it needs, and scrolled where there is no room.

    On the whole page the list says how, and the buttons stand in one row.
    """

    mended = Signal()
    answered = Signal(str)
    """已核对, with this note."""
    reopened = Signal()
    explained = Signal()

    def __init__(self, name: str, *, whole_page: bool) -> None:
        super().__init__()
        self._name, self._whole_page = name, whole_page
        self._remedy_name = ""
        self.setObjectName(f"{name}-advice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.why, self.how = QuietLabel(), QLabel()
        self.how.setWordWrap(True)
        self.how.setTextFormat(Qt.TextFormat.PlainText)
        self.mend = named_button("", f"{name}-mend", self.mended.emit)
        self.answer = named_button("已核对…", f"{name}-answer", self.ask_for_note)
        self.reopen = named_button("撤回核对", f"{name}-reopen", self.reopened.emit)
        self.explain = named_button("查看规则说明", f"{name}-explain", self.explained.emit)
        self.note, self._note_row = Note(), QWidget()
        self.setWidget(self._inside())
        self.hide()

    def _inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.why)
        column.addWidget(self.how)
        buttons = QHBoxLayout()
        if self._whole_page:
            buttons.addWidget(self.mend)
        else:
            column.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)
        for button in (self.answer, self.reopen, self.explain):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._fill_note_row()
        column.addWidget(self._note_row)
        return inside

    def _fill_note_row(self) -> None:
        row = QHBoxLayout(self._note_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.note.setObjectName(f"{self._name}-note")
        self.note.setAccessibleName("核对说明")
        self.note.setPlaceholderText("写一句核对的依据")
        self.note.returnPressed.connect(self._give_answer)
        self.note.left.connect(self._leave_note)
        self.confirm = named_button("确定", f"{self._name}-confirm", self._give_answer)
        row.addWidget(self.note, 1)
        row.addWidget(self.confirm)
        self._note_row.hide()

    def show_finding(self, found: Finding | None, remedy: Remedy | None) -> None:
        """Shows what can be done about a finding, or nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.why.setText(f"为什么：{found.why}")
        self.how.setText(f"怎么改：{found.fix}")
        self.how.setVisible(not self._whole_page)
        self._remedy_name = remedy.name if remedy is not None else ""
        self.mend.setVisible(remedy is not None)
        self.mend.setAccessibleName(self._remedy_name)
        self.mend.setToolTip(f"{self._remedy_name}（Ctrl+Enter），可以撤销")
        open_ = found.acknowledged is None
        self.answer.setVisible(open_ and can_be_answered(found))
        self.reopen.setVisible(not open_)
        self._note_row.hide()
        self._fit()

    def ask_for_note(self) -> None:
        """已核对…: asks why the value may stay as it is."""
        self.note.clear()
        self._note_row.show()
        self._fit()
        self.ensureWidgetVisible(self._note_row)
        self.note.setFocus()

    def _give_answer(self) -> None:
        text = self.note.text().strip()
        if text:
            self._note_row.hide()
            self.answered.emit(text)
        else:
            self.note.setFocus()

    def _leave_note(self) -> None:
        self._note_row.hide()
        self._fit()
        self.answer.setFocus()

    def _fit(self) -> None:
        """Breaks the long name on the button for the room there is."""
        metrics = self.mend.fontMetrics()
        room = self.width() // (2 if self._whole_page else 1) - 2 * metrics.height()
        text = button_text(self._remedy_name, metrics, max(room, 4 * metrics.height()))
        if text != self.mend.text():
            self.mend.setText(text)
        self.updateGeometry()

    def _needed(self) -> int:
        """The height of everything inside at this width."""
        layout = self._layout()
        return (
            layout.totalHeightForWidth(self.width())
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )

    def _layout(self) -> QLayout:
        layout = self.widget().layout()
        assert layout is not None
        return layout

    def changeEvent(self, event: QEvent) -> None:
        """Follows the window's letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks lines anew."""
        super().resizeEvent(event)
        self._layout().invalidate()  # Qt lays out nothing if it was asked for the height before
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """As high as everything in it at this width."""
        return QSize(self.width(), self._needed())

    def minimumSizeHint(self) -> QSize:
        """A few lines; wide enough for the buttons."""
        least = min(self.sizeHint().height(), _LEAST_LINES * self.fontMetrics().lineSpacing())
        return QSize(self.widget().minimumSizeHint().width(), least)
