"""Wrapped text is put together as it was typed: blanks only between words, line breaks only where a line ended early."""

from __future__ import annotations

import pytest

from ziping.importers.wrapped import Line, Setting, rejoined, wraps

SIZE, PADDING = 10.0, 3.0
THEIRS = Setting(PADDING, 1.2, dict.fromkeys(map(chr, range(32, 127)), 0.5))


def lines(*texts: str, page: int = 1, step: float = 12) -> list[Line]:
    """Lines in a cell that begins at 0: a Chinese character 10 pt wide, a Latin letter 5."""
    made = []
    for number, text in enumerate(texts):
        widths = tuple(5.0 if letter.isascii() else SIZE for letter in text)
        top = 100 + step * number
        made.append(Line(page, text, PADDING, top, PADDING + sum(widths), top + SIZE, widths))
    return made


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (("加强城市运行状态实", "时监测预警能力"), "加强城市运行状态实时监测预警能力"),
        (("升级系统 Windows", "Server"), "升级系统 Windows Server"),
        (("升级系统系统 Data", "平台"), "升级系统系统 Data平台"),
        (("年度支出合计数123,45", "6.00元"), "年度支出合计数123,456.00元"),
        (("完成巡检。", "加强培训，提高素质"), "完成巡检。\n加强培训，提高素质"),
        (("年度总体工作完成情", "况。", "其他事项"), "年度总体工作完成情况。\n其他事项"),
        (("及时派遣处置各类问", "题，全年办结"), "及时派遣处置各类问题，全年办结"),
    ],
)
def test_lines_are_joined_as_they_were_typed(texts: tuple[str, ...], text: str) -> None:
    assert rejoined(lines(*texts), 9 * SIZE + 2 * PADDING + 7, THEIRS).text == text


def test_a_word_longer_than_its_cell_stays_whole() -> None:
    assert rejoined(lines("ABCDEF", "GHIJ"), 36, THEIRS).text == "ABCDEFGHIJ"


def test_a_wider_step_ends_a_paragraph_and_a_double_one_leaves_a_line_empty() -> None:
    first, second = lines("加强城市运行状态实", "时监测预警能力", step=18)
    assert rejoined([first, second], 100, THEIRS).text == "加强城市运行状态实\n时监测预警能力"
    assert rejoined(lines("完成巡检。", "加强培训", step=24), 100, THEIRS).text == "完成巡检。\n\n加强培训"


def test_a_point_after_a_full_line_begins_a_line_where_all_points_do_and_is_in_doubt() -> None:
    told = rejoined(lines("一、巡检。", "二、派遣处置问题。", "三、加强培训。"), 9 * SIZE + 6, THEIRS)
    assert told.text == "一、巡检。\n二、派遣处置问题。\n三、加强培训。"
    assert told.doubts == 1


def test_a_point_after_a_full_line_goes_on_where_points_stand_within_lines() -> None:
    told = rejoined(lines("一、检；二、处问题；", "三、加强培训工作；四"), 10 * SIZE + 6, THEIRS)
    assert told.text == "一、检；二、处问题；三、加强培训工作；四"
    assert told.doubts == 0


def test_a_line_at_the_foot_of_a_page_goes_on_if_it_is_full() -> None:
    more = lines("标", page=2)
    assert wraps(lines("可持续影响指"), more, 6 * SIZE + 6, THEIRS)
    assert not wraps(lines("满意度"), more, 6 * SIZE + 6, THEIRS)


def test_nothing_is_empty_text() -> None:
    assert rejoined([], 100, THEIRS).text == ""
