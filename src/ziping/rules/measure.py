"""Reads 年度指标值 and 实际完成值 as people write them (notations: DOMAIN.md §4); any text can be read."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ziping.form.amount import tidy
from ziping.rules.measure_words import (
    BARE_UNIT,
    FILLERS,
    FOLD,
    HAN,
    HOTLINE,
    LETTER_UNITS,
    MARK,
    MARKS,
    NO_UNIT,
    OPERATORS,
    PER,
    SIGNS,
    TWO_SIGNS,
    Mark,
    Operator,
    in_base_unit,
)
from ziping.rules.quantity import Day, Kind, Measure, Quantity

LONGEST = 300
"""Longer text is a description, not a value; the limit also bounds the work of every pattern below."""
MOST_QUANTITIES = 6

_EMPTY = {"", "-", "--", "—", "——", "/"}
_CLOSING = "。.；;，,、!"
_DIGIT_GAP = re.compile(r"[0-9]\s+[0-9]")
_TWO_SIGNS = re.compile("|".join(TWO_SIGNS))
_BRACKETED_UNIT = re.compile(r"(?<=[0-9])\(([^()0-9]{1,12})\)")
_SQUARE = re.compile(r"(?<=m)[23](?![0-9])")

_OPERATOR = "|".join(sorted(OPERATORS, key=len, reverse=True))
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,8})?"
_LEAD = re.compile(
    rf"(?:(?:(?![未不无非每季])[{HAN}]){{1,12}}(?:率|度))?(?:{PER.pattern}|{FILLERS}){{0,4}}"
    rf"(?P<operator>{_OPERATOR})?(?P<about>大约|大概|约|近)?(?P<yuan>[¥￥])?(?=-?[0-9])"
)
_FIGURE = re.compile(
    rf"(?P<operator>{_OPERATOR})?(?P<number>-?{_NUMBER})(?P<rest>[{HAN}A-Za-z%‰/㎡㎥²³℃]{{0,30}})(?P<comma>[,;、+])?"
)
_AND = re.compile(r"(?:以及|及|和|与|并)+$")
_WORDS = re.compile(rf"(?:(?![未不无内])[{HAN}]){{0,8}}")

_DATE_LEAD = (
    rf"(?:(?P<operator>[≥≤><=])|(?:(?![未不无])[{HAN}]){{0,8}}[于在]|截至|截止|不晚于|不迟于|最晚|最迟|实际|已)?"
)
_DATE_END = rf"(?P<before>之前|以前|前)?(?P<words>(?![份底末前之以内度号日])(?:(?![未不无])[{HAN}]){{0,8}})"
_DATE = re.compile(
    rf"{_DATE_LEAD}(?:(?P<year>(?:19|20)[0-9]{{2}})年度?)?(?P<month>1[0-2]|0?[1-9])月份?"
    rf"(?:(?P<day>[0-3]?[0-9])[日号]|(?P<end>[底末]))?{_DATE_END}"
)
_PLAIN_DATE = re.compile(
    rf"{_DATE_LEAD}(?P<year>(?:19|20)[0-9]{{2}})(?P<sign>[-/.])(?P<month>1[0-2]|0?[1-9])"
    rf"(?P=sign)(?P<day>[0-3]?[0-9])日?{_DATE_END}"
)
_YEAR = re.compile(
    rf"{_DATE_LEAD}(?:(?P<year>(?:19|20)[0-9]{{2}})年|年)(?:(?P<end>[底末])|(?=之前|以前|前)){_DATE_END}"
)

_SIGNED = re.compile(rf"(?P<sign>[{SIGNS}]{{1,2}})\s*(?P<words>[^\s{SIGNS}].*)", re.DOTALL)
_MONTHS = r"(?:1[0-2]|[1-9])月?[-~—至到](?:1[0-2]|[1-9])月"
_DAYS = r"[0-9]{1,2}月[0-9]{1,2}日[-~—至到](?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
_PERIOD = re.compile(
    rf"(?:全年度?|年度?内|当年|本年度?|常年|(?:(?:19|20)[0-9]{{2}}年(?:度|内|全年)?)?(?:{_MONTHS}|{_DAYS})"
    r"|(?:19|20)[0-9]{2}年(?:度|内|全年)?(?:第?[一二三四1-4]季度)?)(?:完成|实施|开展|运行|保障)?"
)


@lru_cache(maxsize=4096)  # checks, suggestions and the window read the same values over and over
def read_measure(text: str) -> Measure:
    """The value that a text states; what holds no figure, date or period is qualitative, or empty (also — and /)."""
    typed = text.strip()
    folded = _folded(typed)
    if folded is None:
        return _in_words(typed, "")
    if folded in _EMPTY:
        return Measure("empty")
    return _deadline(folded) or _figures(folded) or _in_words(typed, folded)


@lru_cache(maxsize=4096)
def folded_text(text: str) -> str:
    """Text for comparison: plain signs, no spaces and brackets around units, no punctuation at the end."""
    folded = "".join(text.translate(FOLD).split()).rstrip(_CLOSING)
    folded = _TWO_SIGNS.sub(lambda found: TWO_SIGNS[found.group()], folded)
    return _SQUARE.sub(lambda found: "²³"[int(found.group()) - 2], _BRACKETED_UNIT.sub(r"\1", folded))


def _folded(typed: str) -> str | None:
    # Two numbers with only a space between them have no certain reading.
    return None if len(typed) > LONGEST or _DIGIT_GAP.search(typed) else folded_text(typed)


def _in_words(typed: str, folded: str) -> Measure:
    found = _SIGNED.fullmatch(typed)
    sign = folded_text(found["sign"]) if found is not None else ""
    kind: Kind = "period" if _PERIOD.fullmatch(folded.lstrip(SIGNS)) else "qualitative"
    if found is None or sign not in OPERATORS:
        return Measure(kind, words=typed)
    return Measure(kind, OPERATORS[sign], words=found["words"])


def _deadline(folded: str) -> Measure | None:
    found = _DATE.fullmatch(folded) or _PLAIN_DATE.fullmatch(folded) or _YEAR.fullmatch(folded)
    if found is None:
        return None
    parts = found.groupdict()
    operator = OPERATORS.get(parts["operator"] or "", "")
    if parts["year"] is None and not parts.get("day") and operator not in {"", "="}:
        return None  # ≥3月 is three months, not March
    date = _day(parts)
    if date is None or MARK.search(parts["words"]):
        return None
    return Measure("deadline", operator, date=date, before=bool(parts["before"]), words=parts["words"])


def _day(parts: dict[str, str | None]) -> Day | None:
    year = int(parts["year"]) if parts["year"] else None
    month = int(parts.get("month") or 0) or (12 if parts["end"] else None)
    if month is None:
        return None if year is None else Day(year)
    last = monthrange(year or 2024, month)[1]  # without a year, 29 February may be right
    day = last if parts.get("end") else int(parts.get("day") or 0)
    if day > last or (parts.get("day") and day == 0):
        return None
    return Day(year, month, day or None)


def _figures(folded: str) -> Measure | None:
    lead = _LEAD.match(folded)
    if lead is None:
        return None
    operator = OPERATORS.get(lead["operator"] or "", "")
    if not operator and HOTLINE.match(folded, lead.end()):
        return None
    chain = _chain(folded, lead.end(), operator)
    per = "".join(f"/{unit}" for unit in PER.findall(lead.group()))
    readings = [_reading(found["number"], found["rest"], per) for found in chain]
    figures = [reading for reading in readings if reading is not None]
    if not figures or len(figures) < len(readings):
        return None
    mark, words = figures[-1][1:]
    if any(earlier not in {"", mark} or between for _, earlier, between in figures[:-1]):
        return None
    quantities = tuple(quantity for quantity, _, _ in figures)
    if lead["yuan"] and quantities[0].unit[:1] in {"", "/"}:
        quantities = (Quantity(quantities[0].number, f"元{quantities[0].unit}"), *quantities[1:])
    kind = _kind(quantities, parted=any(found["comma"] or _AND.search(found["rest"]) for found in chain[:-1]))
    if kind == "compound" and not all(quantity.unit for quantity in quantities):
        return None
    return Measure(kind, operator, quantities, mark or ("左右" if lead["about"] else ""), words=words)


def _chain(folded: str, position: int, operator: Operator) -> list[re.Match[str]]:
    """The figures from a position to the end of the text; none where anything else stands among them."""
    chain: list[re.Match[str]] = []
    while len(chain) < MOST_QUANTITIES:
        found = _FIGURE.match(folded, position)
        if found is None or OPERATORS.get(found["operator"] or "", operator) != operator:
            return []
        if chain and (found["number"].startswith("-") or chain[-1]["rest"] == "月"):
            return []  # 80%-90% is a range, 11月31日 a date that is none
        chain.append(found)
        position = found.end()
        if position == len(folded):
            return [] if found["comma"] else chain
    return []


def _reading(number: str, rest: str, per: str) -> tuple[Quantity, Mark, str] | None:
    """A figure with its mark and the words after it; nothing where the number is a level, a name or a year."""
    rest = _AND.sub("", rest)
    more = rest.startswith(("余", "多"))
    rest = rest[more:]
    mark: Mark = "以上" if more else ""
    words = ""
    if found := MARK.search(rest):
        unit, mark, words = _AND.sub("", rest[: found.start()]), MARKS[found.group()], rest[found.end() :]
    elif found := BARE_UNIT.match(rest):
        unit, mark, words = found["unit"], "内" if found["within"] else mark, rest[found.end() :]
    else:
        unit = rest
    unit = f"{'个月' if unit == '月' else unit}{per}"
    if not _is_unit(unit, number) or not _WORDS.fullmatch(words) or MARK.search(words) or (words and per):
        return None
    return Quantity(tidy(Decimal(number.replace(",", ""))), unit), mark, words


def _is_unit(unit: str, number: str) -> bool:
    if unit[:1].isascii() and unit[:1].isalpha() and not LETTER_UNITS.fullmatch(unit.partition("/")[0]):
        return False
    year = unit.startswith("年") and len(number) == 4 and number.startswith(("19", "20"))
    return len(unit) <= 10 and NO_UNIT.match(unit) is None and not year


def _kind(quantities: tuple[Quantity, ...], *, parted: bool) -> Kind:
    if len(quantities) == 1:
        unit = quantities[0].unit
        return "percent" if unit in {"%", "‰"} else "duration" if quantities[0].is_time else "number"
    scales = [in_base_unit(quantity.unit) for quantity in quantities]
    steps_down = all(one[1] == next_[1] and one[0] > next_[0] for one, next_ in pairwise(scales))
    return "duration" if not parted and quantities[0].is_time and steps_down else "compound"
