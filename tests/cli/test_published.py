"""The eight published forms pass through the command line and come out as they were printed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Command
from published import FOLDER, MUST_CHANGE, NAMES, source_of

GRADES = {"xianghua-2023-ywtg": "优"}
"""The grade of the form whose edition prints none: 100 points."""


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def imported(name: str, ziping: Command, tmp_path: Path) -> Path:
    target = tmp_path / "表.ziping"
    ran = ziping("import", FOLDER / f"{name}.json", "-o", target)
    assert (ran.code, ran.err) == (0, "")
    return target


def two_decimals(text: str) -> str:
    return f"{Decimal(text.removesuffix('%')):.2f}"


def weights_of(source: dict[str, Any], key: str) -> Decimal:
    return sum((Decimal(row[key]) for row in source["绩效指标"]), Decimal(0))


def test_there_are_eight() -> None:
    assert len(NAMES) == 8


def test_the_computed_figures_are_the_printed_ones(name: str, imported: Path, ziping: Command) -> None:
    source = source_of(name)
    assert ziping("score", imported, "--json").json == {
        "execution_rate": two_decimals(source["项目资金"][0]["执行率"]),
        "execution_score": two_decimals(source["执行率得分"]),
        "indicator_weight": f"{weights_of(source, '分值'):.2f}",
        "indicator_score": f"{weights_of(source, '得分'):.2f}",
        "total_weight": "100.00",
        "total": two_decimals(source["总分"]),
        "grade": source["评分等级"] or GRADES[name],
    }


def test_check_fails_where_a_published_form_holds_an_error_and_only_there(
    name: str, imported: Path, ziping: Command
) -> None:
    ran = ziping("check", imported, "--json")
    assert any(found["severity"] == "error" for found in ran.json) is (name in MUST_CHANGE)
    assert ran.code == (1 if name in MUST_CHANGE else 0)


def test_the_exported_plain_form_is_the_source(name: str, imported: Path, ziping: Command, tmp_path: Path) -> None:
    target = tmp_path / "again.json"
    assert ziping("export", imported, "--json", target).code == 0
    source = source_of(name)
    del source["slug"]
    assert json.loads(target.read_text(encoding="utf-8")) == source


def test_what_was_exported_is_imported_to_the_same_project_file(
    imported: Path, ziping: Command, tmp_path: Path
) -> None:
    plain, again = tmp_path / "again.json", tmp_path / "again.ziping"
    assert ziping("export", imported, "--json", plain).code == 0
    assert ziping("import", plain, "-o", again).code == 0
    assert again.read_bytes() == imported.read_bytes()
