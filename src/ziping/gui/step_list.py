"""The steps on the left, each with its state and the number of its problems."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ziping.app.steps import STEPS, StepId, StepState

_WORDS = {"done": "已填好", "open": "未填完", "empty": "未填写"}
_SIGNS = {"done": "✓", "open": "●", "empty": "○"}
_STEP: Final = int(Qt.ItemDataRole.UserRole)
SIGN: Final = _STEP + 1
"""Where an item keeps its sign, which is drawn in a column of its own: the signs differ in width."""
Index = QModelIndex | QPersistentModelIndex


class StepList(QListWidget):
    """A list of the steps; ``chosen`` tells which one the clerk wants."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName("步骤")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        self.setItemDelegate(_SignedSteps(self))
        for step in STEPS:
            item = QListWidgetItem(step.name)
            item.setData(_STEP, step.id)
            item.setData(SIGN, _SIGNS["empty"])
            self.addItem(item)
        self._fit()
        self.currentRowChanged.connect(lambda row: self.chosen.emit(STEPS[row].id))

    def _fit(self) -> None:
        """Gives each step room for its letters."""
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, self.fontMetrics().height() + 16))
        self.setMinimumWidth(
            self.fontMetrics().horizontalAdvance("！ 年度总体目标　99") + 24
        )  # ！: the signs' column

    def changeEvent(self, event: QEvent) -> None:
        """Follows the window's letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def go(self, step: StepId) -> None:
        """Chooses a step."""
        self.setCurrentRow(next(row for row, known in enumerate(STEPS) if known.id == step))

    def show_states(self, states: dict[StepId, StepState]) -> None:
        """Shows each step's sign and its number of problems."""
        for row, step in enumerate(STEPS):
            state = states[step.id]
            sign = "!" if state.problems else _SIGNS[state.progress]
            number = f"　{state.problems}" if state.problems else ""
            item = self.item(row)
            item.setData(SIGN, sign)
            item.setText(f"{step.name}{number}")
            words = f"{step.name}：{_WORDS[state.progress]}" + (
                f"，{state.problems} 个问题" if state.problems else ""
            )
            item.setToolTip(words)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), words)


class _SignedSteps(QStyledItemDelegate):
    """Draws a step on the system's ground: its sign in a column as wide as the letters are high, and its name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the ground, and on it sign and name in the same colour."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""  # type: ignore[attr-defined]
        steps: QWidget = ground.widget  # type: ignore[attr-defined]
        steps.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, steps)
        row: QRect = ground.rect  # type: ignore[attr-defined]
        column, gap = QRect(row), row.height() // 8
        column.setLeft(row.left() + gap)
        column.setWidth(ground.fontMetrics.height())  # type: ignore[attr-defined]
        painter.save()
        painter.setFont(ground.font)  # type: ignore[attr-defined]
        painter.setPen(_ink(ground))
        painter.drawText(column, int(Qt.AlignmentFlag.AlignCenter), str(index.data(SIGN)))
        row.setLeft(column.right() + gap)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        painter.restore()


def _ink(step: QStyleOptionViewItem) -> QColor:
    """The colour of a step's letters on its ground."""
    state: QStyle.StateFlag = step.state  # type: ignore[attr-defined]
    palette: QPalette = step.palette  # type: ignore[attr-defined]
    active = QPalette.ColorGroup.Active if state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
    chosen = state & QStyle.StateFlag.State_Selected
    return palette.color(active, QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
