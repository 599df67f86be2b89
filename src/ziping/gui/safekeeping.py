"""Keeps a copy of what is not saved, so that no end of the program loses more than seconds (SAFETY.md R5).

It looks every two seconds rather than listening: so it also finds what stands in a field that is read only when left,
and neither the field nor a composition in it notices anything.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ziping.app.log import fault_text
from ziping.form import edit
from ziping.form.model import Form
from ziping.gui.fields import pending_in
from ziping.gui.live_session import LiveSession
from ziping.gui.tasks import Worker
from ziping.store.document import write_document
from ziping.store.recovery import Copy, Keeping, begin, take_over

_EVERY = 2_000
"""Milliseconds between looks: with the writing, what was typed five seconds ago is on the disk."""
_AGAIN = 10.0
"""Seconds after a failure in which the disk is left alone."""


class Safekeeping(QObject):
    """Watches the live session of a window."""

    kept = Signal(object)
    """When the copy was made that holds everything, or None: there is nothing unsaved to keep."""
    failed = Signal(str)
    """No copy could be made, and why, in Chinese."""

    def __init__(self, live: LiveSession, window: QWidget, folder: Path, every: int = _EVERY) -> None:
        super().__init__(window)
        self._live, self._window, self._folder = live, window, folder
        self._keeping: Keeping = begin(folder)
        self._worker = Worker(self)
        self._writing = False
        self._dealt_with: Form | None = None
        """The form that was last handed over, or given up by the clerk; None while everything is saved."""
        self._safe: Form | None = None
        """The form in the copy on disk."""
        self._not_before = 0.0
        live.replaced.connect(self._begin)
        live.saved.connect(self._saved)
        live.left.connect(self._left)
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _begin(self) -> None:
        """Another form is open; a copy of the one before that nobody saved or gave up stays to be offered."""
        self._worker.start(self._keeping.close, _nothing, _nothing)
        self._keeping = begin(self._folder)
        self._forget()

    def take_over(self, copy: Copy) -> None:
        """The form just opened is this copy's: it stays until a newer one takes its place."""
        self._keeping = take_over(self._folder, copy)
        self._dealt_with = self._safe = self._live.form
        self.kept.emit(copy.time)

    def _saved(self) -> None:
        self._worker.start(self._keeping.drop, _nothing, _nothing)
        self._forget()

    def _forget(self) -> None:
        self._dealt_with, self._not_before = None, 0.0
        self.kept.emit(None)

    def _left(self) -> None:
        """The clerk gave up what is not saved: it stays on the disk for a while, but is not offered at the next start."""
        form, keeping = self._form(), self._keeping
        self._worker.start(self._writing_of(form), _nothing, _nothing)
        self._worker.start(lambda: keeping.discard(_now()), _nothing, _nothing)
        self._forget()
        self._dealt_with = form

    def _tick(self) -> None:
        if not self._writing and time.monotonic() >= self._not_before:
            self._look()

    def _look(self) -> None:
        session, form = self._live.session, self._form()
        if form is self._dealt_with:
            return
        if form is session.form and not session.modified:
            if self._dealt_with is not None:
                self._saved()
        elif form != self._dealt_with:
            self._keep(form)

    def _form(self) -> Form:
        """The form as it would be if the field in hand were left now."""
        form = self._live.form
        try:
            pending = pending_in(self._window)
            new = form if pending is None else edit.put(form, *pending)
        except Exception:  # noqa: BLE001 - a field that can't be asked must not cost all the others
            return form
        return form if new == form else new

    def _keep(self, form: Form) -> None:
        self._dealt_with, self._writing = form, True
        self._worker.start(self._writing_of(form), lambda then: self._wrote(form, then), self._not_written)

    def _writing_of(self, form: Form) -> Callable[[], datetime]:
        """The work of a thread: writes the copy and gives its time."""
        session, keeping, now = self._live.session, self._keeping, _now()
        # What may only be looked at is no place to save to: the copy comes back as a form without a file.
        path, base, beside = (
            (session.path, session.digest, session.beside) if not session.read_only else (None, "", {})
        )

        def write() -> datetime:
            document = write_document(form, beside)
            keeping.keep(document, path=path, digest=base, project=form.basic.project_name, now=now)
            self._safe = form
            return now

        return write

    def _wrote(self, form: Form, then: datetime) -> None:
        self._writing = False
        if form is self._dealt_with:
            self.kept.emit(then)

    def _not_written(self, error: Exception) -> None:
        self._writing, self._dealt_with = False, None
        self._not_before = time.monotonic() + _AGAIN
        logging.getLogger("ziping").error(
            "no copy for recovery: %s", fault_text(type(error), error, error.__traceback__)
        )
        self.failed.emit(str(error) if isinstance(error, OSError) else "程序内部出错")

    def keep_now(self) -> bool:
        """Hands over what is not kept yet and waits for it; whether a copy of all that is not saved is on the disk."""
        if time.monotonic() >= self._not_before:
            self._look()
            self._worker.wait()
        return self._dealt_with is not None and self._safe is self._dealt_with

    def end(self) -> None:
        """The program ends: what is still unsaved and not given up will be offered at the next start."""
        self._timer.stop()
        self._look()
        self._worker.start(self._keeping.close, _nothing, _nothing)
        self._worker.wait()


def _now() -> datetime:
    return datetime.now().astimezone()


def _nothing(_outcome: object) -> None:
    """What becomes of a copy that is not needed any more concerns nobody."""
