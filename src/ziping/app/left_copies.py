"""What an earlier run left behind unsaved: each copy with what is saved of it, and how the two differ (SAFETY.md R5)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ziping.app.comparison import Line, compare
from ziping.app.files import CannotOpen, open_form
from ziping.app.session import Session
from ziping.editions.catalog import UnknownEdition, edition
from ziping.form.model import Form
from ziping.store.document import read_document
from ziping.store.recovery import Copy, decline, left_behind, set_aside


@dataclass(frozen=True, slots=True)
class LeftCopy:
    """A copy, the form in it, and how that differs from what is saved.

    ``lines`` compares with the saved file, or with an empty form where there is none to compare with; ``saved`` tells which.
    ``note`` says in Chinese what is particular about the file, empty where nothing is.
    """

    copy: Copy
    form: Form
    beside: Mapping[str, object]
    lines: tuple[Line, ...]
    saved: bool
    note: str


def left_copies(folder: Path, now: datetime) -> tuple[LeftCopy, ...]:
    """The copies worth offering, newest first: one that says just what its file says is set aside."""
    found = []
    for copy in left_behind(folder):
        left = _looked_into(copy)
        if left is not None and left.saved and not left.lines:
            decline(folder, copy, now)
        elif left is not None:
            found.append(left)
    return tuple(found)


def unsaved_copies(folder: Path) -> tuple[LeftCopy, ...]:
    """All that was never saved and is still kept, newest first: put off, declined, or closed with 不保存."""
    copies = sorted((*left_behind(folder), *set_aside(folder)), key=lambda copy: copy.time, reverse=True)
    return tuple(left for left in map(_looked_into, copies) if left is not None)


def recovered(left: LeftCopy) -> Session:
    """The session that goes on where the copy ends: modified, and based on the bytes the copy was based on (R6).

    So a save over a file that was changed meanwhile asks, and nothing is written before the clerk saves.
    """
    copy = left.copy
    return Session(
        left.form, copy.path, saved=False, source="上次没有保存的内容", digest=copy.digest, beside=left.beside
    )


def _looked_into(copy: Copy) -> LeftCopy | None:
    """None for a form whose 版式 this version of the program does not have: it stays where it is."""
    document = read_document(copy.document)
    form = document.form
    try:
        edition(form.edition)
    except UnknownEdition:
        return None
    saved, note = _saved(copy)
    lines = compare(saved or Form(edition=form.edition), form)
    return LeftCopy(copy, form, document.beside, lines, saved is not None, note)


def _saved(copy: Copy) -> tuple[Form | None, str]:
    if copy.path is None:
        return None, "还没有保存为文件"
    try:
        opened = open_form(copy.path)
    except CannotOpen:
        return None, "原来的文件现在打不开" if os.path.lexists(copy.path) else "原来的文件已经不在"
    changed = opened.digest != copy.digest
    return opened.form, "文件后来又被改过，恢复后保存时会再问一次" if changed else ""
