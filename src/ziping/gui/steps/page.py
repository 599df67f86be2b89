"""What every page has: its name, what it wants in one sentence, and fields that can be gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ziping.app.steps import STEPS, StepId
from ziping.form.path import FieldPath
from ziping.gui.field_marks import FieldMarks
from ziping.gui.fields import FindingNote, QuietLabel
from ziping.gui.typeface import keep_scaled
from ziping.rules.findings import Finding


class StepPage(QScrollArea):
    """A page that scrolls; its fields are known by their address."""

    def __init__(self, step: StepId) -> None:
        super().__init__()
        self.step = next(known for known in STEPS if known.id == step)
        self.setObjectName(f"page-{step}")
        self.setAccessibleName(self.step.name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.editors: dict[FieldPath, QWidget] = {}
        self.notes: dict[FieldPath, FindingNote] = {}
        self.marks: dict[FieldPath, FieldMarks] = {}
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(8)
        title = QLabel(self.step.name)
        keep_scaled(title, 1.35, bold=True)
        self.body.addWidget(title)
        self.body.addWidget(QuietLabel(self.step.wants))
        self.body.addSpacing(8)
        self.setWidget(inner)

    def focus_field(self, path: FieldPath) -> bool:
        """Scrolls to a field and focuses it; false if it is not on this page."""
        editor = self.editors.get(path)
        if editor is None:
            return False
        self.ensureWidgetVisible(editor)
        editor.setFocus()
        return True

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows beneath each field what is wrong with it."""
        for path, note in self.notes.items():
            note.show_findings([found for found in findings if found.path == path])
