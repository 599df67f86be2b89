"""新建, guided: what the form is for, then the indicators proposed for it; nothing is in a form before 开始填写."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ziping.app.new_form import new_form
from ziping.app.proposal import with_proposal
from ziping.form import path as at
from ziping.form.edit import put
from ziping.form.model import Form
from ziping.gui.buttons import named_button
from ziping.gui.memory import Memory
from ziping.gui.new_head import OWN, HeadPage
from ziping.gui.new_rows import RowsPage

_ONWARD, _START = "下一步", "开始填写"


class NewDialog(QDialog):
    """Two pages; the second only for those who want indicators proposed."""

    def __init__(self, parent: QWidget | None, memory: Memory) -> None:
        super().__init__(parent)
        self.setObjectName("new-dialog")
        self.setWindowTitle("新建自评表")
        self._memory = memory
        self.head = HeadPage(memory.text("edition", "jiading-2024"), memory.heads())
        self.rows = RowsPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.head)
        self.pages.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.pages, 1)
        column.addLayout(self._buttons())
        self.head.kind.currentIndexChanged.connect(self._name_buttons)
        self._show(self.head)
        self._take_room()
        self.head.name.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = named_button("上一步", "new-back", self.go_back, takes_enter=True)
        self.onward = named_button(_ONWARD, "new-start", self.go_on, takes_enter=True)
        self.onward.setDefault(True)
        self.cancel = named_button("取消", "new-cancel", self.reject, takes_enter=True)
        row.addStretch(1)
        for button in (self.back, self.onward, self.cancel):
            row.addWidget(button)
        return row

    def _take_room(self) -> None:
        """As large as both pages like, in proportion to the letters, and never larger than the screen."""
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(52 * letter, screen.width() - 48), min(44 * letter, screen.height() - 64))

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.back.setVisible(page is self.rows)
        self._name_buttons()

    def _name_buttons(self) -> None:
        last = self.pages.currentWidget() is self.rows or self.head.kind_id == OWN
        self.onward.setText(_START if last else _ONWARD)
        self.onward.setAccessibleName(self.onward.text())

    def go_on(self) -> None:
        """下一步 or 开始填写."""
        kind_id = self.head.kind_id
        if kind_id is None:
            self.head.ask_kind()
        elif kind_id == OWN or self.pages.currentWidget() is self.rows:
            self.accept()
        else:
            self.rows.offer(kind_id, self.head.edition_id, self.head.year.value())
            self._show(self.rows)
            self.rows.tree.setFocus()

    def go_back(self) -> None:
        """上一步: to the first page, which is as it was left."""
        self._show(self.head)
        self.head.kind.setFocus()

    def accept(self) -> None:
        """Ends the dialog and remembers 版式 and the head for next time."""
        self._memory.store("edition", self.head.edition_id)
        self._memory.add_head(self.head.head)
        super().accept()

    def form(self) -> Form:
        """The new form that was asked for."""
        form = new_form(self.head.edition_id, self.head.year.value(), self.head.name.text().strip())
        form = put(form, at.basic("department"), self.head.head.department)
        form = put(form, at.basic("unit"), self.head.head.unit)
        return form if self.head.kind_id == OWN else with_proposal(form, self.rows.kept())
