"""A sentence names the figures of the form's own edition, not those of the three that ship."""

from __future__ import annotations

from decimal import Decimal

from published import form_of, with_fields
from ziping.app.steps import STEPS
from ziping.editions.catalog import edition
from ziping.editions.model import Edition
from ziping.form.model import Form
from ziping.rules.check import check_form
from ziping.rules.findings import Finding

JIADING = edition("jiading-2024")
OTHER = Edition.model_validate(
    {
        **dict(JIADING),
        "execution": {**dict(JIADING.execution), "weight": Decimal(20)},
        "rate": {**dict(JIADING.rate), "decimals": 1},
    }
)
"""嘉定 2024, were 执行率 worth 20 points and cut off after one decimal."""
FULL = form_of("jiangqiao-2024-qitarenyuan")  # 815.59 of 956.64: 85.2557 %; its 分值 make 90


def the(rule: str, form: Form, known: Edition) -> Finding:
    [found] = [each for each in check_form(form, known) if each.rule == rule]
    return found


def test_f3_says_what_the_indicators_and_the_rate_are_worth() -> None:
    found = the("F3", FULL, OTHER)
    assert found.message == "分值合计为 110 分，多出 10 分"
    assert found.why == "各指标分值合计 80 分，加上执行率 20 分，总分值必须是 100 分。"
    short = the("F3", with_fields(FULL, {"indicator.i1.weight": "0"}), JIADING)
    assert short.why == "各指标分值合计 90 分，加上执行率 10 分，总分值必须是 100 分。"


def test_f7_says_how_many_decimals_the_rate_has() -> None:
    printed = {name: {"execution_rate": "85.2"} for name in ("total", "fiscal")}
    right = with_fields(FULL, {"form.printed": printed})
    assert "F7" not in {each.rule for each in check_form(right, OTHER)}
    printed["fiscal"] = {"execution_rate": "85.25"}
    found = the("F7", with_fields(FULL, {"form.printed": printed}), OTHER)
    assert found.message == "原表印的当年财政拨款执行率是“85.25”，计算结果是 85.2"
    assert found.why == "执行率 = 全年执行数 ÷ 全年预算数，保留 1 位小数，其余舍去。"


def test_f7_writes_a_rate_of_nothing_with_its_decimals() -> None:
    found = the("F7", with_fields(FULL, {"form.printed": {"other": {"execution_rate": "85"}}}), OTHER)
    assert found.message == "原表印的其他资金执行率是“85”，计算结果是 0.0"


def test_f9_says_what_the_rate_is_worth_at_most() -> None:
    form = with_fields(FULL, {"funding.fiscal.executed": "9666400"})  # 966.64 of 956.64 万元
    assert the("F9", form, OTHER).why == "执行数一般不超过预算数；超过时执行率得分仍以满分 20 分为限。"
    assert the("F9", form, JIADING).why == "执行数一般不超过预算数；超过时执行率得分仍以满分 10 分为限。"


def test_a_step_asks_for_what_holds_in_every_edition() -> None:
    wanted = {step.id: step.wants for step in STEPS}
    assert (
        wanted["indicators"] == "每项三级指标填写指标值、完成值、分值和得分；各项分值加上执行率的分值，合计 100 分。"
    )
