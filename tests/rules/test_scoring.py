"""执行率, 得分, 总分, 评分等级 (DOMAIN.md §3; SAFETY.md R14)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, source_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Category, Dimension, Form, Funding, FundingRow, Indicator
from ziping.rules.scoring import Scores, rounded, score_form

JIADING, NATIONAL, CHONGMING = "jiading-2024", "national-2020", "chongming-2023"
SOURCES = {"当年财政拨款": "fiscal", "上年结转资金": "carried_over", "其他资金": "other", "年度资金总额": "total"}


def scored(form: Form) -> Scores:
    return score_form(form, edition(form.edition))


def funded(executed: str, budget: str, edition_id: str = JIADING, **more: Any) -> Form:
    """A form with one source of money, in 元."""
    row = FundingRow(initial_budget=budget, full_budget=budget, executed=executed)
    return Form(edition=edition_id, funding=Funding(fiscal=row), **more)


def scoring(score: str, edition_id: str = JIADING) -> Form:
    """A form whose 总分 is the score of its one 三级指标: nothing of its money is spent."""
    row = Indicator(id="i1", name="办结率", weight="90", score=score)
    tree = (Dimension(id="d1", name="产出指标", categories=(Category(id="c1", name="质量指标", indicators=(row,)),)),)
    return funded("0", "100", edition_id, indicators=tree)


# --- the published forms


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_reproduced_to_the_digit(name: str) -> None:
    source, scores = source_of(name), scored(form_of(name))
    assert scores.execution_score.value == Decimal(source["执行率得分"])
    assert scores.total.value == Decimal(source["总分"])
    assert scores.total_weight.value == 100
    if source["评分等级"] is not None:
        assert scores.grade == source["评分等级"]


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_rate_of_a_published_form_is_reproduced(name: str) -> None:
    figures = scored(form_of(name)).funding
    printed = {row["项目"]: row["执行率"] for row in source_of(name)["项目资金"] if row["执行率"] is not None}
    assert "年度资金总额" in printed
    for label, rate in printed.items():
        row = figures[SOURCES[label]]
        expected = None if row.full_budget == 0 else Decimal(rate.rstrip("%"))
        assert row.execution_rate == expected
        assert row.full_budget != 0 or rate == "0.00"


def test_the_published_totals_are_those_of_the_year() -> None:
    totals = sorted(scored(form_of(name)).total.value for name in NAMES)
    published = "93.50 97.94 98.53 98.57 99.71 99.87 99.99 100"
    assert totals == [Decimal(total) for total in published.split()]


# --- 执行率 and its score


@pytest.mark.parametrize(
    ("executed", "budget", "cut", "half_up", "score"),
    [
        ("8155900", "9566400", "85.25", "85.26", "8.53"),
        ("1955900", "1981500", "98.70", "98.71", "9.87"),
        ("79900", "80000", "99.87", "99.88", "9.99"),
        ("1243100", "1450000", "85.73", "85.73", "8.57"),
        ("1", "3", "33.33", "33.33", "3.33"),
        ("2", "3", "66.66", "66.67", "6.67"),
        ("99999", "100000", "99.99", "100.00", "10"),
    ],
)
def test_the_rate_is_cut_off_in_shanghai_and_half_up_elsewhere(
    executed: str, budget: str, cut: str, half_up: str, score: str
) -> None:
    for edition_id, rate in ((JIADING, cut), (CHONGMING, cut), (NATIONAL, half_up)):
        scores = scored(funded(executed, budget, edition_id))
        assert str(scores.execution_rate.value) == rate
        assert scores.execution_score.value == Decimal(score)


def test_the_execution_score_is_half_up_not_half_even() -> None:
    """16970 ÷ 20000 × 10 = 8.485 exactly."""
    assert scored(funded("16970", "20000")).execution_score.value == Decimal("8.49")


def test_the_execution_score_comes_from_the_quotient_not_from_the_rounded_rate() -> None:
    """169892 ÷ 200000 = 84.946 %: printed 84.95, which would make 8.50; exactly it is 8.4946."""
    scores = scored(funded("169892", "200000", NATIONAL))
    assert str(scores.execution_rate.value) == "84.95"
    assert scores.execution_score.value == Decimal("8.49")


def test_the_execution_score_says_how_it_came_about() -> None:
    scores = scored(form_of("jiangqiao-2024-qitarenyuan"))
    assert scores.execution_rate.arithmetic == "815.59 万元 ÷ 956.64 万元 × 100 = 85.25%（保留 2 位小数，其余舍去）"
    assert scores.execution_score.arithmetic == "815.59 万元 ÷ 956.64 万元 × 10 分 = 8.53 分（四舍五入到两位小数）"
    assert scores.total.arithmetic == "执行率 8.53 分 + 指标 90 分 = 98.53 分"
    assert scores.total_weight.arithmetic == "指标 90 分 + 执行率 10 分 = 100 分"
    assert scores.indicator_weight.arithmetic == (
        "成本指标 20.00 + 产出指标 50.00 + 效益指标 15.00 + 满意度指标 5.00 = 90.00 分"
    )
    assert scores.grade_reason == "98.53 分，90 分及以上为优"


def test_arithmetic_shows_the_digits_that_print_hides() -> None:
    """1.2345 ÷ 1.234567 × 100 = 99.99457…; as printed it would be 1.23 ÷ 1.23."""
    scores = scored(funded("12345", "12345.67"))
    assert scores.execution_rate.arithmetic == (
        "1.2345 万元 ÷ 1.234567 万元 × 100 = 99.99%（保留 2 位小数，其余舍去）"
    )
    assert scores.execution_score.arithmetic == ("1.2345 万元 ÷ 1.234567 万元 × 10 分 = 10 分（四舍五入到两位小数）")


def test_arithmetic_shows_what_is_too_small_to_print() -> None:
    assert scored(funded("0", "12345")).execution_rate.arithmetic.startswith("0.00 万元 ÷ 1.2345 万元")
    assert scored(funded("40", "80000")).execution_rate.arithmetic.startswith("0.004 万元 ÷ 8.00 万元")


def test_half_up_is_called_by_its_chinese_name() -> None:
    assert "四舍五入" in scored(funded("1", "3", NATIONAL)).execution_rate.arithmetic


def test_spending_more_than_the_budget_earns_no_more_than_full_points() -> None:
    scores = scored(funded("120", "100"))
    assert scores.execution_rate.value == 120
    assert scores.execution_score.value == 10
    assert "最高 10 分" in scores.execution_score.arithmetic


@pytest.mark.parametrize("executed", ["0", "100", ""])
def test_no_budget_gives_no_rate_and_no_points(executed: str) -> None:
    scores = scored(funded(executed, "0"))
    assert scores.funding["total"].execution_rate is None
    assert str(scores.execution_rate.value) == "0.00"
    assert scores.execution_rate.arithmetic == "全年预算数为 0，执行率(%)按 0 计"
    assert scores.execution_score.value == 0
    assert scores.execution_score.arithmetic == "全年预算数为 0，得 0 分"


@pytest.mark.parametrize(
    ("budget", "why"),
    [("", "还没有填写全年预算数"), (" ", "还没有填写全年预算数"), ("-30000", "全年预算数为 -3.00 万元")],
)
def test_a_budget_that_nobody_typed_is_not_called_0(budget: str, why: str) -> None:
    scores = scored(funded("100", budget))
    assert scores.execution_rate.arithmetic == f"{why}，执行率(%)按 0 计"
    assert scores.execution_score.arithmetic == f"{why}，得 0 分"


def test_negative_amounts_never_give_negative_points() -> None:
    spent = scored(funded("-50", "100"))
    assert spent.execution_rate.value == 0
    assert spent.execution_score.value == 0
    budget = scored(funded("-50", "-100"))
    assert budget.funding["total"].execution_rate is None
    assert budget.execution_score.value == 0


def test_what_cannot_be_read_counts_as_nothing() -> None:
    form = with_fields(
        form_of("jiangqiao-2024-qitarenyuan"),
        {"funding.other.full_budget": "约十万", "indicator.i1.score": "满分", "indicator.i1.weight": "十分"},
    )
    scores = scored(form)
    assert scores.funding["other"].full_budget == 0
    assert scores.execution_score.value == Decimal("8.53")
    assert scores.total.value == Decimal("88.53")
    assert scores.total_weight.value == 90


def test_the_sum_of_the_sources_is_scored_not_each_source() -> None:
    row = FundingRow(initial_budget="100", full_budget="100", executed="100")
    empty = FundingRow(initial_budget="0", full_budget="300", executed="0")
    scores = scored(Form(edition=JIADING, funding=Funding(fiscal=row, carried_over=empty)))
    assert scores.funding["fiscal"].execution_rate == 100
    assert scores.funding["total"].execution_rate == 25
    assert scores.execution_score.value == Decimal("2.5")


# --- 总分 and 评分等级


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("-3", "差"),
    ],
)
def test_a_border_belongs_to_the_higher_grade(score: str, grade: str) -> None:
    assert scored(scoring(score)).grade == grade


def test_a_total_below_every_band_says_so() -> None:
    assert scored(scoring("-3")).grade_reason == "-3 分，低于 0 分"


def test_the_parts_of_the_total_are_those_of_each_dimension() -> None:
    parts = scored(form_of("jiangqiao-2024-qitarenyuan")).dimensions
    assert {part.name: (str(part.weight), str(part.score)) for part in parts} == {
        "成本指标": ("20", "20"),
        "产出指标": ("50", "50"),
        "效益指标": ("15", "15"),
        "满意度指标": ("5", "5"),
    }


def test_a_form_without_indicators_says_so() -> None:
    assert scored(funded("1", "1")).indicator_score.arithmetic == "还没有指标"


# --- an exact reference, written for this test


def reference_rounded(exact: Fraction, *, half_up: bool) -> Fraction:
    """Two decimals by comparing with hundredths, without any decimal arithmetic."""
    hundredths, rest = divmod(exact.numerator * 100, exact.denominator)
    if half_up and 2 * rest >= exact.denominator:
        hundredths += 1
    return Fraction(hundredths, 100)


fen = st.integers(min_value=0, max_value=10**12)
points = st.integers(min_value=0, max_value=9000)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(fen, fen), min_size=3, max_size=3),
    st.lists(points, max_size=8),
    st.sampled_from([JIADING, CHONGMING, NATIONAL]),
)
def test_every_figure_equals_exact_rational_arithmetic(
    money: list[tuple[int, int]], scores_in_cents: list[int], edition_id: str
) -> None:
    rows = [FundingRow(full_budget=Decimal(full) / 100, executed=Decimal(done) / 100) for full, done in money]
    leaves = tuple(
        Indicator(id=f"i{n}", weight="90", score=Decimal(score) / 100) for n, score in enumerate(scores_in_cents)
    )
    tree = (Dimension(id="d1", categories=(Category(id="c1", indicators=leaves),)),)
    funding = Funding(fiscal=rows[0], carried_over=rows[1], other=rows[2])
    scores = scored(Form(edition=edition_id, funding=funding, indicators=tree))
    budget, spent = sum(full for full, _ in money), sum(done for _, done in money)
    if budget == 0:
        points_of_rate = Fraction(0)
        assert scores.funding["total"].execution_rate is None
    else:
        quotient = Fraction(spent, budget)
        points_of_rate = min(reference_rounded(quotient * 10, half_up=True), Fraction(10))
        rate = reference_rounded(quotient * 100, half_up=edition_id == NATIONAL)
        assert Fraction(scores.execution_rate.value) == rate
    assert Fraction(scores.execution_score.value) == points_of_rate
    total = points_of_rate + Fraction(sum(scores_in_cents), 100)
    assert Fraction(scores.total.value) == total
    bands = [(90, "优"), (80, "良"), (60, "中"), (0, "差")]
    assert scores.grade == next(name for least, name in bands if total >= least)


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=6))
def test_rounding_stays_within_one_unit_of_the_last_decimal(exact: Fraction, decimals: int) -> None:
    unit = Fraction(1, 10**decimals)
    cut, near = (Fraction(rounded(exact, decimals, rounding)) for rounding in ("down", "half_up"))
    assert 0 <= exact - cut < unit
    assert -unit / 2 <= exact - near < unit / 2
