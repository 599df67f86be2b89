"""Opening and editing a document file as the window does, for the drills."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from published import NAMES, form_of
from ziping.app.files import open_form
from ziping.app.session import Session
from ziping.form import path as at
from ziping.store.backups import backups_of
from ziping.store.locks import holder_of

FIELD = at.goal("achieved")


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder that goes away again, with the user's folders (copies, backups, settings, log) inside it."""
    with TemporaryDirectory(prefix="ziping-drill-") as home:
        os.environ |= {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        yield Path(home)


def import_what_saving_needs() -> None:
    """Saves and opens once: a process that goes on as another user might not be allowed to read the program's modules."""
    with own_home() as home:
        path = home / "一份.ziping"
        Session(form_of(NAMES[0])).save(path)
        for text in "12":
            session = session_on(path)
            write_text(session, text)
            session.save(path, overwrite=True)
        holder_of(path)
        backups_of(home, path)


def session_on(path: Path) -> Session:
    """The document in a file, open."""
    opened = open_form(path)
    return Session(opened.form, path, digest=opened.digest, beside=opened.beside)


def text_in(path: Path) -> str:
    """What the edited field of a document holds; raises ``CannotOpen``."""
    return open_form(path).form.goal.achieved


def write_text(session: Session, text: str) -> None:
    """Edits the field."""
    session.put(FIELD, text, "修改实际完成情况")
