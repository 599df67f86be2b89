"""The other end of ``crew``: does a piece of work for each line on standard input and answers with a line each."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

if sys.platform != "win32":
    import resource


def serve() -> NoReturn:
    """Works until standard input ends."""
    with os.fdopen(os.dup(1), "wb") as answers, open(0, "rb", closefd=False) as source:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
        head = json.loads(source.readline())
        _limit(head["megabytes"] << 20)
        module, _, name = head["work"].partition(":")
        function = getattr(import_module(module), name)
        for line in source:
            answers.write(_answer(function, json.loads(line), head["options"]) + b"\n")
            answers.flush()
    os._exit(0)  # a library that can't end itself keeps nobody waiting


def _answer(function: Callable[..., Any], order: object, options: dict[str, Any]) -> bytes:
    try:
        result = function(**order, **options) if isinstance(order, dict) else function(order, **options)
        return json.dumps({"result": result}, allow_nan=False).encode()
    except MemoryError:
        os._exit(1)  # what is left of the process is not to be trusted
    except Exception:  # noqa: BLE001 - one bad piece of work stops nothing
        return b"{}"


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(
            resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard)
        )
