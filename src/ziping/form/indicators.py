"""Walking the tree of 绩效指标: rows in print order, nodes by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ziping.form.model import Category, Dimension, Form, Indicator

TreeNode = Dimension | Category | Indicator


class IndicatorRow(NamedTuple):
    """A 三级指标 with the 一级 and 二级 it stands under."""

    dimension: Dimension
    category: Category
    indicator: Indicator


def indicator_rows(form: Form) -> Iterator[IndicatorRow]:
    """Every 三级指标 in print order."""
    for dimension in form.indicators:
        for category in dimension.categories:
            for indicator in category.indicators:
                yield IndicatorRow(dimension, category, indicator)


def nodes(form: Form) -> Iterator[TreeNode]:
    """Every 一级, 二级 and 三级指标, in print order."""
    for dimension in form.indicators:
        yield dimension
        for category in dimension.categories:
            yield category
            yield from category.indicators


def node_ids(form: Form) -> Iterator[str]:
    """The ids of every 一级, 二级 and 三级指标, in print order."""
    return (node.id for node in nodes(form))


def find_node(form: Form, node_id: str) -> TreeNode | None:
    """The 一级, 二级 or 三级指标 with this id."""
    return next((node for node in nodes(form) if node.id == node_id), None)


def parent_id(form: Form, node_id: str) -> str:
    """The id of the node above, empty for a 一级指标 or an unknown id."""
    for dimension in form.indicators:
        for category in dimension.categories:
            if category.id == node_id:
                return dimension.id
            if any(indicator.id == node_id for indicator in category.indicators):
                return category.id
    return ""
