"""The second page of 新建: the proposed 三级指标, each to be kept or dropped before anything is in the form."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.proposal import ProposedRow, propose, reweighted
from ziping.editions.catalog import edition
from ziping.editions.library import project_kind
from ziping.editions.model import Edition
from ziping.editions.notation import points_text
from ziping.gui.cell_room import RoomyCells
from ziping.gui.fields import QuietLabel
from ziping.gui.typeface import scaled, tabular

_NAME, _CATEGORY, _TARGET, _WEIGHT = range(4)
_CHECKABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsPage(QWidget):
    """Shows a proposal by 一级指标; the 分值 of those kept always make up what the edition shares."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[str, str, int] | None = None
        self._edition: Edition | None = None
        self._rows: tuple[ProposedRow, ...] = ()
        self._groups: list[QTreeWidgetItem] = []
        self._leaves: list[QTreeWidgetItem] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = QLabel()
        self.title.setFont(scaled(self.title.font(), 1.2, bold=True))
        column.addWidget(self.title)
        column.addWidget(
            QuietLabel(
                "不适用的取消勾选（空格键），分值随即重新分配。指标值是常见写法，开始填写后再改为本项目的实际数。"
            )
        )
        self.tree = self._tree()
        column.addWidget(self.tree, 1)
        self.sum = QLabel()
        self.sum.setObjectName("new-weights")
        self.sum.setFont(tabular(self.sum.font()))
        column.addWidget(self.sum)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("new-rows")
        tree.setAccessibleName("推荐的指标")
        tree.setHeaderLabels(["指标名称", "二级指标", "指标值", "分值"])
        tree.headerItem().setTextAlignment(_WEIGHT, _RIGHT)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setAllColumnsShowFocus(True)
        tree.setItemDelegate(RoomyCells(tree))
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        tree.itemChanged.connect(lambda _item, column: self._weigh() if column == _NAME else None)
        return tree

    def offer(self, kind_id: str, edition_id: str, year: int) -> None:
        """Shows the proposal for a kind of project; the same one again keeps what was dropped."""
        if self._asked == (kind_id, edition_id, year):
            return
        self._asked, self._edition = (kind_id, edition_id, year), edition(edition_id)
        self._rows = propose(kind_id, self._edition, year)
        self.title.setText(f"{project_kind(kind_id).name}项目常用的指标")
        blocked = self.tree.blockSignals(True)
        self.tree.clear()
        self._groups, self._leaves = [], []
        for dimension, rows in groupby(self._rows, key=lambda row: row.dimension):
            self._add_group(dimension, list(rows))
        self.tree.blockSignals(blocked)
        self.tree.setCurrentItem(self._leaves[0])
        self._weigh()

    def _add_group(self, dimension: str, rows: Sequence[ProposedRow]) -> None:
        group = QTreeWidgetItem([dimension])
        group.setFlags(_CHECKABLE | Qt.ItemFlag.ItemIsAutoTristate)
        group.setTextAlignment(_WEIGHT, _RIGHT)
        for column in (_NAME, _WEIGHT):
            group.setFont(column, scaled(self.tree.font(), 1, bold=True))
        for row in rows:
            leaf = QTreeWidgetItem([row.name, row.category, row.target])
            leaf.setFlags(_CHECKABLE)
            leaf.setCheckState(_NAME, Qt.CheckState.Checked)
            leaf.setTextAlignment(_WEIGHT, _RIGHT)
            leaf.setToolTip(_NAME, f"{row.name}\n佐证材料：{'、'.join(row.source.evidence)}")
            group.addChild(leaf)
            self._leaves.append(leaf)
        self._groups.append(group)
        self.tree.addTopLevelItem(group)
        group.setExpanded(True)

    def kept(self) -> tuple[ProposedRow, ...]:
        """The rows that are to enter the form, weighted."""
        if self._edition is None:
            return ()
        pairs = zip(self._rows, self._leaves, strict=True)
        chosen = [row for row, leaf in pairs if leaf.checkState(_NAME) == Qt.CheckState.Checked]
        return reweighted(chosen, self._edition)

    def _weigh(self) -> None:
        """Shows the 分值 of the rows kept, of each 一级指标 and in all."""
        assert self._edition is not None
        decimals, whole = self._edition.points.decimals, self._edition.indicator_weight
        kept = self.kept()
        weights = iter(kept)
        for leaf in self._leaves:
            there = leaf.checkState(_NAME) == Qt.CheckState.Checked
            leaf.setText(_WEIGHT, points_text(next(weights).weight, decimals) if there else "")
        for group in self._groups:
            part = sum((row.weight for row in kept if row.dimension == group.text(_NAME)), Decimal(0))
            group.setText(_WEIGHT, points_text(part, decimals) if part else "")
        total = sum(row.weight for row in kept)
        dropped = len(self._leaves) - len(kept)
        text = f"分值合计 {total:f} / {whole:f}　　保留 {len(kept)} 条" + (f"，去掉 {dropped} 条" if dropped else "")
        self.sum.setText(text if kept else "一条也没有保留：将从空的指标表开始，自己逐条添加。")
