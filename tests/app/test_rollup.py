"""汇总表: figures worked out by hand on the published forms; on paper and as a workbook."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from published import FOLDER, NAMES
from ziping.app.board import Entry, entries, files_in, together
from ziping.app.expected import Expected
from ziping.app.rollup import Rollup, rollup_of
from ziping.app.rollup_sheet import rollup_pdf, rollup_sheet, rollup_workbook

CREATED = datetime(2025, 3, 8, 9, 30, tzinfo=UTC)
JIANGQIAO = "上海市嘉定区江桥镇城市运行管理中心"
XIANGHUA = "上海市崇明区向化镇城市运行管理中心"
BOARD = tuple(entries(files_in(FOLDER)))


def one(**facts: object) -> Entry:
    """A row like that of 后勤保障经费, some of it otherwise."""
    return replace(BOARD[NAMES.index("jiangqiao-2024-houqin")], **facts)  # type: ignore[arg-type]


def pdf_text(rollup: Rollup) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(rollup_pdf(rollup, CREATED))).pages)


# --- the figures


def test_the_seven_forms_of_jiangqiao_make_these_sums() -> None:
    """1647.79 and 1437.03 万元; 1437.03 ÷ 1647.79 = 0.872097…, cut off; the totals make 688.11 ÷ 7 = 98.3014…

    Weighted: 200 × 97.94 + 138 × 99.71 + 2 × 93.50 + 956.64 × 98.53 + 198.15 × 99.87 + 145 × 98.57 + 8 × 99.99
    = 162674.5297, ÷ 1647.79 = 98.7228…
    """
    unit = next(sums for sums in rollup_of(BOARD).units if sums.unit == JIANGQIAO)
    assert unit.count == 7
    assert (unit.full_budget, unit.executed) == (Decimal(16_477_900), Decimal(14_370_300))
    assert unit.rate == Decimal("87.20")
    assert (unit.mean, unit.plain_mean) == (Decimal("98.72"), Decimal("98.30"))
    assert unit.grades == {"优": 7, "良": 0, "中": 0, "差": 0}
    assert unit.unfinished == 4


def test_all_eight_forms_make_these_sums() -> None:
    """With 934785.52 元 and 100 分 more: 15305085.52 ÷ 17412685.52 = 0.878961…; (162674.5297 + 9347.8552) ÷ 1741.268552."""
    rollup = rollup_of(BOARD)
    whole = rollup.whole
    assert (whole.count, len(rollup.units)) == (8, 2)
    assert (whole.full_budget, whole.executed) == (Decimal("17412685.52"), Decimal("15305085.52"))
    assert whole.rate == Decimal("87.89")
    assert (whole.mean, whole.plain_mean) == (Decimal("98.79"), Decimal("98.51"))
    assert rollup.years == ("2023", "2024")


def test_forms_of_several_years_are_summed_year_by_year_too() -> None:
    """2023 is the one form of 向化, 934785.52 元 all spent and 100 分; 2024 are the seven of 江桥, worked out above."""
    first, second = rollup_of(BOARD).by_year
    assert (first.year, first.count, first.full_budget, first.rate) == ("2023", 1, Decimal("934785.52"), Decimal(100))
    assert first.mean == Decimal(100)
    assert (second.year, second.count, second.full_budget) == ("2024", 7, Decimal(16_477_900))
    assert (second.rate, second.mean, second.plain_mean) == (Decimal("87.20"), Decimal("98.72"), Decimal("98.30"))


def test_rows_of_several_years_stand_year_by_year_and_one_unit_is_one_sum() -> None:
    """And a form without a year stands last, which is told."""
    beside = one().neighbour
    years = ("2024", "2023", "", "2024")
    rows = [
        one(path=Path(str(place)), neighbour=replace(beside, year=year, unit=unit))
        for place, (year, unit) in enumerate(zip(years, ("甲镇", "乙镇", "甲镇", "乙镇"), strict=True))
    ]
    rollup = rollup_of(rows)
    assert [(row.year, row.unit) for row in rollup.rows] == [
        ("2023", "乙镇"), ("2024", "甲镇"), ("2024", "乙镇"), ("", "甲镇"),
    ]  # fmt: skip
    assert [(sums.unit, sums.count) for sums in rollup.units] == [("甲镇", 2), ("乙镇", 2)]
    assert [(sums.year, sums.count) for sums in rollup.by_year] == [("2023", 1), ("2024", 2), ("", 1)]
    assert "（未填写年度）" in pdf_text(rollup)


def test_forms_of_one_year_have_no_sums_by_year() -> None:
    assert rollup_of([entry for entry in BOARD if entry.year == "2024"]).by_year == ()


def test_a_row_for_each_project_by_unit_and_name() -> None:
    rows = rollup_of(BOARD).rows
    assert [row.project for row in rows] == [
        "一网统管", "城维工程类", "后勤保障经费", "活动经费", "其他人员经费", "信息化项目建设", "信息化项目运维", "宣传经费",
    ]  # fmt: skip
    assert [str(row.total) for row in rows] == ["100", "97.94", "99.71", "93.5", "98.53", "99.87", "98.57", "99.99"]


def test_money_is_summed_to_the_last_fen_however_much_it_is() -> None:
    large = one(full_budget=Decimal("999999999999999999.99999999"), executed=Decimal(0))
    rollup = rollup_of([replace(large, path=Path(str(number))) for number in range(10_000)])
    assert rollup.whole.full_budget == Decimal("9999999999999999999999.9999")


def test_units_are_told_apart_as_they_are_written_blanks_aside() -> None:
    beside = one().neighbour
    spellings = ("江桥镇", " 江桥镇　", "江桥", "")
    rows = [one(path=Path(str(place)), neighbour=replace(beside, unit=unit)) for place, unit in enumerate(spellings)]
    assert {sums.unit: sums.count for sums in rollup_of(rows).units} == {
        "江桥镇": 2,
        "江桥": 1,
        "（未填写实施单位）": 1,
    }


def test_a_project_without_budget_weighs_nothing() -> None:
    rows = [
        one(path=Path("1"), total=Decimal(100), full_budget=Decimal(10_000)),
        one(path=Path("2"), total=Decimal(50), full_budget=Decimal(0)),
        one(path=Path("3"), total=Decimal(20), full_budget=Decimal(-5_000)),
    ]
    whole = rollup_of(rows).whole
    assert (whole.mean, whole.plain_mean) == (Decimal(100), Decimal("56.67"))


def test_without_any_budget_there_is_no_rate_and_no_weighted_mean() -> None:
    whole = rollup_of([one(full_budget=Decimal(0), executed=Decimal(0), total=Decimal(88))]).whole
    assert (whole.rate, whole.mean, whole.plain_mean) == (None, None, Decimal(88))


@pytest.mark.parametrize(
    ("editions", "rate"),
    [(("jiading-2024",), "66.66"), (("national-2020",), "66.67"), (("jiading-2024", "national-2020"), "66.66")],
)
def test_the_rate_of_a_sum_is_rounded_as_the_forms_are(editions: tuple[str, ...], rate: str) -> None:
    rows = [
        one(
            path=Path(name),
            neighbour=replace(one().neighbour, edition=name),
            full_budget=Decimal(3),
            executed=Decimal(2),
        )
        for name in editions
    ]
    assert rollup_of(rows).whole.rate == Decimal(rate)


def test_problems_seen_side_by_side_are_counted_too() -> None:
    short = one(path=Path("short"), neighbour=replace(one().neighbour, unit="江桥镇城运中心"))
    board = [*BOARD, short]
    found = together(board)
    plain, counted = rollup_of(board).whole.problems, rollup_of(board, found).whole.problems
    assert counted - plain == sum(map(len, found.values())) >= 3  # the unit spelled otherwise, the project twice


def test_a_thousand_copies_of_a_project_are_told_in_a_sentence() -> None:
    (sentence,) = rollup_of([one(path=Path(f"{number:03d}.ziping")) for number in range(1_000)]).doubles
    assert sentence.endswith("有 1000 份：000.ziping、001.ziping、002.ziping、003.ziping、004.ziping 等")


def test_who_is_missing_twice_there_or_unreadable_is_told() -> None:
    bad = Entry(Path("坏的.ziping"), refusal="不能打开“坏的.ziping”：文件是空的")
    again = one(path=Path("再一份.ziping"))
    rollup = rollup_of([*BOARD, bad, again], expected=[Expected(name="绿化养护"), Expected(name="一网统管")])
    assert [str(each) for each in rollup.missing] == ["没有“绿化养护”的自评表"]
    assert rollup.doubles == (f"“后勤保障经费”（{JIANGQIAO}）有 2 份：jiangqiao-2024-houqin.json、再一份.ziping",)
    assert rollup.refusals == (bad.refusal,)
    assert rollup.whole.count == 9


def test_a_file_that_is_left_out_is_named_from_the_folder_of_the_board(tmp_path: Path) -> None:
    board = tmp_path / "2024"
    for name in ("甲镇", "乙镇"):
        (board / name).mkdir(parents=True)
        (board / name / "坏文件.ziping").write_bytes(b"")
    found = tuple(entries(files_in(board)))
    assert sorted(rollup_of(found, folder=board).refusals) == [
        f"不能打开“乙镇{os.sep}坏文件.ziping”：文件是空的",
        f"不能打开“甲镇{os.sep}坏文件.ziping”：文件是空的",
    ]
    assert rollup_of(found).refusals == ("不能打开“坏文件.ziping”：文件是空的",) * 2


def test_a_board_that_cannot_be_read_itself_is_named_without_its_place() -> None:
    board = Path("/存档/2024")
    closed = Entry(board, refusal=f"不能打开“{board}”：没有权限")
    assert rollup_of([closed], folder=board).refusals == ("不能打开“2024”：没有权限",)


# --- on paper


def test_money_is_printed_in_wan_yuan_unless_all_forms_are_in_yuan() -> None:
    text = pdf_text(rollup_of(BOARD))
    assert "金额单位：万元" in text
    for figure in ("1,741.27", "1,530.51", "1,647.79", "1,437.03", "93.48"):
        assert figure in text
    yuan = pdf_text(rollup_of([entry for entry in BOARD if entry.unit == XIANGHUA]))
    assert "金额单位：元" in yuan
    assert "934,785.52" in yuan


def test_the_paper_tells_grades_means_and_what_is_missing() -> None:
    rollup = rollup_of(BOARD, expected=[Expected(name="绿化养护")])
    text = "".join(pdf_text(rollup).split())
    assert "2023、2024年度财政项目支出绩效自评汇总表" in text
    assert "制表日期：2025年3月8日" in text
    assert "优8个，良0个，中0个，差0个" in text
    assert "按全年预算数加权98.79分；不加权98.51分" in text
    assert "“必须改”的问题：4个项目" in text
    assert "没有“绿化养护”的自评表" in text


def heading(rollup: Rollup) -> list[str]:
    cells = rollup_sheet(rollup, CREATED).cells
    top = next(cell.row for cell in cells if cell.text == "序号")
    return [cell.text for cell in cells if cell.row == top]


def test_the_paper_has_a_column_for_the_year_only_where_there_are_several() -> None:
    assert heading(rollup_of(BOARD))[:4] == ["序号", "年度", "实施单位", "项目名称"]
    only = rollup_of([entry for entry in BOARD if entry.year == "2024"])
    assert heading(only)[:3] == ["序号", "实施单位", "项目名称"]
    assert "按年度汇总" not in pdf_text(only)


def test_the_paper_sums_and_grades_each_of_several_years() -> None:
    text = "".join(pdf_text(rollup_of(BOARD)).split())
    assert "按年度汇总" in text
    assert "各年度合计（总分为加权平均）" in text
    assert "按实施单位汇总（各年度合计）" in text
    assert "2023年度评分等级：优1个，良0个，中0个，差0个" in text
    assert "2024年度平均总分：按全年预算数加权98.72分；不加权98.30分" in text


@pytest.mark.parametrize("years", [("2024",), ("2023", "2024")])
def test_no_two_cells_of_the_table_lie_on_each_other_and_none_is_left_out(years: tuple[str, ...]) -> None:
    sheet = rollup_sheet(rollup_of([entry for entry in BOARD if entry.year in years]), CREATED)
    for row in range(2, len(sheet.rows) - 1):
        covered = [c.column + n for c in sheet.cells if c.row == row for n in range(c.column_span)]
        assert covered == list(range(len(sheet.columns)))


def test_the_paper_tells_who_is_not_on_the_list() -> None:
    text = "".join(pdf_text(rollup_of(BOARD, expected=[Expected(unit=JIANGQIAO)])).split())
    assert "有自评表而不在名单上的（1）" in text
    assert f"名单上没有单位“{XIANGHUA}”，却有它的自评表1份" in text
    assert "不在名单上" not in pdf_text(
        rollup_of(BOARD, expected=[Expected(unit=JIANGQIAO), Expected(unit=XIANGHUA)])
    )


def test_a_full_list_is_said_to_be_full_and_no_list_is_not_spoken_of() -> None:
    full = pdf_text(rollup_of(BOARD, expected=[Expected(name="一网统管")]))
    assert "名单上的都有自评表" in full
    assert "名单" not in pdf_text(rollup_of(BOARD))


def test_an_empty_board_prints_too() -> None:
    rollup = rollup_of([])
    assert "没有可以汇总的自评表" in pdf_text(rollup)
    assert rollup_workbook(rollup, CREATED).startswith(b"PK")


def test_the_header_stands_on_every_page_and_cells_in_reading_order() -> None:
    rollup = rollup_of([replace(entry, path=Path(f"{n}")) for n, entry in enumerate(BOARD * 12)])
    pages = pypdf.PdfReader(io.BytesIO(rollup_pdf(rollup, CREATED))).pages
    assert len(pages) > 3
    assert all("项目名称" in page.extract_text() for page in pages[:-1])
    places = [(cell.row, cell.column) for cell in rollup_sheet(rollup, CREATED).cells]
    assert places == sorted(places)


def test_u36_the_workbook_holds_numbers_exact_to_the_fen() -> None:
    book = load_workbook(io.BytesIO(rollup_workbook(rollup_of(BOARD), CREATED)))
    sheet = book["汇总表"]
    table = {row[3].value: row for row in sheet.iter_rows(min_row=4, max_row=12)}
    row = table["一网统管"]
    assert row[1].value == 2023
    assert [cell.value for cell in row[4:8]] == [93.478552, 93.478552, 100, 100]
    assert row[4].number_format == "#,##0.00"
    total = table["8 个项目"]
    assert [cell.value for cell in total[4:8]] == [1741.268552, 1530.508552, 87.89, 98.79]
    assert {type(cell.value) for cell in (*row[4:8], row[9])} <= {int, float}


def test_the_same_board_and_time_give_the_same_bytes() -> None:
    rollup = rollup_of(BOARD)
    assert rollup_pdf(rollup, CREATED) == rollup_pdf(rollup_of(BOARD), CREATED)
    assert rollup_workbook(rollup, CREATED) == rollup_workbook(rollup_of(BOARD), CREATED)


def test_s1_a_project_called_like_a_formula_stays_text() -> None:
    formula = one(neighbour=replace(one().neighbour, project_name="=1+1"))
    sheet = load_workbook(io.BytesIO(rollup_workbook(rollup_of([formula]), CREATED))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
