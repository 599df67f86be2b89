"""Many cells at once: read, changed, filled down and cleared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.indicator_forms import column, form_with
from published import form_of
from ziping.app.cells import append_rows, category_of, cell_text, clear_cells, copied, fill_down, put_cells, read_cell
from ziping.form import path as at
from ziping.form.model import Form


@pytest.fixture
def form() -> Form:
    rows = [{"name": name, "target": f"≥{n}次", "weight": str(n)} for n, name in enumerate("甲乙丙", 1)]
    return form_with({"产出指标": {"数量指标": rows}, "效益指标": {"社会效益指标": [{"name": "丁"}]}})


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("weight", "１２．５", Decimal("12.5")),
        ("score", "4.80分", Decimal("4.8")),
        ("score", "约 5", "约 5"),
        ("weight", "", ""),
        ("target", "１２", "１２"),
        ("deviation", "两行\n说明", "两行\n说明"),
    ],
)
def test_only_points_are_read_as_numbers(field: str, text: str, value: object) -> None:
    assert read_cell(field, text) == value


def test_a_number_is_copied_in_full() -> None:
    assert (cell_text(Decimal("12.50")), cell_text(Decimal("1E+1")), cell_text("12个")) == ("12.50", "10", "12个")


def test_cells_of_several_groups_change_and_other_rows_are_shared(form: Form) -> None:
    new = put_cells(form, {at.indicator("i1", "actual"): "3次", at.indicator("i4", "actual"): "好"})
    assert column(new, "actual") == ["3次", "", "", "好"]
    assert new.indicators[0].categories[0].indicators[1] is form.indicators[0].categories[0].indicators[1]


def test_unknown_rows_and_fields_are_passed_over(form: Form) -> None:
    assert put_cells(form, {at.indicator("i99", "actual"): "3次", at.goal("expected"): "目标"}) == form


def test_printed_results_stay_until_a_score_changes() -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    assert form.printed is not None
    weighed = put_cells(form, {at.indicator("i1", "weight"): Decimal(9)})
    scored = put_cells(form, {at.indicator("i1", "score"): Decimal(9)})
    assert weighed.printed == form.printed
    assert scored.printed is not None
    assert scored.printed.total_score == ""


def test_new_rows_stand_where_they_are_wanted(form: Form) -> None:
    new, ids = append_rows(form, "c1", [{"name": "新一"}, {"name": "新二", "weight": Decimal(5)}], 1)
    assert column(new, "name") == ["甲", "新一", "新二", "乙", "丙", "丁"]
    assert column(new, "weight") == ["1", "", "5", "2", "3", ""]
    assert ids == ["i5", "i6"]


def test_the_topmost_cell_fills_those_below_it(form: Form) -> None:
    cells = [at.indicator(row, field) for row in ("i3", "i1", "i2") for field in ("target", "weight")]
    filled = fill_down(form, cells)
    assert column(filled, "target") == ["≥1次", "≥1次", "≥1次", ""]
    assert column(filled, "weight") == ["1", "1", "1", ""]


def test_a_single_cell_takes_the_one_above_it(form: Form) -> None:
    assert column(fill_down(form, [at.indicator("i2", "target")]), "target") == ["≥1次", "≥1次", "≥3次", ""]
    assert fill_down(form, [at.indicator("i1", "target")]) == form


def test_cleared_cells_are_empty(form: Form) -> None:
    cleared = clear_cells(form, [at.indicator("i1", "weight"), at.indicator("i2", "target")])
    assert column(cleared, "weight") == ["", "2", "3", ""]
    assert column(cleared, "target") == ["≥1次", "", "≥3次", ""]


@pytest.mark.parametrize(("node", "category"), [("i4", "c2"), ("c1", "c1"), ("d2", "c2")])
def test_a_row_goes_into_the_group_of_the_row_in_hand(form: Form, node: str, category: str) -> None:
    found = category_of(form, node)
    assert found is not None
    assert found.id == category


def test_no_row_no_group(form: Form) -> None:
    assert category_of(form, "") is None


def test_copied_cells_make_a_block_with_blanks_between_them(form: Form) -> None:
    cells = frozenset({at.indicator("i1", "name"), at.indicator("i3", "weight"), at.indicator("i4", "name")})
    assert copied(form, cells) == (("甲", "", "", ""), ("", "", "", "3"), ("丁", "", "", ""))


def test_nothing_selected_is_nothing_copied(form: Form) -> None:
    assert copied(form, frozenset()) == ()
