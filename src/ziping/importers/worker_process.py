"""Reading in a process of its own, which can be stopped and whose crash, hang or hunger harms nobody (SAFETY.md S6).

The process is this program again: ``python -m ziping --apart``, or the frozen program with the one word. It is told in a
line of JSON what to run, gets the bytes of the file behind it and answers in JSON; nothing is pickled (S8). Its standard
input stays open: when that ends, the parent is gone, and it goes too.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from ziping.importers.result import ImportFailed

WORD = "--apart"
"""The hidden word on the command line that makes this program such a process (``importers.apart``)."""
OUT_OF_MEMORY = 77
"""Exit code of a process that met its limit of memory."""
ANSWER_MEGABYTES = 16
_GLANCE = 0.05
"""Seconds between looks at the clock and at ``stop``."""


class Stopped(ImportFailed):
    """Whoever asked for the work no longer wants it."""


def run_apart(
    work: str,
    data: bytes,
    *,
    options: Mapping[str, object] | None = None,
    seconds: float = 20,
    megabytes: int = 1024,
    stop: Callable[[], bool] = lambda: False,
) -> Any:
    """What ``function(data, **options)`` returns, run in a process of its own; options and result are JSON values.

    ``work`` names the function as ``package.module:function``; ``megabytes`` limits the memory of the process where the
    system can do that (not on Windows). Blocks, so call it from a thread; when ``stop`` becomes true, ``Stopped`` is
    raised within half a second. Raises ``ImportFailed`` for what the function refuses by ``ImportFailed``, and one
    sentence each for a function that takes too long, too much memory, or fails in any other way.
    """
    order = {"work": work, "options": dict(options or {}), "length": len(data)}
    order |= {"seconds": seconds, "megabytes": megabytes}
    end = time.monotonic() + seconds
    with _Apart.start() as apart:
        apart.send(json.dumps(order).encode() + b"\n", data)
        while not apart.has_answered(_GLANCE):
            if stop():
                raise Stopped("已取消读入")
            if time.monotonic() > end:
                raise ImportFailed(f"读了 {seconds:g} 秒还没有读完，已停止；文件可能太复杂或已损坏")
        answer, code = apart.answer()
    if code == OUT_OF_MEMORY:
        raise ImportFailed(f"读取需要的内存超过 {megabytes} MB，已停止；文件可能太复杂或已损坏")
    return _result(answer)


def _result(answer: bytes) -> Any:
    if len(answer) > ANSWER_MEGABYTES << 20:
        raise ImportFailed("文件里的内容太多，不像是自评表，没有读入")
    try:
        told = json.loads(answer)
    except ValueError:  # it ended before it had answered
        raise ImportFailed("读取文件的后台程序意外中断，文件可能已损坏") from None
    if "result" in told:
        return told["result"]
    raise ImportFailed(told.get("refused") or "文件读不懂，可能已损坏")


def command(word: str) -> list[str]:
    """What starts this program with a hidden word, from a source tree, an installed program or a frozen one."""
    # -P: a folder the clerk happens to be in is no place to load Python modules from.
    return [sys.executable, word] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "ziping", word]


@dataclass
class _Apart:
    """The process and the two threads that talk with it: a pipe may block at either end."""

    process: subprocess.Popen[bytes]
    told: list[bytes] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    @classmethod
    def start(cls) -> _Apart:
        path = os.pathsep.join(filter(None, sys.path))
        try:
            process = subprocess.Popen(  # noqa: S603 - this program itself, with a fixed word
                command(WORD),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a library complains about may quote the form (S10)
                env=os.environ | {"PYTHONPATH": path},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise ImportFailed("读取文件的后台程序启动不了；请关掉一些程序后再试") from None
        return cls(process)

    def send(self, *parts: bytes) -> None:
        """Begins to write the parts and to read the answer."""
        for deed in (lambda: self._write(parts), self._read):
            self.threads.append(threading.Thread(target=deed, daemon=True))
            self.threads[-1].start()

    def _write(self, parts: tuple[bytes, ...]) -> None:
        with contextlib.suppress(OSError, ValueError):  # it ended before it had read everything
            for part in parts:
                _open(self.process.stdin).write(part)
            _open(self.process.stdin).flush()

    def _read(self) -> None:
        self.told.append(_open(self.process.stdout).read((ANSWER_MEGABYTES << 20) + 1))

    def has_answered(self, seconds: float) -> bool:
        """Whether the whole answer is there, or no more of it will come; waits a little for it."""
        self.threads[-1].join(seconds)
        return bool(self.told)

    def answer(self) -> tuple[bytes, int]:
        """The answer, and the exit code of a process that ended without one, 0 while it lingers."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(0 if self.told[0] else 1)
        return self.told[0], self.process.returncode or 0

    def __enter__(self) -> _Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):  # what it never read can't be flushed
                _open(pipe).close()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
