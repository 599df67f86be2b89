"""F13: the same figure printed in different formats within a column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ziping.form import path as at
from ziping.form.amount import read_number
from ziping.form.model import Printed
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import read_measure
from ziping.rules.measure_words import FOLD
from ziping.rules.subject import Subject

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FIGURE = re.compile(r"[0-9].*")


def mixed_formats(subject: Subject) -> Iterator[Finding]:
    """F13: one figure in two formats (939500 and 939500.00; 1(个) and 1.00(个)); told once for each figure.

    In 项目资金 only what an imported form printed is looked at: its own entries are printed alike by the edition.
    """
    yield from _in_funds(subject)
    yield from _in_indicators(subject)


def _in_funds(subject: Subject) -> Iterator[Finding]:
    printed = subject.form.printed or Printed()
    for column in FUNDING_COLUMNS:
        seen: dict[Decimal, str] = {}
        for name in ("total", *FUNDING_SOURCES):
            text = getattr(getattr(printed, name), column).strip()
            number = read_number(text)
            if isinstance(number, str) or not number or not _NUMBER.fullmatch(text):
                continue
            first = seen.setdefault(number, text)
            if first != text:
                path = at.funding(name, column)
                yield finding("F13", path, first, where=subject.label(column), other=text)
                return


class Notation(NamedTuple):
    """A figure with its unit, how it is written, and whether target and actual are compared column by column."""

    number: Decimal
    unit: str
    figure: str
    format: str
    by_column: bool


class _Place(NamedTuple):
    path: FieldPath
    figure: str
    format: str


@lru_cache(maxsize=4096)  # the same few values stand in row after row
def notation(text: str) -> Notation | None:
    """How the one figure of a value is written; nothing for values of another kind."""
    measure = read_measure(text)
    found = _FIGURE.search("".join(text.translate(FOLD).split()))
    if measure.kind not in {"number", "percent"} or found is None:
        return None
    quantity, figure = measure.quantities[0], found.group()
    return Notation(
        quantity.number, quantity.unit, figure, _format(figure), measure.kind == "percent" or not quantity.unit
    )


def _in_indicators(subject: Subject) -> Iterator[Finding]:
    """Things counted are compared over both columns; in % only within one, for a measured 85.00% may answer ≥85%."""
    groups: defaultdict[tuple[str, Decimal, str], list[_Place]] = defaultdict(list)
    for row in subject.rows:
        for field in ("target", "actual"):
            known = notation(getattr(row.indicator, field))
            if known is not None:
                place = _Place(at.indicator(row.indicator.id, field), known.figure, known.format)
                column = field if known.by_column else ""
                groups[column, known.number, known.unit].append(place)
    for (column, _, _), places in groups.items():
        yield from _differing(subject, column, places)


def _differing(subject: Subject, column: str, places: list[_Place]) -> Iterator[Finding]:
    formats = Counter(place.format for place in places)
    if len(formats) < 2:
        return
    (usual_format, _), *_ = formats.most_common()
    usual = next(place for place in places if place.format == usual_format)
    odd = min((place for place in places if place.format != usual_format), key=lambda place: formats[place.format])
    where = subject.label(column) if column else "指标表"
    yield finding("F13", odd.path, usual.figure, where=where, other=odd.figure)


def _format(figure: str) -> str:
    """The digits' format without the digits: decimals, commas, brackets around the unit."""
    found = _NUMBER.match(figure)
    number = found.group() if found else ""
    decimals = len(number.partition(".")[2])
    return f"{decimals}{',' in number}{'(' in figure}"
