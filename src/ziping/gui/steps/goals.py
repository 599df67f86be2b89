"""年度总体目标: 预期目标 and 实际完成情况 side by side, with their length."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ziping.app.export import printed_lines
from ziping.app.session import Change
from ziping.form import path as at
from ziping.form.edit import get
from ziping.form.path import FieldPath
from ziping.gui.field_marks import FieldMarks
from ziping.gui.fields import FindingNote, QuietLabel, TextEditor
from ziping.gui.live_session import LiveSession
from ziping.gui.steps.page import StepPage
from ziping.gui.typeface import keep_scaled


class GoalsPage(StepPage):
    """Two long texts, each visible while the other is written."""

    def __init__(self, live: LiveSession) -> None:
        super().__init__("goals")
        self.live = live
        self._lengths: dict[FieldPath, QLabel] = {}
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(100)
        self._quiet.timeout.connect(self.refresh)
        halves = QGridLayout()
        halves.setHorizontalSpacing(8)
        halves.setVerticalSpacing(4)
        for column, name in enumerate(("expected", "achieved")):
            halves.setColumnStretch(column, 1)
            parts = self._half(at.goal(name), str(getattr(live.view.edition.labels, name)))
            for row, part in enumerate(parts):
                halves.addWidget(part, row, column)
        halves.setRowStretch(1, 1)
        self.body.addLayout(halves, 1)
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.refresh()

    def _half(self, path: FieldPath, label: str) -> tuple[QWidget, ...]:
        """What stands one above the other, row by row beside the other half: both texts get the same room."""
        editor = self.editors[path] = TextEditor(self.live, path, label)
        keep_scaled(editor, 1.1)
        editor.setMinimumHeight(160)
        heading = QLabel(label)
        heading.setBuddy(editor)
        note = self.notes[path] = FindingNote(editor)
        marks = self.marks[path] = FieldMarks(self.live, path, label, editor)
        length = self._lengths[path] = QuietLabel()
        return heading, editor, length, marks, note

    def _follow(self, change: Change) -> None:
        if change.path.section in {"goal", "form"}:
            self._quiet.start()

    def refresh(self) -> None:
        """Shows how long the texts are."""
        for path, label in self._lengths.items():
            text = str(get(self.live.form, path))
            length = f"{len(''.join(text.split()))} 字，打印 {printed_lines(self.live.view, path)} 行"
            label.setText(length if text.strip() else "还没有填写")
