"""Forms that would read the same in a list, and what of their files' names tells them apart."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ziping.app.board import Entry, shown

_Reading = tuple[str, str, str]


class Namesakes:
    """The forms of a list as they come and go; forms without a project's name are called by their file anyway."""

    def __init__(self) -> None:
        self._readings: dict[Path, _Reading] = {}
        self._alike: defaultdict[_Reading, set[Path]] = defaultdict(set)

    def put(self, entry: Entry) -> frozenset[Path]:
        """Takes a form in, in place of what its file held before; gives the others that may be called otherwise now."""
        touched = self.drop(entry.path)
        if entry.refusal:
            return touched
        reading = (entry.year.strip(), entry.unit.strip(), entry.project.strip())
        others = frozenset(self._alike[reading])
        self._readings[entry.path] = reading
        self._alike[reading].add(entry.path)
        return touched | others

    def drop(self, path: Path) -> frozenset[Path]:
        """Forgets a form; gives the others that may be called otherwise now."""
        reading = self._readings.pop(path, None)
        if reading is None:
            return frozenset()
        self._alike[reading].discard(path)
        return frozenset(self._alike[reading])

    def file_name(self, path: Path) -> str:
        """The file's name where another form reads the same, with the folders that are needed too; else nothing."""
        others = self._alike[self._readings[path]] - {path} if path in self._readings else set()
        if not others:
            return ""
        parts = path.parts
        needed = next(
            (
                count
                for count in range(1, len(parts))
                if not any(other.parts[-count:] == parts[-count:] for other in others)
            ),
            len(parts),
        )
        return shown(Path(*parts[-needed:]))
