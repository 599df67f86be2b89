"""How two forms differ, field by field and row by row, in print order; where the forms come from is not its business."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ziping.form.indicators import TreeNode
from ziping.form.model import Acknowledgement, Category, Dimension, Form, Funding, Indicator, Node, Remark
from ziping.form.path import FUNDING_SOURCES, FieldPath

Kind = Literal["changed", "added", "removed", "moved", "acknowledged", "remarked"]
"""A field is changed; a row of the tree is added, removed or moved; an answer 已核对 or a 批注 is given, withdrawn or
says something else by now."""
_SECTIONS: Mapping[type[Node], str] = {Dimension: "dimension", Category: "category", Indicator: "indicator"}
_ELSEWHERE: Mapping[type[Node], frozenset[str]] = {
    Form: frozenset(
        {"basic", "funding", "goal", "indicators", "signature", "printed", "acknowledged", "unconfirmed", "remarks"}
    ),
    Funding: frozenset(FUNDING_SOURCES),
    Dimension: frozenset({"id", "categories"}),
    Category: frozenset({"id", "indicators"}),
    Indicator: frozenset({"id"}),
}
"""What is compared on its own or, as ``id``, ``printed`` and ``unconfirmed``, not at all; every other field is, also one
yet unknown."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row stands: the names from its 一级指标 down to its own, and its number among its siblings, from 1."""

    names: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; ``row`` is the row it is about, as it stands in the later form (a removed one: in the earlier).

    ``before`` and ``after`` are a field's values, None where the form has no such field; for an added or removed row the
    row and None, for a moved one a ``Position`` each, for an answer an ``Acknowledgement`` or None, for a 批注 a
    ``Remark`` or None. ``path`` speaks of the later form, for a removed row, answer or 批注 of the earlier one.
    """

    path: FieldPath
    kind: Kind
    before: object
    after: object
    row: Position | None = None


def differences(before: Form, after: Form) -> tuple[Difference, ...]:
    """What is different in ``after``; nothing exactly if the forms say the same.

    Not compared are the ids of rows, which nobody sees (rows are paired by id and name, by name alone where ids come
    from elsewhere), ``printed``, what a foreign source printed, which lapses by itself, and ``unconfirmed``, which says
    what has been looked at and nothing else. Of ``acknowledged`` and ``remarks`` the order is not compared.
    """
    return tuple(_walk(before, after))


def _walk(before: Form, after: Form) -> Iterator[Difference]:
    olds, news = _rows(before), _rows(after)
    yield from _fields(before, after, "form")
    yield from _fields(before.basic, after.basic, "basic")
    yield from _fields(before.funding, after.funding, "funding")
    for source in FUNDING_SOURCES:
        yield from _fields(getattr(before.funding, source), getattr(after.funding, source), "funding", source)
    yield from _fields(before.goal, after.goal, "goal")
    partners = _partners(olds, news)
    yield from _siblings(_Trees(olds, news, partners), None, None)
    yield from _fields(before.signature, after.signature, "signature")
    was, now = _by_id(olds, news, partners)
    yield from _answers(before, after, was, now)
    yield from _remarks(before, after, was, now)


def _by_id(
    olds: Sequence[_Row], news: Sequence[_Row], partners: Mapping[_Row, _Row]
) -> tuple[Mapping[str, _Row], Mapping[str, _Row]]:
    """The rows that ids mean in the earlier form, as they stand in the later if they do, and those they mean in the later.

    An id may be given again: what was said of a row that is gone is not about the row that has its id by now.
    """
    became = {old: new for new, old in partners.items()}
    was = {old.node.id: became.get(old, old) for old in olds}
    return was, was | {new.node.id: new for new in news}


def _fields(
    before: Node, after: Node, section: str, row: str = "", place: Position | None = None
) -> Iterator[Difference]:
    old, new = dict(before), dict(after)
    for name in dict.fromkeys((*type(after).model_fields, *old, *new)):
        if name in _ELSEWHERE.get(type(after), ()):
            continue
        if (name in old) != (name in new) or old.get(name) != new.get(name):
            yield Difference(FieldPath(section, row, name), "changed", old.get(name), new.get(name), place)


@dataclass(frozen=True, eq=False, slots=True)
class _Row:
    """A node of one form's tree where it stands; two are the same only if they are one."""

    node: TreeNode
    parent: _Row | None
    position: Position

    @property
    def path(self) -> FieldPath:
        return FieldPath(_SECTIONS[type(self.node)], self.node.id, "name")


@dataclass(frozen=True, slots=True)
class _Trees:
    """The rows of both forms in print order, and for the later form's rows their partners in the earlier."""

    olds: Sequence[_Row]
    news: Sequence[_Row]
    partners: Mapping[_Row, _Row]


def _rows(form: Form) -> tuple[_Row, ...]:
    return tuple(_below(form.indicators, None))


def _below(nodes: Sequence[TreeNode], parent: _Row | None) -> Iterator[_Row]:
    above = parent.position.names if parent else ()
    for number, node in enumerate(nodes, start=1):
        row = _Row(node, parent, Position((*above, node.name), number))
        yield row
        if isinstance(node, Dimension):
            yield from _below(node.categories, row)
        elif isinstance(node, Category):
            yield from _below(node.indicators, row)


def _partners(olds: Sequence[_Row], news: Sequence[_Row]) -> dict[_Row, _Row]:
    """For each row of the later form the one of the earlier that it was."""
    partners: dict[_Row, _Row] = {}
    for key in _KEYS:
        taken = set(partners.values())
        waiting: defaultdict[Hashable, deque[_Row]] = defaultdict(deque)
        for old in olds:
            if old not in taken:
                waiting[key(old)].append(old)
        for new in news:
            name = key(new)
            if new not in partners and name is not None and waiting[name] and _akin(waiting[name][0].node, new.node):
                partners[new] = waiting[name].popleft()
    return partners


def _whole_key(row: _Row) -> Hashable:
    """Where a row stands and all it says: two such rows are one to any reader, whatever their ids."""
    numbers, above = [row.position.number], row.parent
    while above is not None:
        numbers.append(above.position.number)
        above = above.parent
    nested = _ELSEWHERE[type(row.node)]
    said = repr([(name, value) for name, value in row.node if name not in nested])
    return type(row.node), tuple(numbers), row.position.names, said


def _full_key(row: _Row) -> Hashable:
    return type(row.node), row.node.id, row.node.name


def _name_key(row: _Row) -> Hashable:
    return (type(row.node), row.position.names) if row.node.name.strip() else None


def _id_key(row: _Row) -> Hashable:
    return type(row.node), row.node.id


_KEYS: tuple[Callable[[_Row], Hashable], ...] = (_whole_key, _full_key, _name_key, _id_key)


def _akin(old: TreeNode, new: TreeNode) -> bool:
    """Whether rows of one id or name may be one row: two people may each have made another ``i14`` of their own."""
    if not isinstance(old, Indicator) or not isinstance(new, Indicator) or old.name == new.name:
        return True
    texts = ((old.target, new.target), (old.actual, new.actual), (old.deviation, new.deviation))
    return not old.name.strip() or not new.name.strip() or any(one and one == other for one, other in texts)


def _siblings(trees: _Trees, old_parent: _Row | None, new_parent: _Row | None) -> Iterator[Difference]:
    """What is different below a node that both forms have, or one of them, or (None for both) at the top."""
    top = old_parent is None and new_parent is None
    olds = [row for row in trees.olds if row.parent is old_parent] if top or old_parent else []
    news = [row for row in trees.news if row.parent is new_parent] if top or new_parent else []
    moved = _moved(olds, news, trees.partners)
    for old, new in _merged(olds, news, trees.partners):
        yield from _row_differences(old, new, moved=new in moved)
        yield from _siblings(trees, old, new)


def _row_differences(old: _Row | None, new: _Row | None, *, moved: bool) -> Iterator[Difference]:
    if new is None:
        assert old is not None
        yield Difference(old.path, "removed", old.node, None, old.position)
    elif old is None:
        yield Difference(new.path, "added", None, new.node, new.position)
    else:
        if moved:
            yield Difference(new.path, "moved", old.position, new.position, new.position)
        yield from _fields(old.node, new.node, new.path.section, new.path.row, new.position)


def _moved(olds: Sequence[_Row], news: Sequence[_Row], partners: Mapping[_Row, _Row]) -> set[_Row]:
    """Those of ``news`` that came from another parent or stand in another order; the fewest that explain the order."""
    was = [partners[new] for new in news if new in partners]
    matcher = SequenceMatcher(None, [old for old in olds if old in was], was, autojunk=False)
    stayed = {old for block in matcher.get_matching_blocks() for old in was[block.b : block.b + block.size]}
    return {new for new in news if new in partners and partners[new] not in stayed}


def _merged(
    olds: Sequence[_Row], news: Sequence[_Row], partners: Mapping[_Row, _Row]
) -> list[tuple[_Row | None, _Row | None]]:
    """Pairs in the later form's order; a removed row stands after the one it stood after."""
    pairs: list[tuple[_Row | None, _Row | None]] = [(partners.get(new), new) for new in news]
    kept = set(partners.values())
    place = 0
    for old in olds:
        if old not in kept:
            pairs.insert(place, (old, None))
            place += 1
        else:
            here = [number for number, (was, _) in enumerate(pairs, start=1) if was is old]
            place = here[0] if here else place
    return pairs


def _answers(before: Form, after: Form, was: Mapping[str, _Row], now: Mapping[str, _Row]) -> Iterator[Difference]:
    old, new = _by_finding(before), _by_finding(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or one.note != other.note:
            path = _address(key[1])
            row = (was if other is None else now).get(path.row)
            yield Difference(path, "acknowledged", one, other, row.position if row else None)


def _by_finding(form: Form) -> dict[tuple[str, str, str], Acknowledgement]:
    return {(answer.rule, answer.path, answer.seen): answer for answer in form.acknowledged}


def _remarks(before: Form, after: Form, was: Mapping[str, _Row], now: Mapping[str, _Row]) -> Iterator[Difference]:
    old, new = _by_writer(before), _by_writer(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one != other:
            path = _address(key[1], "remarks")
            row = (was if other is None else now).get(path.row)
            yield Difference(path, "remarked", one, other, row.position if row else None)


def _by_writer(form: Form) -> dict[tuple[str, str, str, str], Remark]:
    """By what stays when a remark is reworded or resolved; two people may each have made an ``r3`` of their own."""
    return {(remark.id, remark.path, remark.author, remark.time): remark for remark in form.remarks}


def _address(text: str, otherwise: str = "acknowledged") -> FieldPath:
    try:
        return FieldPath.parse(text)
    except ValueError:
        return FieldPath("form", "", otherwise)
