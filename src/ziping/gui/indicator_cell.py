"""How a cell of 绩效指标 looks, how tall its row must be, and which editor opens in it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ziping.gui.indicator_editor import CellEditor
from ziping.gui.indicator_marks import SIZE, draw_mark, mixed
from ziping.gui.indicator_model import FIELDS, HANDLE, LEVEL, NAME, NUMERIC, SEVERITY, TARGET, Index, IndicatorModel

SIDE, TOP = 6, 5
DEPTH = {"dimension": 1, "category": 2, "indicator": 3}
WRAPPED = int(Qt.TextFlag.TextWordWrap)


class CellDelegate(QStyledItemDelegate):
    """Draws wrapped text, figures on the right, problem marks and the frame of the current cell."""

    left = Signal(str)
    """An editor was committed and its cell left: ``down``, ``next`` or ``previous``."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.replacing = False
        """Whether the editor opened next gives its text up to the first key typed."""

    # Looks.

    def font_of(self, level: str) -> QFont:
        """Bold for 一级, medium for 二级."""
        font = QFont(self._view.font())
        weights = {"dimension": QFont.Weight.Bold, "category": QFont.Weight.Medium}
        font.setWeight(weights.get(level, QFont.Weight.Normal))
        return font

    def group_color(self, level: str) -> QColor:
        """What stands behind a row."""
        palette = self._view.palette()
        share = {"dimension": 0.08, "category": 0.04}.get(level, 0.0)
        return mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), share)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draws one cell."""
        palette, level = self._view.palette(), str(index.data(LEVEL))
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        ground = self.group_color(level)
        if state & QStyle.StateFlag.State_Selected:
            ground = mixed(palette.color(QPalette.ColorRole.Highlight), ground, 0.22)
        painter.fillRect(rect, ground)
        self._draw_line_beside(painter, rect, palette)
        severity = index.data(SEVERITY)
        area = rect.adjusted(SIDE, TOP, -SIDE, -TOP)
        if severity:
            at_left = index.column() in NUMERIC
            left = area.left() if at_left else area.right() - SIZE + 1
            draw_mark(painter, QRectF(left, area.top() + 1, SIZE, SIZE), severity, palette)
            area.adjust(SIZE + 2 if at_left else 0, 0, 0 if at_left else -SIZE - 2, 0)
        text = palette.color(QPalette.ColorRole.Text)
        faint = index.column() == HANDLE or (level != "indicator" and index.column() == TARGET)
        painter.setPen(mixed(text, ground, 0.68) if faint else text)
        painter.setFont(self.font_of("indicator" if faint else level))
        painter.drawText(area, _alignment(index.column()) | WRAPPED, str(index.data() or ""))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def draw_line_below(self, painter: QPainter, rect: QRect) -> None:
        """The hairline below a row."""
        palette = self._view.palette()
        painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.15))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _draw_line_beside(self, painter: QPainter, rect: QRect, palette: QPalette) -> None:
        painter.setPen(mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.15))
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Qt: the whole row's height for every column, because Qt asks only those scrolled into view."""
        level = str(index.data(LEVEL))
        tallest = max(
            self._text_height(index.sibling(index.row(), column), level) for column in range(NAME, len(FIELDS))
        )
        return QSize(0, max(tallest, self._view.fontMetrics().lineSpacing()) + 2 * TOP + 1)

    def _text_height(self, index: Index, level: str) -> int:
        text = str(index.data() or "")
        if not text:
            return 0
        width = self._view.columnWidth(index.column()) - 2 * SIDE
        if index.column() == NAME:
            width -= DEPTH.get(level, 0) * self._view.indentation()
        if index.data(SEVERITY):
            width -= SIZE + 2
        return _wrapped_height(text, self.font_of(level).toString(), width)

    # Editing.

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: opens the cell's editor."""
        editor = CellEditor(parent, option.rect)  # type: ignore[attr-defined]
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
            model.setData(index, editor.toPlainText(), Qt.ItemDataRole.EditRole)

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


def _alignment(column: int) -> int:
    if column in NUMERIC:
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    side = Qt.AlignmentFlag.AlignHCenter if column == HANDLE else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignTop)


@lru_cache(maxsize=8192)
def _wrapped_height(text: str, font: str, width: int) -> int:
    metrics = _metrics(font)
    return metrics.boundingRect(QRect(0, 0, max(width, 8), 1 << 16), WRAPPED, text).height()


@lru_cache(maxsize=64)
def _metrics(font: str) -> QFontMetrics:
    named = QFont()
    named.fromString(font)
    return QFontMetrics(named)
