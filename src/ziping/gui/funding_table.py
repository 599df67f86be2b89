"""项目资金 as a small grid: three sources to fill in, the sum, 执行率 and 得分 computed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QMenu, QWidget

from ziping.app.cell_block import read_block
from ziping.app.session import Change
from ziping.editions.notation import entry_text, read_entry
from ziping.form import path as at
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, FieldPath
from ziping.gui.fields import NumberEditor
from ziping.gui.live_session import LiveSession
from ziping.gui.typeface import keep_scaled
from ziping.rules.fund_table import fund_texts

_COMPUTED = ("execution_rate", "execution_score")


class AmountEditor(NumberEditor):
    """An amount in the edition's unit; Enter and the arrow keys go from cell to cell."""

    def __init__(self, live: LiveSession, path: FieldPath, label: str) -> None:
        super().__init__(
            live,
            path,
            label,
            read=lambda text: read_entry(live.view.edition, text),
            show=lambda amount: entry_text(live.view.edition, amount),  # type: ignore[arg-type]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and ↓ go down, ↑ goes up; what is pasted may be a block of cells."""
        keys = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = keys.get(Qt.Key(event.key()))
        table = self.parent()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if step is None or not isinstance(table, FundingTable):
            super().keyPressEvent(event)
            return
        self.commit()
        table.go(self.path, step)

    def paste(self) -> None:
        """Lays a block of cells from a workbook over the grid, and puts anything else into this field."""
        table = self.parent()
        if not isinstance(table, FundingTable) or not table.paste(self.path):
            super().paste()

    def createStandardContextMenu(self) -> QMenu:
        """The usual menu, whose 粘贴 is this field's own: Qt's knows of no blocks."""
        menu = super().createStandardContextMenu()
        action = menu.findChild(QAction, "edit-paste")
        if action is not None:
            action.triggered.disconnect()
            action.triggered.connect(self.paste)
        return menu


class FundingTable(QWidget):
    """The grid; ``editors`` by address. ``told`` is what has to be said of a block just pasted, mostly nothing."""

    told = Signal(str)

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self.live = live
        self.editors: dict[FieldPath, AmountEditor] = {}
        self._heads: dict[str, QLabel] = {}
        self._figures: dict[tuple[str, str], QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for column, name in enumerate((*FUNDING_COLUMNS, *_COMPUTED), start=1):
            head = self._heads[name] = QLabel()
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 3 if name in FUNDING_COLUMNS else 2)
        for row, name in enumerate((*FUNDING_SOURCES, "total"), start=1):
            self._add_row(grid, row, name)
        live.changed.connect(self._follow)
        live.replaced.connect(self.refresh)
        self.refresh()

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> None:
        head = self._heads[name] = QLabel()
        grid.addWidget(head, row, 0)
        labels = self.live.view.edition.labels
        for column, field in enumerate((*FUNDING_COLUMNS, *_COMPUTED), start=1):
            path = at.funding(name, field)
            if name == "total" or field in _COMPUTED:
                figure = self._figures[name, field] = QLabel()
                figure.setObjectName(str(path))
                keep_scaled(figure, 1.0, figures=True)
                figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                figure.setContentsMargins(0, 4, 6, 4)
                grid.addWidget(figure, row, column)
            else:
                label = f"{getattr(labels, name)}　{getattr(labels, field)}"
                editor = self.editors[path] = AmountEditor(self.live, path, label)
                grid.addWidget(editor, row, column)

    def go(self, path: FieldPath, step: int) -> None:
        """Focuses the cell above or below; from the last row to the next column's first."""
        order = [at.funding(source, column) for column in FUNDING_COLUMNS for source in FUNDING_SOURCES]
        place = order.index(path) + step
        if 0 <= place < len(order):
            self.editors[order[place]].setFocus()
            self.editors[order[place]].selectAll()

    def paste(self, at: FieldPath) -> bool:
        """Lays the clipboard's cells over the grid as one undo step; false if it holds but one.

        What was being typed in the cell stays, unless an amount of the block comes into it.
        """
        mime = QApplication.clipboard().mimeData()
        block = read_block(mime.text(), mime.html())
        if len(block) < 2 and (not block or len(block[0]) < 2):
            return False
        from ziping.app.paste_funds import funds_pasted  # what not every start needs is imported on use

        found = funds_pasted(self.live.view.edition, at, block)
        if found.cells:
            if at not in found.cells:
                self.editors[at].commit()
            self.editors[at].setModified(False)
            self.live.session.replace(found.put_into(self.live.form), f"粘贴 {len(found.cells)} 个金额", at)
            for editor in self.editors.values():
                editor.refresh()
        self.told.emit(found.said)
        return True

    def _follow(self, change: Change) -> None:
        if change.path.section in {"funding", "form"}:
            self.refresh()

    def refresh(self) -> None:
        """Shows sums, rates and points, and the edition's words."""
        view = self.live.view
        for name, head in self._heads.items():
            head.setText(str(getattr(view.edition.labels, name)))
        texts = {name: fund_texts(view.form, view.edition, view.scores, name) for name in (*FUNDING_SOURCES, "total")}
        for (name, field), figure in self._figures.items():
            figure.setText(texts[name][field])
        for editor in self.editors.values():
            if not editor.hasFocus():
                editor.refresh()
