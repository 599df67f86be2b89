"""A copied table of 绩效指标: recognised, read, merged into the tree by names (UX.md U16)."""

from __future__ import annotations

import pytest

from app.indicator_forms import column, form_with, outline_of
from published import NAMES, form_of, source_of
from ziping.app.cell_block import Block, read_html, read_text
from ziping.app.paste_table import TableMapping, copied_table, guessed, merged, recognised, rows_below, table_rows
from ziping.editions.catalog import edition
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS

JIADING = edition("jiading-2024")
HEADINGS = (
    *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    "偏差原因分析及改进措施",
)
ALL = ("dimension", "category", *INDICATOR_FIELDS)


def printed_table(name: str) -> Block:
    """The table of a published form as a workbook copies it: a group's name only in its first row."""
    rows, above = [HEADINGS], ("", "")
    for row in source_of(name)["绩效指标"]:
        group = (row["一级指标"], row["二级指标"])
        shown = tuple("" if one == old else one for one, old in zip(group, above, strict=True))
        rows.append((*shown, *(row[heading] for heading in HEADINGS[2:])))
        above = group
    return tuple(rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_table_pasted_into_an_empty_form_gives_its_tree(name: str) -> None:
    form = form_of(name)
    block = printed_table(name)
    mapping = recognised(block, edition(form.edition))
    assert mapping == TableMapping(1, ALL)
    new, ids = merged(Form(edition=form.edition), edition(form.edition), table_rows(block, mapping))
    assert len(ids) == len(source_of(name)["绩效指标"])
    expected = [
        (row.dimension.name, row.category.name, dict(row.indicator) | {"id": ""}) for row in indicator_rows(form)
    ]
    assert [
        (row.dimension.name, row.category.name, dict(row.indicator) | {"id": ""}) for row in indicator_rows(new)
    ] == expected


def test_a_table_without_headings_is_known_by_the_names_of_its_groups() -> None:
    block = read_text("产出指标\t数量指标\t巡查次数\t≥5次\t6次\t10\t10\n\t质量指标\t合格率\t≥90%\t95%\t5\t5\n")
    assert recognised(block, JIADING) == TableMapping(0, ("dimension", "category", *INDICATOR_FIELDS[:5]))


def test_a_column_in_front_of_the_groups_is_left_out() -> None:
    block = read_text("绩效指标\t产出指标\t数量指标\t巡查次数\t≥5次\t6次\t10\t10\t\n")
    assert recognised(block, JIADING) == TableMapping(0, ("", *ALL))


def test_groups_may_be_written_without_the_word_indicator() -> None:
    block = read_text("产出\t数量\t巡查次数\t≥5次\t6次\t10\t10\t\n")
    mapping = recognised(block, JIADING)
    assert mapping is not None
    assert [(row.dimension, row.category) for row in table_rows(block, mapping)] == [("产出指标", "数量指标")]


def test_merged_headings_of_a_whole_sheet_are_found_below_the_money() -> None:
    html = (
        "<table><tr><td colspan=6>财政项目支出绩效自评表</td></tr>"
        "<tr><td>项目资金</td><td>年初预算数</td><td>分值</td><td>执行率</td><td>得分</td><td></td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度<br>指标值</td><td>实际<br>完成值</td><td>分值</td></tr>"
        "<tr><td rowspan=2>产出指标</td><td rowspan=2>数量指标</td><td>甲</td><td>1</td><td>1</td><td>5</td></tr>"
        "<tr><td>乙</td><td>2</td><td>2</td><td>6</td></tr>"
        "<tr><td colspan=5>总分</td><td>100</td></tr></table>"
    )
    block = read_html(html)
    mapping = recognised(block, JIADING)
    assert mapping == TableMapping(3, ALL[:6])
    assert [(row.category, row.cells["name"], row.cells["weight"]) for row in table_rows(block, mapping)] == [
        ("数量指标", "甲", "5"),
        ("数量指标", "乙", "6"),
    ]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("三级指标\t年度指标值\t未完成原因\t全年完成值", ("name", "target", "deviation", "actual")),
        ("三级指标\t年度指标值\t未完成原因\t年末完成数", ("name", "target", "deviation", "actual")),
        ("三级指标\t年度指标值\t完成率\t实际完成值", ("name", "target", "", "actual")),
        ("三级指标\t目标值完成率\t目标值\t全年完成值", ("name", "", "target", "actual")),
        ("三级指标\t指标值\t完成情况\t得分\t扣分原因", ("name", "target", "actual", "score", "deviation")),
        ("指标名称\t指标值（2024年）\t完成值（2024年）\t自评得分", ("name", "target", "actual", "score")),
    ],
)
def test_a_column_is_known_by_its_own_heading_before_one_like_it(headings: str, fields: tuple[str, ...]) -> None:
    assert recognised(read_text(f"{headings}\n"), JIADING) == TableMapping(1, fields)


def test_rows_below_a_sum_are_counted_without_those_of_the_foot() -> None:
    lines = ["产出指标\t数量指标\t甲\t1\t1\t5", "合计\t\t\t\t\t5", "效益指标\t社会效益指标\t乙\t2\t2\t6"]
    lines += [
        "\t\t丙\t3\t3\t7",
        "总分：\t\t\t\t\t18",
        "评分等级\t\t优",
        "填报人：李敏\t\t审核人：王建国",
        "\t\t \t\t\t",
    ]
    block, mapping = read_text("\n".join(lines)), TableMapping(0, ALL[:6])
    assert [row.cells["name"] for row in table_rows(block, mapping)] == ["甲"]
    assert rows_below(block, mapping) == 2
    assert rows_below(block[:2], mapping) == rows_below(block[:1], mapping) == 0


@pytest.mark.parametrize(
    "copied",
    [
        "巡查次数\t≥5次\t6次\t10\t10\t\n",
        "≥5次\t6次\n≥3次\t4次\n",
        "产出指标\n效益指标\n",
        "年度资金总额\t145.00\t145.00\t124.31\t10\t85.73\t8.57\n",
    ],
)
def test_plain_cells_are_no_table(copied: str) -> None:
    assert recognised(read_text(copied), JIADING) is None


def test_other_columns_are_guessed_from_the_left() -> None:
    assert guessed((("",) * 3,), JIADING).fields == ("name", "target", "actual")
    assert guessed((("",) * 9,), JIADING).fields == (*ALL, "")


def test_a_row_that_is_already_there_takes_what_the_table_has() -> None:
    form = form_with({"产出指标": {"数量指标": [{"name": "巡查次数", "target": "≥5次", "weight": "10"}]}})
    block = read_text("产出指标\t数量指标\t巡查 次数\t\t6次\t\t9.5\t\n\t\t处置件数\t≥3件\t3件\t5\t5\t\n")
    new, ids = merged(form, JIADING, table_rows(block, TableMapping(0, ALL)))
    assert outline_of(new) == ["产出指标 / 数量指标: i1 i2"]
    assert ids == ["i1", "i2"]
    assert column(new, "name") == ["巡查 次数", "处置件数"]
    assert column(new, "target") == ["≥5次", "≥3件"]
    assert column(new, "actual") == ["6次", "3件"]
    assert column(new, "score") == ["9.5", "5"]


def test_two_rows_of_one_name_stay_two() -> None:
    block = read_text("产出指标\t数量指标\t巡查次数\t≥5次\n\t\t巡查次数\t≥6次\n")
    new, _ = merged(form_with({}), JIADING, table_rows(block, TableMapping(0, ALL[:4])))
    assert column(new, "target") == ["≥5次", "≥6次"]


def test_groups_are_made_where_the_edition_has_them() -> None:
    form = form_with({"满意度指标": {"服务对象满意度指标": []}, "产出指标": {"质量指标": []}})
    block = read_text("产出指标\t数量指标\t甲\n成本指标\t经济成本指标\t乙\n")
    new, _ = merged(form, JIADING, table_rows(block, TableMapping(0, ALL[:3])))
    assert outline_of(new) == [
        "成本指标 / 经济成本指标: i2",
        "满意度指标 / 服务对象满意度指标:",
        "产出指标 / 数量指标: i1",
        "产出指标 / 质量指标:",
    ]


def test_rows_without_groups_go_where_the_cursor_is_or_nowhere() -> None:
    form = form_with({"产出指标": {"质量指标": []}})
    rows = table_rows(read_text("甲\t1\n"), TableMapping(0, ("name", "target")))
    assert outline_of(merged(form, JIADING, rows, "c1")[0]) == ["产出指标 / 质量指标: i1"]
    assert merged(form, JIADING, rows) == (form, [])


def test_a_secondary_group_alone_is_found_or_made_where_it_is_usual() -> None:
    rows = table_rows(read_text("时效\t甲\n质量\t乙\n"), TableMapping(0, ("category", "name")))
    new, _ = merged(form_with({"产出指标": {"质量指标": []}}), JIADING, rows)
    assert outline_of(new) == ["产出指标 / 质量指标: i2", "产出指标 / 时效指标: i1"]


def test_a_group_is_copied_as_a_table_that_can_be_pasted() -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    block = copied_table(form, JIADING, ["d1", "c3"])
    assert block[0] == HEADINGS
    assert [row[:3] for row in block[1:]] == [
        ("成本指标", "社会成本指标", "其他人员公用经费"),
        ("成本指标", "社会成本指标", "总成本控制率"),
        ("产出指标", "质量指标", "城运中心信息员服务质量考核达标率"),
        ("产出指标", "质量指标", "联勤队员在岗见勤率"),
    ]
    new, _ = merged(form_with({}), JIADING, table_rows(block, guessed(block, JIADING)))
    assert column(new, "weight") == ["10", "10", "5", "10"]
