"""A form's sheet as composing it would yield, built by hand and small enough to read."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from ziping.render.metrics import FontMeasure
from ziping.sheet.model import MM, Cell, RepeatedHeader, Row, Sheet, TextStyle

TITLE = TextStyle(20, bold=True)
PLAIN = TextStyle(9.5)
LONG = TextStyle(9.5, align="left", vertical="top")
WIDTHS = (24.0, 56.0, 62.0, 95.0, 72.0, 72.0, 42.0, 44.7)
GOAL = (
    "为落实“高效处置一件事”的工作要求，聘用第三方工程公司，专门针对网格事部件及12345热线群众反馈的紧急工单，做到急事急办，"
    "做好应急抢修工作，并对存在的隐患问题快速处理。"
)


def indicator_cells(first_row: int, count: int) -> Iterator[Cell]:
    for row in range(first_row, first_row + count):
        values = ("租赁房屋面积", "=778.98平方米", "778.98平方米", "2.5", "2.5")
        for column, text in enumerate(values, start=3):
            number = Decimal(text) if column >= 6 else None
            yield Cell(row, column, text, PLAIN, number=number, number_format="0.0")


def build(goal: str = GOAL, indicators: int = 6) -> Sheet:
    """Title, name, goals, a table of indicators in one group, a total, and a line to sign."""
    header, last = 4, 4 + indicators
    cells = [
        Cell(0, 0, "财政项目支出绩效自评表", TITLE, column_span=8, border=False),
        Cell(1, 0, "项目名称", PLAIN, column_span=2),
        Cell(1, 2, "一网统管\n（二期）", PLAIN, column_span=6),
        Cell(2, 0, "年度\n总体\n目标", PLAIN, row_span=2, column_span=2),
        Cell(2, 2, "预期目标", PLAIN, column_span=6),
        Cell(3, 2, goal, LONG, column_span=6),
        Cell(header, 0, "绩效指标", PLAIN, row_span=indicators + 1),
        *(Cell(header, 1 + i, text, PLAIN) for i, text in enumerate(("一级指标", "二级指标", "三级指标"))),
        *(Cell(header, 4 + i, text, PLAIN) for i, text in enumerate(("年度指标值", "实际完成值", "分值", "得分"))),
        Cell(header + 1, 1, "产出指标", PLAIN, row_span=indicators),
        Cell(header + 1, 2, "数量指标", PLAIN, row_span=indicators),
        *indicator_cells(header + 1, indicators),
        Cell(last + 1, 0, "总分", TextStyle(9.5, bold=True), column_span=7),
        Cell(last + 1, 7, "100", TextStyle(9.5, bold=True), number=Decimal(100), number_format="0"),
        Cell(last + 2, 0, "填报人：", TextStyle(9.5, align="left"), column_span=8, border=False),
    ]
    rows = [
        Row(30, keep_with_next=True),
        Row(20),
        Row(18, keep_with_next=True),
        Row(20),
        Row(24, keep_with_next=True),
    ]
    rows += [Row(20)] * indicators + [Row(20, keep_with_next=True), Row(24)]
    return Sheet("自评表 <一> & 二", WIDTHS, tuple(rows), tuple(cells), RepeatedHeader(header, last))


@pytest.fixture
def form_sheet() -> Sheet:
    assert sum(WIDTHS) == pytest.approx(165 * MM, abs=0.1)
    return build()


@pytest.fixture
def long_sheet() -> Sheet:
    """Goals of 3,000 characters and sixty indicators: several pages."""
    return build(GOAL * 30, 60)


@pytest.fixture(scope="session")
def measure() -> FontMeasure:
    return FontMeasure()
