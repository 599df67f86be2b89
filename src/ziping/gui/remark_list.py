"""查看批注: every 批注 of the form, the open ones first; each can be gone to, resolved, reworded or deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.remarks import RemarkLine, remark_lines, signed
from ziping.form.model import Form
from ziping.form.remarks import delete_remark, resolve_remark
from ziping.gui.buttons import named_button
from ziping.gui.fields import QuietLabel
from ziping.gui.flow import FlowLayout
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import REMARK_SIGN, quiet_color

_NOTHING = "还没有批注。选中一格，按 Shift+F2 或在右键菜单里选“添加批注…”。"


class RemarkList(QDialog):
    """What is done here is one undo step each; 去看 closes the list and goes to the field."""

    def __init__(self, parent: QWidget | None, live: LiveSession, reword: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setObjectName("remark-list")
        self.setWindowTitle("批注")
        self.live, self._reword = live, reword
        self._lines: tuple[RemarkLine, ...] = ()
        self.count = QLabel()
        self.count.setObjectName("remark-count")
        self.list = QListWidget()
        self.list.setObjectName("remarks")
        self.list.setAccessibleName("批注")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setSpacing(3)
        self.list.itemActivated.connect(self.go)
        self.list.currentRowChanged.connect(self._allow)
        self.see = named_button("去看这一格", "remark-go", self.go)
        self.resolve = named_button("已解决", "remark-resolve", self._resolve)
        self.edit = named_button("修改…", "remark-edit", self._edit)
        self.delete = named_button("删除", "remark-delete", self._delete)
        self.leave = named_button("关闭", "remark-close", self.accept)
        self._lay_out()
        self.refresh()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(QuietLabel("批注随项目文件保存，不打印，也不影响校验码。"))
        row = QHBoxLayout()
        left = FlowLayout(8)
        for button in (self.see, self.resolve, self.edit, self.delete):
            left.addWidget(button)
        row.addLayout(left, 1)
        row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(42 * letter, screen.width() - 48), min(28 * letter, screen.height() - 64))

    def refresh(self) -> None:
        """Lists the remarks as they are now; the chosen place stays."""
        place = self.list.currentRow()
        self._lines = remark_lines(self.live.view)
        open_ = sum(not line.remark.resolved for line in self._lines)
        settled = len(self._lines) - open_
        words = f"没有解决的批注 {open_} 条" + (f"，已解决 {settled} 条" if settled else "")
        self.count.setText(words if self._lines else _NOTHING)
        self.count.setWordWrap(True)
        self.list.clear()
        for line in self._lines:
            self.list.addItem(self._item(line))
        self.list.setCurrentRow(min(max(place, 0), len(self._lines) - 1))
        self._allow()

    def _item(self, line: RemarkLine) -> QListWidgetItem:
        remark = line.remark
        sign = "✓ 已解决　" if remark.resolved else f"{REMARK_SIGN} "
        who = signed(remark)
        item = QListWidgetItem(f"{sign}{line.where}\n{remark.text}{f'（{who}）' if who else ''}")
        if remark.resolved:
            item.setForeground(self._quiet())
        return item

    def _quiet(self) -> QColor:
        palette = self.list.palette()
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        return quiet_color(palette)

    def chosen(self) -> RemarkLine | None:
        """The remark in hand."""
        row = self.list.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _allow(self) -> None:
        line = self.chosen()
        for button in (self.see, self.resolve, self.edit, self.delete):
            button.setEnabled(line is not None)
        resolved = line is not None and line.remark.resolved
        self.resolve.setText("重新打开" if resolved else "已解决")
        self.resolve.setAccessibleName(self.resolve.text())

    def go(self) -> None:
        """Goes to the field and closes the list."""
        line = self.chosen()
        if line is not None:
            self.accept()
            self.live.wish(line.path)

    def _resolve(self) -> None:
        line = self.chosen()
        if line is not None:
            resolved = not line.remark.resolved
            form = resolve_remark(self.live.form, line.remark.id, resolved=resolved)
            self._replace(form, "批注已解决" if resolved else "重新打开批注", line)

    def _edit(self) -> None:
        line = self.chosen()
        if line is not None:
            self._reword(line.remark.id)
            self.refresh()

    def _delete(self) -> None:
        line = self.chosen()
        if line is not None:
            self._replace(delete_remark(self.live.form, line.remark.id), "删除批注", line)

    def _replace(self, form: Form, name: str, line: RemarkLine) -> None:
        self.live.session.replace(form, name, line.path)
        self.refresh()
