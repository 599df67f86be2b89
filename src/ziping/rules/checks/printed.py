"""F4 to F7: results that an imported form printed, compared with what is computed (DOMAIN.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.editions.notation import money_text, points_text, read_entry, total_text
from ziping.form import path as at
from ziping.form.amount import read_number
from ziping.form.model import Printed, PrintedFundingRow
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject

_NOTHING = {"", "—", "-", "－", "–"}
"""What forms print where there is no figure."""


def printed_results(subject: Subject) -> Iterator[Finding]:
    """F4, F5 and F7: printed 总分, 评分等级 or 得分 of 执行率 ≠ computed."""
    printed, scores = subject.form.printed or Printed(), subject.scores
    if _differs(printed.total_score, scores.total.value):
        computed = total_text(subject.edition, scores.total.value)
        yield finding("F4", at.result("total"), printed.total_score, computed=computed)
    if printed.grade.strip() not in _NOTHING | {scores.grade}:
        yield finding("F5", at.result("grade"), printed.grade, computed=scores.grade, reason=scores.grade_reason)
    if _differs(printed.execution_score, scores.execution_score.value):
        yield finding(
            "F7",
            at.result("execution_score"),
            printed.execution_score,
            field=f"执行率{subject.label('execution_score')}",
            computed=points_text(scores.execution_score.value, subject.edition.execution.decimals),
            reason=f"{scores.execution_score.arithmetic}。",
        )


def printed_funding(subject: Subject) -> Iterator[Finding]:
    """F6 and F7: a printed 年度资金总额 ≠ the sum of its sources, a printed 执行率 ≠ computed."""
    printed = subject.form.printed or Printed()
    for column in FUNDING_COLUMNS:
        yield from _printed_sum(subject, printed.total, column)
    for name in ("total", *FUNDING_SOURCES):
        yield from _printed_rate(subject, name, getattr(printed, name))


def _printed_sum(subject: Subject, row: PrintedFundingRow, column: str) -> Iterator[Finding]:
    value, exact = getattr(row, column), getattr(subject.scores.funding["total"], column)
    computed = money_text(subject.edition, exact, source=False)
    if value.strip() not in _NOTHING and read_entry(subject.edition, value) not in {
        exact,
        read_entry(subject.edition, computed),
    }:
        path = at.funding("total", column)
        yield finding(
            "F6",
            path,
            value,
            field=f"{subject.label('total')}（{subject.label(column)}）",
            column=subject.label(column),
            computed=computed,
        )


def _printed_rate(subject: Subject, name: str, row: PrintedFundingRow) -> Iterator[Finding]:
    value, figures = row.execution_rate, subject.scores.funding[name]
    computed, rate = figures.execution_rate or Decimal(0), subject.edition.rate
    if _differs(value.strip().rstrip("%％"), computed):
        path = FieldPath("funding", name, "execution_rate")
        how = "其余舍去" if rate.rounding == "down" else "四舍五入"
        yield finding(
            "F7",
            path,
            value,
            field=f"{subject.label(name)}执行率",
            computed=f"{computed:.{rate.decimals}f}",
            reason=f"执行率 = 全年执行数 ÷ 全年预算数，保留 {rate.decimals} 位小数，{how}。",
        )


def _differs(printed: str, computed: Decimal) -> bool:
    return printed.strip() not in _NOTHING and read_number(printed) != computed
