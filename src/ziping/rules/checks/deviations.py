"""D1, D8 and D9: what stands, or is missing, in 偏差原因分析及改进措施."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.rules.attainment import status
from ziping.rules.explanations import is_about_money, is_empty_talk, tells_cause, tells_measure
from ziping.rules.findings import Finding, finding
from ziping.rules.measure import folded_text
from ziping.rules.readings import Reading
from ziping.rules.subject import Subject

_SHORTFALL = re.compile(
    r"未(?:能|完成|达|按|及时|实现)|没有(?:完成|达到)|不足|不够|不到位|缺|滞后|延迟|延期|延误|推迟|取消|暂停|偏低|偏少|低于|较差|差距|有待"
    r"|扣分|困难|影响|由于|偏差|因(?!此)"
)
_NO_DEVIATION = re.compile(r"(?:无|没有|未(?:产生|出现|发生)|不存在)(?:明显|较大|任何)?偏差|偏差(?:原因|情况|分析)")
_ABOVE = re.compile(r"超额|超出|超过|优于|高于|超预期|多于")


def deduction_unexplained(subject: Subject) -> Iterator[Finding]:
    """D1: points were taken off and 偏差原因 is blank."""
    for reading in subject.readings:
        if reading.deducted and not reading.row.indicator.deviation.strip():
            where, field = subject.row_name(reading.row), subject.label("deviation")
            value, weight = f"{reading.score:f}", f"{reading.weight:f}"
            yield finding("D1", reading.path("deviation"), value, where=where, field=field, weight=weight)


def explanation_out_of_place(subject: Subject) -> Iterator[Finding]:
    """D8: 偏差原因 is empty talk on a deduction, or tells of a shortfall on a row that is fully met and has all points.

    无 or — where nothing was taken off is how many fill the column, an excess may be explained, and so may 执行率.
    """
    for reading in subject.readings:
        text = reading.row.indicator.deviation.strip()
        if not text:
            continue
        if reading.deducted and is_empty_talk(text):
            trouble = f"得 {reading.score:f} 分，低于分值 {reading.weight:f} 分，偏差原因却只写了“{text}”"
            advice = "请写明具体原因和改进措施，例如“因……，……；下一步……”；没有理由扣分的，把得分改为满分。"
            yield _out_of_place(subject, reading, trouble, advice)
        elif reading.full and _as_planned(reading) and _tells_of_shortfall(text):
            trouble = f"达到指标值并得满分，偏差原因里却写着没有做到的情况“{_short(text)}”"
            advice = "请核对：确有没做到的，修改实际完成值和得分；没有偏差的，清空这一栏。"
            yield _out_of_place(subject, reading, trouble, advice)


def _tells_of_shortfall(text: str) -> bool:
    if is_empty_talk(text) or _ABOVE.search(text) or is_about_money(text):
        return False
    return _SHORTFALL.search(_NO_DEVIATION.sub("", text)) is not None


def _out_of_place(subject: Subject, reading: Reading, trouble: str, advice: str) -> Finding:
    value, where = reading.row.indicator.deviation, subject.row_name(reading.row)
    return finding("D8", reading.path("deviation"), value, where=where, trouble=trouble, advice=advice)


def _as_planned(reading: Reading) -> bool:
    """Whether the actual is just what was planned, neither more nor less."""
    if reading.met is not True:
        return False
    if reading.pairs:
        return all(target == actual for target, actual in reading.pairs)
    target, actual = folded_text(reading.target.words), folded_text(reading.actual.words)
    return status(reading.actual) == "achieved" or (reading.actual.kind == "qualitative" and target == actual)


def cause_and_measure(subject: Subject) -> Iterator[Finding]:
    """D9: what was taken off is explained by a cause without a measure, or by a measure without a cause."""
    for reading in subject.readings:
        text = reading.row.indicator.deviation.strip()
        if not reading.deducted or not text or is_empty_talk(text):
            continue
        cause, measure = tells_cause(text), tells_measure(text)
        if cause and measure:
            continue
        has, lacks = ("改进措施", "原因") if measure else ("原因", "改进措施")
        example = "“因……，……”" if measure else "“下一步……”"
        yield finding(
            "D9",
            reading.path("deviation"),
            text,
            where=subject.row_name(reading.row),
            field=subject.label("deviation"),
            text=_short(text),
            has=has,
            lacks=lacks,
            example=example,
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
