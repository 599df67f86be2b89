"""Many pieces of work of one kind, done by some processes of this program, one piece after the other in each.

A process is this program again: ``python -m ziping --crew``, or the frozen program with the one word
(``app.crew_member``). It is told in a line of JSON what the work is, then gets a line of JSON for each piece and answers
with one; nothing is pickled (SAFETY.md S8). It ends when its standard input does, so it never outlives this program.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ziping.importers.worker_process import command

WORD = "--crew"
"""The hidden word on the command line that makes this program such a process."""
FEW = 150
"""Pieces of work of some ms for which starting processes, half a second each, is not worth while."""
MOST = 4
"""More processes at once would need more memory than office machines can spare: 60 to 90 MB each."""
_GLANCE = 0.05
"""Seconds between looks at the clock and at ``stop``."""
_GRACE = 0.3
"""Seconds in which a process may finish its piece when nobody wants any more."""
_NEVER = float("inf")
_WAITING = 100
"""Answers that may lie ready; processes that are faster than whoever takes the answers wait."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece of work that was not done, and why, in a Chinese sentence."""

    reason: str


def hands_for(count: int, few: int = FEW) -> int:
    """How many processes do ``count`` pieces of work best; 1 means that none is started."""
    return 1 if count < few else max(1, min(_cores(), MOST))


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: str,
    orders: Iterable[object],
    *,
    hands: int,
    options: Mapping[str, object] | None = None,
    seconds: float = 20,
    megabytes: int = 1024,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, Any]]:
    """The number of each order, counted from 0, and what the function returned, as soon as it is there.

    ``work`` names it as ``package.module:function``; it is called with an order and the ``options``, or, where orders are
    mappings, with their values by name. Orders, options and results are JSON values. A piece that
    takes more than ``seconds``, or memory than ``megabytes`` where the system can limit that, or that fails in any other
    way, is ``Lost``; the others are done all the same. When ``stop`` becomes true this ends within half a second.
    """
    head = json.dumps({"work": work, "options": dict(options or {}), "megabytes": megabytes}).encode() + b"\n"
    crew = _Crew(head, _Orders(orders), hands)
    try:
        while crew.at_work and not stop():
            crew.end_those_over(seconds)
            with contextlib.suppress(queue.Empty):
                yield from crew.answer(_GLANCE)
    finally:
        crew.dismiss()


class _Orders:
    """Numbers the orders and gives each to one hand."""

    def __init__(self, orders: Iterable[object]) -> None:
        self._numbered = enumerate(orders)
        self._lock = threading.Lock()
        self.ended = False

    def __iter__(self) -> Iterator[tuple[int, object]]:
        while not self.ended:
            with self._lock:
                try:
                    numbered = next(self._numbered)
                except StopIteration:
                    return
            yield numbered


_Answers = queue.Queue[tuple[int, Any] | Exception | None]
"""Answers with the numbers of their orders; None from a hand that has ended, or what went wrong with it."""


class _Crew:
    """The hands and the answers they have laid down."""

    def __init__(self, head: bytes, orders: _Orders, hands: int) -> None:
        self._orders = orders
        self._answers: _Answers = queue.Queue(_WAITING)
        self._hands = [_Hand(head, orders, self._answers) for _ in range(hands)]
        self.at_work = hands
        for hand in self._hands:
            hand.start()

    def answer(self, seconds: float) -> Iterator[tuple[int, Any]]:
        """The next answer, if one comes within the time; raises ``queue.Empty``."""
        answer = self._answers.get(timeout=seconds)
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            self.at_work -= 1
        else:
            yield answer

    def end_those_over(self, seconds: float) -> None:
        """Ends the processes that have been at one piece for longer."""
        latest = time.monotonic() - seconds
        for hand in self._hands:
            hand.end("太久没有做完，已停止；文件可能太复杂或已损坏", begun_before=latest)

    def dismiss(self) -> None:
        """Ends all, those that are busy after a moment of grace."""
        self._orders.ended = True
        until = time.monotonic() + _GRACE
        for hand in self._hands:
            while hand.is_alive():
                with contextlib.suppress(queue.Empty):
                    self._answers.get(timeout=0.01)
                if time.monotonic() > until:
                    hand.end("已取消")


class _Hand(threading.Thread):
    """A process and the thread that talks with it; a process that is lost is replaced."""

    def __init__(self, head: bytes, orders: _Orders, answers: _Answers) -> None:
        super().__init__(daemon=True)
        self._head, self._orders, self._answers = head, orders, answers
        self._process: subprocess.Popen[bytes] | None = None
        self._reason = ""
        """Why the process was ended; empty if it wasn't."""
        self._since = _NEVER
        """When the piece in work was begun."""
        self._turn = threading.Lock()

    def run(self) -> None:
        """Does orders until there are no more."""
        last: Exception | None = None
        try:
            for number, order in self._orders:
                self._leave_if_ended()
                self._since = time.monotonic()
                answer = self._done(order)
                with self._turn:
                    self._since = _NEVER
                self._answers.put((number, answer))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever gave the orders
            last = error
        self._leave()
        self._answers.put(last)

    def end(self, reason: str, *, begun_before: float | None = None) -> None:
        """Ends the process; its piece of work is lost for this reason.

        With ``begun_before`` only if it was begun before that: by now it may be done, or another one in work.
        """
        with self._turn:
            process = self._process
            wanted = begun_before is None or self._since < begun_before
            if wanted and process is not None and process.poll() is None:
                self._reason = reason
                process.kill()

    def _leave_if_ended(self) -> None:
        """A process that has ended after its last answer is no reason to lose another piece of work."""
        process = self._process
        if self._reason or (process is not None and process.poll() is not None):
            self._leave()
            self._reason = ""

    def _done(self, order: object) -> Any:
        try:
            process = self._process or self._begun()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
        except (OSError, ValueError):  # it could not begin, or ended before it had answered
            reason, self._reason = self._reason or "后台程序意外中断，文件可能已损坏", ""
            self._leave()
            return Lost(reason)
        return told["result"] if "result" in told else Lost("文件处理不了，可能已损坏")

    def _begun(self) -> subprocess.Popen[bytes]:
        process = self._process = subprocess.Popen(  # noqa: S603 - this program itself, with a fixed word
            command(WORD),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a library complains about may quote the form (S10)
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdin is not None
        process.stdin.write(self._head)
        return process

    def _leave(self) -> None:
        """Lets the process end, as it does when it is told no more."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what it never read can't be flushed
                    if pipe is not None:
                        pipe.close()
            process.wait()
