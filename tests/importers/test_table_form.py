"""Tables of other makers become forms by their labels (DOMAIN.md §1–§3, §7); expected forms come from the printed texts."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from official_tables import EDITIONS, SIGNED, Layout, Plain, cells_of, layouts, restated
from published import NAMES, source_of
from ziping.form import path as at
from ziping.form.difference import differences
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.importers.grid import GridCell
from ziping.importers.plain_json import read_plain
from ziping.importers.result import ImportFailed, ImportResult
from ziping.importers.table_form import form_of_table

NAME = "jiangqiao-2024-xinxihua-yunwei"
LAYOUTS = dict(layouts())


def read(cells: list[GridCell]) -> ImportResult:
    return form_of_table([replace(cell, where=f"{cell.row}/{cell.column}") for cell in cells], "这张表")


def expected(plain: Plain) -> Form:
    return read_plain(json.dumps(plain)).form


def changed(text: str, by: str, cells: list[GridCell] | None = None) -> list[GridCell]:
    """The official table with one cell's text replaced."""
    cells = cells if cells is not None else cells_of(source_of(NAME))
    assert sum(cell.text == text for cell in cells) == 1
    return [replace(cell, text=by, number=None) if cell.text == text else cell for cell in cells]


def added(cells: list[GridCell], text: str, *, below: int = 0, column: int = 0) -> list[GridCell]:
    """The table with a cell in a row of its own at the end."""
    return [*cells, GridCell(max(cell.row for cell in cells) + 1 + below, column, text)]


def words_not_read(result: ImportResult) -> str:
    """What the notes say but for those of what was read, which repeat it."""
    return "".join(note.text for note in result.remarks if note.kind != "read")


# --- whole tables


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_published_form_is_read_whole_in_every_edition_and_layout(layout: str, edition: str) -> None:
    for name in NAMES:
        plain = restated(source_of(name), edition)
        result = read(cells_of(plain, LAYOUTS[layout]))
        assert result.form.edition == expected(plain).edition
        assert differences(expected(plain), result.form) == ()
        assert result.notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_printed_results_are_kept_for_comparison(name: str) -> None:
    plain = source_of(name)
    printed, wanted = read(cells_of(plain)).form.printed, expected(plain).printed
    assert printed is not None
    assert str(printed).replace(",", "") == str(wanted).replace(",", "")


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    edition=st.sampled_from(EDITIONS),
    layout=st.builds(
        Layout,
        top=st.integers(0, 3_000),
        left=st.integers(0, 300),
        labels=st.sampled_from(["merged", "repeated", "blank"]),
        spaced=st.booleans(),
        indicator_label=st.sampled_from([None, True, False]),
        tree=st.permutations(range(2, 8)).map(lambda order: (0, 1, *order)),
        funds=st.permutations(range(6)),
        sources=st.permutations(range(4)),
        title_with_year=st.booleans(),
        head_in_one_cell=st.booleans(),
    ),
    seed=st.randoms(use_true_random=False),
)
def test_shifted_and_reordered_tables_give_the_same_form(name, edition, layout, seed) -> None:  # type: ignore[no-untyped-def]
    plain = restated(source_of(name), edition)
    cells = cells_of(plain, layout)
    seed.shuffle(cells)
    result = read(cells)
    assert differences(expected(plain), result.form) == ()
    assert result.notes == ()


# --- where each field was read


def test_each_field_that_was_read_says_where() -> None:
    result = read(cells_of(source_of(NAME)))
    places = {note.path: note.where for note in result.remarks if note.kind == "read"}
    assert places[at.basic("year")] == "1/0"
    assert places[at.basic("project_name")] == "2/1"
    assert places[at.funding("fiscal", "executed")] == "6/4"
    assert places[at.goal("achieved")] == "10/4"
    assert places[at.indicator("i1", "target")] == "12/3"
    rows = list(indicator_rows(result.form))
    assert places[at.indicator(rows[-1].indicator.id, "weight")] == f"{11 + len(rows)}/5"


def sentences_of(result: ImportResult, path: FieldPath) -> list[str]:
    return [note.sentence for note in result.remarks if note.kind == "read" and note.path == path]


@pytest.mark.parametrize("head_in_one_cell", [False, True])
def test_each_note_on_a_field_repeats_what_was_read(head_in_one_cell: bool) -> None:
    layout = Layout(head_in_one_cell=head_in_one_cell, signatures=(SIGNED,))
    result = read(cells_of(source_of("jiangqiao-2024-qitarenyuan"), layout))
    project = "2/0" if head_in_one_cell else "2/1"
    assert sentences_of(result, at.basic("year")) == ["1/0　年度：2024"]
    assert sentences_of(result, at.basic("project_name")) == [f"{project}　项目名称：其他人员经费"]
    assert [line.partition("　")[2] for line in sentences_of(result, at.funding("fiscal", "full_budget"))] == [
        "当年财政拨款的全年预算数：956.64"
    ]
    assert [line.partition("　")[2] for line in sentences_of(result, at.indicator("i3", "target"))] == [
        "第 3 项的年度指标值：≤76.00(个)"
    ]
    assert [line.partition("　")[2] for line in sentences_of(result, at.result("total"))] == ["总分：98.53"]
    assert [line.partition("　")[2] for line in sentences_of(result, at.result("grade"))] == ["评分等级：优"]
    assert [line.partition("　")[2] for line in sentences_of(result, FieldPath("signature", "", "preparer"))] == [
        "填报人：李敏"
    ]


def test_a_note_repeats_the_first_forty_characters_of_a_long_text_in_one_line() -> None:
    goal = "一是保障联勤队员的工资、社保和公用经费按时足额发放；\n二是保障各项巡查任务按计划全部完成，处置及时率逐年提高。"
    cells = cells_of(source_of(NAME))
    achieved = next(cell.text for cell in cells if (cell.row, cell.column) == (10, 4))
    (sentence,) = sentences_of(read(changed(achieved, goal, cells)), at.goal("achieved"))
    assert (
        sentence
        == "10/4　实际完成情况：一是保障联勤队员的工资、社保和公用经费按时足额发放； 二是保障各项巡查任务按计划…"
    )


# --- what is not understood


def test_a_line_below_the_table_is_named_with_its_place() -> None:
    cells = added(cells_of(source_of(NAME)), "备注：本表一式两份")
    assert [note for note in read(cells).notes if "备注" in note] == [
        f"{cells[-1].row}/0：“备注：本表一式两份”没有读懂，没有读入"
    ]


@pytest.mark.parametrize("row", [0, 3, 5, 9, 10, 14])
def test_no_text_is_lost_without_a_word_wherever_it_stands(row: int) -> None:
    cells = [*cells_of(source_of(NAME)), GridCell(row, 30, "莫名其妙的话")]
    result = read(cells)
    assert differences(expected(source_of(NAME)), result.form) == ()
    assert result.notes == (f"{row}/30：“莫名其妙的话”没有读懂，没有读入",)


@pytest.mark.parametrize("layout", ["as printed", "title and year in one cell", "label and value in one cell"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_word_put_into_any_cell_is_in_the_form_or_in_a_note(edition: str, layout: str) -> None:
    cells = cells_of(restated(source_of(NAME), edition), replace(LAYOUTS[layout], signatures=(SIGNED,)))
    for number, cell in enumerate(cells):
        for text in ("甲乙丙", f"{cell.text}甲乙丙", f"甲乙丙{cell.text}", f"{cell.text}\n甲乙丙"):
            if len(text) < 100:
                result = read([*cells[:number], replace(cell, text=text, number=None), *cells[number + 1 :]])
                said = result.form.model_dump_json() + words_not_read(result)
                assert "甲乙丙" in said, text


@pytest.mark.parametrize("kept", [0.9, 0.5])
def test_every_text_of_a_table_in_disorder_is_in_the_form_or_in_a_note(kept: float) -> None:
    dice = random.Random(1)
    for _ in range(100):
        plain = restated(source_of(dice.choice(NAMES)), dice.choice(EDITIONS))
        cells = [
            cell if dice.random() < kept else replace(cell, row=dice.randrange(35), column=dice.randrange(12))
            for cell in cells_of(plain, dice.choice(list(LAYOUTS.values())))
        ]
        try:
            result = read(cells)
        except ImportFailed:
            continue
        said = result.form.model_dump_json() + words_not_read(result)
        values = [row[key] for row in plain["绩效指标"] for key in ("三级指标", "年度指标值")]
        lost = [
            text for text in values if json.dumps(text, ensure_ascii=False)[1:-1] not in said and text not in said
        ]
        assert not lost or any("另有一张自评表" in note for note in result.notes)


def test_a_hundred_notes_are_told_and_the_rest_counted() -> None:
    cells = [*cells_of(source_of(NAME)), *(GridCell(5, 30 + number, f"杂{number}") for number in range(150))]
    result = read(cells)
    assert len(result.notes) == 101
    assert result.notes[-1] == "还有 50 处没有读懂，不一一列出"
    assert len([note for note in result.remarks if note.kind == "unread"]) == 150


def test_a_second_form_below_is_named_and_left() -> None:
    first, second = cells_of(source_of(NAME)), cells_of(source_of(NAMES[0]), Layout(top=80))
    result = read([*first, *second])
    assert differences(expected(source_of(NAME)), result.form) == ()
    assert [note for note in result.notes if "另有一张自评表" in note] == [
        "82/0：从这里起另有一张自评表，没有读入；请把它单独存成一个文件再导入"
    ]


def test_a_table_without_indicators_is_refused() -> None:
    cells = [cell for cell in cells_of(source_of(NAME)) if cell.row < 11]
    with pytest.raises(ImportFailed, match="这张表里没有找到自评表"):
        read(cells)
    with pytest.raises(ImportFailed, match="这张表里没有找到自评表"):
        read([])


def test_missing_blocks_are_named() -> None:
    cells = [cell for cell in cells_of(source_of(NAME)) if cell.row >= 11]
    result = read(cells)
    assert [note for note in result.notes if note.startswith("没有找到")] == [
        "没有找到年度",
        "没有找到“项目名称”",
        "没有找到“主管部门”",
        "没有找到“实施单位”",
        "没有找到“项目资金”一栏",
        "没有找到“年度总体目标”一栏",
    ]
    assert result.form.indicators == expected(source_of(NAME)).indicators


# --- figures


def test_an_amount_is_read_to_the_fen_from_the_number_behind_it() -> None:
    """93.478552 万元 shows as 93.48 and is 934785.52 元."""
    cells = cells_of(restated(source_of("xianghua-2023-ywtg"), "嘉定2024"))
    assert str(read(cells).form.funding.fiscal.full_budget) == "934800"
    exact = Decimal("93.478552000000001")
    cells = [replace(cell, number=exact) if cell.text == "93.48" else cell for cell in cells]
    result = read(cells)
    assert str(result.form.funding.fiscal.full_budget) == "934785.52"
    assert "6/3：显示为 93.48，单元格里的数是 93.478552，按后者读入" in result.notes


def test_a_score_is_read_as_it_shows() -> None:
    cells = cells_of(source_of(NAME))
    score = next(cell for cell in cells if cell.column == 6 and cell.row == 12)
    cells[cells.index(score)] = replace(score, number=score.number and score.number - Decimal("0.0001"))
    result = read(cells)
    assert differences(expected(source_of(NAME)), result.form) == ()
    assert [note for note in result.notes if "按显示的读入" in note] == [
        f"12/6：显示为 {score.text}，单元格里的数是 {Decimal(score.text) - Decimal('0.0001')}，按显示的读入"
    ]


@pytest.mark.parametrize("text", ["—", "-", "/", "——"])
def test_a_dash_for_money_is_no_money(text: str) -> None:
    cells = [
        replace(cell, text=text, number=None) if cell.text == "0.00" else cell for cell in cells_of(source_of(NAME))
    ]
    other = read(cells).form.funding.other
    assert (other.initial_budget, other.full_budget, other.executed) == ("", "", "")


def test_money_that_is_no_number_stays_as_typed() -> None:
    cells = cells_of(source_of(NAME))
    place = next(cell for cell in cells if (cell.row, cell.column) == (6, 2))
    result = read([replace(cell, text="约10万", number=None) if cell is place else cell for cell in cells])
    assert result.form.funding.fiscal.initial_budget == "约10万"


def test_printed_results_that_differ_are_told() -> None:
    plain = source_of("jiangqiao-2024-qitarenyuan") | {"总分": "99.00"}
    plain["项目资金"][1]["执行率"] = "85.26"
    notes = read(cells_of(plain)).notes
    assert notes == (
        "25/6：原表印的总分是“99.00”，计算结果是 98.53",
        "6/6：原表印的当年财政拨款执行率是“85.26”，计算结果是 85.25",
    )


def test_a_weight_of_the_funds_that_is_not_the_editions_is_told() -> None:
    cells = cells_of(restated(source_of(NAME), "通用2020"))
    weight = next(cell for cell in cells if (cell.row, cell.column) == (5, 6))
    assert weight.text == "10"
    cells[cells.index(weight)] = replace(weight, text="20", number=None)
    assert any("执行率分值“20”与版式规定的 10 分不同" in note for note in read(cells).notes)


def test_an_amount_in_a_unit_no_edition_prints_like_that_is_converted() -> None:
    """A 嘉定 table in 元: the amounts are read in 元, and the clerk is asked to look at the edition."""
    cells = changed("项目资金（万元）", "项目资金（单位：元）", cells_of(source_of(NAME)))
    amount = next(cell for cell in cells if (cell.row, cell.column) == (6, 3)).text
    result = read(cells)
    assert result.form.edition == "jiading-2024"
    assert str(result.form.funding.fiscal.full_budget) == str(Decimal(amount.replace(",", "")).normalize())
    assert "没有按元填写的版式和它一样，按最接近的“嘉定 2024”读入，请核对版式" in result.notes


# --- the head


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("（2024年度）", 2024),
        ("( 2024 年度 )", 2024),
        ("（2024年）", 2024),
        ("2024年度", 2024),
        ("（二〇二四年度）", "二〇二四"),
        ("（　　　　年度）", ""),
        ("（2024年度）  单位：万元", 2024),
    ],
)
def test_the_year_line_may_be_set_in_many_ways(line: str, year: object) -> None:
    result = read(changed("（2024年度）", line))
    assert (result.form.basic.year, result.notes) == (year, ())


def test_the_day_of_filling_in_above_the_table_is_not_the_year() -> None:
    cells = changed("（2024年度）", "编制日期：2025年3月10日")
    result = read(cells)
    assert result.form.basic.year == ""
    assert result.notes == ("没有找到年度", "1/0：“编制日期：2025年3月10日”没有读懂，没有读入")


def test_the_unit_of_money_may_stand_above_the_table() -> None:
    plain = restated(source_of(NAME), "崇明2023")
    cells = changed("项目资金（元）", "项目资金", cells_of(plain))
    result = read(changed("(2024 年度)", "(2024 年度)　金额单位：元　第一册", cells))
    assert differences(expected(plain), result.form) == ()
    assert result.notes == ("1/0：“第一册”没有读懂，没有读入",)


def test_another_title_is_told() -> None:
    result = read(changed("财政项目支出绩效自评表", "上海市嘉定区项目支出绩效自评表"))
    assert result.notes == ("表名“上海市嘉定区项目支出绩效自评表”与版式的“财政项目支出绩效自评表”不同",)


def test_a_field_left_empty_takes_nothing_from_its_neighbour() -> None:
    cells = [cell for cell in cells_of(source_of(NAME)) if cell.text != "江桥镇"]
    result = read(cells)
    assert (result.form.basic.department, result.form.basic.unit) == ("", expected(source_of(NAME)).basic.unit)
    assert result.notes == ()


# --- the foot


@pytest.mark.parametrize(
    "lines",
    [
        (
            "填报人：李敏　　审核人：王建国　　单位负责人：陈芳",
            "联系电话：021-59140000　填报日期：2025年3月10日",
            "单位（盖章）：",
        ),
        ("填 报 人:李敏", "审核人（签字）：王建国", "负责人： 陈芳", "电话：021-59140000", "填表日期：2025年3月10日"),
    ],
)
def test_a_signature_block_is_read(lines: tuple[str, ...]) -> None:
    result = read(cells_of(source_of(NAME), Layout(signatures=lines)))
    assert result.form.signature.model_dump() == {
        "shown": True,
        "preparer": "李敏",
        "reviewer": "王建国",
        "head": "陈芳",
        "phone": "021-59140000",
        "date": "2025年3月10日",
    }
    assert result.notes == ()


def test_names_beside_their_labels_are_read_too() -> None:
    cells = cells_of(source_of(NAME))
    row = max(cell.row for cell in cells) + 1
    line = ["填报人", "李敏", "审核人", "", "单位负责人：", "陈芳"]
    cells += [GridCell(row, column, text) for column, text in enumerate(line) if text]
    signature = read(cells).form.signature
    assert (signature.preparer, signature.reviewer, signature.head) == ("李敏", "", "陈芳")


def test_what_is_written_beside_the_seal_is_told() -> None:
    notes = read(cells_of(source_of(NAME), Layout(signatures=("单位（盖章）：江桥镇",)))).notes
    assert len(notes) == 1
    assert notes[0].endswith("单位盖章后面的“江桥镇”没有读入")


def test_a_total_in_one_cell_under_both_columns_is_the_score() -> None:
    cells = cells_of(source_of("jiangqiao-2024-qitarenyuan"))
    row = next(cell.row for cell in cells if cell.text == "总分")
    cells = [cell for cell in cells if cell.row != row or cell.column == 0]
    result = read([*cells, GridCell(row, 5, "98.53", 1, 2)])
    assert result.form.printed is not None
    assert result.form.printed.total_score == "98.53"
    assert result.notes == ()


# --- the tree


def test_an_empty_table_keeps_its_hierarchy() -> None:
    rows = [["产出指标", "数量指标"], ["", "质量指标"], ["效益指标", "社会效益指标"]]
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    cells = [GridCell(0, column, text) for column, text in enumerate(heads)]
    cells += [
        GridCell(1 + row, column, text) for row, line in enumerate(rows) for column, text in enumerate(line) if text
    ]
    form = read(cells).form
    assert [(one.name, [two.name for two in one.categories]) for one in form.indicators] == [
        ("产出指标", ["数量指标", "质量指标"]),
        ("效益指标", ["社会效益指标"]),
    ]
    assert not any(True for _ in indicator_rows(form))


def test_a_value_in_several_cells_below_one_head_is_put_together() -> None:
    heads = [
        ("一级指标", 0, 1),
        ("二级指标", 1, 1),
        ("三级指标", 2, 1),
        ("年度指标值", 3, 3),
        ("实际完成值", 6, 1),
        ("分值", 7, 1),
    ]
    cells = [GridCell(0, column, text, 1, width) for text, column, width in heads]
    line = ["产出指标", "数量指标", "巡查次数", "≥", "2400", "次", "2512次", "10"]
    cells += [GridCell(1, column, text) for column, text in enumerate(line)]
    row = next(indicator_rows(read(cells).form)).indicator
    assert (row.name, row.target, row.actual, row.weight) == ("巡查次数", "≥2400次", "2512次", Decimal(10))


@pytest.mark.parametrize("name", ["总分", "完成情况", "注：巡查次数", "负责人：巡查", "合计"])
def test_an_indicator_may_be_called_as_something_below_the_table(name: str) -> None:
    plain = source_of(NAME)
    plain["绩效指标"][4]["三级指标"] = name
    for labels in ("merged", "blank"):
        cells = [cell for cell in cells_of(plain, replace(LAYOUTS["as printed"], labels=labels)) if cell.row < 8]
        cells += [cell for cell in cells_of(plain, replace(LAYOUTS["as printed"], labels=labels)) if cell.row > 10]
        result = read(cells)
        assert result.form.indicators == expected(plain).indicators


def test_more_rows_than_any_form_has_are_refused() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    cells = [GridCell(row, column, text) for row in range(2_000) for column, text in enumerate(heads)]
    with pytest.raises(ImportFailed, match="超过 1000 行"):
        read(cells)


# --- pages


def paged(cells: list[GridCell], row: int) -> list[GridCell]:
    """The table with a page that begins at the row, where the head of the indicators is printed again."""
    header = next(cell.row for cell in cells if cell.text == "三级指标")
    head = [replace(cell, row=row, page=2, rows=1) for cell in cells if cell.row == header]
    after = [replace(cell, row=cell.row + 1, page=2) for cell in cells if cell.row >= row]
    return [cell for cell in cells if cell.row < row] + head + after


@pytest.mark.parametrize("row", [13, 15, 20])
def test_a_head_repeated_on_the_next_page_is_no_row(row: int) -> None:
    cells = cells_of(source_of("jiangqiao-2024-qitarenyuan"), Layout(labels="repeated"))
    result = read(paged(cells, row))
    assert differences(expected(source_of("jiangqiao-2024-qitarenyuan")), result.form) == ()
    assert result.notes == ()


def qita(row: int) -> list[GridCell]:
    """The form 其他人员经费, labels on their first row only, with a page that begins at the row."""
    return paged(cells_of(source_of("jiangqiao-2024-qitarenyuan"), Layout(labels="blank")), row)


def test_a_label_cut_in_two_by_a_page_is_one() -> None:
    """可持续影响指｜标: its two indicators stand in rows 22 and 23."""
    cells = qita(23)
    label = next(cell for cell in cells if cell.text == "可持续影响指标")
    cells[cells.index(label)] = replace(label, text="可持续影响指")
    rest = GridCell(24, 1, "标", page=2)
    result = read([*cells, rest])
    assert differences(expected(source_of("jiangqiao-2024-qitarenyuan")), result.form) == ()
    assert result.notes == ()


def test_a_label_that_stands_on_the_second_page_only_names_the_rows_of_the_first() -> None:
    cells = [replace(cell, text="", rows=2) if cell.text == "可持续影响指标" else cell for cell in qita(23)]
    rest = GridCell(24, 1, "可持续影响指标", page=2)
    result = read([*cells, rest])
    assert differences(expected(source_of("jiangqiao-2024-qitarenyuan")), result.form) == ()


def test_a_row_cut_in_two_by_a_page_is_one() -> None:
    cells = qita(17)
    row = [cell for cell in cells if cell.row == 16]
    name = next(cell for cell in row if cell.column == 2)
    assert name.text == "聘用城运中心信息员数量"
    cells[cells.index(name)] = replace(name, text="聘用城运中心")
    shifted = [replace(cell, row=cell.row + 1) if cell.row > 17 else cell for cell in cells]
    result = read([*shifted, GridCell(18, 2, "信息员数量", page=2)])
    assert differences(expected(source_of("jiangqiao-2024-qitarenyuan")), result.form) == ()
    assert result.notes == ()


def test_a_goal_cut_in_two_by_a_page_is_one_text_and_two_rows_on_a_page_are_two_lines() -> None:
    cells = cells_of(source_of(NAME))
    goal = next(cell for cell in cells if cell.row == 10 and cell.column == 1)
    before = [replace(cell, text=cell.text[:50]) if cell is goal else cell for cell in cells]
    lower = [replace(cell, row=cell.row + 1, page=2) if cell.row > 10 else cell for cell in before]
    rest = replace(goal, row=11, text=goal.text[50:], page=2)
    assert read([*lower, rest]).form.goal.expected == goal.text
    result = read([*(replace(cell, page=1) for cell in lower), replace(rest, page=1)])
    assert result.form.goal.expected == f"{goal.text[:50]}\n{goal.text[50:]}"


def test_the_page_number_below_a_page_is_no_text() -> None:
    assert read(added(cells_of(source_of(NAME)), "第 1 页 共 2 页")).notes == ()
