"""Many pieces of work in processes of this program: one that crashes, hangs or eats memory loses only itself (U38, S8)."""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ziping.app.crew import Lost, _Crew, _Hand, _Orders, each, hands_for

WORKS = "app.crew_works"
MANY = range(200)
linux = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux limits memory and watches processes so")


def done(work: str, orders: Iterable[object], **settings: Any) -> dict[int, Any]:
    return dict(each(f"{WORKS}:{work}", orders, **{"hands": 2, **settings}))


def test_every_order_is_answered_with_its_number() -> None:
    assert done("twice", MANY) == {number: 2 * number for number in MANY}


def test_options_go_with_every_order() -> None:
    assert done("twice", [1, 2], options={"plus": 1}) == {0: 3, 1: 5}


def test_a_mapping_is_given_by_names_and_any_text_survives_the_way() -> None:
    assert done("named", [{"one": "自评\n表", "other": "\udcff"}], hands=1) == {0: "自评\n表 \udcff"}


def test_no_orders_no_answers() -> None:
    assert done("twice", []) == {}


def test_what_a_library_prints_is_no_answer() -> None:
    assert done("chatters", [1, 2], hands=1) == {0: 1, 1: 2}


@pytest.mark.parametrize("work", ["ends_at", "fails_at"])
def test_u38_a_piece_that_crashes_is_lost_alone(work: str) -> None:
    answers = done(work, MANY, options={"fatal": 50})
    assert isinstance(answers.pop(50), Lost)
    assert answers == {number: number for number in MANY if number != 50}


def test_u38_a_piece_that_hangs_is_lost_alone_and_says_so() -> None:
    answers = done("hangs_at", range(20), options={"fatal": 7}, seconds=2)
    assert answers.pop(7) == Lost("太久没有做完，已停止；文件可能太复杂或已损坏")
    assert answers == {number: number for number in range(20) if number != 7}


@linux
def test_a_piece_begun_after_its_process_has_ended_is_done_by_another(tmp_path: Path) -> None:
    def orders() -> Iterator[str]:
        yield str(tmp_path / "number")
        watched = os.pidfd_open(int((tmp_path / "number").read_text()))
        signal.pidfd_send_signal(watched, signal.SIGKILL)
        select.select([watched], [], [])
        os.close(watched)
        yield str(tmp_path / "other")

    assert done("notes_its_number", orders(), hands=1) == {0: "noted", 1: "noted"}


def test_a_piece_is_not_lost_because_the_one_before_took_too_long_though_it_was_done() -> None:
    """The clock runs out in the moment in which the answer comes: the process is ended, but nothing is lost."""
    first, second = between("own_number", lambda hand: hand.end("太久没有做完"))
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert first != second


def test_a_process_that_has_answered_meanwhile_is_not_ended() -> None:
    first, second = between("own_number", lambda hand: hand.end("太久没有做完", begun_before=time.monotonic()))
    assert first == second


def between(work: str, deed: Callable[[_Hand], object]) -> list[Any]:
    """The answers to two orders of one hand, with something done to it after the first and before the second."""
    begun = threading.Event()

    def orders() -> Iterator[int]:
        yield 1
        begun.wait()
        deed(crew._hands[0])
        yield 2

    head = json.dumps({"work": f"{WORKS}:{work}", "options": {}, "megabytes": 1024}).encode() + b"\n"
    crew = _Crew(head, _Orders(orders()), 1)
    begun.set()
    answers = [answer for _ in range(3) for _, answer in crew.answer(20)]
    crew.dismiss()
    return answers


@pytest.mark.skipif(shutil.which("true") is None, reason="there is no program that ends at once")
def test_a_process_that_ends_before_it_has_heard_anything_is_left_behind_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("true"))
    more_than_a_pipe_holds = {"plus": "x" * 1_000_000}
    assert set(done("twice", [1, 2], options=more_than_a_pipe_holds).values()) == {
        Lost("后台程序意外中断，文件可能已损坏")
    }
    gc.collect()  # a process that nobody has waited for would complain here


@linux
def test_a_piece_that_eats_memory_is_lost_alone() -> None:
    assert done("eats", [1, 4_000, 2], hands=1, megabytes=512) == {
        0: 1,
        1: Lost("后台程序意外中断，文件可能已损坏"),
        2: 2,
    }


def test_what_goes_wrong_with_the_orders_reaches_whoever_gave_them() -> None:
    def orders() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done("twice", orders())


def test_u38_it_ends_within_half_a_second_and_leaves_no_process(tmp_path: Path) -> None:
    pipe = tmp_path / "number"
    os.mkfifo(pipe)
    watched: list[int] = []

    def stop() -> bool:
        """As soon as the process that hangs has told its number."""
        if not watched and select.select([reading], [], [], 0)[0]:
            watched.append(os.pidfd_open(int(os.read(reading, 20))))
            moments.append(time.monotonic())
        return bool(watched)

    moments: list[float] = []
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert done("tells_its_number", [str(pipe)], hands=1, stop=stop) == {}
        assert time.monotonic() - moments[0] < 0.5
        assert select.select(watched, [], [], 0)[0] == watched
    finally:
        for handle in (reading, *watched):
            os.close(handle)


def test_orders_are_taken_one_by_one_not_all_at_once() -> None:
    taken: list[int] = []

    def orders() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    answers = each(f"{WORKS}:twice", orders(), hands=2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert len(taken) < 1_000


@pytest.mark.parametrize("count", [0, 1, 149])
def test_a_few_forms_start_no_process(count: int) -> None:
    assert hands_for(count) == 1


def test_many_forms_are_given_to_at_most_four_processes() -> None:
    assert 1 <= hands_for(12_800) <= 4
