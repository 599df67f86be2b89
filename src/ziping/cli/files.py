"""Files as commands take and leave them: opened with their notes, saved all or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ziping.app.files import CannotOpen, Opened, open_form
from ziping.app.session import View
from ziping.store.files import FileProblem, kind_at, read_bytes, save_bytes


class Refused(Exception):
    """The command can't be carried out; the message is one Chinese line."""


def one_line(problem: Exception) -> str:
    """What went wrong, in one line."""
    return " ".join(str(problem).split("\n"))


def opened_form(path: Path) -> Opened:
    """A form to work with; one of a newer format might be worked with wrongly, and nobody would look at it here."""
    opened = open_form(path)
    if opened.read_only:
        raise CannotOpen(f"不能打开“{path}”：{opened.read_only}")
    return opened


def view_of(path: Path) -> View:
    """The form at a path with all that follows from it; tells its notes."""
    opened = opened_form(path)
    tell(opened.notes)
    return View(opened.form)


def tell(notes: Iterable[str]) -> None:
    """Prints notes beside what was done; a command that fails says only why."""
    for note in notes:
        print(f"注意：{note}", file=sys.stderr)


def export_time() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH names, for exports that can be repeated byte by byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC).astimezone()


def refuse_same_files(source: Path, targets: Sequence[Path]) -> None:
    """Raises ``Refused`` where an export would overwrite its source, or another one."""
    places = [os.path.realpath(path) for path in (source, *targets)]
    for number, path in enumerate(targets, start=1):
        if places[number] == places[0]:
            raise Refused(f"不能写到“{path}”：这就是来源文件")
        if places[number] in places[1:number]:
            raise Refused(f"不能写到“{path}”：两种格式要用不同的文件名")


def save_all(outputs: Sequence[tuple[Path, bytes]]) -> None:
    """Saves all files or none: if one can't be saved, those before it become what they were."""
    saved: list[tuple[Path, bytes | None]] = []
    try:
        for path, data in outputs:
            before = read_bytes(path) if kind_at(path) == "file" else None
            save_bytes(path, data)
            saved.append((path, before))
    except FileProblem:
        for path, before in saved:
            if before is None:
                path.unlink(missing_ok=True)
            else:
                save_bytes(path, before)
        raise
