"""The rules that look at one row: each speaks where it must and is silent after its fix (CHECKS.md, D and I)."""

from __future__ import annotations

import re

import pytest

from one_row import cells_of, findings_on, table
from ziping.rules.wording_indicators import INDICATORS

ROWS = list(table("rows.txt"))
LOOKALIKES = list(table("lookalikes.txt"))
GRAVE = {"E": "error", "W": "warning", "H": "hint"}
OF_THE_WHOLE_FORM = {"D4", "D5", "D6", "I11", "I12", "I14", "I15", "I21", "S1"}


def test_every_rule_on_one_row_has_a_scenario() -> None:
    assert {cells[0].split()[0] for cells in ROWS} == set(INDICATORS) - OF_THE_WHOLE_FORM


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: f"{cells[0]} {cells[2]} {cells[4]}")
def test_just_this_rule_speaks_and_its_fix_silences_it(cells: tuple[str, ...]) -> None:
    rule, category, name, target, actual, others, edit = cells
    row = {"name": name, "target": target, "actual": actual, **cells_of(others)}
    found = findings_on(category, row)
    assert [f"{each.rule} {each.severity}" for each in found] == [f"{rule.split()[0]} {GRAVE[rule.split()[1]]}"]
    assert findings_on(category, row | cells_of(edit)) == []


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: f"{cells[0]} {cells[2]} {cells[4]}")
def test_a_finding_names_the_indicator_its_value_and_what_to_do(cells: tuple[str, ...]) -> None:
    _, category, name, target, actual, others, _ = cells
    [found] = findings_on(category, {"name": name, "target": target, "actual": actual, **cells_of(others)})
    assert f"“{name}”" in found.message
    assert found.value in {target, actual, name, *cells_of(others).values()} | {"5", "4.9", "0"}
    assert found.fix.startswith("请")
    assert found.why.endswith("。")
    assert not re.search(r"[A-Z]\d|[a-z{}]", found.message + found.why + found.fix)


@pytest.mark.parametrize("cells", LOOKALIKES, ids=lambda cells: cells[1])
def test_what_is_right_is_left_alone(cells: tuple[str, ...]) -> None:
    category, name, target, actual = cells
    assert findings_on(category, {"name": name, "target": target, "actual": actual}) == []


def test_there_are_many_lookalikes() -> None:
    assert len(LOOKALIKES) >= 60
