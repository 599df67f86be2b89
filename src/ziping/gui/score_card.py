"""总分, 评分等级 and what they are made of; the arithmetic opens on demand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ziping.app.session import View
from ziping.editions.notation import points_text, total_text
from ziping.gui.fields import QuietLabel
from ziping.gui.marks import accent_color, good_color, severity_color
from ziping.gui.typeface import keep_scaled
from ziping.rules.fund_table import fund_texts

_ROWS = ("execution", "indicators", "weights")
_NOTHING = "—"
"""In place of a figure while nobody has filled in what it comes from."""


class ScoreCard(QWidget):
    """Shows the figures of a view."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("score-card")
        self.setAccessibleName("总分")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(4)
        self.total, self.grade = QLabel(), QLabel()
        self._figures: dict[str, QLabel] = {}
        column.addLayout(self._top())
        column.addLayout(self._rows())
        self.bar = DimensionShares()
        column.addWidget(self.bar)
        self.opener = self._opener()
        column.addWidget(self.opener)
        self.arithmetic = QuietLabel()
        self.arithmetic.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.arithmetic.hide()
        column.addWidget(self.arithmetic)

    def _top(self) -> QGridLayout:
        self.total.setObjectName("score-total")
        keep_scaled(self.total, 2.0, bold=True, figures=True)
        keep_scaled(self.grade, 1.4, bold=True)
        top = QGridLayout()
        top.setColumnStretch(1, 1)
        top.addWidget(QLabel("总分"), 0, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.total, 0, 1, Qt.AlignmentFlag.AlignRight)
        top.addWidget(self.grade, 0, 2, Qt.AlignmentFlag.AlignBottom)
        return top

    def _rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setColumnStretch(1, 1)
        rows.setVerticalSpacing(4)
        for number, (name, label) in enumerate(zip(_ROWS, ("执行率", "指标", "分值"), strict=True)):
            figure = self._figures[name] = QLabel()
            figure.setObjectName(f"score-{name}")
            keep_scaled(figure, 1.0, figures=True)
            rows.addWidget(QLabel(label), number, 0)
            rows.addWidget(figure, number, 1, Qt.AlignmentFlag.AlignRight)
        return rows

    def _opener(self) -> QToolButton:
        opener = QToolButton()
        opener.setObjectName("score-arithmetic")
        opener.setAccessibleName("计算过程")
        opener.setText("计算过程")
        opener.setCheckable(True)
        opener.setAutoRaise(True)
        opener.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        opener.setArrowType(Qt.ArrowType.RightArrow)
        opener.toggled.connect(self._open)
        return opener

    def _open(self, opened: bool) -> None:
        self.opener.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.arithmetic.setVisible(opened)

    def show_view(self, view: View) -> None:
        """Shows this form's figures."""
        scores, known = view.scores, view.edition
        self.total.setText(total_text(known, scores.total.value))
        self.grade.setText(scores.grade if scores.total.value else "")  # nothing filled in is no 差
        self._figures["execution"].setText(_execution_text(view))
        parts = (scores.indicator_score.value, scores.indicator_weight.value)
        points = " / ".join(points_text(part, known.points.decimals) for part in parts)
        self._figures["indicators"].setText(points if view.subject.rows else _NOTHING)
        self._show_weights(view)
        self.bar.show_parts(
            [(part.name, float(part.weight)) for part in scores.dimensions if part.weight > 0],
            float(known.indicator_weight),
        )
        lines = (
            f"执行率 = {scores.execution_rate.arithmetic}",
            f"执行率得分 = {scores.execution_score.arithmetic}",
            f"指标得分 = {scores.indicator_score.arithmetic}",
            f"总分 = {scores.total.arithmetic}",
            f"评分等级：{scores.grade_reason}",
        )
        self.arithmetic.setText("\n".join(lines))

    def _show_weights(self, view: View) -> None:
        """分值 against 100, right or wrong once there are indicators to share it."""
        total, palette = view.scores.total_weight.value, self.palette()
        mark, color = "", palette.color(QPalette.ColorRole.WindowText)
        if total == 100:
            mark, color = " ✓", good_color(palette)
        elif view.subject.rows:
            mark, color = " ✕", severity_color("error", palette)
        self._figures["weights"].setText(f"{total:f} / 100{mark}")
        palette.setColor(QPalette.ColorRole.WindowText, color)
        self._figures["weights"].setPalette(palette)


def _execution_text(view: View) -> str:
    """执行率 and its points: 97.09% → 9.71 / 10, nothing of both where the form prints them blank."""
    scores, known = view.scores, view.edition
    if not fund_texts(view.form, known, scores, "total")["execution_score"]:
        return f"{_NOTHING} / {known.execution.weight:f}"
    rate = f"{scores.execution_rate.value:.{known.rate.decimals}f}%"
    points = points_text(scores.execution_score.value, known.execution.decimals)
    return f"{rate} → {points} / {known.execution.weight:f}"


class DimensionShares(QWidget):
    """How much of the indicators' points each 一级指标 holds, and what is left or too much."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("weight-bar")
        self.setMinimumHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: list[tuple[str, float]] = []
        self._whole = 0.0

    def show_parts(self, parts: list[tuple[str, float]], whole: float) -> None:
        """Shows the weights by 一级指标 against the whole."""
        self._parts, self._whole = parts, whole
        text = "，".join(f"{name} {weight:g} 分" for name, weight in parts)
        self.setToolTip(text)
        self.setAccessibleName(f"指标分值分布：{text or '还没有分值'}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the parts in shades of the accent colour, the rest as ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Midlight))
        used = sum(weight for _, weight in self._parts)
        unit = self.width() / max(self._whole, used, 1)
        left = 0.0
        for number, (_, weight) in enumerate(self._parts):
            color = accent_color(self.palette()) if used <= self._whole else severity_color("error", self.palette())
            color.setAlphaF(1 - 0.22 * (number % 4))
            painter.fillRect(QRectF(left, 0, max(weight * unit - 1, 1), self.height()), color)
            left += weight * unit
