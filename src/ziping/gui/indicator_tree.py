"""The table of 绩效指标: whole rows by their handle, dragged where they may go; its cells are ``IndicatorGrid``'s."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from ziping.app.outline import Place, drop_place
from ziping.form.model import Form
from ziping.gui.indicator_grid import IndicatorGrid
from ziping.gui.indicator_model import HANDLE, LEVEL, Index, IndicatorModel

ROWS_MIME = "application/x-ziping-indicator-rows"


class IndicatorTree(IndicatorGrid):
    """Changes nothing itself but tells what the clerk wants."""

    rows_dropped = Signal(list, object)
    """Ids and the ``Place`` they were dropped at."""

    def __init__(self, model: IndicatorModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.form: Form | None = None
        self._pressed: QPoint | None = None
        self._drop: tuple[QModelIndex, bool, Place] | None = None
        self.setAcceptDrops(True)

    # The mouse on a handle: whole rows, and dragging them.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a press on the handle selects the row, with Shift or Ctrl several."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index.column() != HANDLE:
            self._pressed = None
            super().mousePressEvent(event)
            return
        self._pressed = event.position().toPoint()
        entry = self.nodes.entry(index)
        clicked = entry.node.id if entry else ""
        rows = self.whole_rows()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select_rows(self._rows_between(self.current_id(), clicked))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.select_rows([row for row in rows if row != clicked] if clicked in rows else [*rows, clicked])
        elif clicked not in rows:
            self.select_rows([clicked])

    def _rows_between(self, one: str, other: str) -> list[str]:
        shown: list[str] = []
        index = self.model().index(0, HANDLE)
        while index.isValid():
            entry = self.nodes.entry(index)
            shown.append(entry.node.id if entry else "")
            index = self.indexBelow(index)
        if one not in shown or other not in shown:
            return [other]
        start, end = shown.index(one), shown.index(other)
        return shown[start : end + 1] if start <= end else shown[end : start + 1][::-1]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: rows are dragged by their handle, cells are selected everywhere else."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._pressed = None
            drag, data = QDrag(self), QMimeData()
            data.setData(ROWS_MIME, "\n".join(self.whole_rows()).encode())
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: ends a press on the handle."""
        if self._pressed is None:
            super().mouseReleaseEvent(event)
        self._pressed = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: only rows of this table are taken."""
        event.setAccepted(event.source() is self and event.mimeData().hasFormat(ROWS_MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt: shows where the rows would go; where they may not, no drop is offered."""
        self._drop = self._drop_at(event.position().toPoint(), self.whole_rows())
        event.setAccepted(self._drop is not None)
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        """Qt: the drag went elsewhere."""
        self._drop = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: the rows are let go."""
        target = self._drop_at(event.position().toPoint(), self.whole_rows())
        self._drop = None
        self.viewport().update()
        event.setAccepted(target is not None)
        if target is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            self.rows_dropped.emit(self.whole_rows(), target[2])

    def _drop_at(self, point: QPoint, ids: list[str]) -> tuple[QModelIndex, bool, Place] | None:
        index = self.indexAt(point)
        entry = self.nodes.entry(index)
        if entry is None or self.form is None:
            return None
        lower = point.y() > self.visualRect(index).center().y()
        place = drop_place(self.form, ids, entry.node.id, lower=lower)
        return (index, lower, place) if place is not None else None

    # Looks.

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: a group's tint reaches under its branch."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.fillRect(rect, self.cells.group_color(str(index.data(LEVEL))))
        super().drawRow(painter, option, index)
        self.cells.draw_line_below(painter, rect)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Qt: the arrow of a group, on the row's own tint even where the row is selected."""
        painter.fillRect(rect, self.cells.group_color(str(index.data(LEVEL))))
        if self.nodes.rowCount(index.sibling(index.row(), HANDLE)):
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            arrow = QRect(rect.right() - self.indentation() + 1, rect.top(), self.indentation(), rect.height())
            state = QStyle.StateFlag.State_Children | QStyle.StateFlag.State_Enabled
            if self.isExpanded(index.sibling(index.row(), HANDLE)):
                state |= QStyle.StateFlag.State_Open
            option.rect, option.state = arrow, state  # type: ignore[attr-defined]
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorBranch, option, painter, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the line, or the frame around a group, where a drop would go."""
        super().paintEvent(event)
        if self._drop is None:
            return
        index, lower, place = self._drop
        rect = self.visualRect(index)
        rect.setLeft(0)
        rect.setRight(self.viewport().width() - 1)
        with QPainter(self.viewport()) as painter:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            entry = self.nodes.entry(index)
            if entry is not None and entry.node.id == place.parent:
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
            else:
                y = rect.bottom() if lower else rect.top()
                painter.drawLine(rect.left(), y, rect.right(), y)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font means other heights."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()
