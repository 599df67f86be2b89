"""Typefaces of the machine: which are found, what is refused, and what prints in them."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from typefaces import DIGIT, RESTRICTED, TEXT, bytes_of, collection, install, made_font
from ziping.render.faces import Face, installed_faces
from ziping.render.metrics import FontMeasure
from ziping.render.pdf import PdfOptions, embeddable, pdf_bytes
from ziping.render.truetype import AdvanceWidths, UnreadableFont
from ziping.sheet.model import Cell, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate

OPTIONS = PdfOptions("江桥镇", "", "", datetime(2025, 1, 15, tzinfo=UTC), draft=True)
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the folders of Linux")


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no fonts but the user's own, in this folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "shared"))
    return tmp_path / "data"


def test_well_known_files_are_found_under_their_chinese_names(fonts: Path, tmp_path: Path) -> None:
    kai = install(fonts, "SIMKAI.TTF", bytes_of(made_font()))
    song = install(tmp_path / "shared", "simsun.ttc", collection(made_font(), made_font(name="Other")))
    install(fonts, "unknown.ttf", bytes_of(made_font()))
    assert installed_faces() == (Face("宋体", song), Face("楷体", kai))


def test_the_users_own_file_comes_before_the_systems(fonts: Path, tmp_path: Path) -> None:
    install(tmp_path / "shared", "simkai.ttf", bytes_of(made_font()))
    own = install(fonts, "simkai.ttf", bytes_of(made_font()))
    assert installed_faces() == (Face("楷体", own),)


def test_a_machine_without_fonts_has_none(fonts: Path) -> None:
    assert not fonts.exists()
    assert installed_faces() == ()


def truncated() -> bytes:
    return bytes_of(made_font())[:300]


def without_outlines() -> bytes:
    font = made_font()
    del font["glyf"], font["loca"]
    return bytes_of(font)


def for_symbols() -> bytes:
    font = made_font()
    for table in font["cmap"].tables:
        table.platformID, table.platEncID = 3, 0
    font["cmap"].tables = font["cmap"].tables[:1]
    return bytes_of(font)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ttcf",
        b"OTTO" + bytes_of(made_font())[4:],
        b"<!DOCTYPE html>" * 50,
        truncated(),
        without_outlines(),
        for_symbols(),
        bytes_of(made_font(licence=RESTRICTED)),
        bytes_of(made_font(licence=0x0100)),
        bytes_of(made_font("0123456789")),
    ],
    ids=[
        "empty",
        "cut off",
        "cff",
        "no font",
        "truncated",
        "no outlines",
        "symbols",
        "restricted",
        "no subset",
        "latin",
    ],
)
def test_a_file_that_cannot_serve_is_not_offered(fonts: Path, data: bytes) -> None:
    install(fonts, "simkai.ttf", data)
    assert installed_faces() == ()


def test_a_folder_in_place_of_a_font_is_not_offered(fonts: Path) -> None:
    (fonts / "fonts" / "simkai.ttf").mkdir(parents=True)
    assert installed_faces() == ()


@pytest.mark.parametrize("format_12", [False, True])
def test_widths_of_a_collection_are_those_of_the_font_asked_for(tmp_path: Path, format_12: bool) -> None:
    path = tmp_path / "two.ttc"
    first, second = made_font(format_12=format_12), made_font(digit=430, name="Other", format_12=format_12)
    path.write_bytes(collection(first, second))
    widths = [AdvanceWidths(path, index) for index in (0, 1)]
    assert [width.width("7") for width in widths] == [0.7, 0.43]
    assert [width.width("财") for width in widths] == [1.0, 1.0]
    assert [width.width("\U00020bb7") for width in widths] == ([1.0, 1.0] if format_12 else [None, None])
    with pytest.raises(UnreadableFont):
        AdvanceWidths(path, 2)


@pytest.mark.skipif(not DEJAVU.is_file(), reason="DejaVu Sans is not installed")
def test_another_makers_font_is_read_alike() -> None:
    font, widths = TTFont(DEJAVU), AdvanceWidths(DEJAVU)
    expected = {code: font["hmtx"][glyph][0] / 2048 for code, glyph in font.getBestCmap().items()}
    assert {code: widths.width(chr(code)) for code in expected} == expected
    assert widths.width("财") is None


@pytest.fixture
def kai(tmp_path: Path) -> Face:
    path = tmp_path / "kai.ttf"
    path.write_bytes(bytes_of(made_font()))
    return Face("楷体", path)


def test_regular_text_is_measured_in_the_chosen_face_and_the_rest_in_the_shipped_one(kai: Face) -> None:
    measure = FontMeasure(kai)
    assert measure.face == kai
    assert measure.width("2024乙", bold=False) == pytest.approx(4 * DIGIT / 1000 + 1)
    assert measure.width("00", bold=True) == pytest.approx(2 * 0.593)
    assert measure.runs("2024乙财", bold=False) == [
        ("Chosen", "2024"),
        ("ZipingSerif-Regular", "乙"),
        ("Chosen", "财"),
    ]
    assert measure.runs("2024", bold=True) == [("ZipingSerif-Bold", "2024")]


def test_wider_digits_need_more_lines(kai: Face) -> None:
    sheet = Sheet("表", (65.0,), (Row(),), (Cell(0, 0, "12345678901", TextStyle(9)),))
    shipped, chosen = (paginate(sheet, FontMeasure(face)).pages[0].cells[0].lines for face in (None, kai))
    assert (len(shipped), len(chosen)) == (1, 2)


@pytest.mark.parametrize("broken", [b"", b"no font"])
def test_a_face_that_cannot_be_read_is_the_shipped_one(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "simkai.ttf"
    path.write_bytes(broken)
    for face in (Face("楷体", path), Face("楷体", tmp_path / "none.ttf")):
        measure = FontMeasure(face)
        assert measure.face is None
        assert measure.width("0", bold=False) == 0.557
        assert not embeddable(face)


SHEET = Sheet("表", (400.0,), (Row(20),), (Cell(0, 0, "财政项目2024年度乙", TextStyle(9)),))


def made(face: Face | None, sheet: Sheet = SHEET) -> bytes:
    measure = FontMeasure(face)
    return pdf_bytes(paginate(sheet, measure), measure, OPTIONS)


def font_names(pdf: bytes) -> set[str]:
    resources = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    fonts = resources["/Font"].values()  # type: ignore[index]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    return {font["/BaseFont"].split("+")[1] for font in fonts}


def text_of(pdf: bytes) -> str:
    return "".join(str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()).split())


def test_the_pdf_embeds_a_part_of_the_chosen_face_and_reads_as_before(kai: Face) -> None:
    assert embeddable(kai)
    pdf = made(kai)
    assert font_names(pdf) == {"TestKai", "ZipingSerif-Regular", "ZipingSerif-Bold"}
    assert text_of(pdf) == text_of(made(None)) == "财政项目2024年度乙第1页共1页草稿"


def test_equal_choices_give_equal_bytes_also_after_another_face(kai: Face, tmp_path: Path) -> None:
    path = tmp_path / "song.ttc"
    path.write_bytes(collection(made_font(name="TestSong"), made_font(name="TestNewSong")))
    songs = [Face("宋体", path), Face("新宋体", path, 1)]
    first = [made(face) for face in (kai, *songs, None)]
    assert [made(face) for face in (kai, *songs, None)] == first
    assert [min(font_names(pdf)) for pdf in first] == [
        "TestKai",
        "TestSong-0",
        "TestNewSong-1",
        "ZipingSerif-Bold",
    ]


def test_the_pdf_tells_nothing_of_where_the_font_lay(kai: Face, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other place.ttf"
    elsewhere.write_bytes(kai.path.read_bytes())
    assert made(kai) == made(replace(kai, path=elsewhere))


def test_a_font_under_the_shipped_ones_name_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "kai.ttf"
    shipped = next(iter(font_names(made(None)) - {"ZipingSerif-Bold"}))
    path.write_bytes(bytes_of(made_font(name=shipped)))
    assert not embeddable(Face("楷体", path))


def test_a_nameless_font_is_refused_by_the_pdf_library(tmp_path: Path) -> None:
    font = made_font()
    font["name"].names = []
    path = tmp_path / "kai.ttf"
    path.write_bytes(bytes_of(font))
    assert FontMeasure(Face("楷体", path)).face is not None
    assert not embeddable(Face("楷体", path))


def test_every_character_of_the_test_font_is_in_the_shipped_one() -> None:
    assert all(FontMeasure().width(character, bold=False) > 0 for character in TEXT)
