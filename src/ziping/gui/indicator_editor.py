"""The editor of one cell: plain text of any length, left alone while an input method composes."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPalette, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ziping.gui.indicator_text import SIDE, TOP, Typesetter, wrapping
from ziping.gui.plain_text import plain_text

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
NEW_LINE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class CellEditor(QPlainTextEdit):
    """Enter, Tab and Shift+Tab leave it, Alt+Enter and Shift+Enter begin a new line; it grows with its text."""

    left = Signal(str)
    """The clerk is done and goes ``down``, ``next`` or ``previous``."""

    def __init__(self, parent: QWidget, cell: QRect, setter: Typesetter, side: Qt.AlignmentFlag) -> None:
        super().__init__(parent)
        self._cell, self._setter = QRect(cell), setter
        self._given: str | None = None
        self._shown = ""
        """The text given as this editor shows it: without the kinds of line ends it doesn't know."""
        self._replacing = self._growing = False
        self.composing = False
        """Whether an input method's composition is open."""
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setLineWidth(2)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, palette.color(QPalette.ColorRole.Highlight))
        self.setPalette(palette)
        self.setFont(setter.font)
        self.document().setDocumentMargin(0)
        option = QTextOption(side)
        option.setWrapMode(wrapping(side))
        self.document().setDefaultTextOption(option)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._grow)

    def begin(self, text: str, *, replace: bool) -> None:
        """Takes the cell's text once; ``replace`` lets the first key typed take its place."""
        if self._given is not None:
            return
        self._given, self._replacing = text, replace
        self.setPlainText(text)
        self._shown = self.text
        if replace:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return plain_text(self.document())

    @property
    def modified(self) -> bool:
        """Whether the text differs from what it was when the editor opened, or is being composed."""
        return self.composing or self.text != self._shown

    @property
    def typed(self) -> str | None:
        """The text that replaces the cell's; none where nothing was typed, or only a composition took its place."""
        text = self.text
        return None if text == self._shown or (self.composing and self._replacing) else text

    def place(self, cell: QRect) -> None:
        """Lays the editor over its cell."""
        self._cell = QRect(cell)
        self._grow()

    def _grow(self) -> None:
        """Downward as far as the text needs; upward when the viewport ends first."""
        if self._growing:
            return
        self._growing = True
        parent, frame = self.parentWidget(), self.frameWidth()
        self.resize(self._cell.width(), self.height())
        self._stand_as_drawn(frame)
        room = parent.height() if parent else self._cell.height()
        needed = self.viewport().y() + math.ceil(self._text_height()) + TOP
        height = min(max(self._cell.height(), needed), room)
        top = max(0, min(self._cell.top(), room - height))
        self.setGeometry(self._cell.left(), top, self._cell.width(), height)
        if needed <= height:
            self.verticalScrollBar().setValue(0)
        self._growing = False

    def _stand_as_drawn(self, frame: int) -> None:
        """Puts the first line where the cell draws it: lines of figures are less tall than others."""
        layout = self.document().firstBlock().layout()
        first = layout.lineAt(0).ascent() if layout.lineCount() else self._setter.ascent
        above = TOP + round(self._setter.ascent - first)
        self.setViewportMargins(SIDE - frame, max(0, above - frame), SIDE - frame, 0)

    def _text_height(self) -> float:
        """Of all lines at the present width, in pixels; asking the layout makes it wrap what was just typed."""
        height, block = 0.0, self.document().begin()
        while block.isValid():
            height += self.document().documentLayout().blockBoundingRect(block).height()
            block = block.next()
        return height

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: remembers whether a composition is open; one given up before any text gives back what it replaced."""
        given_up = self._replacing and self.composing and not event.preeditString() and not event.commitString()
        self.composing = bool(event.preeditString())
        self._replacing = self._replacing and not event.commitString()
        super().inputMethodEvent(event)
        self._grow()
        if given_up and not self.toPlainText():
            self.setPlainText(self._given or "")
            self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Qt: leaves 撤销 and 重做 to the window where there is nothing of its own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = self.document()
            if (event.matches(QKeySequence.StandardKey.Undo) and not own.isUndoAvailable()) or (
                event.matches(QKeySequence.StandardKey.Redo) and not own.isRedoAvailable()
            ):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys that leave the cell, and those that begin a new line in it."""
        self._replacing = self._replacing and not event.text()
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() in ENTER and event.modifiers() & NEW_LINE:
            self.insertPlainText("\n")
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit("down")
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.left.emit("next")
        elif event.key() == Qt.Key.Key_Backtab:
            self.left.emit("previous")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: a composition ends with the focus."""
        super().focusOutEvent(event)
        self.composing = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt: a single cell copied from a workbook comes with a line end that is not part of it."""
        self.insertPlainText(source.text().removesuffix("\n").removesuffix("\r"))
