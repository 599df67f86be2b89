"""Indicators picked from the library, put into the tree where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from ziping.app.cells import append_rows
from ziping.app.outline import with_category
from ziping.editions.library import LibraryIndicator
from ziping.editions.model import Edition
from ziping.form.model import Form


def with_picked(form: Form, edition: Edition, picked: Sequence[LibraryIndicator]) -> tuple[Form, list[str]]:
    """The form with the indicators at the end of their 二级指标, which are made if missing, and their ids."""
    ids: list[str] = []
    for one in picked:
        form, category_id = with_category(form, edition, one.dimension, one.category)
        values = {"name": one.name, "target": one.target_for(form.basic.year)}
        form, made = append_rows(form, category_id, [values])
        ids += made
    return form, ids
