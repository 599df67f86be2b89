"""Who has to hand in a form: a list of 实施单位 or 项目名称, who is missing on a board, and who is there unasked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from ziping.app.board import Entry, shown
from ziping.app.files import CannotOpen
from ziping.importers.guard import check_size
from ziping.importers.name_list import read_names
from ziping.importers.result import ImportFailed
from ziping.rules.checks.together import same_name
from ziping.store.files import FileProblem, read_bytes

_UNIT_HEADINGS = {"实施单位", "单位", "单位名称", "项目实施单位", "填报单位"}
_PROJECT_HEADINGS = {"项目名称", "项目"}
_ALIKE = 0.6
"""How much of their pairs of characters two names of projects share that are told as near, 1.0 being all."""
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the list: a unit, a project, both, or a ``name`` of which the list doesn't say which of the two it is."""

    unit: str = ""
    project: str = ""
    name: str = ""

    def __str__(self) -> str:
        return "　".join(filter(None, (self.unit, self.project, self.name)))


@dataclass(frozen=True, slots=True)
class Missing:
    """A line of the list for which there is no form, and what there is of nearly the same name."""

    expected: Expected
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        beside = f"；有名称相近的{'、'.join(f'“{name}”' for name in self.near)}，请核对" if self.near else ""
        return f"没有“{self.expected}”的自评表{beside}"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What there are forms of though the list hasn't it: a unit with so many forms, or a ``project`` with its unit."""

    unit: str
    project: str = ""
    count: int = 1

    def __str__(self) -> str:
        if self.project:
            return f"名单上没有项目“{'　'.join(filter(None, (self.unit, self.project)))}”，却有它的自评表"
        return f"名单上没有单位“{self.unit}”，却有它的自评表 {self.count} 份"


def read_expected(path: Path) -> tuple[Expected, ...]:
    """The list in a text, CSV or workbook; raises ``CannotOpen``.

    A first row of headings (实施单位, 项目名称) says which column is which; without one two columns are unit and project, and
    one may hold either. A unit left empty before a project is the one above, as under a merged cell.
    """
    try:
        check_size(path)
        rows = read_names(read_bytes(path))
    except FileProblem as problem:
        raise CannotOpen(shown(problem)) from None
    except ImportFailed as problem:
        raise CannotOpen(f"不能打开“{shown(path)}”：{problem}") from None
    return tuple(dict.fromkeys(_lines(rows)))


def _lines(table: Sequence[Sequence[str]]) -> Iterator[Expected]:
    rows = _without_numbers(table)
    unit, project, start = _columns(rows)
    above = ""
    for row in rows[start:]:
        texts = [*row, ""]
        here = texts[unit] if unit is not None else ""
        above = here or above
        name = texts[project] if project is not None else ""
        if unit is None and project is None:
            yield Expected(name=next(filter(None, texts)))
        elif here or name:
            yield Expected(above, name)


def _without_numbers(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows filled up to one length, without the columns that hold nothing but 序号 below their heading."""
    width = max(map(len, rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    kept = [place for place in range(width) if not all(row[place].isdecimal() for row in full[1:] or full)]
    return [texts for row in full if any(texts := [row[place] for place in kept])]


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, int | None, int]:
    """The columns of unit and project, where there are any, and the first row below the headings."""
    for number, row in enumerate(rows[:10]):
        unit = next((place for place, text in enumerate(row) if text in _UNIT_HEADINGS), None)
        project = next((place for place, text in enumerate(row) if text in _PROJECT_HEADINGS), None)
        if unit is not None or project is not None:
            return unit, project, number + 1
    pairs = all(len(row) >= 2 and row[0] and row[1] for row in rows)
    return (0, 1, 0) if pairs else (None, None, 0)


def missing(expected: Sequence[Expected], entries: Iterable[Entry]) -> tuple[Missing, ...]:
    """The lines of the list without a form, in its order; names must agree to the letter once they are trimmed."""
    there = _There(entries)
    lacking = [line for line in expected if not there.has(line)]
    wanted = {line for line in expected if there.has(line)}
    return tuple(Missing(line, there.near(line, wanted)) for line in lacking)


def unlisted(expected: Sequence[Expected], entries: Iterable[Entry]) -> tuple[Unlisted, ...]:
    """Whose forms no line of the list asks for, in the order of the forms; names agree as in ``missing``.

    A unit that the list hasn't at all is told once. Of a list that names no units, only projects are missed.
    """
    readable = [entry for entry in entries if not entry.refusal]
    lines = set(expected)
    beyond = [entry for entry in readable if not _is_listed(entry.unit.strip(), entry.project.strip(), lines)]
    units = {line.unit or line.name for line in expected} - {""}
    by_unit = any(line.unit for line in expected) or any(entry.unit.strip() in units for entry in readable)
    counts = Counter(entry.unit.strip() for entry in beyond)
    told = []
    for entry in beyond:
        unit, project = entry.unit.strip(), entry.project.strip() or shown(entry.path.name)
        whole = by_unit and unit and unit not in units
        told.append(Unlisted(unit, count=counts[unit]) if whole else Unlisted(unit, project))
    return tuple(dict.fromkeys(told))


def _is_listed(unit: str, project: str, lines: Set[Expected]) -> bool:
    """Whether some line asks for that project of that unit."""
    names = filter(None, (unit, project))
    exact = (
        Expected(unit, project),
        Expected(unit),
        Expected(project=project),
        *(Expected(name=name) for name in names),
    )
    return any(line in lines for line in exact)


class _There:
    """The names on the board."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        readable = [(entry.unit.strip(), entry.project.strip()) for entry in entries if not entry.refusal]
        self._pairs = dict.fromkeys(readable)
        self._units = _Units(unit for unit, _ in readable)
        self._projects = _Projects(project for _, project in readable)
        self._of_unit: defaultdict[str, list[str]] = defaultdict(list)
        for unit, project in self._pairs:
            self._of_unit[unit].append(project)

    def has(self, line: Expected) -> bool:
        """Whether there is a form of that line."""
        if line.name:
            return line.name in self._units.names or line.name in self._projects.names
        if line.unit and line.project:
            return (line.unit, line.project) in self._pairs
        return line.unit in self._units.names or line.project in self._projects.names

    def near(self, line: Expected, present: set[Expected]) -> tuple[str, ...]:
        """Names like that of the line which aren't on the list themselves."""
        if line.unit and line.project:
            found: Iterable[str] = self._near_pairs(line, present)
        else:
            known = {text for each in present for text in (each.unit, each.project, each.name)}
            alike = [*self._units.like(line.name or line.unit), *self._projects.like(line.name or line.project)]
            found = (name for name in alike if name not in known)
        return tuple(dict.fromkeys(found))[:_MOST_NEAR]

    def _near_pairs(self, line: Expected, present: set[Expected]) -> Iterator[str]:
        for unit in dict.fromkeys([line.unit, *self._units.like(line.unit)]):
            of_unit = _Projects(self._of_unit.get(unit, ()))
            for project in [line.project] if line.project in of_unit.names else of_unit.like(line.project):
                if Expected(unit, project) not in present:
                    yield project if unit == line.unit else f"{unit}　{project}"


class _Units:
    """Names of offices, found by one that means the same or is one character off."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = set(filter(None, names))
        self._plain = {name: same_name(name) for name in sorted(self.names)}

    def like(self, name: str) -> list[str]:
        """Those like the name, other than itself."""
        plain = same_name(name)
        return [other for other, short in self._plain.items() if other != name and _is_one_off(plain, short)]


def _is_one_off(one: str, other: str) -> bool:
    """Whether at most one character was changed, added or left out."""
    start = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    one, other = one[start:], other[start:]
    end = next((place for place, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if end is None else end
    return max(len(one), len(other)) - shared <= 1


class _Projects:
    """Names of projects, found by one that shares most pairs of characters."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = set(filter(None, names))
        self._with: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self.names):
            for pair in _pairs(name):
                self._with[pair].append(name)

    def like(self, name: str) -> list[str]:
        """Those like the name, other than itself, the likest first."""
        pairs = _pairs(name)
        shared = Counter(other for pair in pairs for other in self._with.get(pair, ()) if other != name)
        likeness = {other: 2 * count / (len(pairs) + len(_pairs(other))) for other, count in shared.items()}
        return sorted((other for other in likeness if likeness[other] >= _ALIKE), key=lambda other: -likeness[other])


def _pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)} or {name}
