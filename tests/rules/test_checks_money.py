"""F9, F10 and F11: amounts and budgets (CHECKS.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.checks.money import executed_above_budget, no_budget, unusable_amounts
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

FULL = form_of("jiangqiao-2024-qitarenyuan")  # 当年财政拨款: 12455400, 9566400, 8155900 元; the other sources 0
Check = Callable[[Subject], Iterator[Finding]]


def found(check: Check, fields: Mapping[str, object], form: Form = FULL) -> list[Finding]:
    form = with_fields(form, fields)
    return list(check(Subject.of(form, edition(form.edition))))


@pytest.mark.parametrize("check", [executed_above_budget, no_budget, unusable_amounts])
@pytest.mark.parametrize("name", NAMES)
def test_published_forms_are_in_order(name: str, check: Check) -> None:
    assert found(check, {}, form_of(name)) == []


# --- F9


def test_spending_above_the_whole_budget_is_told_once_and_leads_to_the_source() -> None:
    [finding] = found(executed_above_budget, {"funding.fiscal.executed": "9600000"})
    assert (finding.rule, finding.severity, str(finding.path)) == ("F9", "warning", "funding.fiscal.executed")
    assert finding.value == "960.00"
    assert finding.message == "年度资金总额的全年执行数 960.00 万元超过全年预算数 956.64 万元"
    assert finding.fix == "请核对全年预算数（是否漏了调整）和全年执行数；确有超支的，请在偏差原因中说明。"


def test_it_leads_to_the_source_that_is_above_not_to_the_first() -> None:
    [finding] = found(executed_above_budget, {"funding.carried_over.executed": "3000000"})
    assert str(finding.path) == "funding.carried_over.executed"
    assert finding.message.startswith("年度资金总额的全年执行数 1,115.59 万元")


def test_a_source_above_its_own_budget_is_told_where_the_sum_is_in_order() -> None:
    findings = found(executed_above_budget, {"funding.carried_over.executed": "100", "funding.other.executed": "200"})
    assert [(str(finding.path), finding.message) for finding in findings] == [
        ("funding.carried_over.executed", "上年结转资金的全年执行数 0.01 万元超过全年预算数 0.00 万元"),
        ("funding.other.executed", "其他资金的全年执行数 0.02 万元超过全年预算数 0.00 万元"),
    ]


def test_amounts_that_print_alike_are_told_with_all_their_digits() -> None:
    [finding] = found(executed_above_budget, {"funding.fiscal.executed": "9566400.01"})
    assert finding.message == "年度资金总额的全年执行数 956.640001 万元超过全年预算数 956.64 万元"


@pytest.mark.parametrize(
    "fields",
    [
        {"funding.fiscal.executed": "9566400"},
        {"funding.fiscal.full_budget": "0"},
        {"funding.fiscal.full_budget": "9，56.6万", "funding.other.full_budget": "100"},
        {"funding.fiscal.executed": "很多"},
    ],
    ids=["all is spent", "no budget at all is F10", "an unreadable budget is F11", "unreadable spending is F11"],
)
def test_spending_within_what_is_known_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(executed_above_budget, fields) == []


# --- F10


def test_money_without_a_budget_is_told() -> None:
    [finding] = found(no_budget, {"funding.fiscal.full_budget": "0"})
    assert (finding.rule, finding.severity, str(finding.path)) == ("F10", "error", "funding.fiscal.full_budget")
    assert finding.message == "年度资金总额的全年预算数为 0，而年初预算数或全年执行数不为 0"
    assert finding.fix == "请核对三项资金来源的全年预算数，填写实际的预算。"


def test_a_form_of_zeros_is_told() -> None:
    zeros = {f"funding.fiscal.{column}": "0" for column in ("initial_budget", "full_budget", "executed")}
    [finding] = found(no_budget, zeros)
    assert finding.message == "年度资金总额的全年预算数为 0，各项资金都是 0"


@pytest.mark.parametrize(
    "fields",
    [
        {"funding.fiscal.full_budget": "0.01"},
        {f"funding.{source}.full_budget": "" for source in ("fiscal", "carried_over", "other")},
        {"funding.fiscal.full_budget": "九百万"},
    ],
    ids=["a fen is a budget", "an empty column is F1", "an unreadable budget is F11"],
)
def test_a_budget_or_none_yet_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(no_budget, fields) == []


# --- F11


@pytest.mark.parametrize(
    ("address", "typed", "value", "message", "fix"),
    [
        (
            "funding.other.executed",
            "约10万",
            "约10万",
            "其他资金的全年执行数“约10万”不是数字",
            "请改成数字，例如 1245.54。",
        ),
        (
            "funding.fiscal.full_budget",
            "-30000",
            "-3.00 万元",
            "当年财政拨款的全年预算数“-3.00 万元”是负数",
            "请改成不小于 0 的数。",
        ),
        (
            "funding.fiscal.full_budget",
            "-5",
            "-0.0005 万元",
            "当年财政拨款的全年预算数“-0.0005 万元”是负数",
            "请改成不小于 0 的数。",
        ),
        (
            "funding.fiscal.full_budget",
            "12345678.905",
            "1,234.5678905 万元",
            "当年财政拨款的全年预算数“1,234.5678905 万元”有不到一分的尾数",
            "请核对小数点的位置和单位（万元）。",
        ),
        (
            "indicator.i3.score",
            "满分",
            "满分",
            "“聘用联勤队员数量”的得分“满分”不是数字",
            "请改成数字，例如 5 或 12.5。",
        ),
        (
            "indicator.i3.weight",
            "5/10",
            "5/10",
            "“聘用联勤队员数量”的分值“5/10”不是数字",
            "请改成数字，例如 5 或 12.5。",
        ),
        (
            "indicator.i3.weight",
            "-5",
            "-5",
            "“聘用联勤队员数量”的分值“-5”是负数",
            "请改成不小于 0 的数。",
        ),
    ],
)
def test_an_unusable_figure_is_named(address: str, typed: str, value: str, message: str, fix: str) -> None:
    [finding] = found(unusable_amounts, {address: typed})
    assert (finding.rule, finding.severity, str(finding.path)) == ("F11", "error", address)
    assert (finding.value, finding.message, finding.fix) == (value, message, fix)
    assert finding.why


def test_an_amount_in_yuan_is_quoted_in_yuan() -> None:
    [finding] = found(unusable_amounts, {"funding.fiscal.executed": "-3.5"}, form_of("xianghua-2023-ywtg"))
    assert finding.message == "当年财政拨款的全年执行数“-3.50 元”是负数"


def test_an_amount_can_be_wrong_twice() -> None:
    findings = found(unusable_amounts, {"funding.fiscal.executed": "-0.005"})
    assert [finding.message.partition("”")[2] for finding in findings] == ["是负数", "有不到一分的尾数"]


@pytest.mark.parametrize(
    "fields",
    [
        {"funding.fiscal.executed": "8155900.01"},
        {"funding.other.executed": ""},
        {"funding.other.executed": " "},
        {"indicator.i3.score": "-1"},
        {"indicator.i3.weight": "3.715"},
        {"indicator.i3.weight": ""},
    ],
    ids=["fen", "nothing", "a space", "a negative score is F8", "points may be fine", "an empty weight is F1"],
)
def test_a_usable_figure_or_none_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(unusable_amounts, fields) == []
