"""汇总表: a row for each project, sums by 实施单位, by 年度 and in all, grades, mean scores, and who is missing; as a value.

Money is summed exactly, in 元. It prints in 元 where all forms do, else in 万元 with two decimals; a printed sum may
therefore differ from the sum of the printed figures in the last place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from ziping.app.board import Entry, in_order, shown, twins
from ziping.app.expected import Expected, Missing, Unlisted, missing, unlisted
from ziping.editions.catalog import edition
from ziping.editions.model import Edition, Rounding
from ziping.rules.findings import Finding
from ziping.rules.scoring import rounded

_EXACT = Context(prec=100)
"""Digits enough for the sum of any amounts."""
_MOST_NAMED = 5
"""Files named where a project is there more than once."""
NO_UNIT = "（未填写实施单位）"
NO_YEAR = "（未填写年度）"


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A form in the 汇总表; money in 元, ``rate`` in %, None without a budget.

    Of its open ``problems`` so many as ``errors`` are 必须改.
    """

    year: str
    unit: str
    project: str
    full_budget: Decimal
    executed: Decimal
    rate: Decimal | None
    total: Decimal
    grade: str
    errors: int
    problems: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Some forms taken together: of one 实施单位, of one 年度, or of all (no ``unit``, no ``year``).

    ``mean`` of 总分 is weighted by 全年预算数 (None where no form has any), ``plain_mean`` is not; both have 2 decimals.
    """

    unit: str
    count: int
    full_budget: Decimal
    executed: Decimal
    rate: Decimal | None
    mean: Decimal | None
    plain_mean: Decimal | None
    grades: Mapping[str, int]
    problems: int
    unfinished: int
    """Forms in which something is 必须改."""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Rollup:
    """The 汇总表; ``refusals`` tell of the files that are not in it, ``doubles`` of the projects that are in it twice."""

    years: tuple[str, ...]
    yuan_per_unit: int
    rows: tuple[ProjectRow, ...]
    units: tuple[Sums, ...]
    whole: Sums
    by_year: tuple[Sums, ...] = ()
    """For each 年度 where there are several, those without one last."""
    refusals: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()
    has_list: bool = False
    """Whether there was a list of who has to hand in."""


def rollup_of(
    entries: Iterable[Entry],
    found_together: Mapping[Path, Sequence[Finding]] | None = None,
    expected: Sequence[Expected] | None = None,
    folder: Path | None = None,
) -> Rollup:
    """The 汇总表 of the forms of a board, with the findings that show only when they lie beside each other.

    Files that are left out are named from the board's ``folder`` on, without one by their bare names.
    """
    ordered = in_order(entries)
    readable = [entry for entry in ordered if not entry.refusal]
    beside = found_together or {}
    rows = tuple(_row(entry, beside.get(entry.path, ())) for entry in readable)
    editions = list({entry.neighbour.edition: None for entry in readable})
    known = [edition(name) for name in editions]
    groups = groupby(rows, lambda row: row.unit)
    years = tuple(sorted({row.year for row in rows} - {""}))
    dated = tuple(sorted(rows, key=_by_year)) if len(years) > 1 else ()
    return Rollup(
        years=years,
        yuan_per_unit=1 if known and all(each.money.yuan_per_unit == 1 for each in known) else 10_000,
        rows=dated or rows,
        units=tuple(_sums(unit, tuple(group), known) for unit, group in groups),
        whole=_sums("", rows, known),
        by_year=tuple(
            replace(_sums("", tuple(group), known), year=year) for (_, year), group in groupby(dated, _by_year)
        ),
        refusals=tuple(_refusal(entry, folder) for entry in ordered if entry.refusal),
        doubles=_doubles(readable),
        missing=missing(expected or (), readable),
        unlisted=() if expected is None else unlisted(expected, readable),
        has_list=expected is not None,
    )


def _by_year(row: ProjectRow) -> tuple[bool, str]:
    return not row.year, row.year


def year_name(year: str) -> str:
    """A 年度 as it is spoken of."""
    return f"{year} 年度" if year else NO_YEAR


def _refusal(entry: Entry, folder: Path | None) -> str:
    """Why a form is left out; where the files lie on a disk is nobody's business who gets the table."""
    path = entry.path
    inside = path.relative_to(folder) if folder is not None and folder in path.parents else path.name
    return entry.refusal.replace(shown(path), shown(inside))


def _row(entry: Entry, beside: Sequence[Finding]) -> ProjectRow:
    more = [found.severity for found in beside if found.acknowledged is None]
    return ProjectRow(
        year=entry.year.strip(),
        unit=entry.unit.strip() or NO_UNIT,
        project=entry.project.strip(),
        full_budget=entry.full_budget,
        executed=entry.executed,
        rate=entry.rate,
        total=entry.total or Decimal(0),
        grade=entry.grade,
        errors=entry.errors + more.count("error"),
        problems=entry.problems + len(more),
    )


def _sums(unit: str, rows: Sequence[ProjectRow], editions: Sequence[Edition]) -> Sums:
    with localcontext(_EXACT):
        full = sum((row.full_budget for row in rows), Decimal(0))
        executed = sum((row.executed for row in rows), Decimal(0))
    counted = Counter(row.grade for row in rows)
    names = dict.fromkeys(grade.name for each in editions for grade in each.grades)
    return Sums(
        unit=unit,
        count=len(rows),
        full_budget=full,
        executed=executed,
        rate=_rate(full, executed, editions),
        mean=_mean((row.total, max(row.full_budget, Decimal(0))) for row in rows),
        plain_mean=_mean((row.total, Decimal(1)) for row in rows),
        grades={name: counted[name] for name in names},
        problems=sum(row.problems for row in rows),
        unfinished=sum(row.errors > 0 for row in rows),
    )


def _rate(full: Decimal, executed: Decimal, editions: Sequence[Edition]) -> Decimal | None:
    """执行率 of a sum, rounded as all the forms are; cut off as in Shanghai where they are not alike."""
    if full <= 0:
        return None
    ways: set[Rounding] = {each.rate.rounding for each in editions}
    exact = max(Fraction(executed) / Fraction(full) * 100, Fraction(0))
    return rounded(exact, 2, ways.pop() if len(ways) == 1 else "down")


def _mean(weighted: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The mean of totals, each with its weight, half-up to 2 decimals."""
    parts = [(Fraction(total), Fraction(weight)) for total, weight in weighted]
    weight = sum((weight for _, weight in parts), Fraction(0))
    if not weight:
        return None
    return rounded(sum((total * share for total, share in parts), Fraction(0)) / weight, 2, "half_up")


def _doubles(entries: Sequence[Entry]) -> tuple[str, ...]:
    """A sentence for each project that is there more than once, with its files."""
    groups = twins(entries)
    firsts = (entry for entry in entries if entry.path in groups and groups[entry.path][0] == entry.path)
    return tuple(_double(entry, groups[entry.path]) for entry in firsts)


def _double(entry: Entry, files: Sequence[Path]) -> str:
    names = "、".join(shown(path.name) for path in files[:_MOST_NAMED])
    more = " 等" if len(files) > _MOST_NAMED else ""
    return f"“{entry.project.strip()}”（{entry.unit.strip()}）有 {len(files)} 份：{names}{more}"
