"""The session as Qt sees it: signals for its notices, and wishes to go to a field."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ziping.app.session import Change, Session, View
from ziping.form.model import Form
from ziping.form.path import FieldPath


class LiveSession(QObject):
    """Holds the open session of a window; pages listen here, so that opening another form needs no new widgets."""

    changed = Signal(object)
    """A ``Change``: a field, or with ``structure`` the indicator tree, is different now."""
    replaced = Signal()
    """Another form was opened: everything is different."""
    saved = Signal()
    """The form was written to its file: what is held and what lies on disk are the same."""
    left = Signal()
    """The clerk chose 不保存: what is not saved shall not be offered again at the next start."""
    go_to = Signal(object)
    """A ``FieldPath`` that somebody wants to see and edit (a finding, a click in the preview, undo)."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        session.listen(self._tell)

    def open(self, session: Session) -> None:
        """Takes another session in place of the present one."""
        self.session = session
        session.listen(self._tell)
        self.replaced.emit()

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)

    @property
    def form(self) -> Form:
        """The form as it is now."""
        return self.session.form

    @property
    def view(self) -> View:
        """The form as it is now, with edition, scores and findings."""
        return self.session.view

    def undo(self) -> None:
        """Takes the last step back and goes to what changed."""
        self._follow(self.session.undo())

    def redo(self) -> None:
        """Takes the step again and goes to what changed."""
        self._follow(self.session.redo())

    def _follow(self, change: Change | None) -> None:
        if change is not None:
            self.go_to.emit(change.path)

    def wish(self, path: FieldPath) -> None:
        """Asks whoever shows the field to bring it into view and focus it."""
        self.go_to.emit(path)
