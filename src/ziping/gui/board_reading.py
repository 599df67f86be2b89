"""Reading the board's folder in a thread: each form a row as soon as it is read, then what shows only beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ziping.app.board import Entry, changed_at, entries, files_in, together
from ziping.gui.board_stream import Deed, Run
from ziping.rules.findings import Finding


class Listed(NamedTuple):
    """The files of the folder; those not among them are gone."""

    paths: tuple[Path, ...]
    to_read: int


class Beside(NamedTuple):
    """What was found in a form when all lay beside each other."""

    path: Path
    findings: tuple[Finding, ...]


def reading(folder: Path, known: Mapping[Path, Entry]) -> Deed:
    """Puts down ``Listed``, an ``Entry`` for each file that isn't ``known`` as it is now, and a ``Beside`` for each."""

    def read(run: Run) -> None:
        paths = tuple(files_in(folder))
        fresh = [path for path in paths if path not in known or known[path].changed != changed_at(path)]
        run.put(Listed(paths, len(fresh)))
        there = set(paths)
        found = {path: entry for path, entry in known.items() if path in there}
        for entry in entries(fresh, stop=run.stop):
            found[entry.path] = entry
            run.put(entry)
        if not run.stopped and (fresh or len(found) != len(known)):
            beside = together(tuple(found.values()))
            for path in found:
                run.put(Beside(path, beside.get(path, ())))

    return read
