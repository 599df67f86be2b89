"""The line above the board's table in which one types words to filter by."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class FilterLine(QLineEdit):
    """Esc clears it, then leaves; ↓ and Enter lead to the rows (``left``)."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board-filter")
        self.setAccessibleName("筛选")
        self.setPlaceholderText("筛选：项目、单位、年度、步骤…（Ctrl+F）")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that lead away."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
