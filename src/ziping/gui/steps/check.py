"""检查: every problem of the form in one place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import SignalInstance

from ziping.gui.findings_panel import FindingsPanel
from ziping.gui.live_session import LiveSession
from ziping.gui.remark_count import RemarkCount
from ziping.gui.steps.page import StepPage
from ziping.rules.findings import Finding


class CheckPage(StepPage):
    """The list at full width."""

    def __init__(self, live: LiveSession, rule_wanted: SignalInstance) -> None:
        super().__init__("check")
        self.remarks = RemarkCount(live, "check-remarks")
        self.body.addWidget(self.remarks)
        self.panel = FindingsPanel(live, "check-findings", whole_page=True)
        self.panel.rule_wanted.connect(rule_wanted)
        self.body.addWidget(self.panel, 1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows every finding."""
        self.panel.show_findings(findings, silent=False)
