"""F14: values carried over from last year that nobody has looked at since (UX.md U21)."""

from __future__ import annotations

from published import NAMES, form_of, with_fields
from ziping.app.next_year import carry_over
from ziping.editions.catalog import edition
from ziping.form.edit import confirm, put
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.rules.check import check_form
from ziping.rules.findings import Finding
from ziping.rules.remedies import HARMLESS, remedy
from ziping.rules.subject import Subject

NEW = carry_over(form_of("jiangqiao-2024-xinxihua-jianshe")).form
"""11 rows, each with name, target and 分值."""


def told(form: Form) -> list[Finding]:
    return [found for found in check_form(form, edition(form.edition)) if found.rule == "F14"]


def places(form: Form) -> list[str]:
    return [str(found.path) for found in told(form)]


def test_a_whole_form_of_last_year_is_told_in_five_findings() -> None:
    assert [(str(found.path), found.message) for found in told(NEW)] == [
        ("basic.project_name", "基本信息页有 3 处沿用去年，还没有确认"),
        ("goal.expected", "预期目标沿用去年，还没有确认"),
        ("indicator.i1.name", "三级指标一列有 11 处沿用去年，还没有确认"),
        ("indicator.i1.target", "年度指标值一列有 11 处沿用去年，还没有确认"),
        ("indicator.i1.weight", "分值一列有 11 处沿用去年，还没有确认"),
    ]
    assert {found.severity for found in told(NEW)} == {"warning"}, "a final export is no draft because of it"


def test_the_first_one_left_is_the_field_that_is_named() -> None:
    new = with_fields(
        NEW, {"indicator.i1.target": "≤100%", "indicator.i2.target": "≤1个", "basic.project_name": "平台"}
    )
    assert places(new) == [
        "basic.department", "goal.expected", "indicator.i1.name", "indicator.i3.target", "indicator.i1.weight",
    ]  # fmt: skip


def test_the_last_one_left_of_a_page_is_called_by_its_own_name() -> None:
    new = with_fields(NEW, {"basic.project_name": "平台", "basic.department": "清河镇"})
    assert told(new)[0].message == "实施单位沿用去年，还没有确认"
    assert told(new)[0].fix == "请核对，不对的直接改；都对的按“确认实施单位”。"


def test_it_is_plain_that_more_than_the_named_field_is_meant() -> None:
    """The button at the head of the page says 全部确认; the finding calls the same thing the same."""
    basic, target = told(NEW)[0], told(NEW)[3]
    assert basic.fix == "请把基本信息页的 3 处逐处核对，不对的直接改；都对的按“全部确认（基本信息页 3 处）”。"
    assert (
        target.fix == "请把年度指标值一列的 11 处逐处核对，不对的直接改；都对的按“全部确认（年度指标值一列 11 处）”。"
    )


def test_one_click_confirms_what_was_told_together_and_changes_nothing_else() -> None:
    found = told(NEW)[3]
    made = remedy(found, Subject.of(NEW, edition(NEW.edition)))
    assert made is not None
    assert made.name == "全部确认（年度指标值一列 11 处）"
    assert found.rule not in HARMLESS, "nobody confirms by the way while slips are mended"
    assert places(made.form) == ["basic.project_name", "goal.expected", "indicator.i1.name", "indicator.i1.weight"]
    assert put(made.form, FieldPath.parse("form.unconfirmed"), NEW.unconfirmed) == NEW


def test_nothing_is_told_once_all_is_confirmed() -> None:
    assert told(confirm(NEW, map(FieldPath.parse, NEW.unconfirmed))) == []


def test_forms_that_were_typed_are_silent() -> None:
    assert not any(told(form_of(name)) for name in NAMES)


def test_who_signs_is_told_only_where_it_prints() -> None:
    signed = with_fields(form_of("jiangqiao-2024-houqin"), {"signature.head": "王建国", "signature.phone": "5912"})
    assert not any(address.startswith("signature") for address in places(carry_over(signed).form))
    shown = carry_over(with_fields(signed, {"signature.shown": True})).form
    assert told(shown)[-1].message == "签字栏有 2 处沿用去年，还没有确认"


def test_addresses_that_the_form_has_not_are_passed_over() -> None:
    strange = ("indicator.i99.target", "indicator", "..", "goal.nothing", "form.edition")
    assert told(put(NEW, FieldPath.parse("form.unconfirmed"), strange)) == []
