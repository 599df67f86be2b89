"""Suggestions offered and taken (UX.md U20); their arithmetic is tested with the rules."""

from __future__ import annotations

from decimal import Decimal

from app.indicator_forms import column, form_with
from ziping.app.suggested import offers, taken
from ziping.editions.catalog import edition
from ziping.rules.subject import Subject

JIADING = edition("jiading-2024")
FORM = form_with(
    {
        "产出指标": {
            "数量指标": [
                {"name": "处置件数", "target": "≥25件", "actual": "24件", "weight": "5", "score": "5"},
                {"name": "巡查次数", "target": "≥10次", "actual": "10次", "weight": "5", "score": "5.00"},
                {"name": "宣传场次", "target": "≥4场", "actual": "3场", "weight": "2", "score": " "},
                {"name": "未填完", "target": "≥4场", "actual": "", "weight": "2", "score": ""},
                {"name": "机制", "target": "健全", "actual": "未达成", "weight": "5", "score": ""},
                {"name": "配合", "target": "良好", "actual": "部分达成", "weight": "5", "score": "3.5"},
                {"name": "质量", "target": "良好", "actual": "达成指标", "weight": "5", "score": ""},
            ]
        }
    }
)


def test_what_follows_from_a_row_is_offered() -> None:
    made = offers(Subject.of(FORM, JIADING))
    assert {row: offer.suggestion.score for row, offer in made.items()} == {
        "i1": Decimal("4.80"),  # 24 / 25 × 5
        "i2": Decimal(5),
        "i3": Decimal("1.50"),  # 3 / 4 × 2
        "i5": Decimal("3.00"),  # the top of 0–60 %
        "i6": Decimal("4.00"),  # the top of 60–80 %
        "i7": Decimal(5),
    }
    assert [row for row, offer in made.items() if offer.differs] == ["i1", "i3", "i5", "i6", "i7"]


def test_only_what_leaves_nothing_to_judge_fills_a_row_without_a_score() -> None:
    made = offers(Subject.of(FORM, JIADING))
    assert [row for row, offer in made.items() if offer.fills] == ["i3", "i7"]
    assert [row for row, offer in made.items() if offer.waits] == ["i5"]


def test_only_the_rows_asked_for_take_theirs() -> None:
    made = offers(Subject.of(FORM, JIADING))
    assert column(taken(FORM, made, ["i3"]), "score") == ["5", "5", "1.5", "", "", "3.5", ""]
    assert column(taken(FORM, made, ["i1", "i3"]), "score") == ["4.8", "5", "1.5", "", "", "3.5", ""]


def test_an_offer_rests_on_the_cells_it_was_made_from() -> None:
    made = offers(Subject.of(FORM, JIADING))
    assert made["i1"].basis == ("处置件数", "≥25件", "24件", Decimal(5))
