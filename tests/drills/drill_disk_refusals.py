"""R3: whatever the disk refuses, the message names file and cause, the original stays, and the form can go elsewhere.

As root the refusals of permissions are met as the user nobody, whom they concern. Those that need a disk of their own
are met on a small one in memory, in a name space of its own, so that nothing stays mounted.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from drills.documents import import_what_saving_needs, own_home, session_on, write_text
from drills.line import lacks, tell
from published import NAMES, form_of
from ziping.app.files import open_form
from ziping.app.session import Session
from ziping.store.document import read_document
from ziping.store.files import FileProblem

PAGE = 4096
NOBODY = 65534
INSIDE = "--with-a-small-disk"
Refusal = Callable[[Path], AbstractContextManager[Path]]
"""Makes the disk refuse: takes the open document's path, gives the one to save to."""


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt to save; each complaint is a broken promise."""

    refused: bool
    complaints: tuple[str, ...]


def main() -> int:
    """Meets every refusal; 0 if nothing was lost anywhere."""
    if INSIDE in sys.argv:
        return _with_small_disk()
    import_what_saving_needs()
    for name in NAMES:
        form_of(name)  # kept in mind: nobody may not be allowed to read where the sources lie
    child = os.fork()
    if child == 0:
        os._exit(_as_nobody())
    _, status = os.waitpid(child, 0)
    return int(status != 0) | _in_name_space()


def _in_name_space() -> int:
    what = "小磁盘写满、只读、拔出"
    if lacks(what, "unshare", "mount", "umount"):
        return 0
    become_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    space = ["unshare", "--mount", *become_root]
    if subprocess.run([*space, "true"], capture_output=True, check=False).returncode != 0:
        tell(what, "—", "未做：本机不许普通用户挂载磁盘", time.perf_counter(), ok=None)
        return 0
    return subprocess.run([*space, sys.executable, __file__, INSIDE], check=False).returncode


# --- one attempt


def attempt(path: Path, refusal: Refusal, reason: str, spare: Path) -> Outcome:
    """Edits the document at ``path`` while the disk refuses to take it; ``spare`` is a folder that takes it."""
    before = path.read_bytes()
    session = session_on(path)
    write_text(session, "本次修改")
    form, complaints = session.form, list[str]()
    with refusal(path) as target:
        try:
            session.save(target)
        except FileProblem as problem:
            message = str(problem)
        else:
            saved = read_document(target.read_bytes()).form == form and not session.modified
            return Outcome(False, () if saved else ("报告已保存，但文件里不是所填内容",))
    if reason not in message or str(target) not in message or "\n" in message:
        complaints.append(f"提示不清楚：{message}")
    if session.form != form or not session.modified or session.path != path:
        complaints.append("内容没有留在窗口里")
    if path.exists() and path.read_bytes() != before:
        complaints.append("原文件变了")
    if path.parent.exists() and list(path.parent.glob(".ziping-*")):
        complaints.append("留下了临时文件")
    session.save(spare / "另存.ziping")
    if open_form(spare / "另存.ziping").form != form:
        complaints.append("另存的不是所填内容")
    (spare / "另存.ziping").unlink()
    return Outcome(True, tuple(complaints))


def meet(what: str, refusal: Refusal, reason: str, folder: Path, *, always: bool = True) -> bool:
    """Attempts it with each published form, and prints the line; ``always`` unless some saves may well succeed."""
    since, outcomes = time.perf_counter(), list[Outcome]()
    spare = folder.parent / "另一处"
    spare.mkdir(exist_ok=True)
    for name in NAMES:
        folder.mkdir(exist_ok=True)
        path = folder / f"{name} 自评表.ziping"
        Session(form_of(name)).save(path)
        outcomes.append(attempt(path, refusal, reason, spare))
        path.unlink(missing_ok=True)
    return _judge(what, reason, outcomes, since, always=always)


def _judge(what: str, reason: str, outcomes: list[Outcome], since: float, *, always: bool) -> bool:
    complaints = [complaint for outcome in outcomes for complaint in outcome.complaints]
    for complaint in sorted(set(complaints)):
        print(f"{what}：{complaint}", file=sys.stderr)
    refused = sum(outcome.refused for outcome in outcomes)
    sound = not complaints and (refused == len(outcomes) if always else refused > 0)
    written = f"，写下 {len(outcomes) - refused} 次" if refused < len(outcomes) else ""
    fine = "原文件完好、内容还在、另存成功" if not complaints else f"{len(complaints)} 处不符"
    return tell(what, f"{len(outcomes)} 次", f"提示“{reason}” {refused} 次{written}；{fine}", since, ok=sound)


# --- permissions, limits, names


def _as_nobody() -> int:
    try:
        return _with_permissions()
    except Exception:  # noqa: BLE001 - the child must never go on as the parent
        traceback.print_exc()
        return 1


def _with_permissions() -> int:
    if os.geteuid() == 0:
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setgroups([])
        os.setresuid(NOBODY, NOBODY, NOBODY)
    with own_home() as home:
        cases: dict[str, tuple[Refusal, str]] = {
            "只读文件夹": (_mode_of_folder(0o555), "没有权限"),
            "文件夹不许进入（EACCES）": (_mode_of_folder(0o000), "没有权限"),
            "只读文件": (_read_only_file, "没有权限"),
            "文件大小受限（RLIMIT_FSIZE）": (_limited_size, "文件超过了允许的大小"),
            "300 个字的文件名": (_long_name, "文件名或路径太长"),
            "5,000 个字的路径": (_long_path, "文件名或路径太长"),
            "文件夹被别人移走": (_folder_gone, "找不到这个文件或文件夹"),
        }
        met = [meet(what, refusal, reason, home / "文件夹") for what, (refusal, reason) in cases.items()]
        met.append(_just_short_enough(home))
    return int(not all(met))


def _mode_of_folder(mode: int) -> Refusal:
    @contextmanager
    def refusal(path: Path) -> Iterator[Path]:
        path.parent.chmod(mode)
        yield path
        path.parent.chmod(0o755)

    return refusal


@contextmanager
def _read_only_file(path: Path) -> Iterator[Path]:
    path.chmod(0o444)
    yield path


@contextmanager
def _limited_size(path: Path) -> Iterator[Path]:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PAGE, usual[1]))
    yield path
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@contextmanager
def _long_name(path: Path) -> Iterator[Path]:
    yield path.with_name("长" * 300 + ".ziping")


@contextmanager
def _long_path(path: Path) -> Iterator[Path]:
    yield path.parent.joinpath(*["很长的路径"] * 1000, "a.ziping")


@contextmanager
def _folder_gone(path: Path) -> Iterator[Path]:
    moved = path.parent.with_name("移走了")
    path.parent.rename(moved)
    yield path
    moved.rename(path.parent)


def _just_short_enough(home: Path) -> bool:
    """A name of 255 bytes, the most a disk takes, and a path of over 300 characters are saved and open again."""
    since = time.perf_counter()
    folder = home.joinpath(*["一层又一层的文件夹"] * 30)
    folder.mkdir(parents=True)
    path = folder / ("长" * 82 + "ab" + ".ziping")
    session = Session(form_of(NAMES[0]))
    session.save(path)
    write_text(session, "再次保存")
    session.save(path)
    sound = open_form(path).form == session.form and len(path.name.encode()) == 255
    result = "保存两次，内容一致" if sound else "内容不一致"
    return tell(f"{len(str(path))} 个字的路径、255 字节的文件名", "2 次", result, since, ok=sound)


# --- a disk of its own


def _with_small_disk() -> int:
    with own_home() as home:
        (home / "U盘").mkdir()
        met = [_full_disk(home), _full_user_folder(home)]
        folder = _mounted(home, "size=1m")
        met.append(meet("磁盘变为只读（EROFS）", _read_only_disk, "磁盘是只读的", folder))
        met.append(meet("U 盘被拔出", _pulled_out, "找不到这个文件或文件夹", folder))
        _unmount(home)
    return int(not all(met))


def _mounted(home: Path, options: str) -> Path:
    """A small disk; gives the folder on it for the documents."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home / "U盘")], check=True)
    return home / "U盘" / "表"


def _unmount(home: Path) -> None:
    subprocess.run(["umount", "--lazy", str(home / "U盘")], check=True)


@contextmanager
def _read_only_disk(path: Path) -> Iterator[Path]:
    disk = str(path.parent.parent)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    yield path
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


@contextmanager
def _pulled_out(path: Path) -> Iterator[Path]:
    """The desktop takes away the folder over which the disk was mounted; it is put back to look at the original."""
    disk = path.parent.parent
    elsewhere = disk.with_name("拔出")
    elsewhere.mkdir()
    subprocess.run(["mount", "--move", str(disk), str(elsewhere)], check=True)
    disk.rmdir()
    yield path
    disk.mkdir()
    subprocess.run(["mount", "--move", str(elsewhere), str(disk)], check=True)
    elsewhere.rmdir()


def _full_disk(home: Path) -> bool:
    """Every amount of room from none to enough: the save is refused whole or done whole."""
    since, outcomes = time.perf_counter(), list[Outcome]()
    spare = home / "另一处"
    spare.mkdir(exist_ok=True)
    for name, pages in product(NAMES, range(6)):
        folder = _mounted(home, f"size={32 * PAGE}")
        folder.mkdir()
        path = folder / "自评表.ziping"
        Session(form_of(name)).save(path)
        outcomes.append(attempt(path, _filled_but_for(pages), "磁盘空间不足", spare))
        _unmount(home)
    return _judge("磁盘写满（ENOSPC），余量 0–20 KB", "磁盘空间不足", outcomes, since, always=False)


def _filled_but_for(pages: int) -> Refusal:
    @contextmanager
    def refusal(path: Path) -> Iterator[Path]:
        ballast = path.parent.parent / "占满"
        _fill(ballast, pages)
        yield path
        ballast.unlink()

    return refusal


def _fill(ballast: Path, pages: int) -> None:
    """Fills the disk, then frees so many pages."""
    room = os.statvfs(ballast.parent)
    ballast.write_bytes(b"\0" * (room.f_bavail * room.f_bsize - pages * PAGE))


def _full_user_folder(home: Path) -> bool:
    """With no room for backups in the user's own folder the document is saved nevertheless."""
    since, sound = time.perf_counter(), 0
    data = home / "data"
    data.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={8 * PAGE}", "tmpfs", str(data)], check=True)
    _fill(data / "占满", 0)
    for name in NAMES:
        path = home / f"{name}.ziping"
        Session(form_of(name)).save(path)
        session = session_on(path)
        write_text(session, "本次修改")
        session.save(path)
        sound += open_form(path).form == session.form
    subprocess.run(["umount", "--lazy", str(data)], check=True)
    result = f"照常保存 {sound} 次"
    return tell("用户文件夹写满，备份写不下", f"{len(NAMES)} 次", result, since, ok=sound == len(NAMES))


if __name__ == "__main__":
    sys.exit(main())
