"""Cells of a list with room around their text."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class RoomyCells(QStyledItemDelegate):
    """Draws cells as the system does, a little wider and higher."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The system's size and a bit more."""
        return super().sizeHint(option, index) + QSize(16, 6)
