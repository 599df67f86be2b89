"""Two forms side by side: a table of what differs, each changed part marked, and a dialog around it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ziping.app.cell_block import block_text
from ziping.app.comparison import ABSENT, BLANK, Line, Span, changed_parts
from ziping.gui.marks import accent_color, mixed, quiet_color

_SPANS: Final = int(Qt.ItemDataRole.UserRole)
_SHARES = (28, 36, 36)
"""How the columns share the width, in percent."""
_RULED = 1
"""Pixels of its column that a cell leaves to the line drawn between two columns."""
Index = QModelIndex | QPersistentModelIndex


def counted(left: str, right: str, lines: Sequence[Line]) -> str:
    """How many differences there are between what ``left`` and ``right`` name, in a sentence."""
    return f"“{left}”和“{right}”" + (f"有 {len(lines)} 处不同。" if lines else "完全一样。")


class ComparisonTable(QTableWidget):
    """项目 | left | right, a row for each difference; for reading, going through by keys, and copying.

    What differs inside two texts is marked by colour and underline.
    """

    def __init__(self, name: str) -> None:
        super().__init__(0, 3)
        self.setObjectName(name)
        self.setAccessibleName("不同之处")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegate(_ComparedCells(self))
        self.copying = QAction("复制", self)
        self.copying.setShortcut(QKeySequence.StandardKey.Copy)
        self.copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copying.triggered.connect(self.copy)
        self.addAction(self.copying)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def compare(self, left: str, right: str, lines: Sequence[Line]) -> None:
        """Shows these differences between what ``left`` and ``right`` name."""
        self.setHorizontalHeaderLabels(["项目", left, right])
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            before, after = changed_parts(line.before, line.after)
            for column, (text, spans) in enumerate(((line.where, ()), (line.before, before), (line.after, after))):
                item = QTableWidgetItem(text)
                item.setData(_SPANS, spans)
                self.setItem(row, column, item)
        self._share_width()
        if lines:
            self.setCurrentCell(0, 0)
        self.scrollToTop()

    def copy(self) -> None:
        """Puts the selected cells on the clipboard, as a workbook would."""
        cells = {(index.row(), index.column()): str(index.data()) for index in self.selectedIndexes()}
        if cells:
            rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
            block = tuple(tuple(cells.get((row, column), "") for column in columns) for row in rows)
            QGuiApplication.clipboard().setText(block_text(block))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the new width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Measures the rows anew when the letters change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_width()

    def _share_width(self) -> None:
        rest = width = self.viewport().width()
        for column, share in enumerate(_SHARES[:-1]):
            self.setColumnWidth(column, width * share // 100)
            rest -= self.columnWidth(column)
        self.setColumnWidth(len(_SHARES) - 1, rest)
        self.resizeRowsToContents()


class _ComparedCells(QStyledItemDelegate):
    """Draws texts wrapped, with what is changed in them marked; what isn't there is told in a quieter colour."""

    def __init__(self, table: ComparisonTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height that the wrapped text needs in its column."""
        width = self._table.columnWidth(index.column())
        layout = self._laid(index, width - _RULED - 2 * self._side(), self._table.palette())
        return QSize(width, ceil(layout.boundingRect().bottom()) + 2 * self._above())

    def _side(self) -> int:
        return 8

    def _above(self) -> int:
        return max(4, self._table.fontMetrics().height() // 4)

    def _laid(self, index: Index, width: int, palette: QPalette) -> QTextLayout:
        text = str(index.data()).replace("\n", "\u2028")
        layout = QTextLayout(text, QFont(self._table.font()))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_marked(text, span, palette) for span in index.data(_SPANS) or ()])
        ascent = _chinese_ascent(self._table.font())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            lowered = max(ascent - line.ascent(), 0.0)
            line.setPosition(QPointF(0, height + lowered))
            height += lowered + line.height()
        layout.endLayout()
        return layout

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws ground and text."""
        painter.save()
        cell: QRect = option.rect  # type: ignore[attr-defined]
        palette = self._table.palette()
        state = option.state  # type: ignore[attr-defined]
        painter.setClipRect(cell)
        if state & QStyle.StateFlag.State_Selected:
            ground = palette.color(QPalette.ColorRole.Base)
            painter.fillRect(cell, mixed(accent_color(palette), ground, 0.12))
        painter.setPen(self._ink(index, palette))
        layout = self._laid(index, cell.width() - 2 * self._side(), palette)
        layout.draw(painter, QPointF(cell.left() + self._side(), cell.top() + self._above()))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(accent_color(palette))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        painter.restore()

    @staticmethod
    def _ink(index: Index, palette: QPalette) -> QColor:
        missing = index.column() > 0 and index.data() in {ABSENT, BLANK}
        return quiet_color(palette) if missing else palette.color(QPalette.ColorRole.Text)


def _marked(text: str, span: Span, palette: QPalette) -> QTextLayout.FormatRange:
    """A changed part as Qt wants it, which counts in halves of UTF-16."""
    look = QTextCharFormat()
    look.setForeground(accent_color(palette))
    look.setFontUnderline(True)
    part = QTextLayout.FormatRange()
    part.start = _halves(text[: span.start])  # type: ignore[attr-defined]
    part.length = _halves(text[span.start : span.start + span.length])  # type: ignore[attr-defined]
    part.format = look  # type: ignore[attr-defined]
    return part


def _chinese_ascent(font: QFont) -> float:
    """How far Chinese rises above its line; figures from another typeface rise less and would stand higher beside it."""
    layout = QTextLayout("国", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.ascent()


def _halves(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class ComparisonDialog(QDialog):
    """What is different between what ``left`` and ``right`` name (现在, 磁盘上的文件, 去年 …)."""

    def __init__(self, parent: QWidget | None, title: str, left: str, right: str, lines: Sequence[Line]) -> None:
        super().__init__(parent)
        self.setObjectName("comparison-dialog")
        self.setWindowTitle(title)
        self.count = QLabel(counted(left, right, lines))
        self.count.setObjectName("comparison-count")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setWordWrap(True)
        self.table = ComparisonTable("comparison-table")
        self.table.compare(left, right, lines)
        self.table.setVisible(bool(lines))
        self.leave = QPushButton("关闭")
        self.leave.setObjectName("comparison-close")
        self.leave.setAccessibleName("关闭")
        self.leave.clicked.connect(self.accept)
        self._lay_out(empty=not lines)

    def _lay_out(self, *, empty: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        wide = 30 if empty else 64
        self.resize(min(wide * letter, screen.width() - 48), min((8 if empty else 36) * letter, screen.height() - 64))
        (self.leave if empty else self.table).setFocus()
