"""F2: what a template left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ziping.form import path as at
from ziping.form.indicators import IndicatorRow
from ziping.form.path import FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.measure_words import HAN
from ziping.rules.subject import Subject

_CROSSES = r"(?<![A-Za-z0-9])(?:20)?(?:[XxＸｘ]{2,}|×{2,})(?![A-Za-z0-9])"
_CROSS = rf"(?<=[{HAN}：，≥≤=])[XＸ×](?=[年月日名个次件场套辆户人%％万元])"
_SOMEONE = r"某某(?=镇|街道|区|路|村|居|单位|公司|项目|部门|中心|人)"
_DOTS = r"(?:…{1,}|\.{3,}|。{3,})"
_OPEN = rf"(?<![、等])(?:(?<=[{HAN}：:])|^){_DOTS}(?=[{HAN}])(?!等|[”’])"
"""Dots in place of a figure or name (完成……任务); after a list (巡查、回访……等) they mean and so on."""
_BRACKETED = r"[（(【\[][^（()）【】\[\]\n]{0,20}%s[^（()）【】\[\]\n]{0,20}[）)】\]]"
_LIMIT = _BRACKETED % r"[0-9]{2,4}字(?:以内|以下|左右|之内)?" + r"|[请限][0-9]{2,4}字(?:以内|之内)?"
_PLEASE = _BRACKETED % r"(?:请|待|此处)[^（()）【】\[\]\n]{0,9}(?:填写|填入|填报|输入|补充)"
_BLANK = r"[_＿]{2,}|（\s+）|" + _PLEASE
_ANYWHERE = re.compile("|".join((_CROSSES, _CROSS, _SOMEONE, _OPEN, _LIMIT, _BLANK)))
_UNFILLED_ITEM = re.compile(
    rf"(?:^|(?<=[\n。；;]))\s*(?P<piece>(?:(?:目标|指标|任务)?[（(]?[0-9一二三四五六七八九十]{{1,2}}[）)]?\s*[、.．：:]?)?\s*{_DOTS})"
    rf"|(?:^|(?<=[\n；;。]))\s*(?P<goal>(?:目标|指标)[0-9一二三四五]{{1,2}}\s*[：:]?)\s*(?=$|[\n；;])"
)
_WHOLE = re.compile(
    rf"(?:{_DOTS}|[三二一]?级?指标\s*[0-9一二三四五六七八九十]{{1,2}}\s*[：:]?\s*{_DOTS}?|目标[0-9一二三四五六七八九十]{{1,2}}[：:]?"
    r"|[^，。；]{0,6}[0-9]{2,4}字(?:以内|以下|左右)|待定|待填写?|待补充|[请在此处]{0,3}(?:填写|输入)[^，。]{0,12}|[XxＸｘ×]+|[？?]+)"
)


_TRACE = re.compile(r"[XxＸｘ×…_＿某【\[?？]|\.\.\.|。。。|标\s*[0-9一二三四五六七八九十]|[待请填输字]|（\s")
"""No placeholder is without one of these; most texts are, and need no closer look."""


def template_left(subject: Subject) -> Iterator[Finding]:
    """F2: a field still holds what a template put there: ……, 指标2, 100字以内, XX; named once a field."""
    form = subject.form
    for field in ("project_name", "department", "unit"):
        yield from _found(subject, at.basic(field), getattr(form.basic, field), None)
    for field in ("expected", "achieved"):
        yield from _found(subject, at.goal(field), getattr(form.goal, field), None)
    for row in subject.rows:
        cells = row.indicator
        if not _TRACE.search(f"{cells.name}\n{cells.target}\n{cells.actual}\n{cells.deviation}"):
            continue
        for field in ("name", "target", "actual", "deviation"):
            yield from _found(subject, at.indicator(row.indicator.id, field), getattr(row.indicator, field), row)


def _found(subject: Subject, path: FieldPath, text: str, row: IndicatorRow | None) -> Iterator[Finding]:
    piece = placeholder(text)
    if piece:
        yield finding("F2", path, piece, where=subject.where(path, row))


def placeholder(text: str) -> str:
    """The first placeholder in a text, empty where there is none."""
    typed = text.strip()
    if len(typed) <= 30 and _WHOLE.fullmatch(typed):
        return typed
    found = _ANYWHERE.search(typed)
    unfilled = _UNFILLED_ITEM.search(typed)
    if unfilled is not None and (found is None or unfilled.start() < found.start()):
        return (unfilled["piece"] or unfilled["goal"]).strip()
    return found.group() if found is not None else ""
