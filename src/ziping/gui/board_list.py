"""The table of the board: a row for each file, sorted and filtered by Qt itself.

All that Qt asks while it paints lies ready in its own items: a thread that reads forms would hold up every call into
Python by some milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRegularExpression,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QBrush,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from ziping.app.board import Entry, shown
from ziping.app.cell_block import block_text
from ziping.app.namesakes import Namesakes
from ziping.gui.board_cells import (
    BESIDE,
    COLUMNS,
    COUNTS,
    FIGURES,
    GRADE,
    HINTS,
    PROJECT,
    STEP,
    UNIT,
    USUAL,
    refused_texts,
    sorting_value,
    spoken_progress,
    texts_of,
)
from ziping.gui.cell_room import RoomyCells
from ziping.gui.marks import quiet_color, severity_color, spoken
from ziping.gui.typeface import tabular
from ziping.rules.findings import SEVERITY_NAMES, Finding

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGNED = dict.fromkeys(FIGURES, _RIGHT) | {GRADE: Qt.AlignmentFlag.AlignCenter}
_PATH: Final = int(Qt.ItemDataRole.UserRole)
_ORDER: Final = _PATH + 1
_HAYSTACK: Final = _PATH + 2
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class BoardList(QTreeView):
    """Rows of entries; ``opened`` names the file of a row that was double-clicked or chosen by Enter."""

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board-list")
        self.setAccessibleName("年度项目板：自评表")
        self._entries: dict[Path, Entry] = {}
        self._beside: dict[Path, tuple[Finding, ...]] = {}
        self._items: dict[Path, QStandardItem] = {}
        self._refused: set[Path] = set()
        self._alike = Namesakes()
        self._rows = QStandardItemModel(0, len(COLUMNS), self)
        self._rows.setHorizontalHeaderLabels(list(COLUMNS))
        for column in range(len(COLUMNS)):
            self._rows.horizontalHeaderItem(column).setTextAlignment(_ALIGNED.get(column, _LEFT))
            self._rows.horizontalHeaderItem(column).setToolTip(HINTS.get(column, ""))
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSortRole(_ORDER)
        self._shown.setFilterRole(_HAYSTACK)
        self._shown.setFilterKeyColumn(PROJECT)
        self._shown.setSourceModel(self._rows)
        self.setModel(self._shown)
        self._set_up()
        self.copying = QAction("复制文字", self)
        self.copying.setObjectName("board-copy-text")
        self.copying.setShortcut(QKeySequence.StandardKey.Copy)
        self.copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copying.triggered.connect(self.copy)
        self.addAction(self.copying)
        self.doubleClicked.connect(self._open)
        for told in (self.selectionModel().selectionChanged, self.selectionModel().currentChanged):
            told.connect(lambda *_: self.chosen_changed.emit())

    def _set_up(self) -> None:
        self.setItemDelegate(RoomyCells(self))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setMinimumSectionSize(24)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setAccessibleName("列")
        self.sort_by(UNIT, descending=False)
        self._fit()

    # --- what is in it -------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Shows no file."""
        self._entries.clear()
        self._beside.clear()
        self._items.clear()
        self._refused.clear()
        self._alike = Namesakes()
        self._rows.removeRows(0, self._rows.rowCount())

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Shows these, each in the place of what was shown of its file before."""
        now = datetime.now().astimezone()
        otherwise: set[Path] = set()
        for entry in entries:
            self._entries[entry.path] = entry
            otherwise |= self._alike.put(entry)
            cells = self._cells(entry, now)
            (self._refused.add if entry.refusal else self._refused.discard)(entry.path)
            old = self._items.get(entry.path)
            if old is None:
                self._rows.appendRow(cells)
                self._items[entry.path] = cells[0]
            else:
                self._put(old.row(), cells)
        self._call_otherwise(otherwise, now)
        self._span()

    def _call_otherwise(self, paths: Iterable[Path], now: datetime) -> None:
        """Shows rows again that read the same as one that came or went."""
        for path in paths:
            self._put(self._items[path].row(), self._cells(self._entries[path], now))

    def _put(self, row: int, cells: Sequence[QStandardItem]) -> None:
        """Gives a row other texts; it stays chosen if it was."""
        for column, cell in enumerate(cells):
            item = self._rows.item(row, column)
            for role in (_ORDER, _HAYSTACK, _SPOKEN, *map(int, _LOOKS)):
                item.setData(cell.data(role), role)
        index = self._shown.mapFromSource(self._rows.index(row, 0))
        if index.isValid():
            self.setFirstColumnSpanned(index.row(), QModelIndex(), False)

    def show_beside(self, path: Path, findings: tuple[Finding, ...]) -> None:
        """Counts what was found in a form beside the others."""
        if path in self._entries and findings != self._beside.get(path, ()):
            self._beside[path] = findings
            self.show_entries([self._entries[path]])

    def keep_only(self, paths: Iterable[Path]) -> None:
        """Takes away the rows of other files."""
        gone, otherwise = set(self._entries) - set(paths), set[Path]()
        for path in gone:
            self._rows.removeRow(self._items.pop(path).row())
            del self._entries[path]
            self._beside.pop(path, None)
            self._refused.discard(path)
            otherwise |= self._alike.drop(path)
        self._call_otherwise(otherwise - gone, datetime.now().astimezone())

    @property
    def entries(self) -> dict[Path, Entry]:
        """All entries, also those that the filter hides."""
        return self._entries

    @property
    def beside(self) -> dict[Path, tuple[Finding, ...]]:
        """The findings between the forms."""
        return self._beside

    def _cells(self, entry: Entry, now: datetime) -> list[QStandardItem]:
        texts = refused_texts(entry) if entry.refusal else self._texts(entry, now)
        hint = "\n".join(filter(None, (entry.refusal or spoken_progress(entry), *entry.notes, shown(entry.path))))
        cells = []
        for column, text in enumerate(texts):
            cell = QStandardItem(text)
            cell.setData(sorting_value(column, entry, self._counts(entry)), _ORDER)
            cell.setToolTip(hint)
            cell.setTextAlignment(_ALIGNED.get(column, _LEFT))
            if column in FIGURES:
                cell.setFont(tabular(self.font()))
            if column == STEP and not entry.refusal:
                cell.setData(spoken_progress(entry), _SPOKEN)
            cells.append(cell)
        beside = "\n".join(spoken(found) for found in self._heard(entry))
        cells[BESIDE].setToolTip(beside or hint)
        cells[0].setData(str(entry.path), _PATH)
        words = (entry.project, entry.unit, entry.department, entry.edition, entry.year, entry.step, entry.grade)
        cells[0].setData("\n".join((*words, shown(entry.path.name), shown(entry.path.parent.name))), _HAYSTACK)
        self._tint(cells, entry)
        return cells

    def _texts(self, entry: Entry, now: datetime) -> tuple[str, ...]:
        return texts_of(entry, self._alike.file_name(entry.path), self._counts(entry), now)

    def _counts(self, entry: Entry) -> dict[int, int]:
        return {7: entry.errors, 8: entry.warnings, BESIDE: len(self._heard(entry))}

    def _heard(self, entry: Entry) -> list[Finding]:
        """What was found between this form and others and is not answered, the worst first."""
        heard = [found for found in self._beside.get(entry.path, ()) if found.acknowledged is None]
        return sorted(heard, key=lambda found: list(SEVERITY_NAMES).index(found.severity))

    def _tint(self, cells: Sequence[QStandardItem], entry: Entry) -> None:
        """Greys what can't be read (the system's grey is too faint); counts that matter have their colour."""
        for column, cell in enumerate(cells):
            beside = next((found.severity for found in self._heard(entry)), None)
            severity = beside if column == BESIDE else COUNTS.get(column)
            brush: QBrush | None = None
            if entry.refusal:
                brush = QBrush(quiet_color(self.palette()))
            elif severity is not None and cell.text() != "0":
                brush = QBrush(severity_color(severity, self.palette()))
            cell.setData(brush, int(Qt.ItemDataRole.ForegroundRole))

    # --- which rows ------------------------------------------------------------------------------------------------

    def filter(self, text: str) -> None:
        """Shows the rows in which each of the words stands somewhere."""
        every = "".join(f"(?=.*{QRegularExpression.escape(word)})" for word in text.split())
        options = QRegularExpression.PatternOption
        self._shown.setFilterRegularExpression(
            QRegularExpression(
                every and f"\\A{every}", options.CaseInsensitiveOption | options.DotMatchesEverythingOption
            )
        )
        self._span()
        self.chosen_changed.emit()

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The column by which the rows are sorted, and whether downwards."""
        return self._shown.sortColumn(), self._shown.sortOrder() == Qt.SortOrder.DescendingOrder

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Sorts the rows."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column if 0 <= column < len(COLUMNS) else UNIT, order)

    @property
    def shown_paths(self) -> tuple[Path, ...]:
        """The files of the rows that the filter leaves, from above."""
        return tuple(self._path(self._shown.index(row, 0)) for row in range(self._shown.rowCount()))

    @property
    def chosen(self) -> tuple[Path, ...]:
        """The files of the chosen rows, from above."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(map(self._path, rows))

    @property
    def current(self) -> Path | None:
        """The file of the row with the cursor, if it is chosen."""
        index = self.currentIndex()
        return self._path(index) if index.isValid() and self.selectionModel().isSelected(index) else None

    def choose(self, path: Path) -> None:
        """Puts the cursor on the row of a file."""
        item = self._items.get(path)
        if item is None:
            return
        index = self._shown.mapFromSource(item.index())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @staticmethod
    def _path(index: QModelIndex) -> Path:
        return Path(str(index.siblingAtColumn(0).data(_PATH)))

    # --- what is done with it --------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Puts the chosen rows on the clipboard with their headings, as a workbook would."""
        indexes = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        if indexes:
            rows = tuple(
                tuple(str(one.siblingAtColumn(column).data() or "") for column in range(len(COLUMNS)))
                for one in indexes
            )
            QGuiApplication.clipboard().setText(block_text((COLUMNS, *rows)))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._path(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the form with the cursor."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the window's letters and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._dress()

    def _dress(self) -> None:
        for path, item in self._items.items():
            cells = [self._rows.item(item.row(), column) for column in range(len(COLUMNS))]
            self._tint(cells, self._entries[path])
            for column in FIGURES:
                cells[column].setFont(tabular(self.font()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the new width among the columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Gives each column the room that its usual texts want at this size of letters, names the rest."""
        letters = self.fontMetrics()
        rest = self.viewport().width()
        for column, text in enumerate(USUAL, start=UNIT + 1):
            self.setColumnWidth(column, letters.horizontalAdvance(text) + 16)
            rest -= self.columnWidth(column)
        least = 7 * letters.height()
        self.setColumnWidth(PROJECT, max(rest - rest // 2, least))
        self.setColumnWidth(UNIT, max(rest // 2, least))

    def _span(self) -> None:
        """Lets the sentence of a file that can't be read go over all columns; a filter makes Qt forget."""
        for path in self._refused:
            index = self._shown.mapFromSource(self._items[path].index())
            if index.isValid():
                self.setFirstColumnSpanned(index.row(), QModelIndex(), True)


_LOOKS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.ForegroundRole,
)
