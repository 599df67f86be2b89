"""How wide text is in the fonts that print it, and which characters they cannot print."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import groupby

from ziping.render.faces import Face
from ziping.render.truetype import AdvanceWidths, UnreadableFont
from ziping.resources import resource

SUBSTITUTE = "□"
"""Printed for a character that the fonts lack, so that nothing vanishes silently."""

REGULAR, BOLD = "ZipingSerif-Regular", "ZipingSerif-Bold"
CHOSEN = "Chosen"
"""What the clerk's own typeface is called among the fonts, whichever it is."""


class FontMeasure:
    """The measure of the fonts that print: the face chosen for regular text, else the shipped ones.

    What the chosen face or the shipped bold lacks is set in the shipped regular, character by character. No font is
    read before it is asked for.
    """

    def __init__(self, face: Face | None = None) -> None:
        own = _readable(face) if face else None
        self.face = face if own else None
        """The face chosen; None for the shipped one, also where the chosen one cannot be read."""
        self._widths = {False: _Widths(CHOSEN, own) if own else _Widths(REGULAR), True: _Widths(BOLD)}

    def width_of(self, bold: bool) -> Callable[[str], float]:
        """The width of one character in em, as a function of the character."""
        return self._widths[bold].__getitem__

    def width(self, text: str, bold: bool) -> float:
        """The width of printable text in em."""
        return sum(map(self._widths[bold].__getitem__, text))

    def runs(self, text: str, bold: bool) -> list[tuple[str, str]]:
        """Printable text as pairs of font name and text."""
        return [("".join(run), name)[::-1] for name, run in groupby(text, self._widths[bold].font_of)]


class _Widths(dict[str, float]):
    """Character → width in em, filled as characters are asked for; what the font lacks is the shipped regular's."""

    def __init__(self, name: str, font: AdvanceWidths | None = None) -> None:
        super().__init__()
        self._name, self._given = name, font
        self._lacking: dict[str, bool] = {}

    @property
    def _font(self) -> AdvanceWidths:
        return self._given or _font(self._name)

    def __missing__(self, character: str) -> float:
        shown = printable(character)
        own = self._font.width(shown) if shown else None
        width = own if own is not None else sum(_font(REGULAR).width(sign) or 0.0 for sign in shown)
        self[character] = width
        return width

    def font_of(self, character: str) -> str:
        """The name of the font that has the character."""
        if character not in self._lacking:
            self._lacking[character] = self._font.width(character) is None
        return REGULAR if self._lacking[character] else self._name


def printable(text: str) -> str:
    """What is drawn for ``text``: □ for what the fonts lack, a blank for tabs and controls, nothing for invisible signs."""
    return "".join(map(_shown, text))


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
def _font(name: str) -> AdvanceWidths:
    return AdvanceWidths(resource("fonts", f"{name}.ttf"))


def _readable(face: Face) -> AdvanceWidths | None:
    try:
        return AdvanceWidths(face.path, face.index)
    except (OSError, UnreadableFont):
        return None
