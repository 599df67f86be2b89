"""R16, R17: 10,000 random actions in one window keep the invariants, and undone to the start they leave nothing behind."""

from __future__ import annotations

import gc
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.test_soak import DEEDS
from drills.documents import own_home
from drills.line import tell
from published import form_of
from ziping.app.cell_block import block_text
from ziping.app.files import open_form
from ziping.app.session import Session
from ziping.app.steps import STEPS
from ziping.form import path as at
from ziping.form.indicators import node_ids
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS
from ziping.gui.main_window import MainWindow
from ziping.gui.typeface import prepare_fonts

ACTIONS = 10_000
WARM = 500
"""Actions, or half of fewer, after which everything has been made that stays: pages, caches, fonts."""
GROWTH = 50
"""MB that the rest may cost, all of its history included."""
Deed = Callable[[MainWindow, random.Random], object]


def edits(window: MainWindow, chance: random.Random) -> None:
    """Typing, adding, removing, moving, as the soak of the session does it."""
    chance.choice(DEEDS)(window.live.session, chance)


def pastes(window: MainWindow, chance: random.Random) -> None:
    """Pastes a block of cells at a random cell; a question that it may ask is called off."""
    rows = window.live.view.subject.rows
    block = tuple(tuple(f"{chance.randrange(100)}个" for _ in range(2)) for _ in range(3))
    QGuiApplication.clipboard().setText(block_text(block))
    window.live.wish(at.indicator(chance.choice(rows).indicator.id, chance.choice(INDICATOR_FIELDS)))
    clipboard = window.work.indicators.clipboard
    clipboard.paste.trigger()
    if clipboard.question is not None:
        clipboard.question.reject()


def goes_back_and_forth(window: MainWindow, chance: random.Random) -> None:
    """Undoes some steps and redoes some of them."""
    for deed in [window.undo] * chance.randrange(6) + [window.redo] * chance.randrange(6):
        deed()


def turns_the_page(window: MainWindow, chance: random.Random) -> None:
    """Goes to another page."""
    window.work.steps.go(chance.choice(STEPS).id)


def checks(window: MainWindow, _chance: random.Random) -> None:
    """F5."""
    window.check()


def previews(window: MainWindow, _chance: random.Random) -> None:
    """Shows or hides the preview."""
    window.preview()


def saves(window: MainWindow, _chance: random.Random) -> None:
    """Saves, and finds the same form in the file."""
    window.save()
    path = window.live.session.path
    assert path is not None
    assert open_form(path).form == window.live.form


WEIGHED: dict[Deed, int] = {
    edits: 80,
    pastes: 6,
    goes_back_and_forth: 6,
    turns_the_page: 4,
    saves: 2,
    checks: 1,
    previews: 1,
}


def main(actions: int) -> int:
    """Acts that often; 0 if nothing broke, grew or stayed."""
    application = QApplication([])
    prepare_fonts(application)
    errors = list[type[BaseException]]()

    def remember(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        errors.append(kind)
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = remember
    with own_home() as home:
        path = home / "自评表.ziping"
        start = form_of("jiangqiao-2024-qitarenyuan")
        Session(start).save(path)
        window = MainWindow()
        window.show()
        window.open_path(path)
        sound = _soak(window, actions, errors)
        window.live.session.save(path)
        window.close()
        window.work.wait()
    return int(not sound)


def _soak(window: MainWindow, actions: int, errors: list[type[BaseException]]) -> bool:
    since, chance, start = time.perf_counter(), random.Random(20261122), window.live.form
    deeds, weights = list(WEIGHED), list(WEIGHED.values())
    before = _megabytes()
    for number in range(actions):
        if number == min(WARM, actions // 2):
            before = _megabytes()
        chance.choices(deeds, weights)[0](window, chance)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # an event loop of its own would do it
        ids = list(node_ids(window.live.form))
        if len(ids) != len(set(ids)):
            errors.append(AssertionError)
    window.work.wait()
    grown = _megabytes() - before
    undone, redone = _back_to_the_start_and_on(window, start)
    result = f"内部出错 {len(errors)} 次，内存增长 {grown:.0f} MB，全部撤销后与开始{_as(undone)}，全部重做后与最后{_as(redone)}"
    sound = not errors and grown < GROWTH and undone and redone
    return tell("窗口中随机操作（填写、增删移动、粘贴、撤销、保存）", f"{actions:,} 步", result, since, ok=sound)


def _back_to_the_start_and_on(window: MainWindow, start: Form) -> tuple[bool, bool]:
    """Whether undoing everything gives the start, and redoing everything the end; the window need not follow."""
    session, end = window.live.session, window.live.form
    window.live.blockSignals(True)
    while session.undo() is not None:
        pass
    undone = session.form == start
    while session.redo() is not None:
        pass
    window.live.blockSignals(False)
    return undone, session.form == end


def _as(same: bool) -> str:
    return "一致" if same else "不一致"


def _megabytes() -> float:
    """What the process holds in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else ACTIONS))
