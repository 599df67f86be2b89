"""What cannot be done: one line that names file and reason, exit 2, and every file as it was."""

import json
import os
from pathlib import Path

import pytest

from cli.conftest import Command, Ran

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
NEWER = b'{"format": "ziping", "version": 99, "edition": "jiading-2024", "form": {}}'
UNKNOWN = b'{"format": "ziping", "version": 1, "edition": "mars-2030", "form": {}}'
GBK = '{"版式": "嘉定2024", "项目名称": "后勤保障"}'.encode("gbk")
DEEP = b"[" * 100_000

BAD_FILES = [
    ("a.ziping", b"", "文件是空的"),
    ("a.json", b"", "文件是空的"),
    ("a.json", b" \n", "文件是空的"),
    ("a.ziping", b'{"format": "ziping", "ver', "第 1 行第 22 个字符"),
    ("a.json", '{"版式": "嘉定2024",\n'.encode(), "第 2 行第 1 个字符"),
    ("a.ziping", NEWER, "较新版本"),
    ("a.ziping", UNKNOWN, "mars-2030"),
    ("a.json", '{"版式": "火星2030"}'.encode(), "火星2030"),
    ("a.json", b"{}", "版式"),
    ("a.json", b"[1, 2]", "对象"),
    ("a.ziping", b"[1, 2]", "不是自评通的项目文件"),
    ("a.ziping", PNG, "这是图片"),
    ("a.json", PNG, "这是图片"),
    ("a.json", GBK, "不是 UTF-8 文本"),
    ("a.json", DEEP, "JSON"),
    ("a.ziping", DEEP, "读不懂"),
    ("a.json", '{"版式": "嘉定2024", "绩效指标": [3]}'.encode(), "第 1 行"),
    ("a.json", '{"版式": "嘉定2024", "项目名称": ["甲"]}'.encode(), "项目名称"),
    ("a.json", '{"版式": "嘉定2024", "项目名称": "\\ud800"}'.encode(), "JSON"),
]


def assert_refused(ran: Ran, *named: object) -> None:
    """One Chinese line that names all of this."""
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.endswith("\n")
    assert len(ran.err.splitlines()) == 1, ran.err
    assert "Traceback" not in ran.err
    assert any("\u4e00" <= character <= "\u9fff" for character in ran.err)
    for name in named:
        assert str(name) in ran.err


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", ["score", "check", "import", "export"])
@pytest.mark.parametrize(("name", "data", "reason"), BAD_FILES)
def test_a_file_without_a_form_is_refused(
    command: str, name: str, data: bytes, reason: str, ziping: Command, tmp_path: Path
) -> None:
    bad, target = tmp_path / name, tmp_path / "out.ziping"
    bad.write_bytes(data)
    target.write_bytes(b"precious")
    more = {"import": ["-o", target], "export": ["--pdf", target]}.get(command, [])
    before = everything_in(tmp_path)
    assert_refused(ziping(command, bad, *more), f"不能打开“{bad}”：", reason)
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("name", ["a.ziping", "a.json"])
def test_a_folder_is_no_form(name: str, ziping: Command, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    assert_refused(ziping("score", tmp_path / name), tmp_path / name, "这是一个文件夹")


@pytest.mark.parametrize("name", ["没有.ziping", "没有.json", "没有/甲.ziping"])
def test_a_file_that_is_not_there_is_named(name: str, ziping: Command, tmp_path: Path) -> None:
    assert_refused(ziping("check", tmp_path / name), tmp_path / name, "找不到")


def test_a_name_with_a_line_break_still_gives_one_line(ziping: Command, tmp_path: Path) -> None:
    assert_refused(ziping("score", tmp_path / "甲\n乙.json"), "找不到")


def test_a_name_longer_than_the_system_allows_is_refused(ziping: Command, published: Path, tmp_path: Path) -> None:
    long = tmp_path / ("长" * 300)
    assert_refused(ziping("import", published, "-o", long), "路径太长")
    assert_refused(ziping("new", "--edition", "jiading-2024", "--year", 2024, "--name", "甲", "-o", long), "路径太长")
    assert_refused(ziping("export", published, "--pdf", long), "路径太长")
    assert_refused(ziping("samples", long), "路径太长")
    assert_refused(ziping("board", long), "没有名为")
    assert everything_in(tmp_path) == {}


def test_a_word_longer_than_a_file_name_may_be_is_no_command(ziping: Command) -> None:
    assert_refused(ziping("长" * 300), "没有名为", "的命令或文件")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("folder.ziping", "这是一个文件夹"),
        ("missing/a.ziping", "找不到"),
        ("file.txt/a.ziping", "不是文件夹"),
    ],
)
def test_a_target_that_cannot_be_written_is_named(
    target: str, reason: str, ziping: Command, published: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.ziping").mkdir()
    (tmp_path / "file.txt").write_bytes(b"precious")
    before = everything_in(tmp_path)
    assert_refused(ziping("import", published, "-o", tmp_path / target), tmp_path / target, reason)
    for option in ("--pdf", "--xlsx", "--json"):
        assert_refused(ziping("export", published, option, tmp_path / target), tmp_path / target, reason)
    assert everything_in(tmp_path) == before
    assert list((tmp_path / "folder.ziping").iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no /proc, where nobody can make a file")
def test_a_folder_that_takes_no_files_is_named(ziping: Command, published: Path) -> None:
    assert_refused(ziping("export", published, "--pdf", "/proc/self/a.pdf"), "/proc/self/a.pdf")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(ziping: Command, published: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    assert_refused(ziping("export", published, "--pdf", tmp_path / "locked" / "a.pdf"), "没有权限")


def test_a_failed_export_writes_none_of_its_files(ziping: Command, published: Path, tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"precious")
    before = everything_in(tmp_path)
    nowhere = tmp_path / "missing" / "a.json"
    for pdf in ("old.pdf", "new.pdf"):
        ran = ziping("export", published, "--pdf", tmp_path / pdf, "--xlsx", tmp_path / "a.xlsx", "--json", nowhere)
        assert_refused(ran, nowhere)
        assert everything_in(tmp_path) == before


def test_a_failed_export_says_only_why_it_failed(ziping: Command, tmp_path: Path) -> None:
    source = tmp_path / "甲.json"
    source.write_text(json.dumps({"版式": "嘉定2024", "项目名称": "😀", "备忘": "问小王"}), encoding="utf-8")
    assert_refused(ziping("export", source, "--pdf", tmp_path), tmp_path)
    assert_refused(ziping("import", source, "-o", tmp_path / "missing" / "a"), "missing")


def test_a_form_is_never_exported_over_itself(ziping: Command, project: Path) -> None:
    before = project.read_bytes()
    same = project.parent / "." / project.name
    assert_refused(ziping("export", project, "--pdf", same), project, "来源文件")
    assert project.read_bytes() == before


def test_two_formats_never_share_a_file(ziping: Command, project: Path, tmp_path: Path) -> None:
    assert_refused(ziping("export", project, "--pdf", tmp_path / "a", "--xlsx", tmp_path / "a"), tmp_path / "a")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(("target", "reason"), [("file.txt", "已有同名的文件"), ("file.txt/sub", "不是文件夹")])
def test_samples_need_a_folder(target: str, reason: str, ziping: Command, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_bytes(b"precious")
    assert_refused(ziping("samples", tmp_path / target), tmp_path / target, reason)
    assert everything_in(tmp_path) == {str(tmp_path / "file.txt"): b"precious"}


@pytest.mark.parametrize("command", ["new", "export"])
def test_an_unknown_edition_is_told_which_there_are(
    command: str, ziping: Command, published: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.ziping"
    words = {
        "new": ["--edition", "mars-2030", "--year", 2024, "--name", "甲", "-o", target],
        "export": [published, "--edition", "mars-2030", "--pdf", target],
    }
    ran = ziping(command, *words[command])
    assert_refused(ran, "mars-2030", "chongming-2023", "jiading-2024", "national-2020")
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["score"], "缺少 文件"),
        (["score", "a.json", "b.json"], "多出了 b.json"),
        (["import", "a.json"], "缺少 -o/--output"),
        (["import", "a.json", "-o"], "-o/--output 后面缺少内容"),
        (["new", "--edition", "e", "--year", "今年", "--name", "甲", "-o", "a"], "“今年”不是整数"),
        (["export", "a.json"], "--pdf、--xlsx、--json"),
        (["score", "a.json", "--jso"], "多出了 --jso"),
        (["score", "a.json", "b\nc.json"], "多出了 b c.json"),
        (["score", "a.json", "--json=1"], "--json 后面不能有“1”"),
        (["check", "a.json", "--together=it's"], "--together 后面不能有“it's”"),
        (["import", "a.json", "-o", "--notes"], "-o/--output 后面缺少内容"),
    ],
)
def test_a_wrong_command_is_told_what_is_wrong(words: list[str], reason: str, ziping: Command) -> None:
    ran = ziping(*words)
    assert_refused(ran, reason)
    assert "argument" not in ran.err
