"""Opening whatever holds a form, and saving the project file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ziping.editions.catalog import UnknownEdition, edition
from ziping.form.model import Form
from ziping.importers.result import ImportFailed, Note
from ziping.store.document import (
    SUFFIX,
    VERSION,
    DamagedDocument,
    DocumentError,
    newer,
    read_document,
    write_document,
)
from ziping.store.files import FileProblem, digest, read_bytes, save_bytes

_ELSEWHERE = "别人发来的，请对方再发一次；自己保存的，改用邮件或 U 盘里的副本，或到保存它的电脑上打开，那里可能有备份"
"""What can be done about a damaged file: backups lie on the computer that saved it."""


class CannotOpen(ValueError):
    """A file holds no form that can be opened; the message names file and reason, in one Chinese line, and what to do.

    ``reason`` is the message without what to do, which is no business of a table's readers.
    """

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(f"{reason}；{advice}" if advice else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Opened:
    """A form from a file, with notes on what was not understood.

    ``is_document`` is true for a project file that can be saved back to; such a one has the ``digest`` of its bytes and
    the fields ``beside`` the form that a save must carry along. ``read_only`` says in Chinese why it may only be looked
    at, empty where it may be changed; ``migrated`` is true for an older format, which the next save makes new.
    ``remarks`` say of a PDF or workbook what was read from where; ``exported`` is the form that a PDF or workbook
    of ours carries where its table shows another one now, which is then ``form``.
    """

    form: Form
    notes: tuple[str, ...]
    is_document: bool
    digest: str = ""
    beside: Mapping[str, object] = field(default_factory=dict)
    read_only: str = ""
    migrated: bool = False
    remarks: tuple[Note, ...] = ()
    exported: Form | None = None


def open_form(path: Path, stop: Callable[[], bool] = lambda: False) -> Opened:
    """The form in a ``.ziping`` document, a plain ``.json``, a PDF or a workbook; raises ``CannotOpen``.

    A PDF may take 20 s; reading it ends with ``CannotOpen`` soon after ``stop`` has become true.
    """
    from ziping.importers.guard import check_size  # what a start doesn't need is imported on use

    try:
        check_size(path)
        data = read_bytes(path)
        if is_foreign(data):
            return _foreign(data, path.name, stop)
        if path.suffix.lower() == ".json":
            from ziping.importers.plain_json import read_plain

            result = read_plain(_decoded(data))
            return Opened(result.form, result.notes, is_document=False)
        return _opened(data)
    except FileProblem as problem:
        raise CannotOpen(str(problem)) from None
    except DamagedDocument as damaged:
        raise CannotOpen(f"不能打开“{path}”：{damaged}", _ELSEWHERE) from None
    except (DocumentError, ImportFailed, UnknownEdition) as problem:
        raise CannotOpen(f"不能打开“{path}”：{problem}") from None


def is_foreign(data: bytes) -> bool:
    """Whether these are the bytes of a PDF or an Office file, whatever the file is called."""
    from ziping.importers.guard import Kind, kind_of

    return kind_of(data) not in {Kind.PROJECT, Kind.PLAIN, Kind.EMPTY, Kind.OTHER}


def _foreign(data: bytes, name: str, stop: Callable[[], bool]) -> Opened:
    from ziping.app.foreign import foreign_form
    from ziping.importers.guard import Kind, expect

    kind = expect(data, Kind.PDF, Kind.WORKBOOK)
    found = foreign_form(data, name, kind, stop)
    beside = found.beside or {}
    return Opened(found.form, found.notes, False, beside=beside, remarks=found.remarks, exported=found.exported)


def _opened(data: bytes) -> Opened:
    from ziping.importers.guard import check_json

    check_json(data)
    document = read_document(data)
    reason = ""
    if document.version > VERSION:
        reason = f"{newer(document.version, document.needs)}才能修改"
    try:
        edition(document.form.edition)
    except UnknownEdition as unknown:
        if reason:
            raise DocumentError(f"{newer(document.version, document.needs)}。{unknown}") from None
        raise
    return Opened(document.form, (), True, digest(data), document.beside, reason, migrated=document.version < VERSION)


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise DamagedDocument("文件是空的")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed("文件不是 UTF-8 文本") from None


def save_form(
    form: Form, path: Path, beside: Mapping[str, object] | None = None, *, expected: str | None = None
) -> str:
    """Saves the project file and gives its digest; raises ``FileProblem``, and ``FileChanged`` as ``save_bytes`` does."""
    data = write_document(form, beside or {})
    save_bytes(path, data, expected=expected)
    return digest(data)


def present(path: Path) -> bytes | None:
    """What stands at a path before a save; None where nothing does, or nothing that can be read."""
    try:
        return read_bytes(path)
    except FileProblem:
        return None


def keep_backup(path: Path, data: bytes, *, replaced: bool) -> str:
    """Puts ``data``, which a save to ``path`` is about to overwrite, among the dated backups (SAFETY.md R7).

    Once a day, and always where it is ``replaced`` by a form that wasn't made from it, or is of an older format. Gives
    why that failed in one Chinese line, empty if it didn't: it hinders no save.
    """
    from ziping.app.folders import backup_folder
    from ziping.store.backups import back_up, due

    folder, now = backup_folder(), datetime.now(UTC)
    reason = "覆盖前" if replaced else "升级格式前" if _is_older(data) else "保存前"
    try:
        if reason != "保存前" or due(folder, path, now):
            back_up(folder, path, data, now, reason)
    except FileProblem as problem:
        return str(problem)
    return ""


def _is_older(data: bytes) -> bool:
    try:
        return read_document(data).version < VERSION
    except DocumentError:
        return False


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, by whatever way and letter case; also for a file that is not there yet."""
    try:
        # Names first: between the two looks of samefile another program may have put a new file in its place.
        return os.path.realpath(one) == os.path.realpath(other) or one.samefile(other)
    except (OSError, ValueError):
        return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())


def document_path(path: Path) -> Path:
    """The path with the project file's ending, added where it is missing."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
