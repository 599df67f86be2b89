"""Long work in a thread that tells of its progress: what it puts down comes to the window's thread in bunches."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ziping.gui.tasks import Worker

_BUNCH_MS = 40
"""Between two looks at what has been put down: a window that takes single pieces would do little else."""
_AT_ONCE = 8
_LONGEST = 0.025
"""Seconds for which the window takes bunches before it looks after the clerk again."""


class Run:
    """One piece of work under way, seen from its own thread."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._items: list[Any] = []

    @property
    def stopped(self) -> bool:
        """Whether nobody wants any more."""
        return self._stopped.is_set()

    def stop(self) -> bool:
        """The same as a question for work that asks."""
        return self.stopped

    def end(self) -> None:
        """Asks the work to end; what it still puts down is passed over."""
        self._stopped.set()

    def put(self, item: object) -> None:
        """Puts something down for the window."""
        with self._lock:
            self._items.append(item)

    def taken(self) -> Sequence[Any]:
        """What has been put down since the last time."""
        with self._lock:
            items, self._items = self._items, []
        return items


Deed = Callable[[Run], None]
Took = Callable[[Sequence[Any]], None]
Ended = Callable[[bool, Exception | None], None]


class Stream(QObject):
    """Does one piece of work at a time; a new one ends the one before, of which nothing more is heard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = Worker(self)
        self._run: Run | None = None
        self._waiting: deque[Any] = deque()
        self._took: Took = lambda _items: None
        self._last: Callable[[], None] | None = None
        self._beat = QTimer(self)
        self._beat.setInterval(_BUNCH_MS)
        self._beat.timeout.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._run is not None

    def start(self, deed: Deed, took: Took, ended: Ended) -> None:
        """Starts the work; ``took`` gets what it puts down, ``ended`` whether it was stopped, and what went wrong."""
        if self._run is not None:
            self._run.end()
        run = self._run = Run()
        self._waiting.clear()
        self._took, self._last = took, None
        self._beat.start()
        self._worker.start(partial(deed, run), lambda _: self._end(run, ended, None), partial(self._end, run, ended))

    def stop(self) -> None:
        """Asks the work under way to end; ``ended`` is called when it has."""
        if self._run is not None:
            self._run.end()

    def forget(self) -> None:
        """Ends the work under way, of which nothing more is heard (closing the window)."""
        self._beat.stop()
        if self._run is not None:
            self._run.end()
            self._run = None

    def wait(self) -> None:
        """Waits until the work has ended."""
        self._worker.wait()

    def _take(self) -> None:
        """Gives on what has been put down, as much as there is time for; after the last of it, that it has ended."""
        if self._run is None:
            return
        self._waiting.extend(self._run.taken())
        until = time.monotonic() + _LONGEST
        while self._waiting and time.monotonic() < until:
            self._took([self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))])
        if self._last is not None and not self._waiting:
            self._beat.stop()
            last, self._run = self._last, None
            last()

    def _end(self, run: Run, ended: Ended, error: Exception | None) -> None:
        if run is self._run:
            self._last = lambda: ended(run.stopped, error)
            self._take()
