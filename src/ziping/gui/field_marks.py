"""Beneath a field: that its value is last year's and unconfirmed, and the open 批注 on it; no room while there is neither."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ziping.app.remarks import signed
from ziping.form import path as at
from ziping.form.edit import confirm, get
from ziping.form.model import Form, Remark
from ziping.form.path import INDICATOR_FIELDS, FieldPath
from ziping.form.remarks import field_of, open_remarks, remarks_on, resolve_remark
from ziping.gui.fields import QuietLabel, TintedLabel, describe
from ziping.gui.flow import FlowLayout
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import CARRIED_SIGN, REMARK_SIGN, accent_color

CARRIED, CARRIED_MOVED = "沿用去年，还没有确认", "沿用去年，年份已顺延，还没有确认"


def carried_words(live: LiveSession, value: object) -> str:
    """What is said of an unconfirmed value; where it names this year, the year was moved on."""
    year = str(live.form.basic.year)
    return CARRIED_MOVED if isinstance(value, str) and len(year) == 4 and year in value else CARRIED


def remark_words(remark: Remark, whose: str = "") -> str:
    """A remark in one line: ✎ 批注（王主任，2025年1月8日 09:30）：指标值偏低，请核实."""
    who = "，".join(filter(None, (signed(remark), f"原在“{remark.row}”一行，已删除" if remark.row else "")))
    return f"{REMARK_SIGN} {whose}批注{f'（{who}）' if who else ''}：{remark.text}"


def carried_cells(live: LiveSession) -> dict[FieldPath, str]:
    """What is said of each unconfirmed cell of 绩效指标."""
    if not live.form.unconfirmed:
        return {}
    waiting = frozenset(live.form.unconfirmed)
    paths = (
        (at.indicator(row.indicator.id, name), getattr(row.indicator, name))
        for row in live.view.subject.rows
        for name in INDICATOR_FIELDS
        if f"indicator.{row.indicator.id}.{name}" in waiting
    )
    return {path: carried_words(live, value) for path, value in paths}


def remarked_cells(form: Form) -> dict[FieldPath, str]:
    """The open remarks on cells of 绩效指标, those on one cell in lines."""
    cells: dict[FieldPath, str] = {}
    for remark in open_remarks(form):
        path = field_of(remark)
        if path is not None and path.row:
            cells[path] = "\n".join(filter(None, (cells.get(path, ""), remark_words(remark))))
    return cells


def small_button(name: str, text: str, meaning: str) -> QToolButton:
    """A button that stands in a line of text."""
    button = QToolButton()
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    button.setAccessibleName(meaning)
    button.setToolTip(meaning)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


class RemarkLabel(TintedLabel):
    """The words of a remark in the accent colour."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, accent_color)


class FieldMarks(QWidget):
    """The marks of one field; a click confirms the value or resolves a remark, one undo step each."""

    rewording = Signal(str)
    """The id of a remark that somebody wants to reword."""

    def __init__(
        self, live: LiveSession, path: FieldPath, label: str, editor: QWidget, *, named: bool = False
    ) -> None:
        """``named``: the marks don't stand right beneath the field, so they say whose they are."""
        super().__init__()
        self._whose = f"{label}　" if named else ""
        self.live, self.path, self._label, self._editor = live, path, label, editor
        self._shown: tuple[str, tuple[Remark, ...]] = ("", ())
        # A long remark takes more lines, not more room beside its neighbours.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.carried = QuietLabel()
        self.carried.setWordWrap(False)
        self.confirm = small_button(f"{path}-confirm", f"确认{label}", f"确认{label}沿用去年的值（F7）")
        self.confirm.clicked.connect(self._confirm)
        self._line = QWidget()
        flow = FlowLayout(8)
        self._line.setLayout(flow)
        flow.addWidget(self.carried)
        flow.addWidget(self.confirm)
        self._column.addWidget(self._line)
        self.remarks: list[QLabel] = []
        self._remark_lines: list[QWidget] = []
        live.changed.connect(self.refresh)
        live.replaced.connect(self.refresh)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Shows what the form says of the field now."""
        form, value = self.live.form, ""
        if form.unconfirmed and str(self.path) in form.unconfirmed:
            value = carried_words(self.live, get(form, self.path))
        remarks = remarks_on(open_remarks(form), self.path) if form.remarks else ()
        if (value, remarks) == self._shown:
            return
        self._shown = value, remarks
        self._line.setVisible(bool(value))
        self.carried.setText(f"{CARRIED_SIGN} {self._whose}{value}")
        self._list(remarks)
        self.setVisible(bool(value or remarks))
        self._claim()
        describe(self._editor, "marks", "\n".join([*([value] if value else []), *map(remark_words, remarks)]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claims the height its words take at this width, which a splitter would not ask for."""
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(max(self._column.totalHeightForWidth(self.width()), 0) if any(self._shown) else 0)

    def _list(self, remarks: tuple[Remark, ...]) -> None:
        for old in self._remark_lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.remarks, self._remark_lines = [], []
        for remark in remarks:
            words = RemarkLabel(remark_words(remark, self._whose))
            done = small_button(f"{remark.id}-resolve", "已解决", f"批注已解决：{remark.text}")
            done.clicked.connect(lambda _checked=False, name=remark.id: self._resolve(name))
            edit = small_button(f"{remark.id}-reword", "修改…", f"修改批注：{remark.text}")
            edit.clicked.connect(lambda _checked=False, name=remark.id: self.rewording.emit(name))
            line = _line(words, done, edit)
            self.remarks.append(words)
            self._remark_lines.append(line)
            self._column.addWidget(line)

    def _confirm(self) -> None:
        form = confirm(self.live.form, [self.path])
        self._editor.setFocus()
        self.live.session.replace(form, f"确认{self._label}", self.path)

    def _resolve(self, remark_id: str) -> None:
        self._editor.setFocus()
        self.live.session.replace(resolve_remark(self.live.form, remark_id), "批注已解决", self.path)


def _line(words: QLabel, *buttons: QToolButton) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(words, 1 if words.wordWrap() else 0, Qt.AlignmentFlag.AlignVCenter)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(0 if words.wordWrap() else 1)
    return line
