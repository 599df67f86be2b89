"""How the table looks: lines that agree, columns that fit, headings in the words of the form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.indicator_pages import Desk, path
from published import form_of
from ziping.gui.indicator_columns import LEAST, WANTED, fitted
from ziping.gui.indicator_model import SCORE, WEIGHT
from ziping.gui.indicator_text import SIDE, Typesetter
from ziping.gui.typeface import scaled

LEFT = Qt.AlignmentFlag.AlignLeft


def base_line(setter: Typesetter, text: str) -> int:
    """The lowest row of pixels that the H at the beginning of the text reaches."""
    image = QImage(200, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(QColor("black"))
        setter.draw(painter, QPoint(0, 4), text, 190, LEFT)
    width = QFontMetrics(setter.font).horizontalAdvance("H")
    return max(y for y in range(80) if any(image.pixelColor(x, y).lightness() < 128 for x in range(width)))


@pytest.mark.parametrize("size", [0.9, 1.0, 1.5, 2.0])
def test_letters_stand_on_the_same_line_alone_and_beside_chinese_characters(size: float) -> None:
    setter = Typesetter(scaled(QApplication.font(), size))
    assert base_line(setter, "H") == base_line(setter, "H 国")


def test_each_line_is_as_tall_as_any_other() -> None:
    setter = Typesetter(QFont(QApplication.font()))
    assert setter.height("12", 200) == setter.height("数量", 200) == setter.pitch
    assert setter.height("12\n数量", 200) == 2 * setter.pitch
    assert setter.height("", 200) == 0


def test_a_long_text_wraps_even_without_a_place_to_break() -> None:
    setter = Typesetter(QFont(QApplication.font()))
    assert setter.height("1" * 60, 60) > 3 * setter.pitch


def test_too_little_room_is_taken_from_all_texts_and_never_from_figures() -> None:
    half = (sum(WANTED.values()) + sum(LEAST.values())) / 2
    widths = fitted(half)
    assert sum(widths.values()) == pytest.approx(half)
    assert widths["name"] == pytest.approx((WANTED["name"] + LEAST["name"]) / 2)
    assert widths["weight"] == WANTED["weight"]
    assert fitted(10) == LEAST


def test_more_room_than_wanted_is_used() -> None:
    assert sum(fitted(90).values()) == pytest.approx(90)


@pytest.mark.parametrize("width", [560, 700, 888, 1400])
def test_u39_all_columns_are_in_view_from_a_narrow_page_on(qtbot: QtBot, width: int) -> None:
    desk = Desk(qtbot)
    desk.page.resize(width, 640)
    desk.qtbot.waitUntil(lambda: desk.page.width() == width)
    QApplication.processEvents()
    assert desk.tree.header().length() <= desk.tree.viewport().width()
    assert not desk.tree.horizontalScrollBar().isVisible()


def test_a_width_set_by_hand_stays(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.tree.header().resizeSection(1, 300)
    desk.page.resize(1100, 640)
    QApplication.processEvents()
    assert desk.tree.columnWidth(1) == 300


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
def test_the_longest_figure_fits_beside_its_mark_in_any_letters(qtbot: QtBot, size: float) -> None:
    desk = Desk(qtbot)
    desk.page.resize(560, 640)
    desk.tree.setFont(scaled(desk.tree.font(), size))
    QApplication.processEvents()
    sides_and_mark = 2 * 6 + 14 + 2
    for column in (WEIGHT, SCORE):
        room = desk.tree.columnWidth(column) - sides_and_mark
        assert room >= QFontMetrics(desk.tree.font()).horizontalAdvance("100.00")
        for level in ("indicator", "dimension"):
            setter = desk.tree.cells._typesetter(level)
            assert setter.height("100.00", room, Qt.AlignmentFlag.AlignRight) == setter.pitch
    small = desk.tree.cells._typesetter("advice")
    whole = desk.tree.columnWidth(SCORE) - 2 * 6
    assert small.height("建议 10.00", whole, Qt.AlignmentFlag.AlignRight) == small.pitch


def test_a_column_of_figures_cannot_be_made_too_narrow_by_hand(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    before = desk.tree.columnWidth(SCORE)
    desk.tree.header().resizeSection(SCORE, 30)
    assert desk.tree.columnWidth(SCORE) == before


def test_a_figure_is_never_parted() -> None:
    setter = Typesetter(QFont(QApplication.font()))
    assert setter.height("100.00", 10, Qt.AlignmentFlag.AlignRight) == setter.pitch


@pytest.mark.parametrize("width", [560, 888])
def test_the_longest_heading_stands_in_two_lines_at_most(qtbot: QtBot, width: int) -> None:
    desk = Desk(qtbot)
    desk.page.resize(width, 640)
    QApplication.processEvents()
    header = desk.tree.header()
    room = QRect(0, 0, header.sectionSize(6) - 10, 1000)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    needed = header.fontMetrics().boundingRect(room, flags, "偏差原因分析及改进措施").height()
    one = header.fontMetrics().boundingRect(room, flags, "偏差").height()
    assert needed <= 2 * one + 2
    assert header.height() >= needed


def test_a_row_is_as_tall_as_its_longest_cell(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    before = desk.tree.visualRect(desk.index("i3.name")).height()
    desk.live.session.put(path("i3.deviation"), "因雨期较长，部分工作顺延，已增加人手。" * 3, "修改")
    assert desk.tree.visualRect(desk.index("i3.name")).height() > before
    desk.live.undo()
    desk.tree.commit_editor()
    assert desk.tree.visualRect(desk.index("i3.name")).height() == before


def test_headings_and_figures_are_those_of_the_edition(qtbot: QtBot) -> None:
    jiading, chongming = Desk(qtbot), Desk(qtbot, form_of("xianghua-2023-ywtg"))
    assert headings(jiading)[1:] == [
        *("指标名称", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ]
    assert jiading.index("i3.weight").data() == "5.00"
    assert "." not in str(chongming.index("i1.weight").data())


def headings(desk: Desk) -> list[str]:
    return [str(desk.tree.nodes.headerData(place, Qt.Orientation.Horizontal)) for place in range(7)]


@pytest.mark.parametrize("width", [560, 900])
def test_a_row_number_of_three_figures_stands_on_one_line(qtbot: QtBot, width: int) -> None:
    desk = Desk(qtbot)
    desk.page.resize(width, 640)
    desk.qtbot.waitUntil(lambda: desk.page.width() == width)
    QApplication.processEvents()
    room = desk.tree.columnWidth(0) - 2 * SIDE
    assert room >= QFontMetrics(desk.tree.font()).horizontalAdvance("200")
