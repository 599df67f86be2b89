"""The workbook of every real form and sample, cell by cell, as openpyxl reads it."""

import re
import zipfile

import pytest
from openpyxl.cell.cell import Cell

from export.conftest import Exported
from export.expected import Figure, Line


def shown(cell: Cell) -> str:
    """A cell's content as an office program shows it; only with the formats that a form needs."""
    if cell.data_type != "n":
        return str(cell.value)
    assert re.fullmatch(r"(#,##)?0(\.0+)?%?", cell.number_format), cell.number_format
    decimals = cell.number_format.removesuffix("%").partition(".")[2]
    comma, percent = "," in cell.number_format, cell.number_format.endswith("%")
    assert isinstance(cell.value, int | float)
    return format(cell.value, f"{',' if comma else ''}.{len(decimals)}{'%' if percent else 'f'}")


def filled(exported: Exported) -> list[list[Cell]]:
    """The cells that hold something, row by row."""
    rows = [[cell for cell in row if cell.value is not None] for row in exported.worksheet.iter_rows()]
    return [row for row in rows if row]


def test_every_text_stands_in_its_row_and_no_other(exported: Exported) -> None:
    assert [[shown(cell) for cell in row] for row in filled(exported)] == exported.lines


def test_figures_are_numbers_and_all_else_is_text(exported: Exported) -> None:
    found: list[Line] = [[cell.data_type for cell in row] for row in filled(exported)]
    assert found == [["n" if isinstance(text, Figure) else "s" for text in line] for line in exported.lines]


def test_a_number_is_exactly_the_figure(exported: Exported) -> None:
    for row, line in zip(filled(exported), exported.lines, strict=True):
        for cell, text in zip(row, line, strict=True):
            if isinstance(text, Figure):
                assert cell.value == float(text.number)


def test_no_cell_holds_a_formula(exported: Exported) -> None:
    with zipfile.ZipFile(exported.xlsx) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        assert not [name for name in names if re.search(rb"<(\w+:)?f[ >/]", archive.read(name))]
        assert "xl/calcChain.xml" not in names


def test_text_that_looks_like_a_formula_is_marked_as_text(exported: Exported) -> None:
    for row in filled(exported):
        for cell in row:
            if cell.data_type == "s" and str(cell.value)[0] in "=+-@":
                assert cell.quotePrefix


def test_labels_span_the_rows_under_them(exported: Exported) -> None:
    spans = {
        exported.worksheet.cell(area.min_row, area.min_col).value: area.max_row - area.min_row + 1
        for area in exported.worksheet.merged_cells.ranges
    }
    unit = exported.plain["金额单位"]
    assert spans[f"项目资金（{unit}）"] == 5
    assert spans["年度总体目标"] == 2
    rows = exported.plain["绩效指标"]
    for first in {row["一级指标"] for row in rows}:
        count = sum(row["一级指标"] == first for row in rows)
        assert spans.get(first, 1) == count


def test_each_row_has_a_height_and_each_column_a_width(exported: Exported) -> None:
    worksheet = exported.worksheet
    heights = [worksheet.row_dimensions[row].height for row in range(1, worksheet.max_row + 1)]
    assert all(height is not None and 15 <= height <= 409 for height in heights)
    points = sum(dimension.width for dimension in worksheet.column_dimensions.values()) * 6
    assert points == pytest.approx(165 * 72 / 25.4, abs=0.5)


def test_it_prints_on_a4_one_page_wide_with_the_header_repeated(exported: Exported) -> None:
    worksheet = exported.worksheet
    assert (worksheet.page_setup.paperSize, worksheet.page_setup.orientation) == (9, "portrait")
    assert (worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight) == (1, 0)
    assert worksheet.sheet_properties.pageSetUpPr is not None
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    title = re.fullmatch(r"\$(\d+):\$(\d+)", str(worksheet.print_title_rows))
    assert title is not None
    assert title[1] == title[2]
    assert "三级指标" in [cell.value for cell in worksheet[int(title[1])]]
    assert str(worksheet.print_area).endswith(f"${worksheet.max_row}")
