"""A form in an edition becomes a sheet: what stands where, and that nothing is lost or printed twice."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, source_of, with_fields
from ziping.app.new_form import new_form
from ziping.compose import compose
from ziping.editions.catalog import edition, editions
from ziping.form import edit
from ziping.form.edit import get
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form
from ziping.form.path import INDICATOR_FIELDS, FieldPath
from ziping.rules.scoring import score_form
from ziping.sheet.model import MM, Cell, Sheet

FULL = form_of("jiangqiao-2024-qitarenyuan")
EDITIONS = [each.id for each in editions()]


def sheet_of(form: Form) -> Sheet:
    known = edition(form.edition)
    return compose(form, known, score_form(form, known))


def places(cell: Cell) -> list[tuple[int, int]]:
    rows, columns = range(cell.row, cell.row + cell.row_span), range(cell.column, cell.column + cell.column_span)
    return [(row, column) for row in rows for column in columns]


def is_tiled(sheet: Sheet) -> bool:
    """Whether every place of the grid belongs to exactly one cell."""
    taken = Counter(place for cell in sheet.cells for place in places(cell))
    return taken == {(row, column): 1 for row in range(len(sheet.rows)) for column in range(len(sheet.columns))}


def table(sheet: Sheet) -> list[list[str]]:
    """The texts of the indicator table under its header, row by row, merged cells in their first row only."""
    assert sheet.header is not None
    rows = range(sheet.header.row + 1, sheet.header.last + 1)
    return [[cell.text for cell in sheet.cells if cell.row == row and cell.text != "绩效指标"] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_published_form_stands_on_the_sheet(name: str) -> None:
    source, texts = source_of(name), Counter(cell.text for cell in sheet_of(form_of(name)).cells)
    printed = [
        source[key] for key in ("项目名称", "主管部门", "实施单位", "预期目标", "实际完成情况", "总分", "执行率得分")
    ]
    for row in source["绩效指标"]:
        printed += [row[key] for key in ("三级指标", "年度指标值", "实际完成值", "分值", "得分")]
    printed += [row["执行率"] for row in source["项目资金"] if row["执行率"] is not None]
    assert not Counter(printed) - texts
    shown = {row["三级指标"] for row in source["绩效指标"]}
    assert len(table(sheet_of(form_of(name)))) == len(source["绩效指标"]) == len(shown)


@pytest.mark.parametrize("edition_id", EDITIONS)
@pytest.mark.parametrize("name", NAMES)
def test_cells_cover_the_grid_without_gap_or_overlap(name: str, edition_id: str) -> None:
    form = with_fields(form_of(name), {"form.edition": edition_id, "signature.shown": True})
    sheet = sheet_of(form)
    assert is_tiled(sheet)
    assert sum(sheet.columns) == pytest.approx(165 * MM), "A4 less 25 mm on the left and 20 mm on the right"


def test_cells_come_in_reading_order() -> None:
    sheet = sheet_of(FULL)
    assert [(cell.row, cell.column) for cell in sheet.cells] == sorted(
        (cell.row, cell.column) for cell in sheet.cells
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_address_leads_to_a_field_or_a_result(name: str) -> None:
    form = form_of(name)
    for cell in sheet_of(form).cells:
        if cell.address and not cell.address.startswith(("result.", "funding.total.")):
            path = FieldPath.parse(cell.address)
            if not path.field.startswith("execution_"):
                get(form, path)


def test_every_field_that_prints_has_its_address_once() -> None:
    form = with_fields(FULL, {"signature.shown": True})
    addresses = Counter(cell.address for cell in sheet_of(form).cells if cell.address)
    assert set(addresses.values()) == {1}
    wanted = {f"indicator.{row.indicator.id}.{field}" for row in indicator_rows(FULL) for field in INDICATOR_FIELDS}
    wanted |= {"basic.year", "basic.project_name", "basic.department", "basic.unit", "goal.expected", "goal.achieved"}
    wanted |= {f"funding.{row}.{column}" for row in ("total", "fiscal", "carried_over", "other")
               for column in ("initial_budget", "full_budget", "executed", "execution_rate", "execution_score")}  # fmt: skip
    wanted |= {f"signature.{field}" for field in ("preparer", "reviewer", "head", "phone", "date")}
    wanted |= {"result.total", "result.total_weight", "result.grade"}
    assert not wanted - addresses.keys()


def test_printed_results_of_the_source_never_print() -> None:
    assert FULL.printed is not None
    lie = FULL.printed.model_copy(update={"total_score": "77.77", "grade": "差", "execution_score": "6.66"})
    texts = {cell.text for cell in sheet_of(with_fields(FULL, {"form.printed": lie})).cells}
    assert not texts & {"77.77", "差", "6.66"}


def test_only_the_title_and_the_year_have_no_border() -> None:
    sheet = sheet_of(FULL)
    assert [cell.text for cell in sheet.cells if not cell.border] == ["财政项目支出绩效自评表", "（2024年度）"]


# --- the table of indicators


def test_the_header_repeats_for_every_row_of_the_table() -> None:
    sheet = sheet_of(FULL)
    assert sheet.header is not None
    heads = [cell.text for cell in sheet.cells if cell.row == sheet.header.row]
    assert heads == [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    assert sheet.header.last - sheet.header.row == 13


def test_a_dimension_and_a_category_stand_once_beside_their_rows() -> None:
    sheet = sheet_of(FULL)
    spans = {cell.text: cell.row_span for cell in sheet.cells if cell.address.startswith(("dimension.", "category."))}
    assert spans == {
        "成本指标": 2,
        "社会成本指标": 2,
        "产出指标": 7,
        "数量指标": 3,
        "质量指标": 2,
        "时效指标": 2,
        "效益指标": 3,
        "社会效益指标": 1,
        "可持续影响指标": 2,
        "满意度指标": 1,
        "服务对象满意度指标": 1,
    }


def test_branches_without_rows_do_not_print_beside_those_with_rows() -> None:
    form, _ = edit.add_category(FULL, "d1", "经济成本指标")
    form, _ = edit.add_dimension(form, "其他指标")
    assert table(sheet_of(form)) == table(sheet_of(FULL))


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_a_form_without_any_row_shows_its_whole_hierarchy_to_fill_in_by_hand(edition_id: str) -> None:
    sheet = sheet_of(new_form(edition_id, 2025))
    assert is_tiled(sheet)
    names = [row[0] if len(row) == 7 else row[1] for row in table(sheet)]
    assert names == [name for spec in edition(edition_id).dimensions for name in spec.categories]
    assert all(row[-6:] == [""] * 6 for row in table(sheet))


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_a_form_without_any_hierarchy_shows_one_empty_row(edition_id: str) -> None:
    sheet = sheet_of(Form(edition=edition_id))
    assert is_tiled(sheet)
    assert table(sheet) == [[""] * 8]


def test_a_dimension_without_categories_shows_one_row() -> None:
    form, _ = edit.add_dimension(Form(edition="jiading-2024"), "产出指标")
    sheet = sheet_of(form)
    assert is_tiled(sheet)
    assert table(sheet) == [["产出指标", *[""] * 7]]


def test_two_hundred_rows_stand_on_the_sheet() -> None:
    form = FULL
    for number in range(187):
        form, _ = edit.add_indicator(form, "c2", values={"name": f"第 {number} 项"})
    sheet = sheet_of(form)
    assert is_tiled(sheet)
    assert len(table(sheet)) == 200


# --- figures


@pytest.mark.parametrize(
    ("address", "number", "code"),
    [
        ("funding.total.initial_budget", Decimal("1245.54"), "#,##0.00"),
        ("funding.fiscal.execution_rate", Decimal("85.25"), "0.00"),
        ("funding.other.executed", Decimal(0), "0.00"),
        ("indicator.i1.weight", Decimal(10), "0.00"),
        ("result.total", Decimal("98.53"), "0.00"),
    ],
)
def test_a_figure_is_a_number_that_a_workbook_prints_alike(address: str, number: Decimal, code: str) -> None:
    [cell] = [cell for cell in sheet_of(FULL).cells if cell.address == address]
    assert (cell.number, cell.number_format) == (number, code)


def test_a_percentage_is_a_hundredth_in_a_workbook() -> None:
    cells = {cell.address: cell for cell in sheet_of(form_of("xianghua-2023-ywtg")).cells}
    rate, whole = cells["funding.total.execution_rate"], cells["funding.fiscal.initial_budget"]
    assert (rate.number, rate.number_format) == (Decimal(1), "0.00%")
    assert (whole.number, whole.number_format) == (Decimal(939_500), "0")


@pytest.mark.parametrize("typed", ["约10", "=1+1", "12,34", "1,2,3", "5元", "9" * 30, ""])
def test_a_figure_that_cannot_be_read_prints_as_typed_and_is_no_number(typed: str) -> None:
    form = with_fields(FULL, {"indicator.i1.score": typed, "funding.other.executed": typed})
    cells = {cell.address: cell for cell in sheet_of(form).cells}
    score, amount = cells["indicator.i1.score"], cells["funding.other.executed"]
    assert score.text == typed
    assert amount.text == (typed or "0.00")
    assert score.number is None


def test_texts_of_a_target_are_never_numbers() -> None:
    form = with_fields(
        FULL, {"indicator.i1.target": "100", "indicator.i1.actual": "100%", "basic.project_name": "2024"}
    )
    cells = {cell.address: cell for cell in sheet_of(form).cells}
    for address in ("indicator.i1.target", "indicator.i1.actual", "basic.project_name"):
        assert cells[address].number is None


@settings(deadline=None, max_examples=40)
@given(st.integers(), st.sampled_from(EDITIONS))
def test_any_tree_covers_the_grid(seed: int, edition_id: str) -> None:
    dice, form = random.Random(seed), Form(edition=edition_id)
    for _ in range(dice.randrange(12)):
        form, dimension = edit.add_dimension(form, dice.choice("甲乙丙"))
        for _ in range(dice.randrange(3)):
            form, category = edit.add_category(form, dimension, dice.choice("甲乙丙"))
            for _ in range(dice.randrange(3)):
                form, _ = edit.add_indicator(form, category)
    sheet = sheet_of(form)
    assert is_tiled(sheet)
    printed = [
        cell.address
        for cell in sheet.cells
        if cell.address.startswith("indicator.") and cell.address.endswith(".name")
    ]
    assert printed == [f"indicator.{row.indicator.id}.name" for row in indicator_rows(form)]
