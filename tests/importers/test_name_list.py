"""A list of names as text, CSV or workbook, the guards of foreign files before it (S4, S5, R10)."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from foreign_workbooks import saved
from ziping.importers.name_list import read_names
from ziping.importers.result import ImportFailed


def workbook(*rows: tuple[str | int | None, ...], empty_first: bool = False) -> bytes:
    made = Workbook()
    sheet = made.create_sheet() if empty_first else made.worksheets[0]
    for row in rows:
        sheet.append(row)
    return saved(made)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_as_windows_saves_it_is_read(encoding: str) -> None:
    text = "江桥镇城运中心\r\n\r\n　南翔镇城运中心 \r\n"
    assert read_names(text.encode(encoding)) == (("江桥镇城运中心",), ("南翔镇城运中心",))


def test_tabs_part_columns_and_commas_do_where_each_line_has_one() -> None:
    assert read_names("江桥镇\t活动经费,二期\n".encode()) == (("江桥镇", "活动经费,二期"),)
    assert read_names("实施单位,项目名称\n江桥镇,活动经费\n".encode()) == (
        ("实施单位", "项目名称"),
        ("江桥镇", "活动经费"),
    )
    assert read_names("购置车辆,二期\n活动经费\n".encode()) == (("购置车辆,二期",), ("活动经费",))


def test_a_csv_of_excel_keeps_what_stands_in_quotes_together() -> None:
    """As Excel writes it: quotes around a comma, a line end or a quote, which is doubled."""
    text = '实施单位,项目名称\r\n"甲镇,城运中心",项目A\r\n乙镇,"""一网通办""窗口\n（二期）"\r\n'
    assert read_names(text.encode("gb18030")) == (
        ("实施单位", "项目名称"),
        ("甲镇,城运中心", "项目A"),
        ("乙镇", '"一网通办"窗口\n（二期）'),
    )
    assert read_names('"购置车辆,二期"\n活动经费\n'.encode()) == (("购置车辆,二期",), ("活动经费",))


def test_quotes_that_were_typed_by_hand_stay() -> None:
    assert read_names('"一网通办"窗口\n活动"经费\n'.encode()) == (('"一网通办"窗口',), ('活动"经费',))
    assert read_names('甲镇,"未完\n乙镇,活动\n'.encode()) == (("甲镇", '"未完'), ("乙镇", "活动"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unicode_text_as_excel_saves_it_is_read(encoding: str) -> None:
    text = '\ufeff实施单位\t项目名称\r\n甲镇\t"活动\t经费"\r\n'
    assert read_names(text.encode(encoding)) == (("实施单位", "项目名称"), ("甲镇", "活动\t经费"))


@pytest.mark.parametrize(
    "name",
    [
        "PK赛事经费",
        "公文%PDF-A转换",
        "MM*经费",
        "第一\u2028行",
        "<数字治理>经费",
        "<A>类项目",
        "{二期}运维",
        "%PDF-A转换",
    ],
)
def test_a_name_that_begins_like_another_kind_of_file_is_a_name(name: str) -> None:
    assert read_names(f"{name}\n活动经费\n".encode()) == ((name,), ("活动经费",))


def test_a_list_too_long_to_be_one_is_refused_not_cut() -> None:
    assert len(read_names(b"x\n" * 20_000)) == 20_000
    with pytest.raises(ImportFailed, match="超过 20000 行"):
        read_names(b"x\n" * 20_001)


def test_the_first_table_with_anything_in_it_is_read() -> None:
    data = workbook(("序号", "项目名称"), (1, " 活动经费 "), (None, None), (2, "宣传经费"), empty_first=True)
    assert read_names(data) == (("序号", "项目名称"), ("1", "活动经费"), ("2", "宣传经费"))


def test_the_sheet_people_see_is_read() -> None:
    made = Workbook()
    made.worksheets[0].append(("去年的经费",))
    made.create_sheet("今年").append(("活动经费",))
    made.worksheets[0].sheet_state, made.active = "hidden", 1
    assert read_names(saved(made)) == (("活动经费",),)


def test_a_list_on_a_hidden_sheet_only_is_refused_with_its_name() -> None:
    made = Workbook()
    made.create_sheet("名单").append(("活动经费",))
    made.worksheets[1].sheet_state = "veryHidden"
    with pytest.raises(ImportFailed, match="工作表“名单”是隐藏的，请取消隐藏"):
        read_names(saved(made))


def test_a_number_is_read_as_its_cell_shows_it() -> None:
    made = Workbook()
    made.worksheets[0].append((2024, "活动经费"))
    made.worksheets[0]["A1"].number_format = '0"年度"'
    assert read_names(saved(made)) == (("2024年度", "活动经费"),)


def test_texts_below_a_merged_cell_are_not_read() -> None:
    made = Workbook()
    for row in (("江桥镇", "活动经费"), ("看不见", "宣传经费")):
        made.worksheets[0].append(row)
    made.worksheets[0].merged_cells.add("A1:A2")  # merge_cells would clear what lies below
    assert read_names(saved(made)) == (("江桥镇", "活动经费"), ("", "宣传经费"))


def test_a_long_list_in_a_workbook_is_read_and_one_too_long_refused() -> None:
    assert len(read_names(workbook(*[("江桥镇", "经费", *range(7))] * 6_000))) == 6_000
    with pytest.raises(ImportFailed, match="超过 20000 行"):
        read_names(workbook(*[("经费",)] * 20_001))


def test_s6_a_workbook_is_read_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "不在"))
    assert read_names("活动经费\n".encode()) == (("活动经费",),)
    with pytest.raises(ImportFailed, match="后台程序启动不了"):
        read_names(workbook(("活动经费",)))


def test_a_formula_is_not_worked_out() -> None:
    assert read_names(workbook(("活动经费",), ("=1+1",))) == (("活动经费",),)


def bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(part, "spreadsheetml.sheet.main+xml" + " " * (20 << 20))
    return buffer.getvalue()


BAD = {
    "nothing": (b" \n", "文件是空的"),
    "only the mark of an encoding": (b"\xff\xfe", "没有内容"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\xff\xff", "这是图片"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\0\n1 0 obj", "这是“PDF 文件”"),
    "PDF whose bytes are letters somewhere": (b"%PDF-1.7\r\n%\xe2\xe3\xcf\xd3\r\n1 0 obj", "这是“PDF 文件”"),
    "web page": (b"\r\n<!DOCTYPE html><html>", "这是网页或 XML"),
    "table of a web page": (b"<table border=1><tr><td>a</td></tr></table>", "这是网页或 XML"),
    "plain form": ('\ufeff{\n "年度": "2024"}'.encode(), "这是“交换格式（.json）”"),
    "project file": (b'{"format": "ziping"}', "这是“自评通的项目文件”"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
    "endless line": (b"x" * 200_000, "太长"),
    "cut": (workbook(("活动经费",))[:3_000], "解不开"),
    "empty": (workbook(), "没有内容"),
    "bomb": (bomb(), "胀大 100 倍"),
}


@pytest.mark.parametrize("name", BAD)
def test_r10_what_is_no_list_is_refused_in_a_sentence(name: str) -> None:
    data, sentence = BAD[name]
    with pytest.raises(ImportFailed, match=sentence):
        read_names(data)
