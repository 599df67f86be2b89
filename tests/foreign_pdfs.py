"""PDFs of a table as other programs make them: Typst in many looks, LibreOffice from a workbook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import typst
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties

from foreign_workbooks import saved, workbook_with
from ziping.importers.grid import GridCell
from ziping.resources import resource

SERIF = "Ziping Serif"
PAGE_WIDTH = 595.3


@dataclass(frozen=True)
class Look:
    """How a table is set; lengths in pt.

    ``widths`` are those of the columns in relation to one another; ``rules`` is Typst's dash pattern, or ``gaps`` for
    white cells on black ground; ``header`` repeats the indicators' header on each page; ``height`` cuts pages short.
    """

    fonts: tuple[str, ...] = (SERIF,)
    size: float = 9.0
    margin: float = 50.0
    height: float = 841.9
    widths: tuple[float, ...] = (8, 16, 20, 24, 24, 22, 10, 13, 18)
    inset: float = 3.0
    rule: float = 0.5
    rules: str = "solid"
    justify: bool = False
    header: bool = False
    outside: bool = True
    """Whether title and year line stand above the table, not in it."""
    numbers: str = "- 1 -"


_TYPST = """
#let t = json(bytes(sys.inputs.table))
#let look = t.look
#set page(width: 595.3pt, height: look.height * 1pt, margin: look.margin * 1pt, footer: align(center, text(size: 8pt, t.foot)))
#set text(font: look.fonts, size: look.size * 1pt, lang: "zh", region: "cn")
#set par(justify: look.justify)
#let said(s) = s.split("\\n").map(x => text(x)).join(linebreak())
#let place(c) = if c.long { left + top } else { center + horizon }
#let one(c) = table.cell(x: c.column, y: c.row, colspan: c.columns, rowspan: c.rows, align: place(c), said(c.text))
#for line in t.title { align(center, text(size: 1.6em, weight: "bold", said(line))) }
#let gaps = look.rules == "gaps"
#let ruled(cells, ..more) = table(
  columns: t.columns.map(w => w * 1pt), inset: look.inset * 1pt,
  stroke: if gaps { none } else { (thickness: look.rule * 1pt, dash: look.rules) },
  gutter: if gaps { look.rule * 1pt } else { 0pt }, fill: if gaps { white } else { none }, ..more, ..cells.map(one))
#let framed(body) = if gaps { block(fill: black, inset: look.rule * 1pt, body) } else { body }
#set block(spacing: 0pt)
#if t.above.len() > 0 { framed(ruled(t.above)) }
#framed(if t.header.len() > 0 { ruled(t.below, table.header(..t.header.map(one))) } else { ruled(t.below) })
"""


def by_typst(cells: Sequence[GridCell], look: Look = Look()) -> bytes:
    """The table as Typst sets it."""
    title, cells = _title_apart(cells) if look.outside else ([], list(cells))
    above, header, below = _parted(cells) if look.header else ([], [], cells)
    table = {
        "look": asdict(look),
        "title": title,
        "foot": look.numbers,
        "columns": _widths(cells, look),
        "above": _told(above),
        "header": _told(header),
        "below": _told(below, sum(1 for _ in {cell.row for cell in header})),
    }
    inputs = {"table": json.dumps(table, ensure_ascii=False)}
    return bytes(typst.compile(_TYPST.encode(), None, font_paths=_fonts(), sys_inputs=inputs))


@cache
def _fonts() -> typst.Fonts:
    """The shipped ones, and Typst's own for Latin letters; never those of the machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(str(resource("fonts")))])


def _title_apart(cells: Sequence[GridCell]) -> tuple[list[str], list[GridCell]]:
    """The texts above the table, and its cells."""
    first = next(cell.row for cell in cells if cell.text.replace(" ", "").startswith("项目名称"))
    return [cell.text for cell in cells if cell.row < first], [cell for cell in cells if cell.row >= first]


def _parted(cells: Sequence[GridCell]) -> tuple[list[GridCell], list[GridCell], list[GridCell]]:
    """The cells above the indicators' header, the header, and those below."""
    row = next(cell.row for cell in cells if cell.text == "三级指标")
    return (
        [cell for cell in cells if cell.row < row],
        [cell for cell in cells if cell.row == row],
        [cell for cell in cells if cell.row > row],
    )


def _told(cells: Sequence[GridCell], below: int = 0) -> list[dict[str, object]]:
    """The cells for Typst, their first row ``below`` the top."""
    first = min((cell.row for cell in cells), default=0) - below
    left = min((cell.column for cell in cells), default=0)
    return [
        {
            "row": cell.row - first,
            "column": cell.column - left,
            "rows": cell.rows,
            "columns": cell.columns,
            "text": cell.text,
            "long": len(cell.text) > 40,
        }
        for cell in cells
    ]


def _widths(cells: Sequence[GridCell], look: Look) -> list[float]:
    """The widths of the columns, which fill the page between its margins."""
    left, right = min(cell.column for cell in cells), max(cell.column + cell.columns for cell in cells)
    wanted = look.widths[-(right - left) :]
    gaps = look.rule * (len(wanted) + 1) if look.rules == "gaps" else 0
    return [(PAGE_WIDTH - 2 * look.margin - gaps) * width / sum(wanted) for width in wanted]


# --- LibreOffice


def office_sheet(cells: Sequence[GridCell], look: Look = Look()) -> bytes:
    """A workbook for LibreOffice to print: borders, wrapped text, row heights as a careful colleague sets them."""
    workbook = workbook_with(cells, numbers=False)
    sheet = workbook.worksheets[0]
    widths = _widths(cells, look)
    rule = Side(style="dashed" if look.rules == "dashed" else "dotted" if look.rules == "dotted" else "thin")
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(65 + number)].width = width / 5.6
    heights: dict[int, float] = {}
    for cell in cells:
        for row in sheet.iter_rows(cell.row + 1, cell.row + cell.rows, cell.column + 1, cell.column + cell.columns):
            for place in row:
                place.border = Border(left=rule, right=rule, top=rule, bottom=rule)
        place = sheet.cell(cell.row + 1, cell.column + 1)
        place.font = Font(name=look.fonts[0], size=look.size)
        place.alignment = Alignment("left" if len(cell.text) > 40 else "center", "center", wrap_text=True)
        across = sum(widths[cell.column : cell.column + cell.columns]) - 8
        lines = sum(1 + int(len(part) * look.size / across) for part in cell.text.split("\n"))
        heights[cell.row] = max(heights.get(cell.row, 0), (lines * 1.45 * look.size + 6) / cell.rows)
    for row_number, height in heights.items():
        sheet.row_dimensions[row_number + 1].height = min(height, 400)
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "第 &P 页，共 &N 页"
    return saved(workbook)


def by_office(sources: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """What LibreOffice prints of files, by their names (``a.xlsx``; in ASCII); the shipped font is its Chinese one."""
    (folder / ".fonts").mkdir(parents=True, exist_ok=True)
    for font in resource("fonts").glob("*.ttf"):
        shutil.copy(font, folder / ".fonts")
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "out"), *(str(folder / name) for name in sources)]
    subprocess.run(command, env=environment | {"HOME": str(folder)}, check=True, capture_output=True, timeout=240)
    return {name: (folder / "out" / f"{Path(name).stem}.pdf").read_bytes() for name in sources}


def has_office() -> bool:
    """Whether LibreOffice is on this machine."""
    return shutil.which("soffice") is not None


def looks() -> Iterable[tuple[str, Look]]:
    """Ways to set the table, each with what is special about it."""
    yield "plain", Look()
    yield "other Latin letters, larger, justified", Look(fonts=("DejaVu Sans Mono", SERIF), size=10.5, justify=True)
    yield "narrow columns, small", Look(size=8, widths=(5, 14, 18, 30, 18, 16, 9, 10, 26), inset=1.5)
    yield "wide first columns, thin rules", Look(widths=(10, 26, 26, 20, 20, 18, 12, 14, 14), rule=0.15, inset=4)
    yield "dashed rules", Look(rules="dashed")
    yield "dotted rules", Look(rules="dotted", rule=1)
    yield "white cells on black", Look(rules="gaps", rule=0.8)
    yield "low pages that cut rows and labels", Look(height=420, margin=40)
    yield "repeated header", Look(header=True, height=500, margin=40)
    yield "title inside of the table", Look(outside=False, numbers="第 1 页，共 1 页")
