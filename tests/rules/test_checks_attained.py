"""D2, D3, D7, I20 and I21: scores beside values (CHECKS.md); what they say of one row is in scenarios/checks/rows.txt."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from one_row import findings_on
from published import form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.checks.attained import too_exact
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

PUBLICITY = form_of("jiangqiao-2024-xuanchuan")  # 66 of 66, 100 % of 100 %, 80 % of 80 %, all full


def messages(target: str, actual: str, **cells: str) -> list[str]:
    row = {"name": "开展巡查次数", "target": target, "actual": actual, **cells}
    return [f"{found.rule} {found.message}" for found in findings_on("数量指标", row)]


def test_a_missed_target_with_full_score_is_told_with_the_score_it_earns() -> None:
    [found] = findings_on("数量指标", {"name": "开展巡查次数", "target": "≥25次", "actual": "20次"})
    assert (found.rule, str(found.path), found.value) == ("D2", "indicator.i1.score", "5")
    assert found.message == "“开展巡查次数”的完成值“20次”没有达到指标值“≥25次”，得分却是满分 5 分"
    assert (
        found.fix == "请核对完成值；没有写错的，得分建议改为 4.00（20 次 ÷ 25 次 × 5 分 = 4.00 分），并写明偏差原因。"
    )
    assert found.why.endswith("常用口径，请以本区财政部门当年通知为准。")


def test_a_score_other_than_the_values_give_is_told_with_its_arithmetic() -> None:
    row = {
        "name": "开展巡查次数",
        "target": "≥25次",
        "actual": "20次",
        "score": "4.5",
        "deviation": "因汛期停巡；下一步补巡",
    }
    [found] = findings_on("数量指标", row)
    assert found.message == "“开展巡查次数”的完成值“20次”没有达到指标值“≥25次”，得分是 4.5，按比例应是 4.00"
    assert found.why.startswith("20 次 ÷ 25 次 × 5 分 = 4.00 分。")


@pytest.mark.parametrize("score", ["3.99", "4", "4.01"])
def test_a_rounding_is_no_other_score(score: str) -> None:
    assert messages("≥25次", "20次", score=score, deviation="因汛期停巡；下一步补巡") == []


def test_nothing_is_missed_where_nothing_was_planned_to_score() -> None:
    assert [message[:3] for message in messages("≥25次", "20次", weight="0", score="0")] == ["I10"]


@pytest.mark.parametrize("actual", ["＜25次", "按时完成", "24个点位", "-"])
def test_what_cannot_be_compared_is_no_missed_target(actual: str) -> None:
    assert not [message for message in messages("≥25次", actual) if message.startswith("D")]


def test_a_sign_the_wrong_way_round_is_told_alone() -> None:
    row = {"name": "群众满意度", "target": "≤90%", "actual": "95%"}
    assert [found.rule for found in findings_on("服务对象满意度指标", row)] == ["I1"]


@pytest.mark.parametrize(
    ("actual", "silent"), [("129次", True), ("130次", False), ("1300次", False)], ids=["129 %", "130 %", "1300 %"]
)
def test_far_more_than_planned_asks_for_a_word(actual: str, silent: bool) -> None:
    found = messages("≥100次", actual)
    assert (found == []) is silent
    assert silent or found == [f"D3 “开展巡查次数”的完成值“{actual}”达到指标值“≥100次”的 130% 以上，没有说明原因"]


@pytest.mark.parametrize(
    ("actual", "score", "silent"),
    [
        ("达成指标", "4", True),
        ("达成指标", "3.98", False),
        ("部分达成", "4", True),
        ("部分达成", "3", True),
        ("部分达成", "2.9", False),
        ("部分达成", "5", False),
        ("基本完成", "5", True),
        ("未达成", "3", True),
        ("未达成", "0", True),
        ("未达成", "3.1", False),
        ("有序", "1", True),
        ("达成指标", "9", True),
        ("达成指标", "-1", True),
        ("达成指标", "", True),
    ],
)
def test_the_band_of_an_answer_in_words(actual: str, score: str, silent: bool) -> None:
    row = {
        "name": "街面秩序",
        "target": "有效改善",
        "actual": actual,
        "score": score,
        "deviation": "因施工；下一步整治",
    }
    found = [each for each in findings_on("社会效益指标", row) if each.rule == "I20"]
    assert (found == []) is silent


def test_a_score_outside_its_band_is_told_with_the_band() -> None:
    row = {"name": "街面秩序", "target": "有效改善", "actual": "部分达成"}
    [found] = findings_on("社会效益指标", row)
    assert found.message == "“街面秩序”的完成值是“部分达成”，得分 5 分（分值的 100%）与之不符"
    assert found.fix == "请把得分改到 3 到 4 分之间，或改正完成值。"
    assert "60% 到 80%" in found.why


# --- I21


def exact(fields: Mapping[str, object], form: Form = PUBLICITY) -> list[Finding]:
    form = with_fields(form, fields)
    return list(too_exact(Subject.of(form, edition(form.edition))))


def test_a_form_in_which_everything_is_met_to_the_digit_is_asked_for_evidence() -> None:
    [found] = exact({})
    assert (found.rule, found.severity, str(found.path)) == ("I21", "hint", "indicator.i2.actual")
    assert found.message.startswith("3 项有数字的指标，完成值都与指标值分毫不差，且全部满分（“制作宣传品数量”")


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i7.actual": "81%"},
        {"indicator.i7.actual": "80%以上"},
        {"indicator.i7.actual": "80人"},
        {"indicator.i7.score": "9"},
        {"indicator.i7.actual": "达成指标"},
        {"form.indicators": ()},
    ],
    ids=["one is better", "one is no measure", "one cannot be compared", "one is not full", "only two", "no rows"],
)
def test_a_form_with_life_in_it_is_left_alone(fields: Mapping[str, object]) -> None:
    assert exact(fields) == []
