"""已核对: a warning or hint answered with a note, quiet until a value that it looked at changes (UX.md U30)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ziping.form.edit import get, put
from ziping.form.model import Acknowledgement, Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

_KEPT_IN = FieldPath("form", "", "acknowledged")


def can_be_answered(finding: Finding) -> bool:
    """Whether 已核对 is an answer: 建议改 and 提示 may stay as they are, 必须改 never."""
    return finding.severity != "error"


def fingerprint(finding: Finding, subject: Subject) -> str:
    """What a finding of ``subject`` saw, as a short hash: rule, place, wording, value, and the fields it looked at.

    Those are the whole row of a 三级指标, all of 项目资金 for an amount or a computed figure, else the field itself.
    """
    return _seen(finding, subject.form)


def _seen(finding: Finding, form: Form) -> str:
    seen = [finding.rule, str(finding.path), finding.message, finding.value, *_fields(form, finding.path)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def _fields(form: Form, path: FieldPath) -> list[str]:
    if path.section in {"funding", "result"}:
        paths = [FieldPath("funding", source, column) for source in FUNDING_SOURCES for column in FUNDING_COLUMNS]
    elif path.section == "indicator":
        paths = [FieldPath(path.section, path.row, field) for field in INDICATOR_FIELDS]
    else:
        # A finding on the whole tree (I14: 质量指标 is missing) says all it looked at in its message.
        paths = [] if path.section == "form" else [path]
    return [str(get(form, each)) for each in paths]


def with_acknowledgement(form: Form, finding: Finding, subject: Subject, note: str) -> Form:
    """The form with a finding of ``subject`` answered; raises ``ValueError`` for 必须改.

    Answers to what the finding saw earlier stay: they count again should that come back.
    """
    if not can_be_answered(finding):
        raise ValueError("“必须改”的问题不能用“已核对”答复，请改正后再定稿")
    answer = Acknowledgement(rule=finding.rule, path=str(finding.path), note=note, seen=fingerprint(finding, subject))
    return put(form, _KEPT_IN, (*_others(form, _key(answer)), answer))


def without_acknowledgement(form: Form, finding: Finding) -> Form:
    """The form with a finding of its own open again."""
    return put(form, _KEPT_IN, _others(form, (finding.rule, str(finding.path), _seen(finding, form))))


def _key(answer: Acknowledgement) -> tuple[str, str, str]:
    return answer.rule, answer.path, answer.seen


def _others(form: Form, key: tuple[str, str, str]) -> tuple[Acknowledgement, ...]:
    return tuple(answer for answer in form.acknowledged if _key(answer) != key)


def with_answers(findings: Iterable[Finding], subject: Subject) -> Iterator[Finding]:
    """The findings of ``subject``, with their notes where its form answers them."""
    notes = {_key(answer): answer.note for answer in subject.form.acknowledged}
    asked = {(rule, path) for rule, path, _ in notes}
    for found in findings:
        note = None
        if (found.rule, str(found.path)) in asked and can_be_answered(found):
            note = notes.get((found.rule, str(found.path), fingerprint(found, subject)))
        yield found if note is None else replace(found, acknowledged=note)
