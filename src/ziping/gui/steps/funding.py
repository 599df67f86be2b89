"""项目资金: the page around the grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QToolButton

from ziping.app.session import Change
from ziping.form import path as at
from ziping.form.path import FieldPath
from ziping.gui.field_marks import FieldMarks, small_button
from ziping.gui.fields import FindingNote, QuietLabel
from ziping.gui.funding_table import FundingTable
from ziping.gui.live_session import LiveSession
from ziping.gui.steps.page import StepPage
from ziping.gui.unit_question import UnitQuestion
from ziping.rules.findings import Finding, cure_path


class FundingPage(StepPage):
    """The grid, its findings, and how the score comes about."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__("funding")
        self.live = live
        self.unit = QLabel()
        self.body.addWidget(self.unit)
        self.table = FundingTable(live)
        self.table.setMaximumWidth(860)
        self.body.addWidget(self.table)
        self.editors.update(self.table.editors)
        self.pasted = QuietLabel()
        self.pasted.setObjectName("funding-pasted")
        self.pasted.hide()
        self.table.told.connect(self._tell)
        self.body.addWidget(self.pasted)
        self.question = UnitQuestion(live)
        self.body.addWidget(self.question)
        for path, editor in self.table.editors.items():
            note = self.notes[path] = FindingNote(editor)
            marks = self.marks[path] = FieldMarks(live, path, editor.label, editor, named=True)
            self.body.addWidget(marks)
            self.body.addWidget(note)
        for path in self._computed():
            note = self.notes[path] = FindingNote(self.table)
            self.body.addWidget(note)
        self.explain = self._explain()
        self.body.addWidget(self.explain)
        self.body.addSpacing(8)
        self.arithmetic = QuietLabel()
        self.body.addWidget(self.arithmetic)
        self.body.addWidget(
            QuietLabel(
                "可以直接粘贴“1,245.54”或“1,245.54元”；写了单位的按写的单位读。没有的来源留空即可，打印时为 0。"
            )
        )
        self.body.addStretch(1)
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        live.replaced.connect(self.pasted.hide)
        self.refresh()

    @staticmethod
    def _computed() -> list[FieldPath]:
        names = ("initial_budget", "full_budget", "executed", "execution_rate")
        rows = [at.funding("total", name) for name in names]
        rows += [at.funding(source, "execution_rate") for source in ("fiscal", "carried_over", "other")]
        return [*rows, at.result("execution_rate"), at.result("execution_score")]

    def _explain(self) -> QToolButton:
        """The way to 实际完成情况, for what is not mended here."""
        text = f"到“{self.live.view.subject.label('achieved')}”写说明"
        button = small_button("funding-explain", text, text)
        button.clicked.connect(lambda: self.live.wish(at.goal("achieved")))
        button.hide()
        return button

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows beneath the grid what is wrong, and the way to the page where a word on it is missing."""
        super().show_findings(findings)
        self.explain.setVisible(
            any(found.path in self.notes and cure_path(found) == at.goal("achieved") for found in findings)
        )

    def focus_field(self, path: FieldPath) -> bool:
        """Goes to a cell; from a computed figure to the amount that it comes from."""
        if path in self._computed():
            row = path.row if path.row not in {"", "total"} else "fiscal"
            column = path.field if path.field in {"initial_budget", "full_budget"} else "executed"
            return super().focus_field(at.funding(row, column))
        return super().focus_field(path)

    def _follow(self, change: Change) -> None:
        if change.path.section in {"funding", "form"}:
            self.refresh()
        if change.path.section == "funding":
            self.pasted.hide()
            self.question.look_at(change.path)

    def _tell(self, said: str) -> None:
        """Says what of a copied block was left out, until an amount changes."""
        self.pasted.setText(said)
        self.pasted.setVisible(bool(said))

    def refresh(self) -> None:
        """Shows the unit and the arithmetic."""
        view = self.live.view
        self.unit.setText(f"金额单位：{view.edition.money.unit}")
        scores = view.scores
        self.arithmetic.setText(
            f"执行率：{scores.execution_rate.arithmetic}\n得分：{scores.execution_score.arithmetic}"
        )
