"""What is kept of a form beside its file: the dated backups, and what was never saved (SAFETY.md R5, R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ziping.app.comparison import Line, compare
from ziping.app.files import CannotOpen, open_form
from ziping.form.model import Form
from ziping.store.backups import backups_of


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A backup that can be opened: when and why it was put away, its form, and how that differs from the form now.

    ``lines`` go from the backup to the form as it is now.
    """

    path: Path
    time: datetime
    reason: str
    form: Form
    lines: tuple[Line, ...]


def earlier_versions(folder: Path, path: Path, now: Form) -> tuple[EarlierVersion, ...]:
    """The backups of the document at ``path`` in the folder of all backups, newest first; a damaged one is left out."""
    found = []
    for backup in backups_of(folder, path):
        try:
            form = open_form(backup.path).form
        except CannotOpen:
            continue
        found.append(EarlierVersion(backup.path, backup.time, backup.reason, form, compare(form, now)))
    return tuple(found)
