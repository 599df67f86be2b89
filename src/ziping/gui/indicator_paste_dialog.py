"""Which column of a copied table goes into which field: shown with its first rows, to be changed or agreed to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.cell_block import Block
from ziping.app.paste_table import TABLE_FIELDS, TableMapping, rows_below, table_rows
from ziping.editions.model import Edition
from ziping.gui.fields import QuietLabel

SHOWN_ROWS = 8
NOT_TAKEN = "（不粘贴）"


class PasteDialog(QDialog):
    """Shows a block under one list of fields for each column."""

    def __init__(self, parent: QWidget, block: Block, mapping: TableMapping, edition: Edition, home: str) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_paste_dialog")
        self.setWindowTitle("粘贴指标")
        self._block = block
        self._home = home
        self._names = {field: str(getattr(edition.labels, field)) for field in TABLE_FIELDS}
        self.columns = [self._choice(place, field) for place, field in enumerate(mapping.fields)]
        self.first = QSpinBox(self)
        self.first.setObjectName("paste_first_row")
        self.first.setAccessibleName("从第几行开始粘贴")
        self.first.setRange(1, max(len(block), 1))
        self.first.setValue(mapping.first_row + 1)
        self.table = self._preview()
        self.count = QLabel(self)
        self.count.setObjectName("paste_count")
        self.buttons = QDialogButtonBox(self)
        self.agree = self.buttons.addButton("粘贴", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setObjectName("paste_agree")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setObjectName("paste_cancel")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.first.valueChanged.connect(self._show)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(QLabel("请核对每一列是哪一栏，再粘贴。", self))
        column.addWidget(self.table, 1)
        start = QHBoxLayout()
        label = QLabel("从第几行开始（标题行不粘贴）", self)
        label.setBuddy(self.first)
        start.addWidget(label)
        start.addWidget(self.first)
        start.addStretch(1)
        column.addLayout(start)
        column.addWidget(
            QuietLabel(
                "按一级、二级指标的名称放到表里，没有的二级指标会新建；同一二级指标里名称相同的行会更新，其余新增。"
            )
        )
        column.addWidget(self.count)
        column.addWidget(self.buttons)
        self.resize(min(920, 160 + 140 * max(len(self.columns), 3)), 460)

    def _choice(self, place: int, field: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"paste_column_{place + 1}")
        box.setAccessibleName(f"第 {place + 1} 列是")
        box.addItem(NOT_TAKEN, "")
        for one, name in self._names.items():
            box.addItem(name, one)
        box.setCurrentIndex(box.findData(field))
        box.currentIndexChanged.connect(lambda: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        """A field is taken from one column only: another that had it gives it up."""
        for other in self.columns:
            if other is not box and box.currentData() and other.currentData() == box.currentData():
                other.setCurrentIndex(0)
        self._show()

    def _preview(self) -> QTableWidget:
        table = QTableWidget(1 + SHOWN_ROWS, len(self.columns), self)
        table.setObjectName("paste_preview")
        table.setAccessibleName("要粘贴的前几行")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setMinimumSectionSize(60)
        table.setHorizontalHeaderLabels([f"第 {place + 1} 列" for place in range(len(self.columns))])
        for place, box in enumerate(self.columns):
            table.setCellWidget(0, place, box)
            table.setColumnWidth(place, max(box.sizeHint().width(), 120))
        table.setRowHeight(0, self.columns[0].sizeHint().height() + 2)
        return table

    def mapping(self) -> TableMapping:
        """What the clerk agreed to."""
        return TableMapping(self.first.value() - 1, tuple(str(box.currentData()) for box in self.columns))

    def _show(self) -> None:
        start = self.first.value() - 1
        shown = self._block[start : start + SHOWN_ROWS]
        self.table.setRowCount(1 + len(shown))
        self.table.setVerticalHeaderLabels(["", *(str(start + number + 1) for number in range(len(shown)))])
        quiet = self.palette().color(self.palette().ColorRole.PlaceholderText)
        for row, texts in enumerate(shown, start=1):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text.replace("\n", " "))
                item.setToolTip(text)
                if not self.columns[place].currentData():
                    item.setForeground(quiet)
                self.table.setItem(row, place, item)
        rows = table_rows(self._block, self.mapping())
        homeless = sum(not row.dimension and not row.category for row in rows)
        where = (
            f"，其中 {homeless} 行没有二级指标，放到“{self._home}”"
            if self._home
            else f"，{homeless} 行没有二级指标，略过"
        )
        below = rows_below(self._block, self.mapping())
        left = f"；合计或总分下面的 {below} 行不粘贴，请另外复制" if below else ""
        self.count.setText(f"将粘贴 {len(rows)} 行指标" + (where if homeless else "") + left)
        self.agree.setEnabled(len(rows) > (0 if self._home else homeless))
