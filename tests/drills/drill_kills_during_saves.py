"""R1: a program killed while it saves leaves the whole old file or the whole new one, and no acknowledged save is lost.

A child saves without end, each time with the next number in the form, and reports the number when the save has returned.
It is killed at a random instant; then the file must open, with the last reported number or the one after it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from drills.documents import own_home, session_on, text_in, write_text
from drills.line import tell
from published import form_of
from ziping.app.files import CannotOpen
from ziping.app.session import Session
from ziping.store.files import save_bytes

KILLS = 500
LONGEST_SAVES = 0.04
"""Seconds a child may save before it is killed: some ten saves on a slow disk, some fifty on a fast one."""


def main(kills: int) -> int:
    """Kills that many children; 0 if nothing was lost."""
    since, dice = time.perf_counter(), random.Random(20261122)
    broken = lost = acknowledged = 0
    with own_home() as home:
        folder = home / "共享 文件夹"
        folder.mkdir()
        path = folder / "自评表.ziping"
        session = Session(form_of("xianghua-2023-ywtg"))
        write_text(session, "0")
        session.save(path)
        for _ in range(kills):
            reported = _saves_until_killed(path, dice.uniform(0, LONGEST_SAVES))
            acknowledged += len(reported) - 1
            found = _number_in(path)
            broken += found is None
            lost += found is not None and not reported[-1] <= found <= reported[-1] + 1
            broken += _broken_backups(home / "data")
        left = _leftovers_after_two_hours(folder)
    result = f"{broken} 个文件损坏，已确认的 {acknowledged} 次保存丢失 {lost} 次，残留临时文件 {left} 个"
    return int(not tell("保存途中强行结束程序", f"{kills} 次", result, since, ok=not (broken or lost or left)))


def _number_in(path: Path) -> int | None:
    """The number of the form in the file; None and a complaint if it can't be opened."""
    try:
        return int(text_in(path))
    except (CannotOpen, ValueError) as problem:
        print(problem, file=sys.stderr)
        return None


def _saves_until_killed(path: Path, seconds: float) -> list[int]:
    """The number a child found and those it reported before it was killed, so many seconds after it had begun."""
    start = _number_in(path) or 0
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _save_without_end(path, start, writing)
    os.close(writing)
    first = os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return [int(line) for line in (first + pipe.read()).splitlines(keepends=True) if line.endswith(b"\n")]


def _save_without_end(path: Path, number: int, pipe: int) -> None:
    try:
        session = session_on(path)
        os.write(pipe, b"%d\n" % number)
        while True:
            number += 1
            write_text(session, str(number))
            session.save(path)
            os.write(pipe, b"%d\n" % number)
    finally:
        os._exit(1)  # a child must never go on as the parent


def _broken_backups(data: Path) -> int:
    """How many backups can't be opened; takes them all away, so that the next child makes one again."""
    broken = 0
    for backup in data.rglob("*.ziping"):
        broken += _number_in(backup) is None
        backup.unlink()
    return broken


def _leftovers_after_two_hours(folder: Path) -> int:
    """How many temporary files of killed saves are still there after a save two hours later."""
    long_ago = time.time() - 2 * 3600
    for path in folder.glob(".ziping-*.tmp"):
        os.utime(path, (long_ago, long_ago))
    save_bytes(folder / "另一份.ziping", b"{}\n")
    return len(list(folder.glob(".ziping-*.tmp")))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else KILLS))
