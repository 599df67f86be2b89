"""Edits make a new form that shares what did not change (DESIGN.md, decision 1)."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from published import form_of, with_fields
from ziping.form import edit
from ziping.form.edit import NoSuchField
from ziping.form.indicators import find_node, node_ids, parent_id
from ziping.form.model import Category, Dimension, Form, Indicator, Printed, PrintedFundingRow
from ziping.form.path import FieldPath

FULL = form_of("jiangqiao-2024-qitarenyuan")
"""d1 成本 (c1: i1 i2) · d2 产出 (c2: i3–i5, c3: i6 i7, c4: i8 i9) · d3 效益 (c5: i10, c6: i11 i12) · d4 满意度 (c7: i13)."""


def at(address: str) -> FieldPath:
    return FieldPath.parse(address)


def printed(form: Form) -> Printed:
    assert form.printed is not None
    return form.printed


def ids_below(form: Form, node_id: str) -> list[str]:
    node = find_node(form, node_id)
    assert isinstance(node, Dimension | Category)
    return [below.id for below in (node.categories if isinstance(node, Dimension) else node.indicators)]


# --- get and put


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("basic.unit", "上海市嘉定区江桥镇城市运行管理中心"),
        ("funding.fiscal.executed", Decimal(8_155_900)),
        ("dimension.d2.name", "产出指标"),
        ("category.c1.name", "社会成本指标"),
        ("indicator.i3.target", "≤76.00(个)"),
        ("indicator.i3.weight", Decimal(5)),
        ("signature.shown", False),
        ("form.edition", "jiading-2024"),
    ],
)
def test_a_field_is_got_by_its_address(address: str, value: object) -> None:
    assert edit.get(FULL, at(address)) == value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("basic.unit", "城运中心"),
        ("basic.year", 2025),
        ("funding.other.initial_budget", Decimal("0.01")),
        ("funding.other.initial_budget", "约十万"),
        ("goal.achieved", "第一行\n第二行"),
        ("dimension.d2.name", "产出"),
        ("category.c1.name", "经济成本指标"),
        ("indicator.i13.deviation", "无"),
        ("signature.head", "王"),
        ("form.edition", "national-2020"),
    ],
)
def test_a_field_that_is_put_is_got_again_and_the_old_form_stays(address: str, value: object) -> None:
    before = FULL.model_dump_json()
    new = edit.put(FULL, at(address), value)
    assert edit.get(new, at(address)) == value
    assert FULL.model_dump_json() == before
    assert edit.put(new, at(address), edit.get(FULL, at(address))).model_copy(update={"printed": None}) == (
        FULL.model_copy(update={"printed": None})
    )


@pytest.mark.parametrize(
    "address",
    [
        "basic.colour",
        "basic.model_config",
        "basic.x.unit",
        "funding.total.executed",
        "funding.fiscal.rate",
        "indicator.i99.name",
        "indicator.c1.name",
        "category.i1.name",
        "result.total",
        "printed.total_score",
        "nowhere.at_all",
        "form.colour",
    ],
)
def test_an_address_of_nothing_is_refused(address: str) -> None:
    with pytest.raises(NoSuchField):
        edit.get(FULL, at(address))
    with pytest.raises(NoSuchField):
        edit.put(FULL, at(address), "x")


def test_an_id_is_given_once_and_stays() -> None:
    with pytest.raises(NoSuchField):
        edit.put(FULL, at("indicator.i1.id"), "i2")


@pytest.mark.parametrize(
    ("address", "value"),
    [("basic.unit", 5), ("indicator.i1.weight", 2.5), ("indicator.i1.name", None), ("form.indicators", "none")],
)
def test_a_value_of_the_wrong_type_is_refused(address: str, value: object) -> None:
    with pytest.raises(ValidationError):
        edit.put(FULL, at(address), value)


def test_untouched_branches_are_shared() -> None:
    new = edit.put(FULL, at("indicator.i3.score"), "4")
    assert new.basic is FULL.basic
    assert new.funding is FULL.funding
    assert [new.indicators[n] is FULL.indicators[n] for n in range(4)] == [True, False, True, True]
    old_output, new_output = FULL.indicators[1], new.indicators[1]
    assert [new_output.categories[n] is old_output.categories[n] for n in range(3)] == [False, True, True]
    assert [
        row.id for row in new_output.categories[0].indicators if row not in old_output.categories[0].indicators
    ] == ["i3"]
    removed = edit.remove(FULL, {"i3"})
    assert removed.indicators[0] is FULL.indicators[0]
    assert removed.indicators[1].categories[1] is old_output.categories[1]


def test_fields_of_a_newer_version_survive_an_edit() -> None:
    newer = Form.model_validate(
        {**FULL.model_dump(), "approval": {"by": "财政所"}, "goal": {"expected": "a", "x": 1}}
    )
    new = with_fields(newer, {"goal.expected": "b", "basic.unit": "c"})
    assert new.model_dump()["approval"] == {"by": "财政所"}
    assert new.model_dump()["goal"] == {"expected": "b", "achieved": "", "x": 1}


# --- adding, removing, moving


def test_new_rows_come_at_the_end_or_where_they_are_wanted() -> None:
    form, first = edit.add_indicator(FULL, "c1", values={"name": "水电费", "weight": "5"})
    form, second = edit.add_indicator(form, "c1", at=0)
    assert (first, second) == ("i14", "i15")
    assert ids_below(form, "c1") == ["i15", "i1", "i2", "i14"]
    node = find_node(form, "i14")
    assert isinstance(node, Indicator)
    assert (node.name, str(node.weight), node.score) == ("水电费", "5", "")
    form, category = edit.add_category(form, "d1", "经济成本指标", at=0)
    assert ids_below(form, "d1") == [category, "c1"]
    form, category = edit.add_category(form, "d1", "生态环境成本指标")
    assert ids_below(form, "d1")[-1] == category
    form, dimension = edit.add_dimension(form, "其他指标", at=1)
    assert [each.id for each in form.indicators] == ["d1", dimension, "d2", "d3", "d4"]


def test_a_new_id_is_never_one_that_is_in_use() -> None:
    odd = with_fields(FULL, {"form.indicators": (Dimension(id="i7"), Dimension(id="iron"), Dimension(id="d²"))})
    form, dimension = edit.add_dimension(odd, "产出指标")
    form, category = edit.add_category(form, dimension, "数量指标")
    form, indicator = edit.add_indicator(form, category)
    assert (dimension, category, indicator) == ("d1", "c1", "i8")


@pytest.mark.parametrize("parent", ["c99", "d1", "i1", ""])
def test_a_row_is_made_inside_a_category_only(parent: str) -> None:
    with pytest.raises(NoSuchField):
        edit.add_indicator(FULL, parent)


def test_a_category_is_made_inside_a_dimension_only() -> None:
    with pytest.raises(NoSuchField):
        edit.add_category(FULL, "c1", "数量指标")


def test_a_row_with_unknown_values_is_refused() -> None:
    with pytest.raises(NoSuchField, match="colour"):
        edit.add_indicator(FULL, "c1", values={"colour": "red"})


def test_what_is_removed_goes_with_all_below_it() -> None:
    form = edit.remove(FULL, {"d1", "c3", "i3", "i99"})
    assert " ".join(node_ids(form)) == "d2 c2 i4 i5 c4 i8 i9 d3 c5 i10 c6 i11 i12 d4 c7 i13"
    assert edit.remove(FULL, set()) == FULL


@pytest.mark.parametrize(
    ("node", "parent", "position", "expected"),
    [
        ("i3", "c2", 1, ["i4", "i3", "i5"]),
        ("i3", "c2", 2, ["i4", "i5", "i3"]),
        ("i5", "c2", 0, ["i5", "i3", "i4"]),
        ("i3", "c7", 0, ["i3", "i13"]),
        ("i3", "c7", 9, ["i13", "i3"]),
        ("c4", "d2", 0, ["c4", "c2", "c3"]),
        ("c4", "d4", 1, ["c7", "c4"]),
    ],
)
def test_a_node_moves_within_and_between_parents(node: str, parent: str, position: int, expected: list[str]) -> None:
    form = edit.move(FULL, node, parent, position)
    assert ids_below(form, parent) == expected
    assert parent_id(form, node) == parent
    assert find_node(form, node) == find_node(FULL, node)
    assert sorted(node_ids(form)) == sorted(node_ids(FULL))


def test_a_dimension_moves_at_the_top() -> None:
    assert [each.id for each in edit.move(FULL, "d4", "", 0).indicators] == ["d4", "d1", "d2", "d3"]


@pytest.mark.parametrize(
    ("node", "parent"), [("i99", "c1"), ("i1", "d1"), ("i1", ""), ("c1", "c2"), ("c1", ""), ("c1", "i1")]
)
def test_a_node_moves_to_its_own_level_only(node: str, parent: str) -> None:
    with pytest.raises(NoSuchField):
        edit.move(FULL, node, parent, 0)


# --- printed results lapse when what they were computed from changes


def test_money_that_changes_takes_its_printed_results_with_it() -> None:
    left = printed(edit.put(FULL, at("funding.carried_over.executed"), "100"))
    assert left == Printed(fiscal=printed(FULL).fiscal, other=printed(FULL).other)
    assert left.fiscal == PrintedFundingRow(
        initial_budget="1245.54", full_budget="956.64", executed="815.59", execution_rate="85.25"
    )


@pytest.mark.parametrize("score", ["4", "", "五"])
def test_a_score_that_changes_takes_total_and_grade_with_it(score: str) -> None:
    left = printed(edit.put(FULL, at("indicator.i3.score"), score))
    assert (left.total_score, left.grade, left.execution_score) == ("", "", "8.53")
    assert left.total == printed(FULL).total


def test_a_row_with_a_score_that_comes_or_goes_takes_them_too() -> None:
    assert printed(edit.remove(FULL, {"d1"})).total_score == ""
    assert printed(edit.add_indicator(FULL, "c1", values={"score": "5"})[0]).total_score == ""


def test_what_no_result_was_computed_from_leaves_them_alone() -> None:
    fields = {
        "indicator.i3.name": "联勤队员",
        "indicator.i3.weight": "6",
        "indicator.i3.deviation": "无",
        "goal.achieved": "",
        "basic.unit": "别的单位",
        "category.c1.name": "经济成本指标",
    }
    assert with_fields(FULL, fields).printed == FULL.printed
    assert edit.add_indicator(FULL, "c1")[0].printed == FULL.printed
    assert edit.add_dimension(FULL, "其他指标")[0].printed == FULL.printed
    assert edit.remove(edit.add_indicator(FULL, "c1")[0], {"i14"}) == FULL
    for node, parent in (("i3", "c7"), ("c1", "d2"), ("d4", "")):
        assert edit.move(FULL, node, parent, 0).printed == FULL.printed


def test_another_edition_takes_them_all_because_it_prints_another_unit() -> None:
    assert edit.put(FULL, at("form.edition"), "chongming-2023").printed is None


def test_printed_results_themselves_can_be_put() -> None:
    new = edit.put(FULL, at("form.printed"), Printed(total_score="99"))
    assert printed(new).total_score == "99"


# --- any sequence of edits


def random_edit(form: Form, dice: random.Random) -> Form:
    """One edit such as a clerk makes; addresses that do not exist are passed over."""
    ids = [*node_ids(form), "i999"]
    node, other, position, score = (
        dice.choice(ids),
        dice.choice([*ids, ""]),
        dice.randrange(4),
        str(dice.randrange(9)),
    )
    edits: list[Callable[[], Form]] = [
        lambda: edit.add_dimension(form, "产出指标", position)[0],
        lambda: edit.add_category(form, node, "数量指标", position)[0],
        lambda: edit.add_indicator(form, node, None, {"score": score})[0],
        lambda: edit.remove(form, {node, other}),
        lambda: edit.move(form, node, other, position),
        lambda: edit.put(form, FieldPath("indicator", node, "score"), score),
    ]
    try:
        return dice.choice(edits)()
    except NoSuchField:
        return form


@settings(deadline=None, max_examples=60)
@given(st.integers())
def test_any_edits_keep_ids_unique_and_the_hierarchy_whole(seed: int) -> None:
    """R16: every id once, 三级 only under 二级 under 一级, and the value is what its own text reads back to."""
    dice, form = random.Random(seed), FULL
    for _ in range(25):
        form = random_edit(form, dice)
        ids = list(node_ids(form))
        assert len(set(ids)) == len(ids)
        assert all(isinstance(each, Dimension) and each.id[0] == "d" for each in form.indicators)
        for dimension in form.indicators:
            assert all(category.id[0] == "c" for category in dimension.categories)
            assert all(row.id[0] == "i" for category in dimension.categories for row in category.indicators)
    assert Form.model_validate_json(form.model_dump_json()) == form
