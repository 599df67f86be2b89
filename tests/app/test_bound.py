"""One PDF of many forms: bookmarks, running page numbers beside a form's own, and a bad file stops nothing (U34, U38)."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from published import FOLDER, NAMES, form_of
from ziping.app.bound import Bound, bound_pdf
from ziping.app.export import pages_of
from ziping.app.print_choices import PrintChoices
from ziping.app.session import View

CREATED = datetime(2025, 3, 8, 9, 30, tzinfo=UTC)
PATHS = [FOLDER / f"{name}.json" for name in NAMES]
COUNTS = [len(pages_of(View(form_of(name))).pages) for name in NAMES]


def reader(bound: Bound) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(bound.pdf))


@pytest.fixture(scope="module")
def whole() -> Bound:
    return bound_pdf(PATHS, CREATED)


def test_all_pages_of_all_forms_are_there_in_the_order_given(whole: Bound) -> None:
    pages = reader(whole).pages
    assert len(pages) == whole.pages == sum(COUNTS)
    first = 0
    for name, count in zip(NAMES, COUNTS, strict=True):
        assert form_of(name).basic.project_name in "".join(pages[first].extract_text().split())
        first += count


def test_each_page_has_its_own_number_and_the_running_one(whole: Bound) -> None:
    texts = ["".join(page.extract_text().split()) for page in reader(whole).pages]
    own = [f"第{page}页共{count}页" for count in COUNTS for page in range(1, count + 1)]
    for number, (text, page) in enumerate(zip(texts, own, strict=True), start=1):
        assert f"{page}（总第{number}页共{sum(COUNTS)}页）" in text


def test_each_form_has_a_bookmark_that_leads_to_its_first_page(whole: Bound) -> None:
    pdf = reader(whole)
    marks = [(mark.title, pdf.get_destination_page_number(mark)) for mark in pdf.outline]  # type: ignore[union-attr,arg-type]
    basics = [form_of(name).basic for name in NAMES]
    assert marks == [
        (f"{basic.unit}　{basic.project_name}", sum(COUNTS[:number])) for number, basic in enumerate(basics)
    ]
    assert pdf.page_mode == "/UseOutlines"


def test_it_says_what_it_is(whole: Bound) -> None:
    about = reader(whole).metadata
    assert about is not None
    assert about.title == "财政项目支出绩效自评表（合订本）"
    assert about.author is None or about.author == ""  # of two units
    assert reader(bound_pdf(PATHS[:2], CREATED)).metadata.author == form_of(NAMES[0]).basic.unit  # type: ignore[union-attr]


def test_fonts_are_embedded_once_for_all(whole: Bound) -> None:
    alone = sum(len(bound_pdf([path], CREATED).pdf) for path in PATHS)
    assert len(whole.pdf) < alone / 2


def test_u26_only_forms_with_errors_carry_the_draft_mark(whole: Bound) -> None:
    pages = reader(whole).pages
    first = 0
    for outcome, count in zip(whole.outcomes, COUNTS, strict=True):
        marked = any("草稿" in pages[page].extract_text() for page in range(first, first + count))
        assert marked is outcome.draft
        first += count
    assert sum(outcome.draft for outcome in whole.outcomes) == 4


def test_what_is_chosen_about_paper_is_heeded() -> None:
    bound = bound_pdf(PATHS[-1:], CREATED, PrintChoices(draft=True))
    assert all("草稿" in page.extract_text() for page in reader(bound).pages)


def test_u38_a_bad_file_is_left_out_and_told(tmp_path: Path) -> None:
    bad = tmp_path / "坏的.ziping"
    bad.write_bytes(b"{")
    bound = bound_pdf([PATHS[0], bad, PATHS[1]], CREATED)
    assert bound.pages == sum(COUNTS[:2])
    assert [bool(outcome.refusal) for outcome in bound.outcomes] == [False, True, False]
    assert "坏的.ziping" in bound.outcomes[1].refusal


def test_nothing_to_bind_is_no_pdf(tmp_path: Path) -> None:
    assert bound_pdf([], CREATED) == Bound(b"", 0, ())
    bound = bound_pdf([tmp_path / "没有.ziping"], CREATED)
    assert (bound.pdf, bound.pages, bound.stopped) == (b"", 0, False)


def test_the_same_forms_and_time_give_the_same_bytes(whole: Bound) -> None:
    assert bound_pdf(PATHS, CREATED) == whole


def test_u44_it_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    bound_pdf(PATHS[:3], CREATED, told=lambda done, total: told.append((done, total)))
    assert told == [(step, 6) for step in range(1, 7)]


@pytest.mark.parametrize("steps", [0, 3, 45, 78])
def test_u38_it_ends_within_half_a_second_with_nothing_to_save(steps: int) -> None:
    done: list[int] = []
    moments: list[float] = []

    def stop() -> bool:
        if len(done) >= steps and not moments:
            moments.append(time.monotonic())
        return bool(moments)

    bound = bound_pdf(PATHS * 5, CREATED, stop=stop, told=lambda _done, _total: done.append(1))
    assert time.monotonic() - moments[0] < 0.5
    assert (bound.pdf, bound.stopped) == (b"", True)
