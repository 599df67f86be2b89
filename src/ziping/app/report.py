"""检查报告: what the checker found in a form, section by section, for the clerk's leader; as a value and as Markdown."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ziping.app.session import View
from ziping.app.steps import STEPS, StepId, step_of
from ziping.editions.notation import total_text
from ziping.form.indicators import node_ids
from ziping.rules.findings import SEVERITY_NAMES, Finding

_SECTION_NAMES: dict[StepId, str] = {"check": "总分和评分等级", "output": "签字栏"}
"""What stands on the form where a step is not called after it."""
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form and its open findings, the gravest first."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """检查报告: title, date, ``facts`` on the form (label, text), counts in a sentence, what is open, what is 已核对."""

    title: str
    date: str
    facts: tuple[tuple[str, str], ...]
    verdict: str
    sections: tuple[Section, ...]
    acknowledged: tuple[Finding, ...]


def report_of(view: View, created: datetime) -> Report:
    """The report on a form as it is; ``created`` gives its date."""
    places = {node: place for place, node in enumerate(node_ids(view.form))}
    grave = list(SEVERITY_NAMES)
    ordered = sorted(view.findings, key=lambda found: (grave.index(found.severity), places.get(found.path.row, -1)))
    by_step: defaultdict[StepId, list[Finding]] = defaultdict(list)
    for found in ordered:
        if found.acknowledged is None:
            by_step[step_of(found.path)].append(found)
    return Report(
        title=f"{view.edition.title}检查报告",
        date=f"{created.year}年{created.month}月{created.day}日",
        facts=tuple(_facts(view)),
        verdict=_verdict(view.findings),
        sections=tuple(
            Section(_SECTION_NAMES.get(step.id, step.name), tuple(by_step[step.id]))
            for step in STEPS
            if by_step[step.id]
        ),
        acknowledged=tuple(found for found in ordered if found.acknowledged is not None),
    )


def _facts(view: View) -> Iterator[tuple[str, str]]:
    label, basic = view.subject.label, view.form.basic
    yield label("project_name"), basic.project_name
    yield label("year"), str(basic.year)
    yield label("department"), basic.department
    yield "版式", view.edition.name
    yield label("unit"), basic.unit
    total = total_text(view.edition, view.scores.total.value)
    yield label("total_score"), f"{total} 分（{view.scores.grade}）"


def _verdict(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有发现问题。"
    count = Counter(found.severity for found in findings if found.acknowledged is None)
    parts = [f"{name} {count[severity]} 处" for severity, name in SEVERITY_NAMES.items()]
    parts += [f"已核对 {answered} 处"] if (answered := len(findings) - count.total()) else []
    if count["error"]:
        advice = "“必须改”的问题改正之后才能定稿。"
    elif count.total():
        advice = "没有“必须改”的问题；其余请逐条看过，改正或说明理由。"
    else:
        advice = "发现的问题都已核对。"
    return f"{'，'.join(parts)}。{advice}"


def report_markdown(report: Report) -> str:
    """The report as Markdown; whatever stands in the form is shown as it is, never read as markup."""
    lines = [f"# {report.title}", "", f"检查日期：{report.date}", "", "| 项目 | 内容 |", "|---|---|"]
    lines += [f"| {label} | {_plain(text)} |" for label, text in report.facts]
    lines += ["", f"**{report.verdict}**", ""]
    for section in report.sections:
        lines += [f"## {section.name}（{len(section.findings)}）", ""]
        for number, found in enumerate(section.findings, start=1):
            lines += [*_item(number, found), f"   - 为什么：{_plain(found.why)}", f"   - 怎么改：{_plain(found.fix)}"]
        lines.append("")
    if report.acknowledged:
        lines += [f"## 已核对（{len(report.acknowledged)}）", ""]
        for number, found in enumerate(report.acknowledged, start=1):
            lines += [*_item(number, found), f"   - 核对说明：{_plain(found.acknowledged or '（没有写）')}"]
        lines.append("")
    return "\n".join(lines)


def _item(number: int, found: Finding) -> list[str]:
    return [f"{number}. **{SEVERITY_NAMES[found.severity]}**　{_plain(found.message)}。"]


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
