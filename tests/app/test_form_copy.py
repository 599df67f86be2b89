"""复制一份: a copy beside the form; nothing that is there is written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from published import form_of, text_of
from ziping.app.files import CannotOpen, open_form, save_form
from ziping.app.form_copy import copy_form
from ziping.store.files import FileProblem

FORM = form_of("jiangqiao-2024-xuanchuan")


def test_a_copy_is_a_project_file_with_the_same_form(tmp_path: Path) -> None:
    source = tmp_path / "宣传经费.ziping"
    save_form(FORM, source)
    made = copy_form(source)
    assert made == tmp_path / "宣传经费（副本）.ziping"
    assert made.read_bytes() == source.read_bytes()


def test_the_next_copies_have_numbers_and_touch_none_before(tmp_path: Path) -> None:
    source = tmp_path / "宣传经费.ziping"
    save_form(FORM, source)
    (tmp_path / "宣传经费（副本）.ziping").write_bytes(b"another")
    assert [copy_form(source).name, copy_form(source).name] == [
        "宣传经费（副本 2）.ziping",
        "宣传经费（副本 3）.ziping",
    ]
    assert (tmp_path / "宣传经费（副本）.ziping").read_bytes() == b"another"


def test_a_copy_whose_name_would_be_too_long_is_refused(tmp_path: Path) -> None:
    source = tmp_path / f"{'x' * 240}.ziping"
    save_form(FORM, source)
    with pytest.raises(FileProblem, match="文件名或路径太长"):
        copy_form(source)


def test_a_plain_form_is_copied_as_a_project_file(tmp_path: Path) -> None:
    source = tmp_path / "宣传经费.json"
    source.write_text(text_of("jiangqiao-2024-xuanchuan"), encoding="utf-8")
    made = copy_form(source)
    assert made.suffix == ".ziping"
    assert open_form(made).form == open_form(source).form


def test_what_holds_no_form_or_is_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "宣传经费.ziping"
    save_form(FORM, source)
    document = json.loads(source.read_text(encoding="utf-8"))
    source.write_text(json.dumps(document | {"version": 999}), encoding="utf-8")
    broken = tmp_path / "坏的.ziping"
    broken.write_bytes(b"{")
    for path in (source, broken):
        with pytest.raises((CannotOpen, FileProblem)):
            copy_form(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["坏的.ziping", "宣传经费.ziping"]
