"""The shipped editions, read from ``resources/editions/``: ``base.toml`` and one file of differences each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ziping.editions.model import Edition
from ziping.resources import resource


class UnknownEdition(LookupError):
    """No edition has this id; the message names those there are."""

    def __init__(self, wanted: str) -> None:
        known = "、".join(f"{edition.id}（{edition.name}）" for edition in editions())
        named = " ".join(wanted[:80].split())[:40]  # a damaged file may hold anything here
        super().__init__(f"没有名为“{named}”的版式；可用的版式：{known}")


@cache
def editions() -> tuple[Edition, ...]:
    """Every shipped edition, in the order of their file names."""
    folder = resource("editions")
    return tuple(read_edition(path) for path in sorted(folder.glob("*.toml")) if path.name != "base.toml")


def edition(name: str) -> Edition:
    """The edition with this id, name or plain name (``jiading-2024``, ``嘉定 2024``, ``嘉定2024``).

    Raises ``UnknownEdition``.
    """
    for known in editions():
        if name in {known.id, known.name, known.plain_name}:
            return known
    raise UnknownEdition(name)


def read_edition(path: Path) -> Edition:
    """An edition from its file of differences, laid over the ``base.toml`` beside it."""
    base = tomllib.loads(path.with_name("base.toml").read_text(encoding="utf-8"))
    return Edition.model_validate(_laid_over(base, tomllib.loads(path.read_text(encoding="utf-8"))))


def _laid_over(base: Mapping[str, Any], differences: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in differences.items():
        below = merged.get(key)
        merged[key] = _laid_over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged
