"""Tables as finance systems and colleagues make them, in many layouts, from the printed texts of a plain form.

Written out from DOMAIN.md §2 without the program's own composer, so that what is read from them has an independent source.
``plain`` is an object of the plain format (交换格式), as ``published.source_of`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, Literal

from ziping.importers.grid import GridCell

EDITIONS = ("崇明2023", "嘉定2024", "通用2020")
AMOUNTS = ("年初预算数", "全年预算数", "全年执行数")
SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")
TREE = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
SIGNED = "填报人：李敏　　审核人：王建国　　单位负责人：陈芳"
Plain = dict[str, Any]


@dataclass(frozen=True)
class Layout:
    """How a table is laid out.

    ``labels`` on the left of blocks and of 一级 and 二级 are merged cells, repeated on each row, or left blank below the
    first; ``spaced`` breaks labels with blanks and lines; ``words`` replaces words of the head of the indicators;
    ``tree``, ``funds`` and ``sources`` give the order of columns and rows.
    """

    top: int = 0
    left: int = 0
    labels: Literal["merged", "repeated", "blank"] = "merged"
    spaced: bool = False
    indicator_label: bool | None = None
    words: dict[str, str] = field(default_factory=dict)
    tree: Sequence[int] = range(8)
    funds: Sequence[int] = range(6)
    sources: Sequence[int] = range(4)
    title_with_year: bool = False
    head_in_one_cell: bool = False
    signatures: tuple[str, ...] = ()
    note: str = ""
    percent_as: Literal["text", "fraction", "whole"] = "fraction"
    """How a workbook holds 85.25%: as text, as 0.8525, or as 85.25 with a format that adds the sign."""


OFFICIAL = Layout()


def restated(plain: Plain, edition: str) -> Plain:
    """The same form as another edition prints it: unit of money, 执行率 by DOMAIN.md §2 and §3, its score, the grade."""
    factor = Decimal({"元": 1, "万元": 10_000}[plain["金额单位"]])
    unit = "元" if edition == "崇明2023" else "万元"
    factor /= {"元": 1, "万元": 10_000}[unit]
    funds = []
    for row in plain["项目资金"]:
        amounts = {name: _amount(Decimal(row[name]) * factor, unit) for name in AMOUNTS}
        total = row["项目"] == "年度资金总额"
        funds.append({"项目": row["项目"], **amounts, "执行率": _rate(amounts, edition, total=total)})
    score = Decimal(plain["执行率得分"])
    whole = edition == "崇明2023" and score == int(score)
    return plain | {
        "版式": edition,
        "金额单位": unit,
        "项目资金": funds,
        "执行率得分": str(int(score)) if whole else f"{score:.2f}",
        "评分等级": None if edition == "崇明2023" else "优",
    }


def _amount(amount: Decimal, unit: str) -> str:
    return f"{amount:.2f}" if amount or unit == "万元" else "0"


def _rate(amounts: dict[str, str], edition: str, *, total: bool) -> str | None:
    budget, executed = Decimal(amounts["全年预算数"]), Decimal(amounts["全年执行数"])
    if edition == "嘉定2024":
        return f"{_percent(executed, budget, ROUND_DOWN):.2f}" if budget else "0.00"
    if edition == "崇明2023":
        return f"{_percent(executed, budget, ROUND_DOWN):.2f}%" if total else None
    return f"{_percent(executed, budget, ROUND_HALF_UP):.2f}%" if budget else None


def _percent(executed: Decimal, budget: Decimal, rounding: str) -> Decimal:
    return (100 * executed / budget).quantize(Decimal("0.01"), rounding)


def cells_of(plain: Plain, layout: Layout = OFFICIAL) -> list[GridCell]:
    """The table; figures have their number, so that a workbook may hold them as such."""
    writer = _Writer(plain, layout)
    writer.head()
    writer.fund_block()
    writer.goal_block()
    writer.tree()
    writer.foot()
    return writer.cells


class _Writer:
    """Puts a table down row by row; ``lead`` columns stand left of 二级指标."""

    def __init__(self, plain: Plain, layout: Layout) -> None:
        self.plain, self.layout = plain, layout
        self.cells: list[GridCell] = []
        self.row = layout.top
        labelled = plain["版式"] != "嘉定2024" if layout.indicator_label is None else layout.indicator_label
        self.lead = 2 if labelled else 1

    def put(self, column: int, text: str, columns: int = 1, rows: int = 1, *, down: int = 0) -> None:
        if text or rows > 1 or columns > 1:
            place = self.row + down, self.layout.left + column
            self.cells.append(GridCell(*place, text, rows, columns, self.number(text)))

    def label(self, column: int, text: str, columns: int = 1, rows: int = 1) -> None:
        """A label that stands beside several rows."""
        if self.layout.spaced and len(text) > 3:
            text = f" {text[:2]} {text[2]}\n{text[3:]}　"
        if self.layout.labels == "merged":
            self.put(column, text, columns, rows)
            return
        for number in range(rows if self.layout.labels == "repeated" else 1):
            self.put(column, text, columns, down=number)

    def number(self, text: str) -> Decimal | None:
        digits = text.replace(",", "")
        if digits.endswith("%") and digits[:1].isdigit():
            number = Decimal(digits[:-1])
            return {"text": None, "fraction": number / 100, "whole": number}[self.layout.percent_as]
        return Decimal(digits) if digits.replace(".", "", 1).isdigit() else None

    def head(self) -> None:
        year = f"({self.plain['年度']} 年度)" if self.plain["版式"] == "崇明2023" else f"（{self.plain['年度']}年度）"
        title = "财政项目支出绩效自评表"
        if self.layout.title_with_year:
            self.put(0, f"{title}\n{year}", self.lead + 7)
        else:
            self.put(0, title, self.lead + 7)
            self.row += 1
            self.put(0, year, self.lead + 7)
        self.row += 1
        fields = [(name, self.plain[name]) for name in ("项目名称", "主管部门", "实施单位")]
        if self.layout.head_in_one_cell:
            for name, text in fields:
                self.put(0, f"{name}：{text}", self.lead + 7)
                self.row += 1
            return
        self.label(0, *fields[0][:1], self.lead)
        self.put(self.lead, fields[0][1], 7)
        self.row += 1
        self.label(0, fields[1][0], self.lead)
        self.put(self.lead, fields[1][1], 2)
        self.label(self.lead + 2, fields[2][0])
        self.put(self.lead + 3, fields[2][1], 4)
        self.row += 1

    def fund_block(self) -> None:
        jiading = self.plain["版式"] == "嘉定2024"
        self.label(0, f"项目资金（{self.plain['金额单位']}）", self.lead, 5)
        heads = (*AMOUNTS, *(("分数", "执行率(%)", "得分") if jiading else ("分值", "执行率", "得分")))
        for place, column in enumerate(self.layout.funds, start=1):
            self.label(self.lead + place, heads[column])
        rows = [self.fund_row(number) for number in range(4)]
        for number in self.layout.sources:
            self.row += 1
            self.put(self.lead, rows[number][0])
            for place, column in enumerate(self.layout.funds, start=1):
                self.put(self.lead + place, rows[number][column + 1])
        self.row += 1

    def fund_row(self, number: int) -> list[str]:
        edition, row = self.plain["版式"], self.plain["项目资金"][number]
        amounts = [self.grouped(row[name]) for name in AMOUNTS]
        rate = row["执行率"] or ""
        if number == 0:
            total = "年度资金总额：" if edition == "嘉定2024" else "年度资金总额"
            return [total, *amounts, self.plain["执行率分值"], rate, self.plain["执行率得分"]]
        weight, score = {"崇明2023": ("—", ""), "嘉定2024": ("-", "-"), "通用2020": ("—", "—")}[edition]
        return [SOURCES[number - 1], *amounts, weight, rate, score]

    def grouped(self, amount: str) -> str:
        return f"{Decimal(amount):,}" if self.plain["版式"] == "嘉定2024" else amount

    def goal_block(self) -> None:
        self.label(0, "年度总体目标", self.lead, 2)
        self.label(self.lead, "预期目标", 3)
        self.label(self.lead + 3, "实际完成情况", 4)
        self.row += 1
        self.put(self.lead, self.plain["预期目标"], 3)
        self.put(self.lead + 3, self.plain["实际完成情况"], 4)
        self.row += 1

    def tree(self) -> None:
        rows = self.plain["绩效指标"]
        if self.lead == 2:
            self.label(0, "绩效指标", rows=len(rows) + 1)
        edge = self.lead - 1
        for place, column in enumerate(self.layout.tree):
            self.label(edge + place, self.layout.words.get(TREE[column], TREE[column]))
        for number, row in enumerate(rows):
            self.row += 1
            for place, column in enumerate(self.layout.tree):
                if column < 2:
                    keys = TREE[: column + 1]
                    height = _run(rows, number, keys)
                    if height:
                        self.label(edge + place, row[TREE[column]], rows=height)
                else:
                    self.put(edge + place, row[TREE[column]])
        self.row += 1

    def foot(self) -> None:
        edge = self.lead - 1
        weight, score = list(self.layout.tree).index(5), list(self.layout.tree).index(6)
        self.put(0, "总分", edge + min(weight, score))
        self.put(edge + weight, "100.00" if self.plain["版式"] == "嘉定2024" else "100")
        self.put(edge + score, self.plain["总分"])
        self.row += 1
        if self.plain["评分等级"]:
            self.put(0, "评分等级", self.lead + 4)
            self.put(self.lead + 4, self.plain["评分等级"], 3)
            self.row += 1
        for text in (*self.layout.signatures, self.layout.note):
            self.put(0, text, self.lead + 7)
            self.row += 1


def _run(rows: list[Plain], number: int, keys: Sequence[str]) -> int:
    """How many rows from here on have the same names; 0 where the names began above."""
    names = [tuple(row[key] for key in keys) for row in rows]
    if number and names[number - 1] == names[number]:
        return 0
    return next((end for end, other in enumerate(names[number:]) if other != names[number]), len(rows) - number)


def layouts() -> Iterator[tuple[str, Layout]]:
    """Layouts that were met or may be met, each with what is special about it."""
    yield "as printed", OFFICIAL
    yield "shifted", Layout(top=7, left=4)
    yield "labels broken and spaced", Layout(spaced=True)
    yield "labels repeated on each row", Layout(labels="repeated")
    yield "labels on the first row only", Layout(labels="blank")
    yield "no column 绩效指标", Layout(indicator_label=False)
    yield "分值 called 分数", Layout(words={"分值": "分数"})
    yield "other words", Layout(words={"年度指标值": "指标值", "实际完成值": "全年实际完成值", "得分": "自评得分"})
    yield (
        "columns in another order",
        Layout(tree=(0, 1, 2, 5, 3, 4, 7, 6), funds=(2, 1, 0, 4, 3, 5), sources=(0, 3, 2, 1)),
    )
    yield "title and year in one cell", Layout(title_with_year=True)
    yield "label and value in one cell", Layout(head_in_one_cell=True)
    yield "percent signs by format", Layout(percent_as="whole")
    yield "percent signs as text", Layout(percent_as="text")
