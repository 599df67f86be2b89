"""The log tells what kind of error happened where in the program, and nothing of what a form says (SAFETY.md S10)."""

from __future__ import annotations

import errno
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ziping.app.log import close_log, fault_text, open_log, watch_for_crashes

SRC = Path(__file__).resolve().parents[2] / "src"
SECRET = "巡查次数 1,245.54 万元"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    close_log()
    yield
    close_log()


def failed() -> Exception:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        return error
    raise AssertionError


def test_s10_an_error_is_told_by_kind_and_place_without_its_message() -> None:
    error = failed()
    lines = fault_text(type(error), error, error.__traceback__).splitlines()
    assert lines[0] == "KeyError"
    assert lines[1].startswith("  test_log.py:")
    assert lines[1].endswith(" failed")
    assert lines[2] == "之前：ValueError"
    assert "1,245" not in "".join(lines)


def test_s10_a_source_file_is_named_from_its_package_on() -> None:
    code = compile("def strike():\n 1 / 0\nstrike()", r"C:\Users\王芳\app\ziping\gui\preview.py", "exec")
    with pytest.raises(ZeroDivisionError) as raised:
        exec(code)
    text = fault_text(raised.type, raised.value, raised.tb)
    assert "  ziping/gui/preview.py:2 strike" in text
    assert "王芳" not in text


def test_s10_a_folder_that_is_called_like_the_program_is_not_its_package() -> None:
    code = compile("1 / 0", "/home/ziping/王芳/strike.py", "exec")
    with pytest.raises(ZeroDivisionError) as raised:
        exec(code)
    text = fault_text(raised.type, raised.value, raised.tb)
    assert "  strike.py:1 <module>" in text
    assert "王芳" not in text


def test_errors_that_caused_each_other_end_somewhere() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert fault_text(ValueError, one, None) == "ValueError\n之前：KeyError"


def test_the_log_stays_small(tmp_path: Path) -> None:
    log = open_log(tmp_path / "log")
    for _ in range(3000):
        log.error("%s", "x" * 1000)
    files = list((tmp_path / "log").iterdir())
    assert {file.name for file in files} == {"ziping.log", "ziping.log.1", "ziping.log.2", "ziping.log.3"}
    assert all(file.stat().st_size <= 256 * 1024 for file in files)


def test_nothing_is_lost_while_another_window_has_the_log_open_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def held(_source: str, _target: str) -> None:
        raise PermissionError(errno.EACCES, "another process has it open")

    log = open_log(tmp_path)
    monkeypatch.setattr(os, "rename", held)
    for number in range(400):
        log.error("%s %s", number, "x" * 1000)
    lines = (tmp_path / "ziping.log").read_text(encoding="utf-8").splitlines()
    assert [line.split()[3] for line in lines] == [str(number) for number in range(400)]
    assert capsys.readouterr().err == ""
    monkeypatch.undo()
    for _ in range(200):
        log.error("%s", "x" * 1000)
    assert {file.name for file in tmp_path.iterdir()} == {"ziping.log", "ziping.log.1"}


def test_a_folder_that_cannot_be_written_hinders_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    open_log(tmp_path / "file").error("nobody reads this")
    watch_for_crashes(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b""


def test_other_libraries_do_not_write_into_it(tmp_path: Path) -> None:
    open_log(tmp_path).error("ours")
    logging.getLogger("pypdf").info(SECRET)
    assert (tmp_path / "ziping.log").read_text(encoding="utf-8").endswith("ERROR ours\n")


def test_a_breakdown_of_the_process_is_written_to_a_file(tmp_path: Path) -> None:
    program = f"""import os, pathlib
from ziping.app.log import watch_for_crashes
watch_for_crashes(pathlib.Path({str(tmp_path)!r}))
os.abort()"""
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert ended.returncode != 0
    assert 'File "<string>", line 4 in <module>' in (tmp_path / "crash.log").read_text(encoding="utf-8")
