"""What stands where on the pages of a PDF: ruled cells and lines of text, as JSON values; knows nothing of forms.

Runs in a process of its own (``worker_process``): the PDF library may hang, crash or eat memory on a foreign file. Lengths
are points from the upper left corner of a page. The answer is a list of pages:

    {"cells": [[x0, top, x1, bottom, [line, …], overfull], …], "outside": [line, …]}
    line = [text, x0, top, x1, bottom, [width of each character, …]]

``overfull`` is true for cells over whose border a text is printed, so that it is in doubt whose it is.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from ziping.importers.result import ImportFailed

PAGES = 300
"""More than any table has; real ones have 1 to 5."""
_CHARACTERS = 300_000
_RULES = 20_000
"""Edges of lines and boxes on one page; real ones have 50 to 300."""
_UNREADABLE = 0.3
"""Part of characters without meaning from which on a text layer is none."""
_RULING = 2.5
"""Boxes up to this thick are drawn rules; between it and ``_ROW`` they are squares of a code or a mark, no cells."""
_ROW = 7.0
_TILE = 10.0
"""Side in pt of the squares in which a code is looked for, and of the largest boxes that may be its dots."""
_SETTINGS = {
    "snap_tolerance": 3,
    "join_tolerance": 4.5,
    "intersection_tolerance": 3,
    "edge_min_length_prefilter": 0.2,
}
"""Rules of two cells that touch are drawn up to 3 pt apart, dashes of one rule up to 4.5 pt."""
_WORD_GAP = 0.2
"""Blank in em that parts two words of Latin letters where no space character stands."""
_COLUMN_GAP = 2.0
"""Blank in em that parts two texts outside of the table."""
_CENTRED = 3.0
"""Points by which twice the middle of a text in the middle of its cell may be off."""
_OVERLAP = 0.6
_SPACING = 0.35
"""Em by which characters of one run may overlap, and be apart."""
_HANGING = frozenset(" \u3000，。、；：！？）》」』”’】")
_SAME_PLACE = 0.12
"""Distance in em at which the same character is printed twice, to look bold."""

Thing = dict[str, Any]
Character = Thing
Line = list[Any]


def pages_of_pdf(data: bytes) -> list[dict[str, object]]:
    """The pages with what stands on them; raises ``ImportFailed`` for what can't be read."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > PAGES:
                raise ImportFailed(f"PDF 有 {len(document.pages)} 页，超过 {PAGES} 页，不像是自评表，没有读入")
            return _read(document.pages)
    except PdfminerException as error:
        raise _refusal(error) from None


def _refusal(error: PdfminerException) -> ImportFailed:
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in error.args):
        return ImportFailed("PDF 加了密码，读不出内容；请去掉密码后另存一份，再导入")
    return ImportFailed("PDF 已损坏或不完整，读不出内容；请重新取得这个文件")


def _read(pages: Iterable[Page]) -> list[dict[str, object]]:
    told, characters, unreadable, pictures = [], 0, 0, False
    for page in pages:
        marks = [mark for mark in page.chars if mark["text"].strip("\x00\r\n")]
        characters += len(marks)
        if characters > _CHARACTERS:
            raise ImportFailed("PDF 里的文字太多，不像是自评表，没有读入")
        unreadable += sum(mark["text"].startswith("(cid:") or mark["text"] == "\ufffd" for mark in marks)
        pictures = pictures or bool(page.images)
        told.append(_page(page, marks))
        page.close()
    if not characters:
        why = "PDF 里只有图片，没有文字层，大概是扫描件" if pictures else "PDF 里没有文字"
        raise ImportFailed(f"{why}，读不出表格；请改用原来的电子表格或由它导出的 PDF")
    if unreadable > _UNREADABLE * characters:
        raise ImportFailed("PDF 里的文字没有编码，读出来是乱码；请改用原来的电子表格或重新导出的 PDF")
    if not any(page["cells"] for page in told):
        raise ImportFailed("PDF 里没有带框线的表格，读不出自评表；请改用原来的电子表格")
    return told


def _page(page: Page, marks: Sequence[Character]) -> dict[str, object]:
    boxes = _boxes(page)
    inside: list[list[Character]] = [[] for _ in boxes]
    outside: list[Character] = []
    overfull: set[int] = set()
    find = _Finder(boxes)
    for run in _runs(marks):
        places = find.boxes_of(run)
        overfull.update(place for place in set(places) if place is not None and len(set(places)) > 1)
        for mark, place in zip(run, places, strict=True):
            (outside if place is None else inside[place]).append(mark)
    cells = [
        [*_rounded(box), list(_lines(within)), number in overfull]
        for number, (box, within) in enumerate(zip(boxes, inside, strict=True))
    ]
    return {"cells": cells, "outside": [part for line in _rows(outside) for part in _parts(line)]}


def _runs(marks: Iterable[Character]) -> Iterator[list[Character]]:
    """The characters that were printed one right behind the other."""
    run: list[Character] = []
    for mark in marks:
        if run and not _follows(run[-1], mark):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _follows(last: Character, mark: Character) -> bool:
    """Whether a character stands right behind the last one, but for the space that is put around Latin letters."""
    size = max(mark["size"], last["size"])
    space = _SPACING if last["text"].isascii() != mark["text"].isascii() else 0.1
    beside = -_OVERLAP * size < mark["x0"] - last["x1"] < space * size
    return bool(beside and abs(mark["top"] + mark["bottom"] - last["top"] - last["bottom"]) < size)


def _boxes(page: Page) -> list[tuple[float, ...]]:
    """The cells of the page's tables in reading order; a lone box, such as that of a mark, is no table."""
    squares = _code_tiles(page.rects)
    ruled = page.filter(lambda thing: _may_rule(thing, squares))
    if len(ruled.edges) > _RULES:
        raise ImportFailed("PDF 里的线条太多，不像是自评表，没有读入")
    settings = {
        **_SETTINGS,
        "explicit_horizontal_lines": _ends(ruled.edges, ("top", "bottom"), ("x0", "x1")),
        "explicit_vertical_lines": _ends(ruled.edges, ("x0", "x1"), ("top", "bottom")),
    }
    cells = [cell for table in ruled.find_tables(settings) if len(table.cells) > 1 for cell in table.cells]
    return sorted(cells, key=lambda cell: (cell[1], cell[0]))


def _ends(edges: Iterable[Thing], along: tuple[str, str], across: tuple[str, str]) -> list[Thing]:
    """Lines that close a table where its rules just end: at the foot of a page, or on both sides.

    Rules that overlap ``along`` their direction are those of one table.
    """
    start, stop = along
    rules = sorted(
        (edge for edge in edges if edge[stop] - edge[start] > _RULING), key=lambda edge: float(edge[start])
    )
    tables: list[list[Thing]] = []
    reach = 0.0
    for rule in rules:
        if not tables or rule[start] > reach + _SETTINGS["snap_tolerance"]:
            tables.append([])
            reach = float(rule[stop])
        tables[-1].append(rule)
        reach = max(reach, rule[stop])
    return [_closing(table, place, along, across) for table in tables for place in _outermost(table, along)]


def _outermost(table: Sequence[Thing], along: tuple[str, str]) -> tuple[float, float]:
    return min(rule[along[0]] for rule in table), max(rule[along[1]] for rule in table)


def _closing(table: Sequence[Thing], place: float, along: tuple[str, str], across: tuple[str, str]) -> Thing:
    low, high = _outermost(table, across)
    line: Thing = {"object_type": "line", along[0]: place, along[1]: place, across[0]: low, across[1]: high}
    return line | {"width": line["x1"] - line["x0"], "height": line["bottom"] - line["top"]}


def _may_rule(thing: Thing, squares: set[tuple[int, int]]) -> bool:
    """Whether a thing on the page may be a border of cells."""
    kind, thickness = thing["object_type"], min(thing["width"], thing["height"])
    if kind != "rect":
        return bool(kind != "char")
    return _tile(thing) not in squares if _is_small(thing) else not _RULING < thickness < _ROW


def _is_small(thing: Thing) -> bool:
    return bool(max(thing["width"], thing["height"]) < _TILE)


def _tile(thing: Thing) -> tuple[int, int]:
    return int(thing["x0"] // _TILE), int(thing["top"] // _TILE)


def _code_tiles(boxes: Iterable[Thing]) -> set[tuple[int, int]]:
    """Squares of the page in which small boxes fill an area, as those of a QR code do, and those around them.

    The dots of a dotted rule only form lines: there are no more of them than rows and columns together.
    """
    tiles: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for box in filter(_is_small, boxes):
        tiles.setdefault(_tile(box), set()).add((round(3 * box["x0"]), round(3 * box["top"])))
    dense = [
        tile for tile, dots in tiles.items() if len(dots) > sum(len(set(part)) for part in zip(*dots, strict=True))
    ]
    return {(x + right, y + down) for x, y in dense for right in (-1, 0, 1) for down in (-1, 0, 1)}


class _Finder:
    """Finds the cells of characters; cells don't overlap, but a page may hold thousands."""

    def __init__(self, boxes: Sequence[tuple[float, ...]]) -> None:
        self._boxes = boxes
        self._edges = sorted({edge for box in boxes for edge in (box[1], box[3])})
        self._bands: list[list[tuple[tuple[float, ...], int]]] = [[] for _ in range(len(self._edges) + 1)]
        for number, box in enumerate(boxes):
            for band in range(bisect_right(self._edges, box[1]), bisect_right(self._edges, box[3])):
                self._bands[band].append((box, number))

    def box_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point; None outside of the table."""
        band = self._bands[bisect_right(self._edges, y)]
        return next((number for box, number in band if box[0] <= x < box[2]), None)

    def boxes_of(self, run: Sequence[Character]) -> list[int | None]:
        """The cell of each character of a run; all of a run that flows evenly over both sides of a cell is in that."""
        places = [self.box_at((mark["x0"] + mark["x1"]) / 2, (mark["top"] + mark["bottom"]) / 2) for mark in run]
        for number, mark in enumerate(run):
            if number and mark["text"] in _HANGING:  # at a line's end it may lie beyond its cell
                places[number] = places[number - 1]
        if len(set(places)) > 1:
            middle = (run[0]["x0"] + run[-1]["x1"]) / 2
            home = self.box_at(middle, (run[0]["top"] + run[0]["bottom"]) / 2)
            if home is not None and abs(self._boxes[home][0] + self._boxes[home][2] - 2 * middle) < _CENTRED:
                return [home] * len(run)
        return places


def _lines(marks: Sequence[Character]) -> Iterator[Line]:
    for row in _rows(marks):
        line = _line(row)
        if line[0]:
            yield line


def _rows(marks: Sequence[Character]) -> list[list[Character]]:
    """The characters by lines from top to bottom, each from left to right."""
    rows: list[list[Character]] = []
    middle = -1e9
    for mark in sorted(marks, key=lambda mark: mark["top"] + mark["bottom"]):
        here = (mark["top"] + mark["bottom"]) / 2
        if not rows or here - middle > 0.45 * max(mark["size"], 1):
            rows.append([])
            middle = here
        rows[-1].append(mark)
    for row in rows:
        row.sort(key=lambda mark: mark["x0"] + mark["x1"])  # a narrowed bracket overlaps what stands before it
    return rows


def _parts(row: Sequence[Character]) -> Iterator[Line]:
    """The line outside of the table, cut at wide gaps."""
    part: list[Character] = []
    for mark in row:
        if part and mark["x0"] - part[-1]["x1"] > _COLUMN_GAP * mark["size"]:
            yield from filter(lambda line: line[0], [_line(part)])
            part = []
        if part or not mark["text"].isspace():
            part.append(mark)
    if part:
        yield from filter(lambda line: line[0], [_line(part)])


def _line(row: Sequence[Character]) -> Line:
    """The line of these characters; blanks at its end are kept, a line of blanks alone is empty."""
    text = ""
    widths: list[float] = []
    last: Character | None = None
    for mark in row:
        if last is not None:
            gap = mark["x0"] - last["x1"]
            if mark["text"] == last["text"] and abs(mark["x0"] - last["x0"]) < _SAME_PLACE * mark["size"]:
                continue
            if gap > _WORD_GAP * mark["size"] and _latin(text[-1:]) and _latin(mark["text"][:1]):
                text, widths = text + " ", [*widths, round(gap, 2)]
        letters = _readable(mark["text"])
        text += letters
        widths += [round((mark["x1"] - mark["x0"]) / len(letters), 2)] * len(letters)
        last = mark
    if not text.strip():
        return ["", 0, 0, 0, 0, []]
    box = (row[0]["x0"], min(mark["top"] for mark in row), row[-1]["x1"], max(mark["bottom"] for mark in row))
    return [text, *_rounded(box), widths]


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _readable(text: str) -> str:
    """The text of one character; what a font calls a radical (⼀) or a ligature (ﬁ) as the letters that were meant."""
    if text.startswith("(cid:"):
        return "\ufffd"
    meant = "".join(unicodedata.normalize("NFKC", letter) if _is_disguised(letter) else letter for letter in text)
    return meant.replace("\u00ad", "-").replace("\x00", "") or "\ufffd"


def _is_disguised(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u2fdf" or "\ufb00" <= letter <= "\ufb06"


def _rounded(box: Iterable[float]) -> list[float]:
    return [round(edge, 2) for edge in box]
