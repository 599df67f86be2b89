"""The editor of one cell: plain text of any length, left alone while an input method composes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPalette, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
NEW_LINE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class CellEditor(QPlainTextEdit):
    """Enter, Tab and Shift+Tab leave it, Alt+Enter and Shift+Enter begin a new line; it grows with its text."""

    left = Signal(str)
    """The clerk is done and goes ``down``, ``next`` or ``previous``."""

    def __init__(self, parent: QWidget, cell: QRect) -> None:
        super().__init__(parent)
        self._cell = QRect(cell)
        self._given: str | None = None
        self._replacing = False
        self.composing = False
        """Whether an input method's composition is open."""
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setLineWidth(2)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, palette.color(QPalette.ColorRole.Highlight))
        self.setPalette(palette)
        self.document().setDocumentMargin(2)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
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
        if replace:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def modified(self) -> bool:
        """Whether the text differs from what it was when the editor opened, or is being composed."""
        return self.composing or self.toPlainText() != self._given

    def place(self, cell: QRect) -> None:
        """Lays the editor over its cell."""
        self._cell = QRect(cell)
        self._grow()

    def _grow(self) -> None:
        """Downward as far as the text needs; upward when the viewport ends first."""
        parent = self.parentWidget()
        self.resize(self._cell.width(), self.height())
        line = self.fontMetrics().lineSpacing()
        lines = sum(max(1, block.layout().lineCount()) for block in self._blocks())
        room = parent.height() if parent else self._cell.height()
        height = min(max(self._cell.height(), lines * line + 2 * (self.frameWidth() + 2)), room)
        top = max(0, min(self._cell.top(), room - height))
        self.setGeometry(self._cell.left(), top, self._cell.width(), height)

    def _blocks(self) -> list:  # type: ignore[type-arg]
        blocks = []
        block = self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: remembers whether a composition is open; one given up before any text gives back what it replaced."""
        given_up = self._replacing and self.composing and not event.preeditString() and not event.commitString()
        self.composing = bool(event.preeditString())
        self._replacing = self._replacing and not event.commitString()
        super().inputMethodEvent(event)
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
