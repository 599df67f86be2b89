"""R8, R9: programs that save the same file at the same time never overwrite one another unawares, nor do two users.

Each of the programs opens the file, counts the number in it up by one and saves, over and over. A save that would
overwrite another's is refused as changed, and the program opens the file anew. If no save was lost, the number in the
file is the number of saves that were acknowledged; a program killed in the middle may have saved once more than it told.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from drills.documents import import_what_saving_needs, own_home, session_on, text_in, write_text
from drills.line import tell
from published import form_of
from ziping.app.session import Session
from ziping.store.files import FileChanged, FileProblem
from ziping.store.locks import Held, holder_of

SAVES = 200
PROGRAMS = 6
GROUP, USERS = 60_000, (60_001, 60_002)
"""Two people who share a folder through a group; the system need not know their names."""
Become = Callable[[int], None]
"""Makes the program with that number somebody."""


@dataclass(frozen=True)
class Program:
    """A child and the pipe it reports through."""

    pid: int
    pipe: int


def main(saves: int) -> int:
    """Hammers one file as one user and as two; 0 if no save was lost."""
    import_what_saving_needs()
    with own_home() as home:
        met = [hammer("同一用户的几个程序同时保存一个文件", home, saves, lambda _number: None)]
        met.append(hammer("其中有程序被强行结束", home, saves, lambda _number: None, killing=True))
        if os.geteuid() == 0:
            home.chmod(0o755)
            met.append(hammer("两个用户同时保存共享文件夹里的文件", _shared(home), saves, _one_of_two_users))
            met.append(_both_open(_shared(home), saves // 10, _one_of_two_users))
        else:
            tell("两个用户同时保存共享文件夹里的文件", "—", "未做：需要 root", time.perf_counter(), ok=None)
            met.append(_both_open(home, saves // 10, lambda _number: None))
    return int(not all(met))


def _shared(home: Path) -> Path:
    folder = home / "共享"
    folder.mkdir(exist_ok=True)
    os.chown(folder, 0, GROUP)
    folder.chmod(0o2775)
    for user in USERS:
        (home / str(user)).mkdir(exist_ok=True)
        os.chown(home / str(user), user, GROUP)
    return folder


def _one_of_two_users(number: int) -> None:
    """The program's user and files of their own, as on two computers with one shared folder."""
    user = USERS[number % 2]
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(Path(os.environ[name]).parent / str(user))
    os.environ["LOGNAME"] = f"user{user}"
    os.umask(0o002)
    os.setresgid(GROUP, GROUP, GROUP)
    os.setgroups([])
    os.setresuid(user, user, user)


def start(number: int, become: Become, work: Callable[[int], None]) -> Program:
    """A child that does the work, which reports through the pipe it is given."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work_alone(number, become, work, writing)
    os.close(writing)
    return Program(pid, reading)


def _work_alone(number: int, become: Become, work: Callable[[int], None], pipe: int) -> NoReturn:
    code = 1
    try:
        become(number)
        work(pipe)
        code = 0
    except Exception:  # noqa: BLE001 - told as a failure of the drill
        traceback.print_exc()
    finally:
        os._exit(code)  # a child must never go on as the parent


# --- saving at the same time


def hammer(what: str, folder: Path, saves: int, become: Become, *, killing: bool = False) -> bool:
    """Lets the programs save until so many saves are done; true if each of them was kept or refused."""
    since, path = time.perf_counter(), folder / "同一份.ziping"
    path.unlink(missing_ok=True)
    first = Session(form_of("jiangqiao-2024-qitarenyuan"))
    write_text(first, "0")
    first.save(path)
    if os.geteuid() == 0:
        os.chown(path, -1, path.parent.stat().st_gid)
    path.chmod(0o664)
    programs = [start(number, become, lambda pipe: _count_up(path, saves, pipe)) for number in range(PROGRAMS)]
    reports = _kill_all_but_two(programs) if killing else []
    kills = len(reports)
    reports += [_report_of(program) for program in programs]
    saved, refused, failed = (sum(report.count(sign) for report in reports) for sign in (b"s", b"c", b"f"))
    counted = int(text_in(path))
    lost, sound = saved - counted, saved <= counted <= saved + kills and saved > 0 and refused > 0 and not failed
    result = f"确认 {saved} 次，拦下 {refused} 次“已被修改”，丢失 {max(lost, 0)} 次"
    result += f"，别的失败 {failed} 次" if failed else ""
    killed = f"，强行结束 {kills} 个" if killing else ""
    return tell(what, f"{PROGRAMS} 个程序{killed}", result, since, ok=sound)


def _count_up(path: Path, saves: int, pipe: int) -> None:
    """Saves the next number over and over: s for saved, c for refused as changed, f for another failure."""
    while (session := session_on(path)) and (number := int(session.form.goal.achieved)) < saves:
        write_text(session, str(number + 1))
        try:
            session.save(path)
        except FileChanged:
            os.write(pipe, b"c")
        except FileProblem as problem:
            print(problem, file=sys.stderr)
            os.write(pipe, b"f")
        else:
            os.write(pipe, b"s")


def _kill_all_but_two(programs: list[Program]) -> list[bytes]:
    """Kills each some time after its first save or refusal, and gives those first ones."""
    dice, firsts = random.Random(5), list[bytes]()
    for program in programs[2:]:
        firsts.append(os.read(program.pipe, 1))
        time.sleep(dice.uniform(0, 0.05))
        os.kill(program.pid, signal.SIGKILL)
    return firsts


def _report_of(program: Program) -> bytes:
    """All that a child has told since, once it has ended; an f if it ended by an error."""
    with os.fdopen(program.pipe, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(program.pid, 0)
    return told + (b"f" if os.WIFEXITED(status) and os.WEXITSTATUS(status) else b"")


# --- opening at the same time


def _both_open(folder: Path, times: int, become: Become) -> bool:
    """One has the file open, the other is told who, where and since when; after a kill nobody has it."""
    since, path = time.perf_counter(), folder / "同一份.ziping"
    told = freed = 0
    for _ in range(times):
        holder = start(0, become, lambda pipe: _keep_open(path, pipe))
        os.read(holder.pipe, 1)
        told += _sees(path, become) == b"held"
        os.kill(holder.pid, signal.SIGKILL)
        os.waitpid(holder.pid, 0)
        os.close(holder.pipe)
        freed += _sees(path, become) == b"free"
    result = f"第二个打开的人 {told} 次看到谁、哪台电脑、何时打开；程序被强行结束后 {freed} 次不再拦"
    return tell("两个用户打开同一个文件", f"{times} 次", result, since, ok=told == freed == times)


def _keep_open(path: Path, pipe: int) -> None:
    held = Held(path)
    os.write(pipe, b"!")
    signal.pause()
    held.release()


def _sees(path: Path, become: Become) -> bytes:
    """What the other user sees."""
    return _report_of(start(1, become, lambda pipe: _look(path, pipe)))


def _look(path: Path, pipe: int) -> None:
    holder = holder_of(path)
    known = holder is not None and holder.user and holder.computer and holder.since
    os.write(pipe, b"held" if known else b"free")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else SAVES))
