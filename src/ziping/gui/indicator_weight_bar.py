"""The bar above 绩效指标: what each 一级 and all together use of the shared points, and two ways to use them all."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ziping.app.session import View
from ziping.gui.buttons import named_button
from ziping.gui.marks import severity_color


class IndicatorWeightBar(QWidget):
    """Shows the distribution of a form's 分值."""

    share_wanted = Signal()
    scale_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = QLabel(self)
        self.total.setObjectName("indicator_weight_total")
        self.total.setAccessibleName("已分配的分值")
        self.parts = QLabel(self)
        self.parts.setObjectName("indicator_weight_parts")
        self.parts.setAccessibleName("各一级指标的分值")
        self.parts.setWordWrap(True)
        for label in (self.total, self.parts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.share = named_button("分配剩余", "indicator_share_rest", self.share_wanted.emit)
        self.scale = named_button("按比例调整", "indicator_scale_weights", self.scale_wanted.emit)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.total)
        line.addStretch(1)
        line.addWidget(self.share)
        line.addWidget(self.scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.parts)

    def show_weights(self, view: View) -> None:
        """Takes the figures of a form."""
        whole, used = view.edition.indicator_weight, view.scores.indicator_weight.value
        self.total.setText(total_text(used, whole))
        palette = self.total.palette()
        plain = self.palette().color(QPalette.ColorRole.WindowText)
        right = used == whole or not view.subject.rows  # nothing is wrong before there is an indicator
        color = plain if right else severity_color("error", palette)
        palette.setColor(QPalette.ColorRole.WindowText, color)
        self.total.setPalette(palette)
        font = self.total.font()
        font.setBold(True)
        self.total.setFont(font)
        usual = {spec.name: spec.usual_weight for spec in view.edition.dimensions}
        self.parts.setText(
            "　".join(part_text(one.name, one.weight, usual.get(one.name)) for one in view.scores.dimensions)
        )
        self.parts.setToolTip("每个一级指标：已用分值 / 通常分值。通常分值只供参考。")
        self.share.setEnabled(used < whole and bool(view.subject.rows))
        self.share.setToolTip("把还差的分值平均分给没有分值的指标；都有分值时，加到最缺分值的一级指标的最后一行")
        self.scale.setEnabled(used > 0 and used != whole)
        self.scale.setText(f"按比例调整到 {whole:f}")
        self.scale.setAccessibleName(self.scale.text())
        self.scale.setToolTip(f"各指标的分值按现有比例增减，合计正好 {whole:f} 分")


def total_text(used: Decimal, whole: Decimal) -> str:
    """已分配 88 / 90，还差 2."""
    gap = "  ✓" if used == whole else f"，还差 {whole - used:f}" if used < whole else f"，多出 {used - whole:f}"
    return f"已分配 {used:f} / {whole:f}{gap}"


def part_text(name: str, used: Decimal, usual: Decimal | None) -> str:
    """产出指标 40 / 40, without the second figure for a 一级指标 the edition does not know."""
    return f"{name or '（未命名）'} {used:f}" + (f" / {usual:f}" if usual is not None else "")
