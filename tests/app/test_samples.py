"""The shipped samples open, are in order and show what a good form looks like."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.app.files import open_form
from ziping.editions.catalog import edition
from ziping.form.indicators import IndicatorRow, indicator_rows
from ziping.form.model import Form
from ziping.resources import resource
from ziping.rules.check import check_form
from ziping.rules.scoring import score_form
from ziping.store.document import write_document

SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")


def sample(name: str) -> Form:
    return open_form(resource("samples", f"{name}.ziping")).form


def missed_rows(form: Form) -> list[IndicatorRow]:
    return [row for row in indicator_rows(form) if row.indicator.score != row.indicator.weight]


def test_there_is_one_sample_for_each_edition() -> None:
    assert sorted(path.name for path in resource("samples").iterdir()) == [f"{name}.ziping" for name in SAMPLES]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_in_the_edition_it_is_named_after(name: str) -> None:
    assert sample(name).edition == name


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_no_findings(name: str) -> None:
    assert check_form(sample(name), edition(name)) == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_saves_to_the_bytes_it_was_opened_from(name: str) -> None:
    assert write_document(sample(name)) == resource("samples", f"{name}.ziping").read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_was_never_printed(name: str) -> None:
    assert sample(name).printed is None


@pytest.mark.parametrize(
    ("name", "rate", "execution_score", "total"),
    [
        ("chongming-2023", "97.90", "9.79", "99.64"),  # 592350.50 / 605000 = 0.979091; 9.79 + 89.85
        ("jiading-2024", "97.68", "9.77", "99.65"),  # 90.36 / 92.50 = 0.976865, cut off, then half-up; 9.77 + 89.88
        ("national-2020", "94.19", "9.42", "99.1"),  # (139.20 + 11.50) / 160 = 0.941875, half-up; 9.42 + 89.68
    ],
)
def test_a_sample_adds_up(name: str, rate: str, execution_score: str, total: str) -> None:
    scores = score_form(sample(name), edition(name))
    assert scores.execution_rate.value == Decimal(rate)
    assert scores.execution_score.value == Decimal(execution_score)
    assert scores.total.value == Decimal(total)
    assert scores.total_weight.value == 100
    assert scores.grade == "优"


@pytest.mark.parametrize(
    ("name", "indicator", "score"),
    [
        ("chongming-2023", "案件按时结案率", "5.85"),  # 95.55 / 98 × 6
        ("jiading-2024", "视频监控在线率", "5.88"),  # 96.04 / 98 × 6
        ("national-2020", "工单实际解决率", "7.68"),  # 81.6 / 85 × 8
    ],
)
def test_a_sample_misses_one_target_and_says_why_and_what_is_done(name: str, indicator: str, score: str) -> None:
    [row] = missed_rows(sample(name))
    assert row.indicator.name == indicator
    assert row.indicator.score == Decimal(score)
    assert "原因：" in row.indicator.deviation
    assert "改进措施：" in row.indicator.deviation


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_tells_how_satisfaction_was_measured(name: str) -> None:
    assert "问卷" in sample(name).goal.achieved


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_goals_long_enough_to_learn_from(name: str) -> None:
    goal = sample(name).goal
    assert min(len(goal.expected), len(goal.achieved)) >= 100


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_names_an_invented_place(name: str) -> None:
    assert sample(name).basic.unit == "上海市示例区清河镇城市运行管理中心"
