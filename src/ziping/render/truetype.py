"""Reads from a TrueType file the one thing layout needs: how wide the glyph of a character is."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from itertools import pairwise
from pathlib import Path

_TRUE_TYPE = (b"\x00\x01\x00\x00", b"true")
_NO_SUBSET = 0x0300
"""Bits of a font's licence (OS/2 fsType): no subset may be embedded, or only bitmaps."""
_RESTRICTED = 0x0002


class UnreadableFont(ValueError):
    """The file is no font with TrueType outlines and a Unicode character map that we understand."""


class AdvanceWidths:
    """The advance widths of a font, read from the mapped file character by character, so that opening costs nothing.

    ``index`` chooses a font of a collection (.ttc). Understood is a character map of format 12 or 4 for Unicode, the
    same of several that the PDF library takes. Raises ``UnreadableFont`` for any other, ``OSError`` for no file.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._read(_tables(self._data, index))
            except (ValueError, LookupError, struct.error) as error:
                raise UnreadableFont(path.name) from error

    def _read(self, tables: dict[bytes, int]) -> None:
        self._units: int = struct.unpack_from(">H", self._data, tables[b"head"] + 18)[0]
        self._glyphs: int = struct.unpack_from(">H", self._data, tables[b"maxp"] + 4)[0]
        metrics: int = struct.unpack_from(">H", self._data, tables[b"hhea"] + 34)[0]
        self._advances = struct.unpack_from(f">{2 * metrics}H", self._data, tables[b"hmtx"])[::2]
        self._ends, self._groups, self._limit = _character_groups(self._data, tables[b"cmap"])
        if not (self._units and self._advances and tables[b"glyf"] and tables[b"loca"]):
            raise UnreadableFont
        if any(end > after for end, after in pairwise(self._ends)):
            raise UnreadableFont
        licence: int = struct.unpack_from(">H", self._data, tables[b"OS/2"] + 8)[0] if b"OS/2" in tables else 0
        self.may_be_embedded = licence != _RESTRICTED and not licence & _NO_SUBSET
        """Whether the font's licence lets a part of it be embedded in a document."""

    def width(self, character: str) -> float | None:
        """The width in em, or None if the font lacks the character."""
        code = ord(character)
        index = bisect_left(self._ends, code)
        if index == len(self._ends) or self._groups[index][0] > code:
            return None
        start, first_glyph, glyphs_at = self._groups[index]
        glyph = first_glyph + code - start
        if glyphs_at:
            place = glyphs_at + 2 * (code - start)
            stored: int = struct.unpack_from(">H", self._data, place)[0] if place < self._limit else 0
            glyph = (stored + first_glyph) & 0xFFFF if stored else 0
        else:
            glyph &= 0xFFFF
        if not 0 < glyph < self._glyphs:
            return None
        advance: int = self._advances[min(glyph, len(self._advances) - 1)]
        return advance / self._units


def _tables(data: mmap.mmap, index: int) -> dict[bytes, int]:
    """Where the tables of a font are, from the file's beginning."""
    start = 0
    if data[:4] == b"ttcf":
        if index >= struct.unpack_from(">L", data, 8)[0]:
            raise UnreadableFont
        start = struct.unpack_from(">L", data, 12 + 4 * index)[0]
    if data[start : start + 4] not in _TRUE_TYPE:
        raise UnreadableFont
    count: int = struct.unpack_from(">H", data, start + 4)[0]
    directory = data[start + 12 : start + 12 + 16 * count]
    return {tag: place for tag, _, place, _ in struct.iter_unpack(">4sLLL", directory)}


Groups = tuple[list[int], list[tuple[int, int, int]], int]
"""The last code of each group; its first code, the glyph number there, and where a list of glyphs is (0: none);
and where such lists end."""


def _character_groups(data: mmap.mmap, cmap: int) -> Groups:
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    records = struct.iter_unpack(">HHL", data[cmap + 4 : cmap + 4 + 8 * count])
    suitable = [record for record in records if record[0] == 3 or (record[0] == 0 and record[1] != 5)]
    platform, encoding, place = suitable[-1]
    kind = struct.unpack_from(">H", data, cmap + place)[0]
    if kind not in (4, 12) or (platform == 3 and encoding not in (1, 10)):
        raise UnreadableFont
    return _format_12(data, cmap + place) if kind == 12 else _format_4(data, cmap + place)


def _format_12(data: mmap.mmap, place: int) -> Groups:
    count = struct.unpack_from(">L", data, place + 12)[0]
    groups = list(struct.iter_unpack(">LLL", data[place + 16 : place + 16 + 12 * count]))
    return [end for _, end, _ in groups], [(start, glyph, 0) for start, _, glyph in groups], 0


def _format_4(data: mmap.mmap, place: int) -> Groups:
    length, _, size = struct.unpack_from(">HHH", data, place + 2)
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{size // 2}H", data, place + at) for at in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
    )
    offsets_at = place + 16 + 3 * size
    groups = [
        (start, delta if offset else start + delta, offsets_at + 2 * index + offset if offset else 0)
        for index, (start, delta, offset) in enumerate(zip(starts, deltas, offsets, strict=True))
    ]
    return list(ends), groups, min(place + length, len(data) - 1)
