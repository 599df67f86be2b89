"""Suggested 得分 that differ from the typed ones: offered, taken when asked, never put over a typed one unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ziping.app.cells import put_cells
from ziping.form import path as at
from ziping.form.amount import Number, tidy
from ziping.form.model import Form
from ziping.rules.subject import Subject
from ziping.rules.suggest import Suggestion


class Offer(NamedTuple):
    """A suggestion for a row, with what it rests on and the 得分 typed."""

    suggestion: Suggestion
    basis: tuple[str, str, str, Number]
    typed: Number

    @property
    def differs(self) -> bool:
        """Whether taking it would change the 得分."""
        return self.typed != self.suggestion.score

    @property
    def _empty(self) -> bool:
        return isinstance(self.typed, str) and not self.typed.strip()

    @property
    def fills(self) -> bool:
        """Whether nothing was typed yet and nothing is left to judge."""
        return self._empty and not self.suggestion.to_judge

    @property
    def waits(self) -> bool:
        """Whether nothing was typed yet and somebody has to judge what the row earns."""
        return self._empty and self.suggestion.to_judge


def offers(subject: Subject) -> dict[str, Offer]:
    """What is suggested, by the 三级指标's id."""
    rows = ((reading.row.indicator, reading.suggestion) for reading in subject.readings)
    return {
        row.id: Offer(advice, (row.name, row.target, row.actual, row.weight), row.score)
        for row, advice in rows
        if advice is not None
    }


def taken(form: Form, made: Mapping[str, Offer], rows: Collection[str]) -> Form:
    """The form with the suggestions for these rows as their 得分."""
    return put_cells(form, {at.indicator(row, "score"): tidy(made[row].suggestion.score) for row in rows})
