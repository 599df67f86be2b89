"""项目资金 copied from a workbook, with or without its heads, names, sums and results (UX.md U16).

Known heads decide the columns, known names of sources the rows; without them, those from the current cell right and
down. What is not certain is refused as a whole, and what has no place is named: no amount gets anywhere untold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ziping.app.cell_block import Block
from ziping.app.fund_units import Refused, column_units, is_figure, is_words
from ziping.editions.model import Edition
from ziping.form.amount import Number, read_money
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath, funding
from ziping.importers.labels import FUND_COLUMNS, FUND_ROWS
from ziping.importers.printed_form import YUAN_PER_UNIT
from ziping.importers.result import quoted
from ziping.importers.table_lines import NO_FIGURE

_ROUNDED_OFF = Decimal("0.02")
"""How far a printed sum may be off those of three amounts printed with two decimals."""
_MOST_NAMED = 6
_NO_AMOUNT = "复制的内容里没有金额"
_WITH_NAMES = "请连同左边的名称一起复制"


class PastedFunds(NamedTuple):
    """The cells that amounts are for, none where the block is refused; and what has to be said in Chinese, mostly nothing."""

    cells: Mapping[FieldPath, Number]
    said: str

    def put_into(self, form: Form) -> Form:
        """The form with the amounts."""
        for path, amount in self.cells.items():
            form = put(form, path, amount)
        return form


class _Frame(NamedTuple):
    """A block, the number of its row of heads and of its column of names (-1 without), and the places of its amounts."""

    block: Block
    head: int
    names: int
    places: Mapping[str, int]

    def texts(self, row: int) -> list[str]:
        """The texts of a row in the columns of amounts."""
        return [self.block[row][place] for place in self.places.values()]


def funds_pasted(edition: Edition, at: FieldPath, block: Block) -> PastedFunds:
    """The amounts of a block copied to the cell ``at``.

    Sums and results are left out: they are computed. A unit that the block names is that of its amounts. What cannot be
    read is kept as text.
    """
    try:
        frame = _frame(block, at.field)
        units = column_units(block, frame.head, frame.places, edition.money.unit)
        yuan = {name: YUAN_PER_UNIT.get(unit, edition.money.yuan_per_unit) for name, unit in units.items()}
        rows, total = _rows(frame, at.row, yuan)
    except Refused as refused:
        return PastedFunds({}, f"没有粘贴：{refused}。")
    left_out = _left_out(frame, rows.values(), total)
    if not any(is_figure(text) for row in rows.values() for text in frame.texts(row)):
        return PastedFunds({}, f"没有粘贴：{left_out or _NO_AMOUNT}。")
    cells = {
        funding(source, column): _amount(block[row][place], yuan[column])
        for source, row in rows.items()
        for column, place in frame.places.items()
    }
    return PastedFunds(cells, _said(len(cells), left_out, _read_as(units, edition.money.unit)))


def _said(count: int, left_out: str, read_as: str) -> str:
    if not left_out and not read_as:
        return ""
    return f"粘贴了 {count} 个金额{read_as}。" + (f"没有粘贴：{left_out}。" if left_out else "")


def _read_as(units: Mapping[str, str], usual: str) -> str:
    """The units that are not the edition's."""
    others = {name: unit for name, unit in units.items() if unit != usual}
    if len(others) == len(units) and len({*others.values()}) == 1:
        return f"，按{next(iter(others.values()))}读入"
    return "".join(f"，“{FUND_COLUMNS.words(name)}”按{unit}读入" for name, unit in others.items())


def _amount(text: str, yuan: int) -> Number:
    return "" if text.strip() in NO_FIGURE else read_money(text.strip(), yuan)


def _frame(block: Block, field: str) -> _Frame:
    """Raises ``Refused`` where heads and names don't stand as on the form, or words where there should be amounts."""
    if not any(is_figure(text) for row in block for text in row):
        raise Refused(_NO_AMOUNT)
    head, names = _head_row(block), _name_column(block)
    following = FUNDING_COLUMNS[FUNDING_COLUMNS.index(field) :]
    right = dict(zip(following, range(names + 1, len(block[0])), strict=False))
    places = _headed_places(block[head]) if head >= 0 else right
    if names in places.values():
        raise Refused("表头和下面的金额没有对齐，请照表上的样子一起复制")
    if head < 0 or names < 0:
        for place in places.values():
            _refuse_mere_words([row[place] for row in block[head + 1 :]], f"第 {place + 1} 列")
    return _Frame(block, head, names, places)


def _head_row(block: Block) -> int:
    rows = [number for number, row in enumerate(block) if {*map(FUND_COLUMNS.field, row)} & {*FUNDING_COLUMNS}]
    if len(rows) > 1 or any(is_figure(text) for row in rows for text in block[row]):
        raise Refused("“年初预算数”“全年预算数”“全年执行数”要在同一行，金额在它们下面，请照表上的样子排好再复制")
    return rows[0] if rows else -1


def _headed_places(heads: Sequence[str]) -> dict[str, int]:
    names = [FUND_COLUMNS.field(text) for text in heads]
    for name in FUNDING_COLUMNS:
        if names.count(name) > 1:
            raise Refused(f"“{FUND_COLUMNS.words(name)}”有 {names.count(name)} 列，不知道用哪一列")
    return {name: names.index(name) for name in FUNDING_COLUMNS if name in names}


def _name_column(block: Block) -> int:
    columns = list(zip(*block, strict=True))
    named = [place for place, texts in enumerate(columns) if {*map(FUND_ROWS.field, texts)} & {*FUNDING_SOURCES}]
    if len(named) > 1:
        raise Refused("资金来源的名称要在同一列，金额在它们右边，请照表上的样子排好再复制")
    return named[0] if named else -1


def _refuse_mere_words(texts: Sequence[str], where: str) -> None:
    """Words alone may be heads or names that are not known: then the place of all the amounts is uncertain."""
    words = next(filter(is_words, texts), "")
    if words and not any(map(is_figure, texts)):
        raise Refused(f"{where}的“{quoted(words)}”不是金额，也不是这张表的表头或资金来源，请只复制金额")


def _rows(frame: _Frame, current: str, yuan: Mapping[str, int]) -> tuple[Mapping[str, int], int]:
    """The number of the row of each source, and that of a row left out as their sum, -1 without."""
    body = range(frame.head + 1, len(frame.block))
    names = {row: FUND_ROWS.field(frame.block[row][frame.names]) if frame.names >= 0 else "" for row in body}
    if frame.head < 0 or frame.names < 0:
        for row in body:
            if names[row] not in FUNDING_SOURCES:
                _refuse_mere_words(frame.texts(row), f"第 {row + 1} 行")
    if frame.names < 0:
        return _rows_in_order(frame, list(body), current, yuan)
    for source in FUNDING_SOURCES:
        count = [*names.values()].count(source)
        if count > 1:
            raise Refused(f"“{FUND_ROWS.words(source)}”有 {count} 行，不知道用哪一行")
    return {name: row for row, name in names.items() if name in FUNDING_SOURCES}, -1


def _rows_in_order(
    frame: _Frame, rows: list[int], current: str, yuan: Mapping[str, int]
) -> tuple[Mapping[str, int], int]:
    """From the current row down; all four rows of the form, if it is certain which is the sum, from the first."""
    left = min(frame.places.values(), default=0)
    for name in (text for row in rows for text in frame.block[row][:left] if is_words(text)):
        raise Refused(f"“{quoted(name)}”不是这张表的资金来源，不知道金额放到哪一行")
    while rows and not any(map(_is_filled, frame.texts(rows[-1]))):
        rows.pop()
    sums = [row for row in {*rows[:1], *rows[-1:]} if len(rows) > 1 and _is_sum(frame, row, rows, yuan)]
    if len(rows) > len(FUNDING_SOURCES):
        if len(rows) > len(FUNDING_SOURCES) + 1 or len(sums) != 1 or current != FUNDING_SOURCES[0]:
            raise Refused(f"{len(rows)} 行里认不出哪几行是资金来源，{_WITH_NAMES}")
        return dict(zip(FUNDING_SOURCES, [row for row in rows if row not in sums], strict=True)), sums[0]
    if sums:
        whole = f"第 {min(sums) + 1} 行和" + ("另一行相同" if len(rows) == 2 else "其余各行的合计相同")
        raise Refused(f"{whole}，分不清是不是合计，{_WITH_NAMES}")
    return dict(zip(FUNDING_SOURCES[FUNDING_SOURCES.index(current) :], rows, strict=False)), -1


def _is_sum(frame: _Frame, row: int, rows: Sequence[int], yuan: Mapping[str, int]) -> bool:
    """Whether a row that is not nought is the sum of the others in each column."""
    others = [other for other in rows if other != row]
    return any(_amount(text, 1) for text in frame.texts(row)) and all(
        _adds_up([_amount(frame.block[number][place], yuan[name]) for number in (row, *others)], yuan[name])
        for name, place in frame.places.items()
    )


def _adds_up(amounts: Sequence[Number], yuan: int) -> bool:
    figures = [amount or Decimal(0) for amount in amounts]
    numbers = [figure for figure in figures if isinstance(figure, Decimal)]
    return len(numbers) == len(figures) and abs(numbers[0] - sum(numbers[1:])) <= _ROUNDED_OFF * yuan


def _is_filled(text: str) -> bool:
    return text.strip() not in NO_FIGURE


def _left_out(frame: _Frame, placed: Iterable[int], total: int) -> str:
    """Every row and column with something in it that has got no place, by its name or number."""
    block, filled = frame.block, {frame.head, total, *placed}
    rows = {
        row: _name_of(block[row])
        for row in range(len(block))
        if row not in filled and any(map(_is_filled if row > frame.head else is_figure, frame.texts(row)))
    }
    columns = {
        place: block[frame.head][place] if frame.head >= 0 else ""
        for place in range(len(block[0]))
        if place not in frame.places.values() and _holds_something(frame, place)
    }
    whole = f"第 {total + 1} 行，它是其余各行的合计" if total >= 0 else ""
    return "；".join(filter(None, (whole, *_named(rows, "行"), *_named(columns, "列"))))


def _holds_something(frame: _Frame, place: int) -> bool:
    """Amounts, or left of them anything but words, which are names."""
    texts = [row[place] for row in frame.block[frame.head + 1 :]]
    right = place != frame.names and place > min(frame.places.values(), default=0)
    above = [row[place] for row in frame.block[: max(frame.head, 0)]]
    return any(map(is_figure, (*above, *texts))) or (right and any(map(_is_filled, texts)))


def _name_of(texts: Sequence[str]) -> str:
    """The name of a fund row; where there is none, the first words."""
    return next(filter(FUND_ROWS.field, texts), "") or next(filter(is_words, texts), "")


def _named(left_out: Mapping[int, str], measure: str) -> Iterable[str]:
    names = [f"“{quoted(text)}”" for text in left_out.values() if text.strip()]
    numbers = [str(number + 1) for number, text in left_out.items() if not text.strip()]
    if names:
        yield "".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "") + f" {len(names)} {measure}"
    if numbers:
        more = f" 等 {len(numbers)}" if len(numbers) > _MOST_NAMED else ""
        yield f"第 {'、'.join(numbers[:_MOST_NAMED])}{more} {measure}"
