"""The sheet as plain text: for terminals, and for golden files whose changes can be read line by line."""

from __future__ import annotations

import unicodedata

from ziping.sheet.model import Cell, Sheet

WIDEST = 24
"""Columns are aligned as far as their texts are at most this many half-width characters wide."""


def sheet_text(sheet: Sheet) -> str:
    """A line for each row: its cells' full text with newlines as ⏎, ``〃`` where a merged cell from above goes on."""
    shown: list[dict[int, tuple[str, int]]] = [{} for _ in sheet.rows]
    for cell in sheet.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, len(sheet.rows))):
            shown[row][cell.column] = (_one_line(cell.text) if row == cell.row else "〃", cell.column_span)
    widths = _column_widths(sheet.cells)
    lines = (
        " | ".join(_padded(text, column, span, widths) for column, (text, span) in sorted(row.items()))
        for row in shown
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def display_width(text: str) -> int:
    """Columns that text takes in a terminal: two for a wide character, none for a combining mark."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _one_line(text: str) -> str:
    return text.replace("\r\n", "⏎").replace("\r", "⏎").replace("\n", "⏎").replace("\t", " ")


def _column_widths(cells: tuple[Cell, ...]) -> dict[int, int]:
    """For each column the width of its widest text that is not too wide to align by."""
    widths: dict[int, int] = {}
    for cell in cells:
        width = display_width(_one_line(cell.text))
        if cell.column_span == 1 and width <= WIDEST:
            widths[cell.column] = max(widths.get(cell.column, 2), width)
    return widths


def _padded(text: str, column: int, span: int, widths: dict[int, int]) -> str:
    room = sum(widths.get(place, 2) for place in range(column, column + span)) + 3 * (span - 1)
    return text + " " * (room - display_width(text))
