"""照录助手: the list of all fields under their headings, each with what prints and whether it was copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem

from ziping.app.transcription import STEP, Entry, Progress, Skipping, State
from ziping.form.path import FieldPath
from ziping.gui.cell_room import RoomyCells
from ziping.gui.marks import good_color, quiet_color, severity_color

SIGNS: dict[State, str] = {"open": "", "done": "✓", "changed": "▲"}
"""In front of a field: not copied, copied, changed since."""
_SPOKEN: dict[State, str] = {"open": "没有照录", "done": "已照录", "changed": "照录后改过，要重录"}
_EMPTY, _MOST_SHOWN = "（空）", 60
_SIGN, _LABEL, _TEXT = range(3)


class EntryList(QTreeWidget):
    """Chosen by a click or by keys, a field is asked for by ``went``; the blank key asks for its copy by ``wanted``."""

    went = Signal(int)
    """The place of a field among the entries."""
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transcription-list")
        self.setAccessibleName("要照录的全部栏目")
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(RoomyCells(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A click leaves the focus where it is, so that Enter and the blank key go on copying.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.header().setMinimumSectionSize(8)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setStretchLastSection(True)
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[QTreeWidgetItem] = []
        self._headings: list[QTreeWidgetItem] = []
        self._marked = (Progress(), Skipping(), -1)
        self._states: dict[FieldPath, tuple[State, bool]] = {}
        self.currentItemChanged.connect(self._tell)

    def fill(self, entries: Sequence[Entry]) -> None:
        """Lists these fields; where they are the same as before, only what prints otherwise is touched."""
        blocked = self.blockSignals(True)
        if [(entry.path, entry.way) for entry in entries] == [(entry.path, entry.way) for entry in self._entries]:
            for item, old, new in zip(self._rows, self._entries, entries, strict=True):
                if old.text != new.text:
                    self._show_text(item, new)
        else:
            self._list_anew(entries)
            self._entries, self._states = (), {}
        kept = {new.path for old, new in zip(self._entries, entries, strict=False) if old == new}
        self._states = {path: seen for path, seen in self._states.items() if path in kept}
        self._entries = tuple(entries)
        self.blockSignals(blocked)

    def _list_anew(self, entries: Sequence[Entry]) -> None:
        self.clear()
        self._rows, self._headings = [], []
        items: list[QTreeWidgetItem] = []
        heading: tuple[str, ...] = ()
        for entry in entries:
            if entry.way[:-1] != heading:
                heading = entry.way[:-1]
                self._headings.append(_heading_item(heading))
                items.append(self._headings[-1])
            self._rows.append(QTreeWidgetItem(["", entry.label]))
            self._rows[-1].setToolTip(_LABEL, STEP.join(entry.way))
            self._show_text(self._rows[-1], entry)
            items.append(self._rows[-1])
        self.addTopLevelItems(items)
        for item in self._headings:
            item.setFirstColumnSpanned(True)
        self._share_width()

    @staticmethod
    def _show_text(item: QTreeWidgetItem, entry: Entry) -> None:
        item.setText(_TEXT, " ".join(entry.text[:_MOST_SHOWN].split()) or _EMPTY)
        item.setToolTip(_TEXT, entry.text if len(entry.text) <= 400 else f"{entry.text[:400]}…")

    def mark(self, progress: Progress, skipping: Skipping, place: int) -> None:
        """Shows what is done and what the walk passes over, and where it stands."""
        self._marked = (progress, skipping, place)
        blocked = self.blockSignals(True)
        quiet, plain = self._quiet(), self.palette().color(QPalette.ColorRole.Text)
        for item in self._headings:
            item.setForeground(_SIGN, quiet)
        for entry, item in zip(self._entries, self._rows, strict=True):
            seen = (progress.state(entry), skipping.stops_at(entry))
            if self._states.get(entry.path) != seen:
                self._states[entry.path] = seen
                self._mark_one(item, entry, seen[0], plain if seen[1] else quiet)
        if 0 <= place < len(self._rows):
            self.setCurrentItem(self._rows[place])
            self._show_around(place)
        self.blockSignals(blocked)

    def _mark_one(self, item: QTreeWidgetItem, entry: Entry, state: State, color: QColor) -> None:
        item.setText(_SIGN, SIGNS[state])
        item.setForeground(_SIGN, self._color(state))
        for column in (_LABEL, _TEXT):
            item.setForeground(column, color)
        spoken = f"{STEP.join(entry.way)}，{entry.text or _EMPTY}，{_SPOKEN[state]}"
        item.setData(_LABEL, int(Qt.ItemDataRole.AccessibleTextRole), spoken)

    def _show_around(self, place: int) -> None:
        """Brings a field into view with what stands before and behind it."""
        for other in (max(place - 2, 0), min(place + 2, len(self._rows) - 1), place):
            self.scrollToItem(self._rows[other])

    def _color(self, state: State) -> QColor:
        return severity_color("warning", self.palette()) if state == "changed" else good_color(self.palette())

    def _quiet(self) -> QColor:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        return quiet_color(palette)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item in self._rows:
            self.went.emit(self._rows.index(item))

    def sizeHint(self) -> QSize:
        """Three rows; a higher window gives it more."""
        return QSize(super().sizeHint().width(), self._height(3))

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(0, self._height(2))

    def _height(self, rows: int) -> int:
        return rows * (self.fontMetrics().height() + 6) + 2 * self.frameWidth()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The blank key copies."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.wanted.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Shares the width out again for letters of another size; takes other colours from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._rows:
            self._states = {}
            self.mark(*self._marked)
        if event.type() == QEvent.Type.FontChange:
            self._share_width()

    def _share_width(self) -> None:
        """The signs and labels take what they need, the texts the rest; the longest label is cut rather than those."""
        letters = self.fontMetrics()
        self.setColumnWidth(_SIGN, letters.horizontalAdvance("✓") + 16)
        self.setColumnWidth(_LABEL, letters.horizontalAdvance("实际完成情况") + 20)


def _heading_item(heading: tuple[str, ...]) -> QTreeWidgetItem:
    """One that cannot be chosen."""
    item = QTreeWidgetItem([STEP.join(heading[-2:])])
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setToolTip(_SIGN, STEP.join(heading))
    return item
