"""添加批注 and 修改批注: what to say of a field, and who says it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ziping.gui.buttons import named_button
from ziping.gui.fields import QuietLabel
from ziping.gui.plain_text import plain_text

_ABOUT = "批注随项目文件一起保存，不打印；解决以前一直显示在这一格旁边。"


class RemarkDialog(QDialog):
    """Asks for the words; Ctrl+Enter takes them. The author is asked once and remembered."""

    def __init__(self, parent: QWidget | None, where: str, author: str, text: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("remark-dialog")
        self.setWindowTitle("修改批注" if text else "添加批注")
        self.text = QPlainTextEdit(text)
        self.text.setObjectName("remark-text")
        self.text.setAccessibleName("批注")
        self.text.setPlaceholderText("例如：指标值偏低，请核实")
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        self.author = QLineEdit(author)
        self.author.setObjectName("remark-author")
        self.author.setAccessibleName("批注人")
        self.author.setPlaceholderText("可以不写")
        self.author.setEnabled(not text)
        self.take = named_button("确定", "remark-take", self.accept, takes_enter=True)
        self.take.setDefault(True)
        self.cancel = named_button("取消", "remark-cancel", self.reject, takes_enter=True)
        self.text.textChanged.connect(self._allow)
        self._lay_out(where)
        self._allow()
        self.text.setFocus()

    def _lay_out(self, where: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        place = QLabel(where)
        place.setWordWrap(True)
        place.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(place)
        column.addWidget(self.text, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        label = QLabel("批注人")
        label.setBuddy(self.author)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.author, 0, 1)
        column.addLayout(grid)
        column.addWidget(QuietLabel(_ABOUT))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.take)
        foot.addWidget(self.cancel)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(28 * letter, screen.width() - 48), min(20 * letter, screen.height() - 64))

    def _allow(self) -> None:
        self.take.setEnabled(bool(self.words))

    @property
    def words(self) -> str:
        """What was written."""
        return plain_text(self.text.document()).strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the text takes it."""
        if (
            watched is self.text
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if self.take.isEnabled():
                self.accept()
            return True
        return super().eventFilter(watched, event)
