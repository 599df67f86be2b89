"""F14: what was carried over from last year and has been neither changed nor confirmed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ziping.form.edit import get
from ziping.form.path import INDICATOR_FIELDS, FieldPath
from ziping.rules.findings import Finding, finding
from ziping.rules.subject import Subject

CONFIRM_ALL = "全部确认"
_PARTS = {"basic": "基本信息页", "signature": "签字栏"}


class Carried(NamedTuple):
    """Unconfirmed fields that are told of together, in the order of the page, and how a message calls them."""

    paths: tuple[FieldPath, ...]
    where: str

    @property
    def confirmation(self) -> str:
        """What confirming them is called: 全部确认（年度指标值一列 12 处）, 确认预期目标."""
        return f"确认{self.where}" if len(self.paths) == 1 else all_confirmed(self.where, len(self.paths))


def all_confirmed(where: str, count: int) -> str:
    """What confirming ``count`` fields at once is called, beginning with the word on the button of the page."""
    return f"{CONFIRM_ALL}（{where} {count} 处）"


def unconfirmed(subject: Subject) -> Iterator[Finding]:
    """F14: told once a page, in 绩效指标 once a column; the field is the first of them."""
    for part in carried_parts(subject):
        first, count = part.paths[0], len(part.paths)
        value = str(get(subject.form, first))
        several = "" if count == 1 else f"有 {count} 处"
        request = "请核对" if count == 1 else f"请把{part.where}的 {count} 处逐处核对"
        yield finding(
            "F14", first, value, where=part.where, several=several, request=request, confirmation=part.confirmation
        )


def carried_parts(subject: Subject) -> tuple[Carried, ...]:
    """The unconfirmed fields of a form, page by page and column by column; 签字栏 only where it prints."""
    if not subject.form.unconfirmed:
        return ()
    parts: dict[tuple[str, str], list[FieldPath]] = {}
    for path in _in_order(subject):
        key = (path.section, "" if path.section in _PARTS else path.field)
        parts.setdefault(key, []).append(path)
    return tuple(Carried(tuple(paths), _name(subject, key, paths)) for key, paths in parts.items())


def _name(subject: Subject, key: tuple[str, str], paths: list[FieldPath]) -> str:
    section, field = key
    if field:
        return subject.label(field) + ("一列" if len(paths) > 1 else "")
    return subject.label(paths[0].field) if len(paths) == 1 else _PARTS[section]


def _in_order(subject: Subject) -> Iterator[FieldPath]:
    """The unconfirmed fields that the form has, page by page and column by column."""
    form, waiting = subject.form, frozenset(subject.form.unconfirmed)
    rows = [row.indicator.id for row in subject.rows]
    addresses = [f"basic.{name}" for name in type(form.basic).model_fields]
    addresses += [f"goal.{name}" for name in type(form.goal).model_fields]
    addresses += [f"indicator.{row}.{name}" for name in INDICATOR_FIELDS for row in rows]
    if form.signature.shown:
        addresses += [f"signature.{name}" for name in type(form.signature).model_fields]
    return (FieldPath.parse(address) for address in addresses if address in waiting)
