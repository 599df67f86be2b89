"""从去年导入: what of last year's form is the beginning of this year's, and what has to be filled in anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ziping.app.cells import put_cells
from ziping.app.year_words import years_moved
from ziping.editions.model import Edition
from ziping.form import path as at
from ziping.form.edit import get, put
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath

_DATED = (at.basic("project_name"), at.goal("expected"))
_DATED_FIELDS = ("name", "target")
_NAMES = ("project_name", "name")
_CARRIED_FIELDS = ("name", "target", "weight")
_EMPTIED_FIELDS = ("actual", "score", "deviation")
_SIGNERS = ("preparer", "reviewer", "head", "phone")
_BEFORE, _EXCERPT = 12, 40
"""Characters before a year that was moved, and in all, where a text is shown in a list."""
_OF_LAST_YEAR = ("printed", "acknowledged", "remarks", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Moved:
    """A text in which years were moved on, as a proposal: the field, what it said and what it says."""

    path: FieldPath
    before: str
    after: str

    def excerpts(self) -> tuple[str, str]:
        """Both texts from a little before the first year moved, where the rest is long."""
        first = next(
            place for place, (old, new) in enumerate(zip(self.before, self.after, strict=True)) if old != new
        )
        start = max(first - _BEFORE, 0)
        return _excerpt(self.before, start), _excerpt(self.after, start)


def _excerpt(text: str, start: int) -> str:
    end = start + _EXCERPT
    part = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{part}{'…' if end < len(text) else ''}"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A new form from last year's.

    ``carried`` are the fields that hold last year's value, all of them ``unconfirmed`` in the form; in those of ``moved``
    years were moved on; ``emptied`` are the fields of last year's form that are to be filled in anew.
    """

    form: Form
    carried: tuple[FieldPath, ...]
    moved: tuple[Moved, ...]
    emptied: tuple[FieldPath, ...]


def carry_over(form: Form, year: int | None = None, edition_id: str = "") -> CarriedOver:
    """The form of next year, of ``year``, in another edition if that has changed (DOMAIN.md §1, UX.md U21).

    Carried are names, targets, weights, head, 预期目标 and who signs. Emptied are actuals, 得分, 偏差原因, 实际完成情况,
    填报日期 and all money: also the budgets, because a budget is a fact of its year. Last year's would stand there as a
    sum that looks right; an empty cell is asked for. A 年度 that is no number stays, as one more value to confirm.
    """
    last = form.basic.year
    new_year = year if year is not None else last + 1 if isinstance(last, int) else None
    by = new_year - last if isinstance(last, int) and new_year is not None else 0
    emptied = tuple(path for path in _to_empty(form) if _says_something(form, path))
    moved = tuple(_moved(form, last, by)) if isinstance(last, int) and by else ()
    new = _emptied(form, emptied)
    for one in moved:
        new = put(new, one.path, one.after)
    if new_year is not None:
        new = put(new, at.basic("year"), new_year)
    if edition_id:
        new = put(new, FieldPath("form", "", "edition"), edition_id)
    carried = tuple(path for path in _to_carry(form) if _says_something(new, path))
    unconfirmed = (*((at.basic("year"),) if new_year is None and last else ()), *carried)
    new = put(new, FieldPath("form", "", "unconfirmed"), tuple(map(str, unconfirmed)))
    return CarriedOver(new, unconfirmed, moved, emptied)


def by_name(paths: Iterable[FieldPath], known: Edition) -> tuple[tuple[str, tuple[FieldPath, ...]], ...]:
    """The fields of each kind under its printed name, as 项目资金 or 实际完成值; in their order."""
    kinds: dict[str, list[FieldPath]] = {}
    for path in paths:
        label = known.labels.funding if path.section == "funding" else getattr(known.labels, path.field)
        kinds.setdefault(str(label).rstrip("："), []).append(path)
    return tuple((name, tuple(fields)) for name, fields in kinds.items())


def _says_something(form: Form, path: FieldPath) -> bool:
    return bool(str(get(form, path)).strip())


def _emptied(form: Form, paths: tuple[FieldPath, ...]) -> Form:
    new = put_cells(form, dict.fromkeys(paths, ""))
    for path in paths:
        if path.section != "indicator":
            new = put(new, path, "")
    for name in _OF_LAST_YEAR:
        new = put(new, FieldPath("form", "", name), None if name == "printed" else ())
    return new


def _to_empty(form: Form) -> Iterator[FieldPath]:
    for source in FUNDING_SOURCES:
        yield from (at.funding(source, column) for column in FUNDING_COLUMNS)
    yield at.goal("achieved")
    for row in indicator_rows(form):
        yield from (at.indicator(row.indicator.id, name) for name in _EMPTIED_FIELDS)
    yield FieldPath("signature", "", "date")


def _to_carry(form: Form) -> Iterator[FieldPath]:
    yield from map(at.basic, ("project_name", "department", "unit"))
    yield at.goal("expected")
    for row in indicator_rows(form):
        yield from (at.indicator(row.indicator.id, name) for name in _CARRIED_FIELDS)
    yield from (FieldPath("signature", "", name) for name in _SIGNERS)


def _moved(form: Form, year: int, by: int) -> Iterator[Moved]:
    rows = (at.indicator(row.indicator.id, name) for row in indicator_rows(form) for name in _DATED_FIELDS)
    for path in (*_DATED, *rows):
        before = str(get(form, path))
        after = years_moved(before, year, by, is_name=path.field in _NAMES)
        if after != before:
            yield Moved(path, before, after)
