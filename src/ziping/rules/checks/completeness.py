"""F1: what must not be empty."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.form import path as at
from ziping.form.amount import Number
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject


def _blank(entry: Number | int) -> bool:
    return isinstance(entry, str) and not entry.strip()


def empty_fields(subject: Subject) -> Iterator[Finding]:
    """F1: 项目名称, 主管部门, 实施单位, 年度, both goals, a budget column, or a cell of a 三级指标 is empty."""
    form = subject.form
    for field in ("year", "project_name", "department", "unit"):
        if _blank(getattr(form.basic, field)):
            yield _missing(subject, at.basic(field))
    for column in FUNDING_COLUMNS:
        if all(_blank(getattr(getattr(form.funding, source), column)) for source in FUNDING_SOURCES):
            yield _missing(subject, at.funding("fiscal", column), label=f"项目资金的{subject.label(column)}")
    for field in ("expected", "achieved"):
        if _blank(getattr(form.goal, field)):
            yield _missing(subject, at.goal(field))


def empty_indicators(subject: Subject) -> Iterator[Finding]:
    """F1: a 三级指标 without name, 年度指标值, 实际完成值, 分值 or 得分, or no 三级指标 at all."""
    if not subject.rows:
        yield _missing(subject, FieldPath("form", "", "indicators"))
    for row in subject.rows:
        for field in ("name", "target", "actual", "weight", "score"):
            if _blank(getattr(row.indicator, field)):
                path = at.indicator(row.indicator.id, field)
                yield _missing(subject, path, label=subject.where(path, row))


def _missing(subject: Subject, path: FieldPath, label: str = "") -> Finding:
    return finding("F1", path, "", where=label or subject.where(path), field=subject.label(path.field))
