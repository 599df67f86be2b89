"""``ziping board``: a folder of forms listed, checked side by side, rolled up; who is missing."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from benchmarks.district import write_district
from cli.conftest import Command
from cli.test_bad_input import assert_refused, everything_in
from published import FOLDER, NAMES

JIANGQIAO = "上海市嘉定区江桥镇城市运行管理中心"
GOOD = ("jiangqiao-2024-xuanchuan", "xianghua-2023-ywtg")
"""Nothing 必须改."""


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The published forms in two folders."""
    folder = tmp_path / "年度项目"
    for name in NAMES:
        target = folder / name[:9]
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(FOLDER / f"{name}.json", target)
    return folder


@pytest.fixture
def good(tmp_path: Path) -> Path:
    folder = tmp_path / "好的"
    folder.mkdir()
    for name in GOOD:
        shutil.copy(FOLDER / f"{name}.json", folder)
    return folder


def test_a_line_for_each_form_and_the_sums(ziping: Command, year: Path) -> None:
    ran = ziping("board", year)
    lines = ran.out.splitlines()
    assert (ran.code, ran.err, len(lines)) == (0, "", 11)
    assert lines[2] == (
        f"{JIANGQIAO}　后勤保障经费　2024　嘉定 2024　检查　99.71　优　必须改 1　建议改 2　提示 2"
        "　jiangqiao/jiangqiao-2024-houqin.json"
    )
    assert lines[-3:] == [
        "共 8 份自评表，2 个实施单位，优 8，平均总分 98.79（按全年预算数加权）",
        "其中 2023 年度 1 份，优 1，平均总分 100.00（按全年预算数加权）",
        "其中 2024 年度 7 份，优 7，平均总分 98.72（按全年预算数加权）",
    ]


def test_the_list_alone_is_done_whatever_is_wrong_but_the_check_tells_by_its_code(
    ziping: Command, year: Path, good: Path
) -> None:
    assert (ziping("board", year).code, ziping("board", year, "--check").code) == (0, 1)
    assert ziping("board", good, "--check").code == 0


def test_the_check_tells_what_ziping_check_does(ziping: Command, good: Path) -> None:
    files = [good / f"{name}.json" for name in sorted(GOOD)]
    alone = ziping("check", *files).out.replace(f"{good}/", "")
    assert ziping("board", good, "--check").out.startswith(alone)


def test_what_shows_side_by_side_is_told_after_it(ziping: Command, good: Path) -> None:
    source = json.loads((good / f"{GOOD[0]}.json").read_text(encoding="utf-8"))
    (good / "再一份.json").write_text(json.dumps(source), encoding="utf-8")
    out = ziping("board", good, "--check").out
    _, beside = out.split("\n放在一起核对\n")
    assert beside.count("项目名称“宣传经费”在同一年的自评表里出现了 2 次") == 2
    assert "重复的项目：“宣传经费”" in beside


def test_problems_between_forms_are_counted_apart_as_the_opened_form_does_not_have_them(
    ziping: Command, good: Path
) -> None:
    own = ziping("board", good).out.splitlines()[1].rpartition("　")[0]
    (good / "再一份.json").write_bytes((good / f"{GOOD[0]}.json").read_bytes())
    lines = ziping("board", good).out.splitlines()
    assert lines[1:3] == [f"{own}　表间问题 1　{name}.json" for name in (GOOD[0], "再一份")]


def test_the_rollup_is_written_as_workbook_and_pdf(ziping: Command, year: Path, tmp_path: Path) -> None:
    workbook, pdf = tmp_path / "汇总.xlsx", tmp_path / "汇总.pdf"
    ran = ziping("board", year, "--rollup", workbook, "--pdf", pdf)
    assert ran.out.endswith(f"已写好汇总表 {workbook}\n已写好汇总表 {pdf}\n")
    cells = [cell.value for row in load_workbook(workbook)["汇总表"].iter_rows() for cell in row]
    assert 1741.268552 in cells
    assert "1,741.27" in pypdf.PdfReader(pdf).pages[0].extract_text()


def test_the_same_moment_gives_the_same_bytes(
    ziping: Command, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1741426200")
    for name in ("一", "二"):
        ziping("board", year, "--rollup", tmp_path / f"{name}.xlsx", "--pdf", tmp_path / f"{name}.pdf")
    for kind in ("xlsx", "pdf"):
        assert (tmp_path / f"一.{kind}").read_bytes() == (tmp_path / f"二.{kind}").read_bytes()


def test_who_is_missing_is_told_with_near_names(ziping: Command, year: Path, tmp_path: Path) -> None:
    names = tmp_path / "名单.txt"
    names.write_text("宣传经费\n后勤保障费\n绿化养护\n", encoding="utf-8")
    lines = ziping("board", year, "--expected", names).out.splitlines()
    assert [line for line in lines if line.startswith("没有“")] == [
        "没有“后勤保障费”的自评表；有名称相近的“后勤保障经费”，请核对",
        "没有“绿化养护”的自评表",
    ]


def test_who_is_not_on_the_list_is_told(ziping: Command, year: Path, tmp_path: Path) -> None:
    names = tmp_path / "名单.txt"
    names.write_text(f"实施单位\n{JIANGQIAO}\n", encoding="utf-8")
    lines = ziping("board", year, "--expected", names).out.splitlines()
    assert lines[-1] == "名单上没有单位“上海市崇明区向化镇城市运行管理中心”，却有它的自评表 1 份"


def test_u38_a_bad_file_is_told_and_stops_nothing(ziping: Command, good: Path, tmp_path: Path) -> None:
    (good / "坏的.ziping").write_bytes(b"")
    ran = ziping("board", good, "--check", "--pdf", tmp_path / "汇总.pdf")
    assert ran.code == 2
    assert ran.err == f"不能打开“{good / '坏的.ziping'}”：文件是空的\n"
    assert "共 2 份自评表" in ran.out
    assert "没有计入的文件 1 个" in ran.out
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "汇总.pdf").pages)
    assert "不能打开“坏的.ziping”：文件是空的" in paper


def test_an_empty_folder_is_an_empty_board(ziping: Command, tmp_path: Path) -> None:
    ran = ziping("board", tmp_path)
    assert (ran.code, ran.out) == (0, "共 0 份自评表，0 个实施单位\n")


def test_what_cannot_be_done_is_one_line_and_changes_nothing(ziping: Command, good: Path, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    form = good / f"{GOOD[0]}.json"
    for words in (
        [tmp_path / "没有"],
        [form],
        [good, "--expected", tmp_path / "没有.txt"],
        [good, "--pdf", form],
        [good, "--pdf", tmp_path / "表", "--rollup", tmp_path / "表"],
        [good, "--pdf", tmp_path / "没有" / "表.pdf"],
    ):
        assert_refused(ziping("board", *words))
    assert everything_in(tmp_path) == before


def test_many_forms_are_read_by_processes_with_the_same_result(ziping: Command, tmp_path: Path) -> None:
    folder = tmp_path / "区"
    count = write_district(folder, districts=1, towns=4, projects=40)
    ran = ziping("board", folder, "--check", "--rollup", tmp_path / "汇总.xlsx")
    assert count == 160
    assert "共 160 份自评表，7 个实施单位" in ran.out  # of the four towns three are once written in their short form
    sheet = load_workbook(BytesIO((tmp_path / "汇总.xlsx").read_bytes())).worksheets[0]
    assert [row[2].value for row in sheet.iter_rows()].count("160 个项目") == 1
