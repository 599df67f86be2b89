"""What is done from the board: 复制一份, 全部检查, 导出 and 汇总表; the work itself runs in threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ziping.app.batch import Choice
from ziping.app.board import Entry, shown
from ziping.app.files import CannotOpen
from ziping.app.form_copy import copy_form
from ziping.gui.board_check import CheckDialog, checking
from ziping.gui.board_choices import EXPORT, ROLLUP, ChoicesDialog
from ziping.gui.board_export import Export, Product, RollupExport, exporting, rolling_up, summed
from ziping.gui.board_list import BoardList
from ziping.gui.board_stream import Deed
from ziping.gui.board_work import ResultsDialog
from ziping.gui.dialogs import inform, run_dialog, warn
from ziping.gui.memory import Memory
from ziping.gui.print_choices import LiveChoices
from ziping.gui.tasks import Worker
from ziping.store.files import FileProblem

_MOST_NAMES = 6
"""So many names of files that are there already are told one by one."""


class BoardDeeds(QObject):
    """Asks what there is to ask, and shows the work; ``copied`` names a new copy, ``opened`` a form to be opened."""

    copied = Signal(object)
    opened = Signal(object)

    def __init__(self, window: QWidget, listed: BoardList, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._list, self._memory = window, listed, memory
        self._worker = Worker(self)
        self.folder = Path()
        """The folder of the board."""

    def wait(self) -> None:
        """Waits for a copy or a look at files that is under way."""
        self._worker.wait()

    def copy_chosen(self) -> None:
        """Makes a copy of the chosen form beside it."""
        path = self._list.current
        if path is not None:
            self._worker.start(partial(copy_form, path), self._made_copy, self._not_copied)

    def _made_copy(self, path: Path) -> None:
        self.copied.emit(path)
        words = f"已经复制为“{shown(path.name)}”。\n打开它，先改项目名称，再改各项数字。"
        inform(self._window, "复制一份", words)

    def _not_copied(self, error: Exception) -> None:
        if not isinstance(error, (CannotOpen, FileProblem)):
            raise error
        warn(self._window, "没有复制成功", shown(error))

    def check_all(self) -> None:
        """Checks every form that is listed."""
        dialog = CheckDialog(self._window)
        dialog.opened.connect(self.opened)
        dialog.begin(checking(self._list.shown_paths))
        run_dialog(dialog)

    def export(self) -> None:
        """Asks what to export, then does it."""
        asking = self._asking(ChoicesDialog(self._window, self._memory, EXPORT, *self._about()))
        if asking is None:
            return
        products = cast("tuple[Product, ...]", asking.chosen_products)
        export = Export(self._entries(every=asking.wants_all), products, asking.chosen_folder)
        choices = LiveChoices(self._memory).now
        self._unless_there(
            export.existing,
            lambda chosen, asked: self._work("批量导出", exporting(export, choices, chosen, asked)),
        )

    def roll_up(self) -> None:
        """Asks for which forms and against which list, then makes the 汇总表."""
        asking = self._asking(ChoicesDialog(self._window, self._memory, ROLLUP, *self._about()))
        if asking is None:
            return
        products = cast("tuple[Product, ...]", asking.chosen_products)
        entries = self._entries(every=asking.wants_all)
        folder, names = asking.chosen_folder, asking.chosen_list
        export = RollupExport(entries, products, folder, self._list.beside, names, self.folder)
        self._unless_there(
            export.existing,
            lambda chosen, asked: self._work("汇总表", rolling_up(export, chosen, asked)),
        )

    def _about(self) -> tuple[Path, int, int]:
        """The board's folder, and how many forms are chosen and listed."""
        chosen, listed = (sum(not entry.refusal for entry in self._entries(every=every)) for every in (False, True))
        return self.folder, chosen, listed

    @staticmethod
    def _asking(dialog: ChoicesDialog) -> ChoicesDialog | None:
        return dialog if run_dialog(dialog) else None

    def _entries(self, *, every: bool) -> tuple[Entry, ...]:
        paths = self._list.shown_paths if every else self._list.chosen
        return tuple(self._list.entries[path] for path in paths)

    def _unless_there(
        self, existing: Callable[[], tuple[Path, ...]], go_on: Callable[[Choice, tuple[Path, ...]], None]
    ) -> None:
        """Looks in a thread which files stand there already, asks what to do about them, and goes on."""

        def decide(there: tuple[Path, ...]) -> None:
            chosen = self._ask(there) if there else "number"
            if chosen is not None:
                go_on(chosen, there)

        self._worker.start(existing, decide, self._raise)

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error

    def _ask(self, there: tuple[Path, ...]) -> Choice | None:
        """What to do about files that stand there already; None to do nothing at all."""
        names = "\n".join(shown(path.name) for path in there[:_MOST_NAMES])
        more = "\n……" if len(there) > _MOST_NAMES else ""
        words = f"这个文件夹里已经有 {len(there)} 个同名的文件：\n{names}{more}\n\n怎么办？"
        box = QMessageBox(QMessageBox.Icon.Question, "文件已经有了", words, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        answers: tuple[tuple[str, Choice], ...] = (
            ("另存，名字后加编号", "number"),
            ("覆盖", "overwrite"),
            ("跳过", "skip"),
        )
        buttons = [(box.addButton(text, QMessageBox.ButtonRole.ActionRole), choice) for text, choice in answers]
        box.setDefaultButton(buttons[0][0])
        box.setEscapeButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        run_dialog(box)
        return next((choice for button, choice in buttons if button is box.clickedButton()), None)

    def _work(self, title: str, deed: Deed) -> None:
        dialog = ResultsDialog(self._window, title, summed)
        dialog.begin(deed)
        run_dialog(dialog)
