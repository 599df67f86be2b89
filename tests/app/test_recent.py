"""What the first page tells of a file: year, project, total; one that is gone or broken is told of, never raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from published import form_of, text_of, with_fields
from ziping.app.files import save_form
from ziping.app.recent import RecentEntry, recent_entry


def test_u1_a_file_tells_its_year_project_and_total(tmp_path: Path) -> None:
    path = tmp_path / "表.ziping"
    save_form(form_of("jiangqiao-2024-chengwei"), path)
    # The published form prints 97.94 as its total.
    assert recent_entry(path) == RecentEntry(path, "2024", "城维工程类", "97.94", there=True)


def test_u1_a_form_without_a_project_name_is_told_by_its_file_name(tmp_path: Path) -> None:
    path = tmp_path / "未起名的表.ziping"
    save_form(with_fields(form_of("jiangqiao-2024-chengwei"), {"basic.project_name": ""}), path)
    assert recent_entry(path).project == "未起名的表"


def test_u1_a_plain_file_is_told_of_too(tmp_path: Path) -> None:
    path = tmp_path / "交换.json"
    path.write_text(text_of("jiangqiao-2024-chengwei"), encoding="utf-8")
    assert recent_entry(path).total == "97.94"


def test_u1_a_file_that_is_gone_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "去年" / "删掉的表.ziping"
    assert recent_entry(path) == RecentEntry(path, "", "删掉的表", "", there=False)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"{}", b'{"format": "ziping", "version": 1}', b"[" * 99999])
def test_u1_a_file_that_cannot_be_read_is_there_without_a_total(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏的表.ziping"
    path.write_bytes(data)
    assert recent_entry(path) == RecentEntry(path, "", "坏的表", "", there=True)


@pytest.mark.parametrize("name", ["有\0空字符.ziping", "长" * 300 + ".ziping", "文件夹/../不存在.ziping"])
def test_u1_a_path_that_cannot_be_is_not_there(tmp_path: Path, name: str) -> None:
    assert not recent_entry(tmp_path / name).there


def test_u1_a_folder_is_no_file(tmp_path: Path) -> None:
    assert not recent_entry(tmp_path).there
