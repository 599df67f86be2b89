"""What an import yields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ziping.form.model import Form
from ziping.form.path import FieldPath

MOST_NOTES = 100
"""How many sentences a clerk is shown about one file."""
_LONGEST_QUOTE = 40
"""Characters that a note repeats of what the file says."""


class ImportFailed(ValueError):
    """The source cannot become a form; the message says what and where, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing about one place in the source, in Chinese.

    ``kind`` is ``read`` for what became a field, ``unread`` for what became nothing, ``differs`` for what became a field
    otherwise than printed or disagrees with what is computed. ``path`` is the field, where there is one; ``where`` is
    the place in the source as people name it (``第 1 页``, ``工作表 自评表!C12``), empty for the whole.
    """

    kind: Literal["read", "unread", "differs"]
    text: str
    path: FieldPath | None = None
    where: str = ""

    @property
    def sentence(self) -> str:
        """The note with its place; what was read has a colon of its own, before its value."""
        joint = "　" if self.kind == "read" else "："
        return f"{self.where}{joint}{self.text}" if self.where else self.text


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The form, and one Chinese sentence for each thing in the source that was not understood.

    ``remarks`` say it with places and kinds, those of what was read included, where the reader knows them.
    """

    form: Form
    notes: tuple[str, ...] = ()
    remarks: tuple[Note, ...] = ()

    @classmethod
    def of(cls, form: Form, remarks: Sequence[Note]) -> ImportResult:
        """The result whose sentences are the remarks of kind ``unread`` and ``differs``."""
        return cls(form, shortened([note.sentence for note in remarks if note.kind != "read"]), tuple(remarks))


def shortened(sentences: Sequence[str]) -> tuple[str, ...]:
    """At most ``MOST_NOTES`` sentences, and one that tells how many more there are."""
    if len(sentences) <= MOST_NOTES:
        return tuple(sentences)
    return (*sentences[:MOST_NOTES], f"还有 {len(sentences) - MOST_NOTES} 处没有读懂，不一一列出")


def quoted(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text[: 2 * _LONGEST_QUOTE].split())
    return line if len(text) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"
