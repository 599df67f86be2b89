"""At the head of a page: how many of its values are last year's and unconfirmed, and 全部确认."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ziping.app.steps import STEPS, StepId, step_of
from ziping.form.edit import confirm
from ziping.form.path import FieldPath
from ziping.gui.field_marks import small_button
from ziping.gui.fields import QuietLabel, commit_focused
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import CARRIED_SIGN
from ziping.rules.checks.unconfirmed import CONFIRM_ALL, Carried, all_confirmed, carried_parts


class CarriedBar(QWidget):
    """Takes no room on a page where nothing waits to be confirmed."""

    def __init__(self, live: LiveSession, step: StepId) -> None:
        super().__init__()
        self.live, self._step = live, step
        self._seen: object = None
        self._parts: tuple[Carried, ...] = ()
        self.fields: tuple[FieldPath, ...] = ()
        self.setObjectName(f"carried-{step}")
        self.text = QuietLabel()
        self.text.setWordWrap(False)
        self.confirm_all = small_button(
            f"{step}-confirm-all", CONFIRM_ALL, "本页沿用去年的值都看过了，全部确认；可以撤销"
        )
        self.confirm_all.clicked.connect(self._confirm_all)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.text)
        self.row.addWidget(self.confirm_all)
        self.row.addStretch(1)
        live.changed.connect(self.refresh)
        live.replaced.connect(self.refresh)
        self.hide()
        self.refresh()

    def offer(self, action: QAction) -> None:
        """Puts a button for this action before 全部确认."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setObjectName(f"{self._step}-{action.objectName()}")
        button.setAccessibleName(action.text())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.row.insertWidget(1, button)

    def refresh(self) -> None:
        """Counts anew where anything was confirmed or carried over, or the 签字栏 comes or goes."""
        form = self.live.form
        seen = (form.unconfirmed, form.signature.shown)
        if seen == self._seen:
            return
        self._seen = seen
        parts = carried_parts(self.live.view.subject)
        self._parts = tuple(part for part in parts if step_of(part.paths[0]) == self._step)
        self.fields = tuple(path for part in self._parts for path in part.paths)
        self.text.setText(f"{CARRIED_SIGN} 沿用去年，还没有确认：{len(self.fields)} 处")
        # By the words of the finding where one tells of all that the button confirms.
        self.confirm_all.setText(self._confirmation() if len(self._parts) == 1 else CONFIRM_ALL)
        self.setVisible(bool(self.fields))

    def _confirm_all(self) -> None:
        commit_focused()
        if self.fields:
            form = confirm(self.live.form, self.fields)
            self.live.session.replace(form, self._confirmation(), self.fields[0])

    def _confirmation(self) -> str:
        """What the undo step is called: as the finding calls it where that tells of the same fields."""
        if len(self._parts) == 1:
            return self._parts[0].confirmation
        page = next(step.name for step in STEPS if step.id == self._step)
        return all_confirmed(f"{page}页", len(self.fields))
