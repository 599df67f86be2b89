"""项目资金 as clerks copy it out of last year's workbook, put where it belongs (UX.md U16)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from copied_funds import FIRST, Rows, pasted
from published import form_of
from ziping.app.paste_funds import funds_pasted
from ziping.editions.catalog import edition
from ziping.form.path import FUNDING_COLUMNS, FieldPath, funding

FORM = form_of("jiangqiao-2024-qitarenyuan")
FULL = funding("fiscal", "full_budget")
EXECUTED = funding("fiscal", "executed")
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


def rows_of(source: str, *amounts: str, first: int = 0) -> dict[str, str]:
    """Amounts of a source in 元, from a column on."""
    return {f"{source}.{name}": text for name, text in zip(FUNDING_COLUMNS[first:], amounts, strict=False)}


def fiscal(*amounts: str, first: int = 0) -> dict[str, str]:
    """Amounts of 当年财政拨款 in 元, from a column on."""
    return rows_of("fiscal", *amounts, first=first)


LANDED = {
    **rows_of("fiscal", "11500000", "11480000", "11392000"),
    **rows_of("carried_over", "120000", "120000", "115000"),
    **rows_of("other", "3000", "", "1000"),
}


def refused(rows: Rows, at: FieldPath = FIRST) -> str:
    """What is said where nothing is pasted."""
    cells, said = pasted(rows, at)
    assert cells == {}
    return said


def test_three_sources_fill_the_grid_and_nothing_is_said() -> None:
    assert pasted(SOURCES) == (LANDED, "")


def test_nothing_but_the_cells_pasted_into_changes() -> None:
    found = funds_pasted(edition("jiading-2024"), FULL, (("280", "270"),))
    funds = found.put_into(FORM).funding
    assert (funds.fiscal.full_budget, funds.fiscal.executed) == (Decimal(2800000), Decimal(2700000))
    assert funds.fiscal.initial_budget == FORM.funding.fiscal.initial_budget
    assert (funds.carried_over, funds.other) == (FORM.funding.carried_over, FORM.funding.other)


@pytest.mark.parametrize("first", [True, False], ids=["total first", "total last"])
@pytest.mark.parametrize("head", [True, False], ids=["with heads", "without heads"])
@pytest.mark.parametrize("labels", [True, False], ids=["with labels", "without labels"])
@pytest.mark.parametrize("results", [True, False], ids=["with results", "amounts only"])
def test_the_block_of_last_year_lands_right_however_it_was_copied(
    first: bool, head: bool, labels: bool, results: bool
) -> None:
    figures, names = [TOTAL, *SOURCES], ["年度资金总额：", *LABELS]
    rows = [(*row, *(more if results else ())) for row, more in zip(figures, RESULTS, strict=True)]
    rows = [((name, *row) if labels else row) for name, row in zip(names, rows, strict=True)]
    if not first:
        rows = [*rows[1:], rows[0]]
    if head:
        heads = (*HEAD, *(("分数", "执行率(%)", "得分") if results else ()))
        rows = [(("项目资金（万元）", *heads) if labels else heads), *rows]
    cells, said = pasted(rows)
    assert cells == LANDED
    number = (1 if first else 4) + head
    total = "“年度资金总额：” 1 行" if labels else f"第 {number} 行，它是其余各行的合计"
    beside = "“分数”“执行率(%)”“得分” 3 列" if head else "第 5、6、7 列" if labels else "第 4、5、6 列"
    assert said == f"粘贴了 9 个金额。没有粘贴：{total}{'；' + beside if results else ''}。"


def test_heads_and_labels_decide_whatever_the_current_cell() -> None:
    rows = [("", *HEAD), *((name, *row) for name, row in zip(LABELS, SOURCES, strict=True))]
    assert pasted(rows, funding("other", "executed")) == (LANDED, "")


def test_the_printed_block_with_its_tall_cell_lands_right() -> None:
    rows = [
        ("项目资金（万元）", "", *HEAD, "分数", "执行率(%)", "得分"),
        ("", "年度资金总额：", *TOTAL, *RESULTS[0]),
        *(("", name, *row, *more) for name, row, more in zip(LABELS, SOURCES, RESULTS[1:], strict=True)),
    ]
    cells, said = pasted(rows)
    assert cells == LANDED
    assert said == "粘贴了 9 个金额。没有粘贴：“年度资金总额：” 1 行；“分数”“执行率(%)”“得分” 3 列。"


@pytest.mark.parametrize("total", ["合计", "年度资金总额"])
def test_labels_decide_where_rows_go_in_whatever_order_they_stand(total: str) -> None:
    cells, said = pasted(
        [("其他资金", "5"), (total, "305"), ("财政拨款", "300")], funding("carried_over", "executed")
    )
    assert cells == {"other.executed": "50000", "fiscal.executed": "3000000"}
    assert said == f"粘贴了 2 个金额。没有粘贴：“{total}” 1 行。"


def test_heads_decide_where_columns_go_in_whatever_order_they_stand() -> None:
    cells, said = pasted([("全年执行数", "年初预算数"), ("280", "300")], FULL)
    assert cells == {"fiscal.executed": "2800000", "fiscal.initial_budget": "3000000"}
    assert said == ""


# From the current cell right and down.


def test_amounts_without_heads_begin_in_the_current_column() -> None:
    rows = [("1,148.00", "1,139.20", "99.23"), ("12.00", "11.50", "95.83"), ("-", "0.10", "0.00")]
    cells, said = pasted(rows, FULL)
    assert cells == {
        **rows_of("fiscal", "11480000", "11392000", first=1),
        **rows_of("carried_over", "120000", "115000", first=1),
        **rows_of("other", "", "1000", first=1),
    }
    assert said == "粘贴了 6 个金额。没有粘贴：第 3 列。"


def test_one_amount_with_its_results_is_one_amount() -> None:
    cells, said = pasted([("1,139.20", "10", "99.23", "9.92")], EXECUTED)
    assert cells == {"fiscal.executed": "11392000"}
    assert said == "粘贴了 1 个金额。没有粘贴：第 2、3、4 列。"


def test_labelled_rows_without_heads_begin_in_the_current_column() -> None:
    rows = [("当年财政拨款", "1,148.00", "1,139.20", "99.23"), ("上年结转资金", "12.00", "11.50", "95.83")]
    cells, said = pasted(rows, funding("other", "full_budget"))
    assert cells == {
        **rows_of("fiscal", "11480000", "11392000", first=1),
        **rows_of("carried_over", "120000", "115000", first=1),
    }
    assert said == "粘贴了 4 个金额。没有粘贴：第 4 列。"


def test_what_stands_beyond_the_last_source_is_told() -> None:
    cells, said = pasted([("300",), ("7",), ("9",)], funding("carried_over", "executed"))
    assert cells == {"carried_over.executed": "3000000", "other.executed": "70000"}
    assert said == "粘贴了 2 个金额。没有粘贴：第 3 行。"


def test_a_blank_row_above_amounts_keeps_its_place() -> None:
    cells, said = pasted([("", ""), ("12", "11.5")])
    assert cells == {**rows_of("fiscal", "", ""), **rows_of("carried_over", "120000", "115000")}
    assert said == ""


# Blocks that stand otherwise than the form.


@pytest.mark.parametrize(
    "rows",
    [
        [("年初预算数", "300"), ("全年预算数", "280"), ("全年执行数", "270")],
        [("年初预算数", "300")],
        [("", "当年财政拨款"), ("年初预算数", "300")],
        [("", "年初预算数", "全年预算数"), ("当年财政拨款", "300", "280"), ("", "年初预算数", "全年预算数")],
    ],
)
def test_heads_beside_the_amounts_are_refused(rows: Rows) -> None:
    assert refused(rows) == (
        "没有粘贴：“年初预算数”“全年预算数”“全年执行数”要在同一行，金额在它们下面，请照表上的样子排好再复制。"
    )


def test_sources_across_the_top_are_refused() -> None:
    rows = [("当年财政拨款", "上年结转资金", "其他资金"), ("300", "12", "0")]
    assert refused(rows) == "没有粘贴：资金来源的名称要在同一列，金额在它们右边，请照表上的样子排好再复制。"


def test_heads_that_lost_their_corner_are_refused() -> None:
    assert refused([HEAD, ("当年财政拨款", "300", "280")]) == (
        "没有粘贴：表头和下面的金额没有对齐，请照表上的样子一起复制。"
    )


def test_the_same_head_or_source_twice_is_refused() -> None:
    assert refused([("全年预算数", "调整后预算数"), ("300", "280")]) == (
        "没有粘贴：“全年预算数”有 2 列，不知道用哪一列。"
    )
    assert refused([("财政拨款", "300"), ("当年财政拨款", "280")]) == (
        "没有粘贴：“当年财政拨款”有 2 行，不知道用哪一行。"
    )


# What has no place is named.


@pytest.mark.parametrize(("name", "told"), [("2024年初预算数", "“2024年初预算数” 1 列"), ("", "第 2 列")])
def test_an_amount_left_of_the_first_known_head_is_named(name: str, told: str) -> None:
    cells, said = pasted([("", name, "全年预算数", "全年执行数"), ("当年财政拨款", "300", "280", "270")])
    assert cells == fiscal("2800000", "2700000", first=1)
    assert said == f"粘贴了 2 个金额。没有粘贴：{told}。"


def test_a_source_that_the_form_has_no_row_for_is_named() -> None:
    cells, said = pasted([("当年财政拨款", "300"), ("市级补助资金", "20"), ("上年结转资金", "1")])
    assert cells == {"fiscal.initial_budget": "3000000", "carried_over.initial_budget": "10000"}
    assert said == "粘贴了 2 个金额。没有粘贴：“市级补助资金” 1 行。"


def test_words_beside_the_amounts_are_named() -> None:
    rows = [("", "全年执行数", "备注"), ("当年财政拨款", "300", "含上级补助")]
    assert pasted(rows) == ({"fiscal.executed": "3000000"}, "粘贴了 1 个金额。没有粘贴：“备注” 1 列。")


def test_of_many_columns_left_out_the_first_are_named_and_all_counted() -> None:
    cells, said = pasted([[str(number) for number in range(1, 12)]])
    assert cells == fiscal("10000", "20000", "30000")
    assert said == "粘贴了 3 个金额。没有粘贴：第 4、5、6、7、8、9 等 8 列。"


def test_an_amount_above_the_heads_is_named() -> None:
    rows = [("总投资", "500"), ("", "全年执行数"), ("当年财政拨款", "300")]
    assert pasted(rows) == ({"fiscal.executed": "3000000"}, "粘贴了 1 个金额。没有粘贴：“总投资” 1 行。")


def test_amounts_beside_sources_of_other_names_are_refused_below_heads() -> None:
    rows = [("来源", "全年执行数"), ("市级资金", "300"), ("区级资金", "20")]
    assert refused(rows) == "没有粘贴：“市级资金”不是这张表的资金来源，不知道金额放到哪一行。"


# Units.


def test_a_unit_named_in_the_block_is_that_of_its_amounts() -> None:
    rows = [("项目资金（元）", "全年执行数"), ("当年财政拨款", "8,155,900.00"), ("上年结转资金", "1.5万元")]
    assert pasted(rows) == (
        {"fiscal.executed": "8155900", "carried_over.executed": "15000"},
        "粘贴了 2 个金额，按元读入。",
    )


def test_each_column_has_the_unit_of_its_head() -> None:
    heads = ("年初预算数（万元）", "全年预算数（万元）", "全年执行数（元）")
    assert pasted([heads, ("300", "280", "2,700,000")]) == (
        fiscal("3000000", "2800000", "2700000"),
        "粘贴了 3 个金额，“全年执行数”按元读入。",
    )


@pytest.mark.parametrize("unit", ["（单位：人民币元）", "单位：元", "金额单位：人民币元", "（元）"])
def test_yuan_is_understood_however_it_is_called(unit: str) -> None:
    cells, said = pasted([(unit, "年初预算数"), ("当年财政拨款", "3000000")])
    assert cells == fiscal("3000000")
    assert said == "粘贴了 1 个金额，按元读入。"


@pytest.mark.parametrize("text", ["项目资金（千元）", "（单位：亿元）", "单位：美元", "资金来源（人民币百万元）"])
def test_an_unknown_unit_is_refused(text: str) -> None:
    assert refused([(text, "年初预算数"), ("当年财政拨款", "300")]) == (
        f"没有粘贴：“{text}”里的单位不是元也不是万元，请换算以后再复制。"
    )


def test_an_unknown_unit_of_one_column_is_refused() -> None:
    assert refused([("年初预算数（万元）", "全年执行数（千元）"), ("300", "270")]) == (
        "没有粘贴：“全年执行数（千元）”里的单位不是元也不是万元，请换算以后再复制。"
    )


def test_two_units_for_the_same_column_are_refused() -> None:
    rows = [("单位：元", ""), ("项目资金（万元）", "年初预算数"), ("当年财政拨款", "300")]
    assert refused(rows) == "没有粘贴：写了元和万元两种单位，不知道按哪一种读。"
    rows = [("年初预算数（元）", "全年预算数"), ("300", "280")]
    assert refused(rows) == "没有粘贴：“全年预算数”没有写单位，旁边的列写了，不知道按哪一种读。"


def test_the_unit_of_a_column_left_out_is_its_own() -> None:
    rows = [("", "全年预算数", "人均（元）"), ("当年财政拨款", "280", "1,200")]
    assert pasted(rows) == (fiscal("2800000", first=1), "粘贴了 1 个金额。没有粘贴：“人均（元）” 1 列。")


def test_the_unit_in_one_amount_is_not_that_of_the_others() -> None:
    assert pasted([("300(元)", "280", "270")]) == (fiscal("300(元)", "2800000", "2700000"), "")


# Sums.


@pytest.mark.parametrize(
    ("rows", "row", "like"),
    [
        ([("50",), ("0",), ("50",)], 1, "其余各行的合计"),
        ([("50",), ("50",), ("0",)], 1, "其余各行的合计"),
        ([("30",), ("",), ("30",)], 1, "其余各行的合计"),
        ([("40",), ("60",), ("100",)], 3, "其余各行的合计"),
        ([("100", "100", "90"), ("100", "100", "90")], 1, "另一行"),
    ],
)
def test_rows_that_may_be_sources_or_their_sum_are_refused(rows: Rows, row: int, like: str) -> None:
    assert refused(rows) == f"没有粘贴：第 {row} 行和{like}相同，分不清是不是合计，请连同左边的名称一起复制。"


def test_with_their_names_such_rows_are_placed() -> None:
    rows = [("当年财政拨款", "50"), ("上年结转资金", "0"), ("其他资金", "50")]
    amounts = {"fiscal.executed": "500000", "carried_over.executed": "0", "other.executed": "500000"}
    assert pasted(rows, EXECUTED) == (amounts, "")
    with_total = [("年度资金总额", "100", "90"), ("当年财政拨款", "100", "90")]
    assert pasted(with_total, FULL) == (
        fiscal("1000000", "900000", first=1),
        "粘贴了 2 个金额。没有粘贴：“年度资金总额” 1 行。",
    )


def test_a_sum_of_rounded_amounts_is_still_a_sum() -> None:
    # 1.004 + 1.004 + 1.004 = 3.012 万元, printed 1.00 three times and 3.01
    cells, said = pasted([("3.01",), ("1.00",), ("1.00",), ("1.00",)])
    cells, said = pasted([("3.01",), ("1.00",), ("1.00",), ("1.00",)])
    assert [*cells.values()] == ["10000", "10000", "10000"]
    assert said == "粘贴了 3 个金额。没有粘贴：第 1 行，它是其余各行的合计。"


@pytest.mark.parametrize(
    ("amounts", "at"),
    [
        (["9", "1", "2", "3"], FIRST),
        (["100", "0", "0", "100"], FIRST),
        (["6", "1", "2", "3"], funding("other", "executed")),
        (["1", "2", "3", "4", "10"], FIRST),
    ],
)
def test_four_rows_of_which_the_sources_are_uncertain_are_refused(amounts: Sequence[str], at: FieldPath) -> None:
    assert refused([(amount,) for amount in amounts], at) == (
        f"没有粘贴：{len(amounts)} 行里认不出哪几行是资金来源，请连同左边的名称一起复制。"
    )


# Words.


def test_what_cannot_be_read_is_kept_as_text_in_its_place_and_a_dash_is_no_amount() -> None:
    assert pasted([("280.5", "约300万", "—")]) == (fiscal("2805000", "约300万", ""), "")
    assert pasted([("(5.00)", "¥1,000.00", "1 000")]) == (fiscal("(5.00)", "10000000", "10000000"), "")
    assert pasted([("约三百万", "280"), ("20", "19")])[0] == {
        **rows_of("fiscal", "约三百万", "2800000"),
        **rows_of("carried_over", "200000", "190000"),
    }


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([("市级资金", "300", "280"), ("区级资金", "20", "19")], "第 1 列", "市级资金"),
        ([("待定", "280", "270")], "第 1 列", "待定"),
        ([("2024年一网统管", "300", "280")], "第 1 列", "2024年一网统管"),
        ([("当年财政拨款", "区财政局", "300")], "第 2 列", "区财政局"),
        ([HEAD, ("市级资金", "300", "280"), ("区级资金", "20", "19")], "第 1 列", "市级资金"),
        ([("项目资金", "", ""), ("300", "280", "270")], "第 1 行", "项目资金"),
        ([("来源", "预算调整数", "支出"), ("当年财政拨款", "300", "280")], "第 1 行", "预算调整数"),
        ([("年初预算数", "全年预算数"), ("（万元）", "（万元）"), ("300", "280")], "第 2 行", "（万元）"),
    ],
)
def test_words_that_may_be_heads_or_names_are_refused(rows: Rows, where: str, words: str) -> None:
    assert refused(rows) == (f"没有粘贴：{where}的“{words}”不是金额，也不是这张表的表头或资金来源，请只复制金额。")


@pytest.mark.parametrize(
    "rows", [[(name,) for name in LABELS], [("项目资金", ""), ("见附件", "")], [("", ""), ("-", "—")], [HEAD]]
)
def test_a_copy_without_amounts_is_refused(rows: Rows) -> None:
    assert refused(rows) == "没有粘贴：复制的内容里没有金额。"


def test_amounts_that_have_no_place_at_all_are_named() -> None:
    assert refused([("合计", "全年执行数"), ("", "300"), ("当年财政拨款", "")]) == "没有粘贴：第 2 行。"
    assert refused([("300", "280", "当年财政拨款")]) == "没有粘贴：第 1、2 列。"
