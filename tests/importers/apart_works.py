"""Work for a process of its own: what a good reader does, and what a hostile file makes a bad one do."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from ziping.importers.result import ImportFailed


def counts(data: bytes, times: int = 1) -> dict[str, object]:
    return {"bytes": len(data) * times, "words": ["自评表", "\ud800", None, 0.5]}


def chatters(_data: bytes) -> str:
    print("a library's warning")
    os.write(1, b"more of it")
    sys.stderr.write("x" * 1_000_000)
    return "answer"


def refuses(_data: bytes) -> None:
    raise ImportFailed("第 3 页没有表格")


def fails(data: bytes) -> None:
    raise KeyError(data.decode())


def answers_nonsense(_data: bytes) -> object:
    return float("nan")


def answers_too_much(_data: bytes) -> str:
    return "x" * (17 << 20)


def hungers(_data: bytes) -> int:
    return len(bytearray(4 << 30))


def crashes(_data: bytes) -> None:
    ctypes.string_at(0)


def leaves(_data: bytes) -> None:
    os._exit(0)


def tells_its_number_and_hangs(pipe: bytes) -> None:
    Path(pipe.decode()).write_text(str(os.getpid()), encoding="ascii")
    while True:
        pass


def allowed_memory(_data: bytes) -> list[int]:
    import resource  # noqa: PLC0415 - not on Windows

    return list(resource.getrlimit(resource.RLIMIT_AS))
