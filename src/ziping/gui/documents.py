"""New, open, save, save as, close: the questions they ask and the files they touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from ziping.app.file_names import default_name
from ziping.app.files import CannotOpen, document_path, open_form
from ziping.app.session import Session
from ziping.app.signature import signers
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.store.document import SUFFIX
from ziping.store.files import FileProblem

_OPEN_FILTER = "自评表 (*.ziping *.json);;自评通项目文件 (*.ziping);;交换格式 (*.json);;所有文件 (*)"
_SAVE_FILTER = "自评通项目文件 (*.ziping)"


class Documents:
    """The file side of a window; ``commit`` ends whatever is being typed before a file is written or left."""

    def __init__(self, window: QWidget, live: LiveSession, memory: Memory, commit: Callable[[], None]) -> None:
        self.window, self.live, self.memory, self.commit = window, live, memory, commit

    def open(self) -> bool:
        """Asks for a file and opens it."""
        if not self.may_leave():
            return False
        name, _ = QFileDialog.getOpenFileName(self.window, "打开自评表", str(self.memory.folder()), _OPEN_FILTER)
        return bool(name) and self.open_path(Path(name), asked=True)

    def open_path(self, path: Path, *, asked: bool = False) -> bool:
        """Opens a file in place of the present form, after asking to save that (unless ``asked`` already)."""
        if not asked and not self.may_leave():
            return False
        try:
            opened = open_form(path)
        except CannotOpen as problem:
            QMessageBox.warning(self.window, "打不开", str(problem))
            return False
        self.memory.set_folder(path.absolute().parent)
        if opened.is_document:
            self.memory.add_recent(path)
        source = "打开时已有" if opened.is_document else f"从“{path.name}”导入"
        document = path if opened.is_document else None
        self.live.open(Session(opened.form, document, saved=opened.is_document, source=source))
        if opened.notes:
            QMessageBox.information(self.window, "已读入，有几点请留意", "\n".join(opened.notes))
        return True

    def start(self, session: Session) -> None:
        """Takes a new form or a copy of a sample, which has no file yet."""
        self.live.open(session)

    def save(self) -> bool:
        """Saves to the form's file, or asks for one; false if that failed or was called off."""
        self.commit()
        path = self.live.session.path
        return self._save_to(path) if path is not None else self.save_as()

    def save_as(self) -> bool:
        """Asks where to save, and saves there."""
        self.commit()
        present = self.live.session.path
        start = present or self.memory.folder() / (default_name(self.live.form) + SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self.window, "保存自评表", str(start), _SAVE_FILTER)
        return bool(name) and self._save_to(document_path(Path(name)))

    def _save_to(self, path: Path) -> bool:
        try:
            self.live.session.save(path)
        except FileProblem as problem:
            return self._offer_another_place(problem)
        self.memory.add_recent(path)
        self.memory.add_signers(self.live.form.basic.unit, signers(self.live.form))
        self.memory.set_folder(path.absolute().parent)
        return True

    def _offer_another_place(self, problem: FileProblem) -> bool:
        box = QMessageBox(
            QMessageBox.Icon.Warning, "没有保存成功", f"{problem}\n内容还在窗口里，没有丢。", parent=self.window
        )
        elsewhere = box.addButton("另存为…", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is elsewhere and self.save_as()

    def may_leave(self) -> bool:
        """Whether the present form may be closed: 保存, 不保存 or 取消 where it has changes; no question without."""
        self.commit()
        if not self.live.session.modified:
            return True
        name = self.live.form.basic.project_name or "未命名的自评表"
        box = QMessageBox(QMessageBox.Icon.Question, "自评通", f"“{name}”有修改还没有保存。", parent=self.window)
        save: QPushButton = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        leave: QPushButton = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        cancel: QPushButton = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is save:
            return self.save()
        return box.clickedButton() is leave
