"""Indicator values with one thing about them put right, otherwise as they were written: ≤90.00(%) → ≥90.00(%)."""

from __future__ import annotations

import re

from ziping.rules.measure import read_measure
from ziping.rules.measure_words import MARKS, OPERATORS, SIGNS, Operator

_WORDS = "|".join(sorted((word for word in OPERATORS if len(word) > 1), key=len, reverse=True))
_OPERATOR = re.compile(rf"[{SIGNS}]{{1,2}}|{_WORDS}")
_MARK = re.compile("|".join(sorted(MARKS, key=len, reverse=True)))
_AT_LEAST = {
    **dict.fromkeys(("不超过", "不超", "不多于", "少于"), "不少于"),
    "至多": "至少",
    "最多": "最少",
}
_AT_MOST = {
    **dict.fromkeys(("不少于", "多于", "超过"), "不超过"),
    "至少": "至多",
    "最少": "最多",
}
_FIGURE = re.compile("[0-9０-９].*", re.DOTALL)


def turned(text: str, bound: Operator) -> str | None:
    """The value with ``≥`` or ``≤`` in place of its operator, in words where it was in words; figures stay as written.

    Nothing where the operator cannot be exchanged without changing what else is said.
    """
    words, usual, mark = (_AT_LEAST, "不低于", "以上") if bound == "≥" else (_AT_MOST, "不高于", "以内")
    new = _OPERATOR.sub(lambda found: bound if found.group()[0] in SIGNS else words.get(found.group(), usual), text)
    if new == text:
        new = _MARK.sub(mark, text)
    before, after = read_measure(text), read_measure(new)
    kept = (after.quantities, after.words) == (before.quantities, before.words)
    return new if kept and after.bound == bound and not (after.operator and after.mark) else None


def with_figure(text: str, figure: str) -> str | None:
    """The value with its figure and unit written like ``figure``; nothing where it would then say anything else."""
    new = _FIGURE.sub(lambda _: figure, text)
    return new if read_measure(new) == read_measure(text) else None


def counted_in(text: str, unit: str, other: str) -> str:
    """The value with the last ``unit`` in it exchanged for ``other``: =6.00(个) → =6.00(人)."""
    before, _, after = text.rpartition(unit)
    return f"{before}{other}{after}"
