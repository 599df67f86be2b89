"""Moving, copying and dropping rows of the indicator tree; the hierarchy 一级 › 二级 › 三级 is kept by construction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from ziping.editions.model import Edition
from ziping.form import edit
from ziping.form.indicators import find_node, node_ids, parent_id
from ziping.form.model import Category, Dimension, Form, Indicator

LEVELS = {Dimension: "dimension", Category: "category", Indicator: "indicator"}


class Place(NamedTuple):
    """A place among the children of ``parent`` (empty: the top), before the one that is now at ``at``."""

    parent: str
    at: int


def level(form: Form, node_id: str) -> str:
    """``dimension``, ``category`` or ``indicator``; empty for an unknown id."""
    node = find_node(form, node_id)
    return LEVELS[type(node)] if node else ""


def movable(form: Form, ids: Collection[str]) -> list[str]:
    """Those of the ids that move on their own, in print order: all of one level, the highest there is among them."""
    ordered = [node for node in node_ids(form) if node in ids]
    levels = [level(form, node) for node in ordered]
    top = next((name for name in ("dimension", "category", "indicator") if name in levels), "")
    return [node for node, name in zip(ordered, levels, strict=True) if name == top]


def children(form: Form, parent: str) -> list[str]:
    """The ids below a node, or the 一级指标 for an empty id."""
    if not parent:
        return [dimension.id for dimension in form.indicators]
    node = find_node(form, parent)
    if isinstance(node, Dimension):
        return [category.id for category in node.categories]
    return [row.id for row in node.indicators] if isinstance(node, Category) else []


def shift(form: Form, ids: Collection[str], step: Literal[-1, 1]) -> Form:
    """The rows moved one place up or down; a 三级 at the edge goes into the next 二级 of the same 一级."""
    moving = movable(form, ids)
    for node in moving if step < 0 else reversed(moving):
        form = _shift_one(form, node, step, moving)
    return form


def _shift_one(form: Form, node: str, step: Literal[-1, 1], moving: list[str]) -> Form:
    parent = parent_id(form, node)
    siblings = children(form, parent)
    place = siblings.index(node) + step
    if 0 <= place < len(siblings):
        return form if siblings[place] in moving else edit.move(form, node, parent, place)
    if level(form, node) != "indicator":
        return form
    uncles = children(form, parent_id(form, parent))
    next_door = uncles.index(parent) + step
    if not 0 <= next_door < len(uncles):
        return form
    home = uncles[next_door]
    return edit.move(form, node, home, len(children(form, home)) if step < 0 else 0)


def duplicate(form: Form, ids: Collection[str]) -> tuple[Form, list[str]]:
    """Each 三级指标 among the ids once more, right below itself; gives the form and the new ids."""
    new: list[str] = []
    for node_id in movable(form, ids):
        node = find_node(form, node_id)
        if isinstance(node, Indicator):
            parent = parent_id(form, node_id)
            values = {name: value for name, value in dict(node).items() if name != "id"}
            at = children(form, parent).index(node_id) + 1
            form, made = edit.add_indicator(form, parent, at, values)
            new.append(made)
    return form, new


def drop_place(form: Form, ids: Collection[str], target: str, *, lower: bool) -> Place | None:
    """Where rows dropped on the upper or lower half of a row would go; None where they may not.

    A 三级 goes beside a 三级 or into a 二级, a 二级 beside a 二级 or into a 一级, a 一级 beside a 一级.
    """
    moving = movable(form, ids)
    if not moving or target in moving:
        return None
    own, there = level(form, moving[0]), level(form, target)
    if own == there:
        parent = parent_id(form, target)
        return Place(parent, children(form, parent).index(target) + lower)
    if (own, there) in {("indicator", "category"), ("category", "dimension")}:
        return Place(target, len(children(form, target)))
    return None


def drop(form: Form, ids: Collection[str], place: Place) -> Form:
    """The rows moved to a place that ``drop_place`` gave, in their order."""
    moving = movable(form, ids)
    after = children(form, place.parent)[place.at :]
    anchor = next((node for node in after if node not in moving), None)
    for node in moving:
        rest = [sibling for sibling in children(form, place.parent) if sibling != node]
        form = edit.move(form, node, place.parent, rest.index(anchor) if anchor else len(rest))
    return form


def with_category(form: Form, edition: Edition, dimension: str, category: str) -> tuple[Form, str]:
    """The form with the 二级指标 of these names in it, and its id; what is missing is made where the edition has it."""
    above = next((node for node in form.indicators if node.name == dimension), None)
    if above is None:
        order = [spec.name for spec in edition.dimensions]
        at = _place_among([node.name for node in form.indicators], dimension, order)
        form, made = edit.add_dimension(form, dimension, at)
        return edit.add_category(form, made, category)
    below = next((node for node in above.categories if node.name == category), None)
    if below is not None:
        return form, below.id
    usual = [name for spec in edition.dimensions if spec.name == dimension for name in spec.categories]
    at = _place_among([node.name for node in above.categories], category, usual)
    return edit.add_category(form, above.id, category, at)


def _place_among(names: Sequence[str], new: str, order: Sequence[str]) -> int:
    """Before the first of the names that comes later in the usual order, else at the end."""
    later = order[order.index(new) + 1 :] if new in order else []
    return next((place for place, name in enumerate(names) if name in later), len(names))
