"""The 汇总表 as a sheet, and from that as PDF and workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from ziping.app.export import MEASURE
from ziping.app.rollup import ProjectRow, Rollup, Sums, year_name
from ziping.editions.notation import points_text
from ziping.render.pdf import PdfOptions, pdf_bytes
from ziping.render.xlsx import WorkbookOptions, workbook_bytes
from ziping.sheet.model import MM, Cell, RepeatedHeader, Row, Sheet, TextStyle
from ziping.sheet.paginate import paginate

_COLUMNS = (10.0, 37.0, 31.0, 21.0, 21.0, 14.0, 12.0, 10.0, 9.0)
_YEAR_COLUMNS = (10.0, 12.0, 31.0, 25.0, *_COLUMNS[3:])
"""The same with one for 年度. Widths in mm, 165 in all."""
_TITLE = TextStyle(18, bold=True)
_HEADING = TextStyle(9, bold=True)
_NAME = TextStyle(9, align="left")
_FIGURE = TextStyle(9, align="right")
_MARK = TextStyle(9)
_GRAVE = TextStyle(9, bold=True)
_SUM_NAME = TextStyle(9, bold=True)
_SUM = TextStyle(9, bold=True, align="right")
_SECTION = TextStyle(10.5, bold=True, align="left")
_SMALL = TextStyle(8, align="left")
_RIGHT = TextStyle(9, align="right")
_MONEY_FORMAT = "#,##0.00"
_HEADINGS = (
    "序号",
    "实施单位",
    "项目名称",
    "全年预算数",
    "全年执行数",
    "执行率(%)",
    "总分",
    "评分等级",
    "问题数",
)
_DIGITS = Context(prec=60)


def rollup_sheet(rollup: Rollup, created: datetime) -> Sheet:
    """The 汇总表 on A4: the projects and their sum, the years and units, grades and means, who is missing, what is left out."""
    paper = _Paper(rollup.yuan_per_unit, has_years=bool(rollup.by_year))
    years = "、".join(rollup.years)
    title = f"{years}{' 年度' if years else ''}财政项目支出绩效自评汇总表"
    paper.row([(0, 9, title, _TITLE)], 36, border=False)
    unit = "元" if rollup.yuan_per_unit == 1 else "万元"
    date = f"制表日期：{created.year} 年 {created.month} 月 {created.day} 日"
    paper.row([(0, 3, date, _SMALL), (3, 6, f"金额单位：{unit}", _RIGHT)], 18, border=False, keep=True)
    top = paper.headings(_HEADINGS, with_year=True)
    for number, row in enumerate(rollup.rows, start=1):
        paper.project(number, row)
    paper.total(rollup.whole)
    header = RepeatedHeader(top, len(paper.rows) - 1)
    _put_below(paper, rollup)
    return Sheet(
        title=title,
        columns=tuple(width * MM for width in (_YEAR_COLUMNS if rollup.by_year else _COLUMNS)),
        rows=tuple(paper.rows),
        cells=tuple(sorted(paper.cells, key=lambda cell: (cell.row, cell.column))),
        header=header,
    )


def _put_below(paper: _Paper, rollup: Rollup) -> None:
    """Puts down what follows the table of projects."""
    if rollup.by_year:
        paper.sums_of("按年度汇总", "年度", [(year_name(sums.year), sums) for sums in rollup.by_year])
    if len(rollup.units) > 1:
        name = "按实施单位汇总（各年度合计）" if rollup.by_year else "按实施单位汇总"
        paper.sums_of(name, "实施单位", [(sums.unit, sums) for sums in rollup.units])
    paper.section("评分情况")
    for text in _grades(rollup):
        paper.row([(0, 9, text, _NAME)], 18)
    paper.listed(
        "名单上没有自评表的", list(map(str, rollup.missing)), "名单上的都有自评表。" if rollup.has_list else ""
    )
    paper.listed("有自评表而不在名单上的", list(map(str, rollup.unlisted)))
    paper.listed("重复的项目（各份都已计入）", rollup.doubles)
    paper.listed("没有计入的文件", rollup.refusals)
    paper.row([(0, 9, _note(rollup), _SMALL)], 22, border=False)


def rollup_pdf(rollup: Rollup, created: datetime) -> bytes:
    """The 汇总表 as PDF; the same figures and time give the same bytes."""
    sheet = rollup_sheet(rollup, created)
    options = PdfOptions(author="", subject=sheet.title, keywords="", created=created)
    return pdf_bytes(paginate(sheet, MEASURE), MEASURE, options)


def rollup_workbook(rollup: Rollup, created: datetime) -> bytes:
    """The 汇总表 as a workbook; its figures are numbers, the money exact to the last digit."""
    sheet = rollup_sheet(rollup, created)
    options = WorkbookOptions(title=sheet.title, author="", created=created, sheet_name="汇总表")
    return workbook_bytes(sheet, MEASURE, options)


def _grades(rollup: Rollup) -> list[str]:
    whole = rollup.whole
    lines = [line for sums in rollup.by_year for line in _grades_of(sums, year_name(sums.year))]
    lines += _grades_of(whole, "各年度合计" if rollup.by_year else "")
    if whole.unfinished:
        lines.append(f"还有“必须改”的问题：{whole.unfinished} 个项目（表中问题数加粗），其总分和等级可能还会变动。")
    return lines


def _grades_of(sums: Sums, about: str) -> list[str]:
    counted = "，".join(f"{name} {count} 个" for name, count in sums.grades.items())
    lines = [f"{about}评分等级：{counted}。" if counted else "没有可以汇总的自评表。"]
    if sums.plain_mean is not None:
        weighted = "没有预算，算不出" if sums.mean is None else f"{sums.mean:f} 分"
        lines.append(f"{about}平均总分：按全年预算数加权 {weighted}；不加权 {sums.plain_mean:f} 分。")
    return lines


def _note(rollup: Rollup) -> str:
    rounding = "金额按元精确合计，以万元显示时四舍五入到两位小数，合计与各行显示数之和可能相差 0.01。"
    return f"{rounding if rollup.yuan_per_unit > 1 else ''}平均总分按全年预算数加权。本表由自评通汇总得出。"


Piece = tuple[int, int, str, TextStyle]
"""A cell of a row: its column, how many columns it takes, its text and style."""


@dataclass(slots=True)
class _Paper:
    """The rows and cells put down so far; money is shown in units of so many 元.

    Columns are counted as in ``_COLUMNS``; with years that of 实施单位 is two, 年度 and the rest, which a cell takes both.
    """

    yuan_per_unit: int
    has_years: bool
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def row(self, pieces: Sequence[Piece], height: float, *, border: bool = True, keep: bool = False) -> int:
        """Puts down a row of texts and gives its number."""
        number = len(self.rows)
        self.rows.append(Row(height, keep))
        self.cells.extend(
            Cell(number, start, text, style, column_span=self._start(column + span) - start, border=border)
            for column, span, text, style in pieces
            for start in [self._start(column)]
        )
        return number

    def _start(self, column: int) -> int:
        return column + (self.has_years and column > 1)

    def _year_and_unit(self, place: int, year: str, unit: str, styles: tuple[TextStyle, TextStyle]) -> None:
        if self.has_years:
            number = Decimal(year) if year.isascii() and year.isdecimal() else None
            self.cells.append(Cell(place, 1, year, styles[0], number=number, number_format="0"))
        self.cells.append(Cell(place, 1 + self.has_years, unit, styles[1]))

    def headings(self, names: Sequence[str], *, with_year: bool = False) -> int:
        """The header of a table, a blank name belonging to the one before it; gives its row."""
        spans = [1 + (not after) for after in (*names[1:], "-")]
        pieces = [(place, spans[place], name, _HEADING) for place, name in enumerate(names) if name]
        if not with_year:
            return self.row(pieces, 22, keep=True)
        number = self.row([pieces[0], *pieces[2:]], 22, keep=True)
        self._year_and_unit(number, "年度", names[1], (_HEADING, _HEADING))
        return number

    def project(self, number: int, row: ProjectRow) -> None:
        """The row of a project."""
        place = self.row([(2, 1, row.project, _NAME)], 18)
        self._year_and_unit(place, row.year, row.unit, (_MARK, _NAME))
        self._figure(place, 0, Decimal(number), str(number), _MARK)
        self._sums(place, row, _FIGURE)
        self._figure(place, 6, row.total, points_text(row.total, 2), _FIGURE, "0.00##")
        self.cells.append(Cell(place, self._start(7), row.grade, _MARK))
        self._figure(place, 8, Decimal(row.problems), str(row.problems), _GRAVE if row.errors else _MARK)

    def total(self, whole: Sums) -> None:
        """The row of all projects."""
        name = f"{'各年度' if self.has_years else ''}合计（总分为加权平均）"
        place = self.row([(0, 2, name, _SUM_NAME), (2, 1, f"{whole.count} 个项目", _SUM_NAME)], 20)
        self._sums(place, whole, _SUM)
        self._mean(place, whole, 1, _SUM)
        self.cells.append(Cell(place, self._start(7), "", _MARK))
        self._figure(place, 8, Decimal(whole.problems), str(whole.problems), _SUM_NAME)

    def sums_of(self, section: str, kind: str, named: Sequence[tuple[str, Sums]]) -> None:
        """A table of the sums of units or of years."""
        self.section(section)
        self.headings((_HEADINGS[0], kind, "项目数", *_HEADINGS[3:6], "平均总分", "", "问题数"))
        for number, (name, sums) in enumerate(named, start=1):
            self._group(number, name, sums)

    def _group(self, number: int, name: str, sums: Sums) -> None:
        place = self.row([(1, 1, name, _NAME)], 18)
        self._figure(place, 0, Decimal(number), str(number), _MARK)
        self._figure(place, 2, Decimal(sums.count), str(sums.count), _MARK)
        self._sums(place, sums, _FIGURE)
        self._mean(place, sums, 2, _MARK)
        self._figure(place, 8, Decimal(sums.problems), str(sums.problems), _GRAVE if sums.unfinished else _MARK)

    def section(self, name: str) -> None:
        """The heading of what follows."""
        self.row([(0, 9, name, _SECTION)], 30, border=False, keep=True)

    def listed(self, name: str, lines: Sequence[str], none: str = "") -> None:
        """Lines under a heading, or the one that says there are none; nothing where that isn't worth saying."""
        if lines or none:
            self.section(f"{name}（{len(lines)}）" if lines else name)
        for line in lines or filter(None, [none]):
            self.row([(0, 9, line, _NAME)], 18)

    def _sums(self, place: int, row: ProjectRow | Sums, style: TextStyle) -> None:
        for column, yuan in ((3, row.full_budget), (4, row.executed)):
            amount = _DIGITS.divide(yuan, Decimal(self.yuan_per_unit))
            shown = amount.quantize(Decimal("0.01"), ROUND_HALF_UP, _DIGITS) + 0  # + 0: never -0.00
            self._figure(place, column, amount, f"{shown:,f}", style, _MONEY_FORMAT)
        self._figure(place, 5, row.rate, "" if row.rate is None else f"{row.rate:.2f}", style, "0.00")

    def _mean(self, place: int, sums: Sums, span: int, style: TextStyle) -> None:
        text = "" if sums.mean is None else f"{sums.mean:.2f}"
        self.cells.append(
            Cell(place, self._start(6), text, style, column_span=span, number=sums.mean, number_format="0.00")
        )

    def _figure(
        self, place: int, column: int, number: Decimal | None, text: str, style: TextStyle, shape: str = "0"
    ) -> None:
        self.cells.append(Cell(place, self._start(column), text, style, number=number, number_format=shape))
