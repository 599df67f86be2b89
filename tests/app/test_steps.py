"""The steps and how far each one is (UX.md U27, U30)."""

from __future__ import annotations

from published import form_of, with_fields
from ziping.app.next_year import carry_over
from ziping.app.session import Session, View
from ziping.app.steps import STEPS, heard, step_of, step_states
from ziping.form import path as at
from ziping.form.edit import confirm
from ziping.form.model import Form
from ziping.rules.acknowledge import with_acknowledgement

ALL = frozenset(step.id for step in STEPS)
XUANCHUAN = form_of("jiangqiao-2024-xuanchuan")  # nothing 必须改; warnings on goals and indicators


def test_only_pages_that_were_visited_are_heard() -> None:
    findings = View(XUANCHUAN).findings
    assert {step_of(found.path) for found in findings} >= {"goals", "indicators"}
    assert {step_of(found.path) for found in heard(findings, {"goals"})} == {"goals"}
    assert heard(findings, ALL) == findings
    assert heard(findings, ()) == ()


def test_u30_an_answered_finding_is_neither_heard_nor_counted() -> None:
    session = Session(XUANCHUAN)
    found = next(each for each in session.view.findings if step_of(each.path) == "goals")
    before = step_states(session.view, ALL)
    form = with_acknowledgement(session.form, found, session.view.subject, "已核对")
    session.replace(form, "已核对", found.path)
    after = step_states(session.view, ALL)
    assert after["goals"].problems == before["goals"].problems - 1
    assert {step: after[step] for step in after if step != "goals"} == {
        step: before[step] for step in before if step != "goals"
    }
    assert len(session.view.findings) == len(heard(session.view.findings, ALL)) + 1


def test_u30_an_answer_is_one_step_of_undo() -> None:
    session = Session(XUANCHUAN)
    found = session.view.findings[0]
    session.replace(with_acknowledgement(XUANCHUAN, found, session.view.subject, "已核对"), "已核对", found.path)
    assert (session.undo_name, session.modified) == ("已核对", True)
    session.undo()
    assert session.form == XUANCHUAN
    assert session.view.findings[0].acknowledged is None


def carried_and_filled() -> Form:
    """Xuanchuan's form of 2025, all that was emptied filled in again and nothing confirmed."""
    new = carry_over(XUANCHUAN).form
    return XUANCHUAN.model_copy(update={"basic": new.basic, "unconfirmed": new.unconfirmed})


def test_a_step_with_values_that_nobody_confirmed_is_not_done() -> None:
    states = step_states(View(carried_and_filled()), ALL)
    # The head carries project, department and unit over, the goals one text, each 三级指标 its name, 指标值 and 分值.
    rows = len(View(XUANCHUAN).subject.rows)
    assert {step: state.unconfirmed for step, state in states.items()} == {
        "basic": 3,
        "funding": 0,
        "goals": 1,
        "indicators": 3 * rows,
        "check": 0,
        "output": 4 + 3 * rows,
    }
    told = {step: state.progress for step, state in states.items()}
    assert (told["basic"], told["goals"], told["indicators"]) == ("unconfirmed",) * 3
    assert told["funding"] == "done"


def test_what_is_missing_is_told_before_what_is_unconfirmed() -> None:
    form = with_fields(carried_and_filled(), {"basic.department": ""})
    states = step_states(View(form), ALL)
    assert (states["basic"].progress, states["basic"].unconfirmed) == ("open", 2)


def test_a_step_is_done_once_all_of_it_is_confirmed() -> None:
    form = confirm(carried_and_filled(), map(at.basic, ("project_name", "department", "unit")))
    states = step_states(View(form), ALL)
    assert (states["basic"].progress, states["basic"].unconfirmed) == ("done", 0)
    assert states["output"].unconfirmed == 1 + 3 * len(View(form).subject.rows)
