"""What a workbook's number shows in its number format, and which formats show a date; anything odd shows as it is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BUILT_IN = (
    {
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        9: "0%",
        10: "0.00%",
        14: "yyyy/m/d",
        22: "yyyy/m/d h:mm",
        30: "yyyy/m/d",
        31: 'yyyy"年"m"月"d"日"',
        37: "#,##0",
        38: "#,##0",
        39: "#,##0.00",
        40: "#,##0.00",
        57: 'yyyy"年"m"月"',
        58: 'm"月"d"日"',
    }
    | dict.fromkeys((27, 36, 50, 52), 'yyyy"年"m"月"')
    | dict.fromkeys((28, 29, 51, 53, 54), 'm"月"d"日"')
)
"""Formats that a workbook names by number only, as a Chinese program shows them."""

_SKIPPED = re.compile(r"\[[^\]]*\]|_.|\*.")
"""Colours, conditions and languages; blanks as wide as a character; characters that fill the cell."""
_LITERAL = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|!(?P<bang>.)')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.(?P<decimals>[0#?]+))?")
_DATE = re.compile(r"(?i)yyyy|yy|mm?m?m?|dd?|hh?|ss?|AM/PM|上午/下午")
_MOST_DIGITS = 18
_PLACE = "\ue000"
"""Stands for a literal while a format is taken apart."""


def format_code(number: int, own: dict[int, str]) -> str:
    """The format with this number; ``own`` are those that the workbook defines."""
    return own.get(number) or _BUILT_IN.get(number, "General")


def number_of(text: str) -> Decimal | None:
    """A stored number as a person typed it: without what binary arithmetic adds behind the 15th digit."""
    try:
        number = Decimal(format(float(text), ".15g"))
    except (ValueError, OverflowError, InvalidOperation):
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 2 * _MOST_DIGITS else None


def shown(number: Decimal, code: str, *, since_1904: bool = False) -> str:
    """The text that a cell shows."""
    sections = _sections(code)
    negative = number < 0 and len(sections) > 1 and bool(sections[1])
    zero = number == 0 and len(sections) > 2 and bool(sections[2])
    section = sections[1] if negative else sections[2] if zero else sections[0]
    literals: list[str] = []

    def kept(found: re.Match[str]) -> str:
        literals.append(found["quoted"] or found["escaped"] or found["bang"] or "")
        return _PLACE

    pattern = _SKIPPED.sub("", _LITERAL.sub(kept, section))
    if _DATE.search(pattern) and "0" not in pattern and "#" not in pattern and "general" not in pattern.lower():
        text = _dated(number, pattern, since_1904)
    else:
        text = _figured(abs(number) if negative else number, pattern)
    for literal in literals if text is not None else ():
        text = (text or "").replace(_PLACE, literal, 1)
    return plain(number) if text is None else text.strip()


def plain(number: Decimal) -> str:
    """A number in as few digits as it has."""
    return f"{number.normalize():f}" if number else "0"


def _sections(code: str) -> list[str]:
    """The parts of a format for positive, negative and other numbers."""
    parts, inside = [""], False
    for character in code:
        inside ^= character == '"'
        if character == ";" and not inside:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _figured(number: Decimal, pattern: str) -> str | None:
    """The number in a format of digits, None for a format that isn't understood."""
    if "general" in pattern.lower() or "@" in pattern or "g/通用格式" in pattern.lower():
        return re.sub("(?i)g/通用格式|general|@", plain(number), pattern, count=1)
    found = _DIGITS.search(pattern)
    if found is None or re.search("[#0?eE/]", pattern[: found.start()] + pattern[found.end() :]):
        return None
    digits, decimals = found[0], found["decimals"] or ""
    if digits.partition(".")[0].endswith(",") or pattern[found.end() :].startswith(","):
        return None  # shown in thousands
    value = number * 100 ** pattern.count("%")
    if value.adjusted() > _MOST_DIGITS:
        return None
    value = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{value:,f}" if "," in digits else f"{value:f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#"))):
        text = text.removesuffix("0")
    text = text.removesuffix(".") if value or "0" in digits else ""
    return pattern[: found.start()] + text + pattern[found.end() :]


def _dated(number: Decimal, pattern: str, since_1904: bool) -> str | None:
    """The day and time that a number stands for, None for one before 1900 or after 9999."""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a date on paper has no zone
    try:
        moment = start + timedelta(seconds=round(float(number) * 86_400))
    except OverflowError:
        return None
    if number < 0:
        return None
    after_hour = False

    def part(found: re.Match[str]) -> str:
        nonlocal after_hour
        token = found[0].lower()
        minutes, after_hour = token.startswith("m") and after_hour, token.startswith("h") or after_hour
        return _date_part(token, moment, minutes=minutes)

    return _DATE.sub(part, pattern)


def _date_part(token: str, moment: datetime, *, minutes: bool) -> str:
    if token[0] in "a上":
        return ""
    value = {
        "y": moment.year if len(token) > 2 else moment.year % 100,
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[token[0]]
    return f"{value:02d}" if len(token) == 2 else str(value)
