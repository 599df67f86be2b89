"""F3 and F8: 分值 make 100, and no 得分 leaves its 分值."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ziping.form import path as at
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject


def weights_make_100(subject: Subject) -> Iterator[Finding]:
    """F3: Σ 分值 + 分值 of 执行率 ≠ 100; silent while there is no 三级指标 to carry any."""
    total = subject.scores.total_weight.value
    if not subject.rows or total == 100:
        return
    gap = f"还差 {100 - total:f} 分" if total < 100 else f"多出 {total - 100:f} 分"
    yield finding(
        "F3",
        at.result("total_weight"),
        f"{total:f}",
        total=f"{total:f}",
        gap=gap,
        advice=_advice(subject, total),
        shared=f"{subject.edition.indicator_weight:f}",
        execution=f"{subject.edition.execution.weight:f}",
    )


def _advice(subject: Subject, total: Decimal) -> str:
    """Where the difference could go: the 一级指标 furthest from its usual share on the side that would help."""
    usual = {spec.name: spec.usual_weight for spec in subject.edition.dimensions}
    gaps = [(usual[part.name] - part.weight, part.name) for part in subject.scores.dimensions if part.name in usual]
    if total < 100:
        short = max(gaps, default=(Decimal(0), ""))
        hint = f"，例如加到{short[1]}上（通常共 {usual[short[1]]:f} 分）" if short[0] > 0 else ""
        return f"请给指标再分配 {100 - total:f} 分{hint}。"
    over = min(gaps, default=(Decimal(0), ""))
    hint = f"，例如从{over[1]}（通常共 {usual[over[1]]:f} 分）里减" if over[0] < 0 else ""
    return f"请把指标分值减少 {total - 100:f} 分{hint}。"


def scores_within_weights(subject: Subject) -> Iterator[Finding]:
    """F8: a 得分 above its 分值, or below 0; a 分值 below 0 is F11's."""
    for row in subject.rows:
        score, weight = row.indicator.score, row.indicator.weight
        if isinstance(score, str):
            continue
        relation = "小于 0" if score < 0 else ""
        if isinstance(weight, Decimal) and score > weight >= 0:
            relation = f"超过分值 {weight:f}"
        if relation:
            limit = f" 0 到 {weight:f} 之间的数" if isinstance(weight, Decimal) and weight >= 0 else "不小于 0 的数"
            path = at.indicator(row.indicator.id, "score")
            yield finding("F8", path, f"{score:f}", where=subject.row_name(row), relation=relation, limit=limit)
