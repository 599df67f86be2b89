"""The words at the foot of the window: whether the form is saved, where a value came from, edition and unit, 校验码."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from ziping.app.check_code import printed_code
from ziping.app.session import Session
from ziping.editions.notation import total_text
from ziping.form.path import FieldPath
from ziping.gui.check_code_button import CheckCodeButton

_A_MOMENT = 4_000
"""Milliseconds that an answer to a click stays."""
_A_WHILE = 10_000
"""Milliseconds that there is to read what was done or why not."""
_WHAT_IS_KEPT = (
    "没有保存的内容，自评通每隔几秒在这台电脑上留一份副本。\n"
    "停电、死机或意外退出后，再打开自评通就能恢复。\n"
    "副本不是保存：项目文件要按 Ctrl+S 才会更新。"
)
_WHAT_IS_NOT_KEPT = "停电或意外退出会丢失没有保存的内容，请先按 Ctrl+S 保存。自评通过一会儿再试。\n"


class _Yielding(QLabel):
    """Shows as much of its words as there is room for; a tip has to say the rest."""

    keeps = ""
    """The words at its start that there always has to be room for."""

    def minimumSizeHint(self) -> QSize:
        """Qt: room for what it keeps."""
        width = self.fontMetrics().horizontalAdvance(f"{self.keeps}…") if self.keeps else 0
        return QSize(width, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: the words, with … where they end too early."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        with QPainter(self) as painter:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class StatusLine:
    """Fills a status bar."""

    def __init__(self, bar: QStatusBar) -> None:
        self.saved, self.kept, self.origin, self.edition = (_Yielding() for _ in range(4))
        self._bar, self._told = bar, ""
        self._in_hand: FieldPath | None = None
        bar.addWidget(self._left(), 1)
        bar.addPermanentWidget(self.edition)
        self.code = CheckCodeButton()
        self.code.clicked.connect(lambda: bar.showMessage(f"已复制{printed_code(self.code.code)}", _A_MOMENT))
        bar.addPermanentWidget(self.code)

    def _left(self) -> QWidget:
        """What gives way to edition, 总分 and 校验码."""
        left = QWidget()
        left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.saved)
        row.addWidget(self.kept)
        self.origin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the first to give way
        row.addWidget(self.origin, 1)
        return left

    def clear(self) -> None:
        """Says nothing: no form is shown."""
        self._forget()
        for label in (self.saved, self.kept, self.origin, self.edition):
            label.clear()
        self._in_hand = None
        self.code.clear()

    def tell(self, words: str) -> None:
        """Says what was just done and how to undo it, or why it was not, until the form changes again."""
        self._told = words
        self._bar.showMessage(words, _A_WHILE)

    def _forget(self) -> None:
        if self._told and self._bar.currentMessage() == self._told:
            self._bar.clearMessage()

    def show_session(self, session: Session, *, with_total: bool) -> None:
        """Says whether the form is saved, and its edition; with 总分 where no other place has room for it."""
        self._forget()
        unsaved = "有修改未保存" if session.modified else "还没有保存为文件"
        self.saved.setText(f"已保存：{session.path}" if session.path and not session.modified else unsaved)
        self.saved.setToolTip(self.saved.text())
        known = session.view.edition
        total = f"总分 {total_text(known, session.view.scores.total.value)} · " if with_total else ""
        note = f" · {known.note}" if known.note else ""
        self.edition.keeps = total
        self.edition.setText(f"{total}{known.name} · {known.money.unit}{note}")
        self.edition.setToolTip(self.edition.text())
        self.code.follow(session)
        self.show_origin(session, self._in_hand)

    def show_kept(self, time: datetime | None) -> None:
        """Says up to when unsaved work would survive a power cut; None where there is none to keep.

        These are not the words 已保存: a copy for recovery is not the clerk's file.
        """
        from ziping.gui.file_conflict import moment  # what a start doesn't need is imported on use

        when = moment(time, datetime.now().astimezone()).removeprefix("今天 ") if time is not None else ""
        self.kept.setText(f"· 意外退出可恢复到 {when}" if when else "")
        self.kept.setToolTip(_WHAT_IS_KEPT if when else "")

    def show_not_kept(self, reason: str) -> None:
        """Says that there is no copy of unsaved work, and why: the last part of a message on a file."""
        self.kept.setText(f"· ▲ 暂时留不了恢复副本（{reason.rpartition('：')[2]}），请及时保存")
        self.kept.setToolTip(_WHAT_IS_NOT_KEPT + reason)

    def show_origin(self, session: Session, path: FieldPath | None) -> None:
        """Says where the value of the field in hand came from, from now on after every change (UX.md U21)."""
        self._in_hand = path
        origin = session.origin_of(path) if path is not None else ""
        self.origin.setText(f"　这一格：{origin}" if origin else "")
        self.origin.setToolTip(origin)  # for a window too narrow for the words
