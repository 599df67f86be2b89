"""What exported files are called, whatever the form says (UX.md U35, SAFETY.md S7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from published import form_of, with_fields
from ziping.app.file_names import default_name, typed_path
from ziping.form.model import Form


def name_for(project: str, unit: str = "", year: object = "", **what: str) -> str:
    fields = {"basic.project_name": project, "basic.unit": unit, "basic.year": year}
    return default_name(with_fields(Form(edition="jiading-2024"), fields), **what)


def test_a_published_form_is_named_by_year_unit_and_project() -> None:
    assert default_name(form_of("jiangqiao-2024-qitarenyuan")) == (
        "2024_上海市嘉定区江桥镇城市运行管理中心_其他人员经费_自评表"
    )


def test_an_empty_form_still_has_a_name() -> None:
    assert name_for("") == "自评表"
    assert name_for("运维", what="检查报告") == "运维_检查报告"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("..\\..\\Windows", "Windows"),
        ("C:\\自评", "C 自评"),
        ("运维|经费?*", "运维 经费"),
        ("经费.\n. ", "经费"),
        ("a\x00b\x7fc\x85d", "a b c d"),
        ("经费\u202excod.exe", "经费 xcod.exe"),
        ("经\u200b费\ufeff", "经 费"),
        ("行\u2028段\u2029", "行 段"),
        ("全角／：＊", "全角／：＊"),
    ],
)
def test_s7_what_a_file_system_refuses_or_nobody_sees_becomes_a_blank(typed: str, part: str) -> None:
    assert name_for(typed) == f"{part}_自评表"


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9.txt", "COM¹", "CONIN$", "aux.ziping"])
def test_s7_no_file_is_named_like_a_device_of_windows(name: str) -> None:
    assert name_for("", what=name) == f"_{name}"


def test_s7_what_stands_before_the_first_dot_is_no_device_either() -> None:
    """For Windows ``aux.1_自评表.pdf`` is the device; ``aux_自评表.pdf`` is a file."""
    assert name_for("aux.1") == "_aux.1_自评表"
    assert name_for("aux") == "aux_自评表"


@pytest.mark.parametrize("sign", ["城", "𠮷", "👍", "é", "x"])
def test_s7_the_longest_name_fits_with_a_date_and_a_remark(sign: str, tmp_path: Path) -> None:
    name = name_for(sign * 500, sign * 500, sign * 500)
    assert name.count("_") == 3
    assert name.endswith("_自评表")
    path = tmp_path / f".~lock.{name}（我的修改 09-30）.ziping#"
    path.write_bytes(b"")
    assert path.is_file()
    assert "\ufffd" not in name


def test_a_long_project_name_keeps_its_first_thirty_characters() -> None:
    assert name_for("城" * 31, "中心", 2024) == f"2024_中心_{'城' * 30}_自评表"


def test_a_typed_path_is_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert typed_path(" ~/导出 ") == tmp_path / "导出"
    assert typed_path("导出") == tmp_path / "导出"
    assert typed_path("~没有这个人/导出").name == "导出"
