"""T1 to T11 and F12, F13 where more than one field counts, and what their messages say (CHECKS.md)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, with_fields
from text_scenarios import FORM, PIECES, TEXT_CHECKS
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import Check
from ziping.rules.checks.formats import mixed_formats
from ziping.rules.checks.money_in_text import sums_off_by_10000
from ziping.rules.checks.placeholders import template_left
from ziping.rules.checks.text_form import list_numbers, punctuation
from ziping.rules.checks.text_numbers import contradictions, promises_without_indicator, sums_in_text
from ziping.rules.checks.text_sameness import likeness, mistyped_words, same_goals, thin_goals, trouble_admitted
from ziping.rules.checks.text_time import tense, years_of_the_form
from ziping.rules.checks.together import Neighbour, check_together
from ziping.rules.findings import CATALOGUE, Finding
from ziping.rules.subject import Subject

EXPECTED, ACHIEVED = "goal.expected", "goal.achieved"
PRINTED = form_of("xianghua-2023-ywtg")
BUILDING = form_of("jiangqiao-2024-xinxihua-jianshe")
UPKEEP = form_of("jiangqiao-2024-xinxihua-yunwei")


def found(check: Check, fields: Mapping[str, object], form: Form = FORM) -> list[Finding]:
    form = with_fields(form, fields)
    return list(check(Subject.of(form, edition(form.edition))))


# --- what a message says


def test_a_placeholder_is_named_with_its_field() -> None:
    [finding] = found(template_left, {"indicator.i3.name": "指标2"})
    assert (finding.severity, finding.message) == ("error", "“指标2”的三级指标里还留着模板的“指标2”")
    assert finding.fix == "请把“指标2”换成实际内容；没有内容的，删去这一处。"


def test_a_jump_in_a_list_names_both_numbers() -> None:
    [finding] = found(list_numbers, {EXPECTED: "措施：（1）值守；（2）巡查；（4）办结。"})
    assert (finding.severity, finding.message) == ("hint", "预期目标的编号“（4）”与前面的“（2）”不连续")
    assert finding.fix == "请核对有没有漏掉或多出一项，再按顺序编号。"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("措施：1.值守；2.巡查；2.办结。", "“2.”重复了"),
        ("措施：1.值守；2.巡查；3.办结；2.考核。", "“2.”排在“3.”后面，次序不对"),
        ("措施：1.值守；2、巡查；3、办结。", "“2、”与前面的“1.”写法不同"),
    ],
)
def test_other_trouble_of_a_list_is_told(text: str, trouble: str) -> None:
    [finding] = found(list_numbers, {EXPECTED: text})
    assert finding.message == f"预期目标的编号{trouble}"


def test_all_slips_of_punctuation_in_a_text_are_one_finding() -> None:
    [finding] = found(punctuation, {ACHIEVED: '购置装备,保障运作。。落实"路长制"，保持街面 整洁，'})
    assert finding.message == '实际完成情况“装备,保障”用了英文逗号，标点“运作。。落实”重叠，用了英文引号“"”'
    assert finding.fix == "请改成中文逗号“，”。请只留一个标点。请改成中文引号“ ”，多余的删去。"
    assert finding.severity == "hint"


def test_a_space_and_a_missing_full_stop_are_shown_where_they_are() -> None:
    [finding] = found(punctuation, {ACHIEVED: "购置装备保障工作站运作，保持街面 环境整洁有序并且令人满意"})
    assert finding.message == "实际完成情况“街面 环境”中间有空格，结尾没有标点"


def test_a_comma_in_a_deviation_note_is_told_with_its_row() -> None:
    [finding] = found(punctuation, {"indicator.i3.deviation": "采购周期较长，"})
    assert finding.message == "“特保配备装备数量”的偏差原因分析及改进措施以“，”结尾"


def test_a_basis_document_that_has_ended_is_told_once() -> None:
    text = "落实《城市运行三年行动计划（2020-2022年）》要求，保障工作站设备正常运作。"
    [finding] = found(years_of_the_form, {EXPECTED: text, ACHIEVED: text})
    assert (finding.severity, finding.message) == ("warning", "预期目标里的“2020-2022年”到 2024 年已经期满")
    assert "2024 年度" in finding.why


def test_a_deadline_before_the_year_of_the_form_is_told() -> None:
    [finding] = found(years_of_the_form, {"indicator.i11.target": "2022年底前"})
    assert finding.message == "“装备配备时效”的年度指标值里的“2022年底前”早于本表的 2024 年度"


@pytest.mark.parametrize("year", ["", "2024年度"])
def test_without_a_year_no_year_is_wrong(year: str) -> None:
    text = "2019年做好值守和处置工作，保障工作站设备正常运作。"
    assert found(years_of_the_form, {"basic.year": year, EXPECTED: text}) == []
    assert found(tense, {"basic.year": year, ACHIEVED: "街面整洁有序。下一步将继续加强巡防。"}) == []


def test_a_project_named_after_last_year_is_told() -> None:
    [finding] = found(years_of_the_form, {"basic.project_name": "2023年后勤保障经费"})
    assert finding.message == "项目名称里的“2023年”不是本表的 2024 年度"


def test_tense_is_asked_about_not_judged() -> None:
    [done] = found(tense, {ACHIEVED: "街面环境整洁有序，将继续加强巡防。"})
    assert (done.severity, done.message) == ("hint", "实际完成情况里写着“将继续加强巡防”，读起来像是还没有做")
    [planned] = found(tense, {EXPECTED: "做好值守工作。全年已购置装备一批。"})
    assert planned.message == "预期目标里写着“全年已购置装备一批”，读起来像是已经做完"


def test_an_outlook_goes_on_after_its_heading() -> None:
    assert found(tense, {ACHIEVED: "街面环境整洁有序。\n下一步工作打算：\n将继续加强巡防。"}) == []


# --- F12


def test_a_sum_in_the_wrong_unit_names_both_sums() -> None:
    [finding] = found(sums_off_by_10000, {EXPECTED: "全年预算138元，用于购置装备和办公物品。"})
    assert (finding.severity, str(finding.path), finding.value) == ("warning", EXPECTED, "138元")
    assert finding.message == "预期目标写的“138元”与年度资金总额的年初预算数的 138.00 万元 正好相差一万倍"


def test_a_sum_in_a_cost_indicator_is_compared_too() -> None:
    fields = {"indicator.i1.name": "成本控制数", "indicator.i1.target": "≤138元"}
    [finding] = found(sums_off_by_10000, fields)
    assert (str(finding.path), finding.value) == ("indicator.i1.target", "138元")
    assert finding.message.startswith("“成本控制数”的年度指标值写的“138元”")


@pytest.mark.parametrize(
    "fields",
    [
        {EXPECTED: "全年预算138万元，用于购置装备。"},
        {EXPECTED: "全年预算约138元，用于购置装备。"},
        {EXPECTED: "慰问困难群众，每户补贴资金138元。"},
        {EXPECTED: "服务群众138人，预算执行及时。"},
        {"indicator.i1.name": "成本控制数", "indicator.i1.target": "≤138万元"},
        {"indicator.i1.name": "成本控制数", "indicator.i1.target": "不超预算额度"},
        {"indicator.i1.name": "成本控制数", "indicator.i1.target": "≤138个"},
        {"indicator.i1.name": "成本控制数", "indicator.i1.target": "≤160元"},
        {"indicator.i1.name": "体检单价", "indicator.i1.target": "≤138元"},
        {"funding.fiscal.initial_budget": "", "funding.fiscal.full_budget": "", "funding.fiscal.executed": "0"},
    ],
    ids=[
        "right",
        "about",
        "a price",
        "people",
        "right row",
        "words",
        "no money",
        "another sum",
        "a price row",
        "no funds",
    ],
)
def test_a_sum_that_fits_or_is_another_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(sums_off_by_10000, fields) == []


# --- F13


def test_one_figure_in_two_formats_is_told_once() -> None:
    [printed] = found(mixed_formats, {}, PRINTED)
    assert (printed.severity, printed.message) == (
        "hint",
        "年初预算数里同一个数有的写“939500.00”，有的写“939500”",
    )
    [counted] = found(mixed_formats, {}, BUILDING)
    assert (str(counted.path), counted.value) == ("indicator.i3.target", "1.00(个)")
    assert counted.fix == "请统一成一种写法，例如都写成“1.00(个)”。"


def test_percentages_are_compared_within_a_column() -> None:
    [finding] = found(mixed_formats, {"indicator.i7.target": "=100%"})
    assert finding.message == "年度指标值里同一个数有的写“100.00(%)”，有的写“100%”"


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i15.target": "≥90%"},
        {"indicator.i3.target": "≥119(个)"},
        {"indicator.i3.target": "2024年11月前", "indicator.i3.actual": "3个街道及12个村"},
    ],
    ids=["a measured figure may be finer", "another figure", "a date and two figures"],
)
def test_other_figures_may_look_different(fields: Mapping[str, object]) -> None:
    assert found(mixed_formats, fields) == []


# --- T1


def test_goals_that_say_the_same_are_told() -> None:
    text = "保障中心各项工作有序运行，及时处置群众反映的问题，营造整洁有序的街面环境"
    [finding] = found(same_goals, {EXPECTED: f"将{text}。", ACHIEVED: f"全年已{text}；"})
    assert (finding.severity, finding.message) == ("warning", "实际完成情况与预期目标几乎一样")
    assert str(finding.path) == ACHIEVED


@pytest.mark.parametrize(
    ("expected", "achieved"),
    [
        (
            "配备巡查人员，全年开展日常巡查不少于2400次，保障街面整洁。",
            "配备巡查人员，全年开展日常巡查2512次，保障街面整洁。",
        ),
        ("做好保障", "做好服务"),
        ("", "做好保障"),
        ("。", "，"),
    ],
    ids=["figures of its own", "short", "empty", "signs only"],
)
def test_goals_that_differ_are_left_alone(expected: str, achieved: str) -> None:
    assert found(same_goals, {EXPECTED: expected, ACHIEVED: achieved}) == []


def test_likeness_is_a_share_of_pieces() -> None:
    assert likeness("甲乙", "甲乙") == 1
    assert likeness("甲乙", "甲丙") == 0
    assert likeness("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥乾坤震巽坎离艮兑") == 0
    # 20 characters make 18 pieces of three; one character changed in the middle changes 3 of them: 15/18
    assert likeness(
        "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九圆甲乙丙丁戊己庚辛壬癸"
    ) == pytest.approx(15 / 18)


# --- T2


STAFF = form_of(
    "jiangqiao-2024-qitarenyuan"
)  # 联勤队员 ≤76/76, 行风监督员 =6/6, 信息员 ≥12/12; 管理部门满意度 ≥80/85


@pytest.mark.parametrize(
    ("field", "text", "value", "other"),
    [
        (EXPECTED, "聘用联勤队员72名，维持街面的防控力量。", "72名", "“聘用联勤队员数量”的年度指标值的“≤76.00(个)”"),
        (
            ACHIEVED,
            "已聘用7名行风监督员，维持街面的防控力量。",
            "7名",
            "“聘用行风监督员数量”的实际完成值的“6.00(个)”",
        ),
        (
            EXPECTED,
            "管理部门满意度不低于90%，维持街面的防控力量。",
            "90%",
            "“管理部门满意度”的年度指标值的“≥80.00(%)”",
        ),
    ],
)
def test_a_figure_that_is_not_the_tables_is_told(field: str, text: str, value: str, other: str) -> None:
    people = {
        f"indicator.i{row}.{cell}": f"{sign}{number}人"
        for row, number in ((3, 76), (4, 6), (5, 12))
        for cell, sign in (("target", "="), ("actual", ""))
    }
    fields = people | {field: text}
    [finding] = found(contradictions, fields, STAFF)
    expected = other.replace("≤76.00(个)", "=76人").replace("6.00(个)", "6人")
    assert (finding.severity, str(finding.path), finding.value) == ("warning", field, value)
    assert finding.message == f"{'预期目标' if field == EXPECTED else '实际完成情况'}写的“{value}”与{expected}不一致"


@pytest.mark.parametrize(
    "fields",
    [
        {EXPECTED: "聘用联勤队员76个，维持力量。"},
        {EXPECTED: "聘用联勤队员40个、驻村联勤队员36个。聘用联勤队员36个。"},
        {EXPECTED: "新增联勤队员4个，维持力量。"},
        {EXPECTED: "聘用联勤队员约70个，维持力量。"},
        {EXPECTED: "聘用联勤队员12批，维持力量。"},
        {EXPECTED: "聘用联勤队员72个。", "indicator.i3.target": "40个及36名"},
        {EXPECTED: "联勤队员72个。", "indicator.i4.name": "培训联勤队员数量"},
        {EXPECTED: "聘用76个联勤队员，聘用4个联勤队员服装采购专员。"},
        {EXPECTED: "各村联勤队员4个，维持力量。"},
        {ACHIEVED: "聘用联勤队员72个。", "indicator.i3.actual": ""},
        {ACHIEVED: "聘用联勤队员72个。", "indicator.i3.actual": "达成指标", "indicator.i3.target": "足额"},
        {ACHIEVED: "聘用联勤队员80个。", "indicator.i3.actual": "达成指标", "indicator.i3.target": "≥76个"},
        {"indicator.i3.name": "员", "indicator.i4.name": "", EXPECTED: "聘用队员4个。"},
    ],
    ids=[
        "the same", "the sum", "a part", "about", "another unit", "two figures",
        "two rows of one core", "another thing", "somewhere else", "nothing to compare",
        "words", "reached", "too short a name",
    ],
)  # fmt: skip
def test_a_figure_of_something_else_is_left_alone(fields: Mapping[str, object]) -> None:
    assert found(contradictions, fields, STAFF) == []


def test_a_figure_that_misses_the_target_of_a_row_said_to_be_reached_is_told() -> None:
    fields = {ACHIEVED: "聘用联勤队员72个。", "indicator.i3.actual": "达成指标", "indicator.i3.target": "≥76个"}
    [finding] = found(contradictions, fields, STAFF)
    assert finding.message == "实际完成情况写的“72个”与“聘用联勤队员数量”的年度指标值的“≥76个”不一致"


def test_classes_that_are_counted_differently_are_told() -> None:
    fields = {EXPECTED: "按照5大类40小类标准处置。", "indicator.i3.target": "5大类52小类"}
    [finding] = found(contradictions, fields)
    assert finding.message == "预期目标写的“40小类”与“特保配备装备数量”的年度指标值的“52小类”不一致"


@pytest.mark.parametrize(
    "fields",
    [
        {EXPECTED: "按照5大类40小类标准处置。", "indicator.i3.target": "5大类40小类"},
        {EXPECTED: "部件5大类40小类、事件6大类52小类。", "indicator.i3.target": "5大类40小类"},
        {EXPECTED: "约40小类标准处置。", "indicator.i3.target": "52小类"},
    ],
    ids=["the same", "two systems", "about"],
)
def test_classes_of_several_systems_are_left_alone(fields: Mapping[str, object]) -> None:
    assert found(contradictions, fields) == []


def test_two_centres_named_and_three_counted_are_told() -> None:
    [finding] = found(contradictions, {}, UPKEEP)
    assert finding.message == "预期目标写的“江桥、封浜指挥中心”与“指挥中心维护数量”的年度指标值的“3个”不一致"


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i4.target": "=2.00(个)"},
        {"indicator.i4.target": "全部"},
        {"basic.unit": "某单位", "basic.department": "某部门"},
        {EXPECTED: "为江桥、封浜等指挥中心进行维护。"},
        {"indicator.i4.name": "指挥中心"},
    ],
    ids=["two", "no number", "no town", "等", "nothing counted"],
)
def test_centres_are_counted_only_where_the_list_is_sure(fields: Mapping[str, object]) -> None:
    assert found(contradictions, fields, UPKEEP) == []


@pytest.mark.parametrize(("field", "cell"), [(EXPECTED, "年度指标值"), (ACHIEVED, "实际完成值")])
def test_an_area_with_digits_changed_about_is_told(field: str, cell: str) -> None:
    text = (PRINTED.goal.expected if field == EXPECTED else PRINTED.goal.achieved).replace("778.98", "787.98")
    [finding] = found(contradictions, {field: text}, PRINTED)
    assert (str(finding.path), finding.value) == (field, "787.98平方米")
    assert f"“租赁房屋面积”的{cell}的“778.98平方米”不一致" in finding.message


@pytest.mark.parametrize("area", ["778.98平方米、787.98平方米", "780平方米", "1200.5平方米", "约787.98平方米"])
def test_another_area_is_left_alone(area: str) -> None:
    assert found(contradictions, {EXPECTED: f"租赁办公场地{area}。", ACHIEVED: ""}, PRINTED) == []


# --- T3, T8, T9, T10, T11


def test_a_sum_that_does_not_add_up_shows_its_parts() -> None:
    [finding] = found(sums_in_text, {ACHIEVED: "共处置案件120件，其中甲类80件，乙类30件。"})
    assert (finding.severity, finding.message) == (
        "warning",
        "实际完成情况里“120件，其中甲类80件，乙类30件”的分项相加是 110件，对不上",
    )
    assert finding.fix == "请核对总数 120件 和各分项（80件 + 30件）。"


def test_a_long_list_of_parts_is_shown_cut() -> None:
    parts = "，".join(f"第{name}片区甲类案件{20}件" for name in "一二三四五六")
    [finding] = found(sums_in_text, {ACHIEVED: f"共处置案件130件，其中{parts}。"})
    assert finding.value.endswith("……")
    assert len(finding.value) == 40


@pytest.mark.parametrize(
    "text",
    [
        "其中甲类80件，乙类30件。",
        "共120件（甲类80件，乙类30件",
        "共约120件，其中甲类80件，乙类30件。",
        "共120件，全年街面环境保持整洁有序，群众反映良好，工作有序推进，其中甲类80件，乙类30件。",
        "共120件，其中甲类80件，乙类3次。",
        "共120件，其中甲类约80件，乙类30件。",
        "共120件，其中甲类60件，乙类20件。",
        "共120件，其中甲类80件，乙类30件……",
    ],
    ids=["no total", "open bracket", "about", "far away", "two units", "about a part", "a choice", "goes on"],
)
def test_a_list_that_is_no_division_is_left_alone(text: str) -> None:
    assert found(sums_in_text, {ACHIEVED: text}) == []


def test_a_word_typed_wrong_is_shown_with_the_other() -> None:
    swapped, short = found(mistyped_words, {}, PRINTED)
    assert (swapped.severity, swapped.value) == ("hint", "视屏系统")
    assert swapped.message == (
        "预期目标里的“视屏系统”与三级指标“建设智能视频系统应用数”里的“视频系统”只差一个字，可能有一处是错字"
    )
    assert (short.value, str(short.path)) == ("善智能", ACHIEVED)
    assert "“完善智能”" in short.message


def test_a_word_typed_wrong_at_the_end_of_a_phrase_is_found() -> None:
    fields = {EXPECTED: "聘用联勤队员维持街面防控力量。", ACHIEVED: "已聘用联勤队圆，维持街面力量。"}
    [finding] = found(mistyped_words, fields)
    assert "“联勤队圆”" in finding.message
    assert "“联勤队员”" in finding.message


def test_at_most_three_words_are_shown() -> None:
    first = "智能视频系统，街面巡防队伍，群众满意程度，工作站内设备。"
    second = "智能视屏系统，街面寻防队伍，群众满以程度，工作站内社备，群众满一程度。"
    assert len(found(mistyped_words, {EXPECTED: first, ACHIEVED: second})) <= 3


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator.i1.score": "8"},
        {"indicator.i1.score": ""},
        {"indicator.i1.weight": "十", "indicator.i1.score": "十"},
    ],
    ids=["points taken off", "no score", "no number"],
)
def test_trouble_with_points_taken_off_is_in_order(fields: Mapping[str, object]) -> None:
    assert found(trouble_admitted, {ACHIEVED: "因采购滞后，部分装备年底到位。"} | dict(fields)) == []


def test_trouble_admitted_names_the_word() -> None:
    [finding] = found(trouble_admitted, {ACHIEVED: "因采购滞后，部分装备未能如期到位。"})
    assert (finding.severity, finding.message) == ("warning", "实际完成情况里写着“滞后”，各项指标却都是满分")


def test_a_promise_without_an_indicator_is_quoted() -> None:
    [finding] = found(promises_without_indicator, {EXPECTED: "聘用夜间保安30名，购置对讲机45台，购置无人机46架。"})[
        :1
    ]
    assert (finding.severity, finding.message) == ("hint", "预期目标里的“聘用夜间保安30名”没有对应的指标")


def test_at_most_two_promises_are_quoted() -> None:
    text = "购置对讲机45台。购置无人机46台。购置望远镜47台。"
    assert [each.value for each in found(promises_without_indicator, {EXPECTED: text})] == [
        "购置对讲机45台",
        "购置无人机46台",
    ]


@pytest.mark.parametrize(
    "text",
    ["聘用保安的经费45万元。", "购置45台。", "", "每年购置对讲机45台。", "共发放0份。", "街面有商铺45家。"],
    ids=["money", "of what", "nothing", "each year", "none", "no promise"],
)
def test_what_is_no_promise_is_left_alone(text: str) -> None:
    assert found(promises_without_indicator, {EXPECTED: text}) == []


def test_a_thin_goal_is_told_with_its_length() -> None:
    [finding] = found(thin_goals, {ACHIEVED: "已完成。"})
    assert (finding.severity, finding.message) == (
        "warning",
        "实际完成情况只有 4 个字（“已完成。”），说明不了做了什么",
    )


def test_a_goal_of_money_only_is_told() -> None:
    [finding] = found(thin_goals, {EXPECTED: "年度预算资金138万元，全部用于项目支出，共执行138万元。"})
    assert finding.message == "预期目标只写了金额（“年度预算资金138万元，全部用于项目支出”），没有写工作内容"


@pytest.mark.parametrize("text", ["", "……", "预算138万元，用于购置街面巡防装备和办公物品，保障工作站设备正常运作。"])
def test_a_goal_with_work_or_without_anything_is_left_alone(text: str) -> None:
    assert found(thin_goals, {EXPECTED: text}) == []


# --- whatever is typed

TYPED = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NAMES), TYPED, TYPED, TYPED, TYPED)
def test_any_text_is_checked_without_a_crash(
    name: str, expected: str, achieved: str, title: str, target: str
) -> None:
    fields = {EXPECTED: expected, ACHIEVED: achieved, "indicator.i3.name": title, "indicator.i3.target": target}
    form = with_fields(form_of(name), fields | {"basic.project_name": title, "basic.unit": target})
    subject = Subject.of(form, edition(form.edition))
    of_one = [each for check in TEXT_CHECKS for each in check(subject)]
    together = check_together(
        [Neighbour.of(each) for each in (subject, Subject.of(form_of(name), edition(form.edition)))]
    )
    for each in (*of_one, *together[0], *together[1]):
        assert each.severity == CATALOGUE[each.rule].severity
        assert each.message
        assert each.fix
