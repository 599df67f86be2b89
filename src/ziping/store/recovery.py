"""Recovery copies of open documents: one file for each, apart from the document, safe from any end of the program (R5).

A copy is ``<id>.<state>.copy``: a line of JSON that says what it is, then the document. Its state is in its name, because
a file can be renamed on a full disk. Beside it lies ``<id>.lock``, locked by the system as long as the owner lives.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Literal, cast
from uuid import uuid4

from filelock import BaseFileLock, FileLock, Timeout

from ziping.form.model import Form
from ziping.store.document import read_document
from ziping.store.files import file_problem, kind_at, save_bytes

State = Literal["open", "declined", "discarded"]
"""Not decided yet; the clerk took what is saved instead; the clerk closed it with 不保存."""

KEPT = timedelta(days=30)
"""How long a copy stays that is declined, discarded or unreadable; one not decided yet stays until it is."""
_COPY = re.compile(r"(?P<id>[0-9a-f]{32})\.(?P<state>open|declined|discarded)\.copy")
_LOCK = re.compile(r"(?P<id>[0-9a-f]{32})\.lock")
_PATIENCE = 0.2
"""Seconds a take-over waits: somebody who only looks whether the owner lives holds the lock for a moment."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What was open: ``path`` is its file (None: never saved), ``digest`` of the bytes it was based on, ``time`` of keeping."""

    id: str
    time: datetime
    path: Path | None
    digest: str
    project: str
    document: bytes
    state: State

    def form(self) -> Form:
        """The form as it was kept; raises ``DocumentError``."""
        return read_document(self.document).form


class Keeping:
    """One open document's place in the recovery folder; nothing lies there before the first ``keep``.

    Every thread may call it; calls wait for one another.
    """

    def __init__(self, folder: Path, name: str, lock: BaseFileLock | None = None) -> None:
        self._folder, self._id, self._lock = folder, name, lock
        self._turn, self._saved = Lock(), False

    def keep(self, document: bytes, *, path: Path | None, digest: str, project: str, now: datetime) -> None:
        """Writes the copy in place of the one before; raises ``FileProblem``, and the one before is still there."""
        about = {
            "time": now.isoformat(),
            "path": None if path is None else str(path),
            "digest": digest,
            "project": project,
        }
        target = _file(self._folder, self._id, "open")
        with self._turn:
            _make(self._folder)
            self._lock = self._lock or _hold(self._folder, self._id, _PATIENCE)
            self._saved = False
            save_bytes(target, json.dumps(about).encode() + b"\n" + document)

    def drop(self) -> None:
        """The document is saved: its copy goes, or at the latest with ``close``, if a virus scanner has it open now."""
        with self._turn:
            self._saved = True
            self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            _file(self._folder, self._id, "open").unlink()

    def discard(self, now: datetime) -> None:
        """The clerk chose 不保存: the copy stays 30 days, and what is kept from here on is another document's."""
        with self._turn:
            _set_aside(_file(self._folder, self._id, "open"), _file(self._folder, self._id, "discarded"), now)
            self._let_go()
            self._id = uuid4().hex

    def close(self) -> None:
        """Gives the place up; a copy that is still there will be offered."""
        with self._turn:
            if self._saved:
                self._remove()
            self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            _release(self._lock, remove=not kind_at(_file(self._folder, self._id, "open")))
            self._lock = None


def begin(folder: Path) -> Keeping:
    """A place for a document that was just opened or made."""
    return Keeping(folder, uuid4().hex)


def take_over(folder: Path, copy: Copy) -> Keeping:
    """The place of a copy that is being recovered: it stays until the first ``keep`` replaces it.

    From now on it is not decided any more, so that a second crash has it offered again. If another window was faster, that
    one owns the copy, and this is a new place.
    """
    lock = _hold(folder, copy.id, _PATIENCE)
    if lock is None:
        return begin(folder)
    if copy.state != "open":
        with contextlib.suppress(OSError):
            _file(folder, copy.id, copy.state).replace(_file(folder, copy.id, "open"))
    return Keeping(folder, copy.id, lock)


def left_behind(folder: Path) -> tuple[Copy, ...]:
    """The copies to offer, newest first: not decided yet, readable, and their owner lives no more."""
    return _copies(folder, "open")


def set_aside(folder: Path) -> tuple[Copy, ...]:
    """The copies to list on request, newest first: declined or discarded, at least those of the last 30 days."""
    return _copies(folder, "declined", "discarded")


def decline(folder: Path, copy: Copy, now: datetime) -> None:
    """The clerk took what is saved: the copy is not offered again and stays 30 days."""
    lock = _hold(folder, copy.id, _PATIENCE)
    if lock is not None:
        _set_aside(_file(folder, copy.id, copy.state), _file(folder, copy.id, "declined"), now)
        _release(lock, remove=True)


def prune(folder: Path, now: datetime) -> None:
    """Removes what was declined, discarded or unreadable for more than 30 days; a clock set back removes nothing.

    Locks that nobody holds go too.
    """
    for file, name, state in _listed(folder):
        with contextlib.suppress(OSError):
            awaits_decision = state == "open" and _read(file, name, state) is not None
            if not awaits_decision and _age(file, now) > KEPT and not _is_held(folder, name):
                file.unlink()
    for match in _matches(folder, _LOCK):
        if (lock := _hold(folder, match["id"])) is not None:
            _release(lock, remove=True)


def _copies(folder: Path, *states: State) -> tuple[Copy, ...]:
    files = [one for one in _listed(folder) if one[2] in states]
    found = [_read(*one) for one in files if not _is_held(folder, one[1])]
    return tuple(sorted((copy for copy in found if copy is not None), key=lambda copy: copy.time, reverse=True))


def _listed(folder: Path) -> list[tuple[Path, str, State]]:
    return [(folder / one[0], one["id"], cast(State, one["state"])) for one in _matches(folder, _COPY)]


def _matches(folder: Path, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The names in the folder that are ours; nothing else there is ever touched."""
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError:
        return []
    return [match for match in map(pattern.fullmatch, names) if match]


def _read(file: Path, name: str, state: State) -> Copy | None:
    """The copy in a file; None for one that cannot be read or holds no form."""
    try:
        head, _, document = file.read_bytes().partition(b"\n")
        about = json.loads(head)
        time, path = datetime.fromisoformat(about["time"]), about["path"]
        place = None if path is None else Path(path)
        copy = Copy(name, time, place, str(about["digest"]), str(about["project"]), document, state)
        copy.form()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return copy if time.tzinfo else None


def _age(file: Path, now: datetime) -> timedelta:
    """How long ago the file was set aside, or else written."""
    return now - datetime.fromtimestamp(file.stat().st_mtime, now.tzinfo)


def _file(folder: Path, name: str, state: State) -> Path:
    return folder / f"{name}.{state}.copy"


def _set_aside(file: Path, target: Path, now: datetime) -> None:
    """Gives a copy its new state, from which its 30 days count; where that fails it is offered once more."""
    with contextlib.suppress(OSError):
        os.utime(file, (now.timestamp(), now.timestamp()))
        file.replace(target)


def _make(folder: Path) -> None:
    """Makes the folder, for its owner alone to look into."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem("不能建立文件夹", folder, error) from None


def _hold(folder: Path, name: str, patience: float = 0) -> BaseFileLock | None:
    """The lock of a copy; None where somebody else has it or the folder takes none."""
    lock = FileLock(folder / f"{name}.lock", thread_local=False)
    try:
        lock.acquire(timeout=patience)
    except (Timeout, OSError):
        return None
    return lock


def _release(lock: BaseFileLock, *, remove: bool) -> None:
    """Lets go; the file goes while we still hold it, or else it could be another's by then."""
    with contextlib.suppress(OSError):
        if remove:
            Path(lock.lock_file).unlink()
    with contextlib.suppress(OSError):
        lock.release()


def _is_held(folder: Path, name: str) -> bool:
    """Whether the owner of a copy lives; where that can't be told it counts as dead: rather offered twice than lost."""
    lock = FileLock(folder / f"{name}.lock", thread_local=False)
    try:
        if not Path(lock.lock_file).exists():
            return False
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    _release(lock, remove=False)
    return False
