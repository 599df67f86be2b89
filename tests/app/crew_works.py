"""What the processes of ``test_crew`` are given to do."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def twice(number: int, plus: int = 0) -> int:
    return 2 * number + plus


def named(one: str, other: str) -> str:
    return f"{one} {other}"


def ends_at(number: int, fatal: int) -> int:
    """Ends its process at one number, as a crash would."""
    if number == fatal:
        os._exit(3)
    return number


def fails_at(number: int, fatal: int) -> int:
    if number == fatal:
        raise ZeroDivisionError
    return number


def hangs_at(number: int, fatal: int) -> int:
    if number == fatal:
        threading.Event().wait()
    return number


def eats(megabytes: int) -> int:
    return len(bytearray(megabytes << 20)) >> 20


def chatters(number: int) -> int:
    print("a library says something")
    return number


def tells_its_number(pipe: str) -> None:
    """Writes the number of its process into a pipe and never comes back."""
    Path(pipe).write_text(str(os.getpid()))
    threading.Event().wait()


def notes_its_number(file: str) -> str:
    """Writes the number of its process into a file."""
    Path(file).write_text(str(os.getpid()))
    return "noted"


def own_number(_order: int) -> int:
    return os.getpid()
