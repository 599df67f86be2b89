"""Dated backups (SAFETY.md R7): found by a person in a file manager, at least the last ten kept."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import textwrap
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ziping.store.backups import Backup, back_up, backups_of, due, folder_of
from ziping.store.files import FileProblem

SRC = Path(__file__).resolve().parents[2] / "src"
NINE_THIRTY = datetime(2026, 11, 22, 9, 30).astimezone()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORM = Path("/共享/2026年 自评表.ziping")
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits of POSIX")


def contents(folder: Path, path: Path = FORM) -> list[str]:
    """What the backups hold, newest first."""
    return [backup.path.read_text() for backup in backups_of(folder, path)]


# --- what a person finds


def test_a_person_finds_a_backup_by_name_day_and_reason(tmp_path: Path) -> None:
    backup = back_up(tmp_path, FORM, b"old", NINE_THIRTY, "当天第一次保存前")
    assert backup.name == "2026年 自评表 2026-11-22 0930 当天第一次保存前.ziping"
    assert backup.parent == folder_of(tmp_path, FORM)
    assert backup.parent.name.startswith("2026年 自评表 ")
    assert backup.read_bytes() == b"old"
    assert backups_of(tmp_path, FORM) == (Backup(backup, NINE_THIRTY, "当天第一次保存前", 3),)


def test_the_newest_backup_comes_first_also_within_a_minute(tmp_path: Path) -> None:
    for number in range(11):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + timedelta(seconds=number), "覆盖前")
    back_up(tmp_path, FORM, b"before", NINE_THIRTY - DAY, "覆盖前")
    assert contents(tmp_path) == ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "before"]
    last = backups_of(tmp_path, FORM)[0]
    assert (last.path.name, last.reason) == ("2026年 自评表 2026-11-22 0930 覆盖前 (11).ziping", "覆盖前")


def test_a_reason_may_hold_blanks_and_brackets(tmp_path: Path) -> None:
    for number in range(2):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY, "导入 a.xlsx (2) 前")
    assert [backup.reason for backup in backups_of(tmp_path, FORM)] == ["导入 a.xlsx (2) 前"] * 2


def test_documents_of_one_name_in_two_folders_have_backups_of_their_own(tmp_path: Path) -> None:
    other = Path("/另一处") / FORM.name
    back_up(tmp_path, FORM, b"one", NINE_THIRTY, "覆盖前")
    back_up(tmp_path, other, b"two", NINE_THIRTY, "覆盖前")
    assert (contents(tmp_path), contents(tmp_path, other)) == (["one"], ["two"])


def test_a_document_has_the_same_backups_however_its_path_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "表"
    place.mkdir()
    monkeypatch.chdir(place)
    back_up(tmp_path, Path("a.ziping"), b"one", NINE_THIRTY, "覆盖前")
    assert contents(tmp_path, place / "a.ziping") == ["one"]
    assert contents(tmp_path, place / ".." / "表" / "a.ziping") == ["one"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("长" * 200 + ".ziping", "长" * 40),
        ("😀" * 60 + ".ziping", "😀" * 40),
        (
            "一二三四五六七八九十" * 3 + "九个字节的名字末尾 .. 点.ziping",
            "一二三四五六七八九十" * 3 + "九个字节的名字末尾",
        ),
        (" .ziping", "未命名"),
        ("表 2026-11-22 0930 覆盖前.ziping", "表 2026-11-22 0930 覆盖前"),
        ("caf\udce9.ziping", "caf\udce9"),
    ],
    ids=["200 characters", "four bytes each", "cut before dots", "blank", "a backup of a backup", "not UTF-8"],
)
def test_any_name_gives_one_that_file_systems_take(tmp_path: Path, name: str, stem: str) -> None:
    path = Path("/共享") / name
    backup = back_up(tmp_path, path, b"one", NINE_THIRTY, "当天第一次保存前")
    assert backup.name == f"{stem} 2026-11-22 0930 当天第一次保存前.ziping"
    assert backups_of(tmp_path, path) == (Backup(backup, NINE_THIRTY, "当天第一次保存前", 3),)
    assert len(os.fsencode(backup.name)) <= 255


@posix
def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    place = back_up(tmp_path / "backups", FORM, b"", NINE_THIRTY, "覆盖前").parent
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_other_files_in_the_folder_are_no_backups_and_stay(tmp_path: Path) -> None:
    place = back_up(tmp_path, FORM, b"one", NINE_THIRTY, "覆盖前").parent
    others = [
        "说明.txt",
        "2026年 自评表.ziping",
        "2026年 自评表 2026-13-45 0930 覆盖前.ziping",
        "2026年 自评表 2026-11-22 2560 覆盖前.ziping",
        "2026年 自评表 0000-01-01 0000 覆盖前.ziping",
        "2026年 自评表 2026-11-22 0930 覆盖前.ziping.bak",
    ]
    for name in others:
        (place / name).write_bytes(b"theirs")
    (place / "2026年 自评表 2026-11-22 0931 覆盖前.ziping").mkdir()
    for number in range(40):
        back_up(tmp_path, FORM, b"more", NINE_THIRTY + number * DAY, "覆盖前")
    assert all((place / name).read_bytes() == b"theirs" for name in others)
    assert len(backups_of(tmp_path, FORM)) == 30


def test_a_document_never_backed_up_has_no_backups(tmp_path: Path) -> None:
    assert backups_of(tmp_path / "nowhere", FORM) == ()
    assert not (tmp_path / "nowhere").exists()


# --- when one is due


def test_r7_a_backup_is_due_once_a_day(tmp_path: Path) -> None:
    assert due(tmp_path, FORM, NINE_THIRTY)
    back_up(tmp_path, FORM, b"", NINE_THIRTY, "当天第一次保存前")
    midnight = datetime(2026, 11, 23).astimezone()
    assert not due(tmp_path, FORM, midnight - timedelta(seconds=1))
    assert due(tmp_path, FORM, midnight)
    assert due(tmp_path, Path("/别的.ziping"), NINE_THIRTY)


def test_with_the_clock_set_back_a_backup_is_due_again(tmp_path: Path) -> None:
    back_up(tmp_path, FORM, b"", NINE_THIRTY, "当天第一次保存前")
    assert due(tmp_path, FORM, NINE_THIRTY - 300 * DAY)


# --- how many stay


def test_r7_thirty_days_of_work_keep_a_backup_each_and_the_older_ones_go(tmp_path: Path) -> None:
    for number in range(35):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + number * DAY, "当天第一次保存前")
    assert contents(tmp_path) == [str(number) for number in range(34, 4, -1)]


def test_r7_a_busy_day_does_not_push_the_days_before_out(tmp_path: Path) -> None:
    """Four days with a backup each, then one with thirty: of these the newest ten stay for certain, of the days all."""
    for number in range(4):
        back_up(tmp_path, FORM, b"day %d" % number, NINE_THIRTY + number * DAY, "当天第一次保存前")
    for number in range(30):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + 4 * DAY + number * timedelta(minutes=1), "覆盖前")
    days = ["day 3", "day 2", "day 1", "day 0"]
    assert contents(tmp_path) == [*(str(number) for number in range(29, 3, -1)), *days]


def test_of_a_crowded_old_day_the_last_backup_stays_longest(tmp_path: Path) -> None:
    for number in range(3):
        back_up(tmp_path, FORM, b"crowded %d" % number, NINE_THIRTY + number * HOUR, "覆盖前")
    for number in range(1, 30):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + number * DAY, "当天第一次保存前")
    assert contents(tmp_path) == [*(str(number) for number in range(29, 0, -1)), "crowded 2"]


@given(hours=st.lists(st.integers(0, 24 * 60), max_size=60))
@settings(deadline=None, max_examples=30)
def test_r7_the_newest_ten_always_stay_and_never_more_than_thirty(hours: list[int]) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder, made = Path(home), list[tuple[datetime, int]]()
        for number, hour in enumerate(sorted(hours)):
            now = NINE_THIRTY + hour * HOUR
            back_up(folder, FORM, b"%d" % number, now, "覆盖前")
            made.append((now, number))
            newest = [str(one) for _, one in sorted(made, reverse=True)]
            kept = contents(folder)
            assert kept[:10] == newest[:10]
            assert len(kept) == min(len(made), 30)
            assert set(kept) <= set(newest)


def test_r7_the_newest_ten_stay_though_the_day_is_crowded(tmp_path: Path) -> None:
    for number in range(25):
        back_up(tmp_path, FORM, b"day %d" % number, NINE_THIRTY + number * DAY, "当天第一次保存前")
    for number in range(12):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + 25 * DAY + number * timedelta(minutes=1), "覆盖前")
    assert contents(tmp_path)[:10] == [str(number) for number in range(11, 1, -1)]
    assert contents(tmp_path)[10:] == [f"day {number}" for number in range(24, 4, -1)]


@example(days=[*range(30), -300])
@example(days=[*range(0, -30, -1), 300])
@given(days=st.lists(st.integers(-5_000, 5_000), max_size=45))
@settings(deadline=None, max_examples=30)
def test_a_clock_that_jumps_never_lets_the_backup_just_made_go(days: list[int]) -> None:
    with tempfile.TemporaryDirectory() as home:
        for number, day in enumerate(days):
            backup = back_up(Path(home), FORM, b"%d" % number, NINE_THIRTY + day * DAY, "覆盖前")
            assert backup.read_bytes() == b"%d" % number
            assert len(backups_of(Path(home), FORM)) == min(number + 1, 30)


def test_an_old_backup_that_cannot_be_deleted_hinders_no_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows deletes no file that somebody is looking at."""
    for number in range(30):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + number * DAY, "覆盖前")
    real = os.unlink

    def unlink(path: Path) -> None:
        if Path(path).suffix == ".ziping":
            raise PermissionError(13, "in use", str(path))
        real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", unlink)
        back_up(tmp_path, FORM, b"30", NINE_THIRTY + 30 * DAY, "覆盖前")
    assert len(contents(tmp_path)) == 31
    back_up(tmp_path, FORM, b"31", NINE_THIRTY + 31 * DAY, "覆盖前")
    assert contents(tmp_path) == [str(number) for number in range(31, 1, -1)]


# --- several programs, disks that refuse


def test_programs_that_back_up_in_the_same_minute_take_nothing_from_one_another(tmp_path: Path) -> None:
    code = """
        import sys
        from datetime import datetime
        from pathlib import Path
        from ziping.store.backups import back_up

        print(flush=True)
        sys.stdin.readline()
        for number in range(3):
            data = f"{sys.argv[2]}.{number}".encode()
            back_up(Path(sys.argv[1]), Path("/a.ziping"), data, datetime(2026, 11, 22, 9, 30).astimezone(), "覆盖前")
    """
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code), str(tmp_path), str(number)],
            env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        program.stdout.readline()
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(b"\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    assert sorted(contents(tmp_path, Path("/a.ziping"))) == sorted(
        f"{one}.{two}" for one in range(4) for two in range(3)
    )


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"a file")
    with pytest.raises(FileProblem, match=r"^不能建立文件夹“.*2026年 自评表 .*”：路径中有一段不是文件夹$"):
        back_up(tmp_path / "backups", FORM, b"old", NINE_THIRTY, "覆盖前")


@posix
def test_r3_a_full_disk_is_told_and_costs_no_backup(tmp_path: Path) -> None:
    code = """
        import resource, signal, sys
        from datetime import datetime
        from pathlib import Path
        from ziping.store.backups import back_up
        from ziping.store.files import FileProblem

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
        try:
            back_up(Path(sys.argv[1]), Path(sys.argv[2]), b"x" * 10_000, datetime.now().astimezone(), "覆盖前")
        except FileProblem as problem:
            print(problem)
    """
    for number in range(30):
        back_up(tmp_path, FORM, b"%d" % number, NINE_THIRTY + number * DAY, "覆盖前")
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path), str(FORM)],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "文件超过了允许的大小" in run.stdout
    assert contents(tmp_path) == [str(number) for number in range(29, -1, -1)]
