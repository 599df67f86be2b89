"""Labels of a workbook are where no page break of an office program can cut them."""

from collections.abc import Callable

from ziping.render.office_pages import office_rows, with_whole_labels
from ziping.sheet.model import Cell, RepeatedHeader, Row, Sheet, TextStyle

PLAIN = TextStyle(10)


class EmMeasure:
    """Every character one em wide."""

    def width_of(self, bold: bool) -> Callable[[str], float]:
        assert bold in (False, True)
        return lambda _: 1.0


def table(rows: int, *labels: Cell, height: float = 48, header: RepeatedHeader | None = None) -> Sheet:
    """Rows of ``height`` and 2 pt to spare; A4 leaves them 728.5 pt, of which 692 are safe: 13 rows of 50 pt."""
    cells = [Cell(row, 1, "甲", PLAIN) for row in range(rows)]
    return Sheet("表", (60.0, 60.0), (Row(height),) * rows, (*labels, *cells), header)


def verticals(sheet: Sheet, count: int) -> list[str]:
    return [cell.style.vertical for cell in with_whole_labels(sheet, EmMeasure()).cells[:count]]


def test_on_a_single_page_every_label_stays_in_the_middle() -> None:
    sheet = table(13, Cell(0, 0, "一级", PLAIN, row_span=13), header=RepeatedHeader(0, 12))
    assert with_whole_labels(sheet, EmMeasure()) == sheet


def test_a_label_that_a_page_may_end_in_stands_at_the_top() -> None:
    assert verticals(table(14, Cell(0, 0, "一级", PLAIN, row_span=14)), 1) == ["top"]


def test_a_label_above_the_first_possible_break_stays_in_the_middle() -> None:
    labels = (Cell(0, 0, "一级", PLAIN, row_span=13), Cell(13, 0, "二级", PLAIN, row_span=7))
    assert verticals(table(20, *labels), 2) == ["middle", "top"]


def test_a_cell_of_one_row_is_never_parted() -> None:
    assert {cell.style.vertical for cell in with_whole_labels(table(40), EmMeasure()).cells} == {"middle"}


def test_labels_under_the_repeated_header_look_alike() -> None:
    labels = (
        Cell(0, 0, "资金", PLAIN, row_span=2),
        Cell(3, 0, "一级", PLAIN, row_span=2),
        Cell(5, 0, "二级", PLAIN, row_span=10),
    )
    assert verticals(table(15, *labels, header=RepeatedHeader(2, 14)), 3) == ["middle", "top", "top"]


def test_the_first_row_of_a_label_at_the_top_holds_it_whole() -> None:
    # 60 pt × 0.96 less 5 pt of padding hold five characters of 10 pt: 30 of them take six lines of 13 pt, 5 pt around
    sheet = with_whole_labels(table(14, Cell(0, 0, "标" * 30, PLAIN, row_span=14)), EmMeasure())
    assert [row.min_height for row in sheet.rows[:2]] == [83, 48]
    assert office_rows(sheet, EmMeasure()).heights[:2] == (85, 50)


def test_a_row_that_excel_cannot_make_so_tall_is_parted_and_its_text_begins_at_the_top() -> None:
    sheet = table(2, Cell(0, 0, "\n" * 69, PLAIN))  # 70 lines of 13 pt, 5 pt around, 2 to spare: 917 pt
    rows = office_rows(sheet, EmMeasure())
    assert (rows.tops, rows.heights) == ((0, 3, 4), (305.67, 305.67, 305.67, 50))
    assert verticals(sheet, 1) == ["top"]


def test_a_sheet_without_rows_has_none_to_part() -> None:
    empty = Sheet("表", (), (), ())
    assert with_whole_labels(empty, EmMeasure()) == empty
