"""Differences in the words printed on the form, values as the edition prints them."""

from __future__ import annotations

import pytest

from published import form_of, with_fields
from ziping.app.comparison import Span, changed_parts, compare, compare_printed
from ziping.form import edit
from ziping.form.model import Acknowledgement, Form
from ziping.form.path import FieldPath

FULL = form_of("jiangqiao-2024-qitarenyuan")
"""嘉定 2024, in 万元 with two decimals; i3 is 联勤队员数量 among the 数量指标."""
IN_YUAN = form_of("xianghua-2023-ywtg")


def told(before: Form, after: Form) -> list[tuple[str, str, str]]:
    return [(line.where, line.before, line.after) for line in compare(before, after)]


def changed(fields: dict[str, object], form: Form = FULL) -> list[tuple[str, str, str]]:
    return told(form, with_fields(form, fields))


@pytest.mark.parametrize(
    ("address", "value", "where", "before", "after"),
    [
        ("basic.year", 2025, "年度", "2024", "2025"),
        ("basic.unit", "", "实施单位", "上海市嘉定区江桥镇城市运行管理中心", "（空）"),
        ("funding.fiscal.full_budget", "8159000", "项目资金 › 当年财政拨款 › 全年预算数", "956.64 万元", "815.90 万元"),
        ("funding.other.executed", "约五万", "项目资金 › 其他资金 › 全年执行数", "0.00 万元", "约五万"),
        ("category.c2.name", "数量", "产出指标 › 二级指标", "数量指标", "数量"),
        ("dimension.d2.name", "产出", "一级指标", "产出指标", "产出"),
        ("indicator.i3.actual", "75.00(个)", "产出指标 › 数量指标 › 聘用联勤队员数量 › 实际完成值", "76.00(个)", "75.00(个)"),
        ("indicator.i3.score", "4.5", "产出指标 › 数量指标 › 聘用联勤队员数量 › 得分", "5.00", "4.50"),
        ("indicator.i3.name", "", "产出指标 › 数量指标 › 第 1 行 › 三级指标", "聘用联勤队员数量", "（空）"),
        ("signature.shown", True, "签字栏", "不打印", "打印"),
        ("signature.head", "王某", "签字栏 › 单位负责人", "（空）", "王某"),
        ("form.edition", "chongming-2023", "版式", "嘉定 2024", "崇明 2023"),
    ],
)  # fmt: skip
def test_a_changed_field_is_told_in_printed_words(
    address: str, value: object, where: str, before: str, after: str
) -> None:
    assert changed({address: value}) == [(where, before, after)]


def test_long_texts_are_told_under_their_heading() -> None:
    [(where, _, after)] = changed({"goal.achieved": "完成。"})
    assert (where, after) == ("年度总体目标 › 实际完成情况", "完成。")


def test_money_is_told_in_the_unit_of_its_own_edition() -> None:
    moved = with_fields(FULL, {"form.edition": "chongming-2023", "funding.fiscal.full_budget": "8159000"})
    assert told(FULL, moved)[1] == ("项目资金 › 当年财政拨款 › 全年预算数", "956.64 万元", "8159000 元")
    [(_, _, in_yuan)] = changed({"funding.fiscal.executed": "8159000.5"}, IN_YUAN)
    assert in_yuan == "8159000.50 元"


def test_money_that_prints_alike_is_told_to_the_cent() -> None:
    assert changed({"funding.fiscal.full_budget": "9566400.5"}) == [
        ("项目资金 › 当年财政拨款 › 全年预算数", "9566400 元", "9566400.5 元")
    ]


def test_a_text_that_looks_like_the_number_is_told_apart() -> None:
    assert changed({"indicator.i3.score": " 5.00"}) == [
        ("产出指标 › 数量指标 › 聘用联勤队员数量 › 得分", "5.00", "␣5.00")
    ]
    assert changed({"funding.fiscal.full_budget": "956.64 万元"})[0][1:] == (
        "956.64 万元（数）",
        "956.64 万元（文字）",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [("江桥镇 ", "江桥镇␣"), ("江桥镇\n", "江桥镇↵\n"), ("江桥镇\u3000", "江桥镇□"), ("江 桥镇", "江␣桥镇")],
)
def test_a_blank_more_can_be_seen(text: str, shown: str) -> None:
    assert changed({"basic.department": text}) == [("主管部门", "江桥镇", shown)]


def test_a_text_of_blanks_alone_can_be_seen() -> None:
    assert changed({"basic.department": "  "}) == [("主管部门", "江桥镇", "␣␣")]


def test_an_added_and_a_removed_row_are_told_with_what_is_filled() -> None:
    after, _ = edit.add_indicator(FULL, "c2", 0, {"name": "巡查次数", "target": "≥5次", "weight": "5"})
    line = ("产出指标 › 数量指标 › 巡查次数", "没有", "年度指标值：≥5次\n分值：5.00")
    assert told(FULL, after) == [line]
    assert told(after, FULL) == [(line[0], line[2], line[1])]


def test_a_row_with_nothing_in_it_and_an_added_group_are_told() -> None:
    after, _ = edit.add_indicator(FULL, "c2", 0)
    assert told(FULL, after) == [("产出指标 › 数量指标 › 第 1 行", "没有", "有这一行，各栏空着")]
    grown, _ = edit.add_category(FULL, "d2", "成本指标")
    assert told(FULL, grown) == [("产出指标 › 成本指标", "没有", "有")]


def test_a_moved_row_is_told_with_both_places() -> None:
    assert told(FULL, edit.move(FULL, "i3", "c1", 0)) == [
        (
            "成本指标 › 社会成本指标 › 聘用联勤队员数量 › 位置",
            "产出指标 › 数量指标 第 1 行",
            "成本指标 › 社会成本指标 第 1 行",
        )
    ]
    assert told(FULL, edit.move(FULL, "d4", "", 0)) == [("满意度指标 › 位置", "第 4 行", "第 1 行")]


def answered(path: str, note: str) -> Form:
    answer = Acknowledgement(rule="I7", path=path, note=note, seen="0123456789abcdef")
    return edit.put(FULL, FieldPath.parse("form.acknowledged"), (answer,))


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("indicator.i3.target", "已核对 › 产出指标 › 数量指标 › 聘用联勤队员数量 › 年度指标值"),
        ("indicator.i99.target", "已核对 › 绩效指标 › 已删除的行 › 年度指标值"),
        ("funding.total.executed", "已核对 › 项目资金 › 年度资金总额 › 全年执行数"),
        ("result.total", "已核对 › 总分"),
        ("form.indicators", "已核对 › 绩效指标"),
        ("nowhere", "已核对 › 问题"),
    ],
)
def test_an_answer_is_told_where_its_problem_is(path: str, where: str) -> None:
    assert told(FULL, answered(path, "已向财政说明")) == [(where, "没有", "已向财政说明")]
    assert told(answered(path, ""), FULL) == [(where, "已核对，没有写说明", "没有")]


def test_a_form_of_an_edition_nobody_knows_is_compared_all_the_same() -> None:
    unknown = edit.put(FULL, FieldPath.parse("form.edition"), "pudong-2031")
    assert told(unknown, FULL) == [("版式", "pudong-2031", "嘉定 2024")]
    assert told(unknown, with_fields(unknown, {"basic.unit": "甲"}))[0][2] == "甲"


def test_of_two_texts_only_what_differs_is_marked_a_number_as_a_whole() -> None:
    before, after = changed_parts("全年巡查 1,250 次，及时", "全年共巡查 1,350 次，及时")
    assert before == (Span(5, 5),)
    assert after == (Span(2, 1), Span(6, 5))


def test_texts_with_nothing_in_common_are_not_marked() -> None:
    assert changed_parts("健全", "≥12次") == ((), ())
    assert changed_parts("没有", "没有人员") == ((), ())
    assert changed_parts("（空）", "（空白）") == ((), ())


BLANK_SOURCES = {
    f"funding.{source}.{column}": ""
    for source in ("carried_over", "other")
    for column in ("initial_budget", "full_budget", "executed")
}


def printed(before: Form, after: Form) -> list[tuple[str, str, str]]:
    return [(line.where, line.before, line.after) for line in compare_printed(before, after)]


def test_a_source_left_empty_that_prints_zero_is_no_different_from_a_zero() -> None:
    blank = with_fields(FULL, BLANK_SOURCES)
    assert printed(blank, FULL) == printed(FULL, blank) == []
    assert len(told(blank, FULL)) == 6, "what was typed is not the same"
    # In 元 as in 万元 a zero is a zero.
    assert not [line for line in printed(blank, IN_YUAN) if line[0].startswith("项目资金 › 其他资金")]


def test_a_column_without_any_amount_prints_nothing_and_so_differs_from_zeros() -> None:
    unspent = with_fields(FULL, {f"funding.{source}.executed": "" for source in ("fiscal", "carried_over", "other")})
    assert printed(unspent, FULL) == [
        ("项目资金 › 当年财政拨款 › 全年执行数", "（空）", "815.59 万元"),
        ("项目资金 › 上年结转资金 › 全年执行数", "（空）", "0.00 万元"),
        ("项目资金 › 其他资金 › 全年执行数", "（空）", "0.00 万元"),
    ]


def test_amounts_that_differ_below_what_prints_are_no_different_on_paper() -> None:
    assert printed(with_fields(FULL, {"funding.fiscal.executed": "8155900.49"}), FULL) == []
    assert printed(with_fields(FULL, {"funding.fiscal.executed": "8156000"}), FULL) == [
        ("项目资金 › 当年财政拨款 › 全年执行数", "815.60 万元", "815.59 万元")
    ]


def test_what_does_not_print_is_not_compared() -> None:
    answered = Acknowledgement(rule="S1", path="goal.expected", note="已看过", seen="x")
    assert printed(FULL.model_copy(update={"acknowledged": (answered,), "unconfirmed": ("basic.unit",)}), FULL) == []
