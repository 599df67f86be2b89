"""项目资金 as clerks copy it out of last year's workbook, put where it belongs (UX.md U16)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from published import form_of
from ziping.app.cell_block import read_text
from ziping.app.paste_funds import PastedFunds, funds_pasted
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.form.path import FieldPath, funding

FORM = form_of("jiangqiao-2024-qitarenyuan")
FIRST = funding("fiscal", "initial_budget")
SOURCES = (
    ("1,150.00", "1,148.00", "1,139.20"),
    ("12.00", "12.00", "11.50"),
    ("0.30", "-", "0.10"),
)
"""上年结转资金 and 其他资金 make the sums 1162.30, 1160.00 and 1150.80."""
TOTAL = ("1,162.30", "1,160.00", "1,150.80")
HEAD = ("年初预算数", "全年预算数", "全年执行数")
LABELS = ("其中：当年财政拨款", "上年结转资金", "其他资金")
RESULTS = (("10", "99.20", "9.92"), ("-", "99.23", "-"), ("-", "95.83", "-"), ("-", "0.00", "-"))
LANDED = [["11500000", "11480000", "11392000"], ["120000", "120000", "115000"], ["3000", "", "1000"]]


def pasted(rows: Sequence[tuple[str, ...]], at: FieldPath = FIRST, form: Form = FORM) -> PastedFunds:
    text = "".join("\t".join(row) + "\r\n" for row in rows)
    return funds_pasted(form, edition("jiading-2024"), at, read_text(text))


def amounts(form: Form) -> list[list[str]]:
    rows = (form.funding.fiscal, form.funding.carried_over, form.funding.other)
    return [[str(amount) for amount in dict(row).values()] for row in rows]


def test_three_sources_fill_the_grid_and_nothing_is_said() -> None:
    found = pasted([*SOURCES])
    assert amounts(found.form) == LANDED
    assert (found.filled, found.said) == (9, "")


@pytest.mark.parametrize("first", [True, False], ids=["total first", "total last"])
@pytest.mark.parametrize("head", [True, False], ids=["with heads", "without heads"])
@pytest.mark.parametrize("labels", [True, False], ids=["with labels", "without labels"])
@pytest.mark.parametrize("results", [True, False], ids=["with results", "amounts only"])
@pytest.mark.parametrize("at", [FIRST, funding("other", "executed")], ids=["first cell", "last cell"])
def test_the_block_of_last_year_lands_right_however_it_was_copied(
    first: bool, head: bool, labels: bool, results: bool, at: FieldPath
) -> None:
    figures, names = [TOTAL, *SOURCES], ["年度资金总额：", *LABELS]
    rows = [(*row, *(more if results else ())) for row, more in zip(figures, RESULTS, strict=True)]
    rows = [((name, *row) if labels else row) for name, row in zip(names, rows, strict=True)]
    if not first:
        rows = [*rows[1:], rows[0]]
    if head:
        heads = (*HEAD, *(("分数", "执行率(%)", "得分") if results else ()))
        rows = [(("项目资金（万元）", *heads) if labels else heads), *rows]
    found = pasted(rows, at)
    assert amounts(found.form) == LANDED
    total = "“年度资金总额：” 1 行" if labels else f"第 {1 if first else 4} 行金额，它是其余各行的合计"
    beside = ("“分数”“执行率(%)”“得分” 3 列" if head else "右边 3 列") if results else ""
    assert found.said == "粘贴了 9 个金额。没有粘贴：" + "；".join(filter(None, (total, beside))) + "。"


def test_the_printed_block_with_its_tall_cell_lands_right() -> None:
    rows = [
        ("项目资金（万元）", "", *HEAD, "分数", "执行率(%)", "得分"),
        ("", "年度资金总额：", *TOTAL, *RESULTS[0]),
        *(("", name, *row, *more) for name, row, more in zip(LABELS, SOURCES, RESULTS[1:], strict=True)),
    ]
    found = pasted(rows)
    assert amounts(found.form) == LANDED
    assert found.said == "粘贴了 9 个金额。没有粘贴：“年度资金总额：” 1 行；“分数”“执行率(%)”“得分” 3 列。"


def test_labels_decide_where_rows_go_in_whatever_order_they_stand() -> None:
    found = pasted([("其他资金", "5"), ("合计", "305"), ("财政拨款", "300")], funding("carried_over", "executed"))
    assert [row[2] for row in amounts(found.form)] == ["3000000", str(FORM.funding.carried_over.executed), "50000"]
    assert [row[:2] for row in amounts(found.form)] == [row[:2] for row in amounts(FORM)]
    assert found.said == "粘贴了 2 个金额。没有粘贴：“合计” 1 行。"


def test_heads_decide_where_columns_go_in_whatever_order_they_stand() -> None:
    found = pasted([("全年执行数", "年初预算数"), ("280", "300")], funding("fiscal", "full_budget"))
    assert amounts(found.form)[0] == ["3000000", str(FORM.funding.fiscal.full_budget), "2800000"]


def test_a_source_that_the_form_has_no_row_for_is_named() -> None:
    found = pasted([("当年财政拨款", "300"), ("市级补助资金", "20"), ("上年结转资金", "1")])
    assert [row[0] for row in amounts(found.form)] == ["3000000", "10000", str(FORM.funding.other.initial_budget)]
    assert found.said == "粘贴了 2 个金额。没有粘贴：“市级补助资金” 1 行。"


def test_where_one_source_holds_all_the_money_it_is_the_first() -> None:
    found = pasted([("100", "100", "90"), ("0", "0", "0"), ("0", "0", "0"), ("100", "100", "90")])
    assert [row[2] for row in amounts(found.form)] == ["900000", "0", "0"]
    found = pasted([("100", "100", "90"), ("100", "100", "90"), ("0", "0", "0"), ("0", "0", "0")])
    assert [row[2] for row in amounts(found.form)] == ["900000", "0", "0"]


def test_a_sum_of_rounded_amounts_is_still_a_sum() -> None:
    # 1.004 + 1.004 + 1.004 = 3.012 万元, printed 1.00 three times and 3.01
    found = pasted([("3.01",), ("1.00",), ("1.00",), ("1.00",)])
    assert [row[0] for row in amounts(found.form)] == ["10000", "10000", "10000"]


def test_four_rows_without_labels_of_which_none_is_the_sum_are_not_guessed_at() -> None:
    found = pasted([("9",), ("1",), ("2",), ("3",)])
    assert found.form == FORM
    assert found.filled == 0
    assert found.said == "没有粘贴：4 行里认不出哪几行是资金来源，请连同左边的名称一起复制。"


def test_what_stands_beyond_the_last_source_is_told() -> None:
    found = pasted([("300",), ("7",), ("9",)], funding("carried_over", "executed"))
    assert [row[2] for row in amounts(found.form)] == [str(FORM.funding.fiscal.executed), "3000000", "70000"]
    assert found.said == "粘贴了 2 个金额。没有粘贴：下面 1 行。"


def test_a_unit_named_in_the_block_is_that_of_its_amounts() -> None:
    found = pasted([("项目资金（元）", "全年执行数"), ("当年财政拨款", "8,155,900.00"), ("上年结转资金", "1.5万元")])
    assert found.form.funding.fiscal.executed == Decimal(8155900)
    assert found.form.funding.carried_over.executed == Decimal(15000)
    assert found.said == "粘贴了 2 个金额，按元读入。"


def test_what_cannot_be_read_is_kept_as_text_and_a_dash_is_no_amount() -> None:
    found = pasted([("280.5", "约三百万", "—")])
    assert amounts(found.form)[0] == ["2805000", "约三百万", ""]


def test_a_copy_without_amounts_changes_nothing_and_says_so() -> None:
    found = pasted([(name,) for name in LABELS])
    assert (found.form, found.filled, found.said) == (FORM, 0, "复制的内容里没有金额，没有粘贴。")


def test_words_that_name_no_source_are_told_and_amounts_go_from_the_current_cell_on() -> None:
    found = pasted([("市级资金", "300", "280"), ("区级资金", "20", "19")], funding("fiscal", "full_budget"))
    assert [row[1:] for row in amounts(found.form)[:2]] == [["3000000", "2800000"], ["200000", "190000"]]
    assert found.said == "粘贴了 4 个金额。没有粘贴：左边 1 列文字。"
