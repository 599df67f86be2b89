"""The steps and how far each one is (UX.md U27, U30)."""

from __future__ import annotations

from published import form_of
from ziping.app.session import Session, View
from ziping.app.steps import STEPS, heard, step_of, step_states
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
