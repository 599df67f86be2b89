"""The program as a process: streams, encodings, limits of the system, and what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def python(*words: object, into: int = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    plain = {name: value for name, value in os.environ.items() if name not in SCREENS}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env=plain | {"PYTHONPATH": str(SRC)} | environment,
        stdout=into,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )


def ziping(*words: object, into: int = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return python("-m", "ziping", *words, into=into, **environment)


def test_without_a_screen_the_window_is_refused_in_one_line(published: Path) -> None:
    for words in ([], ["--start-and-quit"], [published]):
        ran = ziping(*words)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.decode().splitlines() == [
            "这台机器没有可用的屏幕，打不开窗口；可以使用命令行，用法见 ziping --help"
        ]


def test_exit_codes_reach_the_shell(published: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.json"
    half.write_text('{"版式": "嘉定2024"}', encoding="utf-8")
    sound = published.with_name("jiangqiao-2024-qitarenyuan.json")
    assert [ziping("check", path).returncode for path in (sound, half, tmp_path)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [(["editions"], ""), (["editions"], "1"), (["check"], ""), (["check"], "1"), (["--help"], "")],
)
def test_a_reader_that_leaves_early_ends_the_program_without_a_word(
    words: list[str], unbuffered: str, published: Path
) -> None:
    """As with ``| head``: the shell gives 141 for a program that ended so, 128 and the number of SIGPIPE."""
    reading, writing = os.pipe()
    os.close(reading)
    files = [published] if words == ["check"] else []
    try:
        ran = ziping(*words, *files, into=writing, PYTHONUNBUFFERED=unbuffered)
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_chinese_reaches_a_pipe_as_utf_8_in_any_locale(published: Path) -> None:
    ran = ziping("score", published, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert ran.stdout.decode("utf-8").startswith("执行率　97.09")


@pytest.mark.parametrize("words", [["score"], ["check", "--json"]])
def test_figures_need_no_window_pdf_or_workbook_library(words: list[str], published: Path) -> None:
    program = (
        "import sys; from ziping.__main__ import main; main(sys.argv[1:])\n"
        "heavy = {'PySide6', 'shiboken6', 'reportlab', 'openpyxl', 'pypdf', 'pypdfium2', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ran = python("-c", program, *words, published)
    assert (ran.returncode, ran.stderr) == (0, b"[]\n")


def test_a_full_disk_leaves_the_old_file_and_no_half_one(published: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    target = tmp_path / "表.pdf"
    target.write_bytes(b"precious")

    def allow_one_kilobyte() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    ran = subprocess.run(
        [sys.executable, "-B", "-m", "ziping", "export", str(published), "--pdf", str(target)],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=allow_one_kilobyte,
    )
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines() == [f"不能保存“{target}”：文件超过了允许的大小"]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("表.pdf", b"precious")]
