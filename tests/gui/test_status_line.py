"""The foot of the window: 总分 wherever no panel shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from published import form_of
from ziping.app.session import Session
from ziping.gui.main_window import MainWindow

HUODONG = form_of("jiangqiao-2024-huodong")  # 3.50 + 90.00 = 93.50
WITH_TOTAL, WITHOUT = "总分 93.50 · 嘉定 2024 · 万元", "嘉定 2024 · 万元"


@pytest.fixture
def foot(window: MainWindow) -> QLabel:
    window.start(Session(HUODONG, Path("/home/wang/自评2024/2024_江桥镇城市运行管理中心_活动经费_自评表.ziping")))
    assert window.work.card.isVisible()
    assert window.status.edition.text() == WITHOUT
    return window.status.edition


def test_the_total_stands_in_the_foot_of_a_narrow_window(qtbot: QtBot, window: MainWindow, foot: QLabel) -> None:
    window.resize(700, 520)
    qtbot.waitUntil(lambda: not window.work.card.isVisible())
    assert foot.text() == WITH_TOTAL
    window.resize(1366, 768)
    qtbot.waitUntil(window.work.card.isVisible)
    assert foot.text() == WITHOUT


def test_the_total_stands_in_the_foot_beside_the_largest_letters(
    qtbot: QtBot, window: MainWindow, foot: QLabel
) -> None:
    for _ in range(6):
        window.actions_by_name["larger"].trigger()
    qtbot.waitUntil(lambda: not window.work.card.isVisible())
    assert foot.text() == WITH_TOTAL
    window.actions_by_name["normal_size"].trigger()
    qtbot.waitUntil(window.work.card.isVisible)
    assert foot.text() == WITHOUT


def test_the_total_stands_in_the_foot_beside_the_preview(window: MainWindow, foot: QLabel) -> None:
    window.preview()
    assert foot.text() == WITH_TOTAL
    window.preview()
    assert foot.text() == WITHOUT


def test_the_path_and_where_a_value_came_from_give_way_to_total_and_edition(
    qtbot: QtBot, window: MainWindow, foot: QLabel
) -> None:
    window.resize(700, 520)
    window.work.steps.go("indicators")
    qtbot.waitUntil(lambda: foot.text() == WITH_TOTAL)
    assert window.status.origin.text() == "　这一格：打开时已有"
    qtbot.waitUntil(lambda: foot.width() >= foot.fontMetrics().horizontalAdvance(WITH_TOTAL))
    assert 0 < window.status.saved.width() < window.status.saved.sizeHint().width()
    assert window.status.saved.toolTip().endswith("_自评表.ziping")
