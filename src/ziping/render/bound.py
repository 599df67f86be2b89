"""Many tables bound into one PDF: a bookmark each, and running page numbers beside a table's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, draw_pages, drawn, encodable
from ziping.sheet.model import Pages


@dataclass(frozen=True, slots=True)
class Part:
    """A table on its pages, what its bookmark says, and what is printed outside of it."""

    name: str
    pages: Pages
    options: PdfOptions


class NotWanted(Exception):
    """Nobody wants the PDF any more."""


def bound_bytes(
    parts: Sequence[Part], measure: FontMeasure, options: PdfOptions, goes_on: Callable[[], bool]
) -> bytes:
    """The parts, at least one, behind each other as one PDF; its title is the subject of ``options``.

    ``goes_on`` is asked before each part; when it gives false, ``NotWanted`` is raised.
    """
    count = sum(len(part.pages.pages) for part in parts)

    def draw(canvas: Canvas) -> None:
        before = 0
        for number, part in enumerate(parts):
            if not goes_on():
                raise NotWanted
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(encodable(part.name), str(number))
            _draw_part(canvas, part, measure, before, count)
            before += len(part.pages.pages)
        canvas.showOutline()

    sheet = replace(parts[0].pages.sheet, title=options.subject)
    return drawn(sheet, measure, options, draw)


def _draw_part(canvas: Canvas, part: Part, measure: FontMeasure, before: int, count: int) -> None:
    def running(page: int) -> str:
        return f"　（总第 {before + page} 页 共 {count} 页）"

    draw_pages(canvas, part.pages, measure, part.options, running)
