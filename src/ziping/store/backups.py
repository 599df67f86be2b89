"""Dated backups of a document, named so that a person finds them in a file manager (SAFETY.md R7).

Each document has a folder of its own, ``<stem> <8 signs from its whole path>``, with files
``<stem> 2026-11-22 0930 <reason>.ziping``; a second one in the same minute ends in ``(2)``. Times are local ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ziping.store.document import SUFFIX
from ziping.store.files import FileChanged, file_problem, save_bytes

_ALWAYS, _MOST = 10, 30
_LONGEST_STEM = 40
"""Characters kept of a name; at three bytes each the whole stays below the 255 bytes that file systems allow."""
_NAME = re.compile(r".* (?P<time>\d{4}-\d\d-\d\d \d{4}) (?P<reason>.*?)(?: \((?P<number>\d+)\))?" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True)
class Backup:
    """A document as it was: when it was put away, why (in Chinese), and its size in bytes."""

    path: Path
    time: datetime
    reason: str
    size: int


def folder_of(folder: Path, path: Path) -> Path:
    """The folder with the backups of the document at ``path``; it is there after the first one."""
    whole = os.fsencode(os.path.normcase(os.path.normpath(path.absolute())))
    return folder / f"{_stem(path)} {hashlib.sha256(whole).hexdigest()[:8]}"


def back_up(folder: Path, path: Path, data: bytes, now: datetime, reason: str) -> Path:
    """Puts ``data``, the document at ``path`` as it was, away and prunes; raises ``FileProblem``.

    The caller tells the clerk of a problem and saves nevertheless: a full disk of backups never hinders a save.
    """
    place = folder_of(folder, path)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem("不能建立文件夹", place, error) from None
    backup = _put_away(place, f"{_stem(path)} {now.astimezone():%Y-%m-%d %H%M} {reason}", data)
    _prune(folder, path, now)
    return backup


def _put_away(place: Path, name: str, data: bytes) -> Path:
    """Writes under the name, numbered where another backup of this minute has it, be it another window's."""
    number = 1
    while True:
        backup = place / f"{name}{f' ({number})' if number > 1 else ''}{SUFFIX}"
        try:
            save_bytes(backup, data, expected="")
        except FileChanged:
            number += 1
        else:
            return backup


def due(folder: Path, path: Path, now: datetime) -> bool:
    """Whether the document has no backup of today."""
    return all(backup.time.date() != now.astimezone().date() for backup in backups_of(folder, path))


def backups_of(folder: Path, path: Path) -> tuple[Backup, ...]:
    """The backups of a document, newest first; other files in its folder are none."""
    try:
        files = [file for file in folder_of(folder, path).iterdir() if file.is_file()]
    except OSError:
        return ()
    numbered = [found for file in files if (found := _read(file))]
    return tuple(backup for _, backup in sorted(numbered, key=lambda found: (found[1].time, found[0]), reverse=True))


def _read(file: Path) -> tuple[tuple[int, int], Backup] | None:
    """A backup and what tells which of its minute it is: when the disk says it was written, and its number."""
    name = _NAME.fullmatch(file.name)
    try:
        if name is None:
            return None
        time = datetime.strptime(name["time"], "%Y-%m-%d %H%M").astimezone()
        status = file.stat()
        return (status.st_mtime_ns, int(name["number"] or 1)), Backup(file, time, name["reason"], status.st_size)
    except (ValueError, OverflowError, OSError):
        return None


def _prune(folder: Path, path: Path, now: datetime) -> None:
    """Leaves the newest ten and twenty before them, of those the last of each day first.

    Newest means nearest to now, so that a clock set back or forth for a while never lets the newest ones go.
    """
    nearest = sorted(backups_of(folder, path), key=lambda backup: abs(now - backup.time))
    older = nearest[_ALWAYS:]
    last_of_day = {backup.time.date(): backup for backup in reversed(nearest)}.values()
    spread = sorted(older, key=lambda backup: backup not in last_of_day)
    for backup in spread[_MOST - _ALWAYS :]:
        with contextlib.suppress(OSError):
            backup.path.unlink()


def _stem(path: Path) -> str:
    return path.stem[:_LONGEST_STEM].rstrip(" .") or "未命名"
