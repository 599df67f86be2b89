"""A new form in each edition."""

from __future__ import annotations

import pytest

from ziping.app.new_form import new_form
from ziping.editions.catalog import UnknownEdition, editions
from ziping.form.indicators import indicator_rows, node_ids
from ziping.form.model import FundingRow


@pytest.mark.parametrize("edition_id", [edition.id for edition in editions()])
def test_a_new_form_has_the_editions_hierarchy_and_is_otherwise_empty(edition_id: str) -> None:
    known = next(each for each in editions() if each.id == edition_id)
    form = new_form(edition_id, 2025, "一网统管")
    assert (form.edition, form.basic.year, form.basic.project_name, form.basic.unit) == (
        edition_id,
        2025,
        "一网统管",
        "",
    )
    assert form.funding.fiscal == FundingRow()
    assert [(one.name, tuple(two.name for two in one.categories)) for one in form.indicators] == [
        (spec.name, spec.categories) for spec in known.dimensions
    ]
    assert not list(indicator_rows(form))
    assert not form.signature.shown
    ids = list(node_ids(form))
    assert len(set(ids)) == len(ids)


def test_the_first_ids_are_counted_through() -> None:
    assert " ".join(node_ids(new_form("jiading-2024", 2024))) == "d1 c1 c2 c3 d2 c4 c5 c6 d3 c7 c8 c9 c10 d4 c11"


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(UnknownEdition, match="没有名为“静安”的版式"):
        new_form("静安", 2025)
