"""I17, I19 and S1: values that only repeat other words, and satisfaction that nobody measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.rules.findings import Finding, finding
from ziping.rules.indicator_names import is_satisfaction
from ziping.rules.measure import folded_text
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

_MEASURED = re.compile(
    r"问卷|回访|访谈|抽样|随机抽|测评表|评价表|评议|调查|满意度.{0,6}(?:测评|评价|评估|统计|采集)|(?:征求|征集|听取|收集).{0,8}意见(?!稿)|座谈"
    r"|扫码评价|现场评价|好差评|打分"
)


def repeated_name(subject: Subject) -> Iterator[Finding]:
    """I17: the target says nothing but the indicator's name."""
    for reading in subject.readings:
        value = reading.row.indicator.target
        if len(reading.name) > 1 and folded_text(value) == reading.name and not reading.target.quantitative:
            yield finding("I17", reading.path("target"), value, where=subject.row_name(reading.row))


def copied_words(subject: Subject) -> Iterator[Finding]:
    """I19: qualitative actuals that copy their target word for word, told once for the whole form."""
    copied = [reading for reading in subject.readings if _is_copied(reading)]
    if copied:
        first = copied[0]
        where = subject.row_name(first.row) + (f"等 {len(copied)} 项" if len(copied) > 1 else "")
        yield finding("I19", first.path("actual"), first.row.indicator.actual, where=where)


def _is_copied(reading: Reading) -> bool:
    target, actual = folded_text(reading.row.indicator.target), folded_text(reading.row.indicator.actual)
    return reading.target.kind == reading.actual.kind == "qualitative" and reading.status is None and target == actual


def unmeasured_satisfaction(subject: Subject) -> Iterator[Finding]:
    """S1: 满意度 is stated, and nothing on the form tells how it was measured; told once."""
    stated = [
        reading for reading in subject.readings if reading.actual.quantitative and is_satisfaction(reading.name)
    ]
    if not stated or any(_MEASURED.search(text) for text in _texts(subject)):
        return
    first = stated[0]
    value = first.row.indicator.actual
    where, deviation, achieved = subject.row_name(first.row), subject.label("deviation"), subject.label("achieved")
    yield finding("S1", first.path("actual"), value, where=where, deviation=deviation, achieved=achieved)


def _texts(subject: Subject) -> Iterator[str]:
    yield subject.form.goal.expected
    yield subject.form.goal.achieved
    for row in subject.rows:
        yield from (row.indicator.name, row.indicator.target, row.indicator.actual, row.indicator.deviation)
