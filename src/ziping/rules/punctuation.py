"""Slips of punctuation in a Chinese text, each with what mends it (T5 of CHECKS.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ziping.rules.measure_words import HAN
from ziping.rules.prose import items

Kind = Literal["ending", "no_end", "quote", "comma", "doubled", "space"]
SHORTEST_WITH_END = 20
"""A shorter text may be a mere phrase, which needs no full stop."""

_UNFINISHED = "，、：；,:;"
_FINISHED = "。！？…!?."
_CLOSING = "”’\"'）》〉】）)]"
_GAP = r"[ \t\u3000\xa0]"
_COMMA = re.compile(rf"(?<=[{HAN}”》）]){_GAP}*,{_GAP}*(?![0-9])|(?<=[0-9A-Za-z%％)]),{_GAP}*(?=[{HAN}“《（])")
_DOUBLED = re.compile(r"[，。；、：]{2,}|[，。；、：]+[,;]+[，。；、：,;]*|[,;]+[，。；、：][，。；、：,;]*")
_SPACE = re.compile(
    rf"(?<=[{HAN}]){_GAP}+(?=[{HAN}，。；、：！？”）》])|(?<=[0-9A-Za-z%）》”]){_GAP}+(?=[，。；、：！？”）》])"
    rf"|(?<=[，、“（《]){_GAP}+(?=[{HAN}])"
)
_SENTENCE_MARK = re.compile(r"[，。；]")
_LONGEST_HEADING = 40
_HEADING = re.compile(r"第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节|条|篇)$")


@dataclass(frozen=True, slots=True)
class Slip:
    """A faulty place, ``piece`` as written, and what belongs there; nothing where only the writer can tell."""

    kind: Kind
    start: int
    piece: str
    correct: str | None


def slips(text: str, *, whole: bool = True) -> tuple[Slip, ...]:
    """The slips of a text in their order; ``whole`` is false for a note, which may end without a full stop."""
    if not re.search(rf"[{HAN}]", text):
        return ()
    found = [*_quotes(text), *_single_quotes(text), *_commas(text), *_doubled(text), *_spaces(text)]
    found += _ending(text, whole=whole)
    found.sort(key=lambda slip: slip.start)
    return tuple(slip for slip, before in zip(found, [None, *found], strict=False) if not _overlaps(before, slip))


def mended(text: str, *, whole: bool = True) -> str | None:
    """The text without slips, ``whole`` as above; nothing where one of them can be mended by its writer only."""
    while found := slips(
        text, whole=whole
    ):  # mending one slip may lay open another: a comma before a stray quote at the end
        pieces, place = [], 0
        for slip in found:
            if slip.correct is None:
                return None
            pieces += [text[place : slip.start], slip.correct]
            place = slip.start + len(slip.piece)
        text = "".join([*pieces, text[place:]])
    return text


def _overlaps(before: Slip | None, slip: Slip) -> bool:
    return before is not None and slip.start < before.start + len(before.piece)


def _ending(text: str, *, whole: bool) -> Iterator[Slip]:
    end = text.rstrip()
    if end[-1] in _UNFINISHED:
        yield Slip("ending", len(end) - 1, end[-1], "。")
    elif whole and end.rstrip(_CLOSING)[-1:] not in _FINISHED and not _needs_no_end(end):
        yield Slip("no_end", len(end), "", "。")


def _needs_no_end(text: str) -> bool:
    """Whether it is a phrase, or a list of lines that all do without a full stop."""
    return len(text) < SHORTEST_WITH_END or ("\n" in text and "。" not in text and "；" not in text)


_SINGLE = re.compile(rf"(?<=[{HAN}，、（])'[^'\n]{{1,40}}'(?=[{HAN}，。、）])")


def _single_quotes(text: str) -> Iterator[Slip]:
    for found in _SINGLE.finditer(text):
        yield Slip("quote", found.start(), "'", "“")
        yield Slip("quote", found.end() - 1, "'", "”")


def _quotes(text: str) -> Iterator[Slip]:
    """Plain quotation marks beside Chinese characters or around the whole text; 24" is a measure."""
    places = [found.start() for found in re.finditer('"', text)]
    if not places:
        return
    first, last = _edges(text)
    if len(places) == 2 and places == [first, last]:
        yield Slip("quote", first, '"', "")
        yield Slip("quote", last, '"', "")
        return
    opened: int | None = None
    pairs: list[tuple[int, int | None]] = []
    for found in re.finditer('[“”"]', text):
        place = found.start()
        if found.group() == "“":
            opened = place
        elif found.group() == "”":
            opened = None
        elif opened is not None:
            pairs.append((opened, place))
            opened = None
        elif not text[place - 1 : place].isdigit():
            opened = place
    if opened is not None and text[opened] == '"':
        pairs.append((opened, None))
    for opening, closing in pairs:
        yield from _pair(text, opening, closing, {first, last})


def _edges(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip()) - 1


def _pair(text: str, opening: int, closing: int | None, edges: set[int]) -> Iterator[Slip]:
    if closing is None:
        if opening in edges or _beside_chinese(text, opening):
            yield Slip("quote", opening, '"', "" if opening in edges else None)
        return
    if _beside_chinese(text, opening) or _beside_chinese(text, closing):
        if text[opening] == '"':
            yield Slip("quote", opening, '"', "“")
        yield Slip("quote", closing, '"', "”")


def _beside_chinese(text: str, place: int) -> bool:
    return bool(_CHINESE.search(text[max(0, place - 1) : place + 2]))


_CHINESE = re.compile(rf"[{HAN}，。；、：！？《》（）]")


def _commas(text: str) -> Iterator[Slip]:
    for found in _COMMA.finditer(text):
        yield Slip("comma", found.start(), found.group(), "，")


def _doubled(text: str) -> Iterator[Slip]:
    for found in _DOUBLED.finditer(text):
        marks = found.group().translate({ord(","): "，", ord(";"): "；"})
        strongest = next((mark for mark in "。；" if mark in marks), marks[0])
        yield Slip("doubled", found.start(), found.group(), strongest)


def _spaces(text: str) -> Iterator[Slip]:
    """Spaces inside Chinese text; those before a list item or in a heading set things apart on purpose."""
    item_starts: set[int] | None = None
    for found in _SPACE.finditer(text):
        if item_starts is None:
            item_starts = {item.start for item in items(text)}
        if found.end() not in item_starts and not _in_heading(text, found.start(), found.end()):
            yield Slip("space", found.start(), found.group(), "")


def _in_heading(text: str, start: int, end: int) -> bool:
    """Whether a space stands in a short line without punctuation, or after 第一部分 and the like."""
    before = text[max(0, start - _LONGEST_HEADING) : start].rpartition("\n")[2]
    after = text[end : end + _LONGEST_HEADING].partition("\n")[0]
    short = len(before) + len(after) < _LONGEST_HEADING
    return (short and not _SENTENCE_MARK.search(before + after)) or bool(_HEADING.search(before))
