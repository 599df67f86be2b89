"""Batch export: the PDFs and workbooks of many forms into a folder; one that can't be made stops no other (UX.md U38)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from ziping.app.board import Entry, shown
from ziping.app.crew import Lost, each, hands_for
from ziping.app.export import exported_pdf, exported_workbook, is_draft
from ziping.app.files import CannotOpen, open_form
from ziping.app.print_choices import AS_USUAL, PrintChoices
from ziping.app.session import View
from ziping.store.files import FileProblem, file_problem, kind_at, save_bytes

Kind = Literal["pdf", "xlsx"]
Choice = Literal["number", "overwrite", "skip"]
"""What to do about a file that stands there already: another name with a number, write over it, leave it."""
_MAKE = {"pdf": exported_pdf, "xlsx": exported_workbook}
_FEW = 15
"""Forms whose export is not worth starting processes for."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be made of a form; ``exists`` where one of that name stands in the folder already."""

    source: Path
    kind: Kind
    path: Path
    exists: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form: the files saved and those left as they were, or in Chinese why it was not exported.

    ``draft`` is true where 草稿 is printed on it; ``notes`` are what else the clerk should know.
    """

    source: Path
    saved: tuple[Path, ...] = ()
    skipped: tuple[Path, ...] = ()
    refusal: str = ""
    draft: bool = False
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Job:
    """A form and the files to be made of it, each with whether it may be written over another."""

    source: Path
    files: list[tuple[Kind, Path, bool]] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)


def targets(entries: Iterable[Entry], folder: Path, kinds: Sequence[Kind]) -> tuple[Target, ...]:
    """The files of all forms, named as UX.md U35 has it; never two of one name, in whatever letter case."""
    taken: set[str] = set()
    found = []
    for entry in entries:
        for kind in kinds if not entry.refusal else ():
            path = free_path(folder / f"{entry.file_name}.{kind}", taken)
            found.append(Target(entry.path, kind, path, bool(kind_at(path))))
    return tuple(found)


def free_path(path: Path, taken: set[str], *, there: Callable[[Path], object] = lambda _: False) -> Path:
    """The path, with the first number behind its name that makes it another than those taken; it is taken then."""
    number, free = 1, path
    while free.name.casefold() in taken or there(free):
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    taken.add(free.name.casefold())
    return free


def export_all(  # noqa: PLR0913
    entries: Sequence[Entry],
    folder: Path,
    kinds: Sequence[Kind],
    created: datetime,
    print_choices: PrintChoices = AS_USUAL,
    *,
    choice: Callable[[Target], Choice] = lambda _: "number",
    stop: Callable[[], bool] = lambda: False,
    hands: int | None = None,
) -> Iterator[Outcome]:
    """Makes the files and gives the outcome of each form as soon as it is done, those without a form first.

    ``choice`` is asked here, before anything is written, about each target that exists. Ends early, within half a second,
    when ``stop`` becomes true; no file is ever half written. Raises ``FileProblem`` where the folder can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem("不能建立文件夹", folder, error) from None
    jobs = _jobs(targets(entries, folder, kinds), choice)
    yield from (Outcome(entry.path, refusal=entry.refusal) for entry in entries if entry.refusal)
    wanted = hands_for(len(jobs), _FEW) if hands is None else hands
    if wanted == 1:
        for job in jobs:
            if stop():
                return
            yield _export(job, created, print_choices)
        return
    options = {"created": created.isoformat(), "choices": _CHOICES.dump_python(print_choices, mode="json")}
    orders = (
        {"source": str(job.source), "files": [(kind, str(path), over) for kind, path, over in job.files]}
        for job in jobs
    )
    for number, told in each("ziping.app.batch:told_outcome", orders, options=options, hands=wanted, stop=stop):
        yield _as_told(jobs[number], told)


def _jobs(wanted: Sequence[Target], choice: Callable[[Target], Choice]) -> list[_Job]:
    """What is to be made of each form, once it is settled what happens to the files that are there."""
    taken = {target.path.name.casefold() for target in wanted}
    jobs: dict[Path, _Job] = {}
    for target in wanted:
        job = jobs.setdefault(target.source, _Job(target.source))
        chosen = choice(target) if target.exists else "number"
        if chosen == "skip":
            job.skipped.append(target.path)
        else:
            numbered = target.exists and chosen == "number"
            path = free_path(target.path, taken, there=kind_at) if numbered else target.path
            job.files.append((target.kind, path, chosen == "overwrite"))
    return list(jobs.values())


def _export(job: _Job, created: datetime, choices: PrintChoices) -> Outcome:
    saved: list[Path] = []
    refusal, draft = "", False
    notes: tuple[str, ...] = ()
    try:
        opened = open_form(job.source)
        view = View(opened.form, opened.beside)
        draft = is_draft(view, choices)
        notes = (*opened.notes, *(f"{found.message}。{found.why}" for found in view.findings if found.rule == "X2"))
        for kind, path, overwrite in job.files:
            save_bytes(path, _MAKE[kind](view, created, choices), expected=None if overwrite else "")
            saved.append(path)
    except (CannotOpen, FileProblem) as problem:
        refusal = shown(problem)
    except Exception:  # noqa: BLE001 - one form that can't be drawn stops no other
        refusal = f"没有导出“{shown(job.source)}”：文件处理不了，可能已损坏"
    return Outcome(job.source, tuple(saved), tuple(job.skipped), refusal, draft, notes)


def told_outcome(source: str, files: list[tuple[Kind, str, bool]], created: str, choices: Any) -> Any:
    """What became of a form, as JSON; the files it was to become with their kinds and whether they may write over others."""
    job = _Job(Path(source), [(kind, Path(path), overwrite) for kind, path, overwrite in files])
    outcome = _export(job, datetime.fromisoformat(created), _CHOICES.validate_python(choices))
    return {
        "saved": list(map(str, outcome.saved)),
        "refusal": outcome.refusal,
        "draft": outcome.draft,
        "notes": list(outcome.notes),
    }


def _as_told(job: _Job, told: Any) -> Outcome:
    if isinstance(told, Lost):
        return Outcome(job.source, refusal=f"没有导出“{shown(job.source)}”：{told.reason}")
    saved = tuple(map(Path, told["saved"]))
    return Outcome(job.source, saved, tuple(job.skipped), told["refusal"], told["draft"], tuple(told["notes"]))


_CHOICES = TypeAdapter(PrintChoices)
