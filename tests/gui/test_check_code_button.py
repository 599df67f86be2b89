"""The 校验码 at the foot of the window: it follows the form, can be copied, and never holds up typing."""

from __future__ import annotations

import time

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.check_code import code_of
from ziping.app.session import Session, View
from ziping.form import path as at
from ziping.form.model import Category, Dimension, Form, Indicator
from ziping.gui.check_code_button import CheckCodeButton
from ziping.gui.main_window import MainWindow

FORM = form_of("jiangqiao-2024-qitarenyuan")
CODE = "RCGM-3CRH-ZAZ2"  # kept in tests/golden/check-codes.txt
RENAMED = code_of(View(with_fields(FORM, {"basic.project_name": "联勤队员经费"})))


def test_the_foot_shows_the_code_of_the_form(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.status.code.isVisible()
    window.start(Session(FORM))
    qtbot.waitUntil(lambda: window.status.code.text() == f"校验码 {CODE}")
    assert window.status.code.accessibleName() == f"校验码 {CODE}"


def test_r13_the_code_follows_a_change_and_its_undoing(qtbot: QtBot, window: MainWindow) -> None:
    window.start(Session(FORM))
    code = window.status.code
    qtbot.waitUntil(lambda: code.code == CODE)
    window.live.session.put(at.basic("project_name"), "联勤队员经费", "改项目名称")
    assert (code.code, code.text()) == ("", "校验码 …")  # never a code that is not the form's
    qtbot.waitUntil(lambda: code.code == RENAMED)
    window.live.undo()
    qtbot.waitUntil(lambda: code.code == CODE)


def test_what_does_not_change_the_form_leaves_the_code(qtbot: QtBot) -> None:
    button, session = CheckCodeButton(), Session(FORM)
    qtbot.addWidget(button)
    button.follow(session)
    qtbot.waitUntil(lambda: button.code == CODE)
    button.follow(session)
    assert button.code == CODE


def test_a_click_copies_the_code_also_before_it_is_shown(window: MainWindow) -> None:
    window.start(Session(FORM))
    window.status.code.click()
    assert QGuiApplication.clipboard().text() == CODE
    assert window.statusBar().currentMessage() == f"已复制校验码 {CODE}"


def test_where_there_is_little_room_the_name_goes_first_then_the_code(qtbot: QtBot) -> None:
    button = CheckCodeButton()
    qtbot.addWidget(button)
    button.follow(Session(FORM))
    qtbot.waitUntil(lambda: button.code == CODE)
    shown = []
    for width in range(button.sizeHint().width(), button.minimumSizeHint().width() - 1, -1):
        button.resize(width, 24)
        shown.append(button.text())
    assert list(dict.fromkeys(shown)) == [f"校验码 {CODE}", CODE, "校验码"]
    assert CODE in button.toolTip()


def long_form(rows: int) -> Form:
    made = tuple(Indicator(id=f"i{n}", name=f"巡查次数{n}", target="≥12次", actual="12次") for n in range(rows))
    node = Dimension(id="d1", name="产出指标", categories=(Category(id="c1", name="数量指标", indicators=made),))
    return FORM.model_copy(update={"indicators": (node,)})


def test_u32_the_code_of_a_form_of_200_rows_takes_far_less_than_100_ms() -> None:
    form = long_form(200)
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        code_of(View(form))
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.1
