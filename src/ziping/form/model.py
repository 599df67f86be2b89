"""The 财政项目支出绩效自评表 as frozen values; half-filled and wrong ones are legal (structure: DOMAIN.md §1).

Fields that a newer version of the program may have added are carried along unread, so that saving never loses them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, StringConstraints

from ziping.form.amount import Number
from ziping.form.text import Text, whole_text


class Node(BaseModel):
    """A frozen part of a form."""

    model_config = ConfigDict(frozen=True, extra="allow")


def _year(value: object) -> int | str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("a year is a number or text")
    text = whole_text(str(value))
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and text[0] != "0" else text


Year = Annotated[int | str, PlainValidator(_year)]
"""年度: four digits as a number, anything else as typed."""


NodeId = Annotated[str, StringConstraints(pattern=r"^[^.\s]{1,64}$")]
"""The id of a row of the tree; it stands in addresses, hence no dot."""


class _Addresses(tuple[str, ...]):
    """Addresses that have been looked at: shared by all forms that have the same ones."""

    __slots__ = ()


def _addresses(value: object) -> tuple[str, ...]:
    if isinstance(value, _Addresses):
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError("addresses are texts")
    return _Addresses(dict.fromkeys(map(whole_text, value)))


Addresses = Annotated[tuple[str, ...], PlainValidator(_addresses), PlainSerializer(list)]
"""Addresses of fields, each once. Hundreds of them stand in a form, and a day's undo keeps thousands of forms."""


class BasicInfo(Node):
    """基本信息, the head of the form: 年度, 项目名称, 主管部门, 实施单位."""

    year: Year = ""
    project_name: Text = ""
    department: Text = ""
    unit: Text = ""


class FundingRow(Node):
    """One source of money: 年初预算数, 全年预算数, 全年执行数, each in 元."""

    initial_budget: Number = ""
    full_budget: Number = ""
    executed: Number = ""


class Funding(Node):
    """项目资金 by source: 当年财政拨款, 上年结转资金, 其他资金; 年度资金总额 is their sum and never stored."""

    fiscal: FundingRow = FundingRow()
    carried_over: FundingRow = FundingRow()
    other: FundingRow = FundingRow()


class AnnualGoal(Node):
    """年度总体目标: 预期目标 and 实际完成情况."""

    expected: Text = ""
    achieved: Text = ""


class Indicator(Node):
    """三级指标 with 年度指标值, 实际完成值, 分值, 得分 (both in 分), 偏差原因分析及改进措施."""

    id: NodeId
    name: Text = ""
    target: Text = ""
    actual: Text = ""
    weight: Number = ""
    score: Number = ""
    deviation: Text = ""


class Category(Node):
    """二级指标, as printed (数量指标), with its 三级指标."""

    id: NodeId
    name: Text = ""
    indicators: tuple[Indicator, ...] = ()


class Dimension(Node):
    """一级指标, as printed (产出指标), with its 二级指标."""

    id: NodeId
    name: Text = ""
    categories: tuple[Category, ...] = ()


class Signature(Node):
    """签字栏: whether it prints, and 填报人, 审核人, 单位负责人, 联系电话, 填报日期."""

    shown: bool = False
    preparer: Text = ""
    reviewer: Text = ""
    head: Text = ""
    phone: Text = ""
    date: Text = ""


class PrintedFundingRow(Node):
    """One fund row as the source printed it, figures as text; empty where it printed none."""

    initial_budget: Text = ""
    full_budget: Text = ""
    executed: Text = ""
    execution_rate: Text = ""


class Printed(Node):
    """Results as an imported form printed them; compared with what is computed, never trusted (DOMAIN.md §7)."""

    total: PrintedFundingRow = PrintedFundingRow()
    fiscal: PrintedFundingRow = PrintedFundingRow()
    carried_over: PrintedFundingRow = PrintedFundingRow()
    other: PrintedFundingRow = PrintedFundingRow()
    execution_score: Text = ""
    total_score: Text = ""
    grade: Text = ""


class Acknowledgement(Node):
    """已核对: the clerk's note on a finding of a rule at an address, and a mark of what that finding had seen."""

    rule: Text
    path: Text
    note: Text = ""
    seen: Text


class Remark(Node):
    """批注: what somebody, often a leader, says of a field until it is resolved; it never prints.

    ``path`` is the field's address. Once the row is gone it is that of the table and ``row`` keeps the row's name.
    ``time`` is ISO text with the time zone.
    """

    id: NodeId
    path: Text
    author: Text = ""
    text: Text
    time: Text = ""
    resolved: bool = False
    row: Text = ""


class Form(Node):
    """自评表: one project, one year, one 实施单位, in the edition (版式) with this id.

    ``unconfirmed`` are the fields whose value was carried over from last year and that nobody has touched since.
    """

    edition: str
    basic: BasicInfo = BasicInfo()
    funding: Funding = Funding()
    goal: AnnualGoal = AnnualGoal()
    indicators: tuple[Dimension, ...] = ()
    signature: Signature = Signature()
    printed: Printed | None = None
    acknowledged: tuple[Acknowledgement, ...] = ()
    unconfirmed: Addresses = ()
    remarks: tuple[Remark, ...] = ()
