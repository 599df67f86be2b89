"""X2: characters that the shipped typeface cannot print (CHECKS.md)."""

from __future__ import annotations

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.checks.typeface import unprintable_text
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

FULL = form_of("jiangqiao-2024-qitarenyuan")


def found(form: Form) -> list[Finding]:
    return list(unprintable_text(Subject.of(form, edition(form.edition))))


@pytest.mark.parametrize("name", NAMES)
def test_published_forms_can_be_printed(name: str) -> None:
    assert found(form_of(name)) == []


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("basic.year", "年度"),
        ("basic.project_name", "项目名称"),
        ("basic.department", "主管部门"),
        ("basic.unit", "实施单位"),
        ("funding.carried_over.executed", "上年结转资金的全年执行数"),
        ("goal.expected", "预期目标"),
        ("goal.achieved", "实际完成情况"),
        ("dimension.d1.name", "一级指标"),
        ("category.c1.name", "二级指标"),
        ("indicator.i3.target", "“聘用联勤队员数量”的年度指标值"),
        ("indicator.i3.weight", "“聘用联勤队员数量”的分值"),
        ("indicator.i13.deviation", "“管理部门满意度”的偏差原因分析及改进措施"),
    ],
)
def test_an_emoji_is_named_where_it_stands(address: str, where: str) -> None:
    [finding] = found(with_fields(FULL, {address: "完成👍很好👍"}))
    assert (finding.rule, finding.severity, str(finding.path)) == ("X2", "error", address)
    assert finding.value == "👍"
    assert finding.message == f"{where}中有打印不出的字符：👍（U+1F44D）"
    assert finding.fix == "请改用其他字或删去这些字符。"


def test_each_character_is_named_once_in_the_order_it_comes() -> None:
    [finding] = found(with_fields(FULL, {"goal.achieved": "🚒🚑🚒"}))
    assert finding.message.endswith("：🚒（U+1F692）、🚑（U+1F691）")


@pytest.mark.parametrize(
    "text", ["第一行\n第二行\t后", "≥12.00(个)", "①②③ ㎡ ℃ ‰ 〔2020〕17号", "“引号”——……", "喆 堃 䶮"]
)
def test_what_officials_write_can_be_printed(text: str) -> None:
    assert found(with_fields(FULL, {"goal.expected": text})) == []


def test_half_a_character_is_told_as_the_mark_that_stands_for_it() -> None:
    form = with_fields(FULL, {"basic.project_name": "一网\ud83d统管"})
    assert form.basic.project_name == "一网\ufffd统管"


def test_the_signature_counts_only_where_it_prints() -> None:
    hidden = with_fields(FULL, {"signature.preparer": "李👍", "signature.date": "🗓"})
    assert found(hidden) == []
    shown = found(with_fields(hidden, {"signature.shown": True}))
    assert [finding.message.partition("中")[0] for finding in shown] == ["填报人", "填报日期"]
