"""How a cell of 绩效指标 looks, how tall its row must be, and which editor opens in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ziping.gui.indicator_editor import CellEditor
from ziping.gui.indicator_marks import SIZE, draw_carried, draw_mark, draw_remark
from ziping.gui.indicator_model import (
    ADVICE,
    CARRIED,
    FIELDS,
    HANDLE,
    LEVEL,
    NAME,
    NUMERIC,
    REMARKED,
    SEVERITY,
    TARGET,
    Index,
    IndicatorModel,
)
from ziping.gui.indicator_text import SIDE, SMALL, TOP, Typesetter
from ziping.gui.marks import accent_color, mixed
from ziping.gui.typeface import scaled, tabular

DEPTH = {"dimension": 1, "category": 2, "indicator": 3}
ADVICE_LEVEL = "advice"


class CellDelegate(QStyledItemDelegate):
    """Draws wrapped text, figures on the right, problem marks and the frame of the current cell."""

    left = Signal(str)
    """An editor was committed and its cell left: ``down``, ``next`` or ``previous``."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.replacing = False
        """Whether the editor opened next gives its text up to the first key typed."""
        self._font = view.font()
        self._typesetters: dict[str, Typesetter] = {}
        self._told = (0, 0, 0)
        """Row, column and height of the last answer to Qt."""

    # Looks.

    def _typesetter(self, level: str) -> Typesetter:
        """Bold for 一级, medium for 二级, small for a suggestion."""
        if self._font != self._view.font():
            self._font = QFont(self._view.font())
            self._typesetters.clear()
        if level not in self._typesetters:
            font = scaled(tabular(self._font), SMALL if level == ADVICE_LEVEL else 1)
            weights = {"dimension": QFont.Weight.Bold, "category": QFont.Weight.Medium}
            font.setWeight(weights.get(level, QFont.Weight.Normal))
            self._typesetters[level] = Typesetter(font)
        return self._typesetters[level]

    def group_color(self, level: str) -> QColor:
        """What stands behind a row."""
        palette = self._view.palette()
        share = {"dimension": 0.08, "category": 0.04}.get(level, 0.0)
        return mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), share)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draws one cell."""
        palette, level = self._view.palette(), str(index.data(LEVEL))
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if level != "indicator" and index.column() in {TARGET, TARGET + 1}:
            self._draw_note(painter, rect, index)
            return
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        ground = self.group_color(level)
        if state & QStyle.StateFlag.State_Selected:
            ground = mixed(palette.color(QPalette.ColorRole.Highlight), ground, 0.22)
        painter.fillRect(rect, ground)
        self._draw_line_beside(painter, rect, palette)
        self._draw_texts(painter, rect, ground, index)
        if index.data(REMARKED):
            draw_remark(painter, QRectF(rect), accent_color(palette))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _draw_note(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """What is said of a group reaches over two columns."""
        if index.column() == TARGET:
            ink, ground = (
                self._view.palette().color(QPalette.ColorRole.Text),
                self.group_color(str(index.data(LEVEL))),
            )
            painter.setPen(mixed(ink, ground, 0.68))
            corner, width = rect.topLeft() + QPoint(SIDE, TOP), self._room(TARGET) + self._room(TARGET + 1)
            self._typesetter("indicator").draw(painter, corner, str(index.data()), width, _side(TARGET))
        else:
            self._draw_line_beside(painter, rect, self._view.palette())

    def _room(self, column: int) -> int:
        return self._view.columnWidth(column) - 2 * SIDE

    def _draw_texts(self, painter: QPainter, rect: QRect, ground: QColor, index: Index) -> None:
        """The cell's text beside its problem mark, and the suggestion in or below the first line."""
        palette, level, column = self._view.palette(), str(index.data(LEVEL)), index.column()
        faint = column == HANDLE
        setter = self._typesetter("indicator" if faint else level)
        area, severity, side = rect.adjusted(SIDE, TOP, -SIDE, -TOP), index.data(SEVERITY), _side(column)
        ink = palette.color(QPalette.ColorRole.Text)
        quiet = mixed(ink, ground, 0.68)
        area = self._draw_marks(painter, area, index, quiet)
        text = str(index.data() or "")
        painter.setPen(quiet if faint else ink)
        setter.draw(painter, area.topLeft(), text, area.width(), side)
        advice = index.data(ADVICE)
        if advice:
            small = self._typesetter(ADVICE_LEVEL)
            top = area.top() + (setter.pitch if text or severity else setter.pitch - small.pitch)
            painter.setPen(quiet)
            small.draw(painter, QPoint(rect.left() + SIDE, top), str(advice), rect.width() - 2 * SIDE, side)

    def _draw_marks(self, painter: QPainter, area: QRect, index: Index, quiet: QColor) -> QRect:
        """The marks of problems and of last year's values beside a text; gives the room that is left for it."""
        level, left = str(index.data(LEVEL)), index.column() in NUMERIC
        top = area.top() + (self._typesetter(level).pitch - SIZE) / 2
        severity, palette = index.data(SEVERITY), self._view.palette()
        if severity:
            area, place = _cut(area, top, left=left)
            draw_mark(painter, place, severity, palette)
        if index.data(CARRIED):
            area, place = _cut(area, top, left=left)
            draw_carried(painter, place, quiet)
        return area

    def draw_line_below(self, painter: QPainter, rect: QRect) -> None:
        """The hairline below a row."""
        palette = self._view.palette()
        painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.15))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _draw_line_beside(self, painter: QPainter, rect: QRect, palette: QPalette) -> None:
        painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.15))
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Qt: the whole row's height for every column, because Qt asks only those scrolled into view.

        It asks them from left to right; what the first of a row was told holds for the others.
        """
        row, column, height = self._told
        if row != index.internalId() or column >= index.column():
            height = self._row_height(index)
        self._told = (index.internalId(), index.column(), height)
        return QSize(0, height)

    def forget_height(self) -> None:
        """What a row was told no longer holds."""
        self._told = (0, 0, 0)

    def _row_height(self, index: Index) -> int:
        level = str(index.data(LEVEL))
        cells = (index.sibling(index.row(), column) for column in range(NAME, len(FIELDS)))
        tallest = max(self._text_height(cell, level) for cell in cells)
        return max(tallest, self._typesetter(level).pitch) + 2 * TOP + 1

    def _text_height(self, index: Index, level: str) -> int:
        text, advice = str(index.data() or ""), index.data(ADVICE)
        room = self._room(index.column())
        width = room
        if level != "indicator" and index.column() == TARGET:
            width += self._room(TARGET + 1)
        if index.column() == NAME:
            width -= DEPTH.get(level, 0) * self._view.indentation()
        width -= (SIZE + 2) * (bool(index.data(SEVERITY)) + bool(index.data(CARRIED)))
        side = _side(index.column())
        below = self._typesetter(ADVICE_LEVEL).height(str(advice), room, side) if advice else 0
        first = text or ("1" if advice and index.data(SEVERITY) else "")
        return self._typesetter(level).height(first, width, side) + below

    # Editing.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: opens the cell's editor."""
        setter, side = self._typesetter(str(index.data(LEVEL))), _side(index.column())
        editor = CellEditor(parent, option.rect, setter, side)  # type: ignore[attr-defined]
        editor.setObjectName("indicator_cell_editor")
        model = index.model()
        if isinstance(model, IndicatorModel):
            editor.setAccessibleName(model.label(index.column()))
        editor.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) or ""))
        editor.left.connect(lambda way: self._leave(editor, way))
        return editor

    def _leave(self, editor: CellEditor, way: str) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(way)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Qt: fills the editor, once only: a change from elsewhere never rewrites what is being typed."""
        if isinstance(editor, CellEditor):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole)), replace=self.replacing)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Qt: hands over what was typed, if anything was."""
        if isinstance(editor, CellEditor) and editor.modified:
            model.setData(index, editor.text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        """Qt: the cell moved or changed its size."""
        if isinstance(editor, CellEditor):
            editor.place(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Tab and Enter belong to the editor; Qt would take Tab even from a composition."""
        if (
            isinstance(watched, CellEditor)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            return False
        return super().eventFilter(watched, event)


def _cut(area: QRect, top: float, *, left: bool) -> tuple[QRect, QRectF]:
    """A place for a mark cut off from one end of an area, and the rest."""
    start = area.left() if left else area.right() - SIZE + 1
    rest = area.adjusted(SIZE + 2, 0, 0, 0) if left else area.adjusted(0, 0, -SIZE - 2, 0)
    return rest, QRectF(start, top, SIZE, SIZE)


def _side(column: int) -> Qt.AlignmentFlag:
    if column in NUMERIC:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignHCenter if column == HANDLE else Qt.AlignmentFlag.AlignLeft
