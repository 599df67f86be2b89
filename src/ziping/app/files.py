"""Opening whatever holds a form, and saving the project file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ziping.editions.catalog import UnknownEdition, edition
from ziping.form.model import Form
from ziping.importers.plain_json import read_plain
from ziping.importers.result import ImportFailed
from ziping.store.document import SUFFIX, DocumentError, read_document, write_document
from ziping.store.files import FileProblem, read_bytes, save_bytes


class CannotOpen(ValueError):
    """A file holds no form that can be opened; the message names file and reason, in one Chinese line."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A form from a file, notes on what was not understood, and whether the file is a project file to save back to."""

    form: Form
    notes: tuple[str, ...]
    is_document: bool


def open_form(path: Path) -> Opened:
    """The form in a ``.ziping`` document or a plain ``.json``; raises ``CannotOpen``."""
    try:
        data = read_bytes(path)
        if path.suffix.lower() == ".json":
            result = read_plain(_decoded(data))
            return Opened(result.form, result.notes, is_document=False)
        form = read_document(data)
        edition(form.edition)
    except FileProblem as problem:
        raise CannotOpen(str(problem)) from None
    except (DocumentError, ImportFailed, UnknownEdition) as problem:
        raise CannotOpen(f"不能打开“{path}”：{problem}") from None
    return Opened(form, (), is_document=True)


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise ImportFailed("文件是空的")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed("文件不是 UTF-8 文本") from None


def save_form(form: Form, path: Path) -> None:
    """Saves the project file; raises ``FileProblem``."""
    save_bytes(path, write_document(form))


def document_path(path: Path) -> Path:
    """The path with the project file's ending, added where it is missing."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
