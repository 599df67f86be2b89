"""Reading and saving files (SAFETY.md R1 to R4)."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from ziping.store.files import FileChanged, FileProblem, digest, file_problem, kind_at, read_bytes, save_bytes

SRC = Path(__file__).resolve().parents[2] / "src"
OLD, NEW = b"old" * 1_000, b"new!" * 5_000
posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits of POSIX")


def names(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def refused(deed: Callable[[], object]) -> str:
    """The message of the problem: one line."""
    with pytest.raises(FileProblem) as problem:
        deed()
    message = str(problem.value)
    assert "\n" not in message
    return message


def child(code: str, *args: str) -> str:
    """What a program of its own prints, that may use the product."""
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *args],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout


# --- what stands at a path


def test_a_file_a_folder_and_nothing_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "表.ziping").write_bytes(OLD)
    assert [kind_at(path) for path in (tmp_path / "表.ziping", tmp_path, tmp_path / "没有")] == ["file", "folder", ""]


@posix
def test_a_pipe_is_there_and_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert kind_at(tmp_path / "pipe") == "other"


@pytest.mark.parametrize("name", ["长" * 300, "a\0b", "a.ziping/b"])
def test_where_the_disk_takes_no_such_name_nothing_stands(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.ziping").write_bytes(OLD)
    assert kind_at(tmp_path / name) == ""


def test_where_the_disk_refuses_to_tell_nothing_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> os.stat_result:
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(Path, "stat", refuse)
    assert kind_at(tmp_path) == ""


# --- saving


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "自评 表（一）.ziping"
    save_bytes(path, OLD)
    assert read_bytes(path) == OLD
    save_bytes(path, NEW)
    assert read_bytes(path) == NEW
    assert names(tmp_path) == ["自评 表（一）.ziping"]


def test_r2_temp_file_in_the_folder_then_flush_fsync_replace_and_fsync_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, deeds = tmp_path / "a.ziping", list[str]()
    small = b"small"  # stays in the buffer of Python until it is flushed
    path.write_bytes(OLD)
    real_fsync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        deeds.append("fsync folder" if stat.S_ISDIR(status.st_mode) else f"fsync {status.st_size} bytes")
        assert path.read_bytes() == (small if "replace" in deeds else OLD)
        real_fsync(handle)

    def replace(source: str, target: str) -> None:
        assert Path(source).parent == tmp_path
        assert Path(target) == path
        assert Path(source).read_bytes() == small
        deeds.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    save_bytes(path, small)
    assert deeds == ["fsync 5 bytes", "replace", "fsync folder"]


def test_r2_two_saves_never_use_the_same_temp_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, real_replace = list[str](), os.replace

    def replace(source: str, target: str) -> None:
        sources.append(str(source))
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    for _ in range(5):
        save_bytes(tmp_path / "a.ziping", NEW)
    assert len(set(sources)) == 5


@posix
def test_r1_no_kill_leaves_half_a_file(tmp_path: Path) -> None:
    """500 children save without end and are killed at a random instant by their own alarm, which nothing catches."""
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    killed = child(
        """
        import os, random, signal, sys
        from pathlib import Path
        from ziping.store.files import save_bytes

        path, texts, killed = Path(sys.argv[1]), (b"old" * 1_000, b"new!" * 5_000), 0
        dice = random.Random(1)
        for _ in range(500):
            wait = dice.uniform(0.0002, 0.004)
            pid = os.fork()
            if pid == 0:
                signal.setitimer(signal.ITIMER_REAL, wait)
                while True:
                    for text in texts:
                        save_bytes(path, text)
            _, status = os.waitpid(pid, 0)
            killed += os.WIFSIGNALED(status)
            assert path.read_bytes() in texts
        print(killed)
        """,
        str(path),
    )
    assert int(killed) == 500


@posix
def test_permissions_of_the_file_stay_and_a_new_one_gets_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    (tmp_path / "usual").touch()
    save_bytes(path, OLD)
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    path.chmod(0o640)
    save_bytes(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_its_target_is_saved(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "a.ziping", tmp_path / "link.ziping"
    real.write_bytes(OLD)
    link.symlink_to(real)
    save_bytes(link, NEW)
    assert link.is_symlink()
    assert real.read_bytes() == NEW


# --- R3: what goes wrong is named, and what stood there stays


def test_r3_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(lambda: save_bytes(tmp_path, NEW)) == f"不能保存“{tmp_path}”：这是一个文件夹，不是文件"
    assert refused(lambda: read_bytes(tmp_path)) == f"不能打开“{tmp_path}”：这是一个文件夹，不是文件"


def test_r3_a_missing_folder_or_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "a.ziping"
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：找不到这个文件或文件夹"
    assert refused(lambda: read_bytes(path)) == f"不能打开“{path}”：找不到这个文件或文件夹"


def test_r3_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a.ziping"
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：路径中有一段不是文件夹"


def test_r3_a_name_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 100 + ".ziping")
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：文件名或路径太长"
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_r3_a_name_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：文件名里有不允许的字符"
    assert refused(lambda: read_bytes(path)) == f"不能打开“{path}”：文件名里有不允许的字符"


@posix
def test_r3_a_ring_of_links_is_told_and_can_be_replaced(tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    assert refused(lambda: read_bytes(ring)) == f"不能打开“{ring}”：快捷链接绕成了圈"
    save_bytes(ring, NEW)
    assert read_bytes(ring) == NEW


@posix
def test_r3_a_full_disk_leaves_the_original_and_no_temp_file(tmp_path: Path) -> None:
    """The limit of a child process stands in for the disk: the write stops in the middle."""
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    told = child(
        """
        import resource, sys
        from pathlib import Path
        from ziping.store.files import FileProblem, save_bytes

        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
        try:
            save_bytes(Path(sys.argv[1]), b"new!" * 5_000)
        except FileProblem as problem:
            print(problem)
        """,
        str(path),
    )
    assert told == f"不能保存“{path}”：文件超过了允许的大小\n"
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.ziping"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "磁盘配额已用完"),
        (errno.EIO, "读写出错，磁盘或 U 盘可能已拔出"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EPERM, "没有权限"),
        (errno.ENODEV, "读写出错，磁盘或 U 盘可能已拔出"),
        (errno.ESTALE, "网络盘连不上了"),
        (errno.ETIMEDOUT, "网络盘连不上了"),
        (errno.EMFILE, "打开的文件太多"),
        (errno.ENOMEM, "内存不足"),
        (errno.ETXTBSY, "文件正被其他程序使用"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_r3_whatever_the_system_refuses_is_named_and_the_original_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, reason: str
) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：{reason}"
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.ziping"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOTEMPTY, "Directory not empty"), f"系统没有说明原因（代码 {errno.ENOTEMPTY}）"),
        (OSError(errno.ENOTEMPTY, "目录不是空的。"), "目录不是空的"),
        (OSError(), "系统没有说明原因"),
    ],
)
def test_r3_an_unknown_reason_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", refuse)
    path = tmp_path / "a.ziping"
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：{reason}"


def test_r3_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replacing asks the folder's leave only, so the file's own is asked for; root may write everything, hence a fake."""
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：没有权限"
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.ziping"]


def test_an_interrupted_save_leaves_no_temp_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save_bytes(tmp_path / "a.ziping", NEW)
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows cannot open a folder; the file is in its place by then."""

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "a folder")

    monkeypatch.setattr(os, "open", refuse)
    save_bytes(tmp_path / "a.ziping", NEW)
    assert read_bytes(tmp_path / "a.ziping") == NEW


def test_r3_a_read_only_disk_is_not_called_a_lack_of_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    fields = list(os.statvfs(path))
    fields[8] = os.ST_RDONLY
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result(fields))
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：磁盘是只读的"
    assert path.read_bytes() == OLD


@posix
def test_r3_a_folder_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    """The place where a stick was: what is written there would be hidden as soon as the stick is back."""
    path = tmp_path / "U盘" / "a.ziping"
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：找不到这个文件或文件夹"
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_r3_a_pipe_or_socket_is_neither_read_nor_replaced(kind: str, tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    path = tmp_path / "a.ziping"
    with socket.socket(socket.AF_UNIX) as ear:
        if kind == "pipe":
            os.mkfifo(path)
        else:
            ear.bind(str(path))
        assert refused(lambda: read_bytes(path)) == f"不能打开“{path}”：这不是普通的文件"
        assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：这不是普通的文件"
    assert not path.is_file()
    assert names(tmp_path) == ["a.ziping"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_disk_that_does_not_know_fsync_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    save_bytes(tmp_path / "a.ziping", NEW)
    assert read_bytes(tmp_path / "a.ziping") == NEW


def test_a_disk_without_groups_and_permissions_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "vfat")

    path = tmp_path / "a.ziping"
    save_bytes(path, OLD)
    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(os, "chmod", refuse)
    save_bytes(path, NEW)
    assert read_bytes(path) == NEW


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a file any group")
def test_the_group_of_a_shared_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    os.chown(path, -1, 60_000)
    path.chmod(0o664)
    save_bytes(path, NEW)
    assert path.stat().st_gid == 60_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


# --- R8: nobody's work is overwritten unawares


def test_r8_a_digest_is_the_sha256_of_the_bytes() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_r8_a_file_still_as_it_was_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    save_bytes(path, NEW, expected=digest(OLD))
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("expected", [digest(OLD), ""])
def test_r8_a_file_that_a_colleague_saved_or_made_is_not(tmp_path: Path, expected: str) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(b"a colleague's")
    with pytest.raises(FileChanged) as problem:
        save_bytes(path, NEW, expected=expected)
    assert str(problem.value) == f"没有保存“{path}”：打开以后，这个文件已被别人改过"
    assert path.read_bytes() == b"a colleague's"
    assert names(tmp_path) == ["a.ziping"]


@pytest.mark.parametrize("expected", [digest(OLD), ""])
def test_r8_a_file_that_is_gone_is_written_again(tmp_path: Path, expected: str) -> None:
    path = tmp_path / "a.ziping"
    save_bytes(path, NEW, expected=expected)
    assert path.read_bytes() == NEW


HAMMER = """
    import sys
    from pathlib import Path
    from ziping.store.files import FileChanged, digest, read_bytes, save_bytes

    path, kept = Path(sys.argv[1]), 0
    print("ready", flush=True)
    sys.stdin.readline()
    while kept < 100:
        before = read_bytes(path)
        try:
            save_bytes(path, b"%d" % (int(before) + 1), expected=digest(before))
        except FileChanged:
            continue
        kept += 1
"""


def test_r8_of_programs_that_save_in_the_same_instant_only_one_wins(tmp_path: Path) -> None:
    """Each counts the number in the file up by one, 100 times; one save that overwrote another would be missing."""
    path = tmp_path / "a.ziping"
    path.write_bytes(b"0")
    command = [sys.executable, "-c", textwrap.dedent(HAMMER), str(path)]
    programs = [
        subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": str(SRC)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == b"ready"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write(b"go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate()
    assert [program.returncode for program in programs] == [0, 0, 0, 0]
    assert path.read_bytes() == b"400"
    assert names(tmp_path) == ["a.ziping"]


def lock_beside(path: Path) -> FileLock:
    """The lock of the file, as another program that is just saving it holds it."""
    return FileLock(path.with_name(f".ziping-{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.lock"))


def test_r8_a_save_waits_for_another_and_says_so_when_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    monkeypatch.setattr("ziping.store.files._PATIENCE", 0.05)
    with lock_beside(path):
        assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：文件正被其他程序使用"
        save_bytes(tmp_path / "b.ziping", NEW)
    assert path.read_bytes() == OLD
    save_bytes(path, NEW)
    assert path.read_bytes() == NEW


@posix
def test_r8_a_disk_that_knows_no_locks_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    path = tmp_path / "a.ziping"
    save_bytes(path, OLD)
    save_bytes(path, NEW, expected=digest(OLD))
    with pytest.raises(FileChanged):
        save_bytes(path, OLD, expected=digest(OLD))
    assert path.read_bytes() == NEW


# --- what killed saves leave behind


def test_only_temp_files_of_saves_dead_for_an_hour_are_removed(tmp_path: Path) -> None:
    old = f".ziping-{'0' * 32}.tmp"
    others = [
        f".ziping-{'1' * 32}.tmp",  # young: somebody may be saving
        f".ziping-{'g' * 32}.tmp",
        f"ziping-{'0' * 32}.tmp",
        f".ziping-{'0' * 32}.tmp.ziping",
        ".ziping-0.tmp",
        "预算.tmp",
    ]
    for name in [old, *others]:
        (tmp_path / name).write_bytes(OLD)
        if name != others[0]:
            os.utime(tmp_path / name, (time.time() - 3_700,) * 2)
    folder = f".ziping-{'2' * 32}.tmp"
    (tmp_path / folder).mkdir()
    os.utime(tmp_path / folder, (0, 0))
    save_bytes(tmp_path / "a.ziping", NEW)
    assert names(tmp_path) == sorted([*others, folder, "a.ziping"])


@posix
def test_a_link_named_like_a_temp_file_is_left_with_what_it_leads_to(tmp_path: Path) -> None:
    precious, link = tmp_path / "precious", tmp_path / f".ziping-{'0' * 32}.tmp"
    precious.write_bytes(OLD)
    link.symlink_to(precious)
    os.utime(link, (0, 0), follow_symlinks=False)
    save_bytes(tmp_path / "a.ziping", NEW)
    assert names(tmp_path) == sorted(["a.ziping", link.name, "precious"])


# --- R4: Windows, while another program has the file open


class SharingViolation(PermissionError):
    """What Windows raises; ``winerror`` exists on Windows only, so here it is a plain attribute."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EACCES, "The process cannot access the file")
        self.code = code

    def __getattribute__(self, name: str) -> object:
        return super().__getattribute__("code") if name == "winerror" else super().__getattribute__(name)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken = list[float]()
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


def held(monkeypatch: pytest.MonkeyPatch, times: int, code: int) -> None:
    """The next ``times`` replacements fail as if another program had the file open."""
    left, real_replace = [times], os.replace

    def replace(source: str, target: str) -> None:
        if left[0]:
            left[0] -= 1
            raise SharingViolation(code)
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("code", [5, 32, 33])
def test_r4_a_held_file_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], code: int
) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    held(monkeypatch, 3, code)
    save_bytes(path, NEW)
    assert path.read_bytes() == NEW
    assert len(pauses) == 3
    assert pauses == sorted(pauses)


@pytest.mark.parametrize(
    ("code", "reason"), [(5, "没有权限"), (32, "文件正被其他程序使用"), (33, "文件正被其他程序使用")]
)
def test_r4_after_half_a_second_it_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float], code: int, reason: str
) -> None:
    path = tmp_path / "a.ziping"
    path.write_bytes(OLD)
    held(monkeypatch, 99, code)
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：{reason}"
    assert sum(pauses) == pytest.approx(0.5)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["a.ziping"]


def test_r4_no_other_refusal_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    held(monkeypatch, 1, 0)
    path = tmp_path / "a.ziping"
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：没有权限"
    assert pauses == []


def test_r4_a_file_that_is_just_being_replaced_is_read_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    path, left, real_read = tmp_path / "a.ziping", [2], Path.read_bytes
    path.write_bytes(OLD)

    def read(self: Path) -> bytes:
        if left[0]:
            left[0] -= 1
            raise SharingViolation(32)
        return real_read(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert read_bytes(path) == OLD
    assert len(pauses) == 2


class WindowsRefusal(OSError):
    """As Windows' Python raises it: with the system's own number, and EINVAL for most."""

    def __init__(self, code: int) -> None:
        super().__init__(errno.EINVAL, "in the words of Windows")
        self.winerror = code


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (19, "磁盘是只读的"),
        (21, "读写出错，磁盘或 U 盘可能已拔出"),
        (39, "磁盘空间不足"),
        (64, "网络盘连不上了"),
        (112, "磁盘空间不足"),
        (123, "磁盘不接受这样的文件名"),
        (206, "文件名或路径太长"),
        (225, "被杀毒软件拦下了"),
        (1167, "读写出错，磁盘或 U 盘可能已拔出"),
        (1295, "磁盘配额已用完"),
        (9999, "磁盘不接受这样的文件名"),
    ],
)
def test_r3_the_numbers_of_windows_are_told_in_the_clerks_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise WindowsRefusal(code)

    path = tmp_path / "a.ziping"
    monkeypatch.setattr(os, "replace", refuse)
    assert refused(lambda: save_bytes(path, NEW)) == f"不能保存“{path}”：{reason}"
    assert names(tmp_path) == []


@pytest.mark.parametrize(("letters", "reason"), [(10, "找不到这个文件或文件夹"), (240, "文件名或路径太长")])
def test_r3_a_path_too_long_for_windows_is_not_called_missing(letters: int, reason: str) -> None:
    """Windows says of both that there is no such path; a temporary file of 44 letters has to fit into 259."""
    missing = WindowsRefusal(3)
    missing.errno = errno.ENOENT
    path = Path("/" + "x" * letters) / "a.ziping"
    assert str(file_problem("不能保存", path, missing)) == f"不能保存“{path}”：{reason}"
