"""已核对: a warning answered with a note is quiet until a value that it looked at changes (UX.md U30)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.edit import get, put, remove
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS, FieldPath
from ziping.rules.acknowledge import (
    can_be_answered,
    fingerprint,
    with_acknowledgement,
    with_answers,
    without_acknowledgement,
)
from ziping.rules.check import check_subject, check_subjects
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject
from ziping.store.document import read_document, write_document

HOUQIN = form_of("jiangqiao-2024-houqin")  # I2 on two rows: 配备 … ≤120, ≤130
CHENGWEI = form_of("jiangqiao-2024-chengwei")  # D6: 年初 300 万元, 全年 200 万元
NOTE = "与原始台账核对无误"


def findings_of(form: Form) -> tuple[Finding, ...]:
    return check_subject(Subject.of(form, edition(form.edition)))


def answered(form: Form, found: Finding, note: str = NOTE) -> Form:
    return with_acknowledgement(form, found, Subject.of(form, edition(form.edition)), note)


def of_rule(form: Form, rule: str) -> list[Finding]:
    return [found for found in findings_of(form) if found.rule == rule]


TURNED = of_rule(HOUQIN, "I2")[0]
QUIET = answered(HOUQIN, TURNED)
ELSEWHERE = (
    "basic.unit", "goal.expected", "goal.achieved", "funding.fiscal.executed", "funding.other.initial_budget",
    "indicator.i1.name", "indicator.i1.actual", "indicator.i1.score", "indicator.i1.deviation", "dimension.d4.name",
)  # fmt: skip


def test_an_answered_finding_stays_in_the_list_with_its_note_and_the_others_stay_open() -> None:
    before, after = findings_of(HOUQIN), findings_of(QUIET)
    assert [(each.rule, each.path, each.message) for each in after] == [
        (each.rule, each.path, each.message) for each in before
    ]
    assert [each.path for each in after if each.acknowledged is not None] == [TURNED.path]
    assert [each.acknowledged for each in after if each.path == TURNED.path and each.rule == "I2"] == [NOTE]


def test_nothing_else_of_the_form_changes() -> None:
    assert put(QUIET, FieldPath("form", "", "acknowledged"), ()) == HOUQIN


@pytest.mark.parametrize("name", NAMES)
def test_every_warning_and_hint_of_a_published_form_can_be_answered_and_opened_again(name: str) -> None:
    form = published = form_of(name)
    subject = Subject.of(form, edition(form.edition))
    for found in findings_of(form):
        if can_be_answered(found):
            form = with_acknowledgement(form, found, subject, found.rule)
    for found in findings_of(form):
        assert found.acknowledged == (found.rule if found.severity != "error" else None)
        form = without_acknowledgement(form, found)
    assert form == published


def test_an_error_cannot_be_answered() -> None:
    error = next(found for found in findings_of(HOUQIN) if found.severity == "error")
    with pytest.raises(ValueError, match="“必须改”的问题不能用“已核对”答复"):
        answered(HOUQIN, error)


def test_an_answer_is_void_once_the_rule_is_an_error() -> None:
    [still, woken] = with_answers(
        (TURNED, replace(TURNED, severity="error")), Subject.of(QUIET, edition(QUIET.edition))
    )
    assert (still.acknowledged, woken.acknowledged) == (NOTE, None)


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(INDICATOR_FIELDS), st.text(max_size=8) | st.sampled_from(["≤120", "120", "5", "5.0", "0", " "])
)
def test_any_change_of_its_row_wakes_it(field: str, typed: str) -> None:
    path = TURNED.path._replace(field=field)
    changed = put(QUIET, path, typed)
    same = get(changed, path) == get(QUIET, path)
    woken = [each for each in findings_of(changed) if each.path.row == path.row and each.acknowledged is not None]
    assert bool(woken) is same


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(ELSEWHERE), st.text(max_size=8) | st.sampled_from(["5", "≤120", "配备", "1000000"]))
def test_a_change_elsewhere_does_not_wake_it(address: str, typed: str) -> None:
    changed = with_fields(QUIET, {address: typed})
    assert [each.acknowledged for each in of_rule(changed, "I2") if each.path == TURNED.path] == [NOTE]


def test_it_is_quiet_again_when_the_old_value_comes_back() -> None:
    path = TURNED.path._replace(field="deviation")
    assert {each.acknowledged for each in of_rule(put(QUIET, path, "见附件。"), "I2")} == {None}
    back = put(put(QUIET, path, "见附件。"), path, get(QUIET, path))
    assert findings_of(back) == findings_of(QUIET)


def test_a_row_that_was_deleted_leaves_an_answer_without_effect() -> None:
    without_row = remove(QUIET, {TURNED.path.row})
    assert without_row.acknowledged == QUIET.acknowledged
    assert {each.acknowledged for each in findings_of(without_row)} == {None}


def test_a_budget_that_changed_by_a_fen_wakes_what_was_said_about_budgets() -> None:
    [changed_budget] = of_rule(CHENGWEI, "D6")
    quiet = answered(CHENGWEI, changed_budget)
    assert [each.acknowledged for each in of_rule(quiet, "D6")] == [NOTE]
    full = get(quiet, FieldPath.parse("funding.fiscal.full_budget"))
    assert isinstance(full, Decimal)
    other = with_fields(quiet, {"funding.fiscal.full_budget": full + Decimal("0.01")})
    assert [(each.message, each.acknowledged) for each in of_rule(other, "D6")] == [(changed_budget.message, None)]


def test_a_text_that_changed_wakes_what_was_said_about_it() -> None:
    form = form_of("jiangqiao-2024-xinxihua-yunwei")
    [comma, *_] = of_rule(form, "T5")
    quiet = answered(form, comma)
    assert of_rule(quiet, "T5")[0].acknowledged == NOTE
    text = get(quiet, comma.path)
    assert {each.acknowledged for each in of_rule(put(quiet, comma.path, f"{text}群众满意。"), "T5")} == {None}


def test_two_findings_of_a_rule_on_one_field_are_answered_one_by_one() -> None:
    subject = Subject.of(HOUQIN, edition(HOUQIN.edition))
    path = FieldPath.parse("goal.expected")
    first, second = (finding("T5", path, value, where="", trouble="", advice="") for value in "，。")
    assert fingerprint(first, subject) != fingerprint(second, subject)
    form = with_acknowledgement(with_acknowledgement(HOUQIN, first, subject, "甲"), second, subject, "乙")
    both = list(with_answers((first, second), Subject.of(form, subject.edition)))
    assert [found.acknowledged for found in both] == ["甲", "乙"]
    one = without_acknowledgement(form, both[0])
    assert [found.acknowledged for found in with_answers((first, second), Subject.of(one, subject.edition))] == [
        None,
        "乙",
    ]


def test_a_second_answer_takes_the_place_of_the_first() -> None:
    again = answered(QUIET, TURNED, "已另附说明")
    assert [each.note for each in again.acknowledged] == ["已另附说明"]


def test_an_answer_needs_no_note() -> None:
    assert of_rule(answered(HOUQIN, TURNED, ""), "I2")[0].acknowledged == ""


def test_what_only_shows_beside_other_forms_is_answered_too() -> None:
    subject = Subject.of(CHENGWEI, edition(CHENGWEI.edition))
    twice = next(found for found in check_subjects([subject, subject])[0] if found.rule == "X1")
    quiet = Subject.of(with_acknowledgement(CHENGWEI, twice, subject, NOTE), subject.edition)
    here, there = check_subjects([quiet, subject])
    assert [found.acknowledged for found in (*here, *there) if found.rule == "X1"] == [NOTE, None]


# --- in the document


def test_answers_are_saved_and_loaded_even_those_without_effect() -> None:
    stale = put(QUIET, TURNED.path, "≥120")
    data = write_document(stale)
    assert read_document(data).form == stale
    assert write_document(read_document(data).form) == data
    [kept] = json.loads(data)["form"]["acknowledged"]
    assert (kept["rule"], kept["path"], kept["note"]) == ("I2", str(TURNED.path), NOTE)


def test_answers_hold_after_saving_and_loading() -> None:
    assert findings_of(read_document(write_document(QUIET)).form) == findings_of(QUIET)


def test_a_document_without_answers_does_not_mention_them() -> None:
    assert b"acknowledged" not in write_document(HOUQIN)
    assert write_document(without_acknowledgement(QUIET, TURNED)) == write_document(HOUQIN)
