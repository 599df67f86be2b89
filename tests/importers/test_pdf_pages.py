"""A page break anywhere in the table leaves the form as it is: rows go on, labels cut in two are one again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from published import source_of
from ziping.app.export import pdf_of
from ziping.app.session import View
from ziping.form.difference import differences
from ziping.form.model import Form
from ziping.importers.pdf_table import form_of_pages
from ziping.importers.pdf_text import pages_of_pdf
from ziping.importers.plain_json import read_plain

Page = dict[str, Any]


@cache
def form() -> Form:
    """A form on one page, whose label 可持续影响指标 takes two lines beside four rows."""
    source = source_of("xianghua-2023-ywtg")
    source |= {key: source[key][:150] for key in ("预期目标", "实际完成情况")}
    source["绩效指标"] = source["绩效指标"][4:7] + source["绩效指标"][-9:]
    return read_plain(json.dumps(source)).form


@cache
def page() -> Page:
    (only,) = pages_of_pdf(pdf_of(View(form()), datetime(2024, 12, 1, tzinfo=UTC)))
    return only


def torn(told: Page, height: float) -> list[Page]:
    """The page as two, each cell that reaches over the height in two parts with the lines that stand there."""
    upper: list[Any] = []
    lower: list[Any] = []
    for x0, top, x1, bottom, lines, overfull in told["cells"]:
        above = [line for line in lines if (line[2] + line[4]) / 2 < height]
        below = [line for line in lines if line not in above]
        if top < height - 1:
            upper.append([x0, top, x1, min(bottom, height), above, overfull])
        if bottom > height + 1:
            lower.append([x0, max(top, height), x1, bottom, below, overfull])
    return [{"cells": upper, "outside": told["outside"]}, {"cells": lower, "outside": []}]


def rows_below_the_header() -> list[float]:
    tops = sorted({cell[1] for cell in page()["cells"]})
    header = next(cell[1] for cell in page()["cells"] if cell[4] and cell[4][0][0] == "三级指标")
    return [top for top in tops if top > header + 1]


@pytest.mark.parametrize("number", range(13))
def test_a_page_break_between_two_rows_changes_nothing(number: int) -> None:
    heights = rows_below_the_header()
    assert len(heights) == 13
    assert differences(form(), form_of_pages(torn(page(), heights[number]), "表.pdf").form) == ()


def test_one_of_these_breaks_cuts_a_label_in_two() -> None:
    parts = {
        cell[4][0][0]
        for height in rows_below_the_header()
        for part in torn(page(), height)
        for cell in part["cells"]
        if len(cell[4]) == 1
    }
    assert {"可持续影响", "指标"} <= parts


def test_a_page_break_inside_a_row_changes_nothing() -> None:
    cells = [
        cell
        for cell in page()["cells"]
        if len(cell[4]) == 2 and cell[0] > 200 and cell[1] > rows_below_the_header()[0]
    ]
    assert len(cells) > 3
    for *_, lines, _ in cells:
        height = (lines[0][4] + lines[1][2]) / 2
        assert differences(form(), form_of_pages(torn(page(), height), "表.pdf").form) == ()


def test_a_page_break_in_the_goals_changes_nothing() -> None:
    goals = next(cell for cell in page()["cells"] if len(cell[4]) > 6)
    for line in goals[4][1:]:
        assert differences(form(), form_of_pages(torn(page(), line[2] - 0.5), "表.pdf").form) == ()
