"""The first page of 新建: 版式, 年度, the head of the form, and the kind of project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ziping.editions.library import project_kinds
from ziping.gui.edition_year import EditionBox, YearBox
from ziping.gui.fields import FieldRow, QuietLabel
from ziping.gui.marks import severity_color, sign
from ziping.gui.memory import Head

OWN = ""
"""The kind of project of those who want no proposal."""
_LABEL = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_OWN_NAME, _OWN_ABOUT = "不用推荐，自己填", "从空的指标表开始，自己逐条添加。"
_ASK_KIND = "选一个最接近的类型，下一页列出这类项目常用的指标，可以逐条取舍。"
_MISSING_KIND = f"{sign('warning')} 请先选一个项目类型；不需要推荐的指标，就选“不用推荐，自己填”。"


class HeadPage(QScrollArea):
    """Asks what the form is for; scrolls where the screen is too low for it."""

    def __init__(self, edition_id: str, heads: Sequence[Head]) -> None:
        super().__init__()
        self.setObjectName("new-head")
        self.setAccessibleName("基本信息")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._heads = tuple(heads)
        self.edition = EditionBox("new-edition", edition_id)
        self.year = YearBox("new-year")
        self.name = self._line("new-name", "项目名称")
        self.department = self._line("new-department", "主管部门")
        self.unit = self._unit_box()
        self.kind = self._kind_box()
        self.about = QuietLabel(_ASK_KIND)
        self.about.setObjectName("new-kind-about")
        self.missing = QLabel(_MISSING_KIND)
        self.missing.setObjectName("new-kind-missing")
        self.missing.setWordWrap(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, severity_color("warning", palette))
        self.missing.setPalette(palette)
        self.missing.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.addLayout(self._grid())
        column.addStretch(1)
        self.setWidget(inner)
        if self._heads:
            self.unit.setCurrentIndex(0)
            self._take_department(0)
        self.unit.activated.connect(self._take_department)
        self.kind.currentIndexChanged.connect(self._tell_about)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        FieldRow(grid, self.edition, "版式", "区财政局当年印发的表样；以后可以换，已填的内容不会丢。")
        FieldRow(grid, self.year, "年度", "资金使用的年度，不是填表的年度。")
        FieldRow(grid, self.name, "项目名称")
        FieldRow(grid, self.department, "主管部门")
        FieldRow(grid, self.unit, "实施单位", "写公章上的全称。会记在本机，下次新建时自动填好。")
        kind = QLabel("项目类型")
        kind.setBuddy(self.kind)
        row = grid.rowCount()
        grid.addWidget(kind, row, 0, _LABEL)
        grid.addWidget(self.kind, row, 1)
        grid.addWidget(self.about, row + 1, 1)
        grid.addWidget(self.missing, row + 2, 1)
        return grid

    @staticmethod
    def _line(name: str, label: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(label)
        return line

    def _unit_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("new-unit")
        box.setAccessibleName("实施单位")
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setCompleter(None)  # type: ignore[arg-type]
        box.setMinimumContentsLength(12)
        box.addItems([head.unit for head in self._heads])
        return box

    @staticmethod
    def _kind_box() -> QComboBox:
        box = QComboBox()
        box.setObjectName("new-kind")
        box.setAccessibleName("项目类型")
        for kind in project_kinds():
            box.addItem(kind.name, kind.id)
        box.insertSeparator(box.count())
        box.addItem(_OWN_NAME, OWN)
        box.setMaxVisibleItems(box.count())
        box.setPlaceholderText("请选择")
        box.setCurrentIndex(-1)
        return box

    def _take_department(self, number: int) -> None:
        self.department.setText(self._heads[number].department)

    def _tell_about(self) -> None:
        abouts = {kind.id: f"{kind.about}。下一页列出常用的指标，可以逐条取舍。" for kind in project_kinds()}
        self.about.setText(_OWN_ABOUT if self.kind_id == OWN else abouts.get(self.kind_id or "", _ASK_KIND))
        self.kind.setAccessibleDescription(self.about.text())
        self.missing.hide()
        self.about.show()

    def ask_kind(self) -> None:
        """Says that a kind is still to be chosen, and goes there."""
        self.about.hide()
        self.missing.show()
        self.kind.setAccessibleDescription(_MISSING_KIND)
        self.kind.setFocus()

    @property
    def edition_id(self) -> str:
        """The id of the 版式 chosen."""
        return self.edition.edition_id

    @property
    def kind_id(self) -> str | None:
        """The id of the kind of project chosen, ``OWN``, or None before one is chosen."""
        return None if self.kind.currentIndex() < 0 else str(self.kind.currentData())

    @property
    def head(self) -> Head:
        """实施单位 and 主管部门 as typed or chosen."""
        return Head(self.unit.currentText().strip(), self.department.text().strip())
