"""What was carried over from last year counts as unconfirmed until it is touched or confirmed (UX.md U21)."""

from __future__ import annotations

import pytest

from published import form_of
from ziping.app.cells import put_cells
from ziping.app.outline import shift
from ziping.form import edit
from ziping.form.model import Form
from ziping.form.path import FieldPath

CARRIED = ("basic.unit", "goal.expected", "indicator.i3.target", "indicator.i3.weight", "indicator.i4.name")


def at(address: str) -> FieldPath:
    return FieldPath.parse(address)


FULL = edit.put(form_of("jiangqiao-2024-qitarenyuan"), at("form.unconfirmed"), CARRIED)
"""d1 成本 (c1: i1 i2) · d2 产出 (c2: i3–i5, c3: i6 i7, c4: i8 i9) · d3 效益 (c5: i10, c6: i11 i12) · d4 满意度 (c7: i13)."""


def left(form: Form) -> list[str]:
    return [address for address in CARRIED if address in form.unconfirmed]


@pytest.mark.parametrize("address", CARRIED)
def test_a_field_that_is_put_is_confirmed_and_no_other(address: str) -> None:
    new = edit.put(FULL, at(address), "12")
    assert left(new) == [other for other in CARRIED if other != address]
    assert left(FULL) == list(CARRIED)


def test_a_field_that_is_put_as_it_was_is_confirmed_too() -> None:
    new = edit.put(FULL, at("basic.unit"), FULL.basic.unit)
    assert new.basic == FULL.basic
    assert "basic.unit" not in new.unconfirmed


def test_other_fields_may_change_without_confirming_anything() -> None:
    new = edit.put(edit.put(FULL, at("goal.achieved"), "已办结"), at("indicator.i3.actual"), "76人")
    new = edit.put(new, at("form.edition"), "national-2020")
    assert new.unconfirmed == CARRIED


def test_confirming_changes_nothing_else() -> None:
    new = edit.confirm(FULL, [at("indicator.i3.target"), at("goal.expected"), at("basic.year")])
    assert new.unconfirmed == ("basic.unit", "indicator.i3.weight", "indicator.i4.name")
    assert edit.put(new, at("form.unconfirmed"), CARRIED) == FULL


def test_confirming_what_is_confirmed_gives_the_very_same_form() -> None:
    assert edit.confirm(FULL, [at("basic.year")]) is FULL


def test_a_row_that_is_removed_takes_its_addresses_along() -> None:
    assert left(edit.remove(FULL, {"i3"})) == ["basic.unit", "goal.expected", "indicator.i4.name"]
    assert left(edit.remove(FULL, {"d2"})) == ["basic.unit", "goal.expected"]


def test_a_new_row_with_the_number_of_a_removed_one_is_no_carried_one() -> None:
    marked = edit.put(FULL, at("form.unconfirmed"), ("indicator.i13.target",))
    new, made = edit.add_indicator(edit.remove(marked, {"i13"}), "c7")
    assert made == "i13"
    assert new.unconfirmed == ()


def test_rows_that_move_stay_unconfirmed() -> None:
    assert edit.move(FULL, "i3", "c3", 0).unconfirmed == CARRIED
    assert edit.move(FULL, "d2", "", 0).unconfirmed == CARRIED
    assert shift(FULL, ["i3"], 1).unconfirmed == CARRIED


def test_many_cells_at_once_are_confirmed_where_they_were_put() -> None:
    new = put_cells(FULL, {at("indicator.i3.target"): "≥80人", at("indicator.i4.name"): "改过的名称"})
    assert left(new) == ["basic.unit", "goal.expected", "indicator.i3.weight"]


def test_rows_written_together_confirm_the_cells_that_changed() -> None:
    path = at("category.c2.indicators")
    rows = edit.get(FULL, path)
    assert isinstance(rows, tuple)
    other = type(rows[0])(**{**dict(rows[0]), "target": "≥80人"})
    assert left(edit.put(FULL, path, (other, *rows[1:]))) == [
        "basic.unit", "goal.expected", "indicator.i3.weight", "indicator.i4.name",
    ]  # fmt: skip


def test_an_edit_elsewhere_shares_the_addresses_for_a_day_of_undo_costs_no_copies() -> None:
    new = edit.put(FULL, at("goal.achieved"), "已办结")
    assert new.unconfirmed is FULL.unconfirmed


def test_an_address_stands_there_once() -> None:
    assert Form(edition="jiading-2024", unconfirmed=("basic.unit", "basic.unit")).unconfirmed == ("basic.unit",)


def test_what_is_no_list_of_addresses_is_refused() -> None:
    for strange in ("basic.unit", ["basic.unit", 3], {"basic.unit": True}):
        with pytest.raises(ValueError, match="addresses"):
            Form.model_validate({"edition": "jiading-2024", "unconfirmed": strange})
