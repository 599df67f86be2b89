"""R10: damaged and hostile files open or are refused in one sentence; ``drills/drill_hostile_input.py`` meets 10,000."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from hostile import EVERY, HUGE, Encounter, hostile_files


def test_r10_five_hundred_hostile_files_are_opened_or_refused_in_time_and_little_memory(tmp_path: Path) -> None:
    met = Encounter()
    for hostile in hostile_files(500, 500):
        met.meet(hostile, tmp_path)
    assert not met.wrong
    assert min(met.opened, met.refused) > 50


def test_the_hostile_files_are_of_every_kind_and_the_same_each_time() -> None:
    count = 2 * (len(EVERY) + len(HUGE))
    kinds = {(hostile.what, hostile.suffix) for hostile in hostile_files(1, count)}
    assert len(kinds) == count
    first, again = (list(islice(hostile_files(7, 1_000), 40)) for _ in range(2))
    assert first == again
    assert len({hostile.data for hostile in first}) == 40
