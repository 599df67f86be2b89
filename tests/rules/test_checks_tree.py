"""I10 to I15: the tree of 绩效指标 (CHECKS.md)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.edit import add_category, add_dimension, add_indicator, remove
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.rules.check import Check
from ziping.rules.checks.tree import lopsided, missing_kinds, repeated_indicators, unusual_place, unusual_split
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

ORDERLY = form_of("xianghua-2023-ywtg")  # 产出 50, 效益 30, 满意度 10, as the edition has it
STAFF = form_of("jiangqiao-2024-qitarenyuan")


def found(check: Check, form: Form, fields: Mapping[str, object] | None = None) -> list[Finding]:
    form = with_fields(form, fields or {})
    return list(check(Subject.of(form, edition(form.edition))))


def with_rows(*places: tuple[str, str, str, str]) -> Form:
    """A form of 嘉定 2024 with rows of 一级, 二级, 三级 and 分值."""
    form = Form(edition="jiading-2024")
    for dimension, category, name, weight in places:
        above = next((node for node in form.indicators if node.name == dimension), None)
        if above is None:
            form, above_id = add_dimension(form, dimension)
            form, below_id = add_category(form, above_id, category)
        else:
            below = next((node for node in above.categories if node.name == category), None)
            form, below_id = (form, below.id) if below else add_category(form, above.id, category)
        form, _ = add_indicator(form, below_id, values={"name": name, "weight": weight})
    return form


# --- I11


def test_a_row_that_outweighs_its_neighbours_is_pointed_out_once() -> None:
    rows = [("产出指标", "数量指标", name, weight) for name, weight in (("甲", "20"), ("乙", "10"), ("丙", "10"))]
    [finding] = found(lopsided, with_rows(*rows))
    assert (finding.rule, finding.severity, str(finding.path)) == ("I11", "hint", "indicator.i1.weight")
    assert finding.message == "“甲”一项就占了“产出指标”40 分中的 20 分（50%）"


def test_a_weighty_part_that_rests_on_one_row_is_pointed_out() -> None:
    [finding] = found(lopsided, with_rows(("效益指标", "社会效益指标", "街面秩序", "30")))
    assert finding.message == "“街面秩序”一项就占了“效益指标”30 分中的 30 分（100%）"


def test_a_part_without_a_name_is_called_by_its_level() -> None:
    [finding] = found(lopsided, with_rows((" ", "社会效益指标", "街面秩序", "30")))
    assert "占了“一级指标”30 分" in finding.message


@pytest.mark.parametrize(
    "rows",
    [
        [("成本指标", "经济成本指标", "总成本", "10")],
        [("满意度指标", "服务对象满意度指标", "群众满意度", "20")],
        [("成本指标", "经济成本指标", name, "10") for name in "甲乙"],
        [("产出指标", "数量指标", name, "10") for name in "甲乙丙"],
        [("产出指标", "数量指标", name, "0") for name in "甲乙"],
    ],
    ids=["few points", "one kind only", "two in balance", "three in balance", "no points at all"],
)
def test_balanced_parts_are_left_alone(rows: list[tuple[str, str, str, str]]) -> None:
    assert found(lopsided, with_rows(*rows)) == []


# --- I12


def test_another_split_is_told_with_the_usual_one() -> None:
    [finding] = found(unusual_split, STAFF)
    assert (finding.rule, finding.severity, str(finding.path)) == ("I12", "hint", "result.total_weight")
    assert finding.message == (
        "一级指标的分值是 成本 20、产出 50、效益 15、满意度 5，与通常的 成本 20、产出 40、效益 20、满意度 10 不同"
    )
    usual = {"indicator.i3.weight": "0", "indicator.i4.weight": "0", "indicator.i10.weight": "10"}
    assert found(unusual_split, STAFF, usual | {"indicator.i13.weight": "10"}) == []


def test_a_part_with_an_unusual_name_is_a_split_of_its_own() -> None:
    [finding] = found(unusual_split, ORDERLY, {"dimension.d3.name": ""})
    assert "（未命名） 10" in finding.message


@pytest.mark.parametrize(
    "form", [ORDERLY, with_fields(STAFF, {"indicator.i1.weight": "9"}), Form(edition="jiading-2024")]
)
def test_the_usual_split_and_one_that_does_not_add_up_yet_are_left_alone(form: Form) -> None:
    assert found(unusual_split, form) == []


# --- I13


def test_a_kind_of_cost_filed_elsewhere_is_told_where_it_belongs() -> None:
    [finding] = found(unusual_place, STAFF)
    assert (finding.rule, finding.severity, str(finding.path)) == ("I13", "warning", "indicator.i1.name")
    assert finding.message == "“其他人员公用经费”放在“社会成本指标”下，从名称看是经济成本"
    assert finding.fix.startswith("请移到“经济成本指标”下。")
    assert found(unusual_place, STAFF, {"category.c1.name": "经济成本指标"}) == []


def test_a_second_level_in_the_wrong_place_is_told_what_is_usual_there() -> None:
    [finding] = found(unusual_place, ORDERLY, {"category.c2.name": "社会效益指标"})
    assert str(finding.path) == "category.c2.name"
    assert finding.message == "二级指标“社会效益指标”通常不设在“产出指标”下"
    assert finding.fix.startswith("“产出指标”下通常有：数量指标、质量指标、时效指标、成本指标。")


def test_a_first_level_that_the_edition_has_not_is_told_once() -> None:
    [finding] = found(unusual_place, ORDERLY, {"dimension.d1.name": "投入指标"})
    assert str(finding.path) == "dimension.d1.name"
    assert finding.message == "一级指标“投入指标”不是崇明 2023版式通常设的"


def test_environmental_cost_among_economic_ones_is_told() -> None:
    form = with_rows(("成本指标", "经济成本指标", "生态环境成本控制情况", "10"))
    [finding] = found(unusual_place, form)
    assert finding.fix.startswith("请移到“生态环境成本指标”下。")


def test_a_kind_that_the_edition_has_not_is_still_named() -> None:
    fields = {"category.c1.name": "经济成本指标", "indicator.i1.name": "社会成本"}
    findings = found(unusual_place, ORDERLY, fields)
    assert [finding.fix for finding in findings if finding.path.section == "indicator"] == [
        "请移到“社会成本指标”下。本区当年另有要求的，可以保留。"
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"dimension.d1.name": "产 出"},
        {"category.c1.name": "数量"},
        {"category.c6.name": "社会公众满意度指标"},
        {"category.c1.name": " "},
        {"dimension.d1.name": ""},
    ],
)
def test_usual_places_by_any_of_their_names_are_left_alone(fields: Mapping[str, object]) -> None:
    assert found(unusual_place, ORDERLY, fields) == []


def test_empty_branches_do_not_print_and_are_left_alone() -> None:
    form, dimension_id = add_dimension(ORDERLY, "投入指标")
    form, _ = add_category(form, dimension_id, "资金指标")
    form, _ = add_category(form, "d1", "经济成本指标")
    assert found(unusual_place, form) == []


# --- I14


@pytest.mark.parametrize("name", NAMES)
def test_published_forms_lack_no_kind(name: str) -> None:
    assert found(missing_kinds, form_of(name)) == []


def test_what_is_missing_is_told_where_it_belongs() -> None:
    timely = {row.indicator.id for row in indicator_rows(STAFF) if row.category.name == "时效指标"}
    [finding] = found(missing_kinds, remove(STAFF, timely))
    assert (finding.rule, finding.severity, str(finding.path)) == ("I14", "warning", "dimension.d2.name")
    assert finding.message == "没有设时效指标"
    assert finding.fix.startswith("请在“产出指标”下补上时效指标并分配分值")
    [content] = found(missing_kinds, remove(STAFF, {"d4"}))
    assert (str(content.path), content.message) == ("form.indicators", "没有设满意度指标")


def test_a_form_without_rows_lacks_them_all_which_is_told_elsewhere() -> None:
    assert found(missing_kinds, Form(edition="jiading-2024")) == []


# --- I15


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i4.name": "聘用联勤队员 数量。"},
        {"indicator.i13.name": "信息员常态化管理机制", "indicator.i13.target": "健全"},
    ],
    ids=["in one place, spaces and signs aside", "elsewhere with the same target"],
)
def test_an_indicator_that_stands_twice_is_told(fields: Mapping[str, object]) -> None:
    [finding] = found(repeated_indicators, STAFF, fields)
    assert (finding.rule, finding.severity, finding.path.field) == ("I15", "warning", "name")
    assert "重复了" in finding.message


def test_it_names_the_place_of_the_first() -> None:
    [finding] = found(repeated_indicators, STAFF, {"indicator.i4.name": "聘用联勤队员数量"})
    assert finding.message == "“聘用联勤队员数量”重复了，“数量指标”下已有同样的指标"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"indicator.i13.name": "联勤队员在岗见勤率"},
        {"indicator.i4.name": "", "indicator.i5.name": ""},
        {"indicator.i4.target": "", "indicator.i9.target": ""},
    ],
    ids=["none", "another target in another place", "no names yet", "no targets yet"],
)
def test_indicators_that_differ_are_left_alone(fields: Mapping[str, object]) -> None:
    assert found(repeated_indicators, STAFF, fields) == []
