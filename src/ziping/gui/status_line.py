"""The words at the foot of the window: whether the form is saved, where a value came from, edition and unit."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar

from ziping.app.session import Session
from ziping.form.path import FieldPath


class StatusLine:
    """Fills a status bar."""

    def __init__(self, bar: QStatusBar) -> None:
        self.saved, self.origin, self.edition = QLabel(), QLabel(), QLabel()
        bar.addWidget(self.saved)
        bar.addWidget(self.origin)
        bar.addPermanentWidget(self.edition)

    def clear(self) -> None:
        """Says nothing: no form is shown."""
        for label in (self.saved, self.origin, self.edition):
            label.clear()

    def show_session(self, session: Session, *, with_total: bool) -> None:
        """Says whether the form is saved, and its edition; with 总分 where no other place has room for it."""
        unsaved = "有修改未保存" if session.modified else "还没有保存为文件"
        self.saved.setText(f"已保存：{session.path}" if session.path and not session.modified else unsaved)
        known = session.view.edition
        total = f"总分 {session.view.scores.total.value:.2f} · " if with_total else ""
        note = f" · {known.note}" if known.note else ""
        self.edition.setText(f"{total}{known.name} · {known.money.unit}{note}")

    def show_origin(self, session: Session, path: FieldPath) -> None:
        """Says where the value of the field in hand came from (UX.md U21)."""
        origin = session.origin_of(path)
        self.origin.setText(f"　这一格：{origin}" if origin else "")
