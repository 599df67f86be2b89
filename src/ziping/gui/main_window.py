"""The window's frame: title, menus, tool bar, first page or work area, status bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from ziping.app.session import Session
from ziping.editions.catalog import editions
from ziping.form.model import Form
from ziping.gui.actions import NEEDS_FORM, ON_FIRST_PAGE, fill_bars, make_actions, name_step
from ziping.gui.errands import Errands, Ways
from ziping.gui.fields import commit_focused
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory
from ziping.gui.print_choices import LiveChoices
from ziping.gui.status_line import StatusLine
from ziping.gui.typeface import set_font
from ziping.gui.welcome import WelcomePage
from ziping.resources import resource

if TYPE_CHECKING:
    from ziping.gui.documents import Documents
    from ziping.gui.outputs import Outputs
    from ziping.gui.workspace import Workspace

_FONT_SIZES = (90, 100, 110, 125, 150, 175, 200)


class MainWindow(QMainWindow):
    """One window, one form."""

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowIcon(QIcon(str(resource("icons", "ziping.png"))))
        self.memory = memory or Memory()
        self.live = LiveSession(Session(Form(edition=editions()[0].id)), self)
        ways = Ways(self.start, self.open_path, self.may_leave, lambda: self.work.shown if self.working else None)
        self.errands = Errands(self, self.live, self.memory, ways)
        self.choices = LiveChoices(self.memory, self)
        self.actions_by_name = make_actions(self, self._deeds())
        named = self.actions_by_name
        self.welcome = WelcomePage([named[name] for name in ON_FIRST_PAGE])
        self.welcome.opened.connect(self.open_path)
        self.welcome.sample.connect(self.errands.sample)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        self._editing_menu = fill_bars(self, named)
        self.status = StatusLine(self.statusBar())
        self.setAcceptDrops(True)
        self.live.changed.connect(self._show_state)
        self.live.replaced.connect(self._show_state)
        self._base_size = QApplication.font().pointSizeF()
        self._set_font_size(self.memory.number("font", 100))
        self._restore()
        self.show_welcome()

    @cached_property
    def work(self) -> Workspace:
        """The work area, made when it is first needed: the first page need not wait for it."""
        from ziping.gui.workspace import Workspace

        outputs = [self.actions_by_name[name] for name in ("export_pdf", "export_workbook", "print")]
        work = Workspace(self.live, self.choices, outputs)
        work.rule_wanted.connect(lambda rule: self.errands.help(f"rule:{rule}"))
        self.stack.addWidget(work)
        self._editing_menu.addActions(work.indicators.actions_for_menu())
        work.indicators.told.connect(self.status.tell)
        work.figures_moved.connect(self._show_state)
        work.in_hand.connect(lambda path: self.status.show_origin(self.live.session, path))
        work.output.preview.set_zoom(self.memory.number("zoom", 0) / 100)
        work.set_widths(*self.memory.widths())
        return work

    @cached_property
    def documents(self) -> Documents:
        """The file side, made when the first form comes."""
        from ziping.gui.documents import Documents

        return Documents(self, self.live, self.memory, commit_focused)

    @cached_property
    def outputs(self) -> Outputs:
        """The ways out, made when they are first needed."""
        from ziping.gui.outputs import Outputs

        return Outputs(self, self.live, self.choices, commit_focused)

    def warm_up(self) -> None:
        """Makes the work area while the first page is being looked at, in steps that hold up nobody for long."""
        QTimer.singleShot(0, lambda: import_module("ziping.rules.check"))
        QTimer.singleShot(0, lambda: import_module("ziping.gui.workspace"))
        QTimer.singleShot(0, lambda: self.work)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        errands = self.errands
        return {
            "new": errands.new,
            "open": self.open,
            "next_year": errands.next_year,
            "save": self.save,
            "save_as": self.save_as,
            "history": lambda: self.documents.restore(),
            "find_unsaved": self.find_unsaved,
            "welcome": self.leave_to_welcome,
            "close": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "check": self.check,
            "preview": self.preview,
            "export_pdf": lambda: self.outputs.export_pdf(),
            "export_workbook": lambda: self.outputs.export_workbook(),
            "export_report": lambda: self.outputs.export_report(),
            "print": lambda: self.outputs.print(),
            "previous": lambda: self.work.turn(-1),
            "next": lambda: self.work.turn(1),
            "larger": lambda: self._step_font(1),
            "smaller": lambda: self._step_font(-1),
            "normal_size": lambda: self._set_font_size(100),
            "board": errands.board,
            "transcription": errands.transcription,
            "verify": errands.verify,
            "compare_with_last_year": errands.compare_with_last_year,
            "remarks": lambda: self.work.field_actions.show_remarks(),
            "help": errands.help,
            "keys": lambda: errands.help("70-keys"),
            "about": errands.about,
        }

    def show_welcome(self) -> None:
        """Shows the first page; the form has been left."""
        self.errands.leave_form()
        if "documents" in vars(self):
            self.documents.leave()
        self.welcome.show_recent(self.memory.recent())
        self.stack.setCurrentWidget(self.welcome)
        self._show_state()

    def leave_to_welcome(self) -> None:
        """Goes back to the first page, after asking to save."""
        if self.may_leave():
            self.show_welcome()

    def show_work(self) -> None:
        """Shows the form."""
        self.stack.setCurrentWidget(self.work)
        self._show_state()

    @property
    def working(self) -> bool:
        """Whether a form is shown."""
        return self.stack.currentWidget() is not self.welcome

    def may_leave(self) -> bool:
        """Whether what is shown may be left, after asking to save a form with changes."""
        return not self.working or self.documents.may_leave()

    def start(self, session: Session) -> bool:
        """Shows a form that is not from a file opened now; false where its file is in use and the clerk leaves it."""
        self._be_ready()
        taken = self.documents.take_up(session)
        if taken:
            self.show_work()
        return taken

    def _be_ready(self) -> None:
        """Has the work area listen before another form is opened."""
        assert self.work is not None

    def open(self) -> None:
        """Asks for a file and shows it."""
        self._be_ready()
        if self.documents.open(asked=not self.working):
            self.show_work()

    def find_unsaved(self) -> None:
        """Shows what was never saved, and what the clerk takes of it."""
        self._be_ready()
        if self.documents.find_unsaved(asked=not self.working):
            self.show_work()

    def open_path(self, path: Path) -> None:
        """Shows the form in a file."""
        self._be_ready()
        same_as_last_time = path.absolute() in self.memory.recent()[:1]
        if self.documents.open_path(path, asked=not self.working):
            self.show_work()
            if same_as_last_time:
                self.work.show_again(self.memory.text("page"))

    def save(self) -> None:
        """Saves the form."""
        if self.working and self.documents.save():
            self._show_state()

    def save_as(self) -> None:
        """Saves the form to another file."""
        if self.working and self.documents.save_as():
            self._show_state()

    def check(self) -> None:
        """Checks every page."""
        self.work.check_all()

    def preview(self) -> None:
        """Shows the pages beside the one being filled in."""
        self.work.toggle_preview()

    def undo(self) -> None:
        """Takes the last step back, what is being typed included."""
        commit_focused()
        self.live.undo()

    def redo(self) -> None:
        """Takes the step again."""
        commit_focused()
        self.live.redo()

    def _show_state(self) -> None:
        session, working = self.live.session, self.working
        for name in NEEDS_FORM:
            self.actions_by_name[name].setEnabled(working)
        if not working:
            self.setWindowTitle("自评通")
            self.setWindowModified(False)
            self.status.clear()
            return
        name_step(self.actions_by_name["undo"], "撤销", session.undo_name)
        name_step(self.actions_by_name["redo"], "重做", session.redo_name)
        self.setWindowTitle(_title_of(session))
        self.setWindowModified(session.modified)
        self.status.show_session(session, with_total=self.work.right.isHidden())

    def _step_font(self, by: int) -> None:
        now = self.memory.number("font", 100)
        place = min(range(len(_FONT_SIZES)), key=lambda index: abs(_FONT_SIZES[index] - now)) + by
        self._set_font_size(_FONT_SIZES[min(max(place, 0), len(_FONT_SIZES) - 1)])

    def _set_font_size(self, percent: int) -> None:
        font = QApplication.font()
        font.setPointSizeF(self._base_size * percent / 100)
        set_font(font)
        self.memory.store("font", percent)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the first file dropped, once the drop is over."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            QTimer.singleShot(0, lambda: self.open_path(paths[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about changes; a failed save keeps the window."""
        if not self.may_leave():
            event.ignore()
            return
        if "documents" in vars(self):
            self.documents.leave()
        self.errands.end()
        self.memory.store("geometry", self.saveGeometry())
        if "work" in vars(self):
            self.memory.store("widths", ",".join(map(str, self.work.widths)))
            self.memory.store("page", self.work.shown)
            self.memory.store("zoom", round(self.work.output.preview.chosen_zoom * 100))
            self.work.wait()
        self.welcome.wait()
        event.accept()

    def _restore(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(1400, room.width()), min(880, room.height()))
        if room.width() < 1440:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        geometry: QByteArray = self.memory.bytes("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)


def _title_of(session: Session) -> str:
    """The window's title, with Qt's place for the mark of changes."""
    name = session.path.stem if session.path else session.form.basic.project_name or "未命名"
    return f"{name}[*]{'（只读）' if session.read_only else ''} — 自评通"
