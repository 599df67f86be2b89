"""The page 绩效指标 on its own, with a published form, and short ways to say where and what."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.session import Session
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.gui.indicator_page import IndicatorPage
from ziping.gui.live_session import LiveSession

FORM = "jiangqiao-2024-qitarenyuan"
"""成本 c1: i1 i2; 产出 c2: i3 i4 i5, c3: i6 i7, c4: i8 i9; 效益 c5: i10, c6: i11 i12; 满意度 c7: i13."""
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Desk:
    """A shown page and the session behind it."""

    def __init__(self, qtbot: QtBot, form: Form | None = None) -> None:
        self.qtbot = qtbot
        self.live = LiveSession(Session(form or form_of(FORM)))
        self.page = IndicatorPage(self.live)
        self.tree = self.page.tree
        self.live.go_to.connect(self.page.focus_field)
        qtbot.addWidget(self.page)
        self.page.resize(900, 640)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.wake()

    def wake(self) -> None:
        """The window is in front again; without a window manager nobody else sees to it."""
        self.page.activateWindow()
        self.tree.setFocus()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is self.tree)

    def index(self, address: str) -> QModelIndex:
        found = self.tree.nodes.index_of(path(address))
        assert found.isValid(), address
        return found

    def go(self, address: str) -> None:
        """Makes one cell current and the only one selected."""
        self.tree.go_to(self.index(address))

    def select(self, *addresses: str) -> None:
        self.tree.select_cells([path(address) for address in addresses])

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key for whatever has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        self.qtbot.keyClick(widget, key, modifiers)

    def write(self, text: str) -> None:
        """Types letter by letter into whatever has the focus."""
        for letter in text:
            widget = QApplication.focusWidget()
            assert widget is not None
            self.qtbot.keyClicks(widget, letter)

    @property
    def here(self) -> str:
        """The address of the current cell."""
        return str(self.tree.current_path() or "")

    @property
    def steps(self) -> str:
        """The name of the last undo step."""
        return self.live.session.undo_name

    def value(self, address: str) -> str:
        """What the form holds."""
        _, row, field = path(address)
        for known in self.live.view.subject.rows:
            if known.indicator.id == row:
                return str(getattr(known.indicator, field))
        raise AssertionError(address)

    def rows(self, category: str) -> list[str]:
        """The ids in a 二级指标."""
        return [row.indicator.id for row in self.live.view.subject.rows if row.category.id == category]


def path(address: str) -> FieldPath:
    """``i3.actual``, ``c2.name``, ``d1.name``."""
    row, field = address.split(".")
    return FieldPath({"i": "indicator", "c": "category", "d": "dimension"}[row[0]], row, field)
