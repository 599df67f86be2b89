"""The 校验码: a short code of what a form prints; equal exactly for forms that print the same texts in the same places.

It tells paper and file apart and is no signature: whoever has the form can work it out.

Version 1 of what is hashed, in UTF-8: the line ``ziping-check-code 1``, then for each printed cell in reading order the
line ``row column rows columns length`` (place counted from 0, span, characters of the text; decimal, one blank between)
and the text itself with a newline behind it. In the text every line break is one newline, and blanks at the end of a line
and empty lines at the end are left out, as nobody sees them on paper. Cells without text count too. Nothing else is hashed:
no ids of rows, no money below what prints, no typeface, no 草稿, no remarks.

The first 55 bits of the SHA-256 are 11 characters of Crockford's base 32 (no I, L, O, U), the highest bit first. The 12th
makes the sum of all twelve in GF(32) zero, the character at place i (from 0) times α to the power of 11 − i, where α = 2 and
α⁵ = α² + 1. As the factors differ and none is zero, every single wrong character and every swap of two is noticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

VERSION = 1
LENGTH = 12
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_POLYNOMIAL = 0b100101
_ALIKE = str.maketrans("OIL", "011")
_BLANKS = " \t\xa0\u3000"
_BETWEEN = re.compile(r"[\s\-‐‑‒–—―−_.·]+")
_NAMED = re.compile(rf"校验码[:\s]*(?P<code>(?:[0-9A-Z][\s\-]*){{{LENGTH}}})")


class Misread(ValueError):
    """What was typed is no 校验码; the message is a Chinese clause that says why."""


class Incomplete(Misread):
    """So far it could be one: characters are missing."""


class PrintedCell(NamedTuple):
    """One cell of the printed table: its place, counted from 0, how far it spans, and its text."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def check_code(cells: Iterable[PrintedCell]) -> str:
    """The code of a table whose cells come in reading order: ``7F3K-9Q2M-X4TD``."""
    content = sha256(f"ziping-check-code {VERSION}\n".encode())
    for cell in cells:
        text = _seen(cell.text)
        place = f"{cell.row} {cell.column} {cell.row_span} {cell.column_span} {len(text)}"
        content.update(f"{place}\n{text}\n".encode(errors="replace"))
    bits = int.from_bytes(content.digest()[:7], "big") >> 1
    signs = "".join(ALPHABET[bits >> shift & 31] for shift in range(50, -1, -5))
    return grouped(signs + _check_sign(signs))


def _seen(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(_BLANKS) for line in lines).rstrip("\n")


def _check_sign(signs: str) -> str:
    total = 0
    for sign in signs:
        total = _twice(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def _twice(value: int) -> int:
    """``value`` times α in GF(32)."""
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled > 31 else doubled


def grouped(signs: str) -> str:
    """The characters in groups of four, as they are printed."""
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def read_code(typed: str) -> str:
    """The code that somebody typed or pasted, as it prints; raises ``Misread``.

    Small and full-width letters, blanks and strokes anywhere, O for 0, I and L for 1 are understood, and a code with the
    word 校验码 before it and other words behind, as in the QR.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    named = _NAMED.search(text)
    signs = _BETWEEN.sub("", named["code"] if named else text.replace("校验码", "").strip(" :\n")).translate(_ALIKE)
    strange = next((sign for sign in signs if sign not in ALPHABET), "")
    if strange:
        raise Misread(f"校验码里没有“{strange}”这个字符")
    if len(signs) != LENGTH:
        problem = Incomplete if len(signs) < LENGTH else Misread
        raise problem(f"校验码是 {LENGTH} 个字符，这里有 {len(signs)} 个")
    if _check_sign(signs[:-1]) != signs[-1]:
        raise Misread("校验码有字符抄错了或次序颠倒了，请对照纸面再看一遍")
    return grouped(signs)
