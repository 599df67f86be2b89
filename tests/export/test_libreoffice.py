"""What LibreOffice prints from the workbook, with the shipped font as the only Chinese one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest

from export.conftest import Export, Exported, page_texts, squeezed
from ziping.resources import resource

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
FORMS = ("xianghua-2023-ywtg", "jiangqiao-2024-houqin")


@pytest.fixture(scope="module")
def printed(export: Export, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the forms' workbooks as LibreOffice prints them."""
    home = tmp_path_factory.mktemp("home")
    (home / ".fonts").mkdir()
    for font in resource("fonts").glob("*.ttf"):
        shutil.copy(font, home / ".fonts")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    profile = f"-env:UserInstallation=file://{home}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(home)]
    subprocess.run(
        [*command, *(str(export(name).xlsx) for name in FORMS)],
        env=environment | {"HOME": str(home)},
        check=True,
        capture_output=True,
        timeout=120,
    )
    return home


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, export: Export) -> Exported:
    return export(str(request.param))


def pdf_of(printed: Path, form: Exported) -> Path:
    return printed / f"{form.xlsx.stem}.pdf"


def test_it_prints_at_most_two_pages_of_a4(printed: Path, form: Exported) -> None:
    with pypdfium2.PdfDocument(pdf_of(printed, form)) as document:
        assert len(document) <= 2
        for page in document:
            assert page.get_size() == pytest.approx((595.3, 841.9), abs=0.5)


def test_it_prints_the_same_texts(printed: Path, form: Exported) -> None:
    text = "".join(page_texts(pdf_of(printed, form)))
    missing = [cell for line in form.lines for cell in line if squeezed(cell) not in text]
    assert missing == []


def test_each_label_stands_whole_on_one_page(printed: Path, form: Exported) -> None:
    """LibreOffice draws a merged cell on each page that it reaches, cut where the page's table begins and ends."""
    line = next(line for line in form.lines if "三级指标" in line)
    once = "".join("".join(line) for line in form.lines)
    labels = {row[level] for row in form.plain["绩效指标"] for level in ("一级指标", "二级指标")}
    with pypdfium2.PdfDocument(pdf_of(printed, form)) as document:
        repeated = "".join(line) * (len(document) - 1)
        wanted = {label: (once + repeated).count(label) for label in labels}
        assert {label: sum(whole_on(page, label) for page in document) for label in labels} == wanted


def whole_on(page: pypdfium2.PdfPage, label: str) -> int:
    """How often the label stands inside the table on a page; it must not reach over the table's edge."""
    heights = [height for _, _, height in horizontal_rules(page)]
    text = page.get_textpage()
    search, count = text.search(label), 0
    while found := search.get_next():
        boxes = [text.get_charbox(place) for place in range(found[0], sum(found))]
        low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
        inside = min(heights) <= low and high <= max(heights)
        assert inside or low >= max(heights) or high <= min(heights), f"{label} is cut"
        count += inside
    return count


def test_no_line_of_text_runs_over_a_border(printed: Path, form: Exported) -> None:
    with pypdfium2.PdfDocument(pdf_of(printed, form)) as document:
        for page in document:
            rules = list(horizontal_rules(page))
            assert len(rules) > 5
            text = page.get_textpage()
            for place in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(place)
                for start, stop, height in rules:
                    over = start < left and right < stop and bottom + 0.5 < height < top - 0.5
                    assert not over, text.get_text_range(max(place - 5, 0), 10)


def horizontal_rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """The horizontal lines drawn on a page: left and right end, height above the page's foot."""
    for shape in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        if top - bottom < 2 < right - left:
            yield left, right, (top + bottom) / 2
