"""X2: characters that the shipped typeface cannot print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ziping.form import path as at
from ziping.form.edit import get
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath
from ziping.resources import resource
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject


@cache
def _unprintable() -> re.Pattern[str]:
    """Matches one character outside the ranges of ``coverage.txt`` and other than a line break or tab."""
    lines = resource("fonts", "coverage.txt").read_text(encoding="utf-8").splitlines()
    ranges = [line.split("-") for line in lines if line and not line.startswith("#")]
    covered = "".join(f"{re.escape(chr(int(ends[0], 16)))}-{re.escape(chr(int(ends[-1], 16)))}" for ends in ranges)
    return re.compile(f"[^\n\r\t{covered}]")


def unprintable_text(subject: Subject) -> Iterator[Finding]:
    """X2: a text of the form holds characters that the typeface lacks; names each of them once."""
    for path, text, where in _texts(subject):
        characters = dict.fromkeys(_unprintable().findall(text))
        if characters:
            shown = "、".join(f"{character}（U+{ord(character):04X}）" for character in characters)
            yield finding("X2", path, "".join(characters), where=where, characters=shown)


def _texts(subject: Subject) -> Iterator[tuple[FieldPath, str, str]]:
    """Every text that prints: where it stands, what it says, how a message calls the place."""
    form = subject.form
    for path in _single_fields(subject):
        yield path, str(get(form, path)), subject.where(path)
    for dimension in form.indicators:
        yield FieldPath("dimension", dimension.id, "name"), dimension.name, subject.label("dimension")
        for category in dimension.categories:
            yield FieldPath("category", category.id, "name"), category.name, subject.label("category")
    for row in subject.rows:
        for field in INDICATOR_FIELDS:
            path = at.indicator(row.indicator.id, field)
            yield path, str(getattr(row.indicator, field)), subject.where(path, row)


def _single_fields(subject: Subject) -> Iterator[FieldPath]:
    """The fields that print outside the indicator table."""
    yield from map(at.basic, ("year", "project_name", "department", "unit"))
    yield from (at.funding(source, column) for source in FUNDING_SOURCES for column in FUNDING_COLUMNS)
    yield from map(at.goal, ("expected", "achieved"))
    if subject.form.signature.shown:
        yield from (FieldPath("signature", "", field) for field in ("preparer", "reviewer", "head", "phone", "date"))
