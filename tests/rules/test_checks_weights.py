"""F3 and F8: 分值 make 100, no 得分 leaves its 分值 (CHECKS.md)."""

from __future__ import annotations

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.checks.weights import scores_within_weights, weights_make_100
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

FULL = form_of("jiangqiao-2024-qitarenyuan")  # 成本 20, 产出 50, 效益 15, 满意度 5; usual are 20, 40, 20, 10


def weights(form: Form) -> list[Finding]:
    return list(weights_make_100(Subject.of(form, edition(form.edition))))


def scores(form: Form) -> list[Finding]:
    return list(scores_within_weights(Subject.of(form, edition(form.edition))))


@pytest.mark.parametrize("name", NAMES)
def test_published_forms_are_in_order(name: str) -> None:
    assert weights(form_of(name)) == []
    assert scores(form_of(name)) == []


def test_missing_points_are_counted_and_a_place_for_them_is_named() -> None:
    """F3: 满意度 5 → 2.5; 效益 lacks 5 of its usual 20, 满意度 then lacks 7.5 of 10."""
    [finding] = weights(with_fields(FULL, {"indicator.i13.weight": "2.5"}))
    assert (finding.rule, finding.severity, str(finding.path)) == ("F3", "error", "result.total_weight")
    assert finding.value == "97.5"
    assert finding.message == "分值合计为 97.5 分，还差 2.5 分"
    assert finding.fix == "请给指标再分配 2.5 分，例如加到满意度指标上（通常共 10 分）。"


def test_points_too_many_are_counted_and_a_place_to_take_them_is_named() -> None:
    [finding] = weights(with_fields(FULL, {"indicator.i13.weight": "8.71"}))
    assert finding.message == "分值合计为 103.71 分，多出 3.71 分"
    assert finding.fix == "请把指标分值减少 3.71 分，例如从产出指标（通常共 40 分）里减。"


def test_no_place_is_named_where_every_share_is_usual_or_unknown() -> None:
    renamed = {f"dimension.d{number}.name": f"其他{number}" for number in (1, 2, 3, 4)}
    [short] = weights(with_fields(FULL, renamed | {"indicator.i13.weight": "4"}))
    assert short.fix == "请给指标再分配 1 分。"
    [over] = weights(with_fields(FULL, renamed | {"indicator.i13.weight": "6"}))
    assert over.fix == "请把指标分值减少 1 分。"


def test_an_unusual_split_that_makes_100_is_in_order() -> None:
    assert weights(with_fields(FULL, {"indicator.i13.weight": "1.29", "indicator.i1.weight": "13.71"})) == []


def test_without_indicators_there_is_nothing_to_add_up() -> None:
    assert weights(with_fields(FULL, {"form.indicators": ()})) == []


@pytest.mark.parametrize(
    ("score", "weight", "message", "fix"),
    [
        ("5.01", "5", "“聘用联勤队员数量”的得分 5.01 超过分值 5", "请把得分改为 0 到 5 之间的数。"),
        ("-1", "5", "“聘用联勤队员数量”的得分 -1 小于 0", "请把得分改为 0 到 5 之间的数。"),
        ("0.5", "0", "“聘用联勤队员数量”的得分 0.5 超过分值 0", "请把得分改为 0 到 0 之间的数。"),
        ("-1", "五", "“聘用联勤队员数量”的得分 -1 小于 0", "请把得分改为不小于 0 的数。"),
        ("-1", "-5", "“聘用联勤队员数量”的得分 -1 小于 0", "请把得分改为不小于 0 的数。"),
    ],
)
def test_a_score_outside_its_weight_is_named(score: str, weight: str, message: str, fix: str) -> None:
    [finding] = scores(with_fields(FULL, {"indicator.i3.weight": weight, "indicator.i3.score": score}))
    assert (finding.rule, finding.severity, str(finding.path)) == ("F8", "error", "indicator.i3.score")
    assert (finding.value, finding.message, finding.fix) == (score, message, fix)


@pytest.mark.parametrize(
    ("score", "weight"),
    [("5", "5"), ("0", "5"), ("0", "0"), ("5", ""), ("5", "五"), ("满分", "5"), ("", "5"), ("0", "-5")],
)
def test_a_score_within_or_without_a_readable_weight_is_left_alone(score: str, weight: str) -> None:
    assert scores(with_fields(FULL, {"indicator.i3.weight": weight, "indicator.i3.score": score})) == []
