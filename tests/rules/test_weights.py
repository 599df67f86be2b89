"""分配剩余 and 按比例调整 against figures worked out by hand (UX.md U19)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.indicator_forms import column, form_with, weighted
from ziping.editions.catalog import edition
from ziping.rules.weights import divided, scale_to_whole, share_rest, used

JIADING = edition("jiading-2024")


def test_what_is_used_is_the_sum_of_what_can_be_read() -> None:
    assert used(weighted("12.5", "", "十分", "30")) == Decimal("42.5")


def test_what_is_left_goes_in_equal_parts_to_the_rows_without_weight() -> None:
    # 90 - 40 = 50 for three rows: 16.67 each, in whole points 17, 17, 16.
    assert column(share_rest(weighted("40", "", "", ""), JIADING), "weight") == ["40", "17", "17", "16"]


def test_what_is_left_keeps_the_decimals_in_use() -> None:
    # 90 - 12.5 = 77.5 for two rows: 38.75 each, at one decimal 38.8 and 38.7.
    assert column(share_rest(weighted("12.5", "", ""), JIADING), "weight") == ["12.5", "38.8", "38.7"]


def test_a_weight_that_cannot_be_read_is_not_overwritten() -> None:
    assert column(share_rest(weighted("十分", ""), JIADING), "weight") == ["十分", "90"]


def test_without_an_empty_row_the_neediest_part_of_the_form_gets_the_rest() -> None:
    # Usual in 嘉定: 成本 20, 产出 40. 成本 lacks 2, 产出 lacks 10, so the last row of 产出 gets all 42.
    form = form_with(
        {
            "成本指标": {"经济成本指标": [{"weight": "18"}]},
            "产出指标": {"数量指标": [{"weight": "20"}], "质量指标": [{"weight": "10"}]},
        }
    )
    assert column(share_rest(form, JIADING), "weight") == ["18", "20", "52"]


@pytest.mark.parametrize("weights", [("50", "40"), ("60", "40"), ()])
def test_nothing_is_shared_where_nothing_is_left_or_there_is_no_row(weights: tuple[str, ...]) -> None:
    form = weighted(*weights)
    assert share_rest(form, JIADING) is form


def test_weights_are_scaled_in_proportion() -> None:
    # 45 in all, wanted 90: twice as much each.
    assert column(scale_to_whole(weighted("10", "15", "20"), JIADING), "weight") == ["20", "30", "40"]


def test_scaled_weights_come_to_exactly_90_by_largest_remainders() -> None:
    # 7 rows of 10 = 70; 90 / 7 = 12.857: floors 12, and six of seven get the missing points, the first six.
    scaled = column(scale_to_whole(weighted(*["10"] * 7), JIADING), "weight")
    assert scaled == ["13", "13", "13", "13", "13", "13", "12"]


def test_too_many_points_are_scaled_down_and_zero_stays_zero() -> None:
    # 180 in all, wanted 90: half each; 25 becomes 12.5, so 12 and 13 by the larger remainder first in print order.
    scaled = column(scale_to_whole(weighted("0", "25", "25", "130"), JIADING), "weight")
    assert scaled == ["0", "13", "12", "65"]


def test_a_weight_that_would_vanish_gets_decimals_instead() -> None:
    # 1 of 900: 0.1 of 90. At whole points it would be 0.
    assert column(scale_to_whole(weighted("1", "899"), JIADING), "weight") == ["0.1", "89.9"]


LEAST = "-999999999999999999.99999999"
"""The least number a form stores; what it lacks to 90 has a digit too many."""


@pytest.mark.parametrize("weights", [(LEAST, ""), (LEAST, "5"), (LEAST, LEAST)])
def test_a_rest_too_large_to_be_stored_is_not_shared(weights: tuple[str, ...]) -> None:
    form = weighted(*weights)
    assert share_rest(form, JIADING) is form


@pytest.mark.parametrize("weights", [(LEAST, "5"), ("5", LEAST, "0.5", LEAST)])
def test_weights_are_not_scaled_beyond_what_is_stored(weights: tuple[str, ...]) -> None:
    form = weighted(*weights)
    assert scale_to_whole(form, JIADING) is form


@pytest.mark.parametrize("weights", [("45", "45"), ("", ""), ("0", "0")])
def test_a_form_that_is_right_or_has_no_weights_is_left_alone(weights: tuple[str, ...]) -> None:
    form = weighted(*weights)
    assert scale_to_whole(form, JIADING) is form


@given(st.lists(st.decimals("0.01", "99.99", places=2), min_size=1, max_size=60))
def test_scaled_weights_always_come_to_exactly_90(weights: list[Decimal]) -> None:
    assert used(scale_to_whole(weighted(*map(str, weights)), JIADING)) == 90


def test_parts_are_exact_in_sum() -> None:
    # 100 in thirds: 33.33 three times is 99.99, the missing cent goes to the first.
    parts = divided(Decimal(100), [Decimal(1)] * 3, 2)
    assert parts == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
