"""What the menus start that is not the form in the window: new forms, other files, the tools, help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QMainWindow

from ziping.app.session import Session
from ziping.gui.dialogs import run_dialog
from ziping.gui.fields import commit_focused
from ziping.gui.live_session import LiveSession
from ziping.gui.memory import Memory

# What not every start needs is imported on use.
if TYPE_CHECKING:
    from ziping.app.steps import StepId
    from ziping.gui.board_window import BoardWindow
    from ziping.gui.help_window import HelpWindow
    from ziping.gui.transcription_window import TranscriptionWindow


_LETTER_SIZES = ("larger", "smaller", "normal_size")


class Ways(NamedTuple):
    """What a window lends to its errands.

    ``start`` shows a form, ``open_path`` a file's; ``may_leave`` asks about changes of the one shown; ``step`` is the
    step being filled in, None on the first page.
    """

    start: Callable[[Session], object]
    open_path: Callable[[Path], object]
    may_leave: Callable[[], bool]
    step: Callable[[], StepId | None]


class Errands:
    """The errands of a window; each asks what it must before it takes the place of the form shown."""

    def __init__(self, window: QMainWindow, live: LiveSession, memory: Memory, ways: Ways) -> None:
        self.window, self.live, self.memory, self.ways = window, live, memory, ways
        self._help: HelpWindow | None = None
        self._board: BoardWindow | None = None
        self._transcription: TranscriptionWindow | None = None
        self._last_year: tuple[Session | None, Path | None] = (None, None)
        """A form and the file of last year that it was begun from or compared with last."""

    def new(self) -> None:
        """新建: asks for edition and year and begins a form."""
        if not self.ways.may_leave():
            return
        from ziping.gui.new_dialog import NewDialog

        dialog = NewDialog(self.window, self.memory)
        if run_dialog(dialog):
            self.ways.start(Session(dialog.form(), saved=False, is_new=True, source="新建时填好"))

    def next_year(self) -> None:
        """从去年导入: begins this year's form from last year's file."""
        if not self.ways.may_leave():
            return
        from ziping.gui.next_year import ask_last_year, begin_next_year

        path = ask_last_year(self.window, self.memory, "从去年导入")
        session = begin_next_year(self.window, path) if path is not None else None
        if path is not None and session is not None:
            self._last_year = (session, path)
            self.ways.start(session)

    def sample(self, path: Path) -> None:
        """示例: shows a copy of a shipped form."""
        from ziping.app.files import open_form

        self.ways.start(Session(open_form(path).form, source="示例里的内容"))

    def compare_with_last_year(self) -> None:
        """与去年对比: shows what is different in the form from last year's file."""
        from ziping.gui.next_year import ask_last_year, compare_with_last_year

        commit_focused()
        session, known = self._last_year
        proposed = known if session is self.live.session else None
        path = ask_last_year(self.window, self.memory, "与去年对比", proposed)
        if path is not None:
            self._last_year = (self.live.session, path)
            compare_with_last_year(self.window, self.live.form, path)

    def board(self) -> None:
        """年度项目板: the window with all forms of a folder."""
        if self._board is None:
            from ziping.gui.board_window import BoardWindow

            self._board = BoardWindow(self.memory, self.window)
            self._board.open_path.connect(self._open_from_board)
            self._board.new_in.connect(self._new_in)
        self._board.show()
        self._board.raise_()
        self._board.activateWindow()

    def _open_from_board(self, path: Path) -> None:
        self._come_forward()
        self.ways.open_path(path)

    def _new_in(self, folder: Path) -> None:
        self._come_forward()
        self.memory.set_folder(folder)
        self.new()

    def _come_forward(self) -> None:
        self.window.raise_()
        self.window.activateWindow()

    def transcription(self) -> None:
        """照录助手: the window that hands the form over field by field."""
        commit_focused()
        if self._transcription is None:
            from ziping.gui.transcription_window import TranscriptionWindow

            self._transcription = TranscriptionWindow(self.live, self.memory, self.window)
        self._transcription.show()
        self._transcription.raise_()
        self._transcription.activateWindow()

    def leave_form(self) -> None:
        """No form is shown any more: there is nothing to hand over."""
        if self._transcription is not None:
            self._transcription.close()

    def end(self) -> None:
        """The program ends: the windows beside the main one close with it."""
        self.leave_form()
        if self._board is not None:
            self._board.close()
            self._board.wait()

    def verify(self) -> None:
        """核验: a 校验码 on paper, or a PDF, against the form."""
        from ziping.gui.verify_dialog import VerifyDialog

        commit_focused()
        run_dialog(VerifyDialog(self.window, self.live.session))

    def help(self, page: str = "") -> None:
        """Shows a page of the help: the one named, else the one about the step being filled in."""
        from ziping.gui.help_window import PAGE_OF_STEP, START, HelpWindow

        if self._help is None:
            self._help = HelpWindow(self.window)
            self._help.addActions([one for one in self.window.actions() if one.objectName() in _LETTER_SIZES])
        step = self.ways.step()
        self._help.show_page(page or (PAGE_OF_STEP[step] if step else START))

    def about(self) -> None:
        """关于自评通: version, editions, licences, folders."""
        from ziping.gui.about import AboutDialog

        run_dialog(AboutDialog(self.window, self.memory.settings_folder))
