"""I9: deadlines and time limits, and what is said of when the work was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.rules.findings import Finding, finding
from ziping.rules.measure_words import in_base_unit
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

_ANY_DATE = re.compile(r"[0-9０-９]{1,2}\s*月|[0-9]{4}\s*[-./年]\s*[0-9]{1,2}")
"""A date somewhere inside a sentence."""
_DONE_BY = re.compile(r"时间|日期|完成|及时")


def deadline_answered(subject: Subject) -> Iterator[Finding]:
    """I9: a deadline is answered without a date (warning) or by a later one (error).

    A time limit (24小时内) answered by 达成指标 or by the limit itself is a hint: the time that it took is worth more.
    """
    for reading in subject.readings:
        if reading.target.kind == "deadline" and not maybe_a_span(reading):
            yield from _date_given(subject, reading)
        elif reading.target.kind == "duration" and _no_time_given(reading):
            value = reading.row.indicator.actual
            trouble = f"指标值是“{reading.row.indicator.target}”，完成值只写“{value}”，没有写实际用了多少时间"
            yield _answer(subject, reading, trouble, "请写实际用时，例如平均用时或最长用时。", hint=True)


def maybe_a_span(reading: Reading) -> bool:
    """Whether a bare 12月 may mean twelve months: 租赁期限 12月; 完成时间 12月 is December."""
    date = reading.target.date
    bare = date is not None and date.year is None and date.day is None and not reading.target.before
    return bare and not _DONE_BY.search(reading.name)


def _date_given(subject: Subject, reading: Reading) -> Iterator[Finding]:
    actual, value, target = reading.actual, reading.row.indicator.actual, reading.row.indicator.target
    if actual.kind == "empty":
        return
    if actual.kind == "deadline" and reading.met is False:
        yield finding(
            "I9",
            reading.path("actual"),
            value,
            severity="error",
            where=subject.row_name(reading.row),
            trouble=f"要求“{target}”完成，完成值却是“{value}”，晚于期限",
            advice="请核对日期；确实晚了的，按实际扣分并写明偏差原因。",
        )
    elif (actual.kind != "deadline" or actual.before) and not (
        actual.kind == "qualitative" and _ANY_DATE.search(value)
    ):
        trouble = f"要求“{target}”完成，完成值“{value}”没有写明完成日期"
        yield _answer(subject, reading, trouble, "请写实际完成的日期，例如“10月25日”。", hint=False)


def _answer(subject: Subject, reading: Reading, trouble: str, advice: str, *, hint: bool) -> Finding:
    return finding(
        "I9",
        reading.path("actual"),
        reading.row.indicator.actual,
        severity="hint" if hint else None,
        where=subject.row_name(reading.row),
        trouble=trouble,
        advice=advice,
    )


def _no_time_given(reading: Reading) -> bool:
    """Whether a limit in hours or days (12个月 is a span to be covered) is answered by words or by a limit."""
    unit = reading.target.quantities[0].unit
    limit = reading.target.bound in {"≤", "<"} or "工作日" in unit
    if not limit or in_base_unit(unit)[1] == "月":
        return False
    return reading.status == "achieved" or (reading.actual.kind == "duration" and reading.actual.within)
