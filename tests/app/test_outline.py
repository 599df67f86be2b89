"""Rows moved, copied and dropped: the hierarchy 一级 › 二级 › 三级 is kept by construction (UX.md U18)."""

from __future__ import annotations

import pytest

from app.indicator_forms import column, form_with, outline_of
from ziping.app.outline import Place, drop, drop_place, duplicate, level, movable, shift
from ziping.form.model import Form


@pytest.fixture
def form() -> Form:
    """d1 产出: c1 数量 (i1 i2), c2 质量 (i3); d2 效益: c3 社会 (i4), c4 生态 (none)."""
    return form_with(
        {
            "产出指标": {
                "数量指标": [{"name": "巡查次数"}, {"name": "处置件数"}],
                "质量指标": [{"name": "处置合格率"}],
            },
            "效益指标": {"社会效益指标": [{"name": "市容环境"}], "生态效益指标": []},
        }
    )


def test_a_level_is_told_by_the_id(form: Form) -> None:
    assert [level(form, one) for one in ("d1", "c1", "i1", "x9")] == ["dimension", "category", "indicator", ""]


def test_only_rows_of_the_highest_level_move_in_print_order(form: Form) -> None:
    assert movable(form, ["i3", "i1"]) == ["i1", "i3"]
    assert movable(form, ["i1", "c2", "i4"]) == ["c2"]


def test_a_row_moves_up_and_down_among_its_siblings(form: Form) -> None:
    assert outline_of(shift(form, ["i1"], 1))[0] == "产出指标 / 数量指标: i2 i1"
    assert outline_of(shift(form, ["i2"], -1))[0] == "产出指标 / 数量指标: i2 i1"


def test_a_row_at_the_edge_goes_into_the_next_group_of_the_same_dimension(form: Form) -> None:
    assert outline_of(shift(form, ["i2"], 1))[:2] == ["产出指标 / 数量指标: i1", "产出指标 / 质量指标: i2 i3"]
    assert outline_of(shift(form, ["i3"], -1))[:2] == ["产出指标 / 数量指标: i1 i2 i3", "产出指标 / 质量指标:"]


def test_a_row_never_leaves_its_dimension(form: Form) -> None:
    assert shift(form, ["i1"], -1) == form
    assert shift(form, ["i3"], 1) == form


def test_several_rows_move_together_and_keep_their_order(form: Form) -> None:
    moved = shift(form, ["i1", "i2"], 1)
    assert outline_of(moved)[:2] == ["产出指标 / 数量指标:", "产出指标 / 质量指标: i1 i2 i3"]
    assert shift(form, ["i1", "i2"], -1) == form


def test_a_group_moves_within_its_dimension(form: Form) -> None:
    assert outline_of(shift(form, ["c1"], 1))[:2] == ["产出指标 / 质量指标: i3", "产出指标 / 数量指标: i1 i2"]
    assert shift(form, ["c2"], 1) == form


def test_a_duplicate_stands_below_its_row_with_all_its_values(form: Form) -> None:
    copied, made = duplicate(form, ["i1", "i3", "c3"])
    # A 二级 in the selection is the highest level, so nothing of it is copied.
    assert made == []
    copied, made = duplicate(form, ["i1", "i3"])
    assert made == ["i5", "i6"]
    assert outline_of(copied)[:2] == ["产出指标 / 数量指标: i1 i5 i2", "产出指标 / 质量指标: i3 i6"]
    assert column(copied, "name") == ["巡查次数", "巡查次数", "处置件数", "处置合格率", "处置合格率", "市容环境"]


@pytest.mark.parametrize(
    ("dragged", "target", "lower", "place"),
    [
        (["i1"], "i3", False, Place("c2", 0)),
        (["i1"], "i3", True, Place("c2", 1)),
        (["i1"], "c4", False, Place("c4", 0)),
        (["i4"], "c1", True, Place("c1", 2)),
        (["c1"], "c3", False, Place("d2", 0)),
        (["c1"], "d2", True, Place("d2", 2)),
        (["d2"], "d1", False, Place("", 0)),
    ],
)
def test_rows_may_be_dropped_beside_their_like_or_into_the_level_above(
    form: Form, dragged: list[str], target: str, lower: bool, place: Place
) -> None:
    assert drop_place(form, dragged, target, lower=lower) == place


@pytest.mark.parametrize(
    ("dragged", "target"),
    [(["i1"], "d1"), (["c1"], "i3"), (["d1"], "c3"), (["d1"], "i4"), (["i1"], "i1"), ([], "i1")],
)
def test_an_illegal_drop_is_not_offered(form: Form, dragged: list[str], target: str) -> None:
    assert drop_place(form, dragged, target, lower=False) is None


def test_dropped_rows_keep_their_order_and_every_row_is_there_once(form: Form) -> None:
    moved = drop(form, ["i1", "i3"], Place("c3", 1))
    assert outline_of(moved) == [
        "产出指标 / 数量指标: i2",
        "产出指标 / 质量指标:",
        "效益指标 / 社会效益指标: i4 i1 i3",
        "效益指标 / 生态效益指标:",
    ]


def test_a_row_dropped_below_its_sibling_stands_there(form: Form) -> None:
    assert outline_of(drop(form, ["i1"], Place("c1", 2)))[0] == "产出指标 / 数量指标: i2 i1"
