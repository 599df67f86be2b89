"""A proposed indicator tree for a new form: the library's usual rows with weights that make up what the edition shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ziping.app.outline import with_category
from ziping.editions.catalog import edition
from ziping.editions.library import LibraryIndicator, indicators_for
from ziping.editions.model import Edition
from ziping.form.amount import tidy
from ziping.form.edit import add_indicator
from ziping.form.model import Form

_STEPS = (Decimal(1), Decimal("0.5"), Decimal("0.01"))
"""Weights are whole points; half points or less only where there are more rows than points."""


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A 三级指标 that may enter a form: where it stands and what it is (``source``), its target and its 分值."""

    source: LibraryIndicator
    target: str
    weight: Decimal

    @property
    def dimension(self) -> str:
        """The 一级指标, as printed."""
        return self.source.dimension

    @property
    def category(self) -> str:
        """The 二级指标, as printed."""
        return self.source.category

    @property
    def name(self) -> str:
        """The 三级指标."""
        return self.source.name


def propose(kind_id: str, edition: Edition, year: int | str) -> tuple[ProposedRow, ...]:
    """The proposed rows for a kind of project, in print order, weighted; raises ``UnknownKind``."""
    rows = (
        ProposedRow(found, found.target_for(year), Decimal(0))
        for found in indicators_for(kind_id, edition)
        if found.proposed
    )
    return reweighted(rows, edition)


def reweighted(rows: Iterable[ProposedRow], edition: Edition) -> tuple[ProposedRow, ...]:
    """The same rows with weights that sum to ``edition.indicator_weight`` again, for example after some were dropped.

    Each 一级 has its usual weight; the weight of one without rows goes to the others in proportion to theirs.
    Raises ``KeyError`` for a row whose 一级 the edition has not.
    """
    kept = tuple(rows)
    counts = Counter(row.dimension for row in kept)
    usual = {spec.name: spec.usual_weight for spec in edition.dimensions}
    shares = _dimension_weights({name: usual[name] for name in counts}, edition.indicator_weight)
    weights = {name: iter(_equal_parts(share, counts[name])) for name, share in shares.items()}
    return tuple(replace(row, weight=next(weights[row.dimension])) for row in kept)


def _dimension_weights(usual: Mapping[str, Decimal], total: Decimal) -> dict[str, Decimal]:
    """``total`` in proportion to the usual weights, in whole points: the largest remainders get what is left over."""
    whole = sum(usual.values())
    exact = {name: total * weight / whole for name, weight in usual.items()}
    floors = {name: share // 1 for name, share in exact.items()}
    left = total - sum(floors.values())
    for name in sorted(exact, key=lambda name: floors[name] - exact[name]):
        extra = min(left, Decimal(1))
        floors[name] += extra
        left -= extra
    return floors


def _equal_parts(total: Decimal, count: int) -> list[Decimal]:
    """``total`` in ``count`` parts that differ by one step at most, the larger first; what is no whole step goes first."""
    step = next((step for step in _STEPS if count * step <= total), _STEPS[-1])
    steps = int(total // step)
    parts = [step * (steps // count + (1 if number < steps % count else 0)) for number in range(count)]
    return [tidy(part) for part in [parts[0] + total % step, *parts[1:]]]


def with_proposal(form: Form, rows: Sequence[ProposedRow]) -> Form:
    """The form with the rows added in their order, below 一级 and 二级指标 of their names, which are made if missing."""
    known = edition(form.edition)
    for row in rows:
        form, category_id = with_category(form, known, row.dimension, row.category)
        values = {"name": row.name, "target": row.target, "weight": row.weight}
        form, _ = add_indicator(form, category_id, values=values)
    return form
