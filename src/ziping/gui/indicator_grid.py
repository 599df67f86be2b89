"""The cells of 绩效指标 as one works in them: selection, the open editor, and keys as in a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView, QWidget

from ziping.form.path import FieldPath
from ziping.gui.indicator_cell import CellDelegate
from ziping.gui.indicator_columns import ColumnWidths
from ziping.gui.indicator_editor import CellEditor
from ziping.gui.indicator_model import FIELDS, HANDLE, LEVEL, NAME, Index, IndicatorModel

Flag = QItemSelectionModel.SelectionFlag
Edit = QAbstractItemView.EditTrigger
MOVES = QAbstractItemView.CursorAction


class IndicatorGrid(QTreeView):
    """Shows an ``IndicatorModel``; changes nothing itself."""

    delete_wanted = Signal()

    def __init__(self, model: IndicatorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_tree")
        self.setAccessibleName("绩效指标")
        self.cells = CellDelegate(self)
        self.nodes = model
        # Before the view hears of it and asks for heights.
        model.dataChanged.connect(self.cells.forget_height)
        model.layoutChanged.connect(self.cells.forget_height)
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setTreePosition(NAME)
        self.setIndentation(12)
        self.setWordWrap(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(Edit.DoubleClicked | Edit.EditKeyPressed | Edit.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.cells.left.connect(self._go_on)
        self.widths = ColumnWidths(self)

    # What is selected.

    def go_to(self, index: QModelIndex) -> None:
        """Makes one cell current and selects no other; Qt's own way would look at Ctrl and Shift being down."""
        self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)

    def current_path(self) -> FieldPath | None:
        """The field of the current cell."""
        return self.nodes.path(self.currentIndex())

    def field_in_hand(self) -> FieldPath | None:
        """The field of the current cell or, where nothing can be typed (beside a group's name), of its row's name."""
        return self.current_path() or self.nodes.path(self.currentIndex().siblingAtColumn(NAME))

    def current_id(self) -> str:
        """The id of the row the current cell is in, empty for none."""
        entry = self.nodes.entry(self.currentIndex())
        return entry.node.id if entry else ""

    def selected_cells(self) -> list[FieldPath]:
        """The cells of 三级指标 that are selected, or the current one."""
        found = [self.nodes.path(index) for index in self.selectionModel().selectedIndexes()]
        cells = [path for path in found if path is not None and path.section == "indicator"]
        return cells or [path for path in [self.current_path()] if path is not None and path.section == "indicator"]

    def whole_rows(self) -> list[str]:
        """The ids of rows selected by their handle."""
        handles = [index for index in self.selectionModel().selectedIndexes() if index.column() == HANDLE]
        return [entry.node.id for entry in map(self.nodes.entry, handles) if entry is not None]

    def touched_rows(self) -> list[str]:
        """The ids of rows of which anything is selected."""
        found = [self.nodes.entry(index) for index in self.selectionModel().selectedIndexes()]
        ids = dict.fromkeys(entry.node.id for entry in found if entry is not None)
        return list(ids) or [one for one in [self.current_id()] if one]

    def select_rows(self, ids: list[str], column: int = NAME) -> None:
        """Selects whole rows and makes the first of them current."""
        entries, selection = self.nodes.entries(), QItemSelection()
        indexes = [self.nodes.index_of(FieldPath(entries[one].section, one, "name")) for one in ids if one in entries]
        for index in indexes:
            selection.select(index.siblingAtColumn(HANDLE), index.siblingAtColumn(len(FIELDS) - 1))
        if indexes:
            self.selectionModel().setCurrentIndex(indexes[0].siblingAtColumn(column), Flag.NoUpdate)
            self.selectionModel().select(selection, Flag.ClearAndSelect)
            self.scrollTo(indexes[0])

    def focus(self, path: FieldPath, *, open_editor: bool) -> bool:
        """Expands, scrolls to and selects the cell of a field, and opens it; false if it is not shown here."""
        index = self.nodes.index_of(path)
        if not index.isValid():
            return False
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(index)
        self.scrollTo(index)
        if open_editor and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)
        return True

    def select_cells(self, paths: Iterable[FieldPath]) -> None:
        """Selects these cells and makes the first of them current."""
        selection, current = QItemSelection(), QModelIndex()
        rows: dict[str, list[QModelIndex]] = {}
        for path in paths:
            rows.setdefault(path.row, []).append(self.nodes.index_of(path))
        for cells in rows.values():
            current = current if current.isValid() else cells[0]
            selection.append(QItemSelectionRange(cells[0], cells[-1]))
        if current.isValid():
            self.selectionModel().setCurrentIndex(current, Flag.NoUpdate)
            self.selectionModel().select(selection, Flag.ClearAndSelect)
            self.scrollTo(current)

    # The open editor.

    def editor(self) -> CellEditor | None:
        """The editor that is open; one that was closed lives on, hidden, until Qt finds time to delete it."""
        return next((editor for editor in self.viewport().findChildren(CellEditor) if not editor.isHidden()), None)

    def commit_editor(self) -> None:
        """Hands over what is being typed and closes the editor."""
        editor = self.editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, self.cells.EndEditHint.NoHint)

    def drop_untouched_editor(self) -> None:
        """Closes an editor in which nothing was typed, so that it shows no value that has gone."""
        editor = self.editor()
        if editor is not None and not editor.modified:
            self.closeEditor(editor, self.cells.EndEditHint.RevertModelCache)

    def edit(self, index: QModelIndex, *how: object) -> object:  # type: ignore[override]
        """Qt: opens a cell; the first key typed takes the place of what was there, F2 keeps it."""
        self.cells.replacing = bool(how) and how[0] == Edit.AnyKeyPressed
        return super().edit(index, *how)

    # Keys.

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: opens the editor for a composition, but loses a text that comes without one, such as “，”."""
        alone = event.commitString() and not event.preeditString() and self.editor() is None
        super().inputMethodEvent(event)
        editor = self.editor()
        if alone and editor is not None and not editor.modified:
            QApplication.sendEvent(editor, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Tab, Enter and Delete as in a workbook; a character opens the editor and is its first."""
        key, plain = (
            event.key(),
            event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier},
        )
        editor = self.editor()
        if editor is not None and editor.composing:
            return  # A composition that began on the cell keeps its focus here until its first text.
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.setAccepted(self._step(1 if key == Qt.Key.Key_Tab else -1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._sink(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_Delete and plain:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.select_rows(self.touched_rows(), max(self.currentIndex().column(), NAME))
        elif _is_text(event) and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex(), Edit.AnyKeyPressed, event)
        else:
            super().keyPressEvent(event)

    def _go_on(self, way: str) -> None:
        if way == "down":
            self._sink(1)
        else:
            self._step(1 if way == "next" else -1)

    def _step(self, by: int) -> bool:
        """To the next or previous cell of a 三级 row, over the ends of rows; false at the ends of the table."""
        here = self.currentIndex()
        column = here.column() + by if self._is_leaf(here) else (0 if by < 0 else len(FIELDS))
        row = here
        if not NAME <= column < len(FIELDS):
            row = self._leaf_beside(here, by)
            column = NAME if by > 0 else len(FIELDS) - 1
        if not row.isValid():
            return False
        self.go_to(row.siblingAtColumn(column))
        return True

    def _sink(self, by: int) -> None:
        """To the same column of the 三级 row below or above."""
        row = self._leaf_beside(self.currentIndex(), by)
        if row.isValid():
            self.go_to(row.siblingAtColumn(max(self.currentIndex().column(), NAME)))

    def _is_leaf(self, index: Index) -> bool:
        return index.isValid() and index.data(LEVEL) == "indicator"

    def _leaf_beside(self, index: QModelIndex, by: int) -> QModelIndex:
        row = self._row_beside(index, by)
        while row.isValid() and not self._is_leaf(row):
            row = self._row_beside(row, by)
        return row

    def _row_beside(self, index: QModelIndex, by: int) -> QModelIndex:
        row = index.siblingAtColumn(HANDLE)
        return self.indexBelow(row) if by > 0 else self.indexAbove(row)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Qt: arrows stay on cells that can be edited; ← and → fold a group."""
        here = self.currentIndex()
        if action in {MOVES.MoveLeft, MOVES.MoveRight}:
            return self._sideways(here, 1 if action == MOVES.MoveRight else -1)
        if action in {MOVES.MoveUp, MOVES.MoveDown}:
            by = 1 if action == MOVES.MoveDown else -1
            row = self._leaf_beside(here, by) if here.column() > NAME else self._row_beside(here, by)
            return row.siblingAtColumn(max(here.column(), NAME)) if row.isValid() else here
        if action in {MOVES.MoveHome, MOVES.MoveEnd} and not modifiers & Qt.KeyboardModifier.ControlModifier:
            last = len(FIELDS) - 1 if self._is_leaf(here) else NAME
            return here.siblingAtColumn(NAME if action == MOVES.MoveHome else last)
        there = super().moveCursor(action, modifiers)
        column = max(here.column(), NAME) if self._is_leaf(there) else NAME
        return there.siblingAtColumn(column) if there.isValid() else there

    def _sideways(self, here: QModelIndex, by: int) -> QModelIndex:
        if here.isValid() and not self._is_leaf(here):
            self.setExpanded(here.siblingAtColumn(HANDLE), by > 0)
            return here
        column = here.column() + by
        return here.siblingAtColumn(column) if NAME <= column < len(FIELDS) else here

    def selectAll(self) -> None:
        """Qt: every cell of every 三级指标, but no row as a whole."""
        selection, row = QItemSelection(), self._leaf_beside(self.model().index(0, HANDLE), 1)
        while row.isValid():
            selection.select(row.siblingAtColumn(NAME), row.siblingAtColumn(len(FIELDS) - 1))
            row = self._leaf_beside(row, 1)
        self.selectionModel().select(selection, Flag.ClearAndSelect)


def _is_text(event: QKeyEvent) -> bool:
    commands = (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    )
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & commands
