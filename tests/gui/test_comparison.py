"""What differs can be read whole, gone through by keys and copied, at any size of letters (UX.md U29, U39, U40, U42, U43)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.comparison import Line, compare
from ziping.form import path as at
from ziping.gui.comparison import ComparisonDialog
from ziping.gui.marks import accent_color
from ziping.gui.typeface import scaled, set_font

BEFORE = form_of("jiangqiao-2024-qitarenyuan")
AFTER = with_fields(
    BEFORE,
    {
        "funding.fiscal.executed": "8259900",
        "goal.expected": BEFORE.goal.expected.replace("12345", "12319"),
        "indicator.i3.actual": "75.00(个)",
    },
)
LINES = compare(BEFORE, AFTER)
SCREEN = (1366, 768)


def shown(qtbot: QtBot, lines: tuple[Line, ...] = LINES) -> ComparisonDialog:
    dialog = ComparisonDialog(None, "两份有什么不同", "文件里的", "我的", lines)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cell(dialog: ComparisonDialog, row: int, column: int) -> str:
    item = dialog.table.item(row, column)
    assert item is not None
    return item.text()


def ink(dialog: ComparisonDialog, row: int, column: int) -> set[str]:
    """The colours that a cell is painted in, none chosen."""
    dialog.table.clearSelection()
    dialog.table.setCurrentCell(-1, -1)
    place = dialog.table.visualRect(dialog.table.model().index(row, column))
    image = dialog.table.viewport().grab(place).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_each_difference_has_a_row_under_what_is_compared(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    heads = [dialog.table.horizontalHeaderItem(column) for column in range(3)]
    assert [head.text() for head in heads if head] == ["项目", "文件里的", "我的"]
    assert dialog.count.text() == "“文件里的”和“我的”有 3 处不同。"
    assert [cell(dialog, 0, column) for column in range(3)] == [
        "项目资金 › 当年财政拨款 › 全年执行数",
        "815.59 万元",
        "825.99 万元",
    ]
    assert cell(dialog, 2, 0) == "产出指标 › 数量指标 › 聘用联勤队员数量 › 实际完成值"


def test_two_equal_forms_are_told_so_without_an_empty_table(qtbot: QtBot) -> None:
    dialog = shown(qtbot, ())
    assert dialog.count.text() == "“文件里的”和“我的”完全一样。"
    assert not dialog.table.isVisible()
    assert dialog.leave.hasFocus()


@pytest.mark.parametrize("dark", [False, True])
def test_u29_what_changed_is_marked_readably_on_light_and_dark(qtbot: QtBot, dark: bool) -> None:
    dialog = shown(qtbot)
    palette = QPalette(dialog.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor("#1e1e1e" if dark else "#ffffff"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#e8e8e8" if dark else "#202020"))
    dialog.table.setPalette(palette)
    accent = accent_color(palette).name()
    assert accent in ink(dialog, 0, 1)
    assert accent in ink(dialog, 1, 2)
    assert accent not in ink(dialog, 1, 0)


def test_a_mark_stands_right_behind_characters_of_two_halves(qtbot: QtBot) -> None:
    """𠮷 is one character in Python and two in Qt: a mark counted wrong would begin before the changed word."""
    dialog = shown(qtbot, (Line(at.basic("unit"), "实施单位", "𠮷𠮷𠮷𠮷一号", "𠮷𠮷𠮷𠮷二号"),))
    whole = dialog.table.visualRect(dialog.table.model().index(0, 1))
    accent = accent_color(dialog.table.palette()).name()
    dialog.table.clearSelection()
    dialog.table.setCurrentCell(-1, -1)
    image = dialog.table.viewport().grab(whole).toImage()
    columns = [
        x for x in range(image.width()) if any(image.pixelColor(x, y).name() == accent for y in range(image.height()))
    ]
    before = dialog.table.fontMetrics().horizontalAdvance("𠮷𠮷𠮷𠮷")
    assert columns
    assert columns[0] >= before


def test_u42_keys_go_through_the_rows_and_out_of_the_table(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    assert dialog.table.hasFocus()
    assert dialog.table.currentRow() == 0
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.table.currentRow() == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_Tab)
    assert dialog.leave.hasFocus()


def test_chosen_cells_are_copied_as_a_workbook_would(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().rstrip("\n") == (
        "项目资金 › 当年财政拨款 › 全年执行数\t815.59 万元\t825.99 万元"
    )


def test_nothing_in_it_can_be_typed_over(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    qtbot.keyClicks(dialog.table, "9")
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    assert cell(dialog, 0, 0) == "项目资金 › 当年财政拨款 › 全年执行数"
    assert dialog.table.state() == dialog.table.State.NoState


def test_u43_controls_have_names(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    for widget in (dialog.table, dialog.leave):
        assert widget.accessibleName()
        assert widget.objectName()


@pytest.mark.parametrize("letters", [90, 100, 125, 150, 200])
def test_u39_u40_every_row_is_as_high_as_its_words(qtbot: QtBot, letters: int) -> None:
    set_font(scaled(QApplication.font(), letters / 100))
    dialog = shown(qtbot)
    dialog.resize(*SCREEN)
    QApplication.processEvents()
    line, table = dialog.fontMetrics().height(), dialog.table
    wide = dialog.fontMetrics().horizontalAdvance("国")
    lines_needed = len(BEFORE.goal.expected) * wide / table.columnWidth(1)
    assert table.rowHeight(1) >= lines_needed * line * 0.9
    assert sum(table.columnWidth(column) for column in range(3)) == table.viewport().width()
    assert table.rowHeight(0) >= line


LONG_NAME = "产出指标 › 质量指标 › 视频监控在线率 › 实际完成值"


def painted(dialog: ComparisonDialog, row: int, column: int) -> tuple[int, int]:
    """How far right and down a cell's words reach when there is no end to its height, in pixels from its corner."""
    table, option = dialog.table, QStyleOptionViewItem()
    index = table.model().index(row, column)
    high = 12 * dialog.fontMetrics().height()
    option.rect = QRect(0, 0, table.visualRect(index).width(), high)  # type: ignore[attr-defined]
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)  # type: ignore[attr-defined]
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    table.itemDelegate().paint(painter, option, index)
    painter.end()
    wide, raw, step = image.width(), bytes(image.constBits()), image.bytesPerLine()
    dark = [place for place in range(0, len(raw), 4) if raw[place] < 250]
    return max(place % step // 4 for place in dark) + 1 - wide, max(dark) // step + 1


@pytest.mark.parametrize("letters", [90, 100, 125, 200])
def test_u39_a_name_is_whole_at_every_width_of_its_column(qtbot: QtBot, letters: int) -> None:
    """Also where it only just fits on a line or only just doesn't: the line between two columns takes room too."""
    set_font(scaled(QApplication.font(), letters / 100))
    dialog = shown(qtbot, (Line(at.indicator("i3", "actual"), LONG_NAME, "96.04(%)", "97.5(%)"),))
    table = dialog.table
    usual = dialog.fontMetrics().horizontalAdvance(LONG_NAME)
    around = dialog.width() - table.viewport().width()
    lines = set()
    for wide in range((usual + 8) * 100 // 28, (usual + 28) * 100 // 28):
        dialog.resize(wide + around, dialog.height())
        QApplication.processEvents()
        beyond, low = painted(dialog, 0, 0)
        room = table.visualRect(table.model().index(0, 0)).height()
        assert low <= room, f"{low} px of words in {room} px at {table.columnWidth(0)} px"
        assert beyond < 0, f"words reach the edge at {table.columnWidth(0)} px"
        lines.add(table.rowHeight(0))
    assert len(lines) == 2, "one line where there is room, two where there isn't"


def test_u40_larger_letters_make_higher_rows_at_once(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    before = dialog.table.rowHeight(1)
    set_font(scaled(QApplication.font(), 2))
    qtbot.waitUntil(lambda: dialog.table.rowHeight(1) > 2 * before)


def test_the_dialog_fits_a_small_screen_with_the_largest_letters(qtbot: QtBot) -> None:
    set_font(scaled(QApplication.font(), 2))
    dialog = shown(qtbot)
    assert dialog.minimumSizeHint().width() <= SCREEN[0]
    assert dialog.minimumSizeHint().height() <= SCREEN[1] - 64
