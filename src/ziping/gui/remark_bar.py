"""Beneath the table of 绩效指标: the 批注 on the current cell, or how many there are and the way to the next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ziping.app.remarks import on_page
from ziping.form.model import Remark
from ziping.form.path import FieldPath
from ziping.form.remarks import field_of, resolve_remark
from ziping.gui.field_marks import RemarkLabel, remark_words, small_button
from ziping.gui.indicator_grid import IndicatorGrid
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import REMARK_SIGN


class RemarkBar(QWidget):
    """As high on every cell, so that the table does not jump; takes no room while no remark is open."""

    rewording = Signal(str)
    """The id of a remark that somebody wants to reword."""

    def __init__(self, live: LiveSession, tree: IndicatorGrid) -> None:
        super().__init__()
        self.setObjectName("indicator_remarks")
        self._live, self._tree = live, tree
        self._seen: object = None
        self._open: tuple[Remark, ...] = ()
        self._here: Remark | None = None
        self.text = RemarkLabel()
        self.text.setAccessibleName("批注")
        self.resolve = small_button("indicator_resolve_remark", "已解决", "这一条批注已解决")
        self.resolve.clicked.connect(self._resolve)
        self.edit = small_button("indicator_reword_remark", "修改…", "修改这一条批注")
        self.edit.clicked.connect(lambda: self.rewording.emit(self._here.id) if self._here else None)
        self.next = small_button("indicator_next_remark", "下一条", "到下一条批注")
        self.next.clicked.connect(self._go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for button in (self.resolve, self.edit, self.next):
            row.addWidget(button)
        self.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        tree.selectionModel().currentChanged.connect(self.show_current)
        self.hide()

    def refresh(self) -> None:
        """Shows the remarks of the form as it is now."""
        remarks = self._live.form.remarks
        if remarks is not self._seen:
            self._seen, self._open = remarks, on_page(remarks, "indicators")
            self.setVisible(bool(self._open))
        self.show_current()

    def show_current(self) -> None:
        """Shows the first remark on the current cell."""
        if not self._open:
            self._here = None
            return
        current = str(self._tree.field_in_hand() or "")
        here = [remark for remark in self._open if remark.path == current]
        here = here or [remark for remark in self._open if remark.row][:1]  # has no cell any more, so it comes first
        self._here = here[0] if here else None
        more = f"（这一格还有 {len(here) - 1} 条）" if len(here) > 1 else ""
        count = f"{REMARK_SIGN} 本页有 {len(self._open)} 条批注没有解决，右上角带小三角的格子就是。"
        self.text.setText(remark_words(here[0]) + more if here else count)
        self.resolve.setVisible(bool(here))
        self.edit.setVisible(bool(here))
        self.next.setVisible(not here or len(self._open) > len(here))

    def _resolve(self) -> None:
        if self._here is not None:
            path = field_of(self._here) or FieldPath("form", "", "indicators")
            self._live.session.replace(resolve_remark(self._live.form, self._here.id), "批注已解决", path)

    def _go_on(self) -> None:
        """To the next cell with a remark, from the last to the first."""
        shown = [remark for remark in self._open if self._index_path(remark) is not None]
        if not shown:
            return
        current = str(self._tree.field_in_hand() or "")
        places = [number for number, remark in enumerate(shown) if remark.path == current]
        path = self._index_path(shown[(places[-1] + 1) % len(shown) if places else 0])
        if path is not None:
            self._tree.focus(path, open_editor=False)

    def _index_path(self, remark: Remark) -> FieldPath | None:
        path = field_of(remark)
        return path if path is not None and self._tree.nodes.index_of(path).isValid() else None
