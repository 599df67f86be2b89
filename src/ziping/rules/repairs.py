"""Texts with their harmless slips mended, for rules whose finding can be put right without asking."""

from __future__ import annotations

from collections.abc import Callable

from ziping.rules.numbering import renumbered
from ziping.rules.punctuation import mended

REPAIRS: dict[str, Callable[[str], str | None]] = {"T4": renumbered, "T5": mended}


def repaired_text(rule: str, text: str) -> str | None:
    """The text as it should be after what a rule found in it; nothing where there is no safe repair, or no need."""
    repair = REPAIRS.get(rule)
    repaired = repair(text) if repair is not None else None
    return repaired if repaired != text else None
