"""A form harder than any real one still exports, and what cannot be printed is named."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from export.conftest import Exported, page_texts, squeezed
from export.expected import Figure, lines_of
from published import source_of
from ziping.__main__ import main

GOAL = ("为落实“高效处置一件事”的要求，及时发现、派遣、处置市容环境和街面秩序问题，全年处置 1,245.54 件；" * 80)[
    :3000
]
LONG_NAME = "街面巡防队伍装备配备数量与质量综合情况。" * 10
HEADER = "一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施"


def hard_form(count: int) -> dict[str, Any]:
    """``count`` indicators of 0.45 points, 70 % of them under one 一级指标."""
    source = source_of("jiangqiao-2024-chengwei")
    del source["slug"]
    rows = [
        {
            "一级指标": "产出指标" if number < count * 7 // 10 else "效益指标",
            "二级指标": "数量指标" if number < count // 2 else "质量指标",
            "三级指标": f"第{number + 1}项巡查处置工作量",
            "年度指标值": f"≥{number + 1}.00(次)",
            "实际完成值": f"{number + 1}.00(次)",
            "分值": "0.45",
            "得分": "0.45",
            "偏差原因分析及改进措施": "",
        }
        for number in range(count)
    ]
    return source | {"绩效指标": rows}


@pytest.fixture(scope="module")
def source() -> dict[str, Any]:
    form = hard_form(200) | {
        "项目名称": "R&D <b>费用</b>",
        "主管部门": "㙟䶮堃",
        "预期目标": GOAL,
        "实际完成情况": "=1+1",
    }
    rows = form["绩效指标"]
    rows[3]["三级指标"] = LONG_NAME
    rows[5]["三级指标"] = "😀满意"
    rows[6]["年度指标值"] = "=1+1"
    return form


@pytest.fixture(scope="module")
def folder(source: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hard")
    (folder / "in.json").write_text(json.dumps(source), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hard(source: dict[str, Any], folder: Path) -> Exported:
    words = ["--pdf", str(folder / "a.pdf"), "--xlsx", str(folder / "a.xlsx"), "--json", str(folder / "out.json")]
    assert main(["export", str(folder / "in.json"), *words]) == 0
    return Exported(source, folder / "a.pdf", folder / "a.xlsx")


def test_the_form_is_as_hard_as_it_should_be(source: dict[str, Any]) -> None:
    assert (len(GOAL), len(LONG_NAME), len(source["绩效指标"])) == (3000, 200, 200)


def test_it_comes_out_in_the_plain_format_unchanged(source: dict[str, Any], hard: Exported, folder: Path) -> None:
    assert hard.pdf.exists()
    assert json.loads((folder / "out.json").read_text("utf-8")) == source


def test_every_row_is_in_the_pdf_with_a_box_for_what_cannot_be_printed(hard: Exported) -> None:
    text = "".join(hard.pages)
    wanted = [squeezed("".join(line)).replace("😀", "□") for line in hard.lines if GOAL not in line]
    assert [row for row in wanted if row not in text] == []


def test_the_long_goal_goes_on_from_page_to_page(hard: Exported) -> None:
    rest, parts = squeezed(GOAL), 0
    for page in hard.pages:
        length = next((size for size in range(len(rest), 0, -1) if rest[:size] in page), 0)
        if length > 20:
            rest, parts = rest[length:], parts + 1
    assert (rest, parts) == ("", 3)


def test_header_and_label_stand_on_each_page_with_indicators(hard: Exported) -> None:
    outputs, effects = 0, 0
    for page in hard.pages:
        numbers = [number for number in range(1, 201) if f"第{number}项巡查处置工作量" in page]
        if not numbers:
            continue
        assert HEADER in page
        below = page.partition(HEADER)[2]
        if numbers[0] <= 140:
            outputs += 1
            assert below.startswith("产出指标")
        if numbers[-1] > 140:
            effects += 1
            assert "效益指标" in below
    assert outputs >= 4
    assert effects >= 2


def test_a_form_that_must_be_changed_prints_as_a_draft(hard: Exported) -> None:
    assert all("草稿" in page for page in hard.pages)


def test_the_workbook_holds_every_text_as_it_is(hard: Exported) -> None:
    cells = {cell.value for row in hard.worksheet.iter_rows() for cell in row if cell.data_type == "s"}
    texts = {text for line in hard.lines for text in line if not isinstance(text, Figure)}
    assert texts <= cells
    assert {"=1+1", "R&D <b>费用</b>", "㙟䶮堃", "😀满意", GOAL, LONG_NAME} <= cells
    with zipfile.ZipFile(hard.xlsx) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_check_and_export_name_what_cannot_be_printed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder / "in.json"), "--json"]) == 1
    found = [found for found in json.loads(capsys.readouterr().out) if found["rule"] == "X2"]
    assert [(one["value"], one["severity"]) for one in found] == [("😀", "error")]
    assert main(["export", str(folder / "in.json"), "--pdf", str(tmp_path / "a.pdf")]) == 0
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "😀（U+1F600）" in err
    assert "㙟" not in err


def test_a_thousand_indicators_are_exported_row_by_row(tmp_path: Path) -> None:
    plain = hard_form(1000)
    source, pdf, xlsx = tmp_path / "in.json", tmp_path / "a.pdf", tmp_path / "a.xlsx"
    source.write_text(json.dumps(plain), encoding="utf-8")
    assert main(["export", str(source), "--pdf", str(pdf), "--xlsx", str(xlsx)]) == 0
    text = "".join(page_texts(pdf))
    rows = [line for line in lines_of(plain) if any("巡查处置工作量" in cell for cell in line)]
    assert len(rows) == 1000
    assert [row for row in rows if squeezed("".join(row)) not in text] == []
    names = {row[2].value for row in openpyxl.load_workbook(xlsx).worksheets[0].iter_rows()}
    assert {f"第{number}项巡查处置工作量" for number in range(1, 1001)} <= names
