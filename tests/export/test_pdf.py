"""The PDF of every real form and sample, as other programs read it."""

import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest

from export.conftest import Export, Exported, squeezed
from published import MUST_CHANGE


def test_every_row_of_the_form_stands_in_the_pdf(exported: Exported) -> None:
    text = "".join(exported.pages)
    missing = [line for line in exported.lines if squeezed("".join(line)) not in text]
    assert missing == []


def test_another_reader_finds_every_text(exported: Exported) -> None:
    text = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(exported.pdf).pages))
    missing = [cell for line in exported.lines for cell in line if squeezed(cell) not in text]
    assert missing == []


def test_a_form_has_at_most_two_pages_of_a4(exported: Exported) -> None:
    pages = pypdf.PdfReader(exported.pdf).pages
    assert len(pages) <= 2
    for page in pages:
        assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)


def test_u26_each_page_says_which_it_is_and_whether_it_is_a_draft(exported: Exported) -> None:
    count = len(exported.pages)
    for number, text in enumerate(exported.pages, start=1):
        assert f"第{number}页共{count}页" in text
        assert ("草稿" in text) is (exported.plain.get("slug") in MUST_CHANGE)


def fonts_of(reader: pypdf.PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # what a PDF has
            yield font.get_object()


def test_every_font_is_embedded(exported: Exported) -> None:
    fonts = list(fonts_of(pypdf.PdfReader(exported.pdf)))
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in inner["/FontDescriptor"], font["/BaseFont"]
        assert "/ToUnicode" in font


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_poppler_agrees_that_fonts_are_embedded(exported: Exported) -> None:
    listing = subprocess.run(["pdffonts", exported.pdf], capture_output=True, check=True, text=True, timeout=30)
    fonts = [line.split() for line in listing.stdout.splitlines()[2:]]
    assert fonts
    # from the right: object number and generation, unicode, subset, embedded
    assert [font[-5] for font in fonts] == ["yes"] * len(fonts)


def test_the_pdf_names_its_form(exported: Exported) -> None:
    described = pypdf.PdfReader(exported.pdf).metadata
    assert described is not None
    assert described.title == "财政项目支出绩效自评表"
    assert described.author == exported.plain["实施单位"]
    assert described.subject == exported.plain["项目名称"]


def test_a_second_page_repeats_the_header_of_the_indicators(exported: Exported) -> None:
    header = "一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施"
    for text in exported.pages[1:]:
        assert text.removeprefix("绩效指标").startswith(header)


def test_a_second_page_names_the_project_in_its_foot(exported: Exported) -> None:
    name = squeezed(exported.plain["项目名称"])
    texts = [text.removesuffix("草稿") for text in exported.pages]
    assert [text.endswith(name) for text in texts] == [number > 0 for number in range(len(texts))]


def test_some_form_has_a_second_page(export: Export) -> None:
    assert len(export("xianghua-2023-ywtg").pages) == 2
