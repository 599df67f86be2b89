"""The list of findings: under headings by severity, drawn with a sign; a click or Enter asks for the field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ziping.app.steps import STEPS, StepId, step_of
from ziping.gui.indicator_marks import draw_mark
from ziping.gui.marks import accent_color, good_color, mixed, quiet_color, severity_color, spoken
from ziping.rules.findings import SEVERITY_NAMES, Finding, Severity

_FINDING: Final = int(Qt.ItemDataRole.UserRole)
_GROUP: Final = _FINDING + 1
_MANY = 6
"""More findings of one severity than this are parted by the step they belong to."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_ENDLESS = 100_000
Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint


def in_one_line(text: str) -> str:
    """A text whose line breaks are blanks, so that what it quotes doesn't part it."""
    return " ".join(text.split("\n"))


def place_name(step: StepId) -> str:
    """What a step is called where findings are parted by it; results belong to no page of their own."""
    names: dict[StepId, str] = {known.id: known.name for known in STEPS}
    return {"check": "总分和等级", "output": "签字栏"}.get(step) or names[step]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the findings under it; ``severity`` is nothing for those answered 已核对."""

    heading: str
    severity: Severity | None
    findings: tuple[Finding, ...]


def groups(findings: Sequence[Finding]) -> Iterator[Group]:
    """The findings by severity, many by step too, those answered 已核对 at the end."""
    for severity, name in SEVERITY_NAMES.items():
        these = [found for found in findings if found.severity == severity and found.acknowledged is None]
        parts = {step.id: tuple(found for found in these if step_of(found.path) == step.id) for step in STEPS}
        if len(these) <= _MANY or len(these) in map(len, parts.values()):
            together = tuple(found for part in parts.values() for found in part)
            yield from [Group(f"{name} {len(these)}", severity, together)] if these else []
        else:
            for step, part in parts.items():
                yield from [Group(f"{name} · {place_name(step)} {len(part)}", severity, part)] if part else []
    answered = tuple(found for found in findings if found.acknowledged is not None)
    if answered:
        yield Group(f"已核对 {len(answered)}", None, answered)


class FindingsList(QListWidget):
    """Shows findings; keeps the chosen one and the place when they are shown anew, and never takes the focus."""

    wanted = Signal(object)
    """A finding whose field somebody wants to see (a click, Enter)."""
    mending = Signal()
    """Ctrl+Enter: the chosen finding is to be mended."""

    def __init__(self, name: str, *, with_fixes: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("问题")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(FindingCells(self, with_fixes=with_fixes))
        self.setMinimumHeight(6 * self.fontMetrics().height())
        self.itemClicked.connect(self._ask)
        self.itemActivated.connect(self._ask)

    def _ask(self, item: QListWidgetItem) -> None:
        found = item.data(_FINDING)
        if isinstance(found, Finding):
            self.wanted.emit(found)

    def show_findings(self, findings: Sequence[Finding], *, follow: bool, go_on: bool) -> None:
        """Shows these findings and keeps the chosen one.

        ``follow``: also if it says something else by now. ``go_on``: where it is gone, the one in its place is chosen.
        """
        chosen, row, place = self.chosen(), self.currentRow(), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self.clear()
        for group in groups(findings):
            self._add_heading(group)
            for found in group.findings:
                self._add(found)
        self.blockSignals(blocked)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)
        again = self._row_of(chosen, follow=follow) if chosen is not None else None
        if again is None and chosen is not None and go_on:
            again = self._nearest(row)
        self.setCurrentRow(-1 if again is None else again)
        self.currentRowChanged.emit(self.currentRow())

    def _add_heading(self, group: Group) -> None:
        item = QListWidgetItem(group.heading)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(_GROUP, group.severity or "answered")
        self.addItem(item)

    def _add(self, found: Finding) -> None:
        words = spoken(found) if found.acknowledged is None else f"✓ 已核对：{found.message}"
        item = QListWidgetItem(in_one_line(words))
        item.setData(_FINDING, found)
        item.setToolTip(f"{place_name(step_of(found.path))}：{found.message}\n{found.why}\n{found.fix}")
        self.addItem(item)

    def findings(self) -> list[Finding]:
        """The findings shown, in the order of the list."""
        data = (self.item(row).data(_FINDING) for row in range(self.count()))
        return [found for found in data if isinstance(found, Finding)]

    def chosen(self) -> Finding | None:
        """The chosen finding."""
        item = self.currentItem()
        found = item.data(_FINDING) if item is not None else None
        return found if isinstance(found, Finding) else None

    def choose(self, found: Finding) -> None:
        """Chooses a finding and scrolls to it, if it is shown."""
        row = self._row_of(found)
        if row is not None:
            self.setCurrentRow(row)

    def choose_first(self) -> None:
        """Chooses the first finding."""
        self.setCurrentRow(-1 if (row := self._nearest(0)) is None else row)

    def _row_of(self, wanted: Finding, *, follow: bool = False) -> int | None:
        """The row of a finding; with ``follow``, else that of what has become of it while its field was edited."""
        rows = [(row, self.item(row).data(_FINDING)) for row in range(self.count())]
        known = [(row, found) for row, found in rows if isinstance(found, Finding)]
        same = [row for row, found in known if found == wanted]
        if follow and not same:
            same = [row for row, found in known if (found.rule, found.path) == (wanted.rule, wanted.path)]
        return same[0] if same else None

    def _nearest(self, row: int) -> int | None:
        rows = [number for number in range(self.count()) if self.item(number).data(_FINDING) is not None]
        return next((number for number in rows if number >= row), rows[-1] if rows else None)

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Brings a finding into sight, and with the first of a group its heading."""
        above = index.sibling(index.row() - 1, 0)
        if above.isValid() and isinstance(index.data(_FINDING), Finding) and above.data(_GROUP) is not None:
            super().scrollTo(above, hint)
        super().scrollTo(index, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter mends; Qt would take it for Enter."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mending.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Breaks the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def menu_place(self) -> QPoint:
        """Where a menu about the chosen finding opens."""
        return self.viewport().mapToGlobal(self.visualItemRect(self.currentItem()).bottomLeft())


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A text of a cell, its font and colour, and where it stands."""

    text: str
    font: QFont
    color: QColor
    place: QRect


class FindingCells(QStyledItemDelegate):
    """Draws a finding as a sign and what is wrong; beneath it how to mend it, or the note it was answered with."""

    def __init__(self, view: FindingsList, *, with_fixes: bool) -> None:
        super().__init__(view)
        self._view, self._with_fixes = view, with_fixes

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height that the wrapped text needs at the width of the list."""
        width = self._view.viewport().width()
        paragraphs = self._paragraphs(QRect(0, 0, width, 0), index, self._view.palette())
        return QSize(width, paragraphs[-1].place.bottom() + 1 + self._gap())

    def _gap(self) -> int:
        return max(4, self._view.fontMetrics().height() // (2 if self._with_fixes else 3))

    def _indent(self) -> int:
        return round(self._view.fontMetrics().height() * 1.5)

    def _paragraphs(self, cell: QRect, index: Index, palette: QPalette) -> list[_Paragraph]:
        font = QFont(self._view.font())
        left, width = cell.left() + self._indent(), cell.width() - self._indent() - 8
        found = index.data(_FINDING)
        if not isinstance(found, Finding):
            font.setBold(True)
            place = cell.adjusted(8, self._gap() + 2, -8, 0)
            return [self._laid(str(index.data()), font, self._group_color(index, palette), place)]
        quiet, ink = quiet_color(palette), palette.color(QPalette.ColorRole.Text)
        answered = found.acknowledged is not None
        top = QRect(left, cell.top() + self._gap(), width, 0)
        paragraphs = [self._laid(found.message, font, quiet if answered else ink, top)]
        more = f"核对说明：{found.acknowledged}" if found.acknowledged else found.fix if self._with_fixes else ""
        if more:
            below = QRect(left, paragraphs[0].place.bottom() + 3, width, 0)
            paragraphs.append(self._laid(more, font, quiet, below))
        return paragraphs

    @staticmethod
    def _laid(text: str, font: QFont, color: QColor, at: QRect) -> _Paragraph:
        text = in_one_line(text)
        room = QRect(at.left(), at.top(), at.width(), _ENDLESS)
        needed = QFontMetrics(font).boundingRect(room, _WRAPPED, text)
        return _Paragraph(text, font, color, QRect(at.left(), at.top(), at.width(), needed.height()))

    @staticmethod
    def _group_color(index: Index, palette: QPalette) -> QColor:
        group = index.data(_GROUP)
        return quiet_color(palette) if group == "answered" else severity_color(group, palette)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws ground, sign and text."""
        painter.save()
        cell, palette = option.rect, self._view.palette()  # type: ignore[attr-defined]
        self._ground(painter, cell, option, palette)
        for paragraph in self._paragraphs(cell, index, palette):
            painter.setFont(paragraph.font)
            painter.setPen(paragraph.color)
            painter.drawText(paragraph.place, _WRAPPED, paragraph.text)
        found = index.data(_FINDING)
        if isinstance(found, Finding):
            self._sign(painter, cell, found, palette)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, cell: QRect, option: QStyleOptionViewItem, palette: QPalette) -> None:
        state = option.state  # type: ignore[attr-defined]
        base, accent = palette.color(QPalette.ColorRole.Base), accent_color(palette)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, mixed(accent, base, 0.12))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), accent)
        elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(cell, mixed(accent, base, 0.05))

    def _sign(self, painter: QPainter, cell: QRect, found: Finding, palette: QPalette) -> None:
        line = self._view.fontMetrics().height()
        size = 0.78 * line
        place = QRectF(cell.left() + 0.42 * line, cell.top() + self._gap() + (line - size) / 2 + 1, size, size)
        if found.acknowledged is None:
            draw_mark(painter, place, found.severity, palette)
        else:
            painter.setPen(good_color(palette))
            painter.drawText(place.adjusted(-2, -2, 4, 4), int(Qt.AlignmentFlag.AlignCenter), "✓")
