"""The log in the user's own folder: what went wrong and where in the program, never what a form says (SAFETY.md S10).

An error's message may quote what was typed, so a message is never written: only the kinds of errors and where they
happened. ``logging`` would write messages if it were given the error itself; it is given ``fault_text`` instead.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

_NAME = "ziping"
_PACKAGE = Path(__file__).parents[1]
_MOST_BYTES = 256 * 1024
_MOST_FRAMES = 12
_MOST_CAUSES = 5


class _Rotating(logging.handlers.RotatingFileHandler):
    """A log that grows to twice its size, and so on, while another window holds it: Windows lets nobody rename it then."""

    def doRollover(self) -> None:  # noqa: N802 - Python's name
        try:
            super().doRollover()
        except OSError:
            self.maxBytes *= 2
            self.stream = self._open()


def open_log(folder: Path) -> logging.Logger:
    """The program's log, kept in ``folder`` as ``ziping.log`` and three older files, each usually of 256 KB at most.

    Once open it stays where it is. Where nothing can be written there, nothing is kept, and nothing else is hindered.
    """
    log = logging.getLogger(_NAME)
    if not _ours(log):
        log.setLevel(logging.INFO)
        log.propagate = False
        log.addHandler(_file(folder))
    return log


def close_log() -> None:
    """Closes the log's file."""
    log = logging.getLogger(_NAME)
    for handler in _ours(log):
        log.removeHandler(handler)
        handler.close()


def _ours(log: logging.Logger) -> list[logging.Handler]:
    return [
        one for one in log.handlers if isinstance(one, logging.handlers.RotatingFileHandler | logging.NullHandler)
    ]


def _file(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _Rotating(folder / f"{_NAME}.log", maxBytes=_MOST_BYTES, backupCount=3, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def watch_for_crashes(folder: Path) -> None:
    """Has the interpreter write to ``crash.log`` where in the program it was when the process itself breaks down."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "crash.log"
        mode = "w" if path.exists() and path.stat().st_size > _MOST_BYTES else "a"
        faulthandler.enable(path.open(mode, encoding="utf-8"))  # stays open as long as the process lives
    except OSError:
        return


def fault_text(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """An error without its message: its kind, the way to it (outermost call first), and the errors that led to it."""
    parts = [_one(kind, trace)]
    seen: set[int] = {id(error)}
    for cause in _causes(error):
        if id(cause) in seen or len(parts) > _MOST_CAUSES:
            break
        seen.add(id(cause))
        parts.append("之前：" + _one(type(cause), cause.__traceback__))
    return "\n".join(parts)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            yield error


def _one(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    places = [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-_MOST_FRAMES:]]
    return "\n".join([kind.__name__, *places])


def _inside(file_name: str) -> str:
    """A source file's place in its package; the folders above may hold the user's name, which may be ziping."""
    parts = re.split(r"[\\/]", file_name)
    for place in range(len(parts) - 1, 0, -1):
        if parts[place - 1] == "ziping" and (_PACKAGE / parts[place]).exists():
            return "/".join(parts[place - 1 :])
        if parts[place - 1] == "site-packages":
            return "/".join(parts[place:])
    return parts[-1]
