"""The steps of filling in a form: their names, where each field belongs, and how far each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from ziping.app.session import View
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.checks.unconfirmed import carried_parts
from ziping.rules.findings import Finding

StepId = Literal["basic", "funding", "goals", "indicators", "check", "output"]
Progress = Literal["empty", "open", "unconfirmed", "done"]
"""Nothing filled in yet; something left to fill in; all there, but some of it last year's and not confirmed; done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, and in one sentence what it wants."""

    id: StepId
    name: str
    wants: str


STEPS: tuple[Step, ...] = (
    Step("basic", "基本信息", "填写年度、项目名称、主管部门和实施单位，与批复的预算一致。"),
    Step("funding", "项目资金", "按资金来源填写年初预算数、全年预算数和全年执行数；合计、执行率和得分自动算出。"),
    Step("goals", "年度总体目标", "左边写年初定下的预期目标，右边对照着写全年实际完成情况。"),
    Step(
        "indicators",
        "绩效指标",
        "每项三级指标填写指标值、完成值、分值和得分；各项分值加上执行率的分值，合计 100 分。",
    ),
    Step("check", "检查", "逐条核对问题：“必须改”没有改完时，导出的表会印上“草稿”；其余请看一看。"),
    Step("output", "预览与导出", "这就是要打印、签字、盖章的表；可以导出 PDF 和 Excel，或直接打印。"),
)

_STEP_OF_SECTION: dict[str, StepId] = {
    "basic": "basic",
    "funding": "funding",
    "goal": "goals",
    "dimension": "indicators",
    "category": "indicators",
    "indicator": "indicators",
    "signature": "output",
}
_STEP_OF_FIELD: dict[str, StepId] = {
    "execution_rate": "funding",
    "execution_score": "funding",
    "total_weight": "indicators",
    "indicators": "indicators",
    "edition": "basic",
}


_AT_ONCE = {"F11"}
"""What is told on every page: a figure that cannot be one."""


def step_of(path: FieldPath) -> StepId:
    """The step on whose page a field stands; results that belong to no page are looked at under 检查."""
    return _STEP_OF_SECTION.get(path.section) or _STEP_OF_FIELD.get(path.field, "check")


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is, its problems that are heard, and how many of its values are last year's and not confirmed.

    The last step, where the whole form goes out, counts those of all steps.
    """

    progress: Progress
    problems: int
    unconfirmed: int = 0


def unconfirmed_words(count: int) -> str:
    """How a step, a row of the board or the last page tells of values that nobody has confirmed."""
    return f"{count} 处未确认"


def heard(findings: Sequence[Finding], visited: Collection[StepId]) -> tuple[Finding, ...]:
    """The open findings about pages the clerk has been on; one answered 已核对 is quiet (UX.md U27, U30).

    A figure that cannot be one is told wherever it stands: it was typed and left, and counts in no sum as meant.
    """
    return tuple(
        found
        for found in findings
        if found.acknowledged is None and (found.rule in _AT_ONCE or step_of(found.path) in visited)
    )


def step_states(view: View, visited: Collection[StepId]) -> dict[StepId, StepState]:
    """The state of every step; ``visited`` are those whose problems are heard."""
    missing = {step_of(found.path) for found in view.findings if found.rule == "F1"}
    audible = [step_of(found.path) for found in heard(view.findings, visited)]
    waiting = _unconfirmed(view)
    filled = _filled(view)
    states: dict[StepId, StepState] = {}
    for step in STEPS[:4]:
        progress: Progress = "open" if step.id in missing else "unconfirmed" if waiting[step.id] else "done"
        progress = progress if step.id in filled else "empty"
        states[step.id] = StepState(progress, audible.count(step.id), waiting[step.id])
    errors = any(found.severity == "error" for found in view.findings)
    states["check"] = StepState("open" if errors else "done", audible.count("check"))
    states["output"] = StepState("open", audible.count("output"), waiting.total())
    return states


def _unconfirmed(view: View) -> Counter[StepId]:
    """How many values on each page were carried over from last year and not confirmed."""
    counts: Counter[StepId] = Counter()
    for part in carried_parts(view.subject):
        counts[step_of(part.paths[0])] += len(part.paths)
    return counts


def _filled(view: View) -> set[StepId]:
    """The steps in which anything has been filled in."""
    form = view.form
    texts = {
        "basic": (form.basic.project_name, form.basic.department, form.basic.unit),
        "funding": tuple(
            str(getattr(getattr(form.funding, source), column))
            for source in FUNDING_SOURCES
            for column in FUNDING_COLUMNS
        ),
        "goals": (form.goal.expected, form.goal.achieved),
        "indicators": ("yes",) if view.subject.rows else (),
    }
    return {step.id for step in STEPS if any(texts.get(step.id, ()))}


def first_open(view: View, after: StepId) -> FieldPath | None:
    """The first field still missing on the pages from ``after`` on, then from the beginning; None when all is filled."""
    order = [step.id for step in STEPS]
    missing = [found.path for found in view.findings if found.rule == "F1"]
    start = order.index(after)
    return min(missing, key=lambda path: (order.index(step_of(path)) - start) % len(order), default=None)
