"""How a problem is marked in a cell: a shape and a colour for each severity, readable on light and dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from ziping.rules.findings import Severity

SIZE = 14
_ON_LIGHT: dict[Severity, str] = {"error": "#b3261e", "warning": "#8a5000", "hint": "#0b57a4"}
_ON_DARK: dict[Severity, str] = {"error": "#ffb4ab", "warning": "#ffb868", "hint": "#9ccaff"}


def severity_color(severity: Severity, palette: QPalette) -> QColor:
    """The colour of a severity on the palette's base, at least 4.5 : 1 against it."""
    dark = palette.color(QPalette.ColorRole.Base).lightnessF() < 0.5
    return QColor((_ON_DARK if dark else _ON_LIGHT)[severity])


def mixed(over: QColor, under: QColor, share: float) -> QColor:
    """``share`` of one colour over another."""
    rest = 1 - share
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * rest,
        over.greenF() * share + under.greenF() * rest,
        over.blueF() * share + under.blueF() * rest,
    )


def draw_mark(painter: QPainter, place: QRectF, severity: Severity, palette: QPalette) -> None:
    """A round with a cross (必须改), a triangle with a bar (建议改), a square with an i (提示)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(severity_color(severity, palette))
    centre, unit = place.center(), place.width() / 14
    ink = QPen(palette.color(QPalette.ColorRole.Base), 1.8 * unit)
    ink.setCapStyle(Qt.PenCapStyle.RoundCap)
    if severity == "error":
        painter.drawEllipse(place)
        strokes = [((-2.4, -2.4), (2.4, 2.4)), ((-2.4, 2.4), (2.4, -2.4))]
    elif severity == "warning":
        painter.drawPolygon(QPolygonF([QPointF(centre.x(), place.top()), place.bottomRight(), place.bottomLeft()]))
        strokes = [((0, -2.2), (0, 1.6)), ((0, 4.6), (0, 4.6))]
    else:
        painter.drawRoundedRect(place, 3 * unit, 3 * unit)
        strokes = [((0, -4), (0, -4)), ((0, -0.6), (0, 4))]
    painter.setPen(ink)
    for (x1, y1), (x2, y2) in strokes:
        painter.drawLine(centre + QPointF(x1, y1) * unit, centre + QPointF(x2, y2) * unit)
    painter.restore()


def draw_carried(painter: QPainter, place: QRectF, color: QColor) -> None:
    """An arrow that turns back: last year's value."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = place.width() / 14
    pen = QPen(color, 1.5 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    ring = place.adjusted(2.5 * unit, 2.5 * unit, -2.5 * unit, -2.5 * unit)
    painter.drawArc(ring, 200 * 16, 290 * 16)
    tip = QPointF(ring.left() + 0.3 * unit, ring.center().y() + 1.6 * unit)
    painter.drawLine(tip, tip + QPointF(-2.2, -2.4) * unit)
    painter.drawLine(tip, tip + QPointF(2.6, -1.6) * unit)
    painter.restore()


def draw_remark(painter: QPainter, cell: QRectF, color: QColor) -> None:
    """A cut corner at the upper right, as workbooks mark a cell with a remark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    corner, size = cell.topRight(), SIZE * 0.6
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(size, 0), corner + QPointF(0, size)]))
    painter.restore()
