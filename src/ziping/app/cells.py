"""Many cells of the indicator tree at once: each call gives one new form, for one undo step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ziping.app.cell_block import Block
from ziping.form import edit
from ziping.form.amount import read_number
from ziping.form.indicators import find_node, indicator_rows, parent_id
from ziping.form.model import Category, Dimension, Form, Indicator
from ziping.form.path import INDICATOR_FIELDS, FieldPath

Cells = Mapping[FieldPath, object]
NUMBER_FIELDS = frozenset({"weight", "score"})
"""分值 and 得分 hold numbers; every other cell holds text."""


def read_cell(field: str, text: str) -> object:
    """What a text typed or pasted into a cell means: a number where one is wanted and readable, else the text."""
    return read_number(text) if field in NUMBER_FIELDS else text


def cell_text(value: object) -> str:
    """A cell's value as it is edited and copied: a number in full, a text as typed."""
    return value if isinstance(value, str) else f"{value:f}"


def put_cells(form: Form, cells: Cells) -> Form:
    """The form with these cells of 三级指标 changed; others and unknown rows are passed over."""
    changes: dict[str, dict[str, object]] = {}
    for path, value in cells.items():
        if path.section == "indicator" and path.field in INDICATOR_FIELDS:
            changes.setdefault(path.row, {})[path.field] = value
    new = edit.confirm(form, cells)
    for dimension in form.indicators:
        for category in dimension.categories:
            if any(row.id in changes for row in category.indicators):
                rows = tuple(_changed(row, changes.get(row.id, {})) for row in category.indicators)
                new = edit.put(new, FieldPath("category", category.id, "indicators"), rows)
    if not any("score" in fields for fields in changes.values()):
        return edit.put(new, FieldPath("form", "", "printed"), form.printed)
    return new


def _changed(row: Indicator, values: Mapping[str, object]) -> Indicator:
    return Indicator(**{**dict(row), **values}) if values else row


def append_rows(
    form: Form, category_id: str, values: Sequence[Mapping[str, object]], at: int | None = None
) -> tuple[Form, list[str]]:
    """New 三级指标 with these values at position ``at`` of a 二级指标, its end by default; gives the form and their ids."""
    if not values:
        return form, []
    form, first = edit.add_indicator(form, category_id, at, values[0])
    path = FieldPath("category", category_id, "indicators")
    there = edit.get(form, path)
    assert isinstance(there, tuple)
    number, place = int(first[1:]), next(place for place, row in enumerate(there, 1) if row.id == first)
    rest = tuple(Indicator(**{**fields, "id": f"i{number + more}"}) for more, fields in enumerate(values[1:], 1))
    form = edit.put(form, path, (*there[:place], *rest, *there[place:]))
    return form, [first, *(row.id for row in rest)]


def fill_down(form: Form, paths: Collection[FieldPath]) -> Form:
    """In each column, the topmost of these cells copied into the others; a single cell takes the one above it."""
    rows = [row.indicator for row in indicator_rows(form)]
    changes: dict[FieldPath, object] = {}
    for field in INDICATOR_FIELDS:
        places = [place for place, row in enumerate(rows) if FieldPath("indicator", row.id, field) in paths]
        if len(places) == 1 and len({path.row for path in paths}) == 1:
            places = [places[0] - 1, *places] if places[0] else []
        for place in places[1:]:
            changes[FieldPath("indicator", rows[place].id, field)] = getattr(rows[places[0]], field)
    return put_cells(form, changes)


def clear_cells(form: Form, paths: Collection[FieldPath]) -> Form:
    """These cells emptied."""
    return put_cells(form, dict.fromkeys(paths, ""))


def copied(form: Form, paths: Collection[FieldPath]) -> Block:
    """These cells as a block, from the first column among them to the last; what lies between them is blank."""
    columns = [place for place, field in enumerate(INDICATOR_FIELDS) if any(path.field == field for path in paths)]
    rows = {path.row for path in paths}
    fields = INDICATOR_FIELDS[min(columns, default=0) : max(columns, default=-1) + 1]
    return tuple(
        tuple(
            cell_text(getattr(row.indicator, field))
            if FieldPath("indicator", row.indicator.id, field) in paths
            else ""
            for field in fields
        )
        for row in indicator_rows(form)
        if row.indicator.id in rows
    )


def category_of(form: Form, node_id: str) -> Category | None:
    """The 二级指标 that is, or holds, or is the first of, the node with this id."""
    node = find_node(form, node_id)
    if isinstance(node, Indicator):
        node = find_node(form, parent_id(form, node_id))
    if isinstance(node, Dimension):
        node = next(iter(node.categories), None)
    return node if isinstance(node, Category) else None
