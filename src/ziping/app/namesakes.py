"""Forms that would read the same in a list, and what of their files' names tells them apart."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ziping.app.board import Entry, shown

_Reading = tuple[str, str, str]
_End = tuple[_Reading, tuple[str, ...]]
"""What a form reads, and the last parts of its file's name: none of them, one, and so on to all."""


class Namesakes:
    """The forms of a list as they come and go; forms without a project's name are called by their file anyway.

    A form is called by the shortest end of its file's name that no other form of its reading has; by nothing where no
    other reads the same. So one that comes or goes renames only those that have one of its ends alone beside it.
    """

    def __init__(self) -> None:
        self._readings: dict[Path, _Reading] = {}
        self._owners: defaultdict[_End, set[Path]] = defaultdict(set)

    def put(self, entry: Entry) -> frozenset[Path]:
        """Takes a form in, in place of what its file held before; gives the others that may be called otherwise now."""
        touched = set(self.drop(entry.path))
        if entry.refusal:
            return frozenset(touched)
        self._readings[entry.path] = (entry.year.strip(), entry.unit.strip(), entry.project.strip())
        for end in self._ends(entry.path):
            owners = self._owners[end]
            if len(owners) == 1:
                touched |= owners
            owners.add(entry.path)
        return frozenset(touched)

    def drop(self, path: Path) -> frozenset[Path]:
        """Forgets a form; gives the others that may be called otherwise now."""
        touched: set[Path] = set()
        for end in self._ends(path):
            owners = self._owners[end]
            owners.remove(path)
            if len(owners) == 1:
                touched |= owners
            if not owners:
                del self._owners[end]
        self._readings.pop(path, None)
        return frozenset(touched)

    def file_name(self, path: Path) -> str:
        """The file's name where another form reads the same, with the folders that are needed too; else nothing."""
        needed = next((parts for reading, parts in self._ends(path) if len(self._owners[reading, parts]) == 1), ())
        return shown(Path(*needed)) if needed else ""

    def _ends(self, path: Path) -> tuple[_End, ...]:
        """The ends of a file's name with what its form reads, the shortest first; none for a file without a form."""
        if path not in self._readings:
            return ()
        parts = path.parts
        return tuple((self._readings[path], parts[len(parts) - count :]) for count in range(len(parts) + 1))
