"""F9, F10 and F11: amounts that cannot be, and budgets that do not fit what was spent."""

from __future__ import annotations

from collections.abc import Iterator

from ziping.editions.notation import money_text
from ziping.form import path as at
from ziping.form.amount import Number
from ziping.form.edit import get
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject

_READABLE_MONEY = "金额须是数字，可带逗号、小数点和单位，例如 1245.54。"
_READABLE_POINTS = "分值和得分须是数字，例如 5 或 12.5。"


def executed_above_budget(subject: Subject) -> Iterator[Finding]:
    """F9: 全年执行数 > 全年预算数, in the sum or, where the sum is in order, in a source; no budget at all is F10's."""
    total = subject.scores.funding["total"]
    if total.full_budget == 0:
        return
    over = [
        name
        for name in FUNDING_SOURCES
        if subject.scores.funding[name].executed > subject.scores.funding[name].full_budget
    ]
    for name in ["total"] if total.executed > total.full_budget else over:
        figures = subject.scores.funding[name]
        edition = subject.edition
        yield finding(
            "F9",
            at.funding("fiscal" if name == "total" else name, "executed"),
            money_text(edition, figures.executed, source=False),
            where=subject.label(name),
            budget=money_text(edition, figures.full_budget, source=False),
            unit=edition.money.unit,
        )


def no_budget(subject: Subject) -> Iterator[Finding]:
    """F10: 全年预算数 is 0 while money flows, or every amount is 0; silent while the column has not been filled in."""
    total = subject.scores.funding["total"]
    if total.full_budget == 0 and _any_number(subject, "full_budget"):
        flows = total.initial_budget != 0 or total.executed != 0
        detail = "，而年初预算数或全年执行数不为 0" if flows else "，各项资金都是 0"
        yield finding("F10", at.funding("fiscal", "full_budget"), "0", where=subject.label("total"), detail=detail)


def _any_number(subject: Subject, column: str) -> bool:
    return any(not isinstance(getattr(getattr(subject.form.funding, name), column), str) for name in FUNDING_SOURCES)


def unusable_amounts(subject: Subject) -> Iterator[Finding]:
    """F11: an amount is negative, cannot be read, or is finer than a fen; a 分值 or 得分 cannot be read or is negative."""
    for name in FUNDING_SOURCES:
        for column in FUNDING_COLUMNS:
            path = at.funding(name, column)
            yield from _amount_trouble(subject, path)
    for row in subject.rows:
        for field in ("weight", "score"):
            entry = getattr(row.indicator, field)
            path = at.indicator(row.indicator.id, field)
            where = subject.where(path, row)
            if isinstance(entry, str) and entry.strip():
                yield _unusable(path, entry, where, "读不出数字", _READABLE_POINTS, "请改成数字。")
            elif field == "weight" and not isinstance(entry, str) and entry < 0:
                yield _unusable(path, f"{entry:f}", where, "是负数", "分值不能小于 0。", "请改成不小于 0 的数。")


def _amount_trouble(subject: Subject, path: FieldPath) -> Iterator[Finding]:
    entry: Number = get(subject.form, path)  # type: ignore[assignment]
    where = subject.where(path)
    if isinstance(entry, str):
        if entry.strip():
            yield _unusable(path, entry, where, "读不出数字", _READABLE_MONEY, "请改成数字。")
        return
    shown = f"{entry:f} 元"
    if entry < 0:
        yield _unusable(path, shown, where, "是负数", "预算数和执行数不能小于 0。", "请改成不小于 0 的数。")
    if entry != entry.quantize(entry.__class__("0.01")):
        yield _unusable(
            path, shown, where, "精确到了分以下", "金额最小到分（0.01 元）。", "请核对小数点的位置和单位。"
        )


def _unusable(path: FieldPath, value: str, where: str, trouble: str, reason: str, advice: str) -> Finding:
    return finding("F11", path, value, where=where, trouble=trouble, reason=reason, advice=advice)
