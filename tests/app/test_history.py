"""Undo and redo as snapshots (SAFETY.md R17, UX.md U11)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ziping.app.history import History


def history(*values: str, depth: int = 1000) -> History[str, str]:
    """A history that began empty and went through these values, a step each, named after them."""
    whole: History[str, str] = History("", depth)
    for value in values:
        whole.record(value, f"→{value}")
    return whole


def test_nothing_can_be_undone_or_redone_at_the_start() -> None:
    whole = history()
    assert (whole.undoable, whole.redoable, whole.undo(), whole.redo(), whole.present) == (None, None, None, None, "")


def test_undo_and_redo_walk_the_steps_and_name_them() -> None:
    whole = history("a", "b")
    assert (whole.undoable, whole.redoable) == ("→b", None)
    assert (whole.undo(), whole.present) == ("→b", "a")
    assert (whole.undoable, whole.redoable) == ("→a", "→b")
    assert (whole.undo(), whole.present) == ("→a", "")
    assert (whole.redo(), whole.present) == ("→a", "a")
    assert (whole.redo(), whole.present) == ("→b", "b")
    assert whole.redo() is None


def test_a_new_step_forgets_what_was_undone() -> None:
    whole = history("a", "b")
    whole.undo()
    whole.record("c", "→c")
    assert whole.redoable is None
    assert (whole.undo(), whole.present) == ("→c", "a")


def test_steps_beyond_the_depth_are_forgotten_oldest_first() -> None:
    whole = history("a", "b", "c", "d", depth=3)
    assert [whole.undo() for _ in range(4)] == ["→d", "→c", "→b", None]
    assert whole.present == "a"


def test_at_least_a_hundred_steps_are_kept_by_default() -> None:
    whole = history(*(str(number) for number in range(1, 1001)))
    while whole.undo():
        pass
    assert whole.present == ""


def test_one_burst_is_one_step_with_the_last_name() -> None:
    whole = history("x")
    for value in ("x1", "x12", "x123"):
        whole.record(value, f"→{value}", burst="field")
    assert (whole.undo(), whole.present) == ("→x123", "x")
    assert (whole.redo(), whole.present) == ("→x123", "x123")


def test_another_burst_a_pause_an_undo_or_a_plain_step_end_a_burst() -> None:
    whole = history()
    whole.record("a", "1", burst="one")
    whole.record("b", "2", burst="two")
    whole.end_burst()
    whole.record("c", "3", burst="two")
    whole.undo()
    whole.record("d", "4", burst="two")
    whole.record("e", "5")
    whole.record("f", "6", burst="two")
    names = []
    while name := whole.undo():
        names.append(name)
    assert names == ["6", "5", "4", "2", "1"]


def test_a_burst_that_ends_where_it_began_is_no_step() -> None:
    whole = history("a")
    whole.record("ab", "type", burst="field")
    whole.record("a", "type", burst="field")
    assert whole.undoable == "→a"
    whole.record("ac", "type", burst="field")
    assert (whole.undo(), whole.present) == ("type", "a")
    assert (whole.undo(), whole.present) == ("→a", "")


def test_a_burst_never_joins_an_older_one_behind_it() -> None:
    whole = history()
    whole.record("a", "first", burst="field")
    whole.end_burst()
    whole.record("ab", "second", burst="field")
    whole.record("a", "second", burst="field")
    whole.record("ac", "third", burst="field")
    assert (whole.undo(), whole.present) == ("third", "a")


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), st.sampled_from("abc"), st.sampled_from([None, "one", "two"])),
        st.tuples(st.sampled_from(["undo", "redo", "end_burst"]), st.none(), st.none()),
    ),
    max_size=40,
)


@given(DEEDS)
def test_r17_any_sequence_undone_equals_the_start_and_redone_the_end(
    deeds: list[tuple[str, str | None, str | None]],
) -> None:
    whole: History[str, str] = History("start")
    for deed, value, burst in deeds:
        if value is None:
            getattr(whole, deed)()
        else:
            whole.record(value, value, burst)
    while whole.redo():
        pass
    end, seen = whole.present, [whole.present]
    while whole.undo():
        assert whole.present != seen[-1], "no undo does nothing"
        seen.append(whole.present)
    assert whole.present == "start"
    for expected in reversed(seen[:-1]):
        whole.redo()
        assert whole.present == expected
    assert whole.present == end
    assert whole.redoable is None
