"""How a cell is marked: a shape for each severity of a problem, for last year's values and for 批注."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from ziping.gui.marks import severity_color
from ziping.rules.findings import Severity

SIZE = 14


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
