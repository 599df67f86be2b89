"""How wide text is in the shipped fonts, and which characters they cannot print."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby

from ziping.render.truetype import AdvanceWidths
from ziping.resources import resource

SUBSTITUTE = "□"
"""Printed for a character that the fonts lack, so that nothing vanishes silently."""

REGULAR, BOLD = "ZipingSerif-Regular", "ZipingSerif-Bold"


class FontMeasure:
    """The measure of the shipped fonts; bold text falls back to the regular font character by character."""

    def __init__(self) -> None:
        self._widths = {bold: _Widths(bold=bold) for bold in (False, True)}

    def width_of(self, bold: bool) -> Callable[[str], float]:
        """The width of one character in em, as a function of the character."""
        return self._widths[bold].__getitem__

    def width(self, text: str, bold: bool) -> float:
        """The width of printable text in em."""
        return sum(map(self._widths[bold].__getitem__, text))


class _Widths(dict[str, float]):
    """Character → width in em, filled as characters are asked for."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, character: str) -> float:
        shown = printable(character)
        own = _font(BOLD).width(shown) if self._bold and shown else None
        width = own if own is not None else sum(_font(REGULAR).width(sign) or 0.0 for sign in shown)
        self[character] = width
        return width


def missing_characters(text: str) -> str:
    """The characters of ``text`` that cannot be printed, each once, in order; half a surrogate pair shows as U+FFFD."""
    missing = dict.fromkeys(character for character in text if printable(character) == SUBSTITUTE != character)
    return "".join(
        dict.fromkeys("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in missing)
    )


def printable(text: str) -> str:
    """What is drawn for ``text``: □ for what the fonts lack, a blank for tabs and controls, nothing for invisible signs."""
    return "".join(map(_shown, text))


def runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """Printable text as pairs of font name and text, for bold falling back to regular where bold has no glyph."""
    if not bold:
        return [(REGULAR, text)] if text else []
    return [("".join(run), name)[::-1] for name, run in groupby(text, _bold_or_regular)]


@cache
def _shown(character: str) -> str:
    if _font(REGULAR).width(character) is not None:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    if category == "Cf" or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    return SUBSTITUTE


@cache
def _bold_or_regular(character: str) -> str:
    return REGULAR if _font(BOLD).width(character) is None else BOLD


@cache
def _font(name: str) -> AdvanceWidths:
    return AdvanceWidths(resource("fonts", f"{name}.ttf"))
