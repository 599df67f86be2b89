"""Joins text that was broken into lines at a fixed width, and keeps the line breaks that somebody typed.

A line that ends early although what follows would have fitted was ended by a person; any other was ended by the margin.
Between joined lines stands a blank only where it must have been one: between words of Latin letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from statistics import median

from ziping.sheet.linebreak import NO_LINE_ENDS_WITH, NO_LINE_STARTS_WITH, break_lines

_OUR_PADDING = 2.5
"""Between the borders and the text of our own sheets; who meets it and our line breaking everywhere is read exactly."""
_WIDEST_PADDING = 8.0
_SLACK = 0.6
"""Em by which an unknown program may have squeezed or stretched a line."""
_TIGHT = 0.05
_IMPRECISION = 0.25
"""Points by which a line as drawn may differ from the line as it was measured before."""
_ODD = 0.1
"""Part of the lines that may end elsewhere than ours would."""
_WIDE_STEP = 1.35
"""Times the usual distance from line to line from which on somebody ended a paragraph."""
_LAST_WORD = re.compile(r"[0-9A-Za-zÀ-ɏ&'’_@./-]*[0-9A-Za-zÀ-ɏ][,.;:!?)]?$")
_FIRST_WORD = re.compile(r"[(]?[0-9A-Za-zÀ-ɏ][0-9A-Za-zÀ-ɏ&'’_@./-]*")
_UNIT = re.compile(r"[0-9A-Za-zÀ-ɏ≥≤=<>＞＜%.,:/\-+&'’()]+|.", re.DOTALL)
_POINT = (
    r"(?:[(（]?[0-9０-９]{1,2}[)）.．、](?![0-9])|[(（]?[一二三四五六七八九十]{1,3}[)）、]|[①-⑳•●■◆·]"
    r"|　　|[一二三四五六七八九]是|第[一二三四五六七八九十])"
)
_NEW_POINT = re.compile(rf"\s*{_POINT}")
_POINT_INSIDE = re.compile(rf"[。；：;]\s*{_POINT}")
_SENTENCE_INSIDE = re.compile(r"[。；！？]\s*[^\s”’）)》]")
_NARROWED = tuple("，。、；：！？）》」』”’】")
_SENTENCE_END = re.compile(r"[。；：！？;:!?…][”’）)]?\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in pt from its upper left corner, with the width of each character."""

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    widths: tuple[float, ...]

    @property
    def size(self) -> float:
        """The font size, near enough."""
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """The width without blanks at the end, which take no room there; with what stretches the line between letters."""
        return self.x1 - self.x0 - sum(self.widths[len(self.text.rstrip()) :])

    @property
    def extent(self) -> float:
        """The width where punctuation at the end takes half of its place, as many programs have it."""
        return self.width - (self.size / 2 if self.text.rstrip().endswith(_NARROWED) else 0)


@dataclass(frozen=True)
class Setting:
    """How a document is set: the blank between borders and text in pt, widths of characters in em, whether it is ours.

    ``leading`` is the usual distance of lines as a multiple of the font size, 0 where no cell has two.
    """

    padding: float
    leading: float = 0.0
    widths: Mapping[str, float] = field(default_factory=dict)
    ours: bool = False

    def width_of(self, character: str) -> float:
        """The width of a character in em; one that was never seen is taken for a Chinese one."""
        return self.widths.get(character, 1.0)


@dataclass(frozen=True, slots=True)
class Joined:
    """A text, and how many of its line breaks are in doubt."""

    text: str
    doubts: int = 0


def setting_of(cells: Iterable[tuple[float, float, Sequence[Line]]]) -> Setting:
    """How the cells are set, each given by its left and right edge and its lines."""
    cells = list(cells)
    padding = _padding(cells)
    seen: dict[str, list[float]] = {}
    for line in (line for _, _, lines in cells for line in lines):
        for character, width in zip(line.text, line.widths, strict=False):
            seen.setdefault(character, []).append(width / line.size)
    steps = [
        (line.middle - before.middle) / max(line.size, before.size)
        for _, _, lines in cells
        for before, line in pairwise(lines)
    ]
    widths = {character: median(widths) for character, widths in seen.items()}
    setting = Setting(padding, median(steps) if steps else 0.0, widths)
    exact = abs(padding - _OUR_PADDING) < _TIGHT and _broken_as_by_us(cells, setting)
    return replace(setting, ours=exact)


def _padding(cells: Sequence[tuple[float, float, Sequence[Line]]]) -> float:
    """The blank left of lines that are followed by another one, as most have it; the least of all where none stands out."""
    indents = [line.x0 - left for left, _, lines in cells for line in lines if not line.text[:1].isspace()]
    full = [line.x0 - left for left, _, lines in cells for line in lines[:-1] if not line.text[:1].isspace()]
    usual, times = next(iter(Counter(round(indent, 1) for indent in full).most_common(1)), (0.0, 0))
    padding = usual if times > max(2, len(full) / 4) else min(indents, default=0.0)
    return min(max(padding, 0.0), _WIDEST_PADDING)


def _broken_as_by_us(cells: Iterable[tuple[float, float, Sequence[Line]]], setting: Setting) -> bool:
    """Whether lines that the margin must have ended end where ours would, but for a few that somebody ended oddly."""
    ended = [
        _ends_here(lines, number, room, setting)
        for left, right, lines in cells
        for room in [right - left - 2 * setting.padding]
        for number in range(len(lines) - 1)
        if _left_over(lines, number, room, setting) < 0
    ]
    return ended.count(False) <= _ODD * len(ended)


def rejoined(lines: Sequence[Line], width: float, setting: Setting) -> Joined:
    """The text of a cell of this width."""
    if not lines:
        return Joined("")
    room = _room(lines, width, setting)
    ends = _settled([_end(lines, number, room, setting) for number in range(len(lines) - 1)], lines)
    text = lines[0].text
    for (before, line), end in zip(pairwise(lines), ends, strict=True):
        if end is _End.MARGIN:
            text += _between(before, line, room, setting) + line.text
        else:
            text = text.rstrip() + "\n" * (1 + _empty_lines(before, line, setting)) + line.text
    return Joined(text.rstrip(), ends.count(_End.DOUBTFUL))


class _End(Enum):
    """Who ended a line: the margin, a person, or a person who had no room for more."""

    MARGIN = auto()
    PERSON = auto()
    DOUBTFUL = auto()


def _settled(ends: Sequence[_End], lines: Sequence[Line]) -> list[_End]:
    """What is in doubt settled by the other lines: where every sentence or point begins a line, all do."""
    if _End.PERSON not in ends:
        return [_End.MARGIN if end is _End.DOUBTFUL else end for end in ends]
    points = not any(_POINT_INSIDE.search(line.text) for line in lines)
    sentences = not any(_SENTENCE_INSIDE.search(line.text) for line in lines)
    settled = list(ends)
    for number, (before, line) in enumerate(pairwise(lines)):
        if ends[number] is _End.DOUBTFUL:
            typed = sentences or (points and _NEW_POINT.match(line.text))
            settled[number] = _End.DOUBTFUL if typed and _SENTENCE_END.search(before.text) else _End.MARGIN
    return settled


def _room(lines: Sequence[Line], width: float, setting: Setting) -> float:
    """The width in pt that lines may have in a cell of this width; one too long to be broken flows over its edge."""
    room = width - 2 * setting.padding
    if setting.ours:
        return room
    return max(room, *(line.extent for line in lines if line.extent < room + line.size), 0)


def _empty_lines(before: Line, line: Line, setting: Setting) -> int:
    """How many lines were left empty between two on one page."""
    return max(int(_steps(before, line, setting) + 0.3) - 1, 0)


def _steps(before: Line, line: Line, setting: Setting) -> float:
    """The distance of two lines as a multiple of the usual one; 0 where a page lies between."""
    if line.page != before.page or not setting.leading:
        return 0.0
    return (line.middle - before.middle) / (setting.leading * max(before.size, line.size))


def wraps(lines: Sequence[Line], more: Sequence[Line], width: float, setting: Setting) -> bool:
    """Whether the first of ``more`` may go on with the last line, which the margin ended."""
    both = [lines[-1], more[0]]
    return _end(both, 0, _room(both[:1], width, setting), setting) is not _End.PERSON


def _end(lines: Sequence[Line], number: int, room: float, setting: Setting) -> _End:
    """Who ended this line, in doubt if that was a person who had no room for more."""
    before, line = lines[number], lines[number + 1]
    if _steps(before, line, setting) > _WIDE_STEP:
        return _End.PERSON
    by_margin = _ends_here(lines, number, room, setting)
    if not by_margin and (setting.ours or _left_over(lines, number, room, setting) > _SLACK * before.size):
        return _End.PERSON
    return _End.DOUBTFUL if _SENTENCE_END.search(before.text) else _End.MARGIN


def _left_over(lines: Sequence[Line], number: int, room: float, setting: Setting) -> float:
    """The room in pt that the line would have left with the first thing of the next one."""
    line, after = lines[number], lines[number + 1]
    blank = setting.width_of(" ") * line.size if _between(line, after, room, setting) else 0.0
    return room - line.width - blank - sum(after.widths[: _first_thing(after.text)])


def _first_thing(text: str) -> int:
    """How many characters at the beginning any program keeps together."""
    end = len(text) - len(text.lstrip())
    while end < len(text):
        found = _UNIT.match(text, end)
        assert found is not None
        end = found.end()
        if found[0][-1] not in NO_LINE_ENDS_WITH:
            break
    while end < len(text) and text[end] in NO_LINE_STARTS_WITH:
        end += 1
    return end


def _ends_here(lines: Sequence[Line], number: int, room: float, setting: Setting) -> bool:
    """Whether our own line breaking ends the line here, looking one or two lines ahead."""
    line, text = lines[number], lines[number].text
    for before, after in pairwise(lines[number : number + 3]):
        text += _between(before, after, room, setting) + after.text
        for measured in (room, room - _IMPRECISION):
            if break_lines(text, measured, line.size, setting.width_of)[0].rstrip() == line.text.rstrip():
                return True
    return False


def _between(before: Line, after: Line, room: float, setting: Setting) -> str:
    """What stood between two lines that the margin parted: a blank between two words, else nothing.

    A word or number that was cut because it fits in no line is one.
    """
    last, first = _LAST_WORD.search(before.text), _FIRST_WORD.match(after.text)
    if last is None or first is None or (last[0][-1].isdigit() and first[0][0].isdigit()):
        return ""
    length = sum(map(setting.width_of, last[0] + first[0])) * before.size
    return " " if length <= room else ""
