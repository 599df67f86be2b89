"""The 校验码 at the foot of the window; a click copies it. It follows once the clerk pauses, so typing never waits for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QToolButton

from ziping.app.check_code import code_of, printed_code
from ziping.app.session import Session
from ziping.form.check_code import ALPHABET
from ziping.form.model import Form

_PAUSE = 400
"""Milliseconds without a change after which the code is worked out anew."""
_WAITING = "…"
_NAME = "校验码"
_WHAT_IT_IS = (
    "点一下复制。打印和导出时印在每页页脚：\n"
    "纸上的校验码与这里相同，纸面与文件的内容就相同。\n"
    "它只用来核对，不是签名。"
)


class CheckCodeButton(QToolButton):
    """Shows the code of a session's form, or that it is about to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("check-code")
        self.setAccessibleName(_NAME)
        self.setToolTip(_WHAT_IT_IS)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.code = ""
        """The code shown; empty while it is not known."""
        self._session: Session | None = None
        self._form: Form | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._work_out)
        self.clicked.connect(self.copy)
        self.hide()

    def clear(self) -> None:
        """Shows nothing: there is no form."""
        self._timer.stop()
        self._session = self._form = None
        self.hide()

    def follow(self, session: Session) -> None:
        """Shows the code of this session's form after a pause, at once where it is the same form."""
        self._session = session
        self.show()
        if session.form is not self._form:
            self._show("")
            self._timer.start()

    def _work_out(self) -> None:
        if self._session is not None:
            self._form = self._session.form
            self._show(code_of(self._session.view))

    def _show(self, code: str) -> None:
        if not code:
            self._form = None
        self.code = code
        self.setAccessibleName(printed_code(code) if code else _NAME)
        self.setToolTip(f"{printed_code(code)}\n{_WHAT_IT_IS}" if code else _WHAT_IT_IS)
        self._fit()

    def _fit(self) -> None:
        """Leaves out the name, then the code, where the bar has no room for them (large letters, a narrow window)."""
        texts = (printed_code(self.code or _WAITING), self.code or _WAITING, _NAME)
        self.setText(next((text for text in texts if self._width_for(text) <= self.width()), _NAME))

    def copy(self) -> None:
        """Puts the code on the clipboard, worked out now if it isn't known yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._work_out()
        QGuiApplication.clipboard().setText(self.code)

    def _width_for(self, text: str) -> int:
        letters = QFontMetrics(self.font())
        frame = super().sizeHint().width() - letters.horizontalAdvance(self.text())
        return frame + letters.horizontalAdvance(text)

    def sizeHint(self) -> QSize:
        """Room for any code, so that nothing beside it moves when it changes."""
        widest = 4 * max(ALPHABET, key=QFontMetrics(self.font()).horizontalAdvance)
        return QSize(self._width_for(printed_code("-".join([widest] * 3))), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the name alone."""
        return QSize(self._width_for(_NAME), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows what there is room for."""
        super().resizeEvent(event)
        self._fit()
