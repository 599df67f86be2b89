"""基本信息: edition, year and the head of the form."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ziping.app.session import Change
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.carried_bar import CarriedBar
from ziping.gui.edition_year import EditionBox
from ziping.gui.field_marks import FieldMarks
from ziping.gui.fields import FieldRow, LineEditor
from ziping.gui.live_session import LiveSession
from ziping.gui.steps.page import StepPage

_HELP = {
    "year": "自评的预算年度，四位数字。",
    "project_name": "与部门预算批复里的名称一致。",
    "department": "例如 ××镇人民政府。",
    "unit": "填写单位全称，与公章一致。",
}
_EDITION = FieldPath("form", "", "edition")


class BasicPage(StepPage):
    """版式, 年度, 项目名称, 主管部门, 实施单位."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__("basic")
        self.live = live
        self.body.addWidget(CarriedBar(live, "basic"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.edition = EditionEditor(live)
        self._add(grid, _EDITION, self.edition, "版式", "区财政局当年印发的表样；换版式不会丢失已填的内容。")
        labels = live.view.edition.labels
        for name, help_text in _HELP.items():
            path = at.basic(name)
            label = str(getattr(labels, name))
            self._add(grid, path, LineEditor(live, path, label), label, help_text)
        frame = QWidget()
        frame.setLayout(grid)
        row = QHBoxLayout()
        row.addWidget(frame, 3)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _add(self, grid: QGridLayout, path: FieldPath, editor: QWidget, label: str, help_text: str) -> None:
        marks = self.marks[path] = FieldMarks(self.live, path, label, editor)
        row = FieldRow(grid, editor, label, help_text, marks)
        self.editors[path], self.notes[path] = editor, row.note


class EditionEditor(EditionBox):
    """The choice of the form's 版式."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__(str(_EDITION), live.form.edition)
        self.live = live
        self.refresh()
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.activated.connect(self._chosen)

    def refresh(self) -> None:
        """Shows the form's edition."""
        self.setCurrentIndex(self.findData(self.live.form.edition))

    def _follow(self, _change: Change) -> None:
        self.refresh()

    def _chosen(self) -> None:
        self.live.session.put(_EDITION, self.edition_id, "更换版式")
