"""Blocks pasted from the current cell right and down (UX.md U16)."""

from __future__ import annotations

import pytest

from app.indicator_forms import column, form_with, outline_of
from ziping.app.paste import fits, pasted, runs_over
from ziping.form import path as at
from ziping.form.model import Form
from ziping.form.path import FieldPath

ROW = ("巡查次数", "≥5次", "6次", "１０", "9.50分", "")


@pytest.fixture
def form() -> Form:
    """数量 (i1 i2), 质量 (i3), 效益 › 社会 (i4)."""
    return form_with(
        {
            "产出指标": {"数量指标": [{"name": "甲"}, {"name": "乙"}], "质量指标": [{"name": "丙"}]},
            "效益指标": {"社会效益指标": [{"name": "丁"}]},
        }
    )


def test_a_block_fills_cells_right_and_down_from_the_current_one(form: Form) -> None:
    new, cells = pasted(form, at.indicator("i1", "target"), (("≥1", "2"), ("≥3", "4")))
    assert column(new, "target") == ["≥1", "≥3", "", ""]
    assert column(new, "actual") == ["2", "4", "", ""]
    assert column(new, "name") == ["甲", "乙", "丙", "丁"]
    assert [str(cell) for cell in cells] == [
        "indicator.i1.target",
        "indicator.i1.actual",
        "indicator.i2.target",
        "indicator.i2.actual",
    ]


def test_points_are_read_as_numbers_and_kept_as_typed_where_they_are_none(form: Form) -> None:
    new, _ = pasted(form, at.indicator("i1", "weight"), (("１２．５", "4.80分"), ("十分", "")))
    assert column(new, "weight")[:2] == ["12.5", "十分"]
    assert column(new, "score")[:2] == ["4.8", ""]


def test_rows_beyond_the_last_are_made_in_the_same_group(form: Form) -> None:
    new, cells = pasted(form, at.indicator("i2", "name"), (("一",), ("二",), ("三",)))
    assert outline_of(new) == [
        "产出指标 / 数量指标: i1 i2 i5 i6",
        "产出指标 / 质量指标: i3",
        "效益指标 / 社会效益指标: i4",
    ]
    assert column(new, "name") == ["甲", "一", "二", "三", "丙", "丁"]
    assert len(cells) == 3


def test_a_block_never_runs_into_the_next_group_unasked(form: Form) -> None:
    block = (("1次",), ("2次",), ("3次",))
    where = at.indicator("i2", "actual")
    assert runs_over(form, where, block)
    assert column(pasted(form, where, block).form, "actual") == ["", "1次", "2次", "3次", "", ""]
    assert column(pasted(form, where, block, across=True).form, "actual") == ["", "1次", "2次", "3次"]


def test_filling_across_goes_on_in_the_last_group(form: Form) -> None:
    block = tuple((f"{n}次",) for n in range(1, 4))
    new, _ = pasted(form, at.indicator("i3", "actual"), block, across=True)
    assert outline_of(new)[-1] == "效益指标 / 社会效益指标: i4 i5"
    assert column(new, "actual") == ["", "", "1次", "2次", "3次"]


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        (at.indicator("i1", "name"), 3),  # names make new rows, so there is no question
        (at.indicator("i1", "actual"), 2),  # the group is long enough
        (at.indicator("i4", "actual"), 3),  # nothing follows below
        (FieldPath("category", "c1", "name"), 3),
    ],
)
def test_there_is_no_question_where_it_is_clear_what_is_meant(form: Form, where: FieldPath, rows: int) -> None:
    assert not runs_over(form, where, (("1",),) * rows)


def test_whole_rows_begin_at_the_name_wherever_the_cursor_is(form: Form) -> None:
    assert fits(at.indicator("i1", "score"), (ROW,))
    new, _ = pasted(form, at.indicator("i1", "score"), (ROW,))
    assert column(new, "name")[0] == "巡查次数"
    assert (column(new, "weight")[0], column(new, "score")[0]) == ("10", "9.5")


def test_a_block_on_a_group_makes_rows_in_it(form: Form) -> None:
    new, _ = pasted(form, FieldPath("category", "c2", "name"), (ROW, ROW))
    assert outline_of(new)[1] == "产出指标 / 质量指标: i3 i5 i6"
    assert column(new, "name")[2:5] == ["丙", "巡查次数", "巡查次数"]


def test_empty_rows_at_the_end_clear_cells_but_make_no_rows(form: Form) -> None:
    new, cells = pasted(form, at.indicator("i2", "name"), (("",), ("",), ("",)))
    assert column(new, "name") == ["甲", "", "丙", "丁"]
    assert len(cells) == 1


def test_columns_without_a_place_do_not_fit(form: Form) -> None:
    assert not fits(at.indicator("i1", "score"), (("1", "2", "3"),))
    new, cells = pasted(form, at.indicator("i1", "score"), (("1", "2", "3"),))
    assert column(new, "deviation")[0] == "2"
    assert len(cells) == 2


def test_without_any_group_there_is_nowhere_to_paste() -> None:
    assert pasted(Form(edition="jiading-2024"), FieldPath("form", "", "indicators"), (("甲",),)).cells == ()
