"""Rows on pages. Letters are half an em wide; the font is 10 pt, a line 12 pt high, padding 2 pt, so that a cell of
n lines needs 12 n + 4 pt. A page has room for 100 pt of rows; columns are 44 pt wide, which holds four hanzi.
"""

from collections.abc import Callable
from dataclasses import replace

from ziping.sheet.model import Cell, Page, Pages, PageSetup, PlacedCell, RepeatedHeader, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate, row_heights

STYLE = TextStyle(10)
PAGE = PageSetup(width=220, height=140, left=20, right=20, top=20, bottom=20)


class EmMeasure:
    """Half an em for ASCII, one for all else."""

    def width_of(self, bold: bool) -> Callable[[str], float]:
        assert bold in (False, True)
        return lambda character: 0.5 if character.isascii() else 1.0


MEASURE = EmMeasure()


def cell(row: int, column: int, text: str, row_span: int = 1, column_span: int = 1, border: bool = True) -> Cell:
    return Cell(row, column, text, STYLE, row_span, column_span, border)


def sheet(rows: list[Row], *cells: Cell, header: RepeatedHeader | None = None, columns: int = 4) -> Sheet:
    return Sheet("表", (44.0,) * columns, tuple(rows), cells, header, PAGE, padding=2, leading=1.2)


def numbered(
    count: int, height: float = 20, keep: tuple[int, ...] = (), column: int = 1
) -> tuple[list[Row], list[Cell]]:
    """Rows of one height, each with its number in a cell."""
    rows = [Row(height, keep_with_next=index in keep) for index in range(count)]
    return rows, [cell(index, column, str(index)) for index in range(count)]


def texts(page: Page) -> list[str]:
    return ["/".join(placed.lines) for placed in page.cells]


def told(placed: PlacedCell) -> tuple[float, float, str, bool, bool]:
    return placed.y - PAGE.top, placed.height, "/".join(placed.lines), placed.opened, placed.closed


def pages_of(*arguments: Sheet) -> tuple[Page, ...]:
    return paginate(arguments[0], MEASURE).pages


def test_a_row_is_as_high_as_its_tallest_cell() -> None:
    plain = sheet([Row(10), Row(30), Row()], cell(0, 0, "一二三四五六"), cell(0, 1, "一"), cell(1, 0, "一"))
    assert row_heights(plain, MEASURE) == (28, 30, 0)


def test_a_merged_cell_that_needs_more_grows_its_last_row() -> None:
    merged = sheet([Row(20), Row(20), Row(20)], cell(0, 0, "一\n二\n三\n四", row_span=2), cell(2, 0, "五"))
    assert row_heights(merged, MEASURE) == (20, 32, 20)


def test_a_cell_over_columns_is_broken_at_its_whole_width() -> None:
    wide = sheet([Row()], cell(0, 0, "一二三四五六七八", column_span=2))
    assert row_heights(wide, MEASURE) == (16,)
    assert [(placed.x, placed.width) for placed in pages_of(wide)[0].cells] == [(20, 88)]


def test_rows_are_taller_than_a_page_on_endless_paper() -> None:
    assert row_heights(sheet([Row(500)], cell(0, 0, "\n" * 49)), MEASURE) == (604,)


def test_a_cell_without_border_is_placed_like_any_other() -> None:
    (page,) = pages_of(sheet([Row(20)], cell(0, 1, "签字", border=False)))
    (placed,) = page.cells
    assert (placed.x, placed.y, placed.width, placed.height, placed.lines) == (64, 20, 44, 20, ("签字",))


def test_a_page_breaks_between_rows() -> None:
    rows, cells = numbered(7)
    assert [texts(page) for page in pages_of(sheet(rows, *cells))] == [["0", "1", "2", "3", "4"], ["5", "6"]]


def test_a_sheet_without_rows_is_one_empty_page() -> None:
    assert paginate(sheet([]), MEASURE) == Pages(sheet([]), (Page(1, ()),))


def test_a_merged_label_is_closed_and_continued_on_the_next_page() -> None:
    rows, cells = numbered(7)
    first, second = pages_of(sheet(rows, cell(0, 0, "产出", row_span=7), *cells))
    assert told(first.cells[0]) == (0, 100, "产出", True, False)
    assert told(second.cells[0]) == (0, 40, "产出", False, True)


def test_the_last_row_grows_when_a_label_needs_more_than_its_part() -> None:
    rows, cells = numbered(5)
    label = cell(3, 0, "一\n二\n三\n四", row_span=2)  # 52 pt; the first three rows and row 3 leave room for it
    first, second = pages_of(sheet([*rows[:4], Row(70)], *cells, label))
    assert [told(placed)[:2] for placed in first.cells[:3]] == [(0, 20), (20, 20), (40, 20)]
    assert told(second.cells[0]) == (0, 20, "3", True, True)
    assert told(second.cells[2]) == (0, 90, "一/二/三/四", True, True)


def test_a_part_of_a_label_grows_its_last_row_where_the_page_has_room() -> None:
    rows = [Row(20), Row(20), Row(70)]
    label = cell(1, 0, "一\n二\n三", row_span=2)  # 40 pt; its part on page 1 has one row of 20 pt
    first, second = pages_of(sheet(rows, cell(0, 1, "0"), cell(1, 1, "1"), cell(2, 1, "2"), label))
    assert told(first.cells[1]) == (20, 40, "1", True, True)
    assert told(first.cells[2]) == (20, 40, "一/二/三", True, False)
    assert told(second.cells[1]) == (0, 70, "一/二/三", False, True)


def test_the_last_part_of_a_label_grows_too() -> None:
    rows, cells = numbered(6)
    first, second = pages_of(sheet(rows, cell(0, 0, "一\n二\n三", row_span=6), *cells))
    assert told(first.cells[0])[:2] == (0, 100)
    assert told(second.cells[0]) == (0, 40, "一/二/三", False, True)
    assert told(second.cells[1]) == (0, 40, "5", True, True)


def test_a_page_ends_earlier_where_a_label_would_not_fit() -> None:
    rows, cells = numbered(7)
    label = cell(4, 0, "一\n二", row_span=3)  # 28 pt; only row 4 with 20 pt would stand on page 1, which is full
    first, second = pages_of(sheet(rows, *cells, label))
    assert texts(first) == ["0", "1", "2", "3"]
    assert texts(second) == ["4", "5", "6", "一/二"]


HEADER = RepeatedHeader(row=1, last=9)


def test_the_header_row_is_repeated_over_the_rows_it_heads() -> None:
    rows, cells = numbered(11)
    pages = pages_of(sheet(rows, *cells, header=HEADER))
    assert [texts(page) for page in pages] == [
        ["0", "1", "2", "3", "4"],
        ["1", "5", "6", "7", "8"],
        ["1", "9", "10"],
    ]
    assert told(pages[1].cells[0]) == (0, 20, "1", True, True)


def test_the_header_is_not_repeated_over_what_follows_its_rows() -> None:
    rows, cells = numbered(6)
    assert texts(pages_of(sheet(rows, *cells, header=RepeatedHeader(1, 4)))[1]) == ["5"]


def test_a_label_that_begins_with_the_header_row_goes_on_from_the_repeated_one() -> None:
    rows, cells = numbered(8)
    label, group = cell(1, 0, "指标", row_span=7), cell(4, 2, "产出", row_span=3)
    _, second = pages_of(sheet(rows, *cells[:2], label, *cells[2:], group, header=RepeatedHeader(1, 7)))
    assert told(second.cells[0]) == (0, 20, "1", True, True)
    assert told(second.cells[1]) == (0, 80, "指标", False, True)
    assert told(second.cells[-1]) == (20, 40, "产出", False, True)


def test_a_header_row_never_stands_alone_at_the_foot_of_a_page() -> None:
    rows, cells = numbered(7)
    first, second = pages_of(sheet(rows, *cells, header=RepeatedHeader(4, 6)))
    assert texts(first) == ["0", "1", "2", "3"]
    assert texts(second) == ["4", "5", "6"]


def test_a_header_of_more_than_half_a_page_is_not_repeated() -> None:
    rows, cells = numbered(4)
    pages = pages_of(sheet([Row(60), *rows[1:]], *cells, header=RepeatedHeader(0, 3)))
    assert [texts(page) for page in pages] == [["0", "1", "2"], ["3"]]


def test_a_header_that_is_no_row_of_the_sheet_is_ignored() -> None:
    rows, cells = numbered(6)
    assert texts(pages_of(sheet(rows, *cells, header=RepeatedHeader(99, 200)))[1]) == ["5"]


def test_rows_kept_with_the_next_move_together() -> None:
    rows, cells = numbered(7, keep=(3, 4))
    assert [texts(page) for page in pages_of(sheet(rows, *cells))] == [["0", "1", "2"], ["3", "4", "5", "6"]]


def test_a_chain_longer_than_a_page_is_broken() -> None:
    rows, cells = numbered(7, keep=tuple(range(7)))
    assert [texts(page) for page in pages_of(sheet(rows, *cells))] == [["0", "1", "2", "3", "4"], ["5", "6"]]


def test_a_label_as_tall_as_a_page_takes_a_page_for_each_of_its_parts() -> None:
    label = cell(0, 0, "一\n" * 7 + "八", row_span=2)  # 100 pt
    first, second = pages_of(sheet([Row(20), Row(90)], label, cell(0, 1, "甲"), cell(1, 1, "乙")))
    assert (told(first.cells[1]), told(second.cells[1])) == ((0, 100, "甲", True, True), (0, 100, "乙", True, True))
    assert [len(page.cells[0].lines) for page in (first, second)] == [8, 8]


def test_labels_come_before_a_chain_that_cannot_be_kept() -> None:
    rows, cells = numbered(7, keep=tuple(range(7)))
    label = cell(4, 0, "一\n二", row_span=3)
    first, second = pages_of(sheet(rows, *cells, label))
    assert (texts(first)[-1], texts(second)[0]) == ("3", "4")


def test_a_label_of_the_header_row_that_has_ended_shows_what_fits_there() -> None:
    rows, cells = numbered(7)
    label = cell(0, 0, "一\n二\n三", row_span=2)
    _, second = pages_of(sheet(rows, label, *cells, header=RepeatedHeader(0, 6)))
    assert told(second.cells[0]) == (0, 20, "一", True, True)


def test_a_row_that_fits_on_a_page_moves_whole() -> None:
    rows, cells = numbered(2)
    first, second = pages_of(sheet(rows, *cells, cell(1, 0, "\n".join("一二三四五六七"))))
    assert texts(first) == ["0"]
    assert texts(second) == ["1", "一/二/三/四/五/六/七"]


def test_a_row_taller_than_a_page_begins_in_the_room_left_and_goes_on() -> None:
    rows, cells = numbered(3)
    goal, answer = cell(1, 2, "\n".join("一二三四五六七八九十甲乙")), cell(1, 3, "好")  # 148 pt
    first, second = pages_of(sheet(rows, *cells[:2], goal, answer, cells[2]))
    assert [told(placed) for placed in first.cells[1:]] == [
        (20, 80, "1", True, False),
        (20, 80, "一/二/三/四/五/六", True, False),  # 80 pt hold six lines
        (20, 80, "好", True, False),
    ]
    assert [told(placed) for placed in second.cells] == [
        (0, 76, "", False, True),
        (0, 76, "七/八/九/十/甲/乙", False, True),
        (0, 76, "", False, True),
        (76, 20, "2", True, True),
    ]


def test_a_row_taller_than_a_page_moves_where_fewer_than_four_lines_fit() -> None:
    rows, cells = numbered(4)
    goal = cell(3, 2, "\n".join("一二三四五六七八九十"))  # 124 pt; 40 pt are left, which hold three lines
    first, second, third = pages_of(sheet(rows, *cells, goal))
    assert texts(first) == ["0", "1", "2"]
    assert (texts(second), texts(third)) == (["3", "一/二/三/四/五/六/七/八"], ["", "九/十"])


def test_the_row_before_a_split_one_stays_with_its_first_part() -> None:
    rows, cells = numbered(4, keep=(2,))
    goal = cell(3, 2, "\n".join("一二三四五六七八九十"))
    first, second, _ = pages_of(sheet(rows, *cells, goal))
    assert texts(first) == ["0", "1"]
    assert texts(second) == ["2", "3", "一/二/三/四/五/六"]


def test_a_label_beside_a_split_row_stands_on_each_page() -> None:
    goal = cell(1, 1, "\n".join("一二三四五六七八九十"))
    first, second = pages_of(sheet([Row(20), Row(20)], cell(0, 0, "目标", row_span=2), cell(0, 1, "预期"), goal))
    assert told(first.cells[0]) == (0, 100, "目标", True, False)
    assert told(second.cells[0]) == (0, 52, "目标", False, True)


def test_a_split_does_not_begin_where_a_label_would_be_cut_short() -> None:
    goal = cell(1, 1, "\n".join("一二三四五六七八九十"))
    label = cell(1, 0, "\n".join("甲乙丙丁戊己"), row_span=2)  # 76 pt; 70 pt are left
    first, second, _ = pages_of(sheet([Row(30), Row(20), Row(20)], cell(0, 1, "0"), goal, label))
    assert (texts(first), texts(second)[1]) == (["0"], "甲/乙/丙/丁/戊/己")


def test_a_merged_text_longer_than_a_page_flows_over_its_parts() -> None:
    label = cell(0, 0, "\n".join("一二三四五六七八九十甲乙"), row_span=2)
    pages = pages_of(sheet([Row(20), Row(20)], label, cell(0, 1, "0"), cell(1, 1, "1")))
    assert [told(page.cells[0]) for page in pages] == [
        (0, 100, "一/二/三/四/五/六/七/八", True, False),
        (0, 52, "九/十/甲/乙", False, True),
    ]


def test_a_line_taller_than_a_page_takes_a_page() -> None:
    huge = Cell(0, 0, "一\n二", TextStyle(200))
    assert [texts(page) for page in pages_of(sheet([Row()], huge))] == [["一"], ["二"]]


def test_cells_outside_the_grid_are_pulled_in_not_lost() -> None:
    (page,) = pages_of(sheet([Row()], cell(5, 9, "远", row_span=3), cell(-2, -1, "负", column_span=0), columns=2))
    assert [(placed.x, placed.width, placed.lines) for placed in page.cells] == [(64, 44, ("远",)), (20, 44, ("负",))]
    (page,) = pages_of(sheet([], cell(0, 0, "无", column_span=2), columns=0))
    assert [(placed.width, placed.lines) for placed in page.cells] == [(0, ("无",))]


def test_margins_wider_than_the_paper_still_leave_room() -> None:
    rows, cells = numbered(3)
    narrow = replace(sheet(rows, *cells), page=replace(PAGE, height=10))
    assert [texts(page) for page in pages_of(narrow)] == [["0"], ["1"], ["2"]]


def test_a_hundred_thousand_characters_in_a_column_without_width_come_to_an_end() -> None:
    long = replace(sheet([Row()], cell(0, 0, "汉" * 100_000)), columns=(0.0,))
    assert sum(len(page.cells[0].lines) for page in pages_of(long)) == 100_000
