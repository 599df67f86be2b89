"""Whether targets are met, and which side is the better one (DOMAIN.md §4, §5)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published import NAMES, form_of
from rules.test_measure import PIECES, TEXTS
from ziping.form.indicators import indicator_rows
from ziping.rules.attainment import direction, met, same_unit, status
from ziping.rules.measure import read_measure


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("任何指标", "≥5个", "higher"),
        ("任何指标", "90%以上", "higher"),
        ("投诉数量", "≥5个", "higher"),
        ("任何指标", "≤5个", "lower"),
        ("系统故障修复时间", "24小时内", "lower"),
        ("完成时间", "2024年11月前", "lower"),
        ("群众投诉数", "=0件", "lower"),
        ("投诉率", "1%", "lower"),
        ("活动单价", "5000元/场", "lower"),
        ("成本控制数", "=1.00(个)", "lower"),
        ("群众不满意率", "=3%", "lower"),
        ("运维响应时间", "2小时", "lower"),
        ("平均响应时间", "30", "lower"),
        ("投诉办结率", "=100%", "higher"),
        ("故障修复数量", "=12个", "higher"),
        ("用户覆盖率", "=100%", "higher"),
        ("办公场地房屋交付完好性", "=100%", "higher"),
        ("租赁房屋面积", "=778.98平方米", "higher"),
        ("网格城运工作站设备", "=67.00(个)", "equal"),
        ("电费保障区间段", "=12个月", "equal"),
        ("意外伤害保障", "1个", None),
        ("服务期", "12个月", None),
        ("常态化机制", "健全", None),
    ],
)
def test_the_operator_tells_the_better_side_else_the_name(name: str, target: str, expected: str | None) -> None:
    assert direction(name, read_measure(target)) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("达成指标", "achieved"),
        ("达成", "achieved"),
        ("已达成。", "achieved"),
        ("完成", "achieved"),
        ("已按期完成", None),
        ("按期完成", "achieved"),
        ("达成预期指标", "achieved"),
        ("部分达成", "partly_achieved"),
        ("部分达成预期指标并具有一定效果", "partly_achieved"),
        ("基本完成", "partly_achieved"),
        ("未达成", "not_achieved"),
        ("未完成", "not_achieved"),
        ("未达成预期指标且效果较差", "not_achieved"),
        ("健全", None),
        ("25件", None),
    ],
)
def test_the_words_of_an_actual_say_a_status(actual: str, expected: str | None) -> None:
    assert status(read_measure(actual)) == expected


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("数量", "≥12.00(个)", "12.00(个)", True),
        ("数量", "≥12个", "11个", False),
        ("数量", ">12个", "12个", False),
        ("数量", ">12个", "13个", True),
        ("满意度", "≥80.00(%)", "85%", True),
        ("满意度", "≥80%", "85", True),
        ("满意度", "≥80%", "0.85", None),
        ("差错率", "≤5‰", "0.4%", True),
        ("装备采购单价", "≤5700.00(元/人)", "5000.00(元/人)", True),
        ("装备采购单价", "≤5700元/人", "5800元/人", False),
        ("事故", "<1起", "1起", False),
        ("事故", "<1起", "0起", True),
        ("面积", "=778.98平方米", "778.98㎡", True),
        ("设备", "=67个", "66个", False),
        ("设备", "=67个", "70个", True),
        ("设备", "67个", "66个", False),
        ("成本控制数", "=100万元", "95万元", True),
        ("成本控制数", "=100万元", "105万元", False),
        ("运维成本", "不高于145万元", "1450000元", True),
        ("运维成本", "不高于145万元", "1,450,000.01元", False),
        ("运维成本", "不高于145万元", "140", None),
        ("活动单价", "不高于5000/场", "4800元/场", True),
        ("活动单价", "不高于5000/场", "4800元/人", None),
        ("数量", "≥12个", "12件", None),
        ("人数", "≥12名", "12人", True),
        ("人次", "≥100人", "120人次", None),
        ("街道", "≥3个", "3个街道", True),
        ("服务期", "≥3个", "3个月", None),
        ("服务期", "≥3", "3个月", None),
    ],
)
def test_figures_are_compared_in_a_common_unit(name: str, target: str, actual: str, expected: bool | None) -> None:
    assert met(read_measure(target), read_measure(actual), name) is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("3个街道及12个村", "3个街道、12个村", True),
        ("3个街道及12个村", "3个街道及11个村", False),
        ("5大类40小类", "5大类52小类", True),
        ("3个街道及12个村", "3个街道", None),
        ("3个街道及12个村", "12个村及3个街道", None),
        ("3个街道及12个村", "2个街道以上12个村以上", None),
    ],
)
def test_compound_values_are_compared_pair_by_pair(target: str, actual: str, expected: bool | None) -> None:
    assert met(read_measure(target), read_measure(actual), "覆盖范围") is expected


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("响应时间", "2小时内", "90分钟", True),
        ("响应时间", "2小时内", "2小时30分钟", False),
        ("修复时间", "3天内", "72小时", True),
        ("修复时间", "3天内", "73小时", False),
        ("处置时效", "10个工作日", "8个工作日", True),
        ("处置时效", "10个工作日", "11个工作日", False),
        ("处置时效", "10个工作日", "10天", True),
        ("处置时效", "10个工作日", "12天", None),
        ("处置时效", "10个工作日", "2个月", None),
        ("处置时效", "10个工作日", "8天以上", None),
        ("处置时效", "10天", "8个工作日", None),
        ("审核", "≥10个工作日", "10天", None),
        ("保障期", "=12个月", "1年", True),
        ("保障期", "=12个月", "11个月", False),
        ("保障期", "=12个月", "360天", None),
        ("集训", "=5天", "5天", True),
        ("集训", "=5天", "4天", None),
        ("集训", "=5天", "5天以内", None),
    ],
)
def test_durations_are_converted_only_where_it_is_safe(
    name: str, target: str, actual: str, expected: bool | None
) -> None:
    assert met(read_measure(target), read_measure(actual), name) is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥85%", "＞85%", True),
        (">85%", "＞85%", True),
        (">85%", "≥85%", None),
        ("≥85%", "90%以上", True),
        ("≥90%", "85%以上", None),
        ("≤90%", "90%以上", None),
        ("≤90%", "＞90%", False),
        ("<90%", "90%以上", False),
        ("≤90%", "91%以上", False),
        ("≤24小时", "24小时内", True),
        ("24小时内", "12小时内", True),
        ("24小时内", "36小时内", None),
        ("≥85%", "＜85%", False),
        ("≥85%", "≤85%", None),
        (">85%", "≤85%", False),
        ("≥85%", "80%以下", False),
        ("≥85%", "85%左右", None),
        ("约85%", "90%", None),
        ("≥85%", "=85%", True),
    ],
)
def test_an_actual_that_is_a_bound_decides_only_what_it_leaves_no_doubt_about(
    target: str, actual: str, expected: bool | None
) -> None:
    assert met(read_measure(target), read_measure(actual), "满意度") is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("2024年11月30日前", "2024年11月30日", True),
        ("2024年11月30日前", "2024年12月1日", False),
        ("2024年11月30日前", "2024年11月", True),
        ("2024年11月15日前", "2024年11月", None),
        ("2024年11月前", "2024年10月31日", True),
        ("2024年11月前", "2024年11月15日", None),
        ("2024年11月前", "2024年11月", None),
        ("2024年11月前", "2024年12月1日", False),
        ("2024年11月前", "2024年11月前", True),
        ("2024年11月前", "2024年12月前", None),
        ("2024年10月", "2024年10月20日", True),
        ("2024年10月", "2024年11月", False),
        ("=2023年12月31日前", "2023年12月31日前", True),
        ("2024年底前", "2025年1月2日", False),
        ("年底前", "2024年12月20日", True),
        ("2024年11月底前", "12月3日", False),
        ("2024年前", "2023年12月", True),
        ("2024年前", "2024年5月", None),
        ("2024年11月前", "达成指标", True),
        ("2024年11月前", "未完成", False),
        ("2024年11月前", "20件", None),
    ],
)
def test_a_date_is_compared_with_the_deadline(target: str, actual: str, expected: bool | None) -> None:
    assert met(read_measure(target), read_measure(actual), "项目完成及时性") is expected


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("健全", "健全", True),
        ("=健全", "健全。", True),
        ("建立", "已建立", True),
        ("健全", "达成指标", True),
        ("健全", "部分达成", False),
        ("健全", "未达成", False),
        ("健全", "基本健全", None),
        ("健全", "95%", None),
        ("健全", "", None),
        ("", "达成指标", None),
        ("≥85%", "达成指标", True),
        ("全年", "全年", True),
        ("全年", "2024年", None),
        ("及时", "2024年11月15日", None),
    ],
)
def test_words_count_as_a_status_or_if_they_repeat_the_target(
    target: str, actual: str, expected: bool | None
) -> None:
    assert met(read_measure(target), read_measure(actual), "机制") is expected


@pytest.mark.parametrize("name", NAMES)
def test_every_target_of_a_published_form_is_met(name: str) -> None:
    rows = [row.indicator for row in indicator_rows(form_of(name))]
    assert [row.name for row in rows if not met(read_measure(row.target), read_measure(row.actual), row.name)] == []


def test_any_two_notations_can_be_compared() -> None:
    measures = [read_measure(text) for text in TEXTS]
    assert {met(target, actual, "投诉率") for target, actual in product(measures, measures)} == {True, False, None}


@given(*[st.lists(st.sampled_from(PIECES), max_size=6).map("".join)] * 3)
def test_any_target_can_be_compared_with_any_actual(target: str, actual: str, name: str) -> None:
    assert met(read_measure(target), read_measure(actual), name) in {True, False, None}


def test_units_that_count_the_same_thing_agree() -> None:
    def agree(one: str, other: str) -> bool:
        return same_unit(read_measure(one).quantities[0], read_measure(other).quantities[0])

    assert agree("1万元", "1元")
    assert agree("1名", "1人")
    assert not agree("1个", "1人")
    assert not agree("1元", "1元/人")
