"""F15: a 年度 that is no year in four digits, and what year it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.form import path as at
from ziping.rules.findings import Finding, finding
from ziping.rules.prose import PLAIN
from ziping.rules.subject import Subject

YEARS = range(2000, 2100)
"""The years a form can be of: of this century, whatever the day is today."""
_MEANT = re.compile(r"\s*(?P<year>20[0-9]{2})\s*(?:年度?)?\s*")
_DIGITS = PLAIN | {ord(numeral): ord("0") for numeral in "〇○零"}
_DIGITS |= {ord(numeral): ord(str(value)) for value, numeral in enumerate("一二三四五六七八九", start=1)}


def odd_year(subject: Subject) -> Iterator[Finding]:
    """F15: 年度 is not four digits, or a year of another century; an empty one is missing (F1)."""
    year = subject.form.basic.year
    if isinstance(year, int):
        trouble = "" if year in YEARS else f"不在 {YEARS[0]} 至 {YEARS[-1]} 年之间"
    else:
        trouble = "不是四位数字的年份" if year.strip() else ""
    if trouble:
        yield finding("F15", at.basic("year"), str(year), where=subject.label("year"), trouble=trouble)


def year_meant(typed: str) -> str | None:
    """The year in four digits that a text can only mean (2024年度, ２０２４, 二〇二四年); nothing where it is not clear."""
    found = _MEANT.fullmatch(typed.translate(_DIGITS))
    return found["year"] if found is not None else None
