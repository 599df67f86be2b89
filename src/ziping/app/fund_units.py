"""What the cells of copied 项目资金 are: figures or words; and the unit of each column of amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ziping.app.cell_block import Block
from ziping.importers.labels import FUND_COLUMNS, fold
from ziping.importers.printed_form import YUAN_PER_UNIT
from ziping.importers.result import quoted
from ziping.importers.table_lines import NO_FIGURE

_UNIT = re.compile(r"(?:[(:]|单位)(?:金额)?(?:单位)?(?:人民币)?([^():]*元)(?:人民币)?(?:\)|$)")
_WORDS_OF_MONEY = frozenset("约人民币元万亿千百分")


class Refused(Exception):
    """Why it is uncertain where the amounts of a block go: a Chinese sentence without its full stop."""


def is_figure(text: str) -> bool:
    """Whether a text has digits and no words but those of money, even if it cannot be read: 1,000.00, (5.00), 约300万."""
    return any(map(str.isdecimal, text)) and all(letter in _WORDS_OF_MONEY for letter in text if letter.isalpha())


def is_words(text: str) -> bool:
    """Whether a text is neither a figure nor what tables print where there is none."""
    return text.strip() not in NO_FIGURE and not is_figure(text)


def column_units(block: Block, head: int, places: Mapping[str, int], usual: str) -> dict[str, str]:
    """The unit of each column of amounts: that of its head, else of the block, else the usual one.

    ``head`` is the number of the row of heads, -1 without. Raises ``Refused`` for any unit but 元 and 万元, and where two
    could be meant.
    """
    heads = {name: _unit(block[head][place]) if head >= 0 else "" for name, place in places.items()}
    figures = {place for row in block for place, text in enumerate(row) if is_figure(text)}
    others = {
        _unit(text)
        for number, row in enumerate(block)
        for place, text in enumerate(row)
        if is_words(text) and (number != head or place not in {*places.values(), *figures})
    } - {""}
    if len(others) > 1:
        raise Refused("写了元和万元两种单位，不知道按哪一种读")
    unit = next(iter(others), "")
    for name, own in heads.items():
        if not own and not unit and {*heads.values()} - {"", usual}:
            raise Refused(f"“{FUND_COLUMNS.words(name)}”没有写单位，旁边的列写了，不知道按哪一种读")
    return {name: own or unit or usual for name, own in heads.items()}


def _unit(text: str) -> str:
    """The unit that a label names, empty for none: 项目资金（万元）, 单位：人民币元."""
    folded = fold(text)
    found = _UNIT.search(folded)
    unit = folded if folded in YUAN_PER_UNIT else found[1] if found else ""
    if unit and unit not in YUAN_PER_UNIT:
        raise Refused(f"“{quoted(text)}”里的单位不是元也不是万元，请换算以后再复制")
    return unit
