"""List numbers that jump, repeat or change their form, and the same text numbered in order (T4 of CHECKS.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from ziping.rules.prose import Item, han_numeral, items

Trouble = Literal["jump", "repeat", "back", "mix"]
_WIDEST_JUMP = 3
"""A larger step is no list: 1. …，12. is a number at the end of a sentence."""
_LONGEST = {"ring": 20, "han": 59, "digits": 99}
"""How far the numerals of a list reach: to ⑳, and else to the last that is read as the number of an item."""


@dataclass(frozen=True, slots=True)
class NumberingSlip:
    """An item whose number or form does not follow the one before it."""

    trouble: Trouble
    before: Item
    item: Item


@dataclass(slots=True)
class _Run:
    """One list: its items in their order and what is wrong among them."""

    items: list[Item]
    slips: list[NumberingSlip] = field(default_factory=list)
    sure: bool = True


def numbering_slips(text: str) -> tuple[NumberingSlip, ...]:
    """What is wrong with the numbers of the lists of a text, in their order."""
    return tuple(slip for run in _runs(text) if run.sure for slip in run.slips)


def renumbered(text: str) -> str:
    """The text with every faulty list numbered 1, 2, 3 … in the form that most of its items have.

    The text as it is where one of them is longer than its numerals reach.
    """
    faulty = [run for run in _runs(text) if run.sure and run.slips]
    if any(len(run.items) > _reach(run.items[0]) for run in faulty):
        return text
    changes: dict[int, tuple[Item, str]] = {}
    for run in faulty:
        sign = _usual_sign(run)
        changes |= {item.start: (item, _marker(item, number, sign)) for number, item in enumerate(run.items, start=1)}
    pieces, place = [], 0
    for start in sorted(changes):
        item, marker = changes[start]
        pieces += [text[place:start], marker]
        place = item.end
    return "".join([*pieces, text[place:]])


def _runs(text: str) -> list[_Run]:
    """The lists that begin with 1; an item goes on with the list of its own form, else with one of its family.

    A list inside another has its own form (1. outside, 1、 inside), so each form keeps its own place in the count.
    """
    runs: list[_Run] = []
    current: dict[tuple[str, str], _Run] = {}
    for item in items(text):
        form = (item.family, item.sign)
        if item.number == 1:
            current[form] = _Run([item])
            runs.append(current[form])
            continue
        run = current.get(form)
        if run is None or run.items[-1].number + 1 != item.number:
            other = _continued(current, item)
            if other is not None:
                other.slips.append(NumberingSlip("mix", other.items[-1], item))
                run = current[form] = other
        if run is not None and item.number - run.items[-1].number <= _WIDEST_JUMP:
            _append(run, item, text)
    return runs


def _continued(current: dict[tuple[str, str], _Run], item: Item) -> _Run | None:
    for (family, sign), run in current.items():
        if family == item.family and sign != item.sign and run.items[-1].number + 1 == item.number:
            return run
    return None


def _append(run: _Run, item: Item, text: str) -> None:
    before = run.items[-1]
    step = item.number - before.number
    if step != 1:
        trouble: Trouble = "jump" if step > 1 else "repeat" if step == 0 else "back"
        run.slips.append(NumberingSlip(trouble, before, item))
        between = text[before.end : item.start]
        if step > 1 and any(_mentioned(number, before, between) for number in range(before.number + 1, item.number)):
            run.sure = False  # the missing number stands there in some other way
    run.items.append(item)


def _mentioned(number: int, like: Item, between: str) -> bool:
    """Whether a number stands in a text in the digits of an item, or as a ring."""
    if like.family.startswith("ring"):
        return chr(0x245F + number) in between
    return (str(number) if like.family.endswith("digits") else han_numeral(number)) in between


def _usual_sign(run: _Run) -> str:
    """The form that most items have; a full stop after a number is never it if there is another."""
    signs = Counter(item.sign for item in run.items)
    return max(signs, key=lambda sign: (sign != "。", signs[sign]))


def _reach(item: Item) -> int:
    kind, _, script = item.family.partition(":")
    return _LONGEST["ring" if kind == "ring" else script]


def _marker(item: Item, number: int, sign: str) -> str:
    kind, _, script = item.family.partition(":")
    if kind == "ring":
        return chr(0x245F + number)
    digits = str(number) if script == "digits" else han_numeral(number)
    if kind == "brackets":
        return sign[0] + digits + sign[1]
    return f"第{digits}{sign[1:]}" if kind == "nth" else digits + sign
