"""What the official table of a plain form says, row by row, worked out from the printed source and DOMAIN's editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


class Figure(str):
    """A text that a workbook holds as a number."""

    __slots__ = ()

    @property
    def number(self) -> Decimal:
        plain = Decimal(self.replace(",", "").removesuffix("%"))
        return plain / 100 if self.endswith("%") else plain


Line = list[str]


@dataclass(frozen=True)
class Wording:
    """What an edition prints its own way."""

    year: str
    total: str
    heads: tuple[str, str, str]
    source_weight: str
    source_score: str
    beside_indicators: bool
    whole: str
    """100 分 as it prints it."""
    grouped: bool = False


SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")
AMOUNTS = ("年初预算数", "全年预算数", "全年执行数")
TITLE = "财政项目支出绩效自评表"
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
WORDINGS = {
    "崇明2023": Wording("({} 年度)", "年度资金总额", ("分值", "执行率", "得分"), "—", "", True, "100"),
    "嘉定2024": Wording(
        "（{}年度）", "年度资金总额：", ("分数", "执行率(%)", "得分"), "-", "-", False, "100.00", grouped=True
    ),
    "通用2020": Wording("（{}年度）", "年度资金总额", ("分值", "执行率", "得分"), "—", "—", True, "100"),
}


def lines_of(plain: dict[str, Any]) -> list[Line]:
    """The table's rows, each as the texts that begin in it, from left to right; empty cells are left out."""
    wording = WORDINGS[plain["版式"]]
    lines = [
        [TITLE],
        [wording.year.format(plain["年度"])],
        ["项目名称", plain["项目名称"]],
        ["主管部门", plain["主管部门"], "实施单位", plain["实施单位"]],
        [f"项目资金（{plain['金额单位']}）", *AMOUNTS, *wording.heads],
        *_fund_lines(plain, wording),
        ["年度总体目标", "预期目标", "实际完成情况"],
        [plain["预期目标"], plain["实际完成情况"]],
        ["绩效指标", *HEADS] if wording.beside_indicators else HEADS,
        *_indicator_lines(plain["绩效指标"]),
        ["总分", Figure(wording.whole), Figure(plain["总分"])],
    ]
    if plain["评分等级"]:
        lines.append(["评分等级", plain["评分等级"]])
    return [[text for text in line if text] for line in lines]


def _fund_lines(plain: dict[str, Any], wording: Wording) -> Iterator[Line]:
    for name, row in zip((wording.total, *SOURCES), plain["项目资金"], strict=True):
        amounts = [_amount(row[column], wording) for column in AMOUNTS]
        rate = Figure(row["执行率"] or "")
        if name == wording.total:
            yield [name, *amounts, Figure(plain["执行率分值"]), rate, Figure(plain["执行率得分"])]
        else:
            yield [name, *amounts, wording.source_weight, rate, wording.source_score]


def _amount(text: str, wording: Wording) -> Figure:
    return Figure(f"{Decimal(text):,}" if wording.grouped else text)


def _indicator_lines(rows: list[dict[str, str]]) -> Iterator[Line]:
    before = ("", "")
    for row in rows:
        first, second = row["一级指标"], row["二级指标"]
        labels = [first, second] if first != before[0] else [second] if second != before[1] else []
        before = first, second
        points = [Figure(row["分值"]), Figure(row["得分"])]
        yield [*labels, row["三级指标"], row["年度指标值"], row["实际完成值"], *points, row["偏差原因分析及改进措施"]]
