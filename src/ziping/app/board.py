"""年度项目板: the forms in a folder, a row each; a file that holds none is a row with its reason and stops nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ziping.app.crew import Lost, each, hands_for
from ziping.app.file_names import default_name
from ziping.app.files import CannotOpen, Opened, open_form
from ziping.app.session import View
from ziping.app.steps import STEPS, Progress, StepId, step_states, unconfirmed_words
from ziping.editions.catalog import edition
from ziping.rules.acknowledge import with_answers
from ziping.rules.check import check_neighbours
from ziping.rules.checks.together import Mention, Neighbour
from ziping.rules.findings import Finding
from ziping.store.document import SUFFIX

SUFFIXES = (SUFFIX, ".json")
_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the board: a form with all that a list of forms shows of it; money in 元, points in 分.

    ``refusal`` says in a Chinese sentence why there is no form to work with; most of the rest is then blank.
    ``errors``, ``warnings`` and ``hints`` count the open findings of the form itself, those 已核对 left out;
    ``answers`` is true where some are answered.
    """

    path: Path
    changed: datetime | None = None
    """When the file was last saved, in local time."""
    refusal: str = ""
    neighbour: Neighbour = field(default_factory=Neighbour)
    file_name: str = ""
    states: Mapping[StepId, Progress] = field(default_factory=dict)
    unconfirmed: int = 0
    """How many values were carried over from last year and not confirmed."""
    total: Decimal | None = None
    grade: str = ""
    full_budget: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)
    rate: Decimal | None = None
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    answers: bool = False
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """All findings of the form itself, where they were asked for."""

    @property
    def year(self) -> str:
        """年度 as typed."""
        return self.neighbour.year

    @property
    def unit(self) -> str:
        """实施单位."""
        return self.neighbour.unit

    @property
    def department(self) -> str:
        """主管部门."""
        return self.neighbour.department

    @property
    def project(self) -> str:
        """项目名称."""
        return self.neighbour.project_name

    @property
    def edition(self) -> str:
        """The name of its 版式."""
        return edition(self.neighbour.edition).name if self.neighbour.edition else ""

    @property
    def step(self) -> str:
        """How far it is: the first step not filled in or wrong, else what nobody has confirmed, or that it is ready."""
        if not self.states:
            return ""
        ready = unconfirmed_words(self.unconfirmed) if self.unconfirmed else "可以导出"
        undone = (step.name for step in STEPS[:5] if self.states[step.id] not in {"unconfirmed", "done"})
        return next(undone, ready)

    @property
    def problems(self) -> int:
        """All open findings."""
        return self.errors + self.warnings + self.hints


def files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder and those below it that may hold forms, by name; a folder that can't be read is given itself.

    What is hidden and what a link to a folder leads to is left out.
    """
    open_folders = [iter(((folder, True),))]
    while open_folders:
        path, is_folder = next(open_folders[-1], (None, False))
        if path is None:
            open_folders.pop()
        elif not is_folder or (inside := _inside(path)) is None:
            yield path
        else:
            open_folders.append(iter(inside))


def _inside(folder: Path) -> tuple[tuple[Path, bool], ...] | None:
    """What counts in a folder, by name, and whether it is a folder itself; None where it can't be read."""
    try:
        with os.scandir(folder) as found:
            seen = sorted((one for one in found if not _is_hidden(one)), key=lambda one: one.name)
    except OSError:
        return None
    told = ((one, one.is_dir(follow_symlinks=False)) for one in seen)
    return tuple(
        (Path(one.path), is_folder) for one, is_folder in told if is_folder or one.name.lower().endswith(SUFFIXES)
    )


def _is_hidden(one: os.DirEntry[str]) -> bool:
    if one.name.startswith("."):
        return True
    return bool(_HIDDEN and getattr(one.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)


def entries(
    paths: Iterable[Path],
    *,
    stop: Callable[[], bool] = lambda: False,
    hands: int | None = None,
    with_findings: bool = False,
) -> Iterator[Entry]:
    """The rows of the files, one after the other; ends early, within half a second, when ``stop`` becomes true.

    With one of ``hands`` all is done here, with more in as many processes; if none is given, by how many files there are.
    """
    files = tuple(paths)
    wanted = hands_for(len(files)) if hands is None else hands
    if wanted > 1:
        yield from _entries_apart(files, stop, wanted, with_findings)
        return
    for path in files:
        if stop():
            return
        yield read_entry(path, with_findings=with_findings)


def _entries_apart(
    files: Sequence[Path], stop: Callable[[], bool], hands: int, with_findings: bool
) -> Iterator[Entry]:
    """The rows in the order of the files: one that is ready early waits for those before it."""
    options = {"with_findings": with_findings}
    ready: dict[int, Entry] = {}
    known = _Known()
    turn = 0
    for number, told in each("ziping.app.board:told_entry", map(str, files), options=options, hands=hands, stop=stop):
        path = files[number]
        if isinstance(told, Lost):
            ready[number] = Entry(path, changed_at(path), f"不能打开“{shown(path)}”：{told.reason}")
        else:
            ready[number] = known.shared(_ROW.validate_python(told | {"path": path, "changed": changed_at(path)}))
        while turn in ready:
            yield ready.pop(turn)
            turn += 1


class _Known:
    """Keeps one of all that is equal: a district's forms are many, and much in them is the same."""

    def __init__(self) -> None:
        self._mentions: dict[Mention, Mention] = {}
        self._states: dict[tuple[tuple[StepId, Progress], ...], Mapping[StepId, Progress]] = {}

    def shared(self, entry: Entry) -> Entry:
        """An equal entry, of such parts as others have too."""
        beside = entry.neighbour
        neighbour = replace(
            beside,
            department=sys.intern(beside.department),
            unit=sys.intern(beside.unit),
            mentions=tuple(self._mentions.setdefault(mention, mention) for mention in beside.mentions),
        )
        states = self._states.setdefault(tuple(entry.states.items()), entry.states)
        return replace(entry, neighbour=neighbour, states=states, grade=sys.intern(entry.grade))


def told_entry(path: str, with_findings: bool) -> Any:
    """The row of a file as JSON, without what can be told from outside of it."""
    entry = read_entry(Path(path), with_findings=with_findings)
    return _ROW.dump_python(entry, mode="json", exclude={"path": True, "changed": True})


def read_entry(path: Path, *, with_findings: bool = False) -> Entry:
    """The row of a file, whatever it holds."""
    changed = changed_at(path)
    try:
        return _entry(path, changed, open_form(path), with_findings)
    except CannotOpen as problem:
        return Entry(path, changed, shown(problem.reason))
    except Exception:  # noqa: BLE001 - one form that can't be worked out stops no board
        return Entry(path, changed, f"不能打开“{shown(path)}”：文件处理不了，可能已损坏")


def shown(text: object) -> str:
    """Text in one line; names of files may hold what is no character at all."""
    return " ".join(str(text).encode(errors="replace").decode().split("\n"))


def changed_at(path: Path) -> datetime | None:
    """When the file was last saved, in local time; None for one that is gone or has no such time."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return None


def _entry(path: Path, changed: datetime | None, opened: Opened, with_findings: bool) -> Entry:
    view = View(opened.form)
    neighbour = Neighbour.of(view.subject)
    if opened.read_only:
        return Entry(path, changed, f"没有算进来“{shown(path)}”：{opened.read_only}", neighbour)
    funding = view.scores.funding["total"]
    heard = [found.severity for found in view.findings if found.acknowledged is None]
    states = step_states(view, ())
    return Entry(
        path,
        changed,
        neighbour=neighbour,
        file_name=default_name(view.form),
        states={step: state.progress for step, state in states.items()},
        unconfirmed=states["output"].unconfirmed,
        total=view.scores.total.value,
        grade=view.scores.grade,
        full_budget=funding.full_budget,
        executed=funding.executed,
        rate=funding.execution_rate,
        errors=heard.count("error"),
        warnings=heard.count("warning"),
        hints=heard.count("hint"),
        answers=bool(view.form.acknowledged),
        notes=opened.notes,
        findings=view.findings if with_findings else (),
    )


_ROW = TypeAdapter(Entry)


def in_order(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """By 实施单位, then project, then file name; those without a form last."""
    return tuple(sorted(found, key=_place))


def _place(entry: Entry) -> tuple[object, ...]:
    return bool(entry.refusal), by_sound(entry.unit), by_sound(entry.project), str(entry.path)


def by_sound(name: str) -> bytes:
    """What sorts names as a Chinese list does: GB 2312 has its common characters in the order of their pinyin."""
    return name.strip().encode("gb18030", "replace")


def twins(found: Iterable[Entry]) -> dict[Path, tuple[Path, ...]]:
    """The forms of which a year has several for one unit and project, each with all of these; names compare as in X1."""
    groups: defaultdict[tuple[object, ...], list[Path]] = defaultdict(list)
    for entry in found:
        if not entry.refusal and entry.neighbour.project and entry.year.strip():
            groups[entry.year.strip(), entry.neighbour.project].append(entry.path)
    several = [tuple(group) for group in groups.values() if len(group) > 1]
    return {path: group for group in several for path in group}


def together(found: Sequence[Entry]) -> dict[Path, tuple[Finding, ...]]:
    """The findings that only show when these forms lie beside each other; forms without any are left out."""
    readable = [entry for entry in found if not entry.refusal]
    beside = check_neighbours([entry.neighbour for entry in readable])
    return {
        entry.path: _answered(entry, findings) for entry, findings in zip(readable, beside, strict=True) if findings
    }


def _answered(entry: Entry, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with the notes of a form that answers some; it is read again for that, which is rare."""
    if not entry.answers:
        return findings
    try:
        return tuple(with_answers(findings, View(open_form(entry.path).form).subject))
    except CannotOpen:
        return findings
