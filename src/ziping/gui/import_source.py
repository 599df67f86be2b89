"""What a foreign file looks like itself: the pages of a PDF, the cells of a workbook, else its text."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ziping.gui.import_pictures import WORK, PagePicture
from ziping.gui.marks import accent_color
from ziping.importers.archive import open_archive
from ziping.importers.guard import Kind, kind_of
from ziping.importers.result import ImportFailed
from ziping.importers.workbook import grid_of
from ziping.importers.worker_process import run_apart
from ziping.importers.worksheet import column_letters, read_sheets
from ziping.store.files import FileProblem, read_bytes

if TYPE_CHECKING:
    from ziping.importers.grid import GridCell

_PIXELS = 1100
"""The width pages are drawn at: sharp enough in half a window at 200 %."""
_MOST_SHEETS = 5
_MOST_ROWS, _MOST_COLUMNS = 400, 40
_LONGEST_TEXT = 200_000
_PAGE = re.compile(r"第 (\d+) 页")
_GAP = 12


@dataclass(frozen=True, slots=True)
class Source:
    """What was found of a file to show: pages, sheets by name, or text; ``trouble`` says why there is nothing."""

    pages: tuple[QImage, ...] = ()
    sheets: tuple[tuple[str, tuple[GridCell, ...]], ...] = ()
    text: str = ""
    trouble: str = field(default="")


def source_of(path: Path, stop: Callable[[], bool] = lambda: False) -> Source:
    """Looks into a file; blocks up to 20 s, so call it in a thread. What can't be shown hinders no import."""
    try:
        data = read_bytes(path)
        kind = kind_of(data)
        if kind is Kind.PDF:
            drawn = run_apart(WORK, data, options={"pixels": _PIXELS}, stop=stop)
            return Source(pages=tuple(_image(one) for one in drawn))
        if kind is Kind.WORKBOOK:
            return Source(sheets=_sheets(data))
    except (FileProblem, ImportFailed) as problem:
        return Source(trouble=f"原来的样子显示不出来：{problem}")
    return Source(text=data.decode("utf-8-sig", "replace")[:_LONGEST_TEXT])


def _image(page: PagePicture) -> QImage:
    grey = zlib.decompress(base64.b64decode(page["grey"]))
    return QImage(grey, page["width"], page["height"], page["width"], QImage.Format.Format_Grayscale8).copy()


def _sheets(data: bytes) -> tuple[tuple[str, tuple[GridCell, ...]], ...]:
    with open_archive(data) as archive:
        sheets = [sheet for sheet in read_sheets(archive) if sheet.cells]
    sheets.sort(key=lambda sheet: not sheet.visible)
    return tuple((sheet.name, tuple(grid_of(sheet))) for sheet in sheets[:_MOST_SHEETS])


class SourceView(QWidget):
    """Shows a source, and in it the place that a note names."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.setObjectName("import-source")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.pages = PagePictures(source.pages) if source.pages else None
        self.sheets = SheetTabs(source.sheets) if source.sheets else None
        self.text = None if source.pages or source.sheets else _text(source.text or source.trouble)
        for shown in (self.pages, self.sheets, self.text):
            if shown is not None:
                column.addWidget(shown)

    def show_place(self, where: str) -> None:
        """Brings ``第 2 页`` or ``工作表 自评表!C12`` into view; passes over a place that is not there."""
        if self.pages is not None:
            self.pages.show_place(where)
        elif self.sheets is not None:
            self.sheets.show_place(where)


def _text(words: str) -> QPlainTextEdit:
    shown = QPlainTextEdit(words)
    shown.setObjectName("import-text")
    shown.setAccessibleName("原文件的内容")
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    return shown


class _PageView(QWidget):
    """A page as wide as it is told to be; ``marked`` frames it."""

    def __init__(self, number: int, image: QImage) -> None:
        super().__init__()
        self.setObjectName(f"import-page-{number}")
        self.setAccessibleName(f"原文件第 {number} 页")
        self.image, self.marked = image, False

    def set_width(self, width: int) -> None:
        self.setFixedSize(QSize(width, round(width * self.image.height() / self.image.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self.image)
        if self.marked:
            painter.setPen(QPen(accent_color(self.palette()), 4))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))


class PagePictures(QScrollArea):
    """The pages under each other, fitted to the width."""

    def __init__(self, images: tuple[QImage, ...]) -> None:
        super().__init__()
        self.setObjectName("import-pages")
        self.setAccessibleName("原文件的页面")
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(self.palette().ColorRole.Mid)
        inner = QWidget()
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        stack.setSpacing(_GAP)
        stack.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.views = [_PageView(number, image) for number, image in enumerate(images, 1)]
        for view in self.views:
            stack.addWidget(view)
        self.setWidget(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pages to the new width."""
        super().resizeEvent(event)
        for view in self.views:
            view.set_width(max(self.viewport().width() - 2 * _GAP, 50))

    def show_place(self, where: str) -> None:
        """Frames the page that is named and scrolls to its head, unless it is in view."""
        named = _PAGE.match(where)
        number = int(named[1]) if named else 0
        for place, view in enumerate(self.views, 1):
            view.marked = place == number
            view.update()
            if view.marked and view.visibleRegion().isEmpty():
                self.verticalScrollBar().setValue(view.y() - _GAP)


class SheetTabs(QTabWidget):
    """The sheets' cells, for reading; merged ones as in the workbook."""

    def __init__(self, sheets: tuple[tuple[str, tuple[GridCell, ...]], ...]) -> None:
        super().__init__()
        self.setObjectName("import-sheets")
        self._places: dict[str, tuple[int, int, int]] = {}
        self.tables: list[QTableWidget] = []
        for tab, (name, cells) in enumerate(sheets):
            self.tables.append(self._table(tab, name, cells))
            self.addTab(self.tables[-1], name.replace("&", "&&"))
        self.tabBar().setVisible(len(sheets) > 1)

    def _table(self, tab: int, name: str, cells: tuple[GridCell, ...]) -> QTableWidget:
        kept = [cell for cell in cells if cell.row <= _MOST_ROWS and cell.column <= _MOST_COLUMNS]
        rows = min(max((cell.row + cell.rows - 1 for cell in kept), default=0), _MOST_ROWS)
        columns = min(max((cell.column + cell.columns - 1 for cell in kept), default=0), _MOST_COLUMNS)
        table = QTableWidget(rows, columns)
        table.setObjectName(f"import-sheet-{tab + 1}")
        table.setAccessibleName(f"原文件的工作表 {name}")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalHeaderLabels([column_letters(column + 1) for column in range(columns)])
        for cell in kept:
            place = cell.row - 1, cell.column - 1
            item = QTableWidgetItem(cell.text)
            item.setToolTip(cell.text)
            table.setItem(*place, item)
            if cell.rows > 1 or cell.columns > 1:
                table.setSpan(*place, min(cell.rows, rows - place[0]), min(cell.columns, columns - place[1]))
            if cell.where:
                self._places[cell.where] = (tab, *place)
        for column in range(columns):
            table.setColumnWidth(column, 6 * table.fontMetrics().horizontalAdvance("字"))
        table.resizeRowsToContents()
        return table

    def show_place(self, where: str) -> None:
        """Goes to the cell that is named."""
        found = self._places.get(where)
        if found is not None:
            tab, row, column = found
            self.setCurrentIndex(tab)
            self.tables[tab].setCurrentCell(row, column)
