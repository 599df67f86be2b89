"""批注 in words: on which field each one is, who wrote it and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ziping.app.session import View
from ziping.app.steps import step_of
from ziping.form.edit import TREE
from ziping.form.model import Remark
from ziping.form.path import FieldPath
from ziping.form.remarks import field_of
from ziping.rules.subject import Subject

_STEP = " › "
_OF_FORM = {"edition": "版式", "indicators": "绩效指标"}
_PARTS = {"funding": "项目资金", "goal": "年度总体目标", "signature": "签字栏"}
_ANY_PAGE = FieldPath("basic", "", "project_name")


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark with the way to its field in printed words; ``path`` is where to go to see it."""

    remark: Remark
    where: str
    path: FieldPath


def remark_lines(view: View) -> tuple[RemarkLine, ...]:
    """Every remark of a form, the open ones first, in the order in which they were written."""
    lines = [_line(remark, view.subject) for remark in view.form.remarks]
    return tuple(sorted(lines, key=lambda line: line.remark.resolved))


def _line(remark: Remark, subject: Subject) -> RemarkLine:
    path = field_of(remark)
    if path is None:
        return RemarkLine(remark, remark.path, _ANY_PAGE)
    if remark.row:
        return RemarkLine(remark, f"{_OF_FORM['indicators']}{_STEP}“{remark.row}”（这一行已删除）", TREE)
    return RemarkLine(remark, field_words(subject, path), path)


def field_words(subject: Subject, path: FieldPath) -> str:
    """The way to a field: 产出指标 › 数量指标 › 巡查次数 › 年度指标值; 项目资金 › 当年财政拨款 › 全年预算数; 实施单位."""
    for dimension in subject.form.indicators:
        if path.row == dimension.id:
            return dimension.name or "一级指标"
        for category in dimension.categories:
            if path.row == category.id:
                return _STEP.join((dimension.name, category.name or "二级指标"))
    row = next((row for row in subject.rows if row.indicator.id == path.row), None)
    if row is not None:
        name = row.indicator.name.strip() or subject.row_name(row)
        return _STEP.join(filter(None, (row.dimension.name, row.category.name, name, subject.label(path.field))))
    if path.section == "form":
        return _OF_FORM.get(path.field, "全表")
    try:
        parts = (_PARTS.get(path.section, ""), subject.label(path.row) if path.row else "", subject.label(path.field))
    except AttributeError:
        return str(path)
    return _STEP.join(filter(None, parts))


def on_page(remarks: Iterable[Remark], step: str) -> tuple[Remark, ...]:
    """The open remarks on fields of one page."""
    fields = ((remark, field_of(remark)) for remark in remarks if not remark.resolved)
    return tuple(remark for remark, path in fields if path is not None and step_of(path) == step)


def signed(remark: Remark) -> str:
    """Who wrote a remark and when: 王主任，2025年1月8日 09:30; what is not known is left out."""
    return "，".join(filter(None, (remark.author.strip(), _when(remark.time))))


def _when(text: str) -> str:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return ""
    time = time.astimezone() if time.tzinfo else time
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"
