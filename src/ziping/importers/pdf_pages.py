"""One table from the ruled cells of several pages: repeated headers dropped, what a page break cut put together again.

A cell is known by its columns; whether the cells at the foot of a page go on at the head of the next one follows from
their texts: a label said twice, cut in two or left out is one label, a row whose texts break off is one row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from ziping.importers.labels import BLOCKS, CLOSING, FUND_COLUMNS, GOAL, HEAD, TREE, fold
from ziping.importers.pdf_overhang import Box, without_overhang
from ziping.importers.wrapped import Line, Setting, wraps

_SAME_EDGE = 2.5
"""Points within which two edges are one."""
_FEWEST_HEADS = 4
"""Labels of 绩效指标 in a row that make it the header."""
_FURNITURE = re.compile(
    r"第\d+页(/?[,，]?共\d+页)?|共\d+页[,，]?第\d+页|[-—–·]*\d+([/／]\d+)?[-—–·]*|Page\d+(of\d+)?|\d+of\d+|草稿",
    re.IGNORECASE,
)
"""What stands in the margins of a page, without white space."""
_FIGURE = re.compile(r"[-0-9.,%]{1,6}")
"""分值 and 得分, which no page break cuts."""
_CHECK_CODE = "校验码"
_LABELS = (BLOCKS, CLOSING, FUND_COLUMNS, GOAL, HEAD, TREE)


@dataclass
class Place:
    """A cell of the joined table: its place and its parts, one a page."""

    row: int
    rows: int
    column: int
    columns: int
    box: Box
    lines: list[Line] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The row after its last one."""
        return self.row + self.rows

    @property
    def span(self) -> tuple[int, int]:
        """Its columns."""
        return self.column, self.columns

    @property
    def text(self) -> str:
        """What it says, without white space."""
        return "".join("".join(line.text for line in self.lines).split())


def joined(pages: Sequence[Sequence[Box]], setting: Setting) -> list[Place]:
    """The cells of one table through all pages."""
    pages = without_overhang(_aligned(pages))
    columns = _edges(edge for page in pages for box in page if box.ruled for edge in (box.x0, box.x1))
    table = _Joining(setting)
    furniture = _repeated(pages)
    for page in pages:
        foot = _own_foot(page)
        kept = [box for box in page if box.ruled or not (box.top >= foot or _is_furniture(box, furniture))]
        table.add(_placed(kept, columns))
    return table.places


def _aligned(pages: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """The pages moved so that tables of one width lie above one another, as odd and even pages may not."""
    aligned: list[list[Box]] = []
    first: tuple[float, float] | None = None
    for page in pages:
        ruled = [box for box in page if box.ruled]
        left, right = min((b.x0 for b in ruled), default=0.0), max((b.x1 for b in ruled), default=0.0)
        if first is None and ruled:
            first = (left, right)
        alike = first is not None and abs((right - left) - (first[1] - first[0])) < _SAME_EDGE
        shift = first[0] - left if first is not None and ruled and alike else 0.0
        aligned.append([replace(box, x0=box.x0 + shift, x1=box.x1 + shift) for box in page])
    return aligned


def _repeated(pages: Sequence[Sequence[Box]]) -> set[str]:
    """What stands outside of the table on more than one page, whatever its numbers."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for page in pages:
        texts = {_numberless(box.text) for box in page if not box.ruled}
        repeated |= texts & seen
        seen |= texts
    return repeated


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_furniture(box: Box, repeated: set[str]) -> bool:
    """Whether a line outside of the table belongs to the page: its number, or what each page says again."""
    text = box.text
    if _FURNITURE.fullmatch(text) or text.startswith(_CHECK_CODE):
        return True
    return box.page > 1 and _numberless(text) in repeated


def _own_foot(page: Sequence[Box]) -> float:
    """Where the 校验码 below the table begins, and with it all that a page of ours has in its foot."""
    end = max((box.bottom for box in page if box.ruled), default=0.0)
    codes = (box.top for box in page if not box.ruled and box.top >= end and box.text.startswith(_CHECK_CODE))
    return min(codes, default=inf)


def _edges(values: Iterable[float]) -> list[float]:
    """The distinct edges, those that are nearly one made one."""
    edges: list[float] = []
    last = -1e9
    for value in sorted(values):
        if value - last > _SAME_EDGE:
            edges.append(value)
        last = value
    return edges


def _place_of(edges: Sequence[float], value: float) -> int:
    return max(bisect_right(edges, value + 0.01) - 1, 0)


def _placed(page: Sequence[Box], columns: Sequence[float]) -> list[Place]:
    """The boxes of a page with their places, its rows counted from 0."""
    rows = _edges(edge for box in page if box.ruled for edge in (box.top, box.bottom))
    loose = [box for box in page if not box.ruled]
    tops = _edges([*rows, *(box.top for box in loose)])
    places = []
    for box in page:
        column, row = _place_of(columns, box.x0), _place_of(tops, box.top)
        if box.ruled:
            end, right = _place_of(tops, box.bottom), _place_of(columns, box.x1)
            places.append(Place(row, max(end - row, 1), column, max(right - column, 1), box, list(box.lines)))
        else:
            places.append(Place(row, 1, column, 1, box, list(box.lines)))
    return _tight(places)


def _tight(places: list[Place]) -> list[Place]:
    """The places without rows in which no cell begins."""
    used = sorted({place.row for place in places})
    number = {row: at for at, row in enumerate(used)}
    for place in places:
        place.rows = sum(place.row <= row < place.end for row in used)
        place.row = number[place.row]
    return sorted(places, key=lambda place: (place.row, place.column))


class _Joining:
    """The table so far."""

    def __init__(self, setting: Setting) -> None:
        self.places: list[Place] = []
        self._setting = setting
        self._header: tuple[int, frozenset[str]] | None = None
        self._label_columns = 0
        """Columns left of 三级指标, once the header has been met."""

    @property
    def _height(self) -> int:
        return max((place.end for place in self.places), default=0)

    def add(self, page: list[Place]) -> None:
        """Puts the cells of the next page below."""
        if self.places and page:
            page = self._without_header(page)
        pairs = self._pairs(page) if page else []
        cut = self._is_cut(pairs)
        offset = self._height - cut - (page[0].row if page else 0)
        gone = self._join(pairs, cut=cut)
        for place in page:
            place.row += offset
            if id(place) not in gone:
                self.places.append(place)
        for place in page:
            if id(place) in gone:
                upper = gone[id(place)]
                upper.rows = max(upper.end, place.end) - upper.row
        self._learn()

    def _learn(self) -> None:
        """Looks for the header of 绩效指标 in what has been joined."""
        if self._header is not None:
            return
        for row in sorted({place.row for place in self.places}):
            heads = [place for place in self.places if place.row == row]
            fields = {TREE.field(place.text): place for place in heads}
            if len(fields.keys() - {""}) >= _FEWEST_HEADS and "name" in fields:
                self._header = row, frozenset(fields)
                self._label_columns = fields["name"].column
                return

    def _without_header(self, page: list[Place]) -> list[Place]:
        """The page without the header rows that it says again at its top."""
        while page:
            first = [place for place in page if place.row == page[0].row]
            texts = {fold(place.text) for place in first if place.rows == 1} - {""}
            if not texts or not self._said_before(first, texts):
                return page
            for place in first:
                place.row, place.rows = place.row + 1, place.rows - 1
            page = sorted((place for place in page if place.rows > 0), key=lambda place: (place.row, place.column))
        return page

    def _said_before(self, first: Sequence[Place], texts: set[str]) -> bool:
        """Whether these cells head the columns again; other rows may well say the same twice."""
        fields = {TREE.field(place.text) for place in first if place.rows == 1} - {""}
        if self._header is not None and len(fields) >= _FEWEST_HEADS:
            return True
        known = all(_is_label(text) for text in texts)
        return known and len(texts) >= _FEWEST_HEADS and self._has_row(texts)

    def _has_row(self, texts: set[str]) -> bool:
        rows: dict[int, set[str]] = {}
        for place in self.places:
            rows.setdefault(place.row, set()).add(fold(place.text))
        return any(texts <= row for row in rows.values())

    def _pairs(self, page: Sequence[Place]) -> list[tuple[Place, Place]]:
        """The cells at the foot with those of the same columns at the head of the next page."""
        height, top = self._height, page[0].row
        foot = {place.span: place for place in self.places if place.end == height and place.box.ruled}
        return [
            (foot[place.span], place) for place in page if place.row == top and place.box.ruled and place.span in foot
        ]

    def _is_cut(self, pairs: Sequence[tuple[Place, Place]]) -> bool:
        """Whether the last row goes on: its texts break off, and no column shows two of its short texts."""
        rows = [(upper, lower) for upper, lower in pairs if not self._is_label_column(lower)]
        if not rows or any(_is_label(part.text) for pair in rows for part in pair):
            return False
        if any(upper.rows > 1 and lower.rows > 1 for upper, lower in rows):
            return False
        if self._below_goal_heads(rows[0][0]):
            return True
        both = [(upper, lower) for upper, lower in rows if upper.text and lower.text]
        if any(_FIGURE.fullmatch(upper.text) and _FIGURE.fullmatch(lower.text) for upper, lower in both):
            return False
        one_sided = any(bool(upper.text) != bool(lower.text) for upper, lower in rows)
        return one_sided and all(self._goes_on(upper, lower) for upper, lower in both)

    def _goes_on(self, upper: Place, lower: Place) -> bool:
        return wraps(upper.lines, lower.lines, upper.box.x1 - upper.box.x0, self._setting)

    def _below_goal_heads(self, upper: Place) -> bool:
        return any(place.end == upper.row and GOAL.field(place.text) for place in self.places)

    def _is_label_column(self, place: Place) -> bool:
        return place.column == 0 or place.column + place.columns <= self._label_columns

    def _join(self, pairs: Sequence[tuple[Place, Place]], *, cut: bool) -> dict[int, Place]:
        """Makes one cell of two; gives the upper cell by the identity of the lower one that is gone."""
        gone: dict[int, Place] = {}
        parted = False
        for upper, lower in sorted(pairs, key=lambda pair: pair[1].column):
            label = self._is_label_column(lower)
            if not cut and (not label or parted or not _is_one_label(upper, lower)):
                parted = parted or label
                continue
            if not (label and upper.text == lower.text):
                upper.lines += lower.lines
            gone[id(lower)] = upper
        return gone


def _is_one_label(upper: Place, lower: Place) -> bool:
    """Whether two cells of a label column are one that the page break parted."""
    one, other = upper.text, lower.text
    if one == other or not other or not one:
        return True
    whole = one + other
    if _is_label(one) or _is_label(other):
        return False
    return _is_label(whole) or (whole.endswith("指标") and not one.endswith("指标") and len(other) <= len("影响指标"))


def _is_label(text: str) -> bool:
    return any(labels.field(text) for labels in _LABELS)
