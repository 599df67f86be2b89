"""R10, S3, S4: damaged and hostile workbooks are read or refused in a sentence; the drill meets 10,000."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from hostile_workbooks import EVERY, HUGE, Reading, hostile_workbooks


def test_r10_five_hundred_hostile_workbooks_are_read_or_refused_in_time_and_little_memory(tmp_path: Path) -> None:
    met = Reading()
    for hostile in hostile_workbooks(500, 500):
        met.meet(hostile, tmp_path)
    assert not met.wrong
    assert min(met.opened, met.refused) > 100


def test_the_hostile_workbooks_are_of_every_kind_and_the_same_each_time() -> None:
    first, again = ([hostile.what for hostile in islice(hostile_workbooks(7, 1_000), 40)] for _ in range(2))
    assert first == again
    assert set(first) == {what for what, _ in EVERY}
    parts = [hostile.data for hostile in islice(hostile_workbooks(7, 1_000), 4)]
    assert parts == [hostile.data for hostile in islice(hostile_workbooks(7, 1_000), 4)]
    last = [hostile.what for hostile in hostile_workbooks(7, len(HUGE))]
    assert last == [what for what, _ in reversed(HUGE)]
