"""Which sheet of a workbook is read: the one that people see and that reads best (SAFETY.md R10)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from openpyxl import Workbook

from foreign_workbooks import put, saved, saved_by_libreoffice, workbook_with
from official_tables import Layout, cells_of
from published import form_of as form
from published import source_of
from ziping.form.difference import differences
from ziping.importers.result import ImportResult
from ziping.importers.workbook import read_workbook
from ziping.importers.worksheet import column_letters

NAME = "jiangqiao-2024-qitarenyuan"
State = Literal["hidden", "veryHidden"]
OFFICE = shutil.which("libreoffice")


def read(data: bytes) -> ImportResult:
    return read_workbook(data, "自评表.xlsx")


def test_the_sheet_with_the_table_is_found_behind_others_and_they_are_named() -> None:
    others = {"说明": "请于3月底前报送", "封面": "2024年度自评材料"}
    result = read(saved(workbook_with(cells_of(source_of(NAME), Layout(top=3, left=2)), before=others)))
    assert differences(form(NAME), result.form) == ()
    assert result.notes == ("工作表 说明：里没有自评表，没有读入", "工作表 封面：里没有自评表，没有读入")


def test_of_two_sheets_with_a_form_the_fuller_one_is_read_and_the_other_named() -> None:
    workbook = workbook_with(cells_of(source_of("jiangqiao-2024-huodong")), title="活动")
    put(workbook.create_sheet("人员"), cells_of(source_of(NAME)))
    result = read(saved(workbook))
    assert differences(form(NAME), result.form) == ()
    assert result.notes == ("工作表 活动：里也有一张自评表，没有读入；请把它单独存成一个文件再导入",)


def two_sheets(hidden: str, state: State) -> bytes:
    """The short form 活动 before the fuller one 人员, one of the two hidden as Excel, WPS and LibreOffice do it."""
    workbook = workbook_with(cells_of(source_of("jiangqiao-2024-huodong")), title="活动")
    put(workbook.create_sheet("人员"), cells_of(source_of(NAME)))
    workbook.active = workbook["活动" if hidden == "人员" else "人员"]
    workbook[hidden].sheet_state = state
    return saved(workbook)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_sheet_people_see_is_read_even_if_a_hidden_one_is_fuller(state: State) -> None:
    result = read(two_sheets("人员", state))
    assert differences(form("jiangqiao-2024-huodong"), result.form) == ()
    assert result.notes == (
        "工作表 人员：是隐藏的，里面也有一张自评表，没有读入；请把它取消隐藏，单独存成一个文件再导入",
    )


def test_a_hidden_sheet_without_a_form_is_named_as_hidden() -> None:
    workbook = workbook_with(cells_of(source_of(NAME)), before={"选项": "优良中差"})
    workbook["选项"].sheet_state = "hidden"
    workbook.active = workbook["Sheet1"]
    assert read(saved(workbook)).notes == ("工作表 选项：是隐藏的，里面没有自评表，没有读入",)


def test_a_form_that_is_only_on_a_hidden_sheet_is_read_and_told() -> None:
    workbook = workbook_with(cells_of(source_of(NAME)), title="自评表", before={"封面": "2024年度自评材料"})
    workbook["自评表"].sheet_state = "veryHidden"
    result = read(saved(workbook))
    assert differences(form(NAME), result.form) == ()
    assert result.notes == (
        "工作表 自评表：是隐藏的，看得见的工作表里没有自评表，读入的是它，请核对",
        "工作表 封面：里没有自评表，没有读入",
    )


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("hidden", ["活动", "人员"])
def test_a_sheet_hidden_in_libreoffice_is_not_read(hidden: str, tmp_path: Path) -> None:
    (tmp_path / "two.xlsx").write_bytes(two_sheets(hidden, "hidden"))
    again = saved_by_libreoffice(tmp_path, [tmp_path / "two.xlsx"])["two"]
    wanted = NAME if hidden == "活动" else "jiangqiao-2024-huodong"
    assert differences(form(wanted), read(again).form) == ()


def with_hidden(*, rows: Sequence[int] = (), columns: Sequence[str] = ()) -> Workbook:
    """The official workbook of 其他人员经费: 三级指标 from row 13 on, 得分 in G, nothing in J."""
    workbook = workbook_with(cells_of(source_of(NAME)), title="自评表")
    for row in rows:
        workbook["自评表"].row_dimensions[row].hidden = True
    for column in columns:
        workbook["自评表"].column_dimensions[column].hidden = True
    return workbook


def test_what_is_read_of_hidden_rows_and_columns_is_told() -> None:
    result = read(saved(with_hidden(rows=(13, 15, 40), columns=("G", "J"))))
    assert differences(form(NAME), result.form) == ()
    assert result.notes == (
        "工作表 自评表：第 13、15 行是隐藏的，里面的内容也读入了，请核对",
        "工作表 自评表：G 列是隐藏的，里面的内容也读入了，请核对",
    )


def test_many_hidden_rows_are_counted() -> None:
    result = read(saved(with_hidden(rows=range(13, 21))))
    assert result.notes == ("工作表 自评表：第 13、14、15、16、17 行等 8 行是隐藏的，里面的内容也读入了，请核对",)


def test_a_merged_cell_that_begins_in_a_hidden_column_can_be_seen() -> None:
    """项目名称 and the goals begin in B and go on to its right."""
    assert read(saved(with_hidden(columns=("B",)))).notes == ()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_tells_of_each_row_whether_it_is_hidden(tmp_path: Path) -> None:
    (tmp_path / "one.xlsx").write_bytes(saved(with_hidden(rows=(14,))))
    again = saved_by_libreoffice(tmp_path, [tmp_path / "one.xlsx"])["one"]
    assert read(again).notes == ("工作表 自评表：第 14 行是隐藏的，里面的内容也读入了，请核对",)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")],
)
def test_columns_are_named_as_in_the_workbook(column: int, letters: str) -> None:
    assert column_letters(column) == letters
