"""新建: year and edition are chosen first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ziping.app.new_form import new_form
from ziping.editions.catalog import editions
from ziping.form.model import Form
from ziping.gui.fields import QuietLabel
from ziping.gui.memory import Memory


class NewDialog(QDialog):
    """Asks for 版式, 年度 and 项目名称."""

    def __init__(self, parent: QWidget, memory: Memory) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建自评表")
        self.setMinimumWidth(440)
        self._memory = memory
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(QuietLabel("先选定版式和年度；以后可以再改，已填的内容不会丢。"))
        fields = QFormLayout()
        self.edition = QComboBox()
        self.edition.setObjectName("new-edition")
        self.edition.setAccessibleName("版式")
        for known in editions():
            note = f"（{known.note}）" if known.note else ""
            self.edition.addItem(f"{known.name}　金额单位：{known.money.unit}{note}", known.id)
        self.edition.setCurrentIndex(min(memory.number("edition", 1), self.edition.count() - 1))
        self.year = QSpinBox()
        self.year.setObjectName("new-year")
        self.year.setAccessibleName("年度")
        self.year.setRange(2000, 2099)
        today = datetime.now().astimezone()
        self.year.setValue(today.year - 1 if today.month < 7 else today.year)
        self.name = QLineEdit()
        self.name.setObjectName("new-name")
        self.name.setAccessibleName("项目名称")
        fields.addRow("版式", self.edition)
        fields.addRow("年度", self.year)
        fields.addRow("项目名称", self.name)
        column.addLayout(fields)
        buttons = QDialogButtonBox()
        buttons.addButton("开始填写", QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("new-start")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole).setObjectName("new-cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.name.setFocus()

    def form(self) -> Form:
        """The new form that was asked for."""
        self._memory.store("edition", self.edition.currentIndex())
        return new_form(str(self.edition.currentData()), self.year.value(), self.name.text().strip())
