"""A new form: year and edition chosen, the edition's usual 一级 and 二级指标 in place, the rest empty."""

from __future__ import annotations

from ziping.editions.catalog import edition
from ziping.editions.model import Edition
from ziping.form.model import BasicInfo, Category, Dimension, Form, Signature


def new_form(edition_id: str, year: int, project_name: str = "") -> Form:
    """A form to fill in; raises ``UnknownEdition``."""
    known = edition(edition_id)
    return Form(
        edition=known.id,
        basic=BasicInfo(year=year, project_name=project_name),
        indicators=usual_tree(known),
        signature=Signature(shown=known.layout.signature),
    )


def usual_tree(known: Edition) -> tuple[Dimension, ...]:
    """The edition's usual 一级 › 二级指标 with no 三级指标 in them; branches left empty do not print."""
    tree: list[Dimension] = []
    count = 0
    for spec in known.dimensions:
        categories = tuple(
            Category(id=f"c{count + number}", name=name) for number, name in enumerate(spec.categories, start=1)
        )
        count += len(categories)
        tree.append(Dimension(id=f"d{len(tree) + 1}", name=spec.name, categories=categories))
    return tuple(tree)
