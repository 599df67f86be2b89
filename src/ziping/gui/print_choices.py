"""What the clerk chooses about paper; previews and exports listen here.

The typeface and whether the 校验码 prints are kept for the next time, the mark 草稿 is not: nobody should find it on a
final print by surprise.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ziping.app.print_choices import PrintChoices
from ziping.gui.memory import Memory

_OFF = "off"


class LiveChoices(QObject):
    """The choices in force in a window."""

    changed = Signal()

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        self.now = PrintChoices(
            draft=False, face_name=memory.text("face"), check_code=memory.text("check_code") != _OFF
        )

    def set_draft(self, draft: bool) -> None:
        """Whether 草稿 is printed although nothing 必须改 remains."""
        self._take(replace(self.now, draft=draft))

    def set_check_code(self, printed: bool) -> None:
        """Whether the 校验码 is printed."""
        self._take(replace(self.now, check_code=printed))

    def set_face(self, name: str) -> None:
        """The typeface, by its Chinese name; empty for the shipped one."""
        self._take(replace(self.now, face_name=name))

    def _take(self, choices: PrintChoices) -> None:
        if choices != self.now:
            self.now = choices
            self.memory.store("face", choices.face_name)
            self.memory.store("check_code", "" if choices.check_code else _OFF)
            self.changed.emit()
