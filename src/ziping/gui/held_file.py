"""Tells colleagues that this window has a file open: from opening it until it is left (SAFETY.md R9)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ziping.gui.live_session import LiveSession
from ziping.gui.tasks import Worker
from ziping.store.locks import Held

_A_MINUTE = 60_000
"""Milliseconds between signs of life; others take a file for left after 15 minutes without one."""


class HeldFile(QObject):
    """Holds the file of the session that is open; one opened read-only is not held."""

    def __init__(self, live: LiveSession, parent: QObject) -> None:
        super().__init__(parent)
        self.live = live
        self.path: Path | None = None
        self._held: Held | None = None
        self._worker = Worker(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_A_MINUTE)
        self._timer.timeout.connect(self.refresh)
        live.replaced.connect(self._follow)
        live.saved.connect(self._follow)

    def _follow(self) -> None:
        session = self.live.session
        wanted = None if session.read_only else session.path
        if wanted == self.path:
            return
        self.release()
        if wanted is not None:
            self.path, self._held = wanted, Held(wanted)
            self._timer.start()

    def refresh(self) -> None:
        """Gives a sign of life, in a thread: a folder on the network may take long to answer."""
        if self._held is not None:
            self._worker.start(self._held.refresh, lambda _done: None, lambda _error: None)

    def release(self) -> None:
        """Lets others have the file."""
        self._timer.stop()
        # A sign of life that is still under way would put the lock back.
        self._worker.wait()
        if self._held is not None:
            self._held.release()
        self.path, self._held = None, None
