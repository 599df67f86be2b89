"""Wrapped text of cells whose base lines agree, whatever typefaces their characters come from.

A line with Chinese characters is often taller than one of figures, because another typeface lends them; drawn as they
come, the two would not stand on one line.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

SIDE, TOP = 6, 5
"""Pixels between a cell's edge and its text."""
SMALL = 0.86
"""The share of a suggestion's letters in the size of the others."""
_MOST_KEPT = 6000
_LINE_SEPARATOR = "\u2028"


def wrapping(side: Qt.AlignmentFlag) -> QTextOption.WrapMode:
    """Where a cell's text may break; a figure, which stands on the right, is never parted."""
    figure = side == Qt.AlignmentFlag.AlignRight
    return QTextOption.WrapMode.WordWrap if figure else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Typesetter:
    """Breaks and draws text in one font; keeps what it has laid out."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._kept: dict[tuple[str, int, Qt.AlignmentFlag], QTextLayout] = {}
        layout = self._layout("国Ág", 1 << 14, Qt.AlignmentFlag.AlignLeft, 0.0, 0.0)
        tallest = layout.lineAt(0)  # a line dies with its layout, which must be kept while it is asked
        self.ascent = tallest.ascent()
        self.pitch = round(tallest.ascent() + tallest.descent() + 1)

    def height(self, text: str, width: int, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> int:
        """How tall the text is when wrapped at this width."""
        return self._laid_out(text, width, side).lineCount() * self.pitch if text else 0

    def draw(self, painter: QPainter, corner: QPoint, text: str, width: int, side: Qt.AlignmentFlag) -> None:
        """Draws the text in the painter's pen, from its upper left corner."""
        if text:
            self._laid_out(text, width, side).draw(painter, QPointF(corner))

    def _laid_out(self, text: str, width: int, side: Qt.AlignmentFlag) -> QTextLayout:
        key = (text, width, side)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._layout(text, width, side, self.ascent, self.pitch)
        return found

    def _layout(self, text: str, width: int, side: Qt.AlignmentFlag, ascent: float, pitch: float) -> QTextLayout:
        option = QTextOption(side)
        option.setWrapMode(wrapping(side))
        layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), self.font)
        layout.setCacheEnabled(True)
        layout.setTextOption(option)
        layout.beginLayout()
        line, top = layout.createLine(), 0.0
        while line.isValid():
            line.setLineWidth(max(width, 8))
            line.setPosition(QPointF(0, top + ascent - line.ascent()))
            top += pitch
            line = layout.createLine()
        layout.endLayout()
        return layout
