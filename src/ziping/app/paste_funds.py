"""项目资金 copied from a workbook, with or without its labels, sums and results, put into the grid (UX.md U16).

Labels decide where amounts go; without them, the current cell does, from there right and down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ziping.app.cell_block import Block
from ziping.editions.model import Edition
from ziping.form.amount import Number, read_money
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding
from ziping.importers.fund_block import money_unit
from ziping.importers.labels import FUND_COLUMNS, FUND_ROWS
from ziping.importers.result import quoted
from ziping.importers.table_lines import NO_FIGURE

_YUAN = {"元": 1, "万元": 10_000}
_ROUNDED_OFF = Decimal("0.02")
"""How far a printed sum may be off those of three amounts printed with two decimals."""
_MOST_NAMED = 3
Row = tuple[str, ...]


class PastedFunds(NamedTuple):
    """The form with the amounts, how many cells were filled, and what has to be said of it in Chinese, mostly nothing."""

    form: Form
    filled: int
    said: str


class _Columns(NamedTuple):
    """The rows below the heads, the place of each column of amounts, and what is said of the columns left out."""

    rows: Block
    places: Mapping[str, int]
    left_out: str = ""


class _Rows(NamedTuple):
    """The texts of each source, and what is said of the rows left out."""

    texts: Mapping[str, Row]
    left_out: tuple[str, ...] = ()


def funds_pasted(form: Form, edition: Edition, at: FieldPath, block: Block) -> PastedFunds:
    """The form with the amounts of a block copied to the cell ``at``.

    Sums and results are left out: they are computed. A unit that the block names is that of its amounts. What cannot be
    read is kept as text.
    """
    named = next(filter(None, (money_unit(text) for row in block for text in row)), "")
    unit = _YUAN.get(named, edition.money.yuan_per_unit)
    columns = _columns(block, at.field)
    rows = _rows(columns, at.row, unit)
    for source, texts in rows.texts.items():
        for column, place in columns.places.items():
            form = put(form, funding(source, column), _amount(texts[place], unit))
    count = len(rows.texts) * len(columns.places)
    left_out = tuple(filter(None, (*rows.left_out, columns.left_out)))
    return PastedFunds(form, count, _said(count, left_out, named if named != edition.money.unit else ""))


def _said(count: int, left_out: Sequence[str], unit: str) -> str:
    if not count:
        return f"没有粘贴：{left_out[0]}。" if left_out else "复制的内容里没有金额，没有粘贴。"
    sentences = [f"粘贴了 {count} 个金额" + (f"，按{unit}读入" if unit else "")]
    if left_out:
        sentences.append("没有粘贴：" + "；".join(left_out))
    return "。".join(sentences) + "。" if left_out or unit else ""


def _amount(text: str, unit: int) -> Number:
    return "" if text.strip() in NO_FIGURE else read_money(text.strip(), unit)


def _columns(block: Block, field: str) -> _Columns:
    """By their heads; without, from the current column on, or from the first where there are three or more."""
    for number, heads in enumerate(block):
        names = [FUND_COLUMNS.field(text) for text in heads]
        if {*names} & {*FUNDING_COLUMNS}:
            places = {name: names.index(name) for name in FUNDING_COLUMNS if name in names}
            beside = enumerate(heads[min(places.values()) :], min(places.values()))
            others = [quoted(text) for place, text in beside if text.strip() and place not in places.values()]
            return _Columns(block[number + 1 :], places, f"{_names(others)} {len(others)} 列" if others else "")
    first, words = _first_amounts(block)
    width = len(block[0]) if block else 0
    left = 0 if width - first >= len(FUNDING_COLUMNS) else FUNDING_COLUMNS.index(field)
    places = dict(zip(FUNDING_COLUMNS[left:], range(first, width), strict=False))
    beyond = sum(any(row[place].strip() for row in block) for place in range(first + len(places), width))
    sides = (f"左边 {words} 列文字" if words else "", f"右边 {beyond} 列" if beyond else "")
    return _Columns(block, places, "；".join(filter(None, sides)))


def _names(texts: Sequence[str]) -> str:
    return "".join(f"“{text}”" for text in texts[:_MOST_NAMED]) + ("等" if len(texts) > _MOST_NAMED else "")


def _first_amounts(block: Block) -> tuple[int, int]:
    """The first column right of the names of sources, or else of other words; and how many columns of other words."""
    columns = list(zip(*block, strict=True))
    named = [place for place, texts in enumerate(columns) if any(map(FUND_ROWS.field, texts))]
    if named:
        return named[-1] + 1, 0
    figures = (place for place, texts in enumerate(columns) if not _are_words(texts))
    first = next(figures, 0)
    return first, first


def _are_words(texts: Row) -> bool:
    filled = [text for text in texts if text.strip()]
    return bool(filled) and all(
        isinstance(_amount(text, 1), str) and text.strip() not in NO_FIGURE for text in filled
    )


def _rows(columns: _Columns, current: str, unit: int) -> _Rows:
    """By their names; without, from the current row on, the sum left out."""
    names = [FUND_ROWS.field(_label(texts)) for texts in columns.rows]
    if {*names} & {*FUNDING_SOURCES}:
        return _named_rows(columns, names)
    places, rows = columns.places.values(), list(columns.rows)
    while rows and not any(rows[-1][place].strip() for place in places):
        rows.pop()
    amounts = [[_amount(texts[place], unit) for place in places] for texts in rows]
    total = names.index("total") if "total" in names else _sum_row(amounts, unit * _ROUNDED_OFF)
    return _rows_in_order(rows, total, current)


def _label(texts: Row) -> str:
    """The name of a fund row; where there is none, the first text."""
    return next(filter(FUND_ROWS.field, texts), "") or next(filter(str.strip, texts), "")


def _named_rows(columns: _Columns, names: Sequence[str]) -> _Rows:
    texts = {source: columns.rows[names.index(source)] for source in FUNDING_SOURCES if source in names}
    others = [
        quoted(_label(row))
        for number, (name, row) in enumerate(zip(names, columns.rows, strict=True))
        if (name not in texts or names.index(name) != number)
        and any(isinstance(_amount(row[place], 1), Decimal) for place in columns.places.values())
    ]
    return _Rows(texts, (f"{_names(others)} {len(others)} 行",) if others else ())


def _rows_in_order(rows: Sequence[Row], total: int | None, current: str) -> _Rows:
    sources = [texts for number, texts in enumerate(rows) if number != total]
    if len(sources) > len(FUNDING_SOURCES):
        return _Rows({}, (f"{len(rows)} 行里认不出哪几行是资金来源，请连同左边的名称一起复制",))
    whole = total is not None and len(sources) == len(FUNDING_SOURCES)
    texts = dict(zip(FUNDING_SOURCES[0 if whole else FUNDING_SOURCES.index(current) :], sources, strict=False))
    left_out = [] if total is None else [f"第 {total + 1} 行金额，它是其余各行的合计"]
    if len(sources) > len(texts):
        left_out.append(f"下面 {len(sources) - len(texts)} 行")
    return _Rows(texts, tuple(left_out))


def _sum_row(rows: Sequence[Sequence[Number]], tolerance: Decimal) -> int | None:
    """The row that is the sum of two or more others.

    The last is asked before the first: where one source holds all the money, both are, and that source stands first.
    """
    for place in (len(rows) - 1, 0) if len(rows) > 2 else ():
        others = [row for number, row in enumerate(rows) if number != place]
        columns = zip(rows[place], zip(*others, strict=True), strict=True)
        if any(rows[place]) and all(_is_sum(total, parts, tolerance) for total, parts in columns):
            return place
    return None


def _is_sum(total: Number, parts: Sequence[Number], tolerance: Decimal) -> bool:
    figures = [amount or Decimal(0) for amount in (total, *parts)]
    numbers = [figure for figure in figures if isinstance(figure, Decimal)]
    return len(numbers) == len(figures) and abs(numbers[0] - sum(numbers[1:])) <= tolerance
