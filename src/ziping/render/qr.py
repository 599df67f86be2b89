"""A QR symbol as dark rectangles, in its own units: one square of the symbol is 1 × 1; UTF-8, error correction M (15 %)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel


@dataclass(frozen=True, slots=True)
class Symbol:
    """How many squares the symbol is wide and high, and its dark runs, each as x, y, length, y downwards."""

    size: int
    runs: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=8)
def symbol(text: str) -> Symbol:
    """The smallest symbol that holds the text; the same text always gives the same one."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text.encode(errors="replace")))
    code.make()
    size = code.getModuleCount()
    return Symbol(size, tuple(run for y in range(size) for run in _runs(y, [code.isDark(y, x) for x in range(size)])))


def _runs(y: int, row: list[bool]) -> list[tuple[int, int, int]]:
    return [
        (squares[0], y, len(squares))
        for dark, group in groupby(range(len(row)), row.__getitem__)
        if dark
        for squares in [list(group)]
    ]
