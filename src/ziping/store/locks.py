"""Who has a document open: a small hidden file beside it, for people to read, not to stop a program (SAFETY.md R9)."""

from __future__ import annotations

import contextlib
import ctypes
import getpass
import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

_STALE = timedelta(minutes=15)
"""A holder that has not refreshed its lock for so long is gone; refreshing is meant once a minute."""
_AHEAD = timedelta(days=1)
"""A lock from so far ahead is stale too, or one by a clock that was years wrong would stay for years.

A colleague's clock may be some hours fast, as by a wrong time zone; one that is slow makes a lock look older.
"""
_LARGEST = 4_096
_LARGEST_NUMBER = 2**32 - 1
"""Of a process, on Windows; a lock file may name any number, and a larger one is an error there."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a document open, on which computer, since when (local time)."""

    user: str
    computer: str
    since: datetime


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands in a lock file; ``token`` tells one ``Held`` of a process from another."""

    holder: Holder
    process: int
    token: str
    refreshed: datetime

    def text(self) -> bytes:
        fields = {
            "user": self.holder.user,
            "computer": self.holder.computer,
            "since": self.holder.since.isoformat(timespec="seconds"),
            "refreshed": self.refreshed.isoformat(timespec="seconds"),
            "process": self.process,
            "token": self.token,
        }
        return (json.dumps(fields, ensure_ascii=False) + "\n").encode(errors="replace")

    def is_ours(self) -> bool:
        return self.process == os.getpid() and self.holder.computer == platform.node()

    def is_stale(self) -> bool:
        age = datetime.now(UTC) - self.refreshed
        if age > _STALE or age < -_AHEAD:
            return True
        return self.holder.computer == platform.node() and not _lives(self.process)


class Held:
    """A document that this program has open, as far as its folder can take a lock file.

    Where somebody else had it first, theirs is the lock file that stays.
    """

    def __init__(self, path: Path) -> None:
        self._file = _lock_file(path)
        self._token = uuid4().hex
        self._holder = Holder(_user(), platform.node(), _now())
        self.refresh()

    def refresh(self) -> None:
        """Says that the document is still open, or takes the lock when it has become free; never raises."""
        with contextlib.suppress(OSError):
            mark = _read(self._file)
            if mark is None or mark.is_ours() or mark.is_stale():
                _write(self._file, _Mark(self._holder, os.getpid(), self._token, _now()).text())

    def release(self) -> None:
        """Says that the document is closed; never raises."""
        with contextlib.suppress(OSError):
            mark = _read(self._file)
            if mark is not None and mark.token == self._token:
                self._file.unlink()


def holder_of(path: Path) -> Holder | None:
    """Who else has a document open; None for nobody, for ourselves, and for one who is gone without a farewell."""
    try:
        mark = _read(_lock_file(path))
    except OSError:
        return None
    return None if mark is None or mark.is_ours() or mark.is_stale() else mark.holder


def _lock_file(path: Path) -> Path:
    target = Path(os.path.realpath(path))
    return target.with_name(f".~lock.{target.name}#")


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _read(file: Path) -> _Mark | None:
    """What a lock file says; None where there is none, or nothing that can be understood."""
    try:
        with file.open("rb") as opened:
            fields = json.loads(opened.read(_LARGEST).decode())
        since, refreshed = (datetime.fromisoformat(fields[name]).astimezone() for name in ("since", "refreshed"))
        holder = Holder(_plain(fields["user"]), _plain(fields["computer"]), since)
        return _Mark(holder, int(fields["process"]), str(fields["token"]), refreshed)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _plain(text: str) -> str:
    """A name as it can be shown: one line, not too long."""
    return "".join(char for char in text if char.isprintable())[:64]


def _write(file: Path, text: bytes) -> None:
    """Written in place: Windows refuses to make a hidden file anew."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(handle, text)
        os.ftruncate(handle, len(text))
    finally:
        os.close(handle)
    _hide(file)


def _kernel() -> Any:
    """What answers for Windows, keeping its reasons for ``ctypes.get_last_error``; None on other systems."""
    library = getattr(ctypes, "WinDLL", None)
    return None if library is None else library("kernel32", use_last_error=True)


def _hide(file: Path) -> None:
    """A dot hides a name on Linux; Windows wants to be told."""
    kernel = _kernel()
    if kernel is not None:
        kernel.SetFileAttributesW(str(file), 2)


def _lives(process: int) -> bool:
    """Whether a process of this computer is there; one that we may not ask about is."""
    if not 0 < process <= _LARGEST_NUMBER:
        return False
    kernel = _kernel()
    if kernel is not None:
        return _lives_on_windows(kernel, process)
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _lives_on_windows(kernel: Any, process: int) -> bool:
    """Asked by waiting no time for its end: there ``os.kill`` would be just that."""
    synchronize, access_denied, still_running = 0x0010_0000, 5, 258
    handle = kernel.OpenProcess(synchronize, False, process)
    if not handle:
        last_error = getattr(ctypes, "get_last_error", int)  # Python has it on Windows only
        return bool(last_error() == access_denied)
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == still_running)
    finally:
        kernel.CloseHandle(handle)
