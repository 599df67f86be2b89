"""D2, D3, D7, I20 and I21: what the scores say, beside what the values say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ziping.editions.model import Band
from ziping.rules.checks.operators import wrong_sign
from ziping.rules.explanations import is_empty_talk
from ziping.rules.findings import Finding, finding
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject
from ziping.rules.suggest import Suggestion

TOLERANCE = Decimal("0.01")
"""How far a 得分 may be off the suggested one: a rounding (CHECKS.md D7)."""
_ALMOST = re.compile(r"基本|大体")
"""基本完成 is more than 部分完成: a full score may stand."""
TOO_EXACT = 3
"""So many measured values that all equal their targets to the digit are worth a word (CHECKS.md I21)."""


def missed_with_full_score(subject: Subject) -> Iterator[Finding]:
    """D2: a measured value misses its target, yet the row has all points."""
    for reading, advice in _missed(subject):
        if reading.full and advice.score < (reading.weight or 0):
            yield _points(subject, "D2", reading, advice)


def other_than_suggested(subject: Subject) -> Iterator[Finding]:
    """D7: points were taken off for a missed target, but not as many as follow from the values."""
    for reading, advice in _missed(subject):
        if reading.deducted and abs((reading.score or 0) - advice.score) > TOLERANCE:
            yield _points(subject, "D7", reading, advice)


def _missed(subject: Subject) -> Iterator[tuple[Reading, Suggestion]]:
    """The rows whose figures miss the target, and what they earn; a wrong ≥ or ≤ (I1 to I3) tells nothing."""
    for reading in subject.readings:
        advice = None if wrong_sign(reading) else reading.suggestion
        if advice is not None and not advice.met and reading.target.quantitative and reading.actual.quantitative:
            yield reading, advice


def _points(subject: Subject, rule: str, reading: Reading, advice: Suggestion) -> Finding:
    return finding(
        rule,
        reading.path("score"),
        f"{reading.score:f}",
        where=subject.row_name(reading.row),
        target=reading.row.indicator.target,
        actual=reading.row.indicator.actual,
        weight=f"{reading.weight:f}",
        suggested=f"{advice.score:f}",
        arithmetic=advice.arithmetic,
    )


def far_above_target(subject: Subject) -> Iterator[Finding]:
    """D3: the actual is 130 % of its target and more, and nothing tells why."""
    percent = f"{subject.edition.scoring.over_fulfilled_percent.normalize():f}%"
    for reading in subject.readings:
        indicator = reading.row.indicator
        if reading.suggestion is not None and reading.suggestion.explain and is_empty_talk(indicator.deviation):
            yield finding(
                "D3",
                reading.path("actual"),
                indicator.actual,
                where=subject.row_name(reading.row),
                target=indicator.target,
                limit=percent,
            )


def outside_band(subject: Subject) -> Iterator[Finding]:
    """I20: a row answered in words (达成, 部分达成, 未达成) has a 得分 outside the band of that answer."""
    for reading in subject.readings:
        if reading.status is None or not reading.weight or not (reading.full or reading.deducted):
            continue
        score, weight = min(reading.score or Decimal(0), reading.weight), reading.weight
        band: Band = getattr(subject.edition.scoring, reading.status)
        least, most = weight * band.at_least / 100, weight * band.at_most / 100
        if _ALMOST.match(reading.row.indicator.actual.strip()):
            most = weight
        if least - TOLERANCE <= score <= most + TOLERANCE:
            continue
        yield finding(
            "I20",
            reading.path("score"),
            f"{reading.score:f}",
            where=subject.row_name(reading.row),
            actual=reading.row.indicator.actual,
            share=f"{_plain(score / weight * 100)}%",
            band=f"{_plain(band.at_least)}% 到 {_plain(band.at_most)}%",
            limits=f"{_plain(least)} 到 {_plain(most)} 分",
        )


def _plain(number: Decimal) -> str:
    return f"{round(number, 2).normalize():f}"


def too_exact(subject: Subject) -> Iterator[Finding]:
    """I21: every measured value equals its target to the digit and every row has all points."""
    if not all(reading.full for reading in subject.readings if reading.weight != 0):
        return
    measured = [
        reading for reading in subject.readings if reading.target.quantitative and reading.actual.quantitative
    ]
    if len(measured) >= TOO_EXACT and all(map(_to_the_digit, measured)):
        first = measured[0]
        yield finding(
            "I21",
            first.path("actual"),
            first.row.indicator.actual,
            count=str(len(measured)),
            where=subject.row_name(first.row),
        )


def _to_the_digit(reading: Reading) -> bool:
    exact = reading.actual.bound in {"", "="} and not reading.actual.approximate
    return exact and bool(reading.pairs) and all(target == actual for target, actual in reading.pairs)
