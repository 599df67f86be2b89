"""What the first page tells of a file opened before: year, project, total, and whether it is still there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ziping.app.files import CannotOpen, open_form
from ziping.app.session import View
from ziping.editions.notation import total_text
from ziping.store.files import kind_at


@dataclass(frozen=True, slots=True)
class RecentEntry:
    """A file and what its form says; ``total`` is as printed, empty where it holds no form that can be opened."""

    path: Path
    year: str
    project: str
    total: str
    there: bool


def recent_entry(path: Path) -> RecentEntry:
    """Reads a file; never raises: one that is gone or cannot be opened gives an entry without year and total."""
    if kind_at(path) != "file":
        return RecentEntry(path, "", path.stem, "", there=False)
    try:
        form = open_form(path).form
    except CannotOpen:
        return RecentEntry(path, "", path.stem, "", there=True)
    view = View(form)
    total = total_text(view.edition, view.scores.total.value)
    return RecentEntry(path, str(form.basic.year), form.basic.project_name or path.stem, total, there=True)
