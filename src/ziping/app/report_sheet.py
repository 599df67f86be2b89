"""检查报告 as a sheet, to be placed on pages like the official table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ziping.app.report import Report
from ziping.rules.findings import SEVERITY_NAMES, Finding
from ziping.sheet.model import MM, Cell, RepeatedHeader, Row, Sheet, TextStyle

_COLUMNS = (9.0, 15.0, 53.0, 17.0, 27.0, 44.0)
"""Widths in mm, 165 in all. The head's labels stand in the first two and the fourth, 为什么 in the fourth and fifth."""
_TITLE = TextStyle(18, bold=True)
_DATE = TextStyle(9, align="right")
_LABEL = TextStyle(9)
_TEXT = TextStyle(9, align="left")
_LONG = TextStyle(9, align="left", vertical="top")
_MARK = TextStyle(9, vertical="top")
_GRAVE = TextStyle(9, bold=True, vertical="top")
_HEADING = TextStyle(9, bold=True)
_SECTION = TextStyle(10.5, bold=True, align="left")
_SMALL = TextStyle(8, align="left")
_FOOT = "本报告由自评通自动核对得出，供修改和审核时参考，不随自评表报送。"

Piece = tuple[int, int, str, TextStyle]
"""A cell of a row: its column, how many columns it takes, its text and style."""


def report_sheet(report: Report) -> Sheet:
    """The report on A4: title, facts, verdict, a table of what is open and one of what is 已核对."""
    paper = _Paper()
    paper.row([(0, 6, report.title, _TITLE)], 36, border=False)
    paper.row([(0, 6, f"检查日期：{report.date}", _DATE)], 18, border=False)
    for left, right in zip_longest(report.facts[::2], report.facts[1::2], fillvalue=("", "")):
        paper.row(
            [(0, 2, left[0], _LABEL), (2, 1, left[1], _TEXT), (3, 1, right[0], _LABEL), (4, 2, right[1], _TEXT)], 20
        )
    paper.row([(0, 2, "检查结果", _LABEL), (2, 4, report.verdict, _TEXT)], 20)
    header = None
    if report.sections:
        paper.row([(0, 6, "", _SMALL)], 8, border=False, keep=True)
        top = paper.row(_headings("为什么", "怎么改"), 20, keep=True)
        for section in report.sections:
            paper.row([(0, 6, f"{section.name}（{len(section.findings)}）", _SECTION)], 22, keep=True)
            for number, found in enumerate(section.findings, start=1):
                paper.row(
                    [*_told(number, found), (3, 2, found.why, _LONG), (5, 1, found.fix, _LONG)], 18, found=found
                )
        header = RepeatedHeader(top, len(paper.rows) - 1)
    if report.acknowledged:
        paper.row([(0, 6, f"已核对（{len(report.acknowledged)}）", _SECTION)], 30, border=False, keep=True)
        paper.row(_headings("核对说明"), 20, keep=True)
        for number, found in enumerate(report.acknowledged, start=1):
            paper.row([*_told(number, found), (3, 3, found.acknowledged or "", _LONG)], 18, found=found)
    paper.row([(0, 6, _FOOT, _SMALL)], 22, border=False)
    return Sheet(
        title=report.title,
        columns=tuple(width * MM for width in _COLUMNS),
        rows=tuple(paper.rows),
        cells=tuple(paper.cells),
        header=header,
        padding=3.5,
    )


def _headings(*last: str) -> list[Piece]:
    """The header of a table; its last column or columns take what 问题 leaves."""
    places = ((3, 3),) if len(last) == 1 else ((3, 2), (5, 1))
    names = [(0, 1, "序号", _HEADING), (1, 1, "级别", _HEADING), (2, 1, "问题", _HEADING)]
    return names + [(column, span, name, _HEADING) for (column, span), name in zip(places, last, strict=True)]


def _told(number: int, found: Finding) -> Iterator[Piece]:
    yield 0, 1, str(number), _MARK
    yield 1, 1, SEVERITY_NAMES[found.severity], _GRAVE if found.severity == "error" else _MARK
    yield 2, 1, f"{found.message}。", _LONG


class _Paper:
    """The rows and cells put down so far."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cells: list[Cell] = []

    def row(
        self,
        pieces: list[Piece],
        height: float,
        *,
        border: bool = True,
        keep: bool = False,
        found: Finding | None = None,
    ) -> int:
        """Puts down a row and gives its number; its cells lead to the field of ``found``."""
        number = len(self.rows)
        self.rows.append(Row(height, keep))
        address = str(found.path) if found else ""
        self.cells.extend(
            Cell(number, column, text, style, column_span=span, border=border, address=address)
            for column, span, text, style in pieces
        )
        return number
