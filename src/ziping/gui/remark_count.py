"""How many 批注 are open, and the way to their list."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ziping.form.remarks import open_remarks
from ziping.gui.field_marks import RemarkLabel, small_button
from ziping.gui.live_session import LiveSession
from ziping.gui.marks import REMARK_SIGN


class RemarkCount(QWidget):
    """Takes no room while no remark is open; ``see`` is the button to the list."""

    def __init__(self, live: LiveSession, name: str, *, inset: int = 0) -> None:
        super().__init__()
        self.live = live
        self._count = -1
        self.setObjectName(name)
        self.text = RemarkLabel()
        self.see = small_button(f"{name}-see", "查看", "查看批注")
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, 0, inset, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.see)
        live.changed.connect(self.refresh)
        live.replaced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Counts anew."""
        count = len(open_remarks(self.live.form)) if self.live.form.remarks else 0
        if count != self._count:
            self._count = count
            self.text.setText(f"{REMARK_SIGN} {count} 条批注没有解决")
            self.setVisible(count > 0)
