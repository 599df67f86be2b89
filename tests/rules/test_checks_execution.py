"""D4, D5, D6 and I22: 执行率 and the budget beside the rest of the form (CHECKS.md)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from one_row import form_with
from published import form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import Check
from ziping.rules.checks.execution import (
    budget_changed,
    costs_against_funds,
    full_marks_despite_low_execution,
    low_execution,
)
from ziping.rules.findings import Finding, cure_path
from ziping.rules.subject import Subject

STAFF = form_of("jiangqiao-2024-qitarenyuan")  # 1245.54, 956.64, 815.59 万元: 85.25 %, 98.53 points
EVENTS = form_of("jiangqiao-2024-huodong")  # 2.00, 2.00, 0.70 万元: 35 %, all rows full


def found(check: Check, fields: Mapping[str, object], form: Form = STAFF) -> list[Finding]:
    form = with_fields(form, fields)
    return list(check(Subject.of(form, edition(form.edition))))


# --- D4


def test_a_low_rate_without_a_word_is_told_with_its_arithmetic() -> None:
    [finding] = found(low_execution, {})
    assert (finding.rule, finding.severity, str(finding.path)) == ("D4", "warning", "result.execution_rate")
    assert finding.value == "85.25%"
    assert finding.message == "执行率只有 85.25%，低于 90%，表中没有说明原因"
    assert finding.why.startswith("815.59 万元 ÷ 956.64 万元 × 100 = 85.25%")
    assert finding.why.endswith("常用口径，请以本区财政部门当年通知为准。")
    assert finding.fix.startswith("请在“实际完成情况”或偏差原因中说明")


def test_a_low_rate_is_mended_by_a_word_in_what_was_achieved_a_wrong_result_where_it_stands() -> None:
    [low] = found(low_execution, {})
    [full] = found(full_marks_despite_low_execution, {}, EVENTS)
    assert str(cure_path(low)) == "goal.achieved"
    assert cure_path(full) == full.path


@pytest.mark.parametrize(
    ("executed", "severity"),
    [("8609760", None), ("8609000", "warning"), ("7653120", "warning"), ("7653000", "error"), ("0", "error")],
    ids=["90 %", "just below 90 %", "80 %", "just below 80 %", "nothing spent"],
)
def test_how_grave_a_low_rate_is(executed: str, severity: str | None) -> None:
    findings = found(low_execution, {"funding.fiscal.executed": executed})
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "fields",
    [
        {"goal.achieved": "已完成聘用。因招标延期，合同在12月签订，尾款次年支付。"},
        {"goal.achieved": "全年人员减少，执行率偏低。"},
        {"goal.achieved": "年末结余141.05万元由财政收回。"},
        {"goal.achieved": "通过公开招标，节约资金30万元。"},
        {"goal.achieved": "部分项目未实施完毕，资金未支付。"},
        {"indicator.i1.deviation": "队员离职后经费未用完"},
        {"funding.fiscal.full_budget": "0"},
    ],
    ids=["late", "fewer people", "left over", "saved", "not paid", "told in a row", "no budget is F10"],
)
def test_a_low_rate_that_is_explained_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(low_execution, fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i1.deviation": "无"},
        {"indicator.i1.deviation": "因天气原因，巡查次数略少"},
        {"goal.achieved": "已使用相应经费，完成年度任务，提高了资金使用效益。"},
    ],
    ids=["empty talk", "about other things", "money but no reason"],
)
def test_what_explains_nothing_is_no_explanation(fields: Mapping[str, object]) -> None:
    assert len(found(low_execution, fields)) == 1


# --- D5


def test_full_marks_at_a_third_of_the_money_are_doubted() -> None:
    [finding] = found(full_marks_despite_low_execution, {}, EVENTS)
    assert (finding.rule, finding.severity, str(finding.path)) == ("D5", "warning", "result.total")
    assert finding.message == "执行率只有 35.00%，各项指标却都得满分"


def test_a_high_total_at_half_of_the_money_is_doubted() -> None:
    fields = {"funding.fiscal.executed": "11900", "indicator.i7.score": "9"}  # 5.95 + 89 points
    [finding] = found(full_marks_despite_low_execution, fields, EVENTS)
    assert finding.message == "执行率只有 59.50%，总分却有 94.95 分"


@pytest.mark.parametrize(
    "fields",
    [
        {"funding.fiscal.executed": "12000"},
        {"indicator.i3.score": "10", "indicator.i4.score": "15"},
        {"funding.fiscal.full_budget": "0"},
    ],
    ids=["60 %", "3.5 + 75 points", "no budget is F10"],
)
def test_scores_that_go_with_the_rate_are_left_alone(fields: Mapping[str, object]) -> None:
    assert found(full_marks_despite_low_execution, fields, EVENTS) == []


def test_a_form_without_rows_has_no_marks_to_doubt() -> None:
    assert found(full_marks_despite_low_execution, {"form.indicators": ()}, EVENTS) == []


# --- D6


def test_a_budget_cut_by_a_quarter_is_told() -> None:
    [finding] = found(budget_changed, {})
    assert (finding.rule, finding.severity, str(finding.path)) == ("D6", "warning", "funding.total.full_budget")
    # (1245.54 − 956.64) ÷ 1245.54 = 23.195 %
    assert finding.message == "全年预算数 956.64 万元与年初预算数 1,245.54 万元相比减少了 23.2%，表中没有说明原因"
    assert finding.fix.startswith("请在“实际完成情况”或偏差原因中说明预算调整的原因")


def test_a_budget_that_grew_and_one_that_began_at_nothing_are_told() -> None:
    [grown] = found(budget_changed, {"funding.fiscal.full_budget": "13701000"})  # 1370.10 ÷ 1245.54 = 1.10000…
    assert "相比增加了 10.0%" in grown.message
    [new] = found(budget_changed, {"funding.fiscal.initial_budget": "0"})
    assert new.message == "全年预算数 956.64 万元与年初预算数 0.00 万元相比全部是年中增加的，表中没有说明原因"


@pytest.mark.parametrize(
    "fields",
    [
        {"funding.fiscal.full_budget": "13700940"},
        {"goal.achieved": "年中经批准调减预算288.90万元。"},
        {"indicator.i2.deviation": "财政统一压减预算"},
        {"funding.fiscal.full_budget": "0"},
        {f"funding.{source}.initial_budget": "" for source in ("fiscal", "carried_over", "other")},
        {"funding.fiscal.initial_budget": "约1245万"},
    ],
    ids=["just 10 %", "told in the goal", "told in a row", "no budget is F10", "not filled in", "not a number"],
)
def test_a_budget_that_moved_little_or_with_a_word_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(budget_changed, fields) == []


# --- I22


def costs(name: str, target: str, actual: str, fields: Mapping[str, object] | None = None) -> list[str]:
    form = form_with("经济成本指标", {"name": name, "target": target, "actual": actual})  # 100, 100, 98 万元: 98 %
    form = with_fields(form, fields or {})
    return [finding.message for finding in costs_against_funds(Subject.of(form, edition(form.edition)))]


def test_a_cost_rate_that_the_funds_contradict_is_told() -> None:
    assert costs("总成本控制率", "≤100%", "92.9%") == ["“总成本控制率”的完成值是 92.9%，而项目资金的执行率是 98.00%"]
    assert costs("预算执行率", "≥90%", "99.1%") == ["“预算执行率”的完成值是 99.1%，而项目资金的执行率是 98.00%"]


def test_a_ceiling_above_the_budget_is_told_and_how_it_came_about() -> None:
    assert costs("成本控制数", "不高于150万元", "达成指标") == [
        "“成本控制数”的指标值是“不高于150万元”，超过全年预算数 100.00 万元"
    ]
    [finding] = found(costs_against_funds, {}, form_of("jiangqiao-2024-chengwei"))
    assert finding.message == (
        "“成本控制数”的指标值是“不高于300万元”，超过全年预算数 200.00 万元，与年初预算数相同而没有随预算调整"
    )
    assert finding.fix == "请把指标值改为不超过全年预算数 200.00 万元，或在偏差原因中说明口径。"


def test_a_whole_cost_other_than_what_was_spent_is_told() -> None:
    assert costs("项目总成本", "≤100万元", "900000元") == [
        "“项目总成本”的完成值是“900000元”，而全年执行数是 98.00 万元"
    ]


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("总成本控制率", "≤100%", "93%"),
        ("预算执行率", "≥90%", "97%"),
        ("总成本控制率", "≤100%", "达成指标"),
        ("总成本控制率", "≤100%", "≤100%"),
        ("工程造价控制率", "≤100%", "85%"),
        ("成本控制数", "≤101万元", "98万元"),
        ("采购成本", "≤20万元", "18万元"),
        ("成本控制数", "≤1.50(个)", "1个"),
        ("项目总成本", "≤100万元", "97.1万元"),
        ("运维总成本", "≤60万元", "55万元"),
        ("合同总成本", "≤500万元", "480万元"),
        ("单件处置成本", "≤120万元", "90万元"),
        ("培训经费", "≤120万元", "90万元"),
    ],
)
def test_costs_that_may_well_be_right_are_left_alone(name: str, target: str, actual: str) -> None:
    assert costs(name, target, actual) == []


def test_a_cost_that_is_explained_or_cannot_be_compared_is_left_alone() -> None:
    assert costs("总成本控制率", "≤100%", "85%", {"indicator.i1.deviation": "按合同价计"}) == []
    assert costs("总成本控制率", "≤100%", "85%", {"funding.fiscal.full_budget": "0"}) == []
