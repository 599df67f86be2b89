"""Who has a document open (SAFETY.md R9)."""

from __future__ import annotations

import ctypes
import errno
import getpass
import json
import os
import platform
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ziping.store.locks import Held, Holder, holder_of

SRC = Path(__file__).resolve().parents[2] / "src"
SINCE = datetime.now(UTC) - timedelta(hours=2)
ELSEWHERE = {
    "user": "李芳",
    "computer": "财务科-2",
    "since": SINCE.isoformat(),
    "refreshed": datetime.now(UTC).isoformat(),
    "process": 4321,
    "token": "t",
}
HOLD = """
    import sys
    from pathlib import Path
    from ziping.store.locks import Held

    held = Held(Path(sys.argv[1]))
    print("held", flush=True)
    sys.stdin.readline()
    held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A document in a folder of its own."""
    document = tmp_path / "巡查 2024.ziping"
    document.write_bytes(b"{}")
    return document


@pytest.fixture
def neighbour(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program on this computer that has the document open; a line makes it close the document."""
    program = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(path)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    yield program
    program.kill()
    program.communicate()


def lock_file(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def names(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too."""
    return [path.name for path in folder.iterdir()]


def locked(path: Path, **fields: Any) -> Path:
    """The lock file of a colleague on another computer."""
    lock_file(path).write_text(json.dumps({**ELSEWHERE, "refreshed": minutes_ago(0), **fields}), encoding="utf-8")
    return lock_file(path)


def minutes_ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


# --- holding and letting go


def test_r9_who_has_it_open_on_which_computer_since_when_is_told(
    path: Path, neighbour: subprocess.Popen[str]
) -> None:
    holder = holder_of(path)
    assert holder is not None
    assert (holder.user, holder.computer) == (getpass.getuser(), platform.node())
    assert abs(holder.since - datetime.now(UTC)) < timedelta(minutes=1)
    neighbour.communicate("close\n")
    assert holder_of(path) is None
    assert names(path.parent) == [path.name]


def test_r9_a_killed_program_holds_nothing(path: Path, neighbour: subprocess.Popen[str]) -> None:
    neighbour.kill()
    neighbour.wait()
    assert lock_file(path).exists()
    assert holder_of(path) is None
    held = Held(path)
    held.release()
    assert names(path.parent) == [path.name]


def test_r9_nobody_and_ourselves_are_no_holders(path: Path) -> None:
    assert holder_of(path) is None
    held = Held(path)
    assert lock_file(path).exists()
    assert holder_of(path) is None
    held.release()
    held.release()
    assert names(path.parent) == [path.name]


def test_r9_a_colleague_elsewhere_holds_as_long_as_the_lock_is_refreshed(path: Path) -> None:
    locked(path, refreshed=minutes_ago(14))
    assert holder_of(path) == Holder("李芳", "财务科-2", SINCE)
    locked(path, refreshed=minutes_ago(16))
    assert holder_of(path) is None


def test_r9_a_colleague_whose_clock_is_hours_fast_holds_too(path: Path) -> None:
    locked(path, refreshed=minutes_ago(-23 * 60))
    assert holder_of(path) == Holder("李芳", "财务科-2", SINCE)


def test_r9_a_lock_from_a_clock_that_is_years_ahead_is_stale(path: Path) -> None:
    locked(path, refreshed=minutes_ago(-25 * 60))
    assert holder_of(path) is None
    locked(path, refreshed=minutes_ago(-20 * 365 * 24 * 60))
    assert holder_of(path) is None
    held = Held(path)
    assert json.loads(lock_file(path).read_text(encoding="utf-8"))["process"] == os.getpid()
    held.release()


def test_r9_a_lock_of_this_computer_is_stale_after_a_while_even_if_its_process_number_is_in_use_again(
    path: Path,
) -> None:
    parent = os.getppid()
    locked(path, computer=platform.node(), process=parent, refreshed=minutes_ago(14))
    assert holder_of(path) is not None
    locked(path, computer=platform.node(), process=parent, refreshed=minutes_ago(16))
    assert holder_of(path) is None


def test_r9_who_opens_it_nevertheless_leaves_the_lock_of_the_first(path: Path) -> None:
    before = locked(path).read_bytes()
    held = Held(path)
    held.refresh()
    held.release()
    assert lock_file(path).read_bytes() == before


def test_r9_who_opened_it_nevertheless_holds_it_when_the_first_has_gone(path: Path) -> None:
    locked(path)
    held = Held(path)
    lock_file(path).unlink()
    held.refresh()
    assert json.loads(lock_file(path).read_text(encoding="utf-8"))["process"] == os.getpid()


def test_r9_refreshing_keeps_the_moment_of_opening_and_tells_the_present_one(path: Path) -> None:
    held = Held(path)
    first = json.loads(lock_file(path).read_text(encoding="utf-8"))
    lock_file(path).write_text(json.dumps({**first, "refreshed": minutes_ago(5)}), encoding="utf-8")
    held.refresh()
    again = json.loads(lock_file(path).read_text(encoding="utf-8"))
    assert again["since"] == first["since"]
    assert again["refreshed"] >= first["refreshed"]
    assert (lock_file(path).stat().st_mode & 0o444) != 0


def test_opening_the_same_document_again_outlives_the_first_opening(path: Path) -> None:
    """A window that opens its own file anew takes the new lock before it lets go of the old one."""
    first = Held(path)
    second = Held(path)
    first.release()
    assert lock_file(path).exists()
    second.release()
    assert not lock_file(path).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_and_its_target_have_one_lock(path: Path) -> None:
    link = path.with_name("link.ziping")
    link.symlink_to(path)
    locked(path)
    assert holder_of(link) is not None


# --- no folder and no lock file does any harm


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"user": "x"}',
        b"[" * 4_000,
        json.dumps({**ELSEWHERE, "process": "x"}).encode(),
        json.dumps({**ELSEWHERE, "process": 1e999}).encode(),
        json.dumps({**ELSEWHERE, "user": 5}).encode(),
        json.dumps({**ELSEWHERE, "since": "gestern"}).encode(),
        json.dumps({**ELSEWHERE, "since": "0001-01-01T00:00:00+23:59"}).encode(),
        json.dumps({**ELSEWHERE, "refreshed": 3}).encode(),
        json.dumps({**ELSEWHERE, "user": "x" * 10_000}).encode(),
        ",张三,PC-1,22.11.2026 09:30,file:///x;".encode(),
    ],
)
def test_r9_a_lock_file_that_cannot_be_understood_is_nobodys_and_is_taken(path: Path, text: bytes) -> None:
    lock_file(path).write_bytes(text)
    assert holder_of(path) is None
    Held(path).release()
    assert names(path.parent) == [path.name]


def test_r9_names_are_shown_in_one_short_line(path: Path) -> None:
    locked(path, user="李\n芳\u202e" + "x" * 200, computer="\x00PC")
    holder = holder_of(path)
    assert holder is not None
    assert (holder.user, holder.computer) == ("李芳" + "x" * 62, "PC")


def test_r9_a_folder_that_cannot_take_a_lock_hinders_nothing(tmp_path: Path) -> None:
    for path in (tmp_path / "没有" / "a.ziping", tmp_path / ("a" * 248 + ".ziping")):
        held = Held(path)
        held.refresh()
        held.release()
        assert holder_of(path) is None
    assert names(tmp_path) == []


def test_r9_a_lock_file_that_may_not_be_read_or_removed_hinders_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(Path, "unlink", refuse)
    held.release()
    monkeypatch.setattr(Path, "open", refuse)
    held.refresh()
    held.release()
    assert holder_of(path) is None


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_r9_a_user_without_a_name_holds_nevertheless(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def refuse() -> str:
        raise error("no name")

    monkeypatch.setattr(getpass, "getuser", refuse)
    assert isinstance(Held(path), Held)
    assert json.loads(lock_file(path).read_text(encoding="utf-8"))["user"] == ""


# --- which processes are there


@pytest.mark.parametrize("process", [0, -1, 2**31 - 1, 10**30])
def test_r9_a_number_that_no_process_has_is_stale(path: Path, process: int) -> None:
    locked(path, computer=platform.node(), process=process)
    assert holder_of(path) is None


def test_r9_a_process_of_somebody_else_is_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, signal: int) -> None:
        assert signal == 0
        raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "kill", refuse)
    locked(path, computer=platform.node())
    assert holder_of(path) is not None


class Windows:
    """What we ask of Windows: it knows process 7, which runs, 8, which has ended, and 9, which is somebody else's."""

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self.open = 0
        self.kernel32 = SimpleNamespace(
            OpenProcess=self._open_process,
            WaitForSingleObject=lambda handle, _milliseconds: 258 if handle == 7 else 0,
            CloseHandle=self._close,
            SetFileAttributesW=self._set_attributes,
        )

    def library(self, name: str, *, use_last_error: bool) -> SimpleNamespace:
        assert (name, use_last_error) == ("kernel32", True)
        return self.kernel32

    def _open_process(self, access: int, _inherit: bool, process: int) -> int:
        assert access == 0x0010_0000
        if process >= 2**32:
            raise ctypes.ArgumentError("int too long to convert")
        self.open += process in {7, 8}
        return process if process in {7, 8} else 0

    def _close(self, _handle: int) -> None:
        self.open -= 1

    def _set_attributes(self, name: str, attributes: int) -> None:
        assert attributes == 2
        self.hidden.append(name)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    system = Windows()
    monkeypatch.setattr(ctypes, "WinDLL", system.library, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: 5, raising=False)
    return system


def test_r9_windows_is_asked_whether_a_process_runs_and_never_to_end_it(
    path: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "kill")
    there = []
    for process in (7, 8, 9):
        locked(path, computer=platform.node(), process=process)
        there.append(holder_of(path) is not None)
    assert there == [True, False, True]
    assert windows.open == 0


@pytest.mark.parametrize("process", [2**32, 10**30])
def test_r9_windows_is_not_asked_about_a_number_that_no_process_has(
    path: Path, windows: Windows, process: int
) -> None:
    locked(path, computer=platform.node(), process=process)
    assert holder_of(path) is None
    Held(path).release()
    assert windows.hidden == [str(lock_file(path))]


def test_r9_windows_is_told_to_hide_the_lock_file(path: Path, windows: Windows) -> None:
    Held(path)
    assert windows.hidden == [str(lock_file(path))]
