"""Draws placed pages as PDF, with the library's canvas alone: no text ever passes through a markup parser.

Equal pages and options give equal bytes, in any process.
"""

from __future__ import annotations

import io
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import accumulate, takewhile

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ziping.render.faces import Face
from ziping.render.metrics import BOLD, CHOSEN, REGULAR, FontMeasure, printable
from ziping.render.qr import Symbol, symbol
from ziping.resources import resource
from ziping.sheet.linebreak import break_lines
from ziping.sheet.model import MM, Align, Page, Pages, PageSetup, PlacedCell, Sheet

LINE_WIDTH = 0.5
ASCENT = 0.88
"""Upper edge of the fonts' em box above the base line, in em."""
FOOT_SIZE = 8.0
FOOT_GAP = 8.0
"""Distance in pt of the page's foot from the rows' lowest possible edge."""

QR_SIZE = 13 * MM
QR_TO_EDGE = 5.2 * MM
"""Distance of the QR from the paper's lower edge; most printers leave 5 mm blank."""
QR_GAP = 3 * MM
"""Distance of the note from the QR beside it, wider than the white that readers of a QR want."""

_one_at_a_time = threading.Lock()
"""The font library keeps a reading position in its fonts, so two threads must not embed them at once."""


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """What a PDF says about itself, and the marks outside the table."""

    author: str
    subject: str
    keywords: str
    created: datetime
    """With its time zone; the file's only date."""
    draft: bool = False
    """Prints 草稿 in the upper right corner of each page."""
    footer_left: str = ""
    """A small note at the foot of each page."""
    footer_name: str = ""
    """A line below that note on each page but the first, which tells whose page it is; cut where it is too long."""
    qr: str = ""
    """What a QR left of that note holds; none where it is empty."""


def pdf_bytes(pages: Pages, measure: FontMeasure, options: PdfOptions) -> bytes:
    """The pages as a PDF file with the fonts embedded."""
    return drawn(pages.sheet, measure, options, lambda canvas: draw_pages(canvas, pages, measure, options))


def drawn(sheet: Sheet, measure: FontMeasure, options: PdfOptions, draw: Callable[[Canvas], None]) -> bytes:
    """A PDF file of pages like the sheet's, called by its title, which ``draw`` fills while no other thread does."""
    buffer = io.BytesIO()
    with _one_at_a_time, _registered(measure.face):
        canvas = _canvas(buffer, sheet.page)
        _describe(canvas, sheet, options)
        draw(canvas)
        canvas.save()
    return buffer.getvalue()


def draw_pages(
    canvas: Canvas,
    pages: Pages,
    measure: FontMeasure,
    options: PdfOptions,
    running: Callable[[int], str] = lambda _: "",
) -> None:
    """Draws the pages, each as a page of the canvas; ``running`` gives a second page number beside a page's own."""
    for page in pages.pages:
        _draw_page(_Pen(canvas, pages.sheet.page, measure), page, pages, options, running(page.number))
        canvas.showPage()


def _canvas(buffer: io.BytesIO, setup: PageSetup) -> Canvas:
    """An empty document; its first font is ours because the library's own would not be embedded."""
    return Canvas(
        buffer,
        (setup.width, setup.height),
        pageCompression=1,
        invariant=1,
        lang="zh-CN",
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub takes the name for a number
    )


@cache
def _shipped() -> tuple[TTFont, ...]:
    fonts = tuple(TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=True) for name in (REGULAR, BOLD))
    for font in fonts:
        registerFont(font)
    return fonts


@lru_cache(maxsize=1)
def _chosen(face: Face) -> TTFont:
    """A face of the clerk's machine, which may be 20 MB long: only the one in use is kept."""
    return TTFont(CHOSEN, str(face.path), subfontIndex=face.index, asciiReadable=True)


@contextmanager
def _registered(face: Face | None) -> Iterator[None]:
    """Makes the fonts known to the library, the chosen one only while it is needed: its name is always the same."""
    _shipped()
    if face is None:
        yield
        return
    font = _chosen(face)
    registerFont(font)
    try:
        yield
    finally:
        font.unregister()


def embeddable(face: Face) -> bool:
    """Whether the PDF library takes a face; it refuses some that can be measured, each in a way of its own.

    Two fonts with one PostScript name would be taken for one.
    """
    try:
        with _one_at_a_time:
            return _chosen(face).face.name not in [font.face.name for font in _shipped()]
    except Exception:  # noqa: BLE001 - a strange font is no reason not to print
        return False


def _describe(canvas: Canvas, sheet: Sheet, options: PdfOptions) -> None:
    created = options.created.strftime("D:%Y%m%d%H%M%S%z")
    canvas.setDateFormatter(lambda *_: f"{created[:-2]}'{created[-2:]}'")
    canvas.setTitle(encodable(sheet.title))
    canvas.setAuthor(encodable(options.author))
    canvas.setSubject(encodable(options.subject))
    canvas.setKeywords(encodable(options.keywords))
    canvas.setCreator("自评通")
    canvas.setProducer("自评通")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def encodable(text: str) -> str:
    """Text without halves of surrogate pairs, which no file can hold."""
    return text.encode(errors="replace").decode()


class _Pen:
    """Draws on a canvas in the sheet's coordinates: points from the upper left corner, y downwards."""

    def __init__(self, canvas: Canvas, setup: PageSetup, measure: FontMeasure) -> None:
        self.canvas = canvas
        self.setup = setup
        self.measure = measure
        canvas.setLineWidth(LINE_WIDTH)
        canvas.setLineCap(2)

    def rules(self, segments: Iterable[tuple[float, float, float, float]]) -> None:
        """Straight lines, each as x, y, x, y."""
        height = self.setup.height
        self.canvas.lines([(x1, height - y1, x2, height - y2) for x1, y1, x2, y2 in segments])

    def lines(
        self, lines: Iterable[str], box: tuple[float, float, float], size: float, pace: float, look: _Look
    ) -> None:
        """Lines of text below one another in a box of x, y and width, ``pace`` points apart."""
        x, y, width = box
        text = self.canvas.beginText()
        for number, line in enumerate(lines):
            shown = printable(line)  # blanks at its end take no room, but stay for whoever reads the text
            free = width - self.measure.width(shown.rstrip(), look.bold) * size
            start = x + {"left": 0.0, "center": free / 2, "right": free}[look.align]
            base = y + number * pace + (pace - size) / 2 + ASCENT * size
            text.setTextOrigin(start, self.setup.height - base)
            for font, run in self.measure.runs(shown, look.bold):
                text.setFont(font, size)
                text.textOut(run)
        self.canvas.drawText(text)

    def squares(self, drawn: Symbol, corner: tuple[float, float], width: float) -> None:
        """A QR from its upper left corner, filled at once so that no hair lines show between its squares."""
        x, y = corner
        side = width / drawn.size
        path = self.canvas.beginPath()
        for column, row, length in drawn.runs:
            path.rect(x + column * side, self.setup.height - y - (row + 1) * side, length * side, side)
        self.canvas.drawPath(path, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class _Look:
    align: Align = "left"
    bold: bool = False


def _draw_page(pen: _Pen, page: Page, pages: Pages, options: PdfOptions, running: str) -> None:
    pen.rules(_borders(page.cells))
    for placed in page.cells:
        if any(placed.lines):
            _draw_text(pen, placed, pages.sheet)
    name = options.footer_name if page.number > 1 else ""
    _draw_foot(pen, f"第 {page.number} 页 共 {len(pages.pages)} 页{running}", name, options)
    if options.draft:
        _draw_draft_mark(pen)


def _draw_text(pen: _Pen, placed: PlacedCell, sheet: Sheet) -> None:
    style, padding = placed.cell.style, sheet.padding
    pace = style.size * sheet.leading
    above = (placed.height - len(placed.lines) * pace) / 2 if style.vertical == "middle" else padding
    box = (placed.x + padding, placed.y + max(above, padding), placed.width - 2 * padding)
    pen.lines(placed.lines, box, style.size, pace, _Look(style.align, style.bold))


def _draw_foot(pen: _Pen, numbers: str, name: str, options: PdfOptions) -> None:
    setup, note = pen.setup, options.footer_left
    x, width = setup.left, setup.width - setup.left - setup.right
    y = min(setup.height - setup.bottom + FOOT_GAP, setup.height - 2 * FOOT_SIZE)
    pen.lines([numbers], (x, y, width), FOOT_SIZE, FOOT_SIZE * 1.25, _Look("center"))
    taken = QR_SIZE + QR_GAP if options.qr else 0.0
    beside = (width - pen.measure.width(numbers, bold=False) * FOOT_SIZE) / 2 - FOOT_SIZE - taken
    size = FOOT_SIZE - 1
    lines = break_lines(note, beside, size, pen.measure.width_of(bold=False)) if note else ()
    lines = (*lines, _cut(name, (width - taken) / size, pen.measure)) if name else lines
    pen.lines(lines, (x + taken, y, beside), size, FOOT_SIZE * 1.25, _Look())
    if options.qr:
        pen.squares(symbol(options.qr), (x, setup.height - QR_TO_EDGE - QR_SIZE), QR_SIZE)


def _cut(text: str, room: float, measure: FontMeasure) -> str:
    """The text in one line, or as much of it as fits into ``room`` em before an ellipsis."""
    line = " ".join(text.split())
    if measure.width(line, bold=False) <= room:
        return line
    left = room - measure.width("…", bold=False)
    ends = accumulate(map(measure.width_of(bold=False), line))
    return line[: sum(1 for _ in takewhile(lambda end: end <= left, ends))] + "…"


def _draw_draft_mark(pen: _Pen) -> None:
    """A small box in the upper right corner, within the upper margin where there is room."""
    setup = pen.setup
    width, height, size = 36.0, 18.0, 12.0
    left, top = setup.width - setup.right - width, max(setup.top - height - 8, 4.0)
    right, bottom = left + width, top + height
    pen.rules([(left, top, right, top), (right, top, right, bottom)])
    pen.rules([(right, bottom, left, bottom), (left, bottom, left, top)])
    pen.lines(["草稿"], (left, top, width), size, height, _Look("center", bold=True))


def _borders(cells: Iterable[PlacedCell]) -> list[tuple[float, float, float, float]]:
    """The cells' borders as lines, each as long as it runs and drawn once, however many cells share it."""
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for placed in cells:
        if placed.cell.border:
            left, right = round(placed.x, 2), round(placed.x + placed.width, 2)
            top, bottom = round(placed.y, 2), round(placed.y + placed.height, 2)
            across[top].append((left, right))
            across[bottom].append((left, right))
            down[left].append((top, bottom))
            down[right].append((top, bottom))
    horizontal = [(start, y, stop, y) for y in sorted(across) for start, stop in _joined(across[y])]
    return horizontal + [(x, start, x, stop) for x in sorted(down) for start, stop in _joined(down[x])]


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches of a line, those that touch or overlap made one."""
    joined: list[tuple[float, float]] = []
    for start, stop in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
