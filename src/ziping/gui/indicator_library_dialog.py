"""从指标库添加: search usual 三级指标, tick several, put them into the form."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.editions.library import LibraryIndicator, project_kinds, search
from ziping.editions.model import Edition
from ziping.gui.cell_room import RoomyCells
from ziping.gui.fields import QuietLabel

Key = tuple[str, str, str]
HEADINGS = ("指标名称", "一级 › 二级", "常用指标值", "单位", "佐证材料")
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
INDICATOR = Qt.ItemDataRole.UserRole


def key_of(indicator: LibraryIndicator) -> Key:
    """What makes an indicator of the library one of its kind."""
    return indicator.dimension, indicator.category, indicator.name


class LibraryDialog(QDialog):
    """Ticks outlast another search; Enter takes what is ticked, or the current line where nothing is."""

    picked = Signal(list)
    """The ``LibraryIndicator``s to put into the form."""

    def __init__(self, parent: QWidget, edition: Edition, year: int | str, there: Collection[Key]) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_library_dialog")
        self.setWindowTitle("从指标库添加")
        self._edition, self._year, self._there = edition, year, frozenset(there)
        self._ticked: dict[Key, LibraryIndicator] = {}
        self.text = QLineEdit(self)
        self.text.setObjectName("library_search")
        self.text.setAccessibleName("搜索三级指标")
        self.text.setPlaceholderText("输入名称、二级指标或佐证材料，例如“满意度”“处置 率”")
        self.kind = QComboBox(self)
        self.kind.setObjectName("library_kind")
        self.kind.setAccessibleName("项目类型")
        self.kind.addItem("全部项目类型", None)
        for kind in project_kinds():
            self.kind.addItem(kind.name, kind.id)
        self.list = self._list()
        self.note = QuietLabel()
        self.note.setObjectName("library_note")
        self.buttons = QDialogButtonBox(self)
        self.add = self.buttons.addButton("添加", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setObjectName("library_add")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setObjectName("library_cancel")
        self._lay_out()
        self.text.textChanged.connect(self._search)
        self.kind.currentIndexChanged.connect(self._search)
        self.list.itemChanged.connect(self._tick)
        self.list.itemDoubleClicked.connect(lambda item: self._take([item.data(0, INDICATOR)]))
        self.list.currentItemChanged.connect(self._count)
        self.buttons.accepted.connect(self.take)
        self.buttons.rejected.connect(self.reject)
        for widget in (self.text, self.list):
            widget.installEventFilter(self)
        self._search()

    def _list(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("library_list")
        tree.setAccessibleName("指标库")
        tree.setHeaderLabels(list(HEADINGS))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setItemDelegate(RoomyCells(tree))
        header = tree.header()
        header.setSectionsMovable(False)
        unit = tree.fontMetrics().horizontalAdvance("国")
        for column, width in enumerate((16, 18, 9, 4)):
            header.resizeSection(column, width * unit)
        header.setSectionResizeMode(len(HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        return tree

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        label = QLabel("搜索", self)
        label.setBuddy(self.text)
        line.addWidget(label)
        line.addWidget(self.text, 1)
        line.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        self.resize(900, 520)

    def _search(self) -> None:
        found = search(self.text.text(), self._edition, self.kind.currentData())
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for indicator in found:
            self.list.addTopLevelItem(self._line(indicator))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(blocked)
        self._count()

    def _line(self, indicator: LibraryIndicator) -> QTreeWidgetItem:
        there = "（已有）" if key_of(indicator) in self._there else ""
        texts = [
            indicator.name + there,
            f"{indicator.dimension} › {indicator.category}",
            indicator.target_for(self._year),
            indicator.unit,
            "、".join(indicator.evidence),
        ]
        item = QTreeWidgetItem(texts)
        item.setData(0, INDICATOR, indicator)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = key_of(indicator) in self._ticked
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        for column, text in enumerate(texts):
            item.setToolTip(column, f"{text}\n{indicator.note}".strip())
        return item

    def _tick(self, item: QTreeWidgetItem) -> None:
        indicator: LibraryIndicator = item.data(0, INDICATOR)
        if item.checkState(0) == Qt.CheckState.Checked:
            self._ticked[key_of(indicator)] = indicator
        else:
            self._ticked.pop(key_of(indicator), None)
        self._count()

    def _count(self) -> None:
        chosen = len(self._ticked)
        self.add.setText(f"添加 {chosen} 个" if chosen else "添加")
        self.add.setEnabled(bool(self._chosen()))
        found = self.list.topLevelItemCount()
        self.note.setText(
            f"找到 {found} 个指标。空格键勾选，可勾选多个；指标值是常见写法，添加后再改为本项目的实际数。"
            if found
            else "没有找到。可以换一个词，或者选“全部项目类型”。"
        )

    def _chosen(self) -> list[LibraryIndicator]:
        current = self.list.currentItem()
        return list(self._ticked.values()) or ([current.data(0, INDICATOR)] if current else [])

    def take(self) -> None:
        """Takes what is ticked, or the current line where nothing is."""
        self._take(self._chosen())

    def _take(self, indicators: list[LibraryIndicator]) -> None:
        if indicators:
            self.accept()
            self.picked.emit(indicators)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter takes; ↓ goes from the search to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER:
                self.take()
                return True
            if watched is self.text and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
