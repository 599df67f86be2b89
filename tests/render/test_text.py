"""Sheets as text that a person can compare."""

from ziping.render.text import display_width, sheet_text
from ziping.sheet.model import Cell, Row, Sheet, TextStyle

PLAIN = TextStyle(10)
TABLE = Sheet(
    "表",
    (40.0, 60.0, 40.0),
    (Row(20), Row(20), Row(20)),
    (
        Cell(0, 0, "绩效\n指标", PLAIN, row_span=3),
        Cell(0, 1, "指标", PLAIN),
        Cell(0, 2, "分值", PLAIN),
        Cell(1, 1, "租赁房屋面积\t≥1套", PLAIN),
        Cell(1, 2, "2", PLAIN),
        Cell(2, 1, "这一格的文字比对齐的宽度还要长\r\n一些", PLAIN, column_span=2),
    ),
)


def test_a_sheet_reads_row_by_row_in_columns() -> None:
    assert sheet_text(TABLE) == (
        "绩效⏎指标 | 指标              | 分值\n"
        "〃        | 租赁房屋面积 ≥1套 | 2\n"
        "〃        | 这一格的文字比对齐的宽度还要长⏎一些\n"
    )


def test_hanzi_are_two_wide_and_marks_take_no_room() -> None:
    assert display_width("自评abc e\u0301") == 4 + 3 + 1 + 1
