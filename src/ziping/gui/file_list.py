"""A short list of files to choose one from; Enter or a click chooses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem

from ziping.gui.cell_room import RoomyCells
from ziping.gui.marks import quiet_color
from ziping.gui.typeface import tabular

_PATH = int(Qt.ItemDataRole.UserRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NARROW, _FIGURES = ("年度", "总分"), ("总分",)


class FileList(QTreeWidget):
    """Files with what is known of them in columns, as high as its rows; ``chosen`` names the path."""

    chosen = Signal(object)

    def __init__(self, name: str, label: str, columns: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setHeaderLabels(list(columns))
        self.setHeaderHidden(len(columns) == 1)
        self._figures = [number for number, column in enumerate(columns) if column in _FIGURES]
        for number in self._figures:
            self.headerItem().setTextAlignment(number, _RIGHT)
        self.setItemDelegate(RoomyCells(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        header = self.header()
        header.setStretchLastSection(False)
        for number, column in enumerate(columns):
            narrow = column in _NARROW
            mode = QHeaderView.ResizeMode.ResizeToContents if narrow else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)
        self.itemClicked.connect(self._choose)

    def add(self, path: Path, texts: Sequence[str]) -> None:
        """Adds a file at the end."""
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _PATH, path)
        for number in self._figures:
            item.setTextAlignment(number, _RIGHT)
            item.setFont(number, tabular(self.font()))
        self._tell(item, path)
        self.addTopLevelItem(item)
        self.updateGeometry()

    def change(self, path: Path, texts: Sequence[str], *, enabled: bool) -> None:
        """Shows other texts for a file; one that is not enabled is greyed and cannot be chosen."""
        for item in self._items():
            if item.data(0, _PATH) == path:
                for number, text in enumerate(texts):
                    item.setText(number, text)
                self._tell(item, path)
                item.setDisabled(not enabled)
                for number in range(self.columnCount()):
                    # The system's grey of what is disabled is too faint to be read.
                    item.setForeground(number, QBrush() if enabled else quiet_color(self.palette()))
        # Chinese may come from another font than the file's name, and stand higher.
        self.updateGeometry()

    def _tell(self, item: QTreeWidgetItem, path: Path) -> None:
        for number in range(self.columnCount()):
            item.setToolTip(number, f"{item.text(number)}\n{path}" if item.text(number) != str(path) else str(path))

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _choose(self, item: QTreeWidgetItem) -> None:
        if not item.isDisabled():
            self.chosen.emit(item.data(0, _PATH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the current file."""
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._choose(item)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks the current file, at first the first one."""
        super().focusInEvent(event)
        item = self.currentItem() or next((item for item in self._items() if not item.isDisabled()), None)
        if item is not None:
            self.setCurrentItem(item)
            item.setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Marks nothing, so that of two lists only the one in use shows a choice."""
        super().focusOutEvent(event)
        self.clearSelection()

    def changeEvent(self, event: QEvent) -> None:
        """Is as high as its rows at any size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(super().sizeHint().width(), self._height(self.topLevelItemCount()))

    def minimumSizeHint(self) -> QSize:
        """Three rows."""
        return QSize(super().minimumSizeHint().width(), self._height(min(self.topLevelItemCount(), 3)))

    def _height(self, rows: int) -> int:
        head = 0 if self.isHeaderHidden() else self.header().sizeHint().height()
        return head + max(rows, 1) * max(self.sizeHintForRow(0), self.fontMetrics().height()) + 2 * self.frameWidth()
