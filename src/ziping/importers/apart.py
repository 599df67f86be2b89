"""The other end of ``worker_process``: does one piece of work on bytes from standard input and answers on standard output.

It knows neither what the work is nor where the bytes are from; it sees to its limits and to ending with its parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from importlib import import_module
from typing import Any, NoReturn

from ziping.importers.result import ImportFailed
from ziping.importers.worker_process import OUT_OF_MEMORY

if sys.platform != "win32":
    import resource

_CPU_GRACE = 5
"""Seconds of computing above the allowed ones: only a process whose parent can't stop it any more gets there."""


def serve() -> NoReturn:
    """Does the work that is ordered, answers and ends."""
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
        with open(0, "rb", closefd=False) as source:
            order = json.loads(source.readline())
            data = source.read(order["length"])
        threading.Thread(target=_end_with_parent, daemon=True).start()
        _limit(int(order["seconds"]) + _CPU_GRACE, order["megabytes"] << 20)
        try:
            answer.write(_answer(order["work"], data, order["options"]))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
    os._exit(0)  # a library that can't end itself keeps nobody waiting


def _answer(work: str, data: bytes, options: dict[str, Any]) -> bytes:
    module, _, name = work.partition(":")
    try:
        told = {"result": getattr(import_module(module), name)(data, **options)}
        return json.dumps(told, allow_nan=False).encode()
    except ImportFailed as refusal:
        return json.dumps({"refused": str(refusal)}).encode()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a library does on a foreign file, the parent says one sentence
        return b"{}"


def _end_with_parent() -> None:
    while os.read(0, 1):
        """The parent writes no more: the pipe ends when the parent does."""
    os._exit(1)


def _limit(seconds: int, memory: int) -> None:
    """Limits computing time and bytes of memory where the system can."""
    if sys.platform == "win32":
        return
    for what, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
