"""What an import yields."""

from __future__ import annotations

from dataclasses import dataclass

from ziping.form.model import Form


class ImportFailed(ValueError):
    """The source cannot become a form; the message says what and where, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The form, and one Chinese sentence for each thing in the source that was not understood."""

    form: Form
    notes: tuple[str, ...] = ()
