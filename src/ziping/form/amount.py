"""Numbers as people type them: read if they can be read, kept as typed if not."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from ziping.form.text import whole_text

_CANONICAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,8})?")
_TYPED = re.compile(
    r"¥? ?(?P<number>[+-]?(?:[0-9]{1,3}(?P<gap>[, ])[0-9]{3}(?:(?P=gap)[0-9]{3}){0,4}|[0-9]{1,18})(?:\.[0-9]{0,8})?"
    r"|[+-]?\.[0-9]{1,8}) ?(?P<unit>元|万元|万|亿元|亿|分)?"
)
_FOLDED = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"￥": "¥", "。": ".", "−": "-"}
)
"""Full-width forms and the like as ASCII. No more than that: NFKC would make 5① a 51 and 10² a 102."""
_IN_YUAN = {
    "元": Decimal(1),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(10**8),
    "亿": Decimal(10**8),
}


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros, exponent or minus zero: 145.00 → 145, 1E+2 → 100, -0 → 0."""
    plain = number.normalize()
    if plain == 0:
        return Decimal(0)
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain


def number_or_text(value: object) -> Decimal | str:
    """A stored number: a plain decimal becomes a number, any other text stays as typed.

    Raises ``ValueError`` for anything that is neither text nor an exact, finite number.
    """
    if isinstance(value, str):
        return tidy(Decimal(value)) if _CANONICAL.fullmatch(value) else whole_text(value)
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 18:
        plain = tidy(value)
        if plain == value and _CANONICAL.fullmatch(f"{plain:f}"):
            return plain
    if isinstance(value, int) and not isinstance(value, bool):
        return number_or_text(str(value))
    raise ValueError('a number is stored as text, for example "12.50"')


Number = Annotated[
    Decimal | str,
    PlainValidator(number_or_text),
    PlainSerializer(lambda value: value if isinstance(value, str) else f"{value:f}", return_type=str),
]
"""A number, or the text as typed where it cannot be read; empty text where nothing was typed."""


def _split(text: str) -> tuple[Decimal, str] | None:
    # A line break stays: 12 above 34 are two figures, not 1234.
    folded = re.sub(r"[^\S\r\n]+", " ", text.translate(_FOLDED).strip())
    found = _TYPED.fullmatch(folded)
    if found is None:
        return None
    return tidy(Decimal(re.sub("[, ]", "", found["number"]))), found["unit"] or ""


def read_number(text: str) -> Decimal | str:
    """Reads 分值, 得分 and other plain numbers: full-width digits, thousands commas or spaces and 分 are understood.

    What cannot be read comes back as typed.
    """
    found = _split(text)
    return found[0] if found is not None and found[1] in {"", "分"} else text


def read_money(text: str, yuan_per_unit: int) -> Decimal | str:
    """Reads money typed in a unit of ``yuan_per_unit`` 元 and gives 元; a unit in the text (``1,245.54元``) wins.

    What cannot be read, or is too large to be money, comes back as typed.
    """
    found = _split(text)
    if found is None or found[1] == "分":
        return text
    number, unit = found
    yuan = tidy(number * _IN_YUAN.get(unit, Decimal(yuan_per_unit)))
    return yuan if _CANONICAL.fullmatch(f"{yuan:f}") else text
