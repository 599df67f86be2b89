"""The PDF as outside readers see it."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, pdf_bytes
from ziping.sheet.model import Cell, PageSetup, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate

CHINA = timezone(timedelta(hours=8))
OPTIONS = PdfOptions("江桥镇", "2024 年度", "绩效,自评", datetime(2024, 12, 1, 9, 30, tzinfo=CHINA))


def made(sheet: Sheet, measure: FontMeasure, options: PdfOptions = OPTIONS) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(paginate(sheet, measure), measure, options)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_text_of_each_cell_reads_in_one_piece(form_sheet: Sheet, measure: FontMeasure) -> None:
    text = squeezed(made(form_sheet, measure).pages[0].extract_text())
    expected = [squeezed(cell.text) for cell in form_sheet.cells]
    assert text.startswith("".join(expected))


def test_another_reader_finds_the_same_text(form_sheet: Sheet, measure: FontMeasure) -> None:
    document = pypdfium2.PdfDocument(pdf_bytes(paginate(form_sheet, measure), measure, OPTIONS))
    text = squeezed(document[0].get_textpage().get_text_range())
    for cell in form_sheet.cells:
        assert squeezed(cell.text) in text


def test_the_file_says_what_it_is(form_sheet: Sheet, measure: FontMeasure) -> None:
    reader = made(form_sheet, measure)
    assert reader.metadata is not None
    assert reader.metadata.title == "自评表 <一> & 二"
    assert (reader.metadata.author, reader.metadata.subject) == ("江桥镇", "2024 年度")
    assert str(reader.metadata["/Keywords"]) == "绩效,自评"
    assert reader.metadata.creation_date == reader.metadata.modification_date == OPTIONS.created
    root: Any = reader.root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_paper_is_a4_and_every_font_is_embedded(long_sheet: Sheet, measure: FontMeasure) -> None:
    for page in made(long_sheet, measure).pages:
        assert [round(float(length)) for length in page.mediabox[2:]] == [595, 842]
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"]


def test_each_page_says_which_one_it_is(long_sheet: Sheet, measure: FontMeasure) -> None:
    pages = made(long_sheet, measure).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in squeezed(page.extract_text())


def test_the_header_and_the_labels_stand_on_each_page_of_the_table(long_sheet: Sheet, measure: FontMeasure) -> None:
    last = squeezed(made(long_sheet, measure).pages[-1].extract_text())
    assert last.startswith("绩效指标一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标数量指标租赁房屋面积")


def test_a_draft_is_marked_on_each_page_and_a_final_form_on_none(long_sheet: Sheet, measure: FontMeasure) -> None:
    marked = made(long_sheet, measure, replace(OPTIONS, draft=True))
    assert all("草稿" in page.extract_text() for page in marked.pages)
    assert not any("草稿" in page.extract_text() for page in made(long_sheet, measure).pages)


def test_a_note_stands_at_the_foot(form_sheet: Sheet, measure: FontMeasure) -> None:
    page = made(form_sheet, measure, replace(OPTIONS, footer_left="校验码 7F3K-9Q2M")).pages[0]
    assert "校验码7F3K-9Q2M" in squeezed(page.extract_text())


def test_text_that_looks_like_markup_is_printed_as_it_is(measure: FontMeasure) -> None:
    text = "R&D费用 a<b>c</b> <img src='file:///x'> &amp; (\\)"
    sheet = Sheet("表", (400.0,), (Row(20),), (Cell(0, 0, text, TextStyle(9)),))
    assert squeezed(text) in squeezed(made(sheet, measure).pages[0].extract_text())


def test_no_character_makes_it_fail(measure: FontMeasure) -> None:
    text = "一\x00\x07\ud800\udfff\ufffe\U0001f600\u200d\t二"
    sheet = Sheet(text, (400.0,), (Row(20),), (Cell(0, 0, text, TextStyle(9, bold=True)),))
    page = made(sheet, measure, PdfOptions(text, text, text, OPTIONS.created, footer_left=text)).pages[0]
    assert "一" in page.extract_text()
    assert "□" in page.extract_text()


def test_a_page_without_margins_is_drawn_too(form_sheet: Sheet, measure: FontMeasure) -> None:
    bare = replace(form_sheet, page=PageSetup(left=0, right=0, top=0, bottom=0))
    assert "草稿" in made(bare, measure, replace(OPTIONS, draft=True)).pages[0].extract_text()


@pytest.mark.parametrize(("align", "left", "right"), [("left", 73, 83), ("center", 119, 129), ("right", 163, 174)])
def test_text_stands_where_its_style_says(measure: FontMeasure, align: str, left: float, right: float) -> None:
    style = TextStyle(10, align=align)  # type: ignore[arg-type]  # the parameters are all legal
    sheet = Sheet("表", (105.0,), (Row(40),), (Cell(0, 0, "口", style),), padding=2.5)
    document = pypdfium2.PdfDocument(pdf_bytes(paginate(sheet, measure), measure, OPTIONS))
    x, bottom, end, top = document[0].get_textpage().get_charbox(0)
    assert left <= x < end <= right
    assert 842 - (bottom + top) / 2 == pytest.approx(57 + 20, abs=1)  # the middle of a row below 20 mm of margin


def test_a_border_shared_by_cells_is_drawn_once(measure: FontMeasure) -> None:
    cells = tuple(Cell(row, column, "", TextStyle(9)) for row in range(2) for column in range(2))
    sheet = Sheet("表", (50.0, 50.0), (Row(20), Row(20)), (*cells, Cell(1, 0, "", TextStyle(9), border=False)))
    drawn = made(sheet, measure).pages[0].get_contents()
    assert drawn is not None
    assert drawn.get_data().split().count(b"l") == 6  # three lines across, three down


def test_equal_pages_give_equal_bytes_whatever_was_printed_before(
    form_sheet: Sheet, long_sheet: Sheet, measure: FontMeasure
) -> None:
    first = pdf_bytes(paginate(form_sheet, measure), measure, OPTIONS)
    pdf_bytes(paginate(long_sheet, measure), measure, OPTIONS)
    assert pdf_bytes(paginate(form_sheet, measure), FontMeasure(), OPTIONS) == first
    later = replace(OPTIONS, created=datetime(2025, 1, 1, tzinfo=UTC))
    assert pdf_bytes(paginate(form_sheet, measure), measure, later) != first


def test_another_process_gives_the_same_bytes() -> None:
    script = """
import hashlib, sys
from datetime import UTC, datetime
from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, pdf_bytes
from ziping.sheet.model import Cell, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate
sheet = Sheet("表", (90.0,), (Row(20),), (Cell(0, 0, "绩效自评 100.00%", TextStyle(9, bold=True)),))
options = PdfOptions("甲", "乙", "丙", datetime(2024, 12, 1, tzinfo=UTC), draft=True, footer_left="丁")
print(hashlib.sha256(pdf_bytes(paginate(sheet, FontMeasure()), FontMeasure(), options)).hexdigest())
"""
    source = Path(__file__).parents[2] / "src"
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONPATH": str(source), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
