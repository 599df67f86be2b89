"""Undo and redo as snapshots: past, present and future of one whole value."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")
N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Step(Generic[V, N]):
    """A value, and the note on the step that led to the value after it."""

    before: V
    after: V
    note: N


class History(Generic[V, N]):
    """Keeps at most ``depth`` steps; ``note`` is whatever the caller wants to know of a step later."""

    def __init__(self, present: V, depth: int = 20_000) -> None:
        self.present = present
        self._past: deque[Step[V, N]] = deque(maxlen=depth)
        self._future: list[Step[V, N]] = []
        self._burst: Hashable = None

    def record(self, value: V, note: N, burst: Hashable = None) -> None:
        """Makes ``value`` the present; steps with the same ``burst`` that follow each other become one.

        A burst that ends where it began leaves no step: undo never does nothing.
        """
        before = self.present
        if burst is not None and burst == self._burst and self._past:
            before = self._past.pop().before
        self._burst = None if value == before else burst
        if value != before:
            self._past.append(Step(before, value, note))
        self._future.clear()
        self.present = value

    def end_burst(self) -> None:
        """Makes the next ``record`` a step of its own."""
        self._burst = None

    @property
    def undoable(self) -> N | None:
        """The note on the step that ``undo`` would take back."""
        return self._past[-1].note if self._past else None

    @property
    def redoable(self) -> N | None:
        """The note on the step that ``redo`` would take again."""
        return self._future[-1].note if self._future else None

    def undo(self) -> N | None:
        """Goes one step back; gives its note, or None at the start."""
        self.end_burst()
        if not self._past:
            return None
        step = self._past.pop()
        self._future.append(step)
        self.present = step.before
        return step.note

    def redo(self) -> N | None:
        """Goes one step on; gives its note, or None at the end."""
        self.end_burst()
        if not self._future:
            return None
        step = self._future.pop()
        self._past.append(step)
        self.present = step.after
        return step.note
