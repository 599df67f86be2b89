"""Corrections at a click: each makes exactly its finding go away and brings nothing worse than a hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from app.indicator_forms import column, weighted
from app.indicator_forms import form_with as tree
from one_row import cells_of, form_with, table
from published import NAMES, form_of, with_fields
from rules.test_random_forms import form_from, loose, money, trees
from text_scenarios import FORM as GOALS_IN_ORDER
from text_scenarios import rows as texts
from ziping.editions.catalog import edition
from ziping.form.edit import get
from ziping.form.model import Form, FundingRow, Printed
from ziping.form.path import FieldPath
from ziping.rules.acknowledge import with_acknowledgement
from ziping.rules.check import check_subject
from ziping.rules.findings import CATALOGUE, Finding
from ziping.rules.measure_words import Operator
from ziping.rules.remedies import HARMLESS, REMEDIES, Remedy, remedy, slips_mended
from ziping.rules.remedies_values import turned, with_figure
from ziping.rules.subject import Subject

PUBLISHED = "jiangqiao-2024-qitarenyuan"
LAID_OPEN = {
    # A deduction must be explained, and what explained one that is taken back has nothing left to explain.
    "D2 开展巡查次数": "D1 indicator.i1.deviation",
    "D2 购置设备数量": "D1 indicator.i1.deviation",
    "D2 服务范围": "D1 indicator.i1.deviation",
    "D2 应急响应时间": "D1 indicator.i1.deviation",
    "D2 安全事故发生数": "D1 indicator.i1.deviation",
    "D2 采购单价": "D1 indicator.i1.deviation",
    "I20 街面秩序 部分达成": "D1 indicator.i1.deviation",
    "I20 街面秩序 达成": "D8 indicator.i1.deviation",
}
"""Another true fault that a correction lays open."""


def subject_of(form: Form) -> Subject:
    return Subject.of(form, edition(form.edition))


def places(form: Form) -> Counter[str]:
    return Counter(f"{found.rule} {found.path}" for found in check_subject(subject_of(form)))


def only(form: Form, rule: str) -> tuple[Finding, Remedy]:
    """The first finding of a rule, and what mends it."""
    subject = subject_of(form)
    found = next(each for each in check_subject(subject) if each.rule == rule)
    made = remedy(found, subject)
    assert made is not None
    return found, made


def single_rows() -> Iterator[tuple[str, Form]]:
    for rule, category, name, target, actual, others, _ in table("rows.txt"):
        cells = {"name": name, "target": target, "actual": actual, **cells_of(others)}
        answer = f" {actual}" if rule.startswith("I20") else ""
        yield f"{rule.split()[0]} {name}{answer}", form_with(category, cells)


def goals() -> Iterator[tuple[str, Form]]:
    for rule, field, text, _ in texts("Fires"):
        yield f"{rule} {text}", with_fields(GOALS_IN_ORDER, {field: text})


def faults() -> Iterator[tuple[str, Form, Finding]]:
    """Every finding with a correction, on the scenarios and on the published forms."""
    for name, form in [*single_rows(), *goals(), *((name, form_of(name)) for name in NAMES)]:
        subject = subject_of(form)
        for found in check_subject(subject):
            wanted = name in NAMES or name.startswith(f"{found.rule} ")
            if wanted and remedy(found, subject) is not None:
                yield name, form, found


FAULTS = list(faults())


@pytest.mark.parametrize(("name", "form", "found"), FAULTS, ids=[f"{name} {found.path}" for name, _, found in FAULTS])
def test_exactly_the_mended_finding_goes_away(name: str, form: Form, found: Finding) -> None:
    made = remedy(found, subject_of(form))
    assert made is not None
    before, after = places(form), places(made.form)
    assert before - after == Counter([f"{found.rule} {found.path}"])
    assert list(after - before) == ([LAID_OPEN[name]] if name in LAID_OPEN else [])


def test_every_correction_is_tried() -> None:
    in_words = {"F3", "F4", "F5", "F6", "F7", "F8", "F14", "F15"}
    assert {found.rule for _, _, found in FAULTS} | in_words == set(REMEDIES)
    assert HARMLESS <= set(REMEDIES) <= set(CATALOGUE)


def mended_away(form: Form, rule: str, *hints: str) -> Remedy:
    """Mends the finding of a rule and sees that it alone has gone; ``hints`` are heard only afterwards."""
    found, made = only(form, rule)
    before, after = places(form), places(made.form)
    assert before - after == Counter([f"{rule} {found.path}"])
    assert list(after - before) == list(hints)
    return made


@pytest.mark.parametrize(
    ("rule", "row", "field", "text"),
    [
        ("F4", "", "total_score", "99.53"),
        ("F5", "", "grade", "良"),
        ("F6", "total", "initial_budget", "1,345.54"),
        ("F7", "total", "execution_rate", "85.26"),
        ("F7", "fiscal", "execution_rate", "85.26"),
        ("F7", "", "execution_score", "8.52"),
    ],
)
def test_only_the_printed_result_in_question_is_given_up(rule: str, row: str, field: str, text: str) -> None:
    printed = form_of(PUBLISHED).printed
    assert printed is not None
    change: dict[str, object] = {row: {**dict(getattr(printed, row)), field: text}} if row else {field: text}
    made = mended_away(with_fields(form_of(PUBLISHED), {"form.printed": {**dict(printed), **change}}), rule)
    assert made.name == "以计算结果为准"
    kept = {row: {**dict(getattr(printed, row)), field: ""}} if row else {field: ""}
    assert made.form.printed == Printed.model_validate({**dict(printed), **kept})


def test_what_is_left_goes_to_the_neediest_part_and_a_full_score_stays_full() -> None:
    # 效益 has 15 of its usual 20 points: the two that are missing go to its last row, 5 of 5 points become 7 of 7.
    short = with_fields(form_of(PUBLISHED), {"indicator.i3.weight": "3", "indicator.i3.score": "3"})
    made = mended_away(short, "F3", "I12 result.total_weight")  # an unusual split, told when the sum is right
    assert made.name == "分配剩余 2 分"
    assert made.form == with_fields(short, {"indicator.i12.weight": "7", "indicator.i12.score": "7"})


def test_weights_above_90_are_reduced_and_scores_keep_their_share() -> None:
    # 60 + 40 = 100 become 54 + 36 = 90; 30 of 40 points are three quarters, so 27 of 36.
    form = with_fields(weighted("60", "40"), {"indicator.i1.score": "60", "indicator.i2.score": "30"})
    _, made = only(form, "F3")
    assert made.name == "按比例调整分值"
    assert column(made.form, "weight") == ["54", "36"]
    assert column(made.form, "score") == ["54", "27"]


def test_a_score_in_words_or_without_weight_is_left_as_it_is() -> None:
    form = with_fields(weighted("60", "", "30"), {"indicator.i1.score": "六十", "indicator.i2.score": "0"})
    form = with_fields(form, {"indicator.i3.weight": "三十"})
    _, made = only(form, "F3")
    assert column(made.form, "weight") == ["60", "30", "三十"]
    assert column(made.form, "score") == column(form, "score")


@pytest.mark.parametrize("weights", [("六十", "三十"), ("-999999999999999999.99999999", "")])
def test_weights_that_nobody_can_make_up_are_left_to_the_clerk(weights: tuple[str, ...]) -> None:
    subject = subject_of(weighted(*weights))
    found = next(each for each in check_subject(subject) if each.rule == "F3")
    assert remedy(found, subject) is None


def test_a_score_above_its_weight_becomes_the_weight() -> None:
    made = mended_away(with_fields(form_of(PUBLISHED), {"indicator.i3.score": "12"}), "F8")
    assert made.name == "把得分 12 改为分值 5"
    assert get(made.form, FieldPath("indicator", "i3", "score")) == 5


@pytest.mark.parametrize(("weight", "score"), [("10", "-1"), ("", "-1")], ids=["", "without weight"])
def test_of_a_score_below_0_nobody_knows_what_was_meant(weight: str, score: str) -> None:
    subject = subject_of(
        with_fields(form_of(PUBLISHED), {"indicator.i3.weight": weight, "indicator.i3.score": score})
    )
    found = next(each for each in check_subject(subject) if each.rule == "F8")
    assert remedy(found, subject) is None


@pytest.mark.parametrize(
    ("value", "bound", "turned_value"),
    [
        ("≤90.00(%)", "≥", "≥90.00(%)"),
        ("＜ 20台", "≥", "≥ 20台"),
        ("<=90%", "≥", "≥90%"),
        ("=80.00(%)", "≥", "≥80.00(%)"),
        ("等于80%", "≥", "不低于80%"),
        ("不超过12处", "≥", "不少于12处"),
        ("至多12处", "≥", "至少12处"),
        ("90%以内", "≥", "90%以上"),
        ("≤5个街道、≤12个村", "≥", "≥5个街道、≥12个村"),
        (">12万元", "≤", "≤12万元"),
        ("不少于3件", "≤", "不超过3件"),
        ("高于1%", "≤", "不高于1%"),
        ("30分钟以上", "≤", "30分钟以内"),
        ("90%", "≥", None),
        ("≤90%以内", "≥", None),
        ("有效提升", "≥", None),
    ],
)
def test_a_turned_value_keeps_its_figures_and_its_way_of_writing(
    value: str, bound: Operator, turned_value: str | None
) -> None:
    assert turned(value, bound) == turned_value


@pytest.mark.parametrize(
    ("value", "figure", "written"),
    [("＝1(个)", "1.00(个)", "＝1.00(个)"), ("≥８５％", "85.00%", "≥85.00%"), ("≥90.0%", "90%以上", None)],
)
def test_a_figure_is_rewritten_only_if_the_value_says_the_same(value: str, figure: str, written: str | None) -> None:
    assert with_figure(value, figure) == written


def test_a_limit_that_is_excluded_does_not_say_how_many_there_should_be() -> None:
    form = form_with("数量指标", {"name": "购置执法记录仪", "target": "＜20台", "actual": "19台"})
    assert no_remedy(form, "I2")


def test_a_rate_without_percent_needs_another_figure_first() -> None:
    assert no_remedy(form_of("jiangqiao-2024-xinxihua-jianshe"), "I3")


def test_a_sign_that_a_word_says_again_is_left_to_the_clerk() -> None:
    cells = {"name": "群众满意度", "target": "≤90%以内", "actual": "93%"}
    assert no_remedy(form_with("服务对象满意度指标", cells), "I1")


def test_nothing_is_suggested_for_an_answer_to_no_target() -> None:
    assert no_remedy(form_with("社会效益指标", {"name": "街面秩序", "target": "", "actual": "部分达成"}), "I20")


def test_a_long_value_is_shortened_in_the_name_only() -> None:
    words = "按合同约定完成系统部署、联调测试、人员培训和试运行"
    _, made = only(form_with("质量指标", {"name": "验收情况", "target": f"={words}", "actual": "一次验收合格"}), "I8")
    assert made.name == "把“=按合同约定完成系统部署、联调测试、人…”改为“按合同约定完成系统部署、联调测试、人员…”"
    assert column(made.form, "target") == [words]


def test_a_price_without_its_currency_is_left_to_the_clerk() -> None:
    assert no_remedy(form_of("jiangqiao-2024-huodong"), "I16")


def test_a_quotation_mark_left_open_is_left_to_the_clerk() -> None:
    form = with_fields(GOALS_IN_ORDER, {"goal.expected": '落实"路长制要求，做好值守工作，营造整洁环境。'})
    assert no_remedy(form, "T5")
    subject = subject_of(form)
    assert slips_mended(check_subject(subject), subject) is None


def no_remedy(form: Form, rule: str) -> bool:
    subject = subject_of(form)
    [found] = [each for each in check_subject(subject) if each.rule == rule]
    return remedy(found, subject) is None


def test_people_are_counted_in_people_wherever_they_were_counted_in_pieces() -> None:
    cells = {"name": "聘用行风监督员数量", "target": "=6.00(个)", "actual": "6.00"}
    _, made = only(form_with("数量指标", cells), "I16")
    assert made.name == "把单位“个”改为“人”"
    assert column(made.form, "target") == ["=6.00(人)"]
    assert column(made.form, "actual") == ["6.00"]


def test_one_figure_is_written_alike_in_all_its_cells() -> None:
    rows = [{"name": f"第{n}项", "target": f"={n}(个)", "actual": "1.00(个)"} for n in (1, 1, 2)]
    form = tree({"产出指标": {"数量指标": [*rows, {"name": "率", "target": "≥1%", "actual": "1.00%"}]}})
    _, made = only(form, "F13")
    assert made.name == "都写成“1.00(个)”"
    assert column(made.form, "target") == ["=1.00(个)", "=1.00(个)", "=2(个)", "≥1%"]
    assert column(made.form, "actual") == ["1.00(个)", "1.00(个)", "1.00(个)", "1.00%"]


def test_a_percentage_is_written_alike_within_its_column() -> None:
    rows = [{"name": name, "target": "≥85.00%", "actual": "85.0%"} for name in ("甲率", "乙率")]
    form = tree({"产出指标": {"质量指标": [*rows, {"name": "丙率", "target": "≥85%", "actual": "85.0%"}]}})
    _, made = only(form, "F13")
    assert column(made.form, "target") == ["≥85.00%", "≥85.00%", "≥85.00%"]
    assert column(made.form, "actual") == ["85.0%", "85.0%", "85.0%"]


def test_a_figure_that_cannot_be_written_alike_is_left() -> None:
    rows = [
        {"name": "甲率", "target": "≥90.0%"},
        {"name": "乙率", "target": "90%以上"},
        {"name": "丙率", "target": "90%以上"},
    ]
    assert no_remedy(tree({"产出指标": {"质量指标": rows}}), "F13")


def test_a_note_in_the_table_is_mended_without_a_full_stop() -> None:
    form = with_fields(form_of(PUBLISHED), {"indicator.i3.deviation": "因预算调减,少聘 队员；已补聘"})
    _, made = only(with_fields(form, {"goal.achieved": form.goal.expected}), "T5")
    assert get(made.form, FieldPath("indicator", "i3", "deviation")) == "因预算调减，少聘队员；已补聘"


def test_all_slips_of_writing_are_mended_at_once() -> None:
    form = form_of("xianghua-2023-ywtg")
    made = slips_mended(check_subject(subject_of(form)), subject_of(form))
    assert made is not None
    assert made.name == "修正全部文字小错（3 处）"
    assert places(form) - places(made.form) == Counter(
        ["F13 funding.fiscal.initial_budget", "T4 goal.expected", "T5 goal.expected"]
    )
    assert places(made.form) - places(form) == Counter()


def test_one_slip_is_mended_by_itself_and_an_acknowledged_one_is_let_be() -> None:
    form = form_of("jiangqiao-2024-xinxihua-yunwei")
    subject = subject_of(form)
    slips = [found for found in check_subject(subject) if found.rule == "T5"]
    assert len(slips) == 2
    assert slips_mended(slips[:1], subject) is None
    kept = subject_of(with_acknowledgement(form, slips[0], subject, "原文如此"))
    assert slips_mended(check_subject(kept), kept) is None


def test_other_rules_leave_it_to_the_clerk() -> None:
    subject = subject_of(form_of(PUBLISHED))
    found = next(each for each in check_subject(subject) if each.rule == "D4")
    assert remedy(found, subject) is None


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(money, loose, trees)
def test_a_correction_of_any_form_mends_what_it_says(
    funds: FundingRow, goal: str, rows: list[tuple[str, list[tuple[str, list[dict[str, str]]]]]]
) -> None:
    subject = subject_of(form_from("jiading-2024", funds, goal, rows))
    for found in check_subject(subject):
        made = remedy(found, subject)
        if made is not None:
            assert f"{found.rule} {found.path}" not in places(made.form)
