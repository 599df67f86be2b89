"""The indicator library: usual 三级指标 by kind of project of a 城运中心, from ``resources/indicators/*.toml``.

A file states its indicators in the hierarchy that has a 一级 成本指标; they are given in the hierarchy of an edition.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from typing import Literal

from ziping.editions.model import Edition, Setting
from ziping.resources import resource

Direction = Literal["higher", "lower", "equal", "qualitative"]
"""Which 实际完成值 is better: more, less (or earlier), exactly the target, or one judged in words."""


class LibraryIndicator(Setting):
    """A usual 三级指标: where it stands, its usual target form, unit and kinds of evidence.

    ``{year}`` in ``target`` stands for the year of the form; ``proposed`` ones make up a new form of this kind.
    """

    dimension: str
    category: str
    name: str
    target: str
    unit: str = ""
    direction: Direction
    evidence: tuple[str, ...]
    note: str = ""
    proposed: bool = False

    def target_for(self, year: int | str) -> str:
        """The usual target in a form of this year: ``{year}年12月31日前`` → 2024年12月31日前."""
        return self.target.replace("{year}", str(year))


class ProjectKind(Setting):
    """A kind of project (巡查, 热线 …), what it is about, and its usual indicators in print order."""

    id: str
    order: int
    name: str
    about: str
    indicators: tuple[LibraryIndicator, ...]


class UnknownKind(LookupError):
    """No kind of project has this id; the message names those there are."""

    def __init__(self, wanted: str) -> None:
        known = "、".join(f"{kind.id}（{kind.name}）" for kind in project_kinds())
        super().__init__(f"没有名为“{wanted}”的项目类型；可用的类型：{known}")


@cache
def project_kinds() -> tuple[ProjectKind, ...]:
    """Every kind of project in the library, in the order in which they are offered."""
    files = resource("indicators").glob("*.toml")
    kinds = (ProjectKind.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)
    return tuple(sorted(kinds, key=lambda kind: kind.order))


def project_kind(kind_id: str) -> ProjectKind:
    """The kind of project with this id; raises ``UnknownKind``."""
    for kind in project_kinds():
        if kind.id == kind_id:
            return kind
    raise UnknownKind(kind_id)


def indicators_for(kind_id: str, edition: Edition) -> tuple[LibraryIndicator, ...]:
    """The usual indicators of a kind of project where the edition has them, in its print order.

    Raises ``UnknownKind``.
    """
    places = {
        (spec.name, category): (row, column)
        for row, spec in enumerate(edition.dimensions)
        for column, category in enumerate(spec.categories)
    }
    placed = [_placed(indicator, edition) for indicator in project_kind(kind_id).indicators]
    last = (len(edition.dimensions), 0)
    return tuple(sorted(placed, key=lambda indicator: places.get((indicator.dimension, indicator.category), last)))


def _placed(indicator: LibraryIndicator, edition: Edition) -> LibraryIndicator:
    """The indicator in the edition's hierarchy: a 一级 that the edition knows only as a 二级 becomes that 二级."""
    if any(spec.name == indicator.dimension for spec in edition.dimensions):
        return indicator
    for spec in edition.dimensions:
        if indicator.dimension in spec.categories:
            return indicator.model_copy(update={"dimension": spec.name, "category": indicator.dimension})
    return indicator


def search(text: str, edition: Edition, kind_id: str | None = None) -> list[LibraryIndicator]:
    """The indicators that match every word of ``text``, best first, each once; of one kind of project or of all.

    A word matches a name exactly, at its start, inside it, or by its characters in their order with others between
    (视频率 finds 视频监控在线率), and last 二级指标, unit and evidence. No text matches all. Raises ``UnknownKind``.
    """
    words = _folded(text).split()
    kinds = [kind_id] if kind_id is not None else [kind.id for kind in project_kinds()]
    found: dict[tuple[str, str, str], tuple[int, LibraryIndicator]] = {}
    for indicator in (indicator for kind in kinds for indicator in indicators_for(kind, edition)):
        ranks = [_rank(word, indicator) for word in words]
        if all(rank is not None for rank in ranks):
            key = (indicator.dimension, indicator.category, indicator.name)
            found.setdefault(key, (sum(rank or 0 for rank in ranks), indicator))
    return [indicator for _, indicator in sorted(found.values(), key=lambda ranked: ranked[0])]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _rank(word: str, indicator: LibraryIndicator) -> int | None:
    """How well a word fits, 0 best; nothing where it does not."""
    name = _folded(indicator.name)
    if word in name:
        return 0 if word == name else 1 if name.startswith(word) else 2
    if _in_order(word, name):
        return 3
    return (
        4
        if any(word in _folded(other) for other in (indicator.category, indicator.unit, *indicator.evidence))
        else None
    )


def _in_order(word: str, name: str) -> bool:
    """Whether the characters of ``word`` stand in ``name`` in this order, others between them."""
    rest = iter(name)
    return all(character in rest for character in word)
