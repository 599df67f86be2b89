"""New, open, save, save as, close: the questions they ask and the files they touch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox, QPushButton

from ziping.app.file_names import default_name
from ziping.app.files import CannotOpen, Opened, document_path, is_same_file, open_form
from ziping.app.folders import backup_folder, recovery_folder
from ziping.app.session import Session
from ziping.app.signature import signers
from ziping.form.model import Form
from ziping.gui import file_conflict as conflict
from ziping.gui.dialogs import inform, run_dialog, warn
from ziping.gui.held_file import HeldFile
from ziping.gui.import_reading import read_form
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.store.backups import Backup, back_up, backups_of, folder_of
from ziping.store.document import SUFFIX, DocumentError, read_document
from ziping.store.files import FileChanged, FileProblem, digest, kind_at, read_bytes
from ziping.store.locks import holder_of

if TYPE_CHECKING:
    from ziping.gui.import_source import Source

_OPEN_FILTER = (
    "自评表 (*.ziping *.pdf *.xlsx *.json);;自评通项目文件 (*.ziping);;PDF 文件 (*.pdf);;Excel 工作簿 (*.xlsx);;"
    "交换格式 (*.json);;所有文件 (*)"
)
_SAVE_FILTER = "自评通项目文件 (*.ziping)"
_TOLD_MS = 8000
"""How long the status bar tells that a save left no backup."""


class Documents:
    """The file side of a window; ``commit`` ends whatever is being typed before a file is written or left."""

    def __init__(self, window: QMainWindow, live: LiveSession, memory: Memory, commit: Callable[[], None]) -> None:
        self.window, self.live, self.memory, self.commit = window, live, memory, commit
        self.held = HeldFile(live, window)
        self._given_up = False
        self._reading = False

    def open(self, *, asked: bool = False) -> bool:
        """Asks for a file and opens it, after asking to save the present form (unless ``asked`` already)."""
        if not asked and not self.may_leave():
            return False
        name, _ = QFileDialog.getOpenFileName(self.window, "打开自评表", str(self.memory.folder()), _OPEN_FILTER)
        return bool(name) and self.open_path(Path(name), asked=True)

    def open_path(self, path: Path, *, asked: bool = False) -> bool:
        """Opens a file in place of the present form, after asking to save that (unless ``asked`` already).

        What is no project file becomes a new form, shown beside the file first where anything is to be said about it.
        """
        if self._reading or (not asked and not self.may_leave()):
            return False
        holder = holder_of(path)
        answer = conflict.ask_held(self.window, path, holder, _now()) if holder else conflict.OPEN_ANYWAY
        if answer == conflict.CANCEL:
            return False
        self._reading = True
        try:
            found = read_form(self.window, path)
        except CannotOpen as problem:
            return self._offer_backup(path, str(problem))
        finally:
            self._reading = False
        form = self._accepted(path, *found) if found else None
        if found is None or form is None:
            return False
        opened, _source = found
        self.memory.set_folder(path.absolute().parent)
        if not opened.is_document:
            self.start(Session(form, saved=False, source=f"从“{path.name}”导入", beside=opened.beside))
            return True
        self.memory.add_recent(path)
        reason = opened.read_only or (
            conflict.read_only_because(holder) if holder and answer == conflict.READ_ONLY else ""
        )
        self.start(Session(form, path, digest=opened.digest, beside=opened.beside, read_only=reason))
        if opened.read_only:
            inform(self.window, "只读打开", f"“{path.name}”是只读打开的，要改请另存为一份。\n{opened.read_only}。")
        return True

    def _accepted(self, path: Path, opened: Opened, source: Source | None) -> Form | None:
        """The form that the clerk takes of a file; None if of a foreign one none is wanted after a look."""
        if source is None:
            return opened.form
        from ziping.gui.import_page import ImportPage  # what not every start needs is imported on use

        page = ImportPage(self.window, path.name, opened, source, self.memory)
        return page.form if run_dialog(page) else None

    def _offer_backup(self, path: Path, problem: str) -> bool:
        """Tells why a file cannot be opened; where there is a good backup of it, that may be opened (SAFETY.md R10)."""
        found = _last_good_backup(path)
        if found is None:
            warn(self.window, "打不开", problem)
            return False
        backup, opened = found
        if conflict.ask_backup(self.window, problem, backup.time, _now()) != conflict.OPEN_BACKUP:
            return False
        self.start(Session(opened.form, saved=False, source="备份里的内容", beside=opened.beside))
        return True

    def take_up(self, session: Session) -> bool:
        """Goes on with a form that may have a file, after asking where somebody else has that open (SAFETY.md R9)."""
        holder = holder_of(session.path) if session.path and not session.read_only else None
        if session.path and holder:
            answer = conflict.ask_held(self.window, session.path, holder, _now())
            if answer == conflict.CANCEL:
                return False
            if answer == conflict.READ_ONLY:
                session.read_only = conflict.read_only_because(holder)
        self.start(session)
        return True

    def start(self, session: Session) -> None:
        """Takes another form in place of the present one, which has been asked about."""
        self.leave()
        self.live.open(session)

    def leave(self) -> None:
        """The present form is left: others may have its file; what the clerk gave up is not offered again."""
        if self._given_up:
            self._given_up = False
            self.live.left.emit()
        self.held.release()

    def save(self) -> bool:
        """Saves to the form's file, or asks for one; false if that failed or was called off."""
        self.commit()
        session = self.live.session
        if session.path is None:
            return self.save_as()
        if session.read_only:
            answer = conflict.ask_read_only(self.window, session.path, session.read_only)
            return answer == conflict.ELSEWHERE and self.save_as()
        return self._save_to(session.path)

    def save_as(self) -> bool:
        """Asks where to save, and saves there."""
        self.commit()
        start = self.live.session.path or self.memory.folder() / (default_name(self.live.form) + SUFFIX)
        answer = conflict.OTHER_NAME
        while answer == conflict.OTHER_NAME:
            name, _ = QFileDialog.getSaveFileName(self.window, "保存自评表", str(start), _SAVE_FILTER)
            if not name:
                return False
            start = document_path(Path(name))
            answer = self._ask_about_target(start, asked=start == Path(name))
        return answer != conflict.CANCEL and self._save_to(start)

    def _ask_about_target(self, path: Path, *, asked: bool) -> str:
        """Whether another file may be replaced; the file dialog has ``asked`` already if it saw the whole name."""
        if self.live.session.path is not None and is_same_file(path, self.live.session.path):
            return conflict.SAVE_ANYWAY
        holder = holder_of(path)
        if holder is not None:
            return conflict.ask_save_over_held(self.window, path, holder, _now())
        if not asked and kind_at(path):
            return conflict.ask_replace(self.window, path)
        return conflict.SAVE_ANYWAY

    def _save_to(self, path: Path) -> bool:
        try:
            self.live.session.save(path)
        except FileChanged:
            return self._settle(path)
        except FileProblem as problem:
            return self._not_saved(path, problem)
        self.memory.add_recent(path)
        self.memory.add_signers(self.live.form.basic.unit, signers(self.live.form))
        self.memory.set_folder(path.absolute().parent)
        self.live.saved.emit()
        if self.live.session.backup_problem:
            self.window.statusBar().showMessage(
                f"已保存，但没有留下备份：{self.live.session.backup_problem}", _TOLD_MS
            )
        return True

    def _not_saved(self, path: Path, problem: FileProblem) -> bool:
        answer = conflict.ask_not_saved(self.window, str(problem))
        if answer == conflict.AGAIN:
            return self._save_to(path)
        return answer == conflict.ELSEWHERE and self.save_as()

    def _settle(self, path: Path) -> bool:
        """Asks what to do about a file that was changed since it was opened (SAFETY.md R8)."""
        mine, answer = conflict.copy_beside(path, _now().date()), conflict.COMPARE
        while answer == conflict.COMPARE:
            try:
                theirs = read_bytes(path)
            except FileProblem as problem:
                return self._not_saved(path, problem)
            answer = conflict.ask_changed(self.window, path, mine, holder_of(path), _now())
            if answer == conflict.COMPARE:
                self._compare(theirs)
        if answer == conflict.KEEP_BOTH:
            return self._save_to(mine)
        return answer == conflict.OVERWRITE and self._overwrite(path, theirs)

    def _compare(self, theirs: bytes) -> None:
        from ziping.app.comparison import compare  # what not every start needs is imported on use
        from ziping.gui.comparison import ComparisonDialog

        try:
            form = read_document(theirs).form
        except DocumentError as problem:
            warn(self.window, "不能比较", f"文件里现在的内容读不出来：{problem}")
            return
        lines = compare(form, self.live.form)
        run_dialog(ComparisonDialog(self.window, "两份有什么不同", "文件里的", "我的", lines))

    def _overwrite(self, path: Path, theirs: bytes) -> bool:
        """Replaces what the clerk was asked about, and only that, once there is a backup of it."""
        session = self.live.session
        try:
            back_up(backup_folder(), path, theirs, _now(), "覆盖前")
        except OSError as problem:
            words = f"原来的内容没能留下备份，所以没有覆盖：{problem}\n可以再按保存，选“{conflict.KEEP_BOTH}”。"
            warn(self.window, "没有覆盖", words)
            return False
        if session.path is not None and is_same_file(path, session.path):
            session.digest = digest(theirs)
        return self._save_to(path)

    def restore(self) -> None:
        """Shows the backups of the open form; one that is taken replaces the form as one step that can be undone."""
        from ziping.app.earlier_versions import earlier_versions
        from ziping.gui.history_dialog import history_dialog, took

        self.commit()
        path, form = self.live.session.path, self.live.form
        versions = earlier_versions(backup_folder(), path, form) if path else ()
        folder = folder_of(backup_folder(), path) if path else backup_folder()
        dialog = history_dialog(self.window, versions, folder, _now())
        if took(dialog):
            version = versions[dialog.chosen]
            self.live.session.replace(version.form, "恢复历史版本", version.lines[0].path)
            self.live.wish(version.lines[0].path)

    def find_unsaved(self, *, asked: bool = False) -> bool:
        """Shows what was never saved; one that is taken opens as modified, after asking to save the present form."""
        from ziping.app.left_copies import recovered, unsaved_copies
        from ziping.gui.history_dialog import took, unsaved_dialog

        copies = unsaved_copies(recovery_folder())
        dialog = unsaved_dialog(self.window, copies, recovery_folder(), _now())
        copy = copies[dialog.chosen] if took(dialog) else None
        if copy is None or not (asked or self.may_leave()):
            return False
        return self.take_up(recovered(copy))

    def may_leave(self) -> bool:
        """Whether the present form may be left: 保存, 不保存 or 取消 where it has changes; no question without."""
        self.commit()
        self._given_up = False
        if not self.live.session.modified:
            return True
        name = self.live.form.basic.project_name or "未命名的自评表"
        box = QMessageBox(QMessageBox.Icon.Question, "自评通", f"“{name}”有修改还没有保存。", parent=self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        save: QPushButton = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        leave: QPushButton = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        cancel: QPushButton = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        run_dialog(box)
        if box.clickedButton() is save:
            return self.save()
        self._given_up = box.clickedButton() is leave
        return self._given_up


def _last_good_backup(path: Path) -> tuple[Backup, Opened] | None:
    for backup in backups_of(backup_folder(), path):
        try:
            return backup, open_form(backup.path)
        except CannotOpen:
            continue
    return None


def _now() -> datetime:
    return datetime.now().astimezone()
