"""The steps on the left, each with its state and the number of its problems."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ziping.app.steps import STEPS, StepId, StepState

_WORDS = {"done": "已填好", "open": "未填完", "empty": "未填写"}
_SIGNS = {"done": "✓", "open": "●", "empty": "○"}


class StepList(QListWidget):
    """A list of the steps; ``chosen`` tells which one the clerk wants."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName("步骤")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        for step in STEPS:
            item = QListWidgetItem(f"○  {step.name}")
            item.setData(int(Qt.ItemDataRole.UserRole), step.id)
            self.addItem(item)
        self._fit()
        self.currentRowChanged.connect(lambda row: self.chosen.emit(STEPS[row].id))

    def _fit(self) -> None:
        """Gives each step room for its letters."""
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, self.fontMetrics().height() + 16))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("！ 年度总体目标　99") + 24)

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
            item.setText(f"{sign}  {step.name}{number}")
            words = f"{step.name}：{_WORDS[state.progress]}" + (
                f"，{state.problems} 个问题" if state.problems else ""
            )
            item.setToolTip(words)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), words)
