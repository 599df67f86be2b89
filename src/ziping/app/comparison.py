"""Two forms side by side in words: where they differ, and what stands there in one and in the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from ziping.editions.catalog import UnknownEdition, edition, editions
from ziping.editions.model import Edition
from ziping.editions.notation import money_text, points_text
from ziping.form import path as at
from ziping.form.difference import Difference, Position, differences
from ziping.form.edit import get, put
from ziping.form.model import Acknowledgement, Form, Indicator, Remark
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath
from ziping.rules.scoring import is_filled

ABSENT, BLANK = "没有", "（空）"
"""There is no such row or field; there is one, with nothing in it."""
_AMOUNTS = tuple(at.funding(source, column) for source in FUNDING_SOURCES for column in FUNDING_COLUMNS)
_STEP = " › "
_MARKS = str.maketrans({" ": "␣", "\u3000": "□", "\t": "→", "\n": "↵\n", "\r": "␍", "\xa0": "␣"})
"""How blanks look where nothing but blanks is different."""
_PIECE = re.compile(r"[0-9][0-9,.]*[0-9]|[\s\S]")
"""A number, or any one character."""
_LONGEST_MARKED = 4_000
_ALIKE = 0.4
"""Texts less alike than this have nothing in common that is worth showing."""


class Line(NamedTuple):
    """One difference: the field's address, where it is in printed words, what stands there before and after."""

    path: FieldPath
    where: str
    before: str
    after: str


def compare(before: Form, after: Form) -> tuple[Line, ...]:
    """Every difference between two forms in print order; values as their own form's edition prints them.

    Money is shown with its unit, because the editions may differ. What prints alike and is not is shown in full.
    """
    old, new = _words(before, after), _words(after, before)
    return tuple(Line(found.path, new.where(found), *_texts(found, old, new)) for found in differences(before, after))


def value_text(form: Form, path: FieldPath) -> str:
    """What stands in a field as the form's edition prints it, money with its unit."""
    return _words(form, form).value(path, get(form, path))


def compare_printed(before: Form, after: Form) -> tuple[Line, ...]:
    """Every difference between what two forms print: without answers and 批注, amounts that print alike being the same.

    A source left empty is a zero where it prints as one.
    """
    return compare(with_same_money(before, after), _printing(after))


def with_same_money(before: Form, after: Form) -> Form:
    """What the earlier form prints, with the later's amounts where both print alike: paper knows no more digits."""
    old, new = _printing(before), _printing(after)
    if before.edition != after.edition:
        return old
    known = _words(before, after).edition
    for path in _AMOUNTS:
        one, other = get(old, path), get(new, path)
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            old = put(old, path, other) if money_text(known, one) == money_text(known, other) else old
    return old


def _printing(form: Form) -> Form:
    """The parts of a form that print, with the zeros that do."""
    printing = Form(
        edition=form.edition,
        basic=form.basic,
        funding=form.funding,
        goal=form.goal,
        indicators=form.indicators,
        signature=form.signature,
    )
    for path in _AMOUNTS:
        if not str(get(form, path)).strip() and is_filled(form, path.field):
            printing = put(printing, path, Decimal(0))
    return printing


def _words(form: Form, other: Form) -> _Words:
    for name in (form.edition, other.edition):
        try:
            return _Words(edition(name))
        except UnknownEdition:
            continue
    return _Words(editions()[0])


def _texts(found: Difference, old: _Words, new: _Words) -> tuple[str, str]:
    before, after = old.text(found, found.before), new.text(found, found.after)
    if "".join(before.split()) != "".join(after.split()):
        return before, after
    if isinstance(found.before, Decimal) and isinstance(found.after, Decimal):
        return f"{found.before:f} 元", f"{found.after:f} 元"
    if before == after:
        return f"{before}（{_kind(found.before)}）", f"{after}（{_kind(found.after)}）"
    return before.translate(_MARKS), after.translate(_MARKS)


def _kind(value: object) -> str:
    """What a value is, where it looks like another: a text that could not be read may look like the number."""
    return "数" if isinstance(value, Decimal) else "文字" if isinstance(value, str) else repr(value)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one edition for fields and values."""

    edition: Edition

    def label(self, name: str) -> str:
        """The printed words for a field or fund row; a field of a newer version has its name in code only."""
        return str(getattr(self.edition.labels, name, name)).removeprefix("其中：").rstrip("：")

    def where(self, found: Difference) -> str:
        """The way to a field from the largest part of the form: 项目资金 › 当年财政拨款 › 全年预算数."""
        parts = self._field(found)
        if found.kind in {"acknowledged", "remarked"}:
            parts = ("已核对" if found.kind == "acknowledged" else "批注", *parts)
        return _STEP.join(parts)

    def _field(self, found: Difference) -> tuple[str, ...]:
        path, row = found.path, found.row
        if row is not None:
            return self._row_field(found, row)
        if path.section == "form":
            return (
                {"edition": "版式", "acknowledged": "问题", "indicators": "绩效指标", "remarks": "全表"}.get(
                    path.field, path.field
                ),
            )
        if path.section in {"dimension", "category", "indicator"}:
            return ("绩效指标", "已删除的行", self.label(path.field))
        if path.section == "result":
            return (self.label({"total": "total_score"}.get(path.field, path.field)),)
        sections = {"funding": self.label("funding"), "goal": self.label("goal"), "signature": "签字栏"}
        head = (sections[path.section],) if path.section in sections else ()
        if (path.section, path.field) == ("signature", "shown"):
            return head
        return (*head, *((self.label(path.row),) if path.row else ()), self.label(path.field))

    def _row_field(self, found: Difference, row: Position) -> tuple[str, ...]:
        names = [name.strip() or "（未命名）" for name in row.names]
        if not row.names[-1].strip():
            names[-1] = f"第 {row.number} 行"
        if found.kind in {"added", "removed"}:
            return tuple(names)
        if found.kind == "moved":
            return (*names, "位置")
        if found.path.section != "indicator" and found.path.field == "name":
            return (*names[:-1], self.label(found.path.section))
        return (*names, self.label(found.path.field))

    def text(self, found: Difference, value: object) -> str:
        """What stands there."""
        if value is None:
            return ABSENT
        if isinstance(value, Position):
            above = _STEP.join(name.strip() or "（未命名）" for name in value.names[:-1])
            return f"{above} 第 {value.number} 行".strip()
        if isinstance(value, Acknowledgement | Remark):
            return remark_text(value) if isinstance(value, Remark) else value.note.strip() or "已核对，没有写说明"
        if isinstance(value, Indicator):
            return self._whole_row(value)
        if found.kind in {"added", "removed"}:
            return "有"
        return self.value(found.path, value)

    def _whole_row(self, row: Indicator) -> str:
        filled = [(name, getattr(row, name)) for name in INDICATOR_FIELDS[1:]]
        lines = [
            f"{self.label(name)}：{self.value(FieldPath('indicator', row.id, name), value)}"
            for name, value in filled
            if value != ""
        ]
        return "\n".join(lines) or "有这一行，各栏空着"

    def value(self, path: FieldPath, value: object) -> str:
        """A field's value as this edition prints it."""
        if isinstance(value, Decimal):
            if path.section == "funding" and path.field in FUNDING_COLUMNS:
                return f"{money_text(self.edition, value)} {self.edition.money.unit}"
            return points_text(value, self.edition.points.decimals)
        if isinstance(value, bool):
            return "打印" if value else "不打印"
        if path == FieldPath("form", "", "edition"):
            return _edition_name(str(value))
        text = str(value)
        return text if text.strip() else text.translate(_MARKS) or BLANK


def remark_text(remark: Remark) -> str:
    """What a 批注 says, who says it, and whether it is resolved: 指标值偏低，请核实（王主任，已解决）."""
    notes = [remark.author.strip(), f"原在“{remark.row}”一行，该行已删除" if remark.row else ""]
    notes.append("已解决" if remark.resolved else "")
    said = "，".join(filter(None, notes))
    return f"{remark.text}（{said}）" if said else remark.text


def _edition_name(name: str) -> str:
    try:
        return edition(name).name
    except UnknownEdition:
        return name


class Span(NamedTuple):
    """A part of a text: its first character and how many."""

    start: int
    length: int


def changed_parts(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Which parts of two texts differ, a number always as a whole; none where they have too little in common."""
    if max(len(before), len(after)) > _LONGEST_MARKED or {before, after} & {ABSENT, BLANK}:
        return (), ()
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return (), ()
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return (
        tuple(_span(old, start, end) for _, start, end, _, _ in changes if end > start),
        tuple(_span(new, start, end) for _, _, _, start, end in changes if end > start),
    )


def _span(pieces: Sequence[str], start: int, end: int) -> Span:
    return Span(len("".join(pieces[:start])), len("".join(pieces[start:end])))
