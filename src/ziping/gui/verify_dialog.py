"""核验: a 校验码 read from paper, or a PDF, against the open form; the answer is one plain sentence."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ziping.app.check_code import code_of, printed_code
from ziping.app.files import CannotOpen
from ziping.app.session import Session
from ziping.app.verification import Comparison, Verdict, compared_with, verified
from ziping.form.check_code import Incomplete, Misread, read_code
from ziping.gui.buttons import named_button
from ziping.gui.comparison import ComparisonDialog
from ziping.gui.fields import QuietLabel
from ziping.gui.marks import good_color, severity_color
from ziping.gui.tasks import Worker

_WHAT_IT_IS = (
    "校验码印在每页页脚，由表里打印出来的内容算得：内容一样，校验码就一样；改了一个字，校验码就不同。"
    "它只说明纸面与文件是否一致，不是签名，也不能说明是谁填的。"
)
_NO_VERSION = (
    "下一步：按“选择 PDF 比较…”，选当时导出的 PDF，逐栏看哪里不同。"
    "没有那份 PDF 的，看看纸面是不是从另一份表打印的：打开那份表再核验。"
)
_BACKUP = "下一步：按“看看哪里不同”逐栏比较；要改回那一版，到“文件”菜单的“历史版本…”里恢复。"
_LAST_SAVED = "下一步：按“看看哪里不同”逐栏比较；纸面要与现在的内容一致，请重新打印。"
_PAUSE = 150
"""Milliseconds after the last key before a whole code is looked for."""


class VerifyDialog(QDialog):
    """Stays open for the next code; ``comparison`` is the list of differences shown last."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("verify-dialog")
        self.setWindowTitle("核验")
        self._view, self._path = session.view, session.path
        self.comparison: ComparisonDialog | None = None
        self._version: Path | None = None
        self._question = 0
        """Counts codes and files asked about; an answer to an earlier one is not shown."""
        self._worker, self._left = Worker(self), Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        self.typed = QLineEdit()
        self.typed.setObjectName("verify-code")
        self.typed.setAccessibleName("纸面上的校验码")
        self.typed.setPlaceholderText("例如 7F3K-9Q2M-X4TD，大小写和横线随意")
        self.typed.textChanged.connect(self._read)
        self.verdict = QLabel()
        self.verdict.setObjectName("verify-result")
        self.verdict.setWordWrap(True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.next = QLabel()
        self.next.setObjectName("verify-next")
        self.next.setWordWrap(True)
        self.next.setTextFormat(Qt.TextFormat.PlainText)
        self.next.hide()
        self.difference = named_button("看看哪里不同", "verify-difference", self._compare_version)
        self.difference.hide()
        self.paper = named_button("选择 PDF 比较…", "verify-pdf", self._choose)
        self.leave = named_button("关闭", "verify-close", self.accept)
        self._lay_out()
        self.typed.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        now = QLabel(f"这份表现在的{printed_code(code_of(self._view))}")
        now.setObjectName("verify-now")
        now.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(now)
        label = QLabel("纸面上的校验码")
        label.setBuddy(self.typed)
        column.addWidget(label)
        column.addWidget(self.typed)
        column.addWidget(self.verdict)
        column.addWidget(self.next)
        column.addWidget(self.difference, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(QuietLabel(_WHAT_IT_IS))
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.paper)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        letter, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(34 * letter, room.width() - 48), min(15 * letter, room.height() - 64))
        self._grow()

    def _grow(self) -> None:
        """Makes room for a longer sentence; never smaller again, so that nothing jumps."""
        layout = self.layout()
        assert layout is not None
        needed = min(layout.totalHeightForWidth(self.width()), self.screen().availableSize().height() - 64)
        self.resize(self.width(), max(self.height(), needed))

    def _read(self, typed: str) -> None:
        """Says what is still missing or wrong, or looks for the code."""
        self._ask()
        try:
            read_code(typed)
        except Incomplete as problem:
            self._say(str(problem) if typed.strip() else "")
        except Misread as problem:
            self._warn(problem)
        else:
            self._say("正在核对…")
            self._timer.start()

    def _ask(self) -> None:
        """What was asked before is asked no more."""
        self._question += 1
        self._timer.stop()
        self.difference.hide()

    def _look(self) -> None:
        typed = self.typed.text()
        work = partial(verified, self._view, self._path, typed)
        self._worker.start(work, partial(self._show_verdict, typed), self._raise)

    def _show_verdict(self, typed: str, verdict: Verdict) -> None:
        if typed == self.typed.text():
            self._version = verdict.version
            self.difference.setVisible(verdict.version is not None)
            self._answer(verdict.sentence, equal=verdict.equal)
            self._advise("" if verdict.equal else self._next_step(verdict.version))

    def _next_step(self, version: Path | None) -> str:
        """What can be done about a code that is not that of the form but of ``version``, or of no saved one."""
        if version is None:
            return _NO_VERSION
        return _LAST_SAVED if version == self._path else _BACKUP

    def _advise(self, sentence: str) -> None:
        self.next.setText(sentence)
        self.next.setAccessibleName(sentence)
        self.next.setVisible(bool(sentence))
        self._grow()

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def _choose(self) -> None:
        folder = str(self._path.parent) if self._path is not None else ""
        name, _ = QFileDialog.getOpenFileName(self, "选择要比较的 PDF", folder, "PDF (*.pdf);;所有文件 (*)")
        if name:
            self.compare_with(Path(name))

    def _compare_version(self) -> None:
        if self._version is not None:
            self._compare(self._version)

    def compare_with(self, path: Path) -> None:
        """Compares the open form with that in a file, which takes the place of a code, and shows the differences."""
        self.typed.clear()
        self._compare(path)

    def _compare(self, path: Path) -> None:
        self._ask()
        self.paper.setEnabled(False)
        self._say(f"正在读取“{path.name}”…")
        self._worker.start(
            partial(compared_with, self._view, path, self._left.is_set),
            partial(self._show_lines, path, self._question),
            partial(self._cannot_compare, self._question),
        )

    def _show_lines(self, path: Path, question: int, compared: Comparison) -> None:
        lines, unread = compared.lines, len(compared.notes)
        self.paper.setEnabled(True)
        if question != self._question:
            return
        doubt = f"（这个文件有 {unread} 处没有完全读懂）" if unread else ""
        if lines is None:
            self._answer(f"一致：“{path.name}”的内容就是这份表现在的内容{doubt}", equal=True)
            return
        self._answer(f"不一致：“{path.name}”与这份表{compared.count}{doubt}", equal=False)
        if lines and not self._left.is_set():
            self.comparison = ComparisonDialog(self, "核验", path.name, "现在", lines)
            self.comparison.open()

    def _cannot_compare(self, question: int, error: Exception) -> None:
        self.paper.setEnabled(True)
        if not isinstance(error, CannotOpen):
            raise error
        if question == self._question:
            self._warn(error)

    def _answer(self, sentence: str, *, equal: bool) -> None:
        palette = self.palette()
        if equal:
            self._say(f"✓ {sentence}", good_color(palette))
        else:
            self._say(f"✕ {sentence}", severity_color("error", palette))

    def _warn(self, sentence: object) -> None:
        self._say(f"▲ {sentence}", severity_color("warning", self.palette()))

    def _say(self, text: str, color: QColor | None = None) -> None:
        palette = self.palette()
        if color is not None:
            palette.setColor(QPalette.ColorRole.WindowText, color)
        self.verdict.setPalette(palette)
        self.verdict.setText(text)
        self.verdict.setAccessibleName(text)
        self._advise("")

    def done(self, result: int) -> None:
        """Ends what is still being read, which might come back to a dialog that is gone."""
        self._left.set()
        self._timer.stop()
        self._worker.wait()
        super().done(result)
