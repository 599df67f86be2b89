"""Edits: each takes a form and gives a new one that shares what did not change; the changed node is re-validated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

from ziping.form.indicators import find_node, indicator_rows, node_ids, nodes
from ziping.form.model import Category, Dimension, Form, Indicator, Node, PrintedFundingRow, Remark
from ziping.form.path import FUNDING_SOURCES, FieldPath

N = TypeVar("N", bound=Node)
Value = object
TREE = FieldPath("form", "", "indicators")
"""绩效指标 as a whole."""
_LEVELS = {Dimension: "dimension", Category: "category", Indicator: "indicator"}


class NoSuchField(LookupError):
    """The address names no field of this form."""


def _changed(node: N, changes: Mapping[str, Value]) -> N:
    unknown = changes.keys() - type(node).model_fields.keys()
    if unknown:
        raise NoSuchField(", ".join(sorted(unknown)))
    return type(node)(**{**dict(node), **changes})


def get(form: Form, path: FieldPath) -> Value:
    """The value at an address; raises ``NoSuchField``."""
    node = _node(form, path)
    if node is None or path.field not in type(node).model_fields:
        raise NoSuchField(str(path))
    return getattr(node, path.field)


def _node(form: Form, path: FieldPath) -> Node | None:
    if path.section in {"dimension", "category", "indicator"}:
        kind = {"dimension": Dimension, "category": Category, "indicator": Indicator}[path.section]
        return next((node for node in nodes(form) if isinstance(node, kind) and node.id == path.row), None)
    if path.section == "form":
        return form
    section = getattr(form, path.section, None) if path.section in {"basic", "funding", "goal", "signature"} else None
    if path.row:
        section = getattr(section, path.row, None)
    return section if isinstance(section, Node) else None


def put(form: Form, path: FieldPath, value: Value) -> Form:
    """The form with one field changed; raises ``NoSuchField``, or ``ValueError`` for a value of the wrong type.

    An id is no field: it is given once and stays. A value carried over from last year is confirmed by being put, also
    if it is the same.
    """
    node = _node(form, path)
    if node is None or path.field == "id":
        raise NoSuchField(str(path))
    new = _changed(node, {path.field: value})
    form = confirm(form, (path,)) if path.section != "form" else form
    if isinstance(new, Form):
        return _with_printed(form, _with_rows_followed(form, new) if path.field == "indicators" else new)
    if isinstance(new, Dimension | Category | Indicator):
        return _with_tree(form, _swapped(form.indicators, new))
    if path.row:
        new = _changed(getattr(form, path.section), {path.row: new})
    return _with_printed(form, _changed(form, {path.section: new}))


def _with_tree(form: Form, dimensions: tuple[Dimension, ...]) -> Form:
    return _with_printed(form, _with_rows_followed(form, _changed(form, {"indicators": dimensions})))


def confirm(form: Form, paths: Iterable[FieldPath]) -> Form:
    """The form with these fields confirmed: what was carried over from last year holds for this year."""
    if not form.unconfirmed:
        return form
    done = frozenset(map(str, paths))
    left = tuple(address for address in form.unconfirmed if address not in done)
    return form if len(left) == len(form.unconfirmed) else _changed(form, {"unconfirmed": left})


def _with_rows_followed(before: Form, after: Form) -> Form:
    """``after`` with what is kept about rows in step with the tree.

    Cells that have changed are confirmed and those of rows that are gone forgotten. An open remark on a row that is
    gone stays, as one on the table that names the row; a resolved one goes with it.
    """
    changes: dict[str, Value] = {}
    if before.unconfirmed:
        settled = _settled(before, after)
        left = tuple(address for address in before.unconfirmed if address not in settled)
        changes = {"unconfirmed": left} if len(left) < len(before.unconfirmed) else {}
    if before.remarks:
        remarks = _remarks_kept(before, after)
        changes |= {"remarks": remarks} if remarks != before.remarks else {}
    return _changed(after, changes) if changes else after


def _settled(before: Form, after: Form) -> set[str]:
    """The addresses of cells of the tree that are gone or hold another value."""
    now = {node.id: node for node in nodes(after)}
    return {
        f"{_LEVELS[type(node)]}.{node.id}.{name}"
        for node in nodes(before)
        if now.get(node.id) is not node
        for name, value in dict(node).items()
        if getattr(now.get(node.id), name, None) != value
    }


def _remarks_kept(before: Form, after: Form) -> tuple[Remark, ...]:
    gone = set(node_ids(before)) - set(node_ids(after))
    names = {node.id: node.name for node in nodes(before) if node.id in gone}
    kept = list[Remark]()
    for remark in before.remarks:
        row = remark.path.split(".")[1] if remark.path.count(".") == 2 else ""
        if row not in gone:
            kept.append(remark)
        elif not remark.resolved:
            kept.append(_changed(remark, {"path": str(TREE), "row": names[row].strip() or "（未命名）"}))
    return tuple(kept)


def _with_printed(before: Form, after: Form) -> Form:
    """``after`` without the printed results that spoke of ``before`` only, because an input of theirs has changed."""
    if before.printed is None or after.printed is not before.printed:
        return after
    if after.edition != before.edition:
        return _changed(after, {"printed": None})
    sources = [name for name in FUNDING_SOURCES if getattr(after.funding, name) != getattr(before.funding, name)]
    lapsed: dict[str, Value] = {name: PrintedFundingRow() for name in sources}
    if sources:
        lapsed |= {"total": PrintedFundingRow(), "execution_score": ""}
    if sources or _sum_of_scores(after) != _sum_of_scores(before):
        lapsed |= {"total_score": "", "grade": ""}
    return _changed(after, {"printed": _changed(before.printed, lapsed)}) if lapsed else after


def _sum_of_scores(form: Form) -> Decimal:
    scores = (row.indicator.score for row in indicator_rows(form))
    return sum((score for score in scores if isinstance(score, Decimal)), Decimal(0))


def _swapped(dimensions: tuple[Dimension, ...], new: Dimension | Category | Indicator) -> tuple[Dimension, ...]:
    """The tree with the node of the same id replaced; untouched branches are shared."""
    if isinstance(new, Dimension):
        return tuple(new if old.id == new.id else old for old in dimensions)
    return tuple(_with_category(dimension, new) for dimension in dimensions)


def _with_category(dimension: Dimension, new: Category | Indicator) -> Dimension:
    categories = tuple(
        _with_indicator(old, new) if isinstance(new, Indicator) else new if old.id == new.id else old
        for old in dimension.categories
    )
    same = all(old is kept for old, kept in zip(dimension.categories, categories, strict=True))
    return dimension if same else _changed(dimension, {"categories": categories})


def _with_indicator(category: Category, new: Indicator) -> Category:
    if all(old.id != new.id for old in category.indicators):
        return category
    rows = tuple(new if old.id == new.id else old for old in category.indicators)
    return _changed(category, {"indicators": rows})


def _fresh_id(form: Form, prefix: str) -> str:
    numbers = [int(name[1:]) for name in node_ids(form) if name[:1] == prefix and name[1:].isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _inserted(items: tuple[N, ...], item: N, at: int | None) -> tuple[N, ...]:
    at = len(items) if at is None else at
    return (*items[:at], item, *items[at:])


def add_dimension(form: Form, name: str, at: int | None = None) -> tuple[Form, str]:
    """A new 一级指标 at a position (the end by default); gives the form and the new id."""
    new = Dimension(id=_fresh_id(form, "d"), name=name)
    return _with_tree(form, _inserted(form.indicators, new, at)), new.id


def add_category(form: Form, dimension_id: str, name: str, at: int | None = None) -> tuple[Form, str]:
    """A new 二级指标 inside a 一级指标; gives the form and the new id; raises ``NoSuchField``."""
    new = Category(id=_fresh_id(form, "c"), name=name)
    path = FieldPath("dimension", dimension_id, "categories")
    there = get(form, path)
    assert isinstance(there, tuple)
    return put(form, path, _inserted(there, new, at)), new.id


def add_indicator(
    form: Form, category_id: str, at: int | None = None, values: Mapping[str, Value] | None = None
) -> tuple[Form, str]:
    """A new 三级指标 inside a 二级指标, empty or with ``values``; gives form and new id; raises ``NoSuchField``."""
    new = _changed(Indicator(id=_fresh_id(form, "i")), values or {})
    path = FieldPath("category", category_id, "indicators")
    there = get(form, path)
    assert isinstance(there, tuple)
    return put(form, path, _inserted(there, new, at)), new.id


def remove(form: Form, ids: Collection[str]) -> Form:
    """The form without these 一级, 二级 and 三级指标 and all below them; unknown ids are passed over."""
    gone = frozenset(ids)
    dimensions = tuple(_pruned(dimension, gone) for dimension in form.indicators if dimension.id not in gone)
    return _with_tree(form, dimensions)


def _pruned(dimension: Dimension, gone: frozenset[str]) -> Dimension:
    categories = tuple(
        _changed(category, {"indicators": tuple(row for row in category.indicators if row.id not in gone)})
        if any(row.id in gone for row in category.indicators)
        else category
        for category in dimension.categories
        if category.id not in gone
    )
    same = len(categories) == len(dimension.categories) and all(
        old is kept for old, kept in zip(dimension.categories, categories, strict=True)
    )
    return dimension if same else _changed(dimension, {"categories": categories})


def move(form: Form, node_id: str, parent: str, at: int) -> Form:
    """A node moved to position ``at`` (counted without it) of a parent of the right level; raises ``NoSuchField``.

    A 三级指标 goes into a 二级指标, a 二级指标 into a 一级指标, a 一级指标 to the top (``parent`` empty).
    """
    node = find_node(form, node_id)
    if node is None:
        raise NoSuchField(node_id)
    kept = {name: getattr(form, name) for name in ("printed", "unconfirmed", "remarks")}
    # Printed results lapse by what the whole move changes, and that is nothing; nor is any row gone.
    rest = _changed(remove(form, {node_id}), kept)
    if isinstance(node, Dimension):
        return _changed(rest, {"indicators": _inserted(rest.indicators, node, at)})
    level, children = ("dimension", "categories") if isinstance(node, Category) else ("category", "indicators")
    path = FieldPath(level, parent, children)
    there = get(rest, path)
    assert isinstance(there, tuple)
    return _changed(put(rest, path, _inserted(there, node, at)), kept)
