"""A list of rows in columns to choose one from, as high as its rows up to a few."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget

from ziping.gui.cell_room import RoomyCells


class RowList(QTreeWidget):
    """Columns that take what they need, but for those ``stretched``, which share the rest."""

    def __init__(self, name: str, label: str, columns: Sequence[str], stretched: Collection[int]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setHeaderLabels(list(columns))
        self.setItemDelegate(RoomyCells(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        modes = QHeaderView.ResizeMode
        for number in range(len(columns)):
            header.setSectionResizeMode(number, modes.Stretch if number in stretched else modes.ResizeToContents)

    def fit(self, most: int) -> None:
        """Is as high as its rows, up to ``most``; more are scrolled to."""
        rows = min(self.topLevelItemCount(), most)
        height = self.sizeHintForRow(0) * rows + self.header().sizeHint().height()
        self.setFixedHeight(height + 2 * self.frameWidth())
