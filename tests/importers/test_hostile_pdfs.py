"""R10, S6: mutated PDFs become forms or are refused in one sentence; ``drills/drill_hostile_pdfs.py`` meets 10,000."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hostile_pdfs import EVERY, hostile_pdfs, met

COUNT = 500


def test_r10_five_hundred_mutated_pdfs_are_read_or_refused_in_time() -> None:
    with ThreadPoolExecutor(2) as hands:
        halves = list(hands.map(met, [6, 6], [0, COUNT // 2], [COUNT // 2, COUNT // 2]))
    assert [half.wrong for half in halves] == [[], []]
    read, refused = sum(half.read for half in halves), sum(half.refused for half in halves)
    assert read + refused == COUNT
    assert min(read, refused) > 50


def test_the_mutated_pdfs_are_of_every_kind_and_the_same_each_time() -> None:
    first, again = (list(hostile_pdfs(7, 2 * len(EVERY))) for _ in range(2))
    assert first == again
    assert {what for what, _ in first} == {what for what, _ in EVERY}
    assert len({data for _, data in first}) > len(EVERY)
