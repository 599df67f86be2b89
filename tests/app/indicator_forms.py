"""Small indicator trees written as one would sketch them, and read back the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ziping.form.edit import add_category, add_dimension, add_indicator
from ziping.form.model import Form

Rows = Sequence[Mapping[str, object]]


def form_with(tree: Mapping[str, Mapping[str, Rows]], edition: str = "jiading-2024") -> Form:
    """A form with this tree; ids are given in print order: d1, c1, i1, i2 …"""
    form = Form(edition=edition)
    for dimension, categories in tree.items():
        form, above = add_dimension(form, dimension)
        for category, rows in categories.items():
            form, middle = add_category(form, above, category)
            for row in rows:
                form, _ = add_indicator(form, middle, values=row)
    return form


def weighted(*weights: str, under: str = "产出指标") -> Form:
    """A form with one 二级指标 whose rows have these 分值."""
    return form_with({under: {"数量指标": [{"name": f"第{n}项", "weight": w} for n, w in enumerate(weights, 1)]}})


def outline_of(form: Form) -> list[str]:
    """The tree as lines: 产出指标 / 数量指标: i1 i2."""
    return [
        f"{dimension.name} / {category.name}: {' '.join(row.id for row in category.indicators)}".strip()
        for dimension in form.indicators
        for category in dimension.categories
    ]


def column(form: Form, field: str) -> list[str]:
    """One field of every 三级指标 in print order, as text."""
    return [
        str(getattr(row, field))
        for dimension in form.indicators
        for category in dimension.categories
        for row in category.indicators
    ]
