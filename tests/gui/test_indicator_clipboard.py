"""剪切, 复制, 粘贴 in 绩效指标 (UX.md U16, U17)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from gui.indicator_pages import CTRL, Desk, path
from ziping.app.cell_block import block_html, read_html
from ziping.app.new_form import new_form
from ziping.gui.indicator_clipboard import MOST_ROWS
from ziping.gui.indicator_model import HANDLE, SCORE, TARGET
from ziping.gui.indicator_paste_dialog import PasteDialog


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    yield Desk(qtbot)
    # The offscreen clipboard outlives Python and must not hold what Python made.
    QGuiApplication.clipboard().setText("")


def put_on_clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def text_on_clipboard() -> str:
    return QGuiApplication.clipboard().text()


def ask(desk: Desk) -> PasteDialog:
    """The preview that pasting has opened."""
    dialog = desk.page.clipboard.question
    assert isinstance(dialog, PasteDialog)
    return dialog


def answer(desk: Desk, name: str) -> None:
    question = desk.page.clipboard.question
    assert question is not None
    button = question.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_u16_a_block_fills_right_and_down_in_one_step(desk: Desk) -> None:
    put_on_clipboard("≤70个\t65个\t４\r\n=5个\t5个\t4.50分\r\n")
    desk.go("i3.target")
    desk.press(Qt.Key.Key_V, CTRL)
    assert [desk.value(f"i3.{field}") for field in ("target", "actual", "weight")] == ["≤70个", "65个", "4"]
    assert [desk.value(f"i4.{field}") for field in ("target", "actual", "weight")] == ["=5个", "5个", "4.5"]
    assert desk.steps == "粘贴 6 个单元格"
    assert len(desk.tree.selected_cells()) == 6
    assert desk.here == "indicator.i3.target"
    desk.live.undo()
    assert desk.value("i4.target") == "=6.00(个)"


def test_u16_more_rows_than_there_are_are_made(desk: Desk) -> None:
    put_on_clipboard("a\t1\r\nb\t2\r\nc\t3\r\n")
    desk.go("i5.name")
    desk.press(Qt.Key.Key_V, CTRL)
    assert desk.rows("c2") == ["i3", "i4", "i5", "i14", "i15"]
    assert [desk.value(f"{row}.name") for row in ("i5", "i14", "i15")] == ["a", "b", "c"]


def test_u16_inner_line_ends_tabs_and_quotes_survive_from_cell_to_cell(desk: Desk) -> None:
    said = '一、"雨期"\n二、\t人手'
    desk.live.session.put(path("i3.deviation"), said, "修改")
    desk.select("i3.score", "i3.deviation")
    desk.press(Qt.Key.Key_C, CTRL)
    assert text_on_clipboard() == '5\t"一、""雨期""\n二、\t人手"\n'
    desk.go("i7.score")
    desk.press(Qt.Key.Key_V, CTRL)
    assert (desk.value("i7.score"), desk.value("i7.deviation")) == ("5", said)


def test_u16_one_cell_fills_all_that_are_selected(desk: Desk) -> None:
    put_on_clipboard("达成指标\r\n")
    desk.select("i3.actual", "i4.actual", "i6.actual")
    desk.press(Qt.Key.Key_V, CTRL)
    assert [desk.value(f"{row}.actual") for row in ("i3", "i4", "i5", "i6")] == [
        *("达成指标", "达成指标", "12.00(个)", "达成指标"),
    ]
    assert desk.steps == "粘贴 3 个单元格"


@pytest.mark.parametrize("row", ["d2", "c2"])
def test_u16_one_text_becomes_the_name_of_a_group_and_goes_nowhere_else_in_its_row(desk: Desk, row: str) -> None:
    put_on_clipboard("巡查指标\r\n")
    for column in (HANDLE, TARGET, SCORE):
        desk.tree.go_to(desk.index(f"{row}.name").siblingAtColumn(column))
        with desk.qtbot.waitSignal(desk.page.told) as said:
            desk.press(Qt.Key.Key_V, CTRL)
        assert said.args == ["没有粘贴：这里没有能填的格子，请先选中指标名称或三级指标的一格"]
        assert desk.page.clipboard.question is None
        assert desk.steps == ""
    desk.go(f"{row}.name")
    desk.press(Qt.Key.Key_V, CTRL)
    assert desk.index(f"{row}.name").data() == "巡查指标"
    assert desk.rows("c2") == ["i3", "i4", "i5"]


def test_u17_cut_cells_are_empty_and_on_the_clipboard(desk: Desk) -> None:
    desk.select("i3.weight", "i3.score")
    desk.press(Qt.Key.Key_X, CTRL)
    assert text_on_clipboard() == "5\t5\n"
    assert (desk.value("i3.weight"), desk.value("i3.score")) == ("", "")
    assert desk.steps == "剪切 2 个单元格"


def test_u17_cut_rows_go_and_can_be_pasted_into_another_group(desk: Desk) -> None:
    desk.tree.select_rows(["i3", "i4"])
    desk.press(Qt.Key.Key_X, CTRL)
    assert desk.rows("c2") == ["i5"]
    assert desk.steps == "剪切 2 个指标"
    desk.go("c3.name")
    desk.press(Qt.Key.Key_V, CTRL)
    assert [desk.value(f"{row}.name") for row in desk.rows("c3")][2:] == ["聘用联勤队员数量", "聘用行风监督员数量"]
    assert desk.value(f"{desk.rows('c3')[2]}.weight") == "5"


def test_u16_text_and_html_go_out(desk: Desk) -> None:
    desk.select("i1.name", "i2.name")
    desk.press(Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "其他人员公用经费\n总成本控制率\n"
    assert read_html(data.html()) == (("其他人员公用经费",), ("总成本控制率",))


def test_u16_one_cell_goes_out_as_it_is_for_another_program(desk: Desk) -> None:
    desk.live.session.put(path("i3.deviation"), "两行\n说明", "修改")
    desk.go("i3.deviation")
    desk.press(Qt.Key.Key_C, CTRL)
    assert text_on_clipboard() == "两行\n说明"


def test_u16_a_group_goes_out_as_a_table_with_headings(desk: Desk) -> None:
    desk.tree.select_rows(["d3"])
    desk.press(Qt.Key.Key_C, CTRL)
    rows = [line.split("\t") for line in text_on_clipboard().splitlines()]
    assert rows[0][:4] == ["一级指标", "二级指标", "三级指标", "年度指标值"]
    assert [row[:3] for row in rows[1:]] == [
        ["效益指标", "社会效益指标", "城市环境面貌"],
        ["效益指标", "可持续影响指标", "联勤人员队伍规模充足性"],
        ["效益指标", "可持续影响指标", "信息员常态化管理机制"],
    ]


def test_u16_a_copied_table_is_shown_first_and_makes_the_whole_tree(desk: Desk, qtbot: QtBot) -> None:
    desk.tree.select_rows(["d1", "d2", "d3", "d4"])
    desk.press(Qt.Key.Key_C, CTRL)
    empty = Desk(qtbot, new_form("jiading-2024", 2024))
    empty.press(Qt.Key.Key_V, CTRL)
    dialog = ask(empty)
    assert empty.steps == ""
    assert [box.currentText() for box in dialog.columns][:3] == ["一级指标", "二级指标", "三级指标"]
    assert dialog.first.value() == 2
    assert dialog.count.text() == "将粘贴 13 行指标"
    answer(empty, "paste_agree")
    names = [row.indicator.name for row in desk.live.view.subject.rows]
    assert [row.indicator.name for row in empty.live.view.subject.rows] == names
    assert empty.live.view.scores.indicator_weight.value == 90
    assert empty.steps == "粘贴 13 行指标"


def test_rows_below_a_sum_are_told_before_they_are_left_out(desk: Desk) -> None:
    put_on_clipboard("三级指标\t年度指标值\t实际完成值\n甲\t1\t1\n合计\t\t\n乙\t2\t2\n丙\t3\t3\n")
    desk.go("i6.weight")
    desk.press(Qt.Key.Key_V, CTRL)
    assert ask(desk).count.text() == (
        "将粘贴 1 行指标，其中 1 行没有二级指标，放到“质量指标”；合计或总分下面的 2 行不粘贴，请另外复制"
    )
    answer(desk, "paste_agree")
    assert desk.steps == "粘贴 1 行指标"


def test_u16_columns_that_do_not_match_are_mapped_by_the_clerk(desk: Desk) -> None:
    put_on_clipboard("1\t巡查次数\t5\t≥12次\t13次\n2\t处置件数\t5\t≥20件\t21件\n")
    desk.go("i6.weight")
    desk.press(Qt.Key.Key_V, CTRL)
    dialog = ask(desk)
    wanted = ["", "name", "weight", "target", "actual"]
    for box, field in zip(dialog.columns, wanted, strict=True):
        choose(box, field)
    assert [box.currentData() for box in dialog.columns] == wanted
    assert dialog.count.text() == "将粘贴 2 行指标，其中 2 行没有二级指标，放到“质量指标”"
    answer(desk, "paste_agree")
    made = desk.rows("c3")[2:]
    assert [desk.value(f"{row}.name") for row in made] == ["巡查次数", "处置件数"]
    assert [desk.value(f"{row}.target") for row in made] == ["≥12次", "≥20件"]
    assert desk.steps == "粘贴 2 行指标"


def choose(box: QComboBox, field: str) -> None:
    box.setCurrentIndex(box.findData(field))


def test_u16_a_field_comes_from_one_column_only(desk: Desk) -> None:
    put_on_clipboard("甲\t乙\t丙\t丁\n")
    desk.go("i6.weight")
    desk.press(Qt.Key.Key_V, CTRL)
    dialog = ask(desk)
    choose(dialog.columns[3], "name")
    assert [box.currentData() for box in dialog.columns] == ["", "target", "actual", "name"]


def test_u16_a_preview_given_up_changes_nothing(desk: Desk) -> None:
    put_on_clipboard("甲\t乙\t丙\t丁\n")
    desk.go("i6.weight")
    desk.press(Qt.Key.Key_V, CTRL)
    ask(desk).reject()
    assert desk.steps == ""
    assert desk.page.clipboard.question is None


def test_u16_a_long_column_without_names_asks_where_it_belongs(desk: Desk) -> None:
    put_on_clipboard("".join(f"{n}\n" for n in range(1, 6)))
    desk.go("i4.actual")
    desk.press(Qt.Key.Key_V, CTRL)
    answer(desk, "paste_across")
    assert [desk.value(f"i{n}.actual") for n in range(4, 9)] == ["1", "2", "3", "4", "5"]
    assert desk.rows("c2") == ["i3", "i4", "i5"]
    desk.live.undo()
    desk.wake()
    desk.go("i4.actual")
    desk.press(Qt.Key.Key_V, CTRL)
    answer(desk, "paste_new_rows")
    assert len(desk.rows("c2")) == 6
    assert desk.value("i6.actual") == "80.00(%)"


def test_u16_too_much_is_told_and_not_pasted(desk: Desk) -> None:
    put_on_clipboard("1\n" * (MOST_ROWS + 1))
    desk.go("i4.actual")
    desk.press(Qt.Key.Key_V, CTRL)
    question = desk.page.clipboard.question
    assert question is not None
    question.close()
    assert desk.steps == ""


def test_u16_a_single_cell_from_a_workbook_goes_into_an_open_cell_without_its_line_end(desk: Desk) -> None:
    put_on_clipboard("75个\r\n", block_html((("75个",),)))
    desk.go("i3.actual")
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_A, CTRL)
    desk.press(Qt.Key.Key_V, CTRL)
    desk.press(Qt.Key.Key_Return)
    assert desk.value("i3.actual") == "75个"


def test_u43_the_preview_says_what_its_controls_are(desk: Desk) -> None:
    put_on_clipboard("甲\t乙\t丙\t丁\n")
    desk.go("i6.weight")
    desk.press(Qt.Key.Key_V, CTRL)
    controls = [*ask(desk).findChildren(QComboBox), *ask(desk).findChildren(QSpinBox)]
    assert len(controls) == 5
    assert all(one.objectName() and one.accessibleName() for one in controls)
