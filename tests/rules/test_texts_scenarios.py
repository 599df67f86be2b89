"""The rules on texts, on the readable table ``scenarios/checks/texts.md``: what fires, and what looks alike."""

from __future__ import annotations

import pytest

from published import NAMES, form_of, with_fields
from text_scenarios import FORM, found, rows


def test_the_neutral_form_is_in_order() -> None:
    assert found(FORM) == []


@pytest.mark.parametrize(("rule", "field", "text", "piece"), rows("Fires"))
def test_a_slip_is_found_alone_and_quoted(rule: str, field: str, text: str, piece: str) -> None:
    findings = found(with_fields(FORM, {field: text}))
    assert [(each.rule, str(each.path), each.value) for each in findings] == [(rule, field, piece)]


@pytest.mark.parametrize(("field", "text", "why"), rows("Silent"))
def test_what_looks_alike_is_left_alone(field: str, text: str, why: str) -> None:
    assert found(with_fields(FORM, {field: text})) == [], why


EXPECTED = {
    "xianghua-2023-ywtg": {"F13", "T4", "T5", "T8"},
    "jiangqiao-2024-qitarenyuan": {"T5"},
    "jiangqiao-2024-huodong": set(),
    "jiangqiao-2024-houqin": set(),
    "jiangqiao-2024-xinxihua-jianshe": {"T6", "F13"},
    "jiangqiao-2024-xuanchuan": {"T5", "T9"},
    "jiangqiao-2024-xinxihua-yunwei": {"T5"},
    "jiangqiao-2024-chengwei": set(),
}
"""The text rules of the table in CHECKS.md."""


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_gives_what_the_contract_says_and_what_is_defended(name: str) -> None:
    defended = {rule for form, rule, _ in rows("Findings on the published forms") if form == name}
    assert {each.rule for each in found(form_of(name))} == EXPECTED[name] | defended


def test_the_tables_hold_enough_look_alikes() -> None:
    assert len(rows("Silent")) >= 40
