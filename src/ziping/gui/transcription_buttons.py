"""照录助手: what is pressed in it; these keep their places whatever is shown above them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ziping.app.transcription import STEP, Entry, Skipping
from ziping.gui.flow import FlowLayout
from ziping.gui.typeface import keep_scaled


class TranscriptionButtons(QWidget):
    """复制, 上一项, 下一项, 复制整行 and the choices; a click leaves the focus with 复制, so that Enter goes on copying."""

    def __init__(self, skipping: Skipping, *, on_top: bool) -> None:
        super().__init__()
        self.setObjectName("transcription-buttons")
        self.copy = self._button("copy", "")
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keep_scaled(self.copy, 1.1, bold=True)
        self.back = self._button("back", "上一项")
        self.back.setToolTip("上一项（↑）")
        self.on = self._button("on", "下一项")
        self.on.setToolTip("下一项（↓）")
        self.row = self._button("row", "复制整行")
        self.row.setToolTip("这项三级指标的六格一起复制，格与格之间是制表符（Ctrl+Enter）")
        self.on_top = QCheckBox("总在最前")
        self.on_top.setObjectName("transcription-on-top")
        self.on_top.setAccessibleName("总在最前")
        self.on_top.setToolTip("别的窗口不会盖住这个窗口")
        self.on_top.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_top.setChecked(on_top)
        menu = QMenu(self)
        self.skip_empty = self._choice(menu, "empty", "跳过空的", chosen=skipping.empty)
        self.skip_computed = self._choice(menu, "computed", "跳过合计和自动算出的数", chosen=skipping.computed)
        menu.addSeparator()
        self.again = menu.addAction("重新开始…")
        self.again.setObjectName("transcription-again")
        self._lay_out(menu)

    @property
    def skipping(self) -> Skipping:
        """What was chosen to be passed over."""
        return Skipping(self.skip_empty.isChecked(), self.skip_computed.isChecked())

    def show_entry(self, entry: Entry, *, in_row: bool) -> None:
        """Says what 复制 would do with this field; ``in_row`` is true where a whole row may be copied."""
        self.copy.setText("复制，到下一项（Enter）" if entry.text else "空的，到下一项（Enter）")
        self.copy.setAccessibleName(f"{self.copy.text()}：{STEP.join(entry.way)}")
        self.row.setEnabled(in_row)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"transcription-{name}")
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _choice(self, menu: QMenu, name: str, text: str, *, chosen: bool) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"transcription-skip-{name}")
        action.setCheckable(True)
        action.setChecked(chosen)
        return action

    def _lay_out(self, menu: QMenu) -> None:
        choices = QToolButton()
        choices.setObjectName("transcription-choices")
        choices.setText("选项")
        choices.setAccessibleName("选项")
        choices.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        choices.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        choices.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.copy)
        steps = FlowLayout(8)
        for button in (self.back, self.on, self.row):
            steps.addWidget(button)
        column.addLayout(steps)
        foot = QHBoxLayout()
        foot.addWidget(self.on_top)
        foot.addStretch(1)
        foot.addWidget(choices)
        column.addLayout(foot)
