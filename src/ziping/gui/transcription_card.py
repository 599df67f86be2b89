"""照录助手: the field in hand: the way to it, its text as it prints, and the other ways to write it."""

from __future__ import annotations

from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ziping.app.transcription import STEP, Entry, Writing
from ziping.gui.fields import QuietLabel
from ziping.gui.flow import FlowLayout
from ziping.gui.typeface import keep_scaled

_MOST_LINES, _MARGIN = 6, 6
_NOTHING = "（空，没有要录的内容）"


class WholeText(QPlainTextEdit):
    """A text to read, as high as its lines, up to six of them or a sixth of the screen; it scrolls beyond."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transcription-text")
        self.setAccessibleName("打印的内容")
        self.setReadOnly(True)
        self.setPlaceholderText(_NOTHING)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_MARGIN)

    def sizeHint(self) -> QSize:
        """The lines that the text takes in this width."""
        most = min(_MOST_LINES * self.fontMetrics().lineSpacing(), self.screen().availableSize().height() // 6)
        height, block = 0.0, self.document().begin()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return QSize(super().sizeHint().width(), min(ceil(height), most) + 2 * (_MARGIN + self.frameWidth()) + 2)

    def minimumSizeHint(self) -> QSize:
        """The same: whoever shares out the room takes it from the list."""
        return QSize(0, self.sizeHint().height())

    def show_text(self, text: str) -> None:
        """Shows a text from its beginning."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """So do other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class EntryCard(QWidget):
    """The field in hand; ``wanted`` asks for the copy of another way to write it."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.way = QuietLabel()
        self.way.setObjectName("transcription-way")
        self.label = QLabel()
        self.label.setObjectName("transcription-label")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        keep_scaled(self.label, 1.25, bold=True)
        self.text = WholeText()
        self.others = QWidget()
        self._row = FlowLayout(8)
        self.others.setLayout(self._row)
        self.buttons: list[QPushButton] = []
        self._writings: tuple[Writing, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.way, self.label, self.text):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.others)

    def show_entry(self, entry: Entry, unit: str) -> None:
        """Shows this field; ``unit`` is that of money as it prints."""
        self.way.setText(STEP.join((*entry.way[:-1], "")).rstrip())
        money = f"（{unit}）" if any(other.name in {"元", "万元"} for other in entry.others) else ""
        self.label.setText(entry.label + money)
        self.text.show_text(entry.text)
        self.text.setAccessibleDescription(STEP.join(entry.way))
        self._offer(entry.others)

    def _offer(self, writings: tuple[Writing, ...]) -> None:
        """A button for each way; those there are already are used again, so that none goes from under the focus."""
        self._writings = writings
        while len(self.buttons) < len(writings):
            self.buttons.append(self._button(len(self.buttons)))
        for button, writing in zip(self.buttons, writings, strict=False):
            button.setText(f"{writing.name}：{writing.text}")
            button.setAccessibleName(f"复制{writing.name} {writing.text}，到下一项")
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(writings))
        self.others.setVisible(bool(writings))

    def _button(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"transcription-other-{place + 1}")
        button.setToolTip("换这种写法复制，到下一项" + ("" if place else "（Shift+Enter）"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(partial(self._want, place))
        self._row.addWidget(button)
        return button

    def _want(self, place: int, _checked: bool = False) -> None:
        self.wanted.emit(self._writings[place])

    def want_other(self) -> None:
        """Asks for the first of the other ways, where there is one."""
        if self._writings:
            self._want(0)
