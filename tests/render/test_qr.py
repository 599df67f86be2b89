"""The QR as an independent reader of such symbols sees it, in memory and at the foot of a printed page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, pdf_bytes
from ziping.render.qr import Symbol, symbol
from ziping.sheet.model import MM, Cell, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate

TEXT = "校验码 7F3K-9Q2M-X4TD\n2024\n信息化项目运维\n上海市嘉定区江桥镇城市运行管理中心"
OPTIONS = PdfOptions("甲", "乙", "", datetime(2024, 12, 1, tzinfo=UTC), footer_left="校验码 7F3K-9Q2M-X4TD", qr=TEXT)
QUIET = 4
"""Squares of white that readers want on all sides."""
DPI = 200
"""What the plainest office printer and scanner do."""


def drawn(made: Symbol, scale: int = 4) -> Image.Image:
    side = (made.size + 2 * QUIET) * scale
    picture = Image.new("L", (side, side), 255)
    for x, y, length in made.runs:
        left, top = (x + QUIET) * scale, (y + QUIET) * scale
        picture.paste(0, (left, top, left + length * scale, top + scale))
    return picture


def texts_in(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def page_pictures(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]


@settings(max_examples=30)
@given(st.text(st.sampled_from("校验码 7F3K-2024年江桥镇（一）\n…，𠮷"), min_size=1, max_size=60))
def test_whatever_it_holds_can_be_read(text: str) -> None:
    assert texts_in(drawn(symbol(text))) == [text]


def test_the_same_text_is_the_same_symbol() -> None:
    symbol.cache_clear()
    first = symbol(TEXT)
    symbol.cache_clear()
    assert symbol(TEXT) == first != symbol(TEXT + "。")


def test_no_text_makes_it_fail() -> None:
    assert symbol("\ud800\x00").size == 21


def test_the_qr_on_every_printed_page_can_be_read(long_sheet: Sheet, measure: FontMeasure) -> None:
    pictures = page_pictures(pdf_bytes(paginate(long_sheet, measure), measure, OPTIONS))
    assert len(pictures) > 2
    assert [texts_in(picture) for picture in pictures] == [[TEXT]] * len(pictures)


def test_a_page_lying_on_its_head_or_side_can_be_read(form_sheet: Sheet, measure: FontMeasure) -> None:
    [picture] = page_pictures(pdf_bytes(paginate(form_sheet, measure), measure, OPTIONS))
    for degrees in (90, 180, 270):
        assert texts_in(picture.rotate(degrees, expand=True, fillcolor=255)) == [TEXT]


def inked(rows: Sequence[Sequence[bool]], left: float, top: float, width: float, height: float) -> bool:
    """Whether anything is printed in a box, in pt."""
    scale = DPI / 72
    return any(
        any(row[round(left * scale) : round((left + width) * scale)])
        for row in rows[round(top * scale) : round((top + height) * scale)]
    )


@pytest.fixture(scope="module")
def foot() -> list[list[bool]]:
    """A page that is full to the last line, as dark or not, dot by dot."""
    measure = FontMeasure()
    sheet = full_sheet()
    [picture] = page_pictures(pdf_bytes(paginate(sheet, measure), measure, OPTIONS))
    return [
        [picture.getpixel((x, y)) < 200 for x in range(picture.width)]  # type: ignore[operator]  # grey
        for y in range(picture.height)
    ]


def full_sheet() -> Sheet:
    room = (297 - 40) * MM - 0.1
    return Sheet("表", (165 * MM,), (Row(room),), (Cell(0, 0, "口", TextStyle(9)),))


def test_the_foot_does_not_touch_a_table_that_fills_its_page(foot: list[list[bool]]) -> None:
    symbol_size, left = 13 * MM, 25 * MM
    quiet = QUIET * symbol_size / symbol(TEXT).size
    top = (297 - 5.2) * MM - symbol_size
    assert inked(foot, left, 276.5 * MM, 165 * MM, 1 * MM)  # the table's last line
    assert not inked(foot, left, top - quiet, 165 * MM, quiet)
    assert inked(foot, left, top, symbol_size, symbol_size)
    assert not inked(foot, left - quiet, top - quiet, quiet, symbol_size + quiet)
    assert not inked(foot, left + symbol_size + 0.5, top - quiet, quiet, symbol_size + quiet)


def test_five_millimetres_at_the_paper_s_edge_stay_blank(foot: list[list[bool]]) -> None:
    assert not inked(foot, 0, 292 * MM, 210 * MM, 5 * MM)
    assert not inked(foot, 0, 0, 5 * MM, 297 * MM)


def test_without_a_qr_the_note_stands_at_the_margin(form_sheet: Sheet, measure: FontMeasure) -> None:
    pages = paginate(form_sheet, measure)
    places = []
    for options in (OPTIONS, replace(OPTIONS, qr="")):
        page = pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(pages, measure, options)))[0].get_textpage()
        found = page.search("校验码 7F3K").get_next()
        assert found is not None
        places.append(page.get_charbox(found[0])[0])
    assert places[1] == pytest.approx(25 * MM, abs=1)
    assert places[0] == pytest.approx((25 + 13 + 3) * MM, abs=1)


NAMED = replace(OPTIONS, footer_name="信息化项目运维")


def pages_text(sheet: Sheet, measure: FontMeasure, options: PdfOptions) -> list[pypdfium2.PdfTextPage]:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(paginate(sheet, measure), measure, options)))
    return [page.get_textpage() for page in document]


def box_of(page: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of words on a page, in pt from its lower left corner."""
    found = page.search(words).get_next()
    assert found is not None
    boxes = [page.get_charbox(found[0] + place) for place in range(found[1])]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def test_each_page_but_the_first_names_the_project_below_the_note(long_sheet: Sheet, measure: FontMeasure) -> None:
    first, *others = pages_text(long_sheet, measure, NAMED)
    assert first.search("信息化项目运维").get_next() is None
    assert len(others) > 1
    for page in others:
        left, _bottom, _right, top = box_of(page, "信息化项目运维")
        note = box_of(page, "校验码 7F3K")
        assert left == pytest.approx(note[0], abs=1)
        assert top < note[1]


@pytest.mark.parametrize(
    "note", ["校验码 7F3K-9Q2M-X4TD", "校验码 7F3K-9Q2M-X4TD（2024 年 12 月 1 日打印，另存一份）"]
)
def test_a_long_name_is_cut_before_the_margin_and_stands_clear_of_the_page_number(
    long_sheet: Sheet, measure: FontMeasure, note: str
) -> None:
    name = "镇城市运行管理中心“一网统管”平台运行维护和信息系统安全保障" * 4
    options = replace(NAMED, footer_name=name, footer_left=note)
    page = pages_text(long_sheet, measure, options)[1]
    left, bottom, _right, top = box_of(page, "镇城市运行管理中心“一网")
    right = box_of(page, "…")[2]
    assert left == pytest.approx((25 + 13 + 3) * MM, abs=1)
    assert 185 * MM < right <= 190 * MM + 0.1
    assert top < box_of(page, "第 2 页")[1]
    assert bottom >= 5 * MM
