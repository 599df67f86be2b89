"""I4, I5, I6, I16 and I18: units and kinds of value that do not fit what is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.rules.attainment import same_unit
from ziping.rules.findings import Finding, finding
from ziping.rules.indicator_names import (
    at_most_100,
    counts_people,
    is_controlled_money,
    is_cost,
    is_failure,
    is_frequency,
    is_price,
    is_rate,
)
from ziping.rules.measure_words import in_base_unit
from ziping.rules.quantity import Measure, Quantity
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

_COUNTED = re.compile(r"[个项次件套台人名份场批家户处辆篇条起本块块宗例]")
_NO_SHARE = re.compile(
    r"(?!个百分点)(?:[个项次件套台人名份场批家户处辆篇条起本块宗例元天米]|万元|平方米|工作日|小时|分钟)[^/]*"
)
"""Units a share cannot have; 倍, 百分点, 人/万人 and the like are left alone."""
_TOLD_OTHERWISE = re.compile(r"[0-9０-９]|百分之|每|[一两二三四五六七八九十]次|上年|去年|上一年|同期|往年|平均|零|无")
"""What a rate may say without %: every month once, not below last year."""


def wrong_unit(subject: Subject) -> Iterator[Finding]:
    """I4: a share whose unit is not %, or a sum of money counted in 个."""
    for reading in subject.readings:
        quantity = _single(reading.target)
        if quantity is None:
            continue
        if is_rate(reading.name) and _NO_SHARE.fullmatch(quantity.unit):
            example = "=0%" if quantity.number == 0 else _example(reading)
            advice = f"请改为百分数，例如“{example}”；要考核的是数量的，把名称里的“率”改掉。"
            trouble = "是比率，单位应是 %"
        elif is_controlled_money(reading.name, among_costs=reading.is_cost_row) and _COUNTED.fullmatch(quantity.unit):
            trouble = "是金额，单位应是元或万元"
            advice = "请改为金额，例如“≤50万元”或“≤600元/人”。"
        else:
            continue
        value = reading.row.indicator.target
        where = subject.row_name(reading.row)
        path = reading.path("target")
        yield finding("I4", path, value, where=where, unit=quantity.unit, trouble=trouble, advice=advice)


def _example(reading: Reading) -> str:
    """What a target of this rate may look like."""
    return "≤100%" if is_cost(reading.name) else "≤5%" if is_failure(reading.name) else "≥95%"


def _single(measure: Measure) -> Quantity | None:
    return measure.quantities[0] if len(measure.quantities) == 1 else None


def rate_in_words(subject: Subject) -> Iterator[Finding]:
    """I5: …率 or …频率 with words for a target; what names a number or last year's level can be measured."""
    for reading in subject.readings:
        frequency = is_frequency(reading.name)
        value = reading.row.indicator.target
        if reading.target.kind not in {"qualitative", "period"} or not (frequency or is_rate(reading.name)):
            continue
        if not _TOLD_OTHERWISE.search(value):
            example = "每月不少于1次" if frequency else _example(reading)
            where = subject.row_name(reading.row)
            yield finding("I5", reading.path("target"), value, where=where, example=example)


def above_100_percent(subject: Subject) -> Iterator[Finding]:
    """I6: a percentage over 100 where none can be."""
    for reading in subject.readings:
        if not at_most_100(reading.name):
            continue
        for field, measure in (("target", reading.target), ("actual", reading.actual)):
            quantity = _single(measure)
            if quantity is not None and quantity.unit == "%" and quantity.number > 100:
                path = reading.path(field)
                value: str = getattr(reading.row.indicator, field)
                yield finding("I6", path, value, where=subject.where(path, reading.row), name=reading.name)


def odd_units(subject: Subject) -> Iterator[Finding]:
    """I16: target and actual in different units, people counted in 个, a price without its currency."""
    for reading in subject.readings:
        yield from _different_units(subject, reading)
        quantity = _single(reading.target)
        if quantity is None:
            continue
        number = f"{quantity.number:f}"
        if quantity.unit == "个" and counts_people(reading.name):
            trouble = f"指标值“{reading.row.indicator.target}”用“个”来数人"
            yield _unit_finding(subject, reading, "target", trouble, f"请把单位改为“人”或“名”，例如“{number}人”。")
        elif is_price(reading.name) and (not quantity.unit or quantity.unit.startswith("/")):
            trouble = f"指标值“{reading.row.indicator.target}”没有写明是元还是万元"
            advice = f"请补上金额单位，例如“{number}元{quantity.unit}”。"
            yield _unit_finding(subject, reading, "target", trouble, advice)


def _different_units(subject: Subject, reading: Reading) -> Iterator[Finding]:
    targets, actuals = reading.target.quantities, reading.actual.quantities
    if len(targets) != len(actuals):
        return
    for target, actual in zip(targets, actuals, strict=True):
        if not target.unit or not actual.unit or _alike(target, actual):
            continue
        trouble = f"指标值的单位是“{target.unit}”，完成值的单位却是“{actual.unit}”"
        advice = f"请把完成值改为以“{target.unit}”为单位的数；单位写错的，两处改成一样。"
        yield _unit_finding(subject, reading, "actual", trouble, advice)
        return


def _alike(target: Quantity, actual: Quantity) -> bool:
    """Whether two units may stand for one another: 万元 and 元, 5个工作日 and 3天, 人次 and 人/次."""
    one, other = (unit.replace("/", "").casefold() for unit in (target.unit, actual.unit))
    return one == other or same_unit(target, actual) or (target.is_time and actual.is_time)


def _unit_finding(subject: Subject, reading: Reading, field: str, trouble: str, advice: str) -> Finding:
    value: str = getattr(reading.row.indicator, field)
    where = subject.row_name(reading.row)
    return finding("I16", reading.path(field), value, where=where, trouble=trouble, advice=advice)


def money_as_quantity(subject: Subject) -> Iterator[Finding]:
    """I18: a sum of money as a 数量指标."""
    for reading in subject.readings:
        quantity = _single(reading.target)
        if quantity is not None and "数量" in reading.row.category.name and in_base_unit(quantity.unit)[1] == "元":
            where, category = subject.row_name(reading.row), reading.row.category.name
            value = reading.row.indicator.target
            yield finding("I18", reading.path("target"), value, where=where, category=category)
