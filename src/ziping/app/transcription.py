"""照录: the form field by field as an intranet page asks for it, each text as it prints, and how far the clerk has come."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from ziping.app.cell_block import block_text
from ziping.app.export import sheet_of
from ziping.app.session import View
from ziping.form.amount import tidy
from ziping.form.indicators import IndicatorRow
from ziping.form.model import BasicInfo
from ziping.form.path import FUNDING_COLUMNS, INDICATOR_FIELDS, FieldPath
from ziping.rules.subject import Subject

State = Literal["open", "done", "changed"]
"""Not copied yet; copied; copied, but it prints something else by now."""
STEP = " › "
_YEAR = FieldPath("basic", "", "year")
_TEN_THOUSAND = 10_000
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_MARK = 4
"""Hexadecimal digits kept of what was copied: enough to see a change, too few to tell the text."""
_MOST_FORMS = 20


class Writing(NamedTuple):
    """The same value written in another way: ``元`` 1245540.00."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One field to be typed in: ``way`` leads to it in printed words, its own label last; ``text`` is what prints.

    ``computed`` figures follow from others, so that many pages work them out by themselves.
    """

    path: FieldPath
    way: tuple[str, ...]
    text: str
    computed: bool = False
    others: tuple[Writing, ...] = ()

    @property
    def label(self) -> str:
        """The field's own printed label."""
        return self.way[-1]

    @property
    def mark(self) -> str:
        """What is kept of the text to see later whether it changed."""
        return sha256(f"{self.path}\n{self.text}".encode()).hexdigest()[:_MARK]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the clerk has come: the address of the next field, and a mark of each one copied, by address."""

    next: str = ""
    copied: Mapping[str, str] = field(default_factory=dict)

    def state(self, entry: Entry) -> State:
        """Whether a field was copied as it prints now."""
        mark = self.copied.get(str(entry.path))
        return "open" if mark is None else "done" if mark == entry.mark else "changed"

    def at(self, entry: Entry) -> Progress:
        """The same with another next field."""
        return Progress(str(entry.path), self.copied)

    def with_copied(self, entries: Collection[Entry]) -> Progress:
        """The same with these copied as they print now."""
        return Progress(self.next, {**self.copied, **{str(entry.path): entry.mark for entry in entries}})


def entries_of(view: View) -> tuple[Entry, ...]:
    """Every field that prints, in print order: head, money row by row, goals, each 三级指标, results, 签字栏.

    一级 and 二级指标 are no stops of their own but stand in the way to each 三级指标. What an edition prints in a place
    that takes no value (— for 分值 of a source) and computed figures that print nothing are left out.
    """
    subject = view.subject
    rows = {
        row.indicator.id: (row.dimension.name, row.category.name, _row_name(subject, row)) for row in subject.rows
    }
    found: dict[str, Entry] = {}
    for cell in sheet_of(view).cells:
        if cell.address and cell.address not in found:
            path = FieldPath.parse(cell.address)
            if path.section not in {"dimension", "category"} and not _takes_no_value(path):
                found[cell.address] = _entry(view, path, cell.text, rows)
    return tuple(entry for entry in found.values() if entry.text or not entry.computed)


def _row_name(subject: Subject, row: IndicatorRow) -> str:
    return row.indicator.name.strip() or subject.row_name(row)


def _takes_no_value(path: FieldPath) -> bool:
    return path.section == "funding" and path.row != "total" and path.field in {"execution_weight", "execution_score"}


def _entry(view: View, path: FieldPath, printed: str, rows: Mapping[str, tuple[str, ...]]) -> Entry:
    label, text = view.subject.label, printed
    if path.section == "signature":
        text = printed.removeprefix(f"{label(path.field)}：")
    elif path == _YEAR and not str(view.form.basic.year):
        text = ""
    way = (*rows[path.row], label(path.field)) if path.section == "indicator" else _way(view.subject, path)
    computed = path.section == "result" or path.row == "total" or path.field.startswith("execution_")
    return Entry(path, way, text, computed, tuple(_writings(view, path, text)))


def _way(subject: Subject, path: FieldPath) -> tuple[str, ...]:
    label = subject.label
    if path.section == "result":
        last = {"total_weight": "weight", "total": "score"}.get(path.field, path.field)
        return (label("total_score"), label(last))
    if path.section == "funding":
        return (label("funding"), label(path.row), label(path.field))
    parts = {"basic": "基本信息", "goal": label("goal"), "signature": "签字栏"}
    return (parts[path.section], label(path.field))


def _writings(view: View, path: FieldPath, text: str) -> Iterator[Writing]:
    """Other ways to write a value that pages are known to ask for; never rounded further than the print."""
    if path.section == "funding" and path.field in FUNDING_COLUMNS:
        yield from _money_writings(view, path, text)
    elif path == _YEAR and text:
        yield Writing("只要年份", str(view.form.basic.year))
    elif path.field == "execution_rate" and text.endswith("%"):
        yield Writing("不带%", text.removesuffix("%"))
    elif path.section == "indicator" and path.field in {"target", "actual"}:
        figures = _FIGURE.findall(text)
        if len(figures) == 1 and figures[0] != text and f"{figures[0]}年" not in text:
            yield Writing("只要数字", figures[0])


def _money_writings(view: View, path: FieldPath, text: str) -> Iterator[Writing]:
    amount = _amount(view, path)
    if not text or amount is None:
        return
    if "," in text:
        yield Writing("不带逗号", text.replace(",", ""))
    if view.edition.money.yuan_per_unit == _TEN_THOUSAND:
        yield Writing("元", _with_decimals(amount))
    else:
        yield Writing("万元", _with_decimals(tidy(amount / _TEN_THOUSAND)))


def _amount(view: View, path: FieldPath) -> Decimal | None:
    """The amount in 元 behind a cell of 项目资金; none for text that could not be read."""
    if path.row == "total":
        figure: Decimal = getattr(view.scores.funding["total"], path.field)
        return figure
    entered: Decimal | str = getattr(getattr(view.form.funding, path.row), path.field)
    if isinstance(entered, str):
        return None if entered.strip() else Decimal(0)
    return entered


def _with_decimals(amount: Decimal) -> str:
    """With two decimals, or as many as it takes."""
    exponent = amount.as_tuple().exponent
    return f"{amount:.{max(2, -exponent if isinstance(exponent, int) else 0)}f}"


@dataclass(frozen=True, slots=True)
class Skipping:
    """What the walk passes over."""

    empty: bool = True
    computed: bool = False

    def stops_at(self, entry: Entry) -> bool:
        """Whether the walk stops at a field."""
        return not ((self.empty and not entry.text) or (self.computed and entry.computed))


def neighbour(entries: Sequence[Entry], skipping: Skipping, place: int, step: Literal[-1, 1]) -> int:
    """The next stop before or behind a place, done or not; the place itself where there is none."""
    places = range(place + step, len(entries) if step > 0 else -1, step)
    return next((other for other in places if skipping.stops_at(entries[other])), place)


def following(entries: Sequence[Entry], skipping: Skipping, progress: Progress, place: int) -> int:
    """The next stop behind a place that is not done, else the first one left; the place itself where all are done."""
    places = (*range(place + 1, len(entries)), *range(place + 1))
    left = (
        other for other in places if skipping.stops_at(entries[other]) and progress.state(entries[other]) != "done"
    )
    return next(left, place)


def row_of(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """The cells of a 三级指标 in print order; nothing for other fields."""
    if entry.path.section != "indicator":
        return ()
    cells = {other.path.field: other for other in entries if other.path[:2] == entry.path[:2]}
    return tuple(cells[name] for name in INDICATOR_FIELDS)


def row_text(row: Sequence[Entry]) -> str:
    """A row as a table on a page or in a workbook takes it: tabs between the cells."""
    return block_text((tuple(entry.text for entry in row),))


def form_key(path: Path | None, basic: BasicInfo) -> str:
    """Under what the progress of a form is kept: a digest of its file, or of 项目名称 and 年度; empty without either."""
    if path is None and not basic.project_name.strip():
        return ""
    name = f"{basic.project_name}\n{basic.year}" if path is None else str(path.absolute())
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def kept_progress(kept: str, key: str) -> Progress:
    """The progress of a form in what ``with_progress`` wrote; none where it is not there or not readable."""
    one = _kept_forms(kept).get(key)
    if not isinstance(one, dict):
        return Progress()
    copied = one.get("copied")
    marks = {str(name): str(mark) for name, mark in copied.items()} if isinstance(copied, dict) else {}
    return Progress(str(one.get("next", "")), marks)


def with_progress(kept: str, key: str, progress: Progress) -> str:
    """What is kept, with the progress of this form in front; the forms used longest ago are forgotten."""
    others = {name: one for name, one in _kept_forms(kept).items() if name != key}
    forms = {key: {"next": progress.next, "copied": dict(progress.copied)}, **others} if key else others
    return json.dumps(dict(list(forms.items())[:_MOST_FORMS]), separators=(",", ":"))


def _kept_forms(kept: str) -> dict[str, object]:
    try:
        forms = json.loads(kept)
    except ValueError:
        return {}
    return forms if isinstance(forms, dict) else {}
