"""Small TrueType fonts to stand for those of an office PC: black boxes of known width under real characters."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

TEXT = "财政项目支出绩效自评表年度主管部门实施单位名称资金总额（）：0123456789.,%第页共 -"
DIGIT = 700
"""Width of a digit, in thousandths of an em; the shipped one's is 557."""
EDITABLE = 8
RESTRICTED = 2


def made_font(
    characters: str = TEXT,
    *,
    digit: int = DIGIT,
    licence: int = EDITABLE,
    name: str = "TestKai",
    format_12: bool = False,
) -> TTFont:
    """A font of 1,000 units an em with these characters: digits ``digit`` wide, everything else one em."""
    glyphs = {f"u{ord(character):04X}": character for character in dict.fromkeys(characters)}
    order = [".notdef", *glyphs]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    codes = {ord(character): glyph for glyph, character in glyphs.items()}
    builder.setupCharacterMap({**codes, 0x20BB7: order[1]} if format_12 else codes)
    builder.setupGlyf({glyph: _box() for glyph in order})
    widths = {glyph: digit if glyphs.get(glyph, "").isdigit() else 1000 for glyph in order}
    builder.setupHorizontalMetrics({glyph: (width, 0) for glyph, width in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, fsType=licence)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupPost()
    return builder.font


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, 700), (450, 700), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def collection(*fonts: TTFont) -> bytes:
    """The fonts as one file (.ttc)."""
    together, data = TTCollection(), io.BytesIO()
    together.fonts = list(fonts)
    together.save(data, shareTables=False)
    return data.getvalue()


def bytes_of(font: TTFont) -> bytes:
    """The font as a file."""
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def install(folder: Path, name: str, data: bytes) -> Path:
    """Puts a font where a Linux user's own fonts lie, under XDG_DATA_HOME ``folder``."""
    path = folder / "fonts" / "office" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
