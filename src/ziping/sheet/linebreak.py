"""Breaks text into lines as Chinese typography wants it; knows characters and widths, nothing of cells or pages.

Every position between two characters has a *bond*, the harm a break there would do. A line ends at the last position
of the weakest bond that it reaches, so a number is broken only where the cell is too narrow for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

FREE, PART, WORD, SIGN, NEVER = range(5)
"""Bonds: a break is welcome; parts a number from its unit; cuts a number or word; strands a sign; cuts a character."""

NO_LINE_STARTS_WITH = "，。、；：！？）》」』”’】〉〕〗］｝．％%‰℃…—·,.;:!?)]}"
NO_LINE_ENDS_WITH = "（《「『“‘【〈〔〖［｛([{"

BLANKS = " \t\u3000\u2000-\u200a"
"""Blanks stay with the line before the break, as part of a character class; a no-break space is none of them."""

TOLERANCE = 0.01
"""Points by which a line may overstep its width, so that sums of floats do not decide."""

_UNITS = (
    r"个工作日|个自然日|工作日|自然日|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|分钟|小时|季度|年度|个月|月份"
    r"|人次|人天|车次|台次|大类|小类|街道|号文|万元|亿元|千元|百元|美元|公分|厘米|毫米|居委|村居|周年"
    r"|[万亿千百]?[个件次套名人户家处台辆条项份张本册块米吨克升元角分秒时日天月年周岁期场批组支只间座幢栋层村镇度倍折页篇"
    r"字类级号点万亿千百届批站部艘架亩顿余多㎡]"
)
_TOKEN = re.compile(
    r"[≥≤><=＞＜＝≧≦﹥﹤═±+\-−－~～¥￥$]{0,2}"
    r"(?:(?:[0-9０-９]{1,4}(?:[年月号时秒]|日|分(?!钟)))+(?:[度底初末中份]|号文)?"
    r"|[0-9０-９A-Za-zÀ-ɏ]+(?:[.．:/\-–~～_@&'’#][0-9０-９A-Za-zÀ-ɏ]+|,[0-9]{3}(?![0-9]))*"
    rf"(?:(?<=[0-9０-９])(?:[%％‰℃]?[(（][^()（）\n]{{1,6}}[)）]|[%％‰℃]|[ \u00a0]?(?:{_UNITS})(?:/[^\W\d_])?))?)"
    r"(?:以[内上下前后]|之[内前后]|左右|[内前后止起])?"
)
_PIECE = re.compile(
    r"[^0-9０-９A-Za-zÀ-ɏ]{0,2}[0-9０-９A-Za-zÀ-ɏ]+"
    r"(?:[.．:/\-–~～_@&'’#][0-9０-９A-Za-zÀ-ɏ]+|,[0-9]{3}(?![0-9]))*[年月日号时分秒%％‰℃]?"
    r"|[^0-9０-９A-Za-zÀ-ɏ]+"
)
_NO_START = re.compile(f"[{BLANKS}{re.escape(NO_LINE_STARTS_WITH)}]")
_NO_END = re.compile(f"[{re.escape(NO_LINE_ENDS_WITH)}][{BLANKS}]*")
_BLANK = re.compile(f"[{BLANKS}]")
_NEWLINE = re.compile(r"\r\n|\r|\n")


def break_lines(text: str, width_pt: float, size: float, char_width: Callable[[str], float]) -> tuple[str, ...]:
    """The lines of ``text`` at font size ``size`` in a width of ``width_pt`` points; at least one, and never an error.

    ``char_width`` gives a character's width in em. The lines joined are the text without its newline characters;
    blanks at a line's end stay there and take no room.
    """
    lines: list[str] = []
    for paragraph in _NEWLINE.split(text):
        widths = [char_width(character) * size for character in paragraph]
        if sum(widths) <= width_pt:
            lines.append(paragraph)
        else:
            bonds = _bonds(paragraph)
            cuts = [0, *_cuts(paragraph, bonds, widths, width_pt + TOLERANCE), len(paragraph)]
            _spare_the_last(cuts, paragraph, bonds, widths, width_pt + TOLERANCE)
            lines.extend(paragraph[start:stop] for start, stop in pairwise(cuts))
    return tuple(lines)


def _cuts(text: str, bonds: bytearray, widths: list[float], limit: float) -> Iterator[int]:
    """The positions at which a line ends and the next one begins.

    Stepping back to a weaker bond reads characters again, but each at most once per strength of bond.
    """
    blank = {match.start() for match in _BLANK.finditer(text)}
    start = position = 0
    used = 0.0
    last = [0] * NEVER
    while position < len(text):
        if position > start and bonds[position] < NEVER:
            last[bonds[position]] = position
        if position not in blank and used + widths[position] > limit:
            cut = next((place for place in last if place > start), start)
            if cut > start:
                yield cut
                start = position = cut
                used = 0.0
                continue
        used += widths[position]
        position += 1


def _spare_the_last(cuts: list[int], text: str, bonds: bytearray, widths: list[float], limit: float) -> None:
    """Moves the last cut back if it leaves one character alone on the last line: 社会效益 | 指标, not 社会效益指 | 标."""
    start, cut, end = ([0, *cuts])[-3:]
    alone = len(text[cut:].rstrip(NO_LINE_STARTS_WITH)) == 1
    earlier = next((place for place in range(cut - 1, start + 1, -1) if bonds[place] == FREE), start)
    if alone and start < earlier < cut and sum(widths[earlier:end]) <= limit:
        cuts[-2] = earlier


def _bonds(text: str) -> bytearray:
    """For each character the bond to the one before it."""
    bonds = bytearray(len(text) + 1)
    for token in _TOKEN.finditer(text):
        for piece in _PIECE.finditer(text, token.start(), token.end()):
            bonds[piece.start()] = PART
            bonds[piece.start() + 1 : piece.end()] = bytes([WORD]) * (len(piece[0]) - 1)
        bonds[token.start()] = FREE
    for match in _NO_START.finditer(text):
        bonds[match.start()] = SIGN
    for match in _NO_END.finditer(text):
        bonds[match.end()] = SIGN
    for index, character in enumerate(text):
        if character > "\u02ff" and index > 0 and _belongs_to(text[index - 1], character):
            bonds[index] = NEVER
    return bonds


def _belongs_to(before: str, character: str) -> bool:
    """Whether ``character`` completes the sign before it: a mark, a variation, a joined emoji, half a surrogate pair."""
    if "\udc00" <= character <= "\udfff":
        return "\ud800" <= before <= "\udbff"
    joins = "\u200d" in (before, character) or "\U0001f3fb" <= character <= "\U0001f3ff"
    return joins or unicodedata.category(character)[0] == "M"
