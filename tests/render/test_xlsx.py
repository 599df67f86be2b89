"""The workbook as openpyxl and LibreOffice read it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ziping.render.xlsx import WorkbookOptions, workbook_bytes
from ziping.sheet.model import Cell, PageSetup, RepeatedHeader, Row, Sheet, TextStyle

PLAIN = TextStyle(10)
OPTIONS = WorkbookOptions("自评表", "江桥镇", datetime(2024, 12, 1, 9, 30, tzinfo=timezone(timedelta(hours=8))))


class EmMeasure:
    """Half an em for ASCII, one for all else."""

    def width_of(self, bold: bool) -> Callable[[str], float]:
        assert bold in (False, True)
        return lambda character: 0.5 if character.isascii() else 1.0


def written(*cells: Cell, rows: int = 1, columns: tuple[float, ...] = (60.0, 60.0), **more: object) -> Worksheet:
    sheet = replace(Sheet("表", columns, (Row(20),) * rows, cells), **more)  # type: ignore[arg-type]  # any field
    return read(workbook_bytes(sheet, EmMeasure(), OPTIONS))


def read(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def one(text: str, number: Decimal | None = None, number_format: str = "General") -> openpyxl.cell.Cell:
    worksheet = written(Cell(0, 0, text, PLAIN, number=number, number_format=number_format))
    cell = worksheet["A1"]
    assert isinstance(cell, openpyxl.cell.Cell)
    return cell


@pytest.mark.parametrize(
    "text",
    ["=1套", "=100%", "=2023年12月31日前", "+1", "-", "@甲", "'甲", "100.00%", "12.50", "2024年10月", "1/2", "TRUE"],
)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    cell = one(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["租赁房屋面积", "≥85%", "778.98平方米", "—", "100分"])
def test_plain_text_needs_no_prefix(text: str) -> None:
    assert (one(text).value, one(text).quotePrefix) == (text, False)


def test_no_cell_is_a_formula() -> None:
    data = workbook_bytes(
        Sheet("=1+1", (60.0,), (Row(20),), (Cell(0, 0, "=1+1", PLAIN),)), EmMeasure(), replace(OPTIONS, title="=1")
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("digits", ["9.95", "1245.54", "0.10", "-3", "123456789012.345", "0"])
def test_a_number_is_written_digit_by_digit(digits: str) -> None:
    sheet = Sheet("表", (60.0,), (Row(),), (Cell(0, 0, "显示", PLAIN, number=Decimal(digits), number_format="0.00"),))
    data = workbook_bytes(sheet, EmMeasure(), OPTIONS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert f'<c r="A1" s="1" t="n"><v>{digits}</v></c>'.encode() in archive.read("xl/worksheets/sheet1.xml")
    assert (read(data)["A1"].value, read(data)["A1"].number_format) == (float(digits), "0.00")


@pytest.mark.parametrize("number", ["1234567890123456.78", "NaN", "Infinity", "1E+400"])
def test_a_number_no_workbook_can_hold_is_written_as_the_text_shown(number: str) -> None:
    assert one("很多", Decimal(number)).value == "很多"


def test_what_xml_cannot_hold_becomes_a_blank() -> None:
    assert one("一\x00二\x0b三\ud800四\uffff五\r\n六").value == "一 二 三 四 五\n六"


def test_merges_borders_and_styles_are_those_of_the_sheet() -> None:
    label = Cell(0, 0, "产出", TextStyle(10, bold=True, align="left", vertical="top"), row_span=2)
    worksheet = written(label, Cell(0, 1, "数量", PLAIN), Cell(1, 1, "签字", PLAIN, border=False), rows=2)
    assert [str(merged) for merged in worksheet.merged_cells.ranges] == ["A1:A2"]
    corner = worksheet["A1"]
    assert (corner.font.name, corner.font.b, corner.font.sz) == ("宋体", True, 10)
    assert (corner.alignment.horizontal, corner.alignment.vertical, corner.alignment.wrap_text) == (
        "left",
        "top",
        True,
    )
    assert worksheet["B1"].alignment.vertical == "center"
    for name in ("A1", "A2", "B1"):
        border = worksheet[name].border
        assert {border.left.style, border.right.style, border.top.style, border.bottom.style} <= {"thin", None}
    assert worksheet["A1"].border.left.style == worksheet["A2"].border.left.style == "thin"
    assert worksheet["A2"].border.bottom.style == "thin"
    assert worksheet["B2"].border.left.style is None


def test_a_row_is_high_enough_for_slightly_narrower_columns() -> None:
    worksheet = written(Cell(0, 0, "一二三四五", PLAIN), columns=(55.0,))
    # 55 pt hold five hanzi, 96 % of it only four: two lines of 13 pt, 5 pt of padding and 2 pt to spare
    assert worksheet.row_dimensions[1].height == 33


def test_a_row_taller_than_excel_allows_becomes_several_with_its_cells_merged() -> None:
    long = Cell(1, 0, "\n" * 69, PLAIN)  # 70 lines of 13 pt, 5 and 2 pt more: 917 pt, three times 305.67
    worksheet = written(Cell(0, 0, "头", PLAIN), long, Cell(1, 1, "旁", PLAIN), Cell(2, 0, "尾", PLAIN), rows=3)
    assert sorted(str(merged) for merged in worksheet.merged_cells.ranges) == ["A2:A4", "B2:B4"]
    assert [worksheet.row_dimensions[row].height for row in range(1, 6)] == [22, 305.67, 305.67, 305.67, 22]
    assert worksheet["A5"].value == "尾"


def test_the_page_is_a4_one_page_wide_with_header_and_page_numbers() -> None:
    cells = [Cell(row, 0, str(row), PLAIN) for row in range(3)]
    worksheet = written(
        *cells, rows=3, header=RepeatedHeader(1, 2), page=PageSetup(left=72, right=36, top=36, bottom=18)
    )
    assert worksheet.title == "自评表"
    assert (worksheet.page_setup.paperSize, worksheet.page_setup.orientation) == (9, "portrait")
    assert (worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight) == (1, 0)
    assert worksheet.sheet_properties.pageSetUpPr is not None
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage is True
    margins = worksheet.page_margins
    assert (margins.left, margins.right, margins.top, margins.bottom) == (1, 0.5, 0.5, 0.25)
    assert worksheet.print_options.horizontalCentered is True
    assert worksheet.print_area == "'自评表'!$A$1:$B$3"
    assert worksheet.print_title_rows == "$2:$2"
    assert worksheet.oddFooter is not None
    assert worksheet.oddFooter.center is not None
    assert worksheet.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_columns_are_counted_in_digits_six_points_wide() -> None:
    assert written(Cell(0, 0, "甲", PLAIN)).column_dimensions["A"].width == 10


def test_a_sheet_without_rows_is_an_empty_workbook() -> None:
    assert written(rows=0, columns=()).dimensions == "A1:A1"


def test_equal_sheets_give_equal_bytes_and_carry_one_date() -> None:
    sheet = Sheet("表", (60.0,), (Row(20),), (Cell(0, 0, "甲", PLAIN),))
    data = workbook_bytes(sheet, EmMeasure(), OPTIONS)
    assert workbook_bytes(sheet, EmMeasure(), OPTIONS) == data
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert properties.created == properties.modified == datetime(2024, 12, 1, 1, 30, tzinfo=UTC).replace(tzinfo=None)
    assert (properties.title, properties.creator) == ("自评表", "江桥镇")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 12, 1, 1, 30, 0)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_texts(form_sheet: Sheet, tmp_path: Path) -> None:
    workbook = tmp_path / "form.xlsx"
    workbook.write_bytes(workbook_bytes(form_sheet, EmMeasure(), OPTIONS))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    filter_options = "csv:Text - txt - csv (StarCalc):44,34,76"
    subprocess.run(
        [*command, filter_options, "--outdir", str(tmp_path), str(workbook)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    lines = (tmp_path / "form.csv").read_text("utf-8")
    assert (
        ",".join(["", "产出指标", "数量指标", "租赁房屋面积", "=778.98平方米", "778.98平方米", "2.5", "2.5"]) in lines
    )


def test_u26_a_draft_says_so_on_every_page_and_a_final_form_on_none() -> None:
    sheet = Sheet("表", (60.0,), (Row(20),), (Cell(0, 0, "甲", PLAIN),))
    draft = workbook_bytes(sheet, EmMeasure(), replace(OPTIONS, draft=True))
    head = read(draft).oddHeader
    assert head is not None
    assert head.right is not None
    assert (head.right.text, head.right.size) == ("草稿", 14)
    assert draft == workbook_bytes(sheet, EmMeasure(), replace(OPTIONS, draft=True))
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(sheet, EmMeasure(), OPTIONS))) as archive:
        assert "草稿" not in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_note_stands_in_the_printed_foot_and_nothing_where_there_is_none(form_sheet: Sheet) -> None:
    plain = workbook_bytes(form_sheet, EmMeasure(), OPTIONS)
    noted = workbook_bytes(form_sheet, EmMeasure(), replace(OPTIONS, footer_left="校验码 7F3K-9Q2M-X4TD"))
    foots = [openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].oddFooter for data in (plain, noted)]
    assert [(foot.left.text, foot.center.text) for foot in foots] == [  # type: ignore[union-attr]
        (None, "第 &P 页 共 &N 页"),
        ("校验码 7F3K-9Q2M-X4TD", "第 &P 页 共 &N 页"),
    ]
