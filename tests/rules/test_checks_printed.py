"""F4 to F7: what an imported form printed against what is computed (CHECKS.md)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from published import NAMES, form_of, source_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.importers.plain_json import read_plain
from ziping.rules.checks.printed import printed_funding, printed_results
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

NAME = "jiangqiao-2024-qitarenyuan"


def found(form: Form) -> list[Finding]:
    subject = Subject.of(form, edition(form.edition))
    return [*printed_results(subject), *printed_funding(subject)]


def imported(name: str = NAME, **texts: Any) -> Form:
    """A published form with other texts at the top level."""
    return read_plain(json.dumps({**source_of(name), **texts})).form


def with_row(name: str, number: int, **texts: str) -> Form:
    """A published form with other texts in one row of 项目资金."""
    source = source_of(name)
    source["项目资金"][number] |= texts
    return read_plain(json.dumps(source)).form


@pytest.mark.parametrize("name", NAMES)
def test_published_forms_print_what_is_computed(name: str) -> None:
    assert found(form_of(name)) == []


def test_a_form_that_was_never_printed_has_nothing_to_compare() -> None:
    assert found(with_fields(form_of(NAME), {"form.printed": None})) == []


def test_another_total_is_told() -> None:
    [finding] = found(imported(总分="99.53"))
    assert (finding.rule, finding.severity, str(finding.path), finding.value) == (
        "F4",
        "error",
        "result.total",
        "99.53",
    )
    assert finding.message == "原表印的总分是“99.53”，计算结果是 98.53"
    assert finding.fix == "请核对各项得分；数据无误时以计算结果 98.53 为准。"


def test_another_grade_is_told_with_the_reason() -> None:
    [finding] = found(imported(评分等级="良"))
    assert (finding.rule, finding.severity, str(finding.path), finding.value) == ("F5", "error", "result.grade", "良")
    assert finding.message == "原表印的评分等级是“良”，计算结果是“优”"
    assert finding.why == "评分等级由总分得出：98.53 分，90 分及以上为优。"


def test_a_sum_that_is_not_the_sum_is_told() -> None:
    [finding] = found(with_row(NAME, 0, 全年预算数="965.64"))
    assert (finding.rule, finding.severity, str(finding.path)) == ("F6", "error", "funding.total.full_budget")
    assert finding.message == "原表印的年度资金总额（全年预算数）是“965.64”，三项来源之和是 956.64"
    assert finding.fix == "请核对三项来源的全年预算数；数据无误时以合计 956.64 为准。"


def test_another_execution_score_is_told_with_its_arithmetic() -> None:
    [finding] = found(imported(执行率得分="8.52"))
    assert (finding.rule, str(finding.path), finding.value) == ("F7", "result.execution_score", "8.52")
    assert finding.message == "原表印的执行率得分是“8.52”，计算结果是 8.53"
    assert finding.why == "815.59 万元 ÷ 956.64 万元 × 10 分 = 8.53 分（四舍五入到两位小数）。"


def test_a_rounded_rate_is_told_where_the_edition_cuts_off() -> None:
    [finding] = found(with_row(NAME, 1, 执行率="85.26"))
    assert (finding.rule, finding.severity, str(finding.path)) == ("F7", "error", "funding.fiscal.execution_rate")
    assert finding.message == "原表印的当年财政拨款执行率是“85.26”，计算结果是 85.25"
    assert finding.why == "执行率 = 全年执行数 ÷ 全年预算数，保留 2 位小数，其余舍去。"


def test_a_cut_off_rate_is_told_where_the_edition_rounds() -> None:
    findings = found(imported(版式="通用2020"))
    assert [(finding.rule, str(finding.path)) for finding in findings] == [
        ("F7", "funding.total.execution_rate"),
        ("F7", "funding.fiscal.execution_rate"),
    ]
    assert findings[0].why.endswith("，保留 2 位小数，四舍五入。")


def test_a_printed_result_that_is_no_number_is_told() -> None:
    [finding] = found(imported(总分="九十八"))
    assert finding.message == "原表印的总分是“九十八”，计算结果是 98.53"


@pytest.mark.parametrize("same", ["98.53", "９８．５３", " 98.53 ", "98.530", "", "—", "-", None])
def test_the_same_total_written_otherwise_or_none_is_left_alone(same: str | None) -> None:
    assert found(imported(总分=same)) == []


@pytest.mark.parametrize("same", ["1,245.54", "1245.54", "1245.540", "12455400元", "—", ""])
def test_the_same_sum_written_otherwise_or_none_is_left_alone(same: str) -> None:
    assert found(with_row(NAME, 0, 年初预算数=same)) == []


@pytest.mark.parametrize("same", ["100.00%", "100.00％", "100", "１００", ""])
def test_the_same_rate_written_otherwise_or_none_is_left_alone(same: str) -> None:
    assert found(with_row("xianghua-2023-ywtg", 0, 执行率=same)) == []


def test_amounts_printed_in_another_unit_than_the_editions_are_compared_rightly() -> None:
    """A 嘉定 form kept in 元 by another system, sums finer than 万元 print."""
    source = source_of(NAME) | {"金额单位": "元"}
    for row in source["项目资金"][:2]:
        row.update({"年初预算数": "12455437.12", "全年预算数": "9566400", "全年执行数": "8155900"})
    for row in source["项目资金"][2:]:
        row.update(dict.fromkeys(("年初预算数", "全年预算数", "全年执行数"), "0"))
    assert found(read_plain(json.dumps(source)).form) == []
    source["项目资金"][0]["年初预算数"] = "12455437.21"
    [finding] = found(read_plain(json.dumps(source)).form)
    assert finding.message == "原表印的年度资金总额（年初预算数）是“12455437.21元”，三项来源之和是 1,245.54"
