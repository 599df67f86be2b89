"""剪切, 复制 and 粘贴 in 绩效指标, as plain text and HTML; what is not clear is asked before anything changes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from ziping.app.cell_block import Block, block_html, block_text, read_block
from ziping.app.cells import category_of, clear_cells, copied, put_cells, read_cell
from ziping.app.outline import level, movable
from ziping.app.paste import fits, pasted, runs_over
from ziping.app.paste_table import TableMapping, copied_table, guessed, merged, recognised, table_rows
from ziping.form.edit import get
from ziping.form.path import FieldPath, indicator
from ziping.gui.indicator_actions import IndicatorActions, tree_action
from ziping.gui.indicator_paste_dialog import PasteDialog
from ziping.gui.indicator_tree import IndicatorTree
from ziping.gui.live_session import LiveSession

MOST_ROWS, MOST_CHARACTERS = 1000, 4_000_000
NO_CELL = "没有粘贴：这里没有能填的格子，请先选中指标名称或三级指标的一格"


class IndicatorClipboard(QObject):
    """Moves cells and rows between the clipboard and the form of a live session."""

    told = Signal(str)
    """Why nothing was pasted."""

    def __init__(self, live: LiveSession, tree: IndicatorTree, rows: IndicatorActions) -> None:
        super().__init__(tree)
        self._live, self._tree, self._rows = live, tree, rows
        self.cut = tree_action(tree, "cut", "剪切", "Ctrl+X", self._cut)
        self.copy = tree_action(tree, "copy", "复制", "Ctrl+C", self._copy)
        self.paste = tree_action(tree, "paste", "粘贴", "Ctrl+V", self._paste)
        self.question: QMessageBox | PasteDialog | None = None
        """What is being asked about a block, while it is."""

    def all(self) -> list[QAction]:
        """The actions in the order of a menu."""
        return [self.cut, self.copy, self.paste]

    # Out.

    def _selected(self) -> Block:
        form, tree = self._live.form, self._tree
        whole = tree.whole_rows()
        if any(level(form, row) != "indicator" for row in whole):
            return copied_table(form, self._live.view.edition, whole)
        cells, path = tree.selected_cells(), tree.current_path()
        if cells or path is None:
            return copied(form, frozenset(cells))
        return ((str(get(form, path)),),)

    def _copy(self) -> None:
        block = self._selected()
        if block:
            data = QMimeData()
            data.setText(block_text(block))
            data.setHtml(block_html(block))
            QGuiApplication.clipboard().setMimeData(data)

    def _cut(self) -> None:
        self._copy()
        whole, cells = self._tree.whole_rows(), self._tree.selected_cells()
        if whole:
            self._rows.remove_rows(whole, "剪切")
        elif cells:
            name = f"剪切 {len(cells)} 个单元格"
            self._live.session.replace(clear_cells(self._live.form, cells), name, cells[0], self._tree)

    # In.

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        text, html = data.text(), data.html() if data.hasHtml() else ""
        if len(text) + len(html) > MOST_CHARACTERS or text.count("\n") > MOST_ROWS:
            self._ask(
                self._box("没有粘贴：复制的内容太多", f"一次最多粘贴 {MOST_ROWS} 行。请只选中需要的单元格再复制。")
            )
            return
        block = read_block(text, html)
        if block:
            self._take(block)

    def _take(self, block: Block) -> None:
        form, where = self._live.form, self._tree.current_path()
        cells = self._tree.selected_cells()
        if len(block) == len(block[0]) == 1:
            # One text is no table: beside the name of a group, where nothing is typed, it goes nowhere.
            if where is not None:
                self._fill(cells or [where], block[0][0])
            else:
                self.told.emit(NO_CELL)
            return
        table = recognised(block, self._live.view.edition)
        if table is not None or where is None or not fits(where, block) or category_of(form, where.row) is None:
            self._ask_columns(block, table or guessed(block, self._live.view.edition))
        elif runs_over(form, where, block):
            self._ask_where(where, block)
        else:
            self._put(where, block, across=False)

    def _fill(self, cells: list[FieldPath], text: str) -> None:
        form = self._live.form
        if cells[0].section == "indicator":
            new = put_cells(form, {path: read_cell(path.field, text) for path in cells})
            self._live.session.replace(new, f"粘贴 {len(cells)} 个单元格", cells[0], self._tree)
            self._tree.select_cells(cells)
        else:
            self._live.session.put(cells[0], text, "粘贴 1 个单元格", self._tree)

    def _put(self, where: FieldPath, block: Block, *, across: bool) -> None:
        form, cells = pasted(self._live.form, where, block, across=across)
        if cells:
            self._live.session.replace(form, f"粘贴 {len(cells)} 个单元格", cells[0], self._tree)
            self._tree.select_cells(cells)

    def _ask(self, question: QMessageBox | PasteDialog) -> None:
        self.question = question
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.finished.connect(self._answered)
        question.open()

    def _answered(self) -> None:
        self.question = None
        self._tree.setFocus()

    def _box(self, text: str, more: str) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "粘贴", text, parent=self._tree)
        box.setObjectName("indicator_paste_question")
        box.setInformativeText(more)
        box.setTextFormat(Qt.TextFormat.PlainText)
        return box

    def _ask_where(self, where: FieldPath, block: Block) -> None:
        category = category_of(self._live.form, where.row)
        name = category.name if category else ""
        box = self._box(
            f"复制的 {len(block)} 行超出了“{name}”。",
            f"要接着填后面二级指标的行，还是在“{name}”里新增行？",
        )
        for text, across in (("接着填后面的行", True), (f"在“{name}”里新增行", False)):
            button = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
            button.setObjectName("paste_across" if across else "paste_new_rows")
            button.clicked.connect(lambda _=False, across=across: self._put(where, block, across=across))
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        self._ask(box)

    def _ask_columns(self, block: Block, mapping: TableMapping) -> None:
        home = category_of(self._live.form, self._tree.current_id())
        dialog = PasteDialog(self._tree, block, mapping, self._live.view.edition, home.name if home else "")
        dialog.accepted.connect(lambda: self._merge(block, dialog.mapping(), home.id if home else ""))
        self._ask(dialog)

    def _merge(self, block: Block, mapping: TableMapping, home: str) -> None:
        rows = table_rows(block, mapping)
        form, ids = merged(self._live.form, self._live.view.edition, rows, home)
        if ids:
            self._live.session.replace(form, f"粘贴 {len(ids)} 行指标", indicator(ids[0], "name"), self._tree)
            self._tree.select_rows(movable(form, ids))
