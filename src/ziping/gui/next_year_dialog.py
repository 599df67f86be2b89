"""从去年导入: year and 版式 of the new form, and what of last year's is carried over, moved on and emptied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.comparison import value_text
from ziping.app.files import Opened
from ziping.app.next_year import CarriedOver, by_name, carry_over
from ziping.app.remarks import field_words
from ziping.app.session import View
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.buttons import named_button
from ziping.gui.cell_room import RoomyCells
from ziping.gui.edition_year import EditionBox, YearBox
from ziping.gui.fields import FieldRow, QuietLabel
from ziping.gui.typeface import scaled

_ABOUT = "沿用的值在新表里都标着“沿用去年”，改过或点了“确认”才算数；清空的要按今年的实际重新填写，预算也是。"
_LONGEST = 60


class NextYearDialog(QDialog):
    """Shows what would be made; ``made`` is what is made with the year and 版式 chosen."""

    def __init__(self, parent: QWidget | None, name: str, opened: Opened) -> None:
        super().__init__(parent)
        self.setObjectName("next-year-dialog")
        self.setWindowTitle("从去年导入")
        self._last, self._notes = opened.form, opened.notes
        self.made: CarriedOver = carry_over(opened.form)
        self.source = QLabel(_source_words(name, opened.form))
        self.source.setObjectName("next-year-source")
        self.source.setWordWrap(True)
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.year = YearBox("next-year-year", self.made.form.basic.year)
        self.edition = EditionBox("next-year-edition", self._last.edition)
        self.note = QuietLabel()
        self.note.setObjectName("next-year-note")
        self.list = self._tree()
        self.start = named_button("开始填写", "next-year-start", self.accept, takes_enter=True)
        self.start.setDefault(True)
        self.cancel = named_button("取消", "next-year-cancel", self.reject, takes_enter=True)
        self._lay_out()
        self.year.valueChanged.connect(self.refresh)
        self.edition.currentIndexChanged.connect(self.refresh)
        self.refresh()
        self.start.setFocus()

    @staticmethod
    def _tree() -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("next-year-list")
        tree.setAccessibleName("沿用、顺延和清空的内容")
        tree.setHeaderLabels(["内容", "去年", "新表"])
        tree.setRootIsDecorated(False)
        tree.setAllColumnsShowFocus(True)
        tree.setItemDelegate(RoomyCells(tree))
        header = tree.header()
        header.setSectionsMovable(False)
        for column in range(3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return tree

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.source)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        FieldRow(grid, self.year, "年度")
        FieldRow(grid, self.edition, "版式", "今年换了表样就在这里换；指标表原样保留。")
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addWidget(self.list, 1)
        column.addWidget(QuietLabel(_ABOUT))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.start)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(52 * letter, screen.width() - 48), min(40 * letter, screen.height() - 64))

    def refresh(self) -> None:
        """Makes the form with the year and 版式 chosen and lists what is done."""
        self.made = carry_over(self._last, self.year.value(), self.edition.edition_id)
        unread = not isinstance(self._last.basic.year, int)
        self.note.setText("去年的表没有写明四位数字的年度，日期没有顺延，请自己核对。" if unread else "")
        self.note.setVisible(unread)
        self.list.clear()
        view, known = View(self.made.form), edition(self.made.form.edition)
        moved = [(field_words(view.subject, one.path), *one.excerpts()) for one in self.made.moved]
        self._add_group(f"年份已顺延 {len(moved)} 处，请核对", moved)
        carried, emptied = by_name(self.made.carried, known), by_name(self.made.emptied, known)
        self._add_group(
            f"沿用去年 {len(self.made.carried)} 处，待确认",
            [(name, self._last_words(paths), "沿用") for name, paths in carried],
        )
        self._add_group(
            f"清空 {len(self.made.emptied)} 处，要重新填写",
            [(name, self._last_words(paths), "空") for name, paths in emptied],
        )
        self._add_group(f"读入去年的文件时有 {len(self._notes)} 点请留意", [(note, "", "") for note in self._notes])

    def _last_words(self, paths: Sequence[FieldPath]) -> str:
        """What last year's form says in one field; how many they are where there are several."""
        return value_text(self._last, paths[0]) if len(paths) == 1 else f"{len(paths)} 处"

    def _add_group(self, heading: str, rows: Iterable[tuple[str, str, str]]) -> None:
        """A heading and its rows; none where there are no rows."""
        items = [QTreeWidgetItem([_short(text) for text in row]) for row in rows]
        if not items:
            return
        group = QTreeWidgetItem([heading])
        group.setFont(0, scaled(self.list.font(), 1, bold=True))
        self.list.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for item, row in zip(items, rows, strict=False):
            for place, text in enumerate(row):
                item.setToolTip(place, text)
            group.addChild(item)
            item.setFirstColumnSpanned(not any(row[1:]))
        group.setExpanded(True)


def _source_words(name: str, form: Form) -> str:
    year = f"{form.basic.year} 年度　" if form.basic.year else ""
    return f"去年的表：{year}{form.basic.project_name or '（没有项目名称）'}　来自“{name}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
