"""Opening whatever holds a form, and saving the project file (SAFETY.md R3, R10, R12; UX.md U2)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from published import FOLDER, NAMES, form_of, with_fields
from ziping.app.files import CannotOpen, document_path, is_same_file, open_form, present, save_form
from ziping.form.model import BasicInfo, Form
from ziping.store.files import FileChanged, FileProblem, digest

SAVED = Path(__file__).resolve().parents[1] / "saved"

ELSEWHERE = "别人发来的，请对方再发一次；自己保存的，改用邮件或 U 盘里的副本，或到保存它的电脑上打开，那里可能有备份"


def refused(path: Path) -> str:
    with pytest.raises(CannotOpen) as refusal:
        open_form(path)
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_form_opens_and_is_saved_as_a_project_file(name: str, tmp_path: Path) -> None:
    opened = open_form(FOLDER / f"{name}.json")
    assert (opened.form, opened.notes, opened.is_document) == (form_of(name), (), False)
    path = tmp_path / "项目.ziping"
    save_form(opened.form, path)
    saved = path.read_bytes()
    again = open_form(path)
    assert (again.form, again.notes, again.is_document) == (form_of(name), (), True)
    save_form(again.form, path)
    assert path.read_bytes() == saved


def test_a_project_named_after_a_kind_of_file_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "公文.ziping"
    save_form(Form(edition="jiading-2024", basic=BasicInfo(project_name="公文%PDF-A转换项目")), path)
    assert open_form(path).form.basic.project_name == "公文%PDF-A转换项目"


def test_notes_of_an_import_come_along(tmp_path: Path) -> None:
    path = tmp_path / "a.JSON"
    path.write_text('{"版式": "嘉定2024", "备注": "x"}', encoding="utf-8-sig")
    assert open_form(path).notes == ("“备注”不是交换格式里的项目，没有读入",)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.ziping", b"", f"文件是空的；{ELSEWHERE}"),
        ("a.json", b" \n", f"文件是空的；{ELSEWHERE}"),
        ("a.ziping", b'{"format": ', f"文件内容不完整或已损坏（第 1 行第 12 个字符处读不下去）；{ELSEWHERE}"),
        ("a.ziping", b"\x00" * 4096, f"文件内容不完整或已损坏（第 1 行第 1 个字符处读不下去）；{ELSEWHERE}"),
        ("a.ziping", b'{"format": "ziping", "version": 1}', f"文件里没有自评表的内容，可能已损坏；{ELSEWHERE}"),
        ("a.json", "自评表".encode("gb18030"), "文件不是 UTF-8 文本"),
        ("a.json", b"{", "不是完整的 JSON 文件（第 1 行第 2 个字符处读不下去）"),
        (
            "a.ziping",
            b"PK\x03\x04\xff",
            "文件已损坏或不完整，解不开；请重新取得这个文件，或用 Excel 或 WPS 打开后另存一份",
        ),
        ("a.ziping", b"\xff\xfe\xfd", f"文件不是 UTF-8 文本，可能已损坏；{ELSEWHERE}"),
        ("a.txt", b"{}", "文件不是自评通的项目文件"),
    ],
)
def test_a_file_that_holds_no_form_is_named_with_the_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path) == f"不能打开“{path}”：{reason}"


def test_a_project_file_in_an_unknown_edition_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    save_form(Form(edition="jingan-2026"), path)
    assert refused(path) == (
        f"不能打开“{path}”：没有名为“jingan-2026”的版式；可用的版式：chongming-2023（崇明 2023）、"
        "jiading-2024（嘉定 2024）、national-2020（通用 2020）"
    )


@pytest.mark.parametrize("suffix", [".ziping", ".json"])
def test_a_missing_file_and_a_folder_are_named(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"没有{suffix}"
    assert refused(path) == f"不能打开“{path}”：找不到这个文件或文件夹"
    path.mkdir()
    assert refused(path) == f"不能打开“{path}”：这是一个文件夹，不是文件"


def test_r3_a_save_that_fails_leaves_the_saved_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ziping"
    save_form(form_of(NAMES[0]), path)
    before = path.read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(FileProblem, match="没有权限"):
        save_form(form_of(NAMES[1]), path)
    assert path.read_bytes() == before


def test_whatever_is_typed_can_be_saved(tmp_path: Path) -> None:
    typed = '\ud800\x00\u2028\ufeff\t\r\n"\\</script>👍=1+1'
    form = with_fields(
        form_of(NAMES[0]), dict.fromkeys(("goal.expected", "funding.other.executed", "basic.year"), typed)
    )
    save_form(form, tmp_path / "a.ziping")
    assert open_form(tmp_path / "a.ziping").form == form


@pytest.mark.parametrize(
    ("chosen", "saved"),
    [
        ("运维", "运维.ziping"),
        ("运维.ziping", "运维.ziping"),
        ("运维.ZIPING", "运维.ZIPING"),
        ("v1.5", "v1.5.ziping"),
    ],
)
def test_the_ending_is_added_where_it_is_missing(chosen: str, saved: str) -> None:
    assert document_path(Path("文件夹") / chosen) == Path("文件夹") / saved


# --- R11: older and newer formats


def newer(tmp_path: Path, **fields: object) -> Path:
    """A file of format 3, as a later version of the program may save it."""
    envelope = json.loads((SAVED / "version-2.ziping").read_bytes())
    path = tmp_path / "新.ziping"
    text = json.dumps(envelope | {"version": 3, "needs": "0.3.0", "印章": {"图": "…"}} | fields, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def test_r11_an_older_file_is_told_to_be_migrated_and_a_present_one_not() -> None:
    old, new = open_form(SAVED / "version-1.ziping"), open_form(SAVED / "version-2.ziping")
    assert (old.migrated, new.migrated) == (True, False)
    assert (old.read_only, new.read_only) == ("", "")
    assert old.form == new.form
    assert new.digest == digest((SAVED / "version-2.ziping").read_bytes())


def test_r11_a_newer_file_is_only_for_looking_at_and_names_the_program_it_needs(tmp_path: Path) -> None:
    opened = open_form(newer(tmp_path))
    assert opened.form == open_form(SAVED / "version-2.ziping").form
    assert opened.beside == {"印章": {"图": "…"}}
    assert opened.read_only == (
        "文件是较新版本的自评通保存的（格式 3，本程序最高到 2），要用自评通 0.3.0 或更新的版本才能修改"
    )
    assert not opened.migrated


@pytest.mark.parametrize("fields", [{"form": {"basic": []}}, {"edition": "jingan-2027"}])
def test_r11_a_newer_file_that_cannot_be_looked_at_names_the_program_too(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    message = refused(newer(tmp_path, **fields))
    assert "（格式 3，本程序最高到 2），要用自评通 0.3.0 或更新的版本" in message


def test_r11_fields_beside_the_form_are_saved_again(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    save_form(form_of(NAMES[0]), path, {"审批": ["科长"]})
    opened = open_form(path)
    assert opened.beside == {"审批": ["科长"]}
    saved = path.read_bytes()
    assert save_form(opened.form, path, opened.beside, expected=opened.digest) == opened.digest
    assert path.read_bytes() == saved


# --- one file, two programs (R8)


def test_r8_a_save_with_the_digest_of_an_older_state_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    first = save_form(form_of(NAMES[0]), path)
    save_form(form_of(NAMES[1]), path, expected=first)
    with pytest.raises(FileChanged):
        save_form(form_of(NAMES[2]), path, expected=first)
    assert open_form(path).form == form_of(NAMES[1])


def test_what_stands_at_a_path_is_known_or_not(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    assert present(path) is None
    assert present(tmp_path) is None
    path.write_bytes(b"")
    assert present(path) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_file_is_the_same_by_whatever_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, link, hard = tmp_path / "a.ziping", tmp_path / "link", tmp_path / "hard"
    monkeypatch.chdir(tmp_path)
    assert is_same_file(path, Path("a.ziping"))
    path.touch()
    link.symlink_to(path)
    os.link(path, hard)
    assert is_same_file(path, Path("a.ziping"))
    assert is_same_file(path, link)
    assert is_same_file(hard, path)
    assert not is_same_file(path, tmp_path / "b.ziping")
    assert not is_same_file(path, Path("a\0b"))
