"""The widths of the columns of 绩效指标: they share the room there is until the clerk sets one by hand."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QHeaderView, QTreeView

from ziping.gui.indicator_marks import SIZE
from ziping.gui.indicator_model import FIELDS
from ziping.gui.indicator_text import SIDE, SMALL
from ziping.gui.typeface import scaled, tabular

WANTED = {"": 2.2, "name": 17.0, "target": 10.0, "actual": 10.0, "weight": 4.4, "score": 5.2, "deviation": 9.0}
LEAST = {"": 2.2, "name": 7.7, "target": 6.9, "actual": 6.9, "weight": 4.4, "score": 5.2, "deviation": 6.9}
"""In widths of a Chinese character; the column without a name is the rows' handle."""
HEADING_SIDES = 12
FIGURES = ("weight", "score")


def figure_width(font: QFont) -> int:
    """Pixels for the longest figure of 分值 and 得分 in bold beside its mark, or for a suggestion, within a cell."""
    bold = scaled(tabular(font), 1, bold=True)
    figure = QFontMetricsF(bold).horizontalAdvance("100.00") + SIZE + 2
    advice = QFontMetricsF(scaled(tabular(font), SMALL)).horizontalAdvance("建议 100.00")
    return math.ceil(max(figure, advice)) + 2 * SIDE + 1


def handle_width(font: QFont) -> int:
    """Pixels for a row's number of three figures within a cell."""
    return math.ceil(QFontMetricsF(tabular(font)).horizontalAdvance("000")) + 2 * SIDE + 2


def fitted(room: float, wanted: Mapping[str, float] = WANTED, least: Mapping[str, float] = LEAST) -> dict[str, float]:
    """The columns' widths in this room, in the same measure.

    Too little room takes from what each has above its least; what is over goes to texts, half of it to the name.
    """
    all_wanted, all_least = sum(wanted.values()), sum(least.values())
    if room < all_wanted:
        share = max(0.0, (room - all_least) / (all_wanted - all_least))
        return {column: least[column] + (wanted[column] - least[column]) * share for column in wanted}
    over = room - all_wanted
    parts = {"name": 0.3, "target": 0.15, "actual": 0.15, "deviation": 0.4}
    return {column: width + over * parts.get(column, 0.0) for column, width in wanted.items()}


class ColumnWidths(QObject):
    """Keeps the columns of a view fitted to its width and its font."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._by_hand = False
        self._fitting = False
        self._least_figure = figure_width(view.font())
        header = view.header()
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(24)
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        view.model().headerDataChanged.connect(self._make_room_for_headings)
        self.fit()

    def fit(self) -> None:
        """Gives every column its share of the view, unless the clerk has set widths."""
        if self._by_hand:
            return
        self._least_figure = figure_width(self._view.font())
        unit = self._view.fontMetrics().horizontalAdvance("国")
        room = self._view.viewport().width()
        self._fitting = True
        fixed = dict.fromkeys(FIGURES, self._least_figure) | {"": handle_width(self._view.font())}
        shares = {name: width / unit for name, width in fixed.items()}
        fits = fitted(room / unit, WANTED | shares, LEAST | shares)
        widths = [fixed.get(name, int(width * unit)) for name, width in fits.items()]
        widths[-1] += max(room - sum(widths), 0)
        for place, width in enumerate(widths):
            self._view.header().resizeSection(place, width)
        self._fitting = False
        self._make_room_for_headings()

    def _make_room_for_headings(self) -> None:
        """More lines for a heading wider than its column."""
        header, model = self._view.header(), self._view.model()
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        tallest = 0
        for place in range(header.count()):
            heading = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
            room = QRect(0, 0, max(header.sectionSize(place) - HEADING_SIDES, 1), 1 << 14)
            tallest = max(tallest, header.fontMetrics().boundingRect(room, flags, heading).height())
        header.setMinimumHeight(tallest + 8)

    def _resized(self, place: int, _before: int, width: int) -> None:
        if not self._fitting:
            self._by_hand = True
            if FIELDS[place] in FIGURES and width < self._least_figure:
                self._view.header().resizeSection(place, self._least_figure)
            self._make_room_for_headings()
        self._view.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the view got another width, or another font."""
        if watched is self._view and event.type() == QEvent.Type.FontChange:
            self._by_hand = False
            self.fit()
        elif watched is not self._view and event.type() == QEvent.Type.Resize:
            self.fit()
        return False
