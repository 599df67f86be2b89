"""The suggested 得分: every row of DOMAIN.md §5, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published import NAMES, form_of
from rules.test_measure import PIECES, TEXTS
from ziping.editions.catalog import edition, editions
from ziping.editions.model import Band, Scoring
from ziping.form.indicators import indicator_rows
from ziping.rules.suggest import Suggestion, suggest

USUAL = edition("jiading-2024").scoring
BY_DISTANCE = USUAL.model_copy(update={"missed_lower_is_better": "distance"})


def suggested(name: str, target: str, actual: str, weight: str = "5", settings: Scoring = USUAL) -> Suggestion:
    found = suggest(name, target, actual, Decimal(weight), settings)
    assert found is not None
    return found


def test_every_edition_has_the_usual_settings() -> None:
    usual = Scoring(
        missed_lower_is_better="ratio",
        over_fulfilled_percent=Decimal(130),
        achieved=Band(at_most=Decimal(100), at_least=Decimal(80)),
        partly_achieved=Band(at_most=Decimal(80), at_least=Decimal(60)),
        not_achieved=Band(at_most=Decimal(60), at_least=Decimal(0)),
    )
    assert [each.scoring for each in editions()] == [usual] * len(editions())


@pytest.mark.parametrize(
    ("name", "target", "actual", "arithmetic"),
    [
        ("满意度", "≥80.00(%)", "85.00(%)", "85%，达到指标值 ≥80%，得满分 5 分"),
        ("采购单价", "≤5700.00(元/人)", "5000.00(元/人)", "5000元/人，达到指标值 ≤5700元/人，得满分 5 分"),
        ("系统数", "=1套", "1套", "1套，达到指标值 =1套，得满分 5 分"),
        ("投诉数", "=3件", "0件", "0件，达到指标值 =3件，得满分 5 分"),
        ("机制", "健全", "健全", "健全，达到指标值 健全，得满分 5 分"),
        ("响应时间", "2小时内", "90分钟", "90分钟，达到指标值 2小时内，得满分 5 分"),
        ("完成时间", "2024年11月底前", "2024年11月5日", "2024年11月5日，达到指标值 2024年11月30日前，得满分 5 分"),
    ],
)
def test_a_target_met_earns_all_points(name: str, target: str, actual: str, arithmetic: str) -> None:
    assert suggested(name, target, actual) == Suggestion(Decimal(5), arithmetic, met=True)


@pytest.mark.parametrize(
    ("name", "target", "actual", "weight", "score", "arithmetic"),
    [
        ("处置数", "≥25件", "20.00(件)", "5", "4.00", "20 件 ÷ 25 件 × 5 分 = 4.00 分"),
        ("合格率", "=100%", "98.50(%)", "12.5", "12.31", "98.5% ÷ 100% × 12.5 分 = 12.31 分"),
        ("数量", "≥3个", "2个", "10", "6.67", "2 个 ÷ 3 个 × 10 分 = 6.67 分"),
        ("数量", "≥8个", "1个", "1", "0.13", "1 个 ÷ 8 个 × 1 分 = 0.13 分"),
        ("满意度", "≥90%", "81", "10", "9.00", "81 ÷ 90% × 10 分 = 9.00 分"),
        ("数量", "≥25件", "0件", "5", "0.00", "0 件 ÷ 25 件 × 5 分 = 0.00 分"),
        ("增长率", "≥5%", "-2%", "5", "0.00", "-2% ÷ 5% × 5 分 = 0.00 分（不足 0 分按 0 分计）"),
        ("保障期", "=12个月", "9个月", "4", "3.00", "9 个月 ÷ 12 个月 × 4 分 = 3.00 分"),
        ("经费收入", "≥2万元", "15000元", "4", "3.00", "15000 元 ÷ 2 万元 × 4 分 = 3.00 分"),
        ("场次", "≥5/场", "4/场", "5", "4.00", "4/场 ÷ 5/场 × 5 分 = 4.00 分"),
        ("数量", "≥5000个", "4999个", "5", "5.00", "4999 个 ÷ 5000 个 × 5 分 = 5.00 分"),
        ("数量", "≥5个", "4个", "0", "0.00", "4 个 ÷ 5 个 × 0 分 = 0.00 分"),
    ],
)
def test_a_missed_target_of_which_more_is_better_earns_its_share(
    name: str, target: str, actual: str, weight: str, score: str, arithmetic: str
) -> None:
    assert suggested(name, target, actual, weight) == Suggestion(Decimal(score), arithmetic, met=False)


@pytest.mark.parametrize(
    ("name", "target", "actual", "score", "arithmetic"),
    [
        ("响应时间", "24小时内", "36小时", "3.33", "24 小时 ÷ 36 小时 × 5 分 = 3.33 分"),
        ("响应时间", "2小时内", "2小时30分钟", "4.00", "2 小时 ÷ 2 小时 30 分钟 × 5 分 = 4.00 分"),
        ("成本", "不高于145万元", "150万元", "4.83", "145 万元 ÷ 150 万元 × 5 分 = 4.83 分"),
        ("投诉数", "=4件", "5件", "4.00", "4 件 ÷ 5 件 × 5 分 = 4.00 分"),
    ],
)
def test_a_missed_target_of_which_less_is_better_earns_target_by_actual(
    name: str, target: str, actual: str, score: str, arithmetic: str
) -> None:
    assert suggested(name, target, actual) == Suggestion(Decimal(score), arithmetic, met=False)


@pytest.mark.parametrize(
    ("actual", "score", "arithmetic"),
    [
        ("6天", "4.00", "（1 −（6 天 − 5 天）÷ 5 天）× 5 分 = 4.00 分"),
        ("10天", "0.00", "（1 −（10 天 − 5 天）÷ 5 天）× 5 分 = 0.00 分"),
        ("12天", "0.00", "（1 −（12 天 − 5 天）÷ 5 天）× 5 分 = 0.00 分（不足 0 分按 0 分计）"),
    ],
)
def test_by_distance_twice_the_target_earns_nothing(actual: str, score: str, arithmetic: str) -> None:
    found = suggested("处置时间", "≤5天", actual, settings=BY_DISTANCE)
    assert found == Suggestion(Decimal(score), arithmetic, met=False)


def test_by_distance_more_is_better_stays_a_share() -> None:
    assert suggested("数量", "≥25件", "20件", settings=BY_DISTANCE).score == Decimal("4.00")


@pytest.mark.parametrize(
    ("target", "actual", "score", "met"),
    [("≤0起", "0起", "5", True), ("≤0起", "2起", "0.00", False), ("=0起", "2起", "0.00", False)],
)
def test_a_target_of_0_is_all_or_nothing(target: str, actual: str, score: str, met: bool) -> None:
    found = suggested("投诉数", target, actual)
    assert (found.score, found.met) == (Decimal(score), met)


def test_a_target_of_0_says_why_nothing_is_earned() -> None:
    words = "指标值为 0 起，不能作除数；完成值 2 起，未达到，得 0 分"
    assert suggested("投诉数", "≤0起", "2起").arithmetic == words


@pytest.mark.parametrize(
    ("actual", "score", "arithmetic", "met"),
    [
        ("达成指标", "5.00", "达成指标：5 分 × 100% = 5.00 分（可在 80% 到 100% 之间评定）", True),
        ("部分达成", "4.00", "部分达成：5 分 × 80% = 4.00 分（可在 60% 到 80% 之间评定）", False),
        ("未达成", "3.00", "未达成：5 分 × 60% = 3.00 分（可在 0% 到 60% 之间评定）", False),
    ],
)
def test_a_qualitative_actual_earns_the_top_of_its_band(actual: str, score: str, arithmetic: str, met: bool) -> None:
    # Full points for what is met; how much a miss in words still earns within its band is for somebody to judge.
    assert suggested("机制", "健全", actual) == Suggestion(Decimal(score), arithmetic, met=met, to_judge=not met)


def test_a_band_of_nothing_leaves_nothing_to_judge() -> None:
    assert not suggested("机制", "健全", "部分达成", weight="0").to_judge


@pytest.mark.parametrize(
    ("name", "target", "actual", "explain"),
    [
        ("数量", "≥100件", "129.99件", False),
        ("数量", "≥100件", "130件", True),
        ("数量", "=100件", "130件", True),
        ("数量", "≥0件", "130件", False),
        ("覆盖", "3个街道及10个村", "3个街道、13个村", True),
        ("投诉数", "≤100件", "10件", False),
        ("机制", "健全", "健全", False),
    ],
)
def test_far_more_than_the_target_asks_for_an_explanation(name: str, target: str, actual: str, explain: bool) -> None:
    found = suggested(name, target, actual)
    assert (found.score, found.met, found.explain) == (Decimal(5), True, explain)


def test_the_request_for_an_explanation_says_by_how_much() -> None:
    words = "20件，达到指标值 ≥15件，得满分 5 分；为指标值的 133.33%，请说明原因"
    assert suggested("数量", "≥15件", "20件").arithmetic == words


def test_the_pairs_of_a_compound_value_count_alike() -> None:
    found = suggested("覆盖", "3个街道及12个村", "3个街道、10个村")
    assert found == Suggestion(Decimal("4.58"), "（1 + 10 个村 ÷ 12 个村）÷ 2 × 5 分 = 4.58 分", met=False)


def test_a_compound_value_with_a_target_of_0_is_not_divided_by_it() -> None:
    found = suggested("事故", "不超过0起死亡、4起受伤", "1起死亡、5起受伤")
    assert found == Suggestion(Decimal("2.00"), "（0 + 4 起受伤 ÷ 5 起受伤）÷ 2 × 5 分 = 2.00 分", met=False)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥25件", ""),
        ("≥25件", "20个"),
        ("健全", "较健全"),
        ("2024年11月底前", "2024年12月2日"),
        ("≥85%", "80%以下"),
        (">85%", "85%"),
    ],
)
def test_nothing_is_suggested_where_no_arithmetic_follows(target: str, actual: str) -> None:
    assert suggest("数量", target, actual, Decimal(5), USUAL) is None


def test_nothing_is_suggested_for_a_weight_below_0() -> None:
    assert suggest("数量", "≥25件", "25件", Decimal(-1), USUAL) is None


@pytest.mark.parametrize("name", NAMES)
def test_the_full_scores_of_a_published_form_are_the_suggested_ones(name: str) -> None:
    rows = [row.indicator for row in indicator_rows(form_of(name))]
    weights = [row.weight for row in rows if isinstance(row.weight, Decimal)]
    scores = [suggested(row.name, row.target, row.actual, str(row.weight)).score for row in rows]
    assert scores == weights == [row.score for row in rows]


VALUES = st.one_of(st.sampled_from(TEXTS), st.lists(st.sampled_from(PIECES), max_size=6).map("".join))


@given(VALUES, VALUES, st.decimals("0", "100", places=3), st.sampled_from([USUAL, BY_DISTANCE]))
def test_a_suggestion_lies_between_0_and_the_weight(
    target: str, actual: str, weight: Decimal, settings: Scoring
) -> None:
    found = suggest("投诉数", target, actual, weight, settings)
    assert found is None or 0 <= found.score <= weight
