"""What can be done about the field in hand: confirm last year's value (F7), add a 批注 (Shift+F2), see them all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ziping.app.remarks import field_words, remark_lines, signed
from ziping.form.edit import NoSuchField, confirm, get
from ziping.form.path import FieldPath
from ziping.form.remarks import add_remark, reword_remark
from ziping.gui.dialogs import run_dialog
from ziping.gui.field_marks import FieldMarks
from ziping.gui.fields import commit_focused
from ziping.gui.indicator_grid import IndicatorGrid
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.remark_dialog import RemarkDialog

_AUTHOR = "remark-author"


class FieldActions(QObject):
    """The actions of one window; told by ``take`` which field is in hand."""

    def __init__(self, live: LiveSession, tree: IndicatorGrid, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self.live, self._tree, self._memory, self._window = live, tree, memory, parent
        self._path: FieldPath | None = None
        self.confirm = self._action("confirm_carried", "确认沿用去年的值", "F7", "这一格沿用去年的值看过了，不再提示")
        self.confirm.triggered.connect(self._confirm)
        self.remark = self._action("add_remark", "添加批注…", "Shift+F2", "给这一格写一条批注，不打印")
        self.remark.triggered.connect(self._add)
        live.changed.connect(self._allow)
        tree.selectionModel().selectionChanged.connect(self._allow)
        self._allow()

    def _action(self, name: str, text: str, keys: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{tip}（{keys}）")
        return action

    def all(self) -> list[QAction]:
        """For the menu 编辑."""
        return [self.confirm, self.remark]

    def add_to(self, editors: Iterable[QWidget], marks: Iterable[FieldMarks]) -> None:
        """Puts the actions into the menus of editors, and has the remarks beneath them reworded."""
        line = QAction(self)
        line.setSeparator(True)
        for editor in editors:
            editor.addActions([line, self.confirm, self.remark])
        for mark in marks:
            mark.rewording.connect(self.reword)

    def take(self, path: FieldPath | None) -> None:
        """Takes the field that is in hand now, or none."""
        self._path = path
        self._allow()

    def _in_hand(self) -> FieldPath | None:
        """The field in hand, if the form has it still."""
        if self._path is None:
            return None
        try:
            get(self.live.form, self._path)
        except NoSuchField:
            return None
        return self._path

    def _to_confirm(self) -> list[FieldPath]:
        """The unconfirmed ones among the field in hand or, in the table, the cells selected."""
        unconfirmed = self.live.form.unconfirmed
        if self._path is None or not unconfirmed:
            return []
        in_table = self._path.section == "indicator"
        paths = self._tree.selected_cells() if in_table else [self._path]
        waiting = frozenset(unconfirmed)
        return [path for path in paths if str(path) in waiting]

    def _allow(self) -> None:
        self.confirm.setEnabled(bool(self._to_confirm()))
        self.remark.setEnabled(self._in_hand() is not None)

    def _confirm(self) -> None:
        paths = self._to_confirm()
        commit_focused()
        if paths:
            name = "确认沿用去年的值" if len(paths) == 1 else f"确认 {len(paths)} 格沿用去年的值"
            self.live.session.replace(confirm(self.live.form, paths), name, paths[0])

    def _add(self) -> None:
        commit_focused()
        path = self._in_hand()
        if path is None:
            return
        where = field_words(self.live.view.subject, path)
        dialog = RemarkDialog(self._window, where, self._memory.text(_AUTHOR))
        if run_dialog(dialog):
            author = dialog.author.text().strip()
            self._memory.store(_AUTHOR, author)
            form, _ = add_remark(self.live.form, path, dialog.words, author, datetime.now().astimezone())
            self.live.session.replace(form, "添加批注", path)

    def reword(self, remark_id: str) -> None:
        """修改…: asks for other words."""
        line = next(line for line in remark_lines(self.live.view) if line.remark.id == remark_id)
        dialog = RemarkDialog(self._window, line.where, signed(line.remark), line.remark.text)
        if run_dialog(dialog) and dialog.words != line.remark.text:
            self.live.session.replace(reword_remark(self.live.form, remark_id, dialog.words), "修改批注", line.path)

    def show_remarks(self) -> None:
        """查看批注…: all of them in a list."""
        from ziping.gui.remark_list import RemarkList  # what not every start needs is imported on use

        run_dialog(RemarkList(self._window, self.live, self.reword))
