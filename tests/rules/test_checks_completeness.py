"""F1: what must not be empty (CHECKS.md)."""

from __future__ import annotations

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.checks.completeness import empty_fields, empty_indicators
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

FULL = form_of("jiangqiao-2024-qitarenyuan")


def found(form: Form) -> list[Finding]:
    subject = Subject.of(form, edition(form.edition))
    return [*empty_fields(subject), *empty_indicators(subject)]


@pytest.mark.parametrize(
    ("address", "message", "fix"),
    [
        ("basic.year", "年度未填写", "请填写年度。"),
        ("basic.project_name", "项目名称未填写", "请填写项目名称。"),
        ("basic.department", "主管部门未填写", "请填写主管部门。"),
        ("basic.unit", "实施单位未填写", "请填写实施单位。"),
        ("goal.expected", "预期目标未填写", "请填写预期目标。"),
        ("goal.achieved", "实际完成情况未填写", "请填写实际完成情况。"),
        ("indicator.i2.name", "社会成本指标第 2 行的三级指标未填写", "请填写三级指标。"),
        ("indicator.i3.target", "“聘用联勤队员数量”的年度指标值未填写", "请填写年度指标值。"),
        ("indicator.i3.actual", "“聘用联勤队员数量”的实际完成值未填写", "请填写实际完成值。"),
        ("indicator.i3.weight", "“聘用联勤队员数量”的分值未填写", "请填写分值。"),
        ("indicator.i3.score", "“聘用联勤队员数量”的得分未填写", "请填写得分。"),
    ],
)
@pytest.mark.parametrize("nothing", ["", "  ", "\n", "\u3000"])
def test_an_empty_field_is_named(address: str, message: str, fix: str, nothing: str) -> None:
    [finding] = found(with_fields(FULL, {address: nothing}))
    assert (finding.rule, finding.severity, str(finding.path)) == ("F1", "error", address)
    assert (finding.message, finding.fix) == (message, fix)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_lacks_nothing(name: str) -> None:
    assert found(form_of(name)) == []


def test_a_budget_column_is_empty_when_no_source_fills_it() -> None:
    form = with_fields(FULL, {f"funding.{source}.executed": "" for source in ("fiscal", "carried_over", "other")})
    [finding] = found(form)
    assert str(finding.path) == "funding.fiscal.executed"
    assert finding.message == "项目资金的全年执行数未填写"


def test_one_filled_source_fills_the_column() -> None:
    assert found(with_fields(FULL, {"funding.fiscal.executed": "", "funding.other.executed": "0"})) == []


def test_what_cannot_be_read_is_not_empty() -> None:
    assert found(with_fields(FULL, {"indicator.i3.score": "五分", "basic.year": "二〇二四"})) == []


def test_no_deviation_is_no_gap() -> None:
    assert found(with_fields(FULL, {"indicator.i3.deviation": ""})) == []


def test_a_form_without_indicators_says_so_once() -> None:
    [finding] = found(with_fields(FULL, {"form.indicators": ()}))
    assert (str(finding.path), finding.message) == ("form.indicators", "绩效指标未填写")
