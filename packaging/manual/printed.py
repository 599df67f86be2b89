"""使用手册: the pages of the help as one PDF, placed and drawn by the program's own code; pictures go where cells wait."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from stage import NOW

from ziping import __version__
from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, draw_pages, drawn
from ziping.resources import resource
from ziping.sheet.model import MM, Cell, Pages, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate

TITLE = "自评通使用手册"
COLUMNS = 24
"""Parts of the text's width; what a table's columns take is counted in them."""
_WIDTH = 165 * MM
_TEXT_SIZE = 10.0
_PICTURE_GAP = 6.0
_MOST_HEIGHT = 110 * MM
_PIXEL = 72 / 150
"""Points of a pixel in print: small windows are not drawn larger than this."""
_TITLE = TextStyle(26, bold=True)
_SUBTITLE = TextStyle(11)
_PAGE = TextStyle(18, bold=True, align="left")
_HEADING = TextStyle(12.5, bold=True, align="left", vertical="middle")
_TEXT = TextStyle(_TEXT_SIZE, align="left", vertical="top")
_BOLD = TextStyle(_TEXT_SIZE, bold=True, align="left", vertical="top")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]*)\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_NUMBERED = re.compile(r"(\d+\.) (.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell to be put down: its first column and how many it takes, its text and style."""

    column: int
    span: int
    text: str
    style: TextStyle = _TEXT


class Paper:
    """The rows and cells put down so far, and the pictures that belong to cells, by the cells' addresses."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cells: list[Cell] = []

    def put(
        self, pieces: Sequence[Piece], height: float, *, border: bool = False, keep: bool = False, address: str = ""
    ) -> None:
        """Puts down a row."""
        row = len(self.rows)
        self.rows.append(Row(height, keep))
        self.cells.extend(
            Cell(row, one.column, one.text, one.style, column_span=one.span, border=border, address=address)
            for one in pieces
        )

    def text(
        self, text: str, height: float, style: TextStyle = _TEXT, *, keep: bool = False, address: str = ""
    ) -> None:
        """Puts down a row of one cell."""
        self.put([Piece(0, COLUMNS, text, style)], height, keep=keep, address=address)


def manual_pdf() -> bytes:
    """The manual; equal help gives equal bytes."""
    paper = Paper()
    paper.text("", 60 * MM)
    paper.text(TITLE, 60, _TITLE)
    paper.text(f"版本 {__version__}", 24, _SUBTITLE)
    paper.text("填写、核对、打印财政项目支出绩效自评表", 24, _SUBTITLE)
    paper.text("", 297 * MM - 40 * MM - 60 * MM - 108 - 6)
    for page in sorted(resource("help").glob("*.md")):
        _put_page(paper, page)
    sheet = Sheet(TITLE, (_WIDTH / COLUMNS,) * COLUMNS, tuple(paper.rows), tuple(paper.cells), padding=3, leading=1.5)
    measure = FontMeasure()
    options = PdfOptions("自评通", "使用手册", "自评通 使用手册", NOW)
    pages = paginate(sheet, measure)
    return drawn(sheet, measure, options, lambda canvas: _draw(canvas, pages, measure, options))


def _draw(canvas: Canvas, pages: Pages, measure: FontMeasure, options: PdfOptions) -> None:
    """Draws the pages; their pictures and bookmarks go in when a page's foot is asked for, before the page ends."""

    def finish(number: int) -> str:
        for placed in pages.pages[number - 1].cells:
            kind, _, name = placed.cell.address.partition(":")
            if kind == "page" and placed.opened:
                canvas.bookmarkPage(name)
                canvas.addOutlineEntry(placed.cell.text, name)
            elif kind == "picture" and placed.opened:
                path = resource("help", name)
                width, height = _size_of(path)
                left = placed.x + (placed.width - width) / 2
                bottom = pages.sheet.page.height - placed.y - _PICTURE_GAP - height
                canvas.drawImage(str(path), left, bottom, width, height)
                canvas.rect(left, bottom, width, height)
        return ""

    draw_pages(canvas, pages, measure, options, finish)


def _size_of(path: Path) -> tuple[float, float]:
    """Width and height of a picture in print, in pt."""
    width, height = ImageReader(str(path)).getSize()
    factor = min(_PIXEL, _WIDTH / width, _MOST_HEIGHT / height)
    return width * factor, height * factor


def _put_page(paper: Paper, page: Path) -> None:
    """Puts down a page of the help, block by block."""
    for block in page.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        picture = _PICTURE.fullmatch(block)
        if picture is not None:
            name = picture[1]
            paper.text("", _size_of(resource("help", name))[1] + 2 * _PICTURE_GAP, address=f"picture:{name}")
        elif block.startswith("# "):
            paper.text(plain(block[2:]), 44, _PAGE, keep=True, address=f"page:{page.stem}")
        elif block.startswith("## "):
            paper.text(plain(block[3:]), 32, _HEADING, keep=True)
        elif block.startswith("|"):
            _put_table(
                paper, [[plain(cell) for cell in _cells(line)] for line in lines if not set(line) <= set("|-: ")]
            )
        else:
            _put_lines(paper, lines)


def _cells(line: str) -> Iterator[str]:
    return (cell.strip() for cell in line.strip().strip("|").split("|"))


def _put_lines(paper: Paper, lines: Sequence[str]) -> None:
    """Puts down a list, or lines of text."""
    for line in lines:
        numbered = _NUMBERED.match(line)
        if line.startswith("- "):
            paper.put([Piece(0, 1, "·"), Piece(1, COLUMNS - 1, plain(line[2:]))], 0)
        elif numbered is not None:
            paper.put([Piece(0, 1, numbered[1]), Piece(1, COLUMNS - 1, plain(numbered[2]))], 0)
        elif line.startswith(">"):
            paper.put([Piece(1, COLUMNS - 2, plain(line.lstrip("> ")))], 0)
        else:
            question = line.startswith("**") and line.endswith("**")
            paper.text(plain(line), 0, _BOLD if question else _TEXT, keep=question)
    paper.put([], 5)


def _put_table(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    """Puts down a table; its columns share the width by their longest texts."""
    longest = [max(4, *(min(len(cell), 30) for cell in column)) for column in zip(*rows, strict=True)]
    spans = [max(3, COLUMNS * part // sum(longest)) for part in longest]
    spans[spans.index(max(spans))] += COLUMNS - sum(spans)
    starts = [sum(spans[:place]) for place in range(len(spans))]
    for number, row in enumerate(rows):
        pieces = [
            Piece(start, span, text, _BOLD if number == 0 else _TEXT)
            for start, span, text in zip(starts, spans, row, strict=True)
        ]
        paper.put(pieces, 0, border=True, keep=number == 0)
    paper.put([], 8)


def plain(text: str) -> str:
    """Text without the marks of Markdown; of a link what it says."""
    return _LINK.sub(r"\1", text).replace("**", "").replace("`", "")
