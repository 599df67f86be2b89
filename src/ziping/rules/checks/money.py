"""F9, F10 and F11: amounts that cannot be, and budgets that do not fit what was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.editions.notation import exact_money_text
from ziping.form import path as at
from ziping.form.amount import Number
from ziping.form.edit import get
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject

_READABLE_MONEY = "金额只能是一个数字，可带千位逗号、小数点和单位（元、万元）。"
_READABLE_POINTS = "分值和得分只能是一个数字。"


def executed_above_budget(subject: Subject) -> Iterator[Finding]:
    """F9: 全年执行数 > 全年预算数, in the sum or, where the sum is in order, in a source.

    No budget at all is F10's, a budget that cannot be read is F11's.
    """
    total = subject.scores.funding["total"]
    if total.full_budget == 0 or _any_unreadable(subject, "full_budget"):
        return
    over = [
        name
        for name in FUNDING_SOURCES
        if subject.scores.funding[name].executed > subject.scores.funding[name].full_budget
    ]
    for name in over:
        shown = "total" if total.executed > total.full_budget else name
        figures = subject.scores.funding[shown]
        yield finding(
            "F9",
            at.funding(name, "executed"),
            exact_money_text(subject.edition, figures.executed),
            where=subject.label(shown),
            budget=exact_money_text(subject.edition, figures.full_budget),
            unit=subject.edition.money.unit,
            execution=f"{subject.edition.execution.weight:f}",
        )
        if shown == "total":
            return


def no_budget(subject: Subject) -> Iterator[Finding]:
    """F10: 全年预算数 is 0 while money flows, or every amount is 0.

    Silent while the column has not been filled in or holds what cannot be read.
    """
    total = subject.scores.funding["total"]
    if total.full_budget == 0 and _any_number(subject, "full_budget") and not _any_unreadable(subject, "full_budget"):
        flows = total.initial_budget != 0 or total.executed != 0
        detail = "，而年初预算数或全年执行数不为 0" if flows else "，各项资金都是 0"
        yield finding("F10", at.funding("fiscal", "full_budget"), "0", where=subject.label("total"), detail=detail)


def _any_number(subject: Subject, column: str) -> bool:
    return any(not isinstance(getattr(getattr(subject.form.funding, name), column), str) for name in FUNDING_SOURCES)


def _any_unreadable(subject: Subject, column: str) -> bool:
    entries = (getattr(getattr(subject.form.funding, name), column) for name in FUNDING_SOURCES)
    return any(isinstance(entry, str) and entry.strip() for entry in entries)


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
                yield _unusable(path, entry, where, "不是数字", _READABLE_POINTS, "请改成数字，例如 5 或 12.5。")
            elif field == "weight" and not isinstance(entry, str) and entry < 0:
                yield _unusable(path, f"{entry:f}", where, "是负数", "分值不能小于 0。", "请改成不小于 0 的数。")


def _amount_trouble(subject: Subject, path: FieldPath) -> Iterator[Finding]:
    entry: Number = get(subject.form, path)  # type: ignore[assignment]
    where = subject.where(path)
    if isinstance(entry, str):
        if entry.strip():
            yield _unusable(path, entry, where, "不是数字", _READABLE_MONEY, "请改成数字，例如 1245.54。")
        return
    shown = f"{exact_money_text(subject.edition, entry)} {subject.edition.money.unit}"
    if entry < 0:
        yield _unusable(path, shown, where, "是负数", "预算数和执行数不能小于 0。", "请改成不小于 0 的数。")
    if entry != entry.quantize(Decimal("0.01")):
        yield _unusable(
            path,
            shown,
            where,
            "有不到一分的尾数",
            "金额最小到分（0.01 元）。",
            f"请核对小数点的位置和单位（{subject.edition.money.unit}）。",
        )


def _unusable(path: FieldPath, value: str, where: str, trouble: str, reason: str, advice: str) -> Finding:
    return finding("F11", path, value, where=where, trouble=trouble, reason=reason, advice=advice)
