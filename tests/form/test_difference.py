"""Two forms differ exactly where somebody would say so."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import form_of, with_fields
from ziping.form import edit
from ziping.form import path as at
from ziping.form.difference import Position, differences
from ziping.form.indicators import indicator_rows
from ziping.form.model import Acknowledgement, Category, Dimension, Form, Indicator, Printed
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath
from ziping.form.remarks import add_remark

FULL = form_of("jiangqiao-2024-qitarenyuan")
ALL_FIELDS = (
    *(f"basic.{field}" for field in ("year", "project_name", "department", "unit")),
    *(f"funding.{source}.{column}" for source in FUNDING_SOURCES for column in FUNDING_COLUMNS),
    "goal.expected",
    "goal.achieved",
    "dimension.d2.name",
    "category.c3.name",
    *(f"indicator.i7.{field}" for field in INDICATOR_FIELDS),
    *(f"signature.{field}" for field in ("preparer", "reviewer", "head", "phone", "date")),
)
"""The address of a field of each kind that the model has, in print order."""


def told(before: Form, after: Form) -> list[tuple[str, str]]:
    return [(found.kind, str(found.path)) for found in differences(before, after)]


def said(form: Form) -> dict[str, Any]:
    """All that a form says to people: without ids, what a source printed, what is unconfirmed, the order of answers."""

    def without_ids(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_ids(inner) for key, inner in value.items() if key != "id"}
        return [without_ids(inner) for inner in value] if isinstance(value, list | tuple) else value

    whole = without_ids(form.model_dump())
    del whole["printed"], whole["unconfirmed"]
    whole["acknowledged"] = sorted(map(str, form.acknowledged))
    return dict(whole)


@pytest.mark.parametrize("address", ALL_FIELDS)
def test_one_changed_field_is_one_difference_with_both_values(address: str) -> None:
    path = FieldPath.parse(address)
    [found] = differences(FULL, edit.put(FULL, path, "换"))
    assert (found.kind, found.path, found.before, found.after) == ("changed", path, edit.get(FULL, path), "换")


def test_every_field_together_is_told_in_print_order() -> None:
    fields = [address for address in ALL_FIELDS if address != "indicator.i7.name"]
    after = with_fields(FULL, {**dict.fromkeys(reversed(fields), "换"), "signature.shown": True})
    after = edit.put(after, FieldPath.parse("form.edition"), "chongming-2023")
    foot = fields.index("signature.preparer")
    expected = ["form.edition", *fields[:foot], "signature.shown", *fields[foot:]]
    assert [path for _, path in told(FULL, after)] == expected


def test_a_field_that_only_a_newer_version_knows_is_compared_too() -> None:
    newer = Form.model_validate(
        {**FULL.model_dump(), "basic": {**FULL.basic.model_dump(), "budget_code": "2120104"}, "flag": [1]}
    )
    assert told(FULL, newer) == [("changed", "form.flag"), ("changed", "basic.budget_code")]
    assert told(newer, FULL) == [("changed", "form.flag"), ("changed", "basic.budget_code")]


def test_an_added_and_a_removed_row_are_told_where_they_stand() -> None:
    added, new = edit.add_indicator(FULL, "c2", 1, {"name": "巡查次数", "target": "≥5次"})
    [found] = differences(FULL, added)
    assert (found.kind, str(found.path), found.before) == ("added", f"indicator.{new}.name", None)
    assert isinstance(found.after, Indicator)
    assert found.row == Position(("产出指标", "数量指标", "巡查次数"), 2)
    [found] = differences(added, FULL)
    assert (found.kind, str(found.path), found.after) == ("removed", f"indicator.{new}.name", None)


def test_a_removed_group_is_told_with_each_row_in_it() -> None:
    after = edit.remove(FULL, {"d4"})
    kinds = [kind for kind, _ in told(FULL, after)]
    assert set(kinds) == {"removed"}
    gone = [row for row in indicator_rows(FULL) if row.dimension.id == "d4"]
    groups = FULL.indicators[3].categories
    assert len(kinds) == 1 + len(groups) + len(gone)


def test_a_row_moved_to_another_group_is_moved_not_lost_and_made_anew() -> None:
    after = edit.put(edit.move(FULL, "i7", "c1", 0), at.indicator("i7", "score"), "9")
    assert told(FULL, after) == [("moved", "indicator.i7.name"), ("changed", "indicator.i7.score")]
    moved = differences(FULL, after)[0]
    assert moved.before == Position(("产出指标", "质量指标", "联勤队员在岗见勤率"), 2)
    assert moved.after == Position(("成本指标", "社会成本指标", "联勤队员在岗见勤率"), 1)


def test_only_the_row_that_moved_is_moved_not_those_it_passed() -> None:
    assert told(FULL, edit.move(FULL, "i3", "c2", 2)) == [("moved", "indicator.i3.name")]
    assert told(FULL, edit.move(FULL, "d4", "", 0)) == [("moved", "dimension.d4.name")]


def test_rows_below_an_added_one_have_not_moved() -> None:
    after, _ = edit.add_indicator(FULL, "c2", 0, {"name": "巡查次数"})
    assert [kind for kind, _ in told(FULL, after)] == ["added"]


def test_rows_with_other_ids_are_known_by_their_names() -> None:
    """A form read from last year's file or from paper numbers its rows anew."""
    numbered = tuple(
        dimension.model_copy(
            update={
                "id": f"d9{dimension.id[1:]}",
                "categories": tuple(
                    category.model_copy(
                        update={
                            "id": f"c9{category.id[1:]}",
                            "indicators": tuple(
                                row.model_copy(update={"id": f"i{30 - int(row.id[1:])}"})
                                for row in category.indicators
                            ),
                        }
                    )
                    for category in dimension.categories
                ),
            }
        )
        for dimension in FULL.indicators
    )
    again = FULL.model_copy(update={"indicators": numbered})
    assert told(FULL, again) == []
    assert told(FULL, edit.put(again, at.indicator("i27", "actual"), "75.00(个)")) == [
        ("changed", "indicator.i27.actual")
    ]


def test_two_new_rows_of_two_people_with_one_id_are_two_rows() -> None:
    mine, made = edit.add_indicator(FULL, "c2", None, {"name": "巡查次数", "target": "≥5次"})
    theirs, also = edit.add_indicator(FULL, "c2", None, {"name": "投诉率", "target": "≤2%"})
    assert made == also
    assert sorted(told(theirs, mine)) == [("added", f"indicator.{made}.name"), ("removed", f"indicator.{made}.name")]


def test_a_renamed_row_is_renamed_not_lost_and_made_anew() -> None:
    after = edit.put(FULL, at.indicator("i3", "name"), "联勤队员人数")
    assert told(FULL, after) == [("changed", "indicator.i3.name")]


def answered(note: str) -> Form:
    answer = Acknowledgement(rule="D1", path="funding.total.executed", note=note, seen="0123456789abcdef")
    return edit.put(FULL, FieldPath.parse("form.acknowledged"), (answer,))


def test_an_answer_and_its_words_are_differences() -> None:
    assert told(FULL, answered("已向财政说明")) == [("acknowledged", "funding.total.executed")]
    assert told(answered("已向财政说明"), answered("已说明")) == [("acknowledged", "funding.total.executed")]
    assert told(answered("已说明"), FULL) == [("acknowledged", "funding.total.executed")]


def on_a_row(form: Form, row: str, kind: str) -> Form:
    """With a 批注 on, or an answer about, the name of a row of the tree."""
    path = at.indicator(row, "name")
    if kind == "remarked":
        return add_remark(form, path, "请核实", "王主任", datetime(2025, 3, 1, tzinfo=UTC))[0]
    answer = Acknowledgement(rule="I1", path=str(path), seen="0123456789abcdef")
    return edit.put(form, FieldPath.parse("form.acknowledged"), (answer,))


@pytest.mark.parametrize("kind", ["remarked", "acknowledged"])
def test_what_was_said_of_a_row_that_is_gone_is_not_told_of_another_that_has_its_id_by_now(kind: str) -> None:
    first, made = edit.add_indicator(FULL, "c2", 0, {"name": "乙"})
    before = on_a_row(first, made, kind)
    bare = edit.put(edit.remove(before, {made}), FieldPath.parse("form.acknowledged"), ())
    after, again = edit.add_indicator(bare, "c2", 0, {"name": "丙"})
    assert made == again
    removed = [found for found in differences(before, after) if found.kind == kind and found.after is None]
    assert [found.row.names[-1] for found in removed if found.row] == ["乙"]


@pytest.mark.parametrize("kind", ["remarked", "acknowledged"])
def test_what_was_said_of_a_row_that_has_another_name_by_now_is_told_under_that(kind: str) -> None:
    before, plain = on_a_row(FULL, "i3", kind), edit.put(FULL, at.indicator("i3", "name"), "联勤队员人数")
    for one, other in ((before, plain), (FULL, on_a_row(plain, "i3", kind))):
        [found] = [found for found in differences(one, other) if found.kind == kind]
        assert found.row is not None
        assert found.row.names[-1] == "联勤队员人数"


def test_what_a_source_printed_is_no_difference() -> None:
    printed = edit.put(FULL, FieldPath.parse("form.printed"), Printed(total_score="98.53"))
    other = edit.put(FULL, FieldPath.parse("form.printed"), Printed(total_score="88.53"))
    assert printed != other
    assert told(printed, other) == []


names = st.sampled_from(["", "产出指标", "数量指标", "巡查次数"])
figures = st.sampled_from(["", Decimal(5), "五"])


@st.composite
def small_forms(draw: st.DrawFn) -> Form:
    """Forms so small and alike that two are often the same, or the same but for an id or an order."""
    numbers = draw(st.permutations(range(20)))
    tree = draw(
        st.lists(st.tuples(names, st.lists(st.lists(st.tuples(names, figures), max_size=2), max_size=2)), max_size=2)
    )
    ids = iter(numbers)
    dimensions = tuple(
        Dimension(
            id=f"d{next(ids)}",
            name=name,
            categories=tuple(
                Category(
                    id=f"c{next(ids)}",
                    name="数量指标",
                    indicators=tuple(Indicator(id=f"i{next(ids)}", name=inner, score=score) for inner, score in rows),
                )
                for rows in categories
            ),
        )
        for name, categories in tree
    )
    form = Form(edition="jiading-2024", indicators=dimensions)
    return with_fields(form, {"basic.unit": draw(names), "funding.other.executed": draw(figures)})


@settings(deadline=None, max_examples=500)
@given(small_forms(), small_forms())
def test_there_is_no_difference_exactly_if_both_forms_say_the_same(one: Form, other: Form) -> None:
    assert (differences(one, other) == ()) == (said(one) == said(other))
    assert differences(one, one) == ()


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10**9), st.integers(1, 6))
def test_whatever_is_edited_is_different_until_it_is_undone(seed: int, steps: int) -> None:
    chance, form = random.Random(seed), FULL
    for _ in range(steps):
        rows = list(indicator_rows(form))
        row, place = chance.choice(rows), chance.choice(rows).category.id
        field = chance.choice(INDICATOR_FIELDS)
        forms = (
            edit.put(form, at.indicator(row.indicator.id, field), chance.choice(["", "5", "改"])),
            edit.move(form, row.indicator.id, place, 0),
            edit.remove(form, {row.indicator.id}) if len(rows) > 2 else form,
            edit.add_indicator(form, place, 0, {"name": chance.choice(["", "巡查次数"])})[0],
        )
        form = chance.choice(forms)
    assert bool(differences(FULL, form)) == (said(FULL) != said(form))
    assert bool(differences(form, FULL)) == (said(FULL) != said(form))
