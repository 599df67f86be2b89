"""I19 and S1: words copied, and satisfaction that nobody measured (CHECKS.md)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from published import form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import Check
from ziping.rules.checks.wording import copied_words, unmeasured_satisfaction
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

COPIED = form_of("xianghua-2023-ywtg")
STAFF = form_of("jiangqiao-2024-qitarenyuan")


def found(check: Check, form: Form, fields: Mapping[str, object] | None = None) -> list[Finding]:
    form = with_fields(form, fields or {})
    return list(check(Subject.of(form, edition(form.edition))))


def test_copied_words_are_told_once_with_their_number() -> None:
    [finding] = found(copied_words, COPIED)
    assert (finding.rule, finding.severity, str(finding.path)) == ("I19", "hint", "indicator.i6.actual")
    assert finding.message == "“系统建设验收情况”等 12 项的完成值与指标值一字不差（“一次验收合格”）"


def test_a_form_that_answers_with_a_status_copies_nothing() -> None:
    assert found(copied_words, STAFF) == []
    assert found(copied_words, STAFF, {"indicator.i10.target": "达成指标"}) == []


def test_satisfaction_without_a_trace_of_measuring_is_told_once() -> None:
    [finding] = found(unmeasured_satisfaction, COPIED)
    assert (finding.rule, finding.severity, str(finding.path)) == ("S1", "hint", "indicator.i21.actual")
    assert finding.message == "“管理人员满意度”的完成值是“＞85%”，表中没有说明满意度是怎样测得的"
    assert finding.fix == (
        "这里仍只写数；请在本行的“偏差原因分析及改进措施”或“实际完成情况”中写一句，例如“发放问卷100份，满意度为……”。"
    )


@pytest.mark.parametrize("place", ["indicator.i21.deviation", "goal.achieved"])
def test_each_place_the_advice_on_satisfaction_names_settles_it(place: str) -> None:
    assert found(unmeasured_satisfaction, COPIED, {place: "发放问卷100份，满意度为93%。"}) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"goal.achieved": "发放问卷100份，满意度为85%。"},
        {"goal.expected": "每季度开展电话回访。"},
        {"goal.achieved": "满意度由第三方测评。"},
        {"goal.achieved": "广泛征求服务对象意见。"},
        {"indicator.i13.name": "管理部门满意度（问卷调查）"},
        {"indicator.i13.deviation": "座谈会上收集"},
        {"indicator.i13.actual": "达成指标"},
        {"indicator.i13.name": "不满意率"},
    ],
)
def test_measured_satisfaction_or_none_stated_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(unmeasured_satisfaction, STAFF, fields) == []


@pytest.mark.parametrize("text", ["通过等级保护测评。", "走访居民区20次。", "强化绩效考核评价。"])
def test_other_tests_do_not_measure_satisfaction(text: str) -> None:
    assert len(found(unmeasured_satisfaction, STAFF, {"goal.achieved": text})) == 1
