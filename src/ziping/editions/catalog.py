"""The shipped editions, read from ``resources/editions/``: ``base.toml`` and one file of differences each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ziping.editions.model import Edition
from ziping.resources import resource

_BASE = "base.toml"
"""What every edition shares; none works without it."""


class UnknownEdition(LookupError):
    """No edition has this id; the message names those there are."""

    def __init__(self, wanted: str) -> None:
        known = "、".join(f"{edition.id}（{edition.name}）" for edition in editions())
        named = " ".join(wanted[:80].split())[:40]  # a damaged file may hold anything here
        super().__init__(f"没有名为“{named}”的版式；可用的版式：{known}")


class EditionFault(Exception):
    """An edition's file can't be used; the message names the file, the place in it, and how to go on."""

    def __init__(self, path: Path, fault: str) -> None:
        instead = "" if path.name == _BASE else "，或把它移出这个文件夹"
        super().__init__(f"版式文件“{path}”不能用：{fault}。请改正它{instead}，再重新运行")


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition of the program; raises ``EditionFault``."""
    return editions_in(resource("editions"))


def editions_in(folder: Path) -> tuple[Edition, ...]:
    """Every edition in a folder with a ``base.toml``, in the order of their file names; raises ``EditionFault``."""
    known: dict[str, Edition] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != _BASE:
            new = read_edition(path)
            if new.id in known:
                raise EditionFault(path, f"另一个文件里已经有名为“{new.id}”的版式（id）")
            known[new.id] = new
    return tuple(known.values())


def edition(name: str) -> Edition:
    """The edition with this id, name or plain name (``jiading-2024``, ``嘉定 2024``, ``嘉定2024``).

    Raises ``UnknownEdition``.
    """
    for known in editions():
        if name in {known.id, known.name, known.plain_name}:
            return known
    raise UnknownEdition(name)


def read_edition(path: Path) -> Edition:
    """An edition from its file of differences, laid over the ``base.toml`` beside it; raises ``EditionFault``."""
    merged = _laid_over(_tables(path.with_name(_BASE)), _tables(path))
    try:
        return Edition.model_validate(merged)
    except ValidationError as wrong:
        raise EditionFault(path, _first_fault(wrong)) from wrong


def _tables(path: Path) -> dict[str, Any]:
    """What a file says; raises ``EditionFault``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise EditionFault(path, "它不是 UTF-8 编码的文本") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise EditionFault(path, f"不合 TOML 的写法（{wrong}）") from wrong


_FAULTS = {"extra_forbidden": "没有“{}”这一项", "missing": "缺少“{}”这一项"}


def _first_fault(wrong: ValidationError) -> str:
    """The first thing wrong, with its dotted place in the file."""
    first = wrong.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return _FAULTS.get(first["type"], "“{}”的内容不对").format(place)


def _laid_over(base: Mapping[str, Any], differences: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in differences.items():
        below = merged.get(key)
        merged[key] = _laid_over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged
