"""The find line of the help: words are looked for on the page shown and then on the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QTextBrowser, QToolBar, QWidget


class FindLine(QToolBar):
    """Looks through ``pages``, whose words ``words_of`` tells; Enter and F3 go on, Esc closes the line."""

    opened = Signal(bool)
    """Whether the line is open now."""

    def __init__(
        self, text: QTextBrowser, pages: Sequence[QUrl], words_of: Callable[[QUrl], str], window: QWidget
    ) -> None:
        super().__init__("查找", window)
        self.setObjectName("help-find")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._text, self._pages, self._words_of = text, pages, words_of
        self.line, self.told = QLineEdit(), QLabel()
        self.line.setObjectName("help-find-words")
        self.line.setAccessibleName("查找的文字")
        self.line.setPlaceholderText("在全部帮助里查找")
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(24 * self.fontMetrics().height())
        self.line.returnPressed.connect(self.find_next)
        self.line.textChanged.connect(self.told.clear)
        self.next = self._action("help-find-next", "下一处", "F3", self.find_next)
        self.leave = self._action("help-find-close", "关闭查找", QKeySequence.StandardKey.Cancel, self._leave)
        self.leave.setEnabled(False)
        self.addWidget(self.line)
        self.addAction(self.next)
        self.addAction(self.leave)
        self.addWidget(self.told)
        self.hide()

    def _action(
        self, name: str, text: str, keys: str | QKeySequence.StandardKey, deed: Callable[[], object]
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text}（{action.shortcut().toString()}）")
        action.triggered.connect(lambda _checked=False: deed())
        return action

    def ask(self) -> None:
        """Opens the line, ready for other words."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def find_next(self) -> None:
        """Goes to the next place with the words: after the present one, on a later page, or from the beginning."""
        words = self.line.text().strip()
        if not words:
            self.ask()
        elif not self._text.find(words) and not self._found_elsewhere(words):
            self.told.setText(f"没有找到“{words}”")

    def _found_elsewhere(self, words: str) -> bool:
        shown = self._text.source()
        after = self._pages.index(shown) + 1 if shown in self._pages else 0
        for page in (*self._pages[after:], *self._pages[:after]):
            if words.casefold() in self._words_of(page).casefold():
                self._text.setSource(page)
                self._text.moveCursor(QTextCursor.MoveOperation.Start)
                return self._text.find(words)
        return False

    def _leave(self) -> None:
        self.hide()
        self._text.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Takes Esc over."""
        super().showEvent(event)
        self.opened.emit(True)
        self.leave.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Gives Esc back."""
        super().hideEvent(event)
        self.leave.setEnabled(False)
        self.opened.emit(False)
