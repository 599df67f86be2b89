"""What the rules of D, I and S say of the eight published forms, each finding with its reason (scenarios/checks)."""

from __future__ import annotations

import pytest

from one_row import FOLDER
from published import NAMES, form_of
from ziping.editions.catalog import edition
from ziping.rules.check import check_form
from ziping.rules.wording_indicators import INDICATORS

GRAVE = {"error": "E", "warning": "W", "hint": "H"}
EXPECTED = [
    tuple(cell.strip() for cell in line.split("|")[1:5])
    for line in (FOLDER / "published.md").read_text(encoding="utf-8").splitlines()
    if line.startswith(("| jiangqiao", "| xianghua"))
]


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_told_this_and_no_more(name: str) -> None:
    form = form_of(name)
    found = [each for each in check_form(form, edition(form.edition)) if each.rule in INDICATORS]
    told = [(f"{each.rule} {GRAVE[each.severity]}", str(each.path)) for each in found]
    assert sorted(told) == sorted((rule, path) for form_name, rule, path, _ in EXPECTED if form_name == name)


def test_every_finding_has_its_reason() -> None:
    assert {name for name, _, _, _ in EXPECTED} == set(NAMES)
    assert all(reason for _, _, _, reason in EXPECTED)
