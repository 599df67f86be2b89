"""Recovery copies (SAFETY.md R5): what was kept is offered after any end of the program, and nothing is lost on the way."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ziping.form.model import BasicInfo, Form
from ziping.store.document import write_document
from ziping.store.files import FileProblem
from ziping.store.recovery import Copy, Keeping, begin, decline, left_behind, prune, set_aside, take_over

SRC = Path(__file__).resolve().parents[2] / "src"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=8)))
DAY = timedelta(days=1)
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits of POSIX")


def form(project: str) -> Form:
    return Form(edition="jiading-2024", basic=BasicInfo(project_name=project))


def keep(keeping: Keeping, project: str, now: datetime = NOON, path: Path | None = None) -> None:
    keeping.keep(write_document(form(project)), path=path, digest="", project=project, now=now)


def left(folder: Path, project: str, now: datetime = NOON) -> Copy:
    """A copy whose owner has gone without a word."""
    keeping = begin(folder)
    keep(keeping, project, now)
    keeping.close()
    return next(copy for copy in left_behind(folder) if copy.project == project)


def projects(copies: tuple[Copy, ...]) -> list[str]:
    """What the copies hold, read from their forms."""
    return [copy.form().basic.project_name for copy in copies]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def file_of(folder: Path, copy: Copy) -> Path:
    return next(folder.glob(f"{copy.id}.*.copy"))


# --- programs of their own, which can be killed

_WINDOW = """
    import sys
    from datetime import datetime
    from pathlib import Path
    from ziping.form.model import BasicInfo, Form
    from ziping.store.document import write_document
    from ziping.store.recovery import begin, left_behind, take_over

    folder = Path(sys.argv[1])
    keeping = begin(folder)
    for line in sys.stdin:
        deed, project = line.split()
        if deed == "keep":
            data = write_document(Form(edition="jiading-2024", basic=BasicInfo(project_name=project)))
            keeping.keep(data, path=None, digest="", project=project, now=datetime.now().astimezone())
        elif deed == "recover":
            keeping = take_over(folder, next(copy for copy in left_behind(folder) if copy.project == project))
        elif deed == "save":
            keeping.drop()
        print(*[copy.form().basic.project_name for copy in left_behind(folder)], flush=True)
"""


class Window:
    """A running program; each deed answers with the projects that the program would offer for recovery."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_WINDOW), str(folder)],
            env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def does(self, deed: str, project: str = "-") -> list[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{deed} {project}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the program has ended"
        return answer.split()

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def window(folder: Path) -> Iterator[Window]:
    one = Window(folder)
    try:
        yield one
    finally:
        one.is_killed()


def test_r5_a_killed_program_leaves_its_copy_behind(tmp_path: Path) -> None:
    with window(tmp_path) as one:
        assert one.does("keep", "巡查") == []
        one.does("keep", "巡查二")
        assert left_behind(tmp_path) == ()
    assert projects(left_behind(tmp_path)) == ["巡查二"]


def test_r5_two_crashes_in_a_row_lose_nothing(tmp_path: Path) -> None:
    with window(tmp_path) as first:
        first.does("keep", "巡查")
    with window(tmp_path) as second:
        assert second.does("look") == ["巡查"]
        assert second.does("recover", "巡查") == []
        assert left_behind(tmp_path) == ()
    assert projects(left_behind(tmp_path)) == ["巡查"]
    with window(tmp_path) as third:
        third.does("recover", "巡查")
        third.does("keep", "巡查，改过")
    assert projects(left_behind(tmp_path)) == ["巡查，改过"]
    assert len(list(tmp_path.glob("*.copy"))) == 1


def test_r5_of_two_living_windows_neither_is_offered_the_others_copy(tmp_path: Path) -> None:
    with window(tmp_path) as one:
        with window(tmp_path) as other:
            one.does("keep", "甲")
            assert other.does("keep", "乙") == []
            assert one.does("look") == []
            assert left_behind(tmp_path) == ()
        assert one.does("look") == ["乙"]
        assert projects(left_behind(tmp_path)) == ["乙"]


def test_r5_a_program_killed_after_a_save_is_offered_nothing_and_its_lock_is_cleared_away(tmp_path: Path) -> None:
    with window(tmp_path) as one:
        one.does("keep", "甲")
        one.does("save")
        prune(tmp_path, NOON)
        assert len(list(tmp_path.glob("*.lock"))) == 1
    assert left_behind(tmp_path) == ()
    prune(tmp_path, NOON)
    assert list(tmp_path.glob("*.lock")) == []


@posix
def test_r5_a_hundred_crashes_in_a_row_lose_nothing_that_was_kept(tmp_path: Path) -> None:
    """Each child takes the copy over, keeps higher and higher numbers, and is killed at a random instant by its alarm.

    Every second child is given the time for one copy before its alarm is set.
    """
    code = """
        import os, random, signal, sys
        from datetime import datetime
        from pathlib import Path
        from ziping.form.model import BasicInfo, Form
        from ziping.store.document import write_document
        from ziping.store.recovery import begin, left_behind, take_over

        folder, dice, now, acknowledged = Path(sys.argv[1]), random.Random(1), datetime.now().astimezone(), 0

        def keep(keeping, number):
            data = write_document(Form(edition="jiading-2024", basic=BasicInfo(project_name=str(number))))
            keeping.keep(data, path=None, digest="", project="", now=now)

        first = begin(folder)
        keep(first, 0)
        first.close()
        for crash in range(100):
            wait, (reader, writer) = dice.uniform(0.0005, 0.02), os.pipe()
            pid = os.fork()
            if pid == 0:
                if crash % 2:
                    signal.setitimer(signal.ITIMER_REAL, wait)
                keeping, number = take_over(folder, left_behind(folder)[0]), acknowledged
                while True:
                    number += 1
                    keep(keeping, number)
                    os.write(writer, b"%d " % number)
                    if number == acknowledged + 1 and crash % 2 == 0:
                        signal.setitimer(signal.ITIMER_REAL, wait)
            os.close(writer)
            assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGALRM
            acknowledged = int((os.read(reader, 65_536).split() or [acknowledged])[-1])
            os.close(reader)
            (copy,) = left_behind(folder)
            there = int(copy.form().basic.project_name)
            assert there in {acknowledged, acknowledged + 1}, (there, acknowledged)
            acknowledged = there
        print(acknowledged)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert int(run.stdout) >= 50
    assert projects(left_behind(tmp_path)) == [run.stdout.strip()]


@posix
def test_r3_a_full_disk_leaves_the_copy_from_before(tmp_path: Path) -> None:
    code = """
        import resource, signal, sys
        from datetime import datetime
        from pathlib import Path
        from ziping.store.files import FileProblem
        from ziping.store.recovery import begin

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        keeping, now = begin(Path(sys.argv[1])), datetime.now().astimezone()
        document = Path(sys.argv[2]).read_bytes()
        keeping.keep(document, path=None, digest="", project="小", now=now)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
        try:
            keeping.keep(document + b" " * 10_000, path=None, digest="", project="大", now=now)
        except FileProblem as problem:
            print(problem)
    """
    (tmp_path / "document").write_bytes(write_document(form("小")))
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "recovery"), str(tmp_path / "document")],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "文件超过了允许的大小" in run.stdout
    assert projects(left_behind(tmp_path / "recovery")) == ["小"]


@posix
def test_r3_a_read_only_folder_keeps_what_lies_there_and_takes_no_more() -> None:
    """As a user who may be refused: root, as whom tests may run, may write everywhere."""
    code = """
        import os, sys
        from datetime import datetime, timedelta
        from pathlib import Path
        from ziping.form.model import Form
        from ziping.store.document import read_document, write_document
        from ziping.store.files import FileProblem
        from ziping.store.recovery import begin, decline, left_behind, prune, take_over

        folder, now, document = Path(sys.argv[1]), datetime.now().astimezone(), write_document(Form(edition="x"))
        read_document(document)  # loads what the other user's Python may not find
        if os.geteuid() == 0:
            os.chown(folder, 65_534, 65_534)
            os.setuid(65_534)
        keeping = begin(folder)
        keeping.keep(document, path=None, digest="", project="", now=now)
        keeping.close()
        folder.chmod(0o500)
        (copy,) = left_behind(folder)
        decline(folder, copy, now)
        prune(folder, now + timedelta(days=400))
        for keeping in (begin(folder), take_over(folder, copy)):
            try:
                keeping.keep(document + b" ", path=None, digest="", project="", now=now)
            except FileProblem as problem:
                print(problem)
            keeping.drop()
            keeping.close()
        print(left_behind(folder) == (copy,))
        folder.chmod(0o700)
    """
    with tempfile.TemporaryDirectory() as home:
        run = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code), home],
            env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    first, second, there = run.stdout.splitlines()
    assert (first.endswith("：没有权限"), second.endswith("：没有权限"), there) == (True, True, "True")


# --- what a copy says


@pytest.mark.parametrize(
    "path",
    [None, Path("/共享 文件夹/自评表（一）.ziping"), Path("/" + "长" * 200 + ".ziping"), Path("/caf\udce9.ziping")],
    ids=["untitled", "Chinese", "200 characters", "not UTF-8"],
)
def test_a_copy_says_what_was_open_and_when(tmp_path: Path, path: Path | None) -> None:
    keeping, document = begin(tmp_path), write_document(form("巡查“平台”\n运维"))
    keeping.keep(document, path=path, digest="ab12", project="巡查“平台”\n运维", now=NOON)
    keeping.close()
    (copy,) = left_behind(tmp_path)
    assert copy == Copy(copy.id, NOON, path, "ab12", "巡查“平台”\n运维", document, "open")
    assert copy.time.utcoffset() == timedelta(hours=8)
    assert copy.form() == form("巡查“平台”\n运维")


def test_the_newest_copy_comes_first_whatever_the_zone_of_its_clock(tmp_path: Path) -> None:
    left(tmp_path, "旧", NOON)
    left(tmp_path, "新", (NOON + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-8))))
    left(tmp_path, "更旧", NOON - DAY)
    assert projects(left_behind(tmp_path)) == ["新", "旧", "更旧"]


def test_each_keep_takes_the_place_of_the_one_before_even_with_the_clock_set_back(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    keep(keeping, "一", NOON)
    keep(keeping, "二", NOON - 400 * DAY)
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["二"]


@posix
def test_nobody_else_may_look_into_the_folder(tmp_path: Path) -> None:
    keep(begin(tmp_path / "数据" / "recovery"), "甲")
    assert stat.S_IMODE((tmp_path / "数据" / "recovery").stat().st_mode) == 0o700


# --- saved, closed


def test_an_untouched_document_leaves_no_trace(tmp_path: Path) -> None:
    keeping = begin(tmp_path / "recovery")
    keeping.drop()
    keeping.discard(NOON)
    keeping.close()
    prune(tmp_path / "recovery", NOON)
    assert left_behind(tmp_path / "recovery") == ()
    assert names(tmp_path) == []


def test_a_saved_document_leaves_no_trace(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    keep(keeping, "甲")
    keeping.drop()
    assert list(tmp_path.glob("*.copy")) == []
    keeping.close()
    assert names(tmp_path) == []


def test_a_copy_that_cannot_be_deleted_at_the_save_goes_when_the_document_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows deletes no file that a virus scanner is reading."""
    keeping = begin(tmp_path)
    keep(keeping, "甲")

    def unlink(path: str) -> None:
        raise PermissionError(13, "in use", path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", unlink)
        keeping.drop()
        assert len(list(tmp_path.glob("*.copy"))) == 1
    keeping.close()
    assert names(tmp_path) == []


def test_a_change_after_a_save_is_kept_again(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    keep(keeping, "甲")
    keeping.drop()
    keep(keeping, "乙")
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["乙"]


def test_a_worker_thread_keeps_and_another_drops(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    workers = [Thread(target=keep, args=(keeping, f"第{number}次")) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(list(tmp_path.glob("*.copy"))) == 1
    assert left_behind(tmp_path) == ()
    keeping.drop()
    keeping.close()
    assert names(tmp_path) == []


def test_a_save_while_a_copy_is_being_written_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy, still on its way to the disk, must not appear after it was dropped."""
    keeping, writing, disk = begin(tmp_path), Event(), Event()

    def fsync(_handle: int) -> None:
        writing.set()
        disk.wait()

    monkeypatch.setattr(os, "fsync", fsync)
    keeper, dropper = Thread(target=keep, args=(keeping, "甲")), Thread(target=keeping.drop)
    keeper.start()
    writing.wait()
    dropper.start()
    dropper.join(0.2)
    disk.set()
    keeper.join()
    dropper.join()
    assert list(tmp_path.glob("*.copy")) == []


def test_what_was_closed_with_bu_bao_cun_is_not_offered_but_listed(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    keep(keeping, "不要的")
    keeping.discard(NOON)
    keep(keeping, "下一份")
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["下一份"]
    (aside,) = set_aside(tmp_path)
    assert (aside.state, aside.form()) == ("discarded", form("不要的"))


def test_two_documents_discarded_in_one_window_are_both_listed(tmp_path: Path) -> None:
    keeping = begin(tmp_path)
    for number, project in enumerate(("甲", "乙")):
        keep(keeping, project, NOON + number * DAY)
        keeping.discard(NOON + number * DAY)
    assert projects(set_aside(tmp_path)) == ["乙", "甲"]


# --- offered, declined, taken over


def test_a_declined_copy_is_not_offered_again_but_listed(tmp_path: Path) -> None:
    copy = left(tmp_path, "甲")
    decline(tmp_path, copy, NOON)
    assert left_behind(tmp_path) == ()
    (aside,) = set_aside(tmp_path)
    assert (aside.state, aside.document, aside.time) == ("declined", copy.document, copy.time)


def test_declining_a_copy_that_another_window_is_recovering_changes_nothing(tmp_path: Path) -> None:
    copy = left(tmp_path, "甲")
    keeping = take_over(tmp_path, copy)
    decline(tmp_path, copy, NOON)
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["甲"]


def test_declining_what_another_window_has_recovered_and_saved_brings_nothing_back(tmp_path: Path) -> None:
    copy = left(tmp_path, "甲")
    keeping = take_over(tmp_path, copy)
    keeping.drop()
    keeping.close()
    decline(tmp_path, copy, NOON)
    assert (left_behind(tmp_path), set_aside(tmp_path), names(tmp_path)) == ((), (), [])


@pytest.mark.parametrize("discarded", [True, False])
def test_a_copy_called_back_from_the_list_is_offered_after_a_crash_before_its_first_keep(
    tmp_path: Path, discarded: bool
) -> None:
    if discarded:
        keeping = begin(tmp_path)
        keep(keeping, "甲")
        keeping.discard(NOON)
    else:
        decline(tmp_path, left(tmp_path, "甲"), NOON)
    keeping = take_over(tmp_path, set_aside(tmp_path)[0])
    assert set_aside(tmp_path) == ()
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["甲"]


def test_of_two_windows_that_recover_one_copy_the_second_gets_a_place_of_its_own(tmp_path: Path) -> None:
    copy = left(tmp_path, "甲")
    first, second = take_over(tmp_path, copy), take_over(tmp_path, copy)
    keep(first, "甲，第一窗")
    keep(second, "甲，第二窗", NOON + DAY)
    first.close()
    second.close()
    assert projects(left_behind(tmp_path)) == ["甲，第二窗", "甲，第一窗"]


# --- thirty days


def test_r5_declined_and_discarded_copies_stay_thirty_days_from_the_decision(tmp_path: Path) -> None:
    long_before = NOON - 200 * DAY
    decline(tmp_path, left(tmp_path, "甲", long_before), NOON)
    keeping = begin(tmp_path)
    keep(keeping, "乙", long_before)
    keeping.discard(NOON)
    prune(tmp_path, NOON + 30 * DAY)
    assert sorted(projects(set_aside(tmp_path))) == ["乙", "甲"]
    prune(tmp_path, NOON - 1_000 * DAY)
    assert len(set_aside(tmp_path)) == 2
    prune(tmp_path, NOON + 30 * DAY + timedelta(seconds=1))
    assert (set_aside(tmp_path), names(tmp_path)) == ((), [])


def test_a_copy_not_decided_yet_stays_until_it_is(tmp_path: Path) -> None:
    left(tmp_path, "甲", NOON)
    prune(tmp_path, NOON + 4_000 * DAY)
    assert projects(left_behind(tmp_path)) == ["甲"]


def test_a_copy_that_is_being_recovered_is_not_pruned(tmp_path: Path) -> None:
    decline(tmp_path, left(tmp_path, "甲"), NOON)
    keeping = take_over(tmp_path, set_aside(tmp_path)[0])
    file = next(tmp_path.glob("*.copy"))
    file.write_bytes(b"unreadable")
    prune(tmp_path, datetime.now().astimezone() + 400 * DAY)
    assert file.exists()
    keep(keeping, "乙")
    keeping.close()
    assert projects(left_behind(tmp_path)) == ["乙"]


# --- damage

HEAD = b'{"time": "2026-11-22T12:00:00+08:00", "path": null, "digest": "", "project": ""}\n'
DOCUMENT = write_document(form("甲"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 5_000,
        HEAD,
        HEAD.strip(),
        HEAD + DOCUMENT[:-20],
        HEAD[20:] + DOCUMENT,
        HEAD.replace(b"+08:00", b"") + DOCUMENT,
        HEAD.replace(b"2026-11-22T", b"") + DOCUMENT,
        HEAD.replace(b'"2026-11-22T12:00:00+08:00"', b"20261122") + DOCUMENT,
        HEAD.replace(b"null", b"7") + DOCUMENT,
        HEAD.replace(b'"digest": "", ', b"") + DOCUMENT,
        b"[1, 2]\n" + DOCUMENT,
        b"[" * 100_000 + b"\n" + DOCUMENT,
    ],
    ids=[
        "empty", "zeros", "no document", "head only", "cut", "half a head", "no zone", "no date", "no text as time",
        "no text as path", "no digest", "a list", "deep",
    ],
)  # fmt: skip
def test_an_unreadable_copy_is_skipped_and_stays_thirty_days(tmp_path: Path, data: bytes) -> None:
    file = file_of(tmp_path, left(tmp_path, "坏"))
    left(tmp_path, "好")
    file.write_bytes(data)
    os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    assert projects(left_behind(tmp_path)) == ["好"]
    prune(tmp_path, NOON + 30 * DAY)
    assert file.read_bytes() == data
    prune(tmp_path, NOON + 31 * DAY)
    assert not file.exists()
    assert projects(left_behind(tmp_path)) == ["好"]


def test_the_damaged_copies_above_were_readable_before(tmp_path: Path) -> None:
    file_of(tmp_path, left(tmp_path, "坏")).write_bytes(HEAD + DOCUMENT)
    assert projects(left_behind(tmp_path)) == ["甲"]


def test_what_is_not_ours_is_never_touched(tmp_path: Path) -> None:
    id_ = "0" * 32
    others = ["说明.txt", "a.open.copy", f"{id_}.gone.copy", f"{id_}.open.copy.bak", "b.lock", f"{id_}X.lock"]
    for name in others:
        (tmp_path / name).write_bytes(b"theirs")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / f"{id_}.declined.copy").mkdir()
    prune(tmp_path, NOON)
    assert (left_behind(tmp_path), set_aside(tmp_path)) == ((), ())
    assert names(tmp_path) == sorted([*others, f"{id_}.declined.copy"])


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "recovery").write_bytes(b"a file")
    with pytest.raises(FileProblem, match=r"recovery”：已有同名的文件$"):
        keep(begin(tmp_path / "recovery"), "甲")


def test_a_folder_that_takes_no_lock_takes_the_copy_nevertheless(tmp_path: Path) -> None:
    """Rather offered while its owner lives than not kept at all."""
    keeping = Keeping(tmp_path, "0" * 32)
    (tmp_path / f"{'0' * 32}.lock").mkdir()
    keep(keeping, "甲")
    (copy,) = left_behind(tmp_path)
    decline(tmp_path, copy, NOON)
    assert projects(left_behind(tmp_path)) == ["甲"]
    keeping.drop()
    prune(tmp_path, NOON)
    keeping.close()
    assert names(tmp_path) == [f"{'0' * 32}.lock"]


# --- any sequence


class AnySequence(RuleBasedStateMachine):
    """Windows keep, save, discard, crash, recover and decline in any order, and the clock jumps both ways.

    ``left`` and ``aside`` are what must lie in the folder: contents of dead windows, and decided ones with their time.
    """

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.folder = Path(self.home.name) / "recovery"
        self.now, self.count = NOON, 0
        self.windows: list[tuple[Keeping, list[str]]] = []
        self.left = set[str]()
        self.aside = dict[str, datetime]()

    def teardown(self) -> None:
        for keeping, _ in self.windows:
            keeping.close()
        self.home.cleanup()

    def some_window(self, data: st.DataObject) -> tuple[Keeping, list[str]]:
        return self.windows[data.draw(st.integers(0, len(self.windows) - 1))]

    @rule()
    def a_window_opens(self) -> None:
        self.windows.append((begin(self.folder), []))

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def keeps(self, data: st.DataObject) -> None:
        keeping, content = self.some_window(data)
        self.count += 1
        content[:] = [str(self.count)]
        keep(keeping, content[0], self.now)

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def saves(self, data: st.DataObject) -> None:
        keeping, content = self.some_window(data)
        keeping.drop()
        content.clear()

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def discards(self, data: st.DataObject) -> None:
        keeping, content = self.some_window(data)
        keeping.discard(self.now)
        self.aside.update(dict.fromkeys(content, self.now))
        content.clear()

    @precondition(lambda self: self.windows)
    @rule(data=st.data())
    def ends(self, data: st.DataObject) -> None:
        window = self.some_window(data)
        self.windows.remove(window)
        window[0].close()
        self.left.update(window[1])

    @precondition(lambda self: self.left or self.aside)
    @rule(data=st.data())
    def recovers(self, data: st.DataObject) -> None:
        copy = data.draw(st.sampled_from([*left_behind(self.folder), *set_aside(self.folder)]))
        self.windows.append((take_over(self.folder, copy), [copy.project]))
        self.left.discard(copy.project)
        self.aside.pop(copy.project, None)

    @precondition(lambda self: self.left)
    @rule(data=st.data())
    def declines(self, data: st.DataObject) -> None:
        copy = data.draw(st.sampled_from(left_behind(self.folder)))
        decline(self.folder, copy, self.now)
        self.left.remove(copy.project)
        self.aside[copy.project] = self.now

    @rule(days=st.integers(-40, 40))
    def time_passes_and_a_program_starts(self, days: int) -> None:
        self.now += days * DAY
        prune(self.folder, self.now)
        self.aside = {content: time for content, time in self.aside.items() if self.now - time <= 30 * DAY}

    @invariant()
    def nothing_is_lost(self) -> None:
        assert sorted(projects(left_behind(self.folder))) == sorted(self.left)
        assert sorted(projects(set_aside(self.folder))) == sorted(self.aside)


AnySequence.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnySequence = AnySequence.TestCase
