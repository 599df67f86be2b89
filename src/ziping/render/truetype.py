"""Reads from a TrueType file the one thing layout needs: how wide the glyph of a character is."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from pathlib import Path


class AdvanceWidths:
    """The advance widths of a font, read from the mapped file character by character, so that opening costs nothing.

    Only what the shipped fonts have is understood: a character map of format 12 or 4 for Unicode.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = struct.unpack_from(">H", self._data, 4)[0]
        tables = {tag: place for tag, _, place, _ in struct.iter_unpack(">4sLLL", self._data[12 : 12 + 16 * count])}
        self._units: int = struct.unpack_from(">H", self._data, tables[b"head"] + 18)[0]
        metrics: int = struct.unpack_from(">H", self._data, tables[b"hhea"] + 34)[0]
        self._advances = struct.unpack(
            f">{2 * metrics}H", self._data[tables[b"hmtx"] : tables[b"hmtx"] + 4 * metrics]
        )[::2]
        self._ends, self._groups = _character_groups(self._data, tables[b"cmap"])

    def width(self, character: str) -> float | None:
        """The width in em, or None if the font lacks the character."""
        code = ord(character)
        index = bisect_left(self._ends, code)
        if index == len(self._ends) or self._groups[index][0] > code:
            return None
        start, first_glyph, glyphs_at = self._groups[index]
        glyph = first_glyph + code - start
        if glyphs_at:
            stored: int = struct.unpack_from(">H", self._data, glyphs_at + 2 * (code - start))[0]
            glyph = (stored + first_glyph) & 0xFFFF if stored else 0
        else:
            glyph &= 0xFFFF
        if glyph == 0:
            return None
        advance: int = self._advances[min(glyph, len(self._advances) - 1)]
        return advance / self._units


Groups = tuple[list[int], list[tuple[int, int, int]]]
"""The last code of each group, and its first code, the glyph number there, and where a list of glyphs is (0: none)."""


def _character_groups(data: mmap.mmap, cmap: int) -> Groups:
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    records = struct.iter_unpack(">HHL", data[cmap + 4 : cmap + 4 + 8 * count])
    formats = {struct.unpack_from(">H", data, cmap + place)[0]: cmap + place for _, _, place in records}
    return _format_12(data, formats[12]) if 12 in formats else _format_4(data, formats[4])


def _format_12(data: mmap.mmap, place: int) -> Groups:
    count = struct.unpack_from(">L", data, place + 12)[0]
    groups = list(struct.iter_unpack(">LLL", data[place + 16 : place + 16 + 12 * count]))
    return [end for _, end, _ in groups], [(start, glyph, 0) for start, _, glyph in groups]


def _format_4(data: mmap.mmap, place: int) -> Groups:
    size = struct.unpack_from(">H", data, place + 6)[0]
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{size // 2}H", data, place + at) for at in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
    )
    offsets_at = place + 16 + 3 * size
    groups = [
        (start, delta if offset else start + delta, offsets_at + 2 * index + offset if offset else 0)
        for index, (start, delta, offset) in enumerate(zip(starts, deltas, offsets, strict=True))
    ]
    return list(ends), groups
