"""The steps on the left, each with its state and the number of its problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ziping.app.steps import STEPS, Progress, StepId, StepState, unconfirmed_words

WORDS: Final[Mapping[Progress, str]] = {
    "done": "已填好",
    "unconfirmed": "已填好",
    "open": "未填完",
    "empty": "未填写",
}
SIGNS: Final[Mapping[Progress, str]] = {"done": "✓", "unconfirmed": "●", "open": "●", "empty": "○"}
"""How far a step is, in words and as a sign, here and on the board."""
_STEP: Final = int(Qt.ItemDataRole.UserRole)
SIGN: Final = _STEP + 1
"""Where an item keeps its sign, which is drawn in a column of its own: the signs differ in width."""
UNCONFIRMED: Final = _STEP + 2
"""Where an item keeps what stands under its name: how many values nobody has confirmed."""
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
            item.setData(SIGN, SIGNS["empty"])
            self.addItem(item)
        self._fit()
        self.currentRowChanged.connect(lambda row: self.chosen.emit(STEPS[row].id))

    def _fit(self) -> None:
        """Gives each step room for its letters."""
        line = self.fontMetrics().height()
        for row in range(self.count()):
            lines = 2 if self.item(row).data(UNCONFIRMED) else 1
            self.item(row).setSizeHint(QSize(0, lines * line + 16))
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
        """Shows each step's sign, its number of problems and, beneath, that of its unconfirmed values."""
        for row, step in enumerate(STEPS):
            state = states[step.id]
            sign = "!" if state.problems else SIGNS[state.progress]
            number = f"　{state.problems}" if state.problems else ""
            item = self.item(row)
            item.setData(SIGN, sign)
            item.setText(f"{step.name}{number}")
            unconfirmed = unconfirmed_words(state.unconfirmed) if state.unconfirmed else ""
            item.setData(UNCONFIRMED, unconfirmed)
            problems = f"{state.problems} 个问题" if state.problems else ""
            words = f"{step.name}：{'，'.join(filter(None, (WORDS[state.progress], unconfirmed, problems)))}"
            item.setToolTip(words)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), words)
        self._fit()


class _SignedSteps(QStyledItemDelegate):
    """Draws a step on the system's ground: its sign in a column as wide as the letters are high, its name, what waits."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the ground, and on it sign and name in the same colour, beneath it what waits to be confirmed."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""  # type: ignore[attr-defined]
        steps: QWidget = ground.widget  # type: ignore[attr-defined]
        steps.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, steps)
        row: QRect = ground.rect  # type: ignore[attr-defined]
        line: int = ground.fontMetrics.height()  # type: ignore[attr-defined]
        unconfirmed = str(index.data(UNCONFIRMED) or "")
        gap = (line + 16) // 8
        row.setTop(row.center().y() - (line if unconfirmed else line // 2))
        row.setHeight(line)
        column = QRect(row)
        column.setLeft(row.left() + gap)
        column.setWidth(line)
        painter.save()
        painter.setFont(ground.font)  # type: ignore[attr-defined]
        painter.setPen(_ink(ground))
        painter.drawText(column, int(Qt.AlignmentFlag.AlignCenter), str(index.data(SIGN)))
        row.setLeft(column.right() + gap)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        painter.drawText(row.translated(0, line), int(Qt.AlignmentFlag.AlignVCenter), unconfirmed)
        painter.restore()


def _ink(step: QStyleOptionViewItem) -> QColor:
    """The colour of a step's letters on its ground."""
    state: QStyle.StateFlag = step.state  # type: ignore[attr-defined]
    palette: QPalette = step.palette  # type: ignore[attr-defined]
    active = QPalette.ColorGroup.Active if state & QStyle.StateFlag.State_Active else QPalette.ColorGroup.Inactive
    chosen = state & QStyle.StateFlag.State_Selected
    return palette.color(active, QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
