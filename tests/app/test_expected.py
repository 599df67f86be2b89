"""Who has to hand in and has not: names agree to the letter, near ones are named as such."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from published import FOLDER
from ziping.app.board import entries, files_in
from ziping.app.expected import Expected, missing, read_expected, unlisted
from ziping.app.files import CannotOpen

UNIT = "上海市嘉定区江桥镇城市运行管理中心"
XIANGHUA = "上海市崇明区向化镇城市运行管理中心"
BOARD = tuple(entries(files_in(FOLDER)))
"""The eight published forms: seven of that unit, one of 向化镇."""


def listed(folder: Path, text: str) -> tuple[Expected, ...]:
    path = folder / "名单.txt"
    path.write_text(text, encoding="utf-8")
    return read_expected(path)


def told(*lines: Expected) -> list[str]:
    return list(map(str, missing(lines, BOARD)))


def beyond(*lines: Expected) -> list[str]:
    return list(map(str, unlisted(lines, BOARD)))


# --- the list


def test_lines_of_one_column_are_names_of_either_kind(tmp_path: Path) -> None:
    assert listed(tmp_path, "宣传经费\n 江桥镇 \n宣传经费\n") == (Expected(name="宣传经费"), Expected(name="江桥镇"))


def test_two_columns_are_unit_and_project(tmp_path: Path) -> None:
    assert listed(tmp_path, "江桥镇\t宣传经费\n南翔镇\t活动经费\n") == (
        Expected("江桥镇", "宣传经费"),
        Expected("南翔镇", "活动经费"),
    )


def test_headings_say_which_column_is_which_wherever_they_stand(tmp_path: Path) -> None:
    made = Workbook()
    for row in (
        ("2024 年应报名单", None, None, None),
        ("序号", "项目名称", "备注", "实施单位"),
        (1, "宣传经费", "新", "江桥镇"),
        (2, "活动经费", None, None),
        (3, None, None, "南翔镇"),
    ):
        made.worksheets[0].append(row)
    made.save(tmp_path / "名单.xlsx")
    assert read_expected(tmp_path / "名单.xlsx") == (
        Expected("江桥镇", "宣传经费"),
        Expected("江桥镇", "活动经费"),  # below a merged cell
        Expected("南翔镇", ""),
    )


def test_numbers_before_the_names_are_no_names(tmp_path: Path) -> None:
    assert listed(tmp_path, "1\t宣传经费\n2\t活动经费\n") == (Expected(name="宣传经费"), Expected(name="活动经费"))


def test_a_list_of_one_heading_asks_for_projects_of_any_unit(tmp_path: Path) -> None:
    assert listed(tmp_path, "项目名称\n宣传经费\n") == (Expected(project="宣传经费"),)


def test_a_list_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"没有\.txt"):
        read_expected(tmp_path / "没有.txt")


def test_a_list_that_is_none_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "图.txt").write_bytes(b"\0\0")
    with pytest.raises(CannotOpen, match=r"图\.txt.*不是文本"):
        read_expected(tmp_path / "图.txt")


# --- who is missing


@pytest.mark.parametrize(
    "line",
    [
        Expected(UNIT, "宣传经费"),
        Expected(unit=UNIT),
        Expected(project="一网统管"),
        Expected(name=UNIT),
        Expected(name="活动经费"),
    ],
)
def test_who_is_there_is_not_missing(line: Expected) -> None:
    assert told(line) == []


def test_who_is_not_there_is_missing() -> None:
    assert told(Expected("南翔镇城运中心", "绿化养护"), Expected(name="绿化养护")) == [
        "没有“南翔镇城运中心　绿化养护”的自评表",
        "没有“绿化养护”的自评表",
    ]


def test_a_project_of_another_unit_does_not_count() -> None:
    assert told(Expected("上海市崇明区向化镇城市运行管理中心", "宣传经费")) == [
        "没有“上海市崇明区向化镇城市运行管理中心　宣传经费”的自评表"
    ]


def test_a_name_that_is_nearly_right_is_missing_and_the_near_one_named() -> None:
    assert told(
        Expected(UNIT, "后勤保障费"), Expected(name="一网统管项目"), Expected("江桥镇城运中心", "宣传经费")
    ) == [
        f"没有“{UNIT}　后勤保障费”的自评表；有名称相近的“后勤保障经费”，请核对",
        "没有“一网统管项目”的自评表；有名称相近的“一网统管”，请核对",
        f"没有“江桥镇城运中心　宣传经费”的自评表；有名称相近的“{UNIT}　宣传经费”，请核对",
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("江侨镇城运中心", True),
        ("江桥城运中心", True),
        ("上海市嘉定区江桥镇城市运行管理中心（本级）", True),
        ("上海市嘉定区南翔镇城市运行管理中心", False),
        ("江桥镇", False),
    ],
)
def test_an_office_is_near_if_it_means_the_same_or_is_one_character_off(name: str, near: bool) -> None:
    (sentence,) = told(Expected(unit=name))
    assert (f"有名称相近的“{UNIT}”" in sentence) is near


def test_what_is_on_the_list_itself_is_near_to_nothing_else() -> None:
    there = [Expected(UNIT, project) for project in ("信息化项目建设", "信息化项目运维")]
    assert told(*there, Expected(UNIT, "信息化项目监理")) == [f"没有“{UNIT}　信息化项目监理”的自评表"]


def test_a_form_that_cannot_be_read_is_missing(tmp_path: Path) -> None:
    (tmp_path / "坏的.ziping").write_bytes(b"")
    found = missing([Expected(name="宣传经费")], entries(files_in(tmp_path)))
    assert [str(each) for each in found] == ["没有“宣传经费”的自评表"]


# --- who is there and not on the list


def test_a_unit_that_is_not_on_the_list_is_told_once_with_its_forms() -> None:
    assert beyond(Expected(unit=XIANGHUA)) == [f"名单上没有单位“{UNIT}”，却有它的自评表 7 份"]
    assert beyond(Expected(name=XIANGHUA)) == [f"名单上没有单位“{UNIT}”，却有它的自评表 7 份"]


def test_a_project_that_is_not_on_the_list_of_its_unit_is_told() -> None:
    listed_ones = ("后勤保障经费", "活动经费", "其他人员经费", "信息化项目建设", "信息化项目运维", "宣传经费")
    pairs = [Expected(UNIT, project) for project in listed_ones]
    assert beyond(*pairs) == [
        f"名单上没有项目“{UNIT}　城维工程类”，却有它的自评表",
        f"名单上没有单位“{XIANGHUA}”，却有它的自评表 1 份",
    ]


@pytest.mark.parametrize("kind", ["project", "name"])
def test_a_list_of_projects_misses_projects_and_not_units(kind: str) -> None:
    listed_ones = ("一网统管", "后勤保障经费", "活动经费", "其他人员经费", "信息化项目建设", "信息化项目运维")
    assert beyond(*(Expected(**{kind: project}) for project in listed_ones)) == [
        f"名单上没有项目“{UNIT}　城维工程类”，却有它的自评表",
        f"名单上没有项目“{UNIT}　宣传经费”，却有它的自评表",
    ]


def test_a_list_that_names_all_of_them_has_nobody_beyond_it() -> None:
    assert beyond(Expected(unit=UNIT), Expected(XIANGHUA, "一网统管")) == []
    assert beyond(Expected(name=UNIT), Expected(name="一网统管")) == []


def test_a_form_without_names_is_told_by_its_file() -> None:
    blank = replace(
        BOARD[0], path=Path("空白.ziping"), neighbour=replace(BOARD[0].neighbour, unit="", project_name="")
    )
    assert list(map(str, unlisted([Expected(unit=UNIT)], [blank]))) == ["名单上没有项目“空白.ziping”，却有它的自评表"]


def test_a_file_that_cannot_be_read_is_not_beyond_the_list(tmp_path: Path) -> None:
    (tmp_path / "坏的.ziping").write_bytes(b"")
    assert unlisted([Expected(unit=UNIT)], entries(files_in(tmp_path))) == ()
