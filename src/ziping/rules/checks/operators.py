"""I1, I2, I3, I7, I8 and I25: ≥, ≤ and = that do not fit what is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.rules.checks.deadlines import maybe_a_span
from ziping.rules.findings import Finding, finding
from ziping.rules.indicator_names import (
    is_better_more,
    is_cost,
    is_failure,
    is_rate,
    is_satisfaction,
    is_to_reach,
    is_wait,
)
from ziping.rules.measure_words import in_base_unit
from ziping.rules.quantity import Measure, measure_text
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

_AT_MOST, _AT_LEAST = frozenset({"≤", "<"}), frozenset({"≥", ">"})
_TURNED = {"≥": "≤", ">": "≤", "≤": "≥", "<": "≥"}
_WORDS = {"≥": "不低于", ">": "高于", "≤": "不高于", "<": "低于"}
LEAD_SIGN = re.compile(r"^\s*[=＝═﹦]{1,2}\s*")


def turned_signs(subject: Subject) -> Iterator[Finding]:
    """I1, I2 and I3: a sign that makes the worse the better; offers the right one (≤90% → ≥90%)."""
    for reading in subject.readings:
        rule = wrong_sign(reading)
        if rule:
            sign = reading.target.bound
            figure = "100%" if lacks_percent(reading) else _figure(reading.target)
            yield finding(
                rule,
                reading.path("target"),
                reading.row.indicator.target,
                where=subject.row_name(reading.row),
                sign=f"{_WORDS[sign]}（{sign}）",
                other=f"{_TURNED[sign]}{figure}",
            )


def wrong_sign(reading: Reading) -> str:
    """The rule that the sign of a target breaks: I1, I2, I3, or nothing."""
    if reading.target.quantitative and reading.target.bound in _AT_MOST:
        return "I1" if _caps_satisfaction(reading) else "I2" if _caps_quantity(reading) else ""
    if reading.target.quantitative and reading.target.bound in _AT_LEAST:
        return "I3" if _floors_burden(reading) else ""
    return ""


def _caps_satisfaction(reading: Reading) -> bool:
    """满意度 with ≤ or <: the less content, the better."""
    return reading.target.quantities[0].unit in {"%", "", "分"} and is_satisfaction(reading.name)


def _caps_quantity(reading: Reading) -> bool:
    """A quantity to be reached (聘用, 配备, 购置 …) with ≤ or <: nothing done would be best."""
    counts = reading.target.kind == "number" and not _is_money(reading.target)
    return counts and not reading.is_cost_row and is_to_reach(reading.name)


def _floors_burden(reading: Reading) -> bool:
    """A cost, a price, a count of failures or complaints, or a time people wait, with ≥ or >."""
    waits = reading.target.kind == "duration" and is_wait(reading.name)
    costs = is_cost(reading.name, among_costs=reading.is_cost_row)
    return waits or costs or is_failure(reading.name, among_quantities="数量" in reading.row.category.name)


def lacks_percent(reading: Reading) -> bool:
    """Whether a rate is not even given in % (I4): what it should be at most or at least is then unknown."""
    return is_rate(reading.name) and "%" not in _figure(reading.target)


def _figure(measure: Measure) -> str:
    return "、".join(f"{quantity.number:f}{quantity.unit}" for quantity in measure.quantities)


def _is_money(measure: Measure) -> bool:
    return any(in_base_unit(quantity.unit)[1].startswith("元") for quantity in measure.quantities)


def actual_not_measured(subject: Subject) -> Iterator[Finding]:
    """I7: an actual with ≥, ≤, >, <, 以上, 以下 or 左右; ``=`` says no less than the figure, 24小时内 is I9's."""
    for reading in subject.readings:
        actual = reading.actual
        if actual.quantitative and (actual.operator not in {"", "="} or actual.approximate):
            yield finding(
                "I7",
                reading.path("actual"),
                reading.row.indicator.actual,
                where=subject.row_name(reading.row),
                unit=f"和单位“{actual.quantities[-1].unit}”" if actual.quantities[-1].unit else "",
            )


def equals_before_words(subject: Subject) -> Iterator[Finding]:
    """I8: ``=`` before a deadline, or before words or several figures."""
    kinds = {"deadline": "完成期限", "qualitative": "文字描述", "period": "时间段", "compound": "几个数字并列的内容"}
    for reading in subject.readings:
        value = reading.row.indicator.target
        kind = kinds.get(reading.target.kind)
        bare = LEAD_SIGN.sub("", value)
        if reading.target.operator == "=" and kind and bare != value and not maybe_a_span(reading):
            where = subject.row_name(reading.row)
            yield finding("I8", reading.path("target"), value, where=where, kind=kind, bare=bare)


def rate_equals(subject: Subject) -> Iterator[Finding]:
    """I25: a rate or pass mark below 100 with ``=``, where more is better still."""
    for reading in subject.readings:
        target = reading.target
        if target.operator != "=" or target.kind not in {"percent", "number"}:
            continue
        quantity = target.quantities[0]
        marks = quantity.unit in {"%", "分"} and 0 < quantity.number < 100
        if marks and is_better_more(reading.name):
            yield finding(
                "I25",
                reading.path("target"),
                reading.row.indicator.target,
                where=subject.row_name(reading.row),
                figure=measure_text(target).removeprefix("="),
            )
