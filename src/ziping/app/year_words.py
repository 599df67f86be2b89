"""Years named in a text moved on: 2024年11月前 → 2025年11月前; what only looks like a year, and history, stays."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Iterator

_CLAUSES = re.compile(r"[^，,。；;：:、\n]+")
_HISTORY = re.compile(
    r"签订|签署|印发|发布|出台|颁布|制定|修订|批复|立项|通知|号文|以来|较|同比|相比|对比|比\s?20|基础上|结转|结余|尾款|余款"
    r"|遗留|上年|去年|往年|历年|获评|荣获|被评|已于|已在"
)
"""A clause with one of these tells of what was; its years stay for good."""
_TITLES = re.compile(r"《[^《》]{0,80}》|[〔\[（(]\s?20[0-9]{2}\s?年?\s?[〕\]）)]\s?第?\s?[0-9]{1,5}\s?号")
"""Titles and document numbers name the year of the document."""
_PERIODS = re.compile(
    r"20[0-9]{2}\s?年?\s?(?:[-—–~～－]{1,2}|至|到)\s?20[0-9]{2}(?!\s?年\s?[0-9]{1,2}\s?月)(?![-/.][0-9])\s?年?"
)
"""2024-2026年: the period of a plan. A contract's 2024年3月至2025年2月 is two dates."""
_MENTION = re.compile(
    r"(?<![0-9])(?P<year>20[0-9]{2})(?P<rest>"
    r"\s?年\s?(?P<month>0?[1-9]|1[0-2])\s?月(?:\s?(?P<day>[0-9]{1,2})\s?[日号])?"
    r"|(?P<sign>[-/.])(?P<month2>0?[1-9]|1[0-2])(?P=sign)(?P<day2>[0-9]{1,2})(?![0-9.])"
    r"|(?=\s?年)|(?<=[（(]20[0-9]{2})(?=[）)]))"
)
_AT_THE_END = re.compile(r"(?<=[\u4e00-\u9fff\s])20[0-9]{2}(?=\s*$)")
_IN_WORDS = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=\s?年)")
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}


def years_moved(text: str, year: int, by: int, *, is_name: bool = False) -> str:
    """The text of a form of ``year`` as it may read ``by`` years later.

    Moved are mentions of that year (2024年, 2024年度, 二〇二四年, a name's （2024）) and dates of it or of the year after
    (2024年11月前, 2025年1月, 2024-11-30). Periods of several years, titles, document numbers and clauses that tell of what
    was (签订, 印发, 较2024年 …) stay, as do counts and sums (2024件, 2024元). At the end of a name stands a year, at the
    end of a value a number.
    """
    fixed = tuple(_fixed(text))  # what is put in place of a year is as long as the year was

    def moved(pattern: re.Pattern[str], how: Callable[[re.Match[str], int, int], str], words: str) -> str:
        def one(found: re.Match[str]) -> str:
            stays = any(start <= found.start() < end for start, end in fixed)
            return found.group() if stays else how(found, year, by)

        return pattern.sub(one, words)

    text = moved(_MENTION, _date_moved, moved(_IN_WORDS, _numeral_moved, text))
    return moved(_AT_THE_END, _number_moved, text) if is_name else text


def _fixed(text: str) -> Iterator[tuple[int, int]]:
    """Where years stay: titles, document numbers, periods, and clauses that tell of what was."""
    for pattern in (_TITLES, _PERIODS):
        yield from (found.span() for found in pattern.finditer(text))
    yield from (found.span() for found in _CLAUSES.finditer(text) if _HISTORY.search(found.group()))


def _date_moved(found: re.Match[str], year: int, by: int) -> str:
    named, month = int(found["year"]), found["month"] or found["month2"]
    if named != year and not (month and named == year + 1):
        return found.group()
    rest = found["rest"]
    if month and int(month) == 2 and (found["day"] or found["day2"]) == "29" and not isleap(named + by):
        rest = "28".join(rest.rsplit("29", 1))
    return f"{named + by}{rest}"


def _number_moved(found: re.Match[str], year: int, by: int) -> str:
    return str(year + by) if int(found.group()) == year else found.group()


def _numeral_moved(found: re.Match[str], year: int, by: int) -> str:
    text = found.group()
    if int("".join(str(_NUMERALS[numeral]) for numeral in text)) != year:
        return text
    numerals = {value: numeral for numeral, value in _NUMERALS.items()} | {0: text[1]}
    return "".join(numerals[int(digit)] for digit in str(year + by))
