"""批注: what a leader says of a field, until it is resolved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from published import form_of
from ziping.app.comparison import compare
from ziping.form import edit, remarks
from ziping.form.difference import differences
from ziping.form.model import Form
from ziping.form.path import FieldPath

FULL = form_of("jiangqiao-2024-qitarenyuan")
NOON = datetime(2025, 1, 8, 12, 0, 3, 500, tzinfo=UTC)
TARGET, UNIT = FieldPath.parse("indicator.i3.target"), FieldPath.parse("basic.unit")


@pytest.fixture
def form() -> Form:
    form, _ = remarks.add_remark(FULL, TARGET, "指标值偏低，请核实", "王主任", NOON)
    form, _ = remarks.add_remark(form, UNIT, "与公章一致吗？", "", NOON)
    return form


def test_a_remark_has_a_number_its_field_who_when_and_words(form: Form) -> None:
    first, second = form.remarks
    assert (first.id, second.id) == ("r1", "r2")
    assert (first.path, first.author, first.text) == ("indicator.i3.target", "王主任", "指标值偏低，请核实")
    assert (first.time, first.resolved, first.row) == ("2025-01-08T12:00:03+00:00", False, "")


def test_nothing_but_the_remarks_changes(form: Form) -> None:
    assert edit.put(form, FieldPath.parse("form.remarks"), ()) == FULL


def test_a_field_that_is_not_there_takes_no_remark() -> None:
    with pytest.raises(edit.NoSuchField):
        remarks.add_remark(FULL, FieldPath.parse("indicator.i99.target"), "?", "", NOON)


def test_a_number_is_not_given_again_while_a_higher_one_stands(form: Form) -> None:
    form, made = remarks.add_remark(remarks.delete_remark(form, "r1"), TARGET, "再看一下", "", NOON)
    assert [one.id for one in form.remarks] == ["r2", "r3"]
    assert made.id == "r3"


def test_resolved_ones_are_no_longer_open_and_can_be_opened_again(form: Form) -> None:
    settled = remarks.resolve_remark(form, "r1")
    assert [one.id for one in remarks.open_remarks(settled)] == ["r2"]
    assert remarks.resolve_remark(settled, "r1", resolved=False) == form


def test_a_remark_is_reworded_by_its_number(form: Form) -> None:
    new = remarks.reword_remark(form, "r2", "请按公章写")
    assert [one.text for one in new.remarks] == ["指标值偏低，请核实", "请按公章写"]
    assert new.remarks[1].time == form.remarks[1].time


@pytest.mark.parametrize("change", [remarks.delete_remark, remarks.resolve_remark])
def test_an_unknown_number_is_said_to_be_one(form: Form, change: object) -> None:
    assert callable(change)
    with pytest.raises(remarks.NoSuchRemark):
        change(form, "r9")
    with pytest.raises(remarks.NoSuchRemark):
        remarks.reword_remark(form, "r9", "")


def test_the_remarks_on_a_field_are_found(form: Form) -> None:
    assert [one.text for one in remarks.remarks_on(form.remarks, UNIT)] == ["与公章一致吗？"]
    assert remarks.field_of(form.remarks[0]) == TARGET


def test_editing_the_field_leaves_the_remark_open_for_only_a_person_resolves_it(form: Form) -> None:
    assert edit.put(form, TARGET, "≥80人").remarks == form.remarks


def test_an_open_remark_on_a_removed_row_stays_and_names_the_row(form: Form) -> None:
    name = next(row.name for row in FULL.indicators[1].categories[0].indicators if row.id == "i3")
    first, second = edit.remove(form, {"d2"}).remarks
    assert (first.path, first.row, first.text) == ("form.indicators", name, "指标值偏低，请核实")
    assert second == form.remarks[1]


def test_a_resolved_remark_goes_with_its_row(form: Form) -> None:
    new = edit.remove(remarks.resolve_remark(form, "r1"), {"i3"})
    assert [one.id for one in new.remarks] == ["r2"]


def test_a_remark_moves_with_its_row(form: Form) -> None:
    assert edit.move(form, "i3", "c3", 0).remarks == form.remarks


def test_a_new_row_with_the_number_of_the_removed_one_gets_no_remark_of_it() -> None:
    form, _ = remarks.add_remark(FULL, FieldPath.parse("indicator.i13.score"), "为什么满分？", "", NOON)
    new, made = edit.add_indicator(edit.remove(form, {"i13"}), "c7")
    assert remarks.remarks_on(new.remarks, FieldPath("indicator", made, "score")) == ()


def test_a_comparison_shows_remarks_because_overwriting_would_lose_them(form: Form) -> None:
    lines = compare(FULL, remarks.resolve_remark(form, "r1"))
    name = FULL.indicators[1].categories[0].indicators[0].name
    assert [(line.where, line.before, line.after) for line in lines] == [
        (f"批注 › 产出指标 › 数量指标 › {name} › 年度指标值", "没有", "指标值偏低，请核实（王主任，已解决）"),
        ("批注 › 实施单位", "没有", "与公章一致吗？"),
    ]


def test_a_comparison_tells_that_a_row_of_a_remark_is_gone(form: Form) -> None:
    last = compare(form, edit.remove(form, {"i3"}))[-1]
    name = FULL.indicators[1].categories[0].indicators[0].name
    assert last.after == f"指标值偏低，请核实（王主任，原在“{name}”一行，该行已删除）"


def test_what_has_been_looked_at_is_no_difference() -> None:
    assert differences(FULL, edit.put(FULL, FieldPath.parse("form.unconfirmed"), ("basic.unit",))) == ()
