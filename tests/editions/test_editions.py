"""How each edition prints a form: every line of the table in DOMAIN.md §2, read off the composed sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from published import form_of, with_fields
from ziping.compose import compose
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS
from ziping.rules.scoring import score_form
from ziping.sheet.model import Sheet

CHONGMING, JIADING, NATIONAL = "chongming-2023", "jiading-2024", "national-2020"
IDS = (CHONGMING, JIADING, NATIONAL)
FULL = form_of("jiangqiao-2024-qitarenyuan")  # 12455400, 9566400, 8155900 元 of 当年财政拨款
ZERO = {
    f"funding.{source}.{column}": "0" for source in ("fiscal", "carried_over", "other") for column in FUNDING_COLUMNS
}


def sheet_in(edition_id: str, form: Form = FULL, fields: Mapping[str, object] | None = None) -> Sheet:
    form = with_fields(form, {"form.edition": edition_id, **(fields or {})})
    known = edition(edition_id)
    return compose(form, known, score_form(form, known))


def texts(sheet: Sheet) -> list[str]:
    return [cell.text for cell in sheet.cells]


def at(sheet: Sheet, address: str) -> str:
    """What the cell with this address prints."""
    [text] = [cell.text for cell in sheet.cells if cell.address == address]
    return text


def row_with(sheet: Sheet, text: str) -> list[str]:
    """The texts of the row in which a cell says this, from that cell on."""
    [found] = [cell for cell in sheet.cells if cell.text == text and cell.column <= 2]
    cells = sorted((cell for cell in sheet.cells if cell.row == found.row), key=lambda cell: cell.column)
    return [cell.text for cell in cells if cell.column >= found.column]


@pytest.mark.parametrize("edition_id", IDS)
def test_the_title_is_the_same_everywhere(edition_id: str) -> None:
    assert texts(sheet_in(edition_id))[0] == "财政项目支出绩效自评表"


@pytest.mark.parametrize(
    ("edition_id", "line"), [(CHONGMING, "(2024 年度)"), (JIADING, "（2024年度）"), (NATIONAL, "（2024年度）")]
)
def test_the_year_line_has_the_editions_brackets(edition_id: str, line: str) -> None:
    assert at(sheet_in(edition_id), "basic.year") == line


@pytest.mark.parametrize(
    ("edition_id", "label"),
    [(CHONGMING, "项目资金（元）"), (JIADING, "项目资金（万元）"), (NATIONAL, "项目资金（万元）")],
)
def test_the_label_of_the_funds_names_the_unit(edition_id: str, label: str) -> None:
    assert label in texts(sheet_in(edition_id))


@pytest.mark.parametrize(
    ("edition_id", "heads"),
    [
        (CHONGMING, ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]),
        (JIADING, ["年初预算数", "全年预算数", "全年执行数", "分数", "执行率(%)", "得分"]),
        (NATIONAL, ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]),
    ],
)
def test_the_fund_header_has_the_words_of_the_edition(edition_id: str, heads: list[str]) -> None:
    sheet = sheet_in(edition_id)
    label = next(cell for cell in sheet.cells if cell.text.startswith("项目资金"))
    assert [cell.text for cell in sheet.cells if cell.row == label.row][2:] == heads


@pytest.mark.parametrize(
    ("edition_id", "total", "fiscal", "other"),
    [
        (
            CHONGMING,
            ["年度资金总额", "12455400.00", "9566400.00", "8155900.00", "10", "85.25%", "8.53"],
            ["其中：当年财政拨款", "12455400", "9566400", "8155900", "—", "", ""],
            ["其他资金", "0", "0", "0", "—", "", ""],
        ),
        (
            JIADING,
            ["年度资金总额：", "1,245.54", "956.64", "815.59", "10", "85.25", "8.53"],
            ["其中：当年财政拨款", "1,245.54", "956.64", "815.59", "-", "85.25", "-"],
            ["其他资金", "0.00", "0.00", "0.00", "-", "0.00", "-"],
        ),
        (
            NATIONAL,
            ["年度资金总额", "1245.54", "956.64", "815.59", "10", "85.26%", "8.53"],
            ["其中：当年财政拨款", "1245.54", "956.64", "815.59", "—", "85.26%", "—"],
            ["其他资金", "0.00", "0.00", "0.00", "—", "", "—"],
        ),
    ],
)
def test_a_fund_row_prints_amounts_weight_rate_and_score_as_the_edition_does(
    edition_id: str, total: list[str], fiscal: list[str], other: list[str]
) -> None:
    sheet = sheet_in(edition_id)
    assert row_with(sheet, total[0]) == total
    assert row_with(sheet, fiscal[0]) == fiscal
    assert row_with(sheet, "上年结转资金") == ["上年结转资金", *other[1:]]
    assert row_with(sheet, other[0]) == other


@pytest.mark.parametrize(
    ("edition_id", "printed"),
    [
        # half-up at the last printed decimal; 元 stays exact inside
        (CHONGMING, {"100": "100", "0.5": "0.50", "1234567.891": "1234567.89", "0.005": "0.01"}),
        (JIADING, {"100": "0.01", "49.99": "0.00", "50": "0.01", "12345678.9": "1,234.57", "99999950": "10,000.00"}),
        (NATIONAL, {"100": "0.01", "49.99": "0.00", "50": "0.01", "12345678.9": "1234.57", "99999950": "10000.00"}),
    ],
)
def test_an_amount_is_rounded_half_up_only_when_it_prints(edition_id: str, printed: dict[str, str]) -> None:
    for yuan, text in printed.items():
        sheet = sheet_in(edition_id, fields={"funding.fiscal.executed": yuan})
        assert at(sheet, "funding.fiscal.executed") == text
    exact = with_fields(FULL, {"funding.fiscal.executed": "49.99", "funding.other.executed": "49.99"})
    known = edition(edition_id)
    assert score_form(exact, known).funding["total"].executed == Decimal("99.98")


@pytest.mark.parametrize(
    ("edition_id", "total"),
    [
        (CHONGMING, ["0", "0", "0", "10", "0.00%", "0"]),
        (JIADING, ["0.00", "0.00", "0.00", "10", "0.00", "0.00"]),
        (NATIONAL, ["0.00", "0.00", "0.00", "10", "0.00%", "0.00"]),
    ],
)
def test_zero_money_prints_the_editions_zero(edition_id: str, total: list[str]) -> None:
    sheet = sheet_in(edition_id, fields=ZERO)
    label = "年度资金总额：" if edition_id == JIADING else "年度资金总额"
    assert row_with(sheet, label)[1:] == total


@pytest.mark.parametrize(("edition_id", "full"), [(CHONGMING, "10"), (JIADING, "10.00"), (NATIONAL, "10.00")])
def test_full_points_of_the_rate_print_with_or_without_decimals(edition_id: str, full: str) -> None:
    sheet = sheet_in(edition_id, fields={"funding.fiscal.executed": "9566400"})
    assert at(sheet, "funding.total.execution_score") == full


@pytest.mark.parametrize(("edition_id", "present"), [(CHONGMING, True), (JIADING, False), (NATIONAL, True)])
def test_the_table_of_indicators_has_a_merged_label_on_its_left_or_not(edition_id: str, present: bool) -> None:
    sheet = sheet_in(edition_id)
    cells = [cell for cell in sheet.cells if cell.text == "绩效指标"]
    assert len(cells) == (1 if present else 0)
    assert len(sheet.columns) == (9 if present else 8)
    if present:
        assert (cells[0].column, cells[0].row_span) == (0, 1 + 13)


ELSEWHERE = {
    "产出指标": ("50", ("数量指标", "质量指标", "时效指标", "成本指标")),
    "效益指标": ("30", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    "满意度指标": ("10", ("服务对象满意度指标",)),
}


@pytest.mark.parametrize(
    ("edition_id", "hierarchy"),
    [
        (CHONGMING, ELSEWHERE),
        (NATIONAL, ELSEWHERE),
        (
            JIADING,
            {
                "成本指标": ("20", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
                "产出指标": ("40", ("数量指标", "质量指标", "时效指标")),
                "效益指标": ("20", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
                "满意度指标": ("10", ("服务对象满意度指标",)),
            },
        ),
    ],
)
def test_the_hierarchy_and_its_usual_weights(
    edition_id: str, hierarchy: dict[str, tuple[str, tuple[str, ...]]]
) -> None:
    known = edition(edition_id)
    assert {spec.name: (str(spec.usual_weight), spec.categories) for spec in known.dimensions} == hierarchy
    assert sum(spec.usual_weight for spec in known.dimensions) == known.indicator_weight == 90


@pytest.mark.parametrize(
    ("edition_id", "printed"),
    [
        (CHONGMING, {"10": "10", "12.5": "12.5", "3.71": "3.71", "0": "0"}),
        (JIADING, {"10": "10.00", "12.5": "12.50", "3.71": "3.71", "3.715": "3.715", "0": "0.00"}),
        (NATIONAL, {"10": "10", "12.5": "12.5", "3.71": "3.71", "0": "0"}),
    ],
)
def test_points_print_whole_or_with_two_decimals_and_never_lose_a_digit(
    edition_id: str, printed: dict[str, str]
) -> None:
    for points, text in printed.items():
        sheet = sheet_in(edition_id, fields={"indicator.i1.weight": points, "indicator.i1.score": points})
        assert (at(sheet, "indicator.i1.weight"), at(sheet, "indicator.i1.score")) == (text, text)


@pytest.mark.parametrize(
    ("edition_id", "weight", "total"),
    [(CHONGMING, "100", "98.53"), (JIADING, "100.00", "98.53"), (NATIONAL, "100", "98.53")],
)
def test_the_last_rows_hold_the_total_and_in_some_editions_the_grade(
    edition_id: str, weight: str, total: str
) -> None:
    sheet = sheet_in(edition_id)
    assert row_with(sheet, "总分")[:3] == ["总分", weight, total]
    graded = edition_id != CHONGMING
    assert ("评分等级" in texts(sheet)) == graded
    if graded:
        assert row_with(sheet, "评分等级") == ["评分等级", "优"]


@pytest.mark.parametrize(("edition_id", "whole"), [(CHONGMING, "100"), (JIADING, "100.00"), (NATIONAL, "100.00")])
def test_a_whole_total_prints_with_or_without_decimals(edition_id: str, whole: str) -> None:
    assert at(sheet_in(edition_id, fields={"funding.fiscal.executed": "9566400"}), "result.total") == whole


@pytest.mark.parametrize("edition_id", IDS)
def test_the_signature_is_off_unless_the_form_shows_it(edition_id: str) -> None:
    assert not edition(edition_id).layout.signature
    assert not any(text.startswith("填报人") for text in texts(sheet_in(edition_id)))
    shown = sheet_in(edition_id, fields={"signature.shown": True, "signature.preparer": "李"})
    assert texts(shown)[-6:] == [
        "填报人：李",
        "审核人：",
        "单位负责人：",
        "联系电话：",
        "单位（盖章）：",
        "填报日期：",
    ]
    seal = next(cell for cell in shown.cells if cell.text == "单位（盖章）：")
    height = sum(row.min_height for row in shown.rows[seal.row : seal.row + seal.row_span])
    assert height >= 35 * 72 / 25.4, "a stamp needs 35 mm"


def test_only_the_common_edition_carries_the_caution() -> None:
    assert edition(NATIONAL).note == "常用口径，请以本区财政部门当年通知为准"
    assert (edition(CHONGMING).note, edition(JIADING).note) == ("", "")


@pytest.mark.parametrize("edition_id", IDS)
def test_the_grade_bands(edition_id: str) -> None:
    bands = [(grade.name, str(grade.at_least)) for grade in edition(edition_id).grades]
    assert bands == [("优", "90"), ("良", "80"), ("中", "60"), ("差", "0")]
