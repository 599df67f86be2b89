"""Export of many forms, with one bound PDF and the 汇总表: the work done in a thread, and what is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from ziping.app.batch import Choice, Kind, Outcome, Target, export_all, free_path, targets
from ziping.app.board import Entry, in_order, shown
from ziping.app.bound import bound_pdf
from ziping.app.expected import read_expected
from ziping.app.files import CannotOpen
from ziping.app.print_choices import PrintChoices
from ziping.app.rollup import Rollup, rollup_of
from ziping.app.rollup_sheet import rollup_pdf, rollup_workbook
from ziping.gui.board_stream import Deed, Run
from ziping.gui.board_work import Line, Progress
from ziping.rules.findings import Finding
from ziping.store.files import FileProblem, file_problem, kind_at, save_bytes

Product = Literal["pdf", "xlsx", "bound"]


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be made of which forms, and where."""

    entries: tuple[Entry, ...]
    products: tuple[Product, ...]
    folder: Path

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The files to be made of each form."""
        kinds: tuple[Kind, ...] = ("pdf", "xlsx")
        return tuple(kind for kind in kinds if kind in self.products)

    @property
    def bound_path(self) -> Path:
        """Where the bound PDF is to lie."""
        return self.folder / f"{_years(self.entries)}自评表合订本.pdf"

    def existing(self) -> tuple[Path, ...]:
        """The files that stand there already."""
        found = [target.path for target in targets(self.entries, self.folder, self.kinds) if target.exists]
        bound = [self.bound_path] if "bound" in self.products and kind_at(self.bound_path) else []
        return (*found, *bound)


@dataclass(frozen=True, slots=True)
class RollupExport:
    """The 汇总表 of which forms, in which files, against which list of who has to hand in.

    ``board`` is the folder from which the 汇总表 names what is left out.
    """

    entries: tuple[Entry, ...]
    products: tuple[Product, ...]
    folder: Path
    beside: Mapping[Path, tuple[Finding, ...]]
    name_list: Path | None = None
    board: Path | None = None

    def paths(self) -> tuple[Path, ...]:
        """The files to be made."""
        name = f"{_years(self.entries)}自评汇总表"
        return tuple(self.folder / f"{name}.{kind}" for kind in self.products)

    def existing(self) -> tuple[Path, ...]:
        """The files that stand there already."""
        return tuple(path for path in self.paths() if kind_at(path))


def _years(entries: Sequence[Entry]) -> str:
    years = sorted({entry.year.strip() for entry in entries if not entry.refusal} - {""})
    return f"{years[0]}_" if len(years) == 1 and years[0].isdecimal() else ""


def exporting(export: Export, choices: PrintChoices, chosen: Choice, asked: Sequence[Path]) -> Deed:
    """Makes the files; ``chosen`` is what the clerk wants of the files that exist, among those ``asked`` about."""
    readable = [entry for entry in export.entries if not entry.refusal]
    one_by_one = len(export.entries) if export.kinds else 0
    total = one_by_one + (2 * len(readable) if "bound" in export.products else 0)

    def choice(target: Target) -> Choice:
        return chosen if target.path in asked else "number"

    def make(run: Run) -> None:
        run.put(Progress(0, total))
        created = datetime.now().astimezone()
        if export.kinds:
            done = 0
            outcomes = export_all(
                export.entries, export.folder, export.kinds, created, choices, choice=choice, stop=run.stop
            )
            for done, outcome in enumerate(outcomes, start=1):
                for line in _lines(outcome, _name(outcome.source, export.entries)):
                    run.put(line)
                run.put(Progress(done, total))
        if "bound" in export.products and not run.stopped:
            _bind(run, export, readable, created, choices, chosen if export.bound_path in asked else "number")

    return make


def _bind(
    run: Run,
    export: Export,
    readable: Sequence[Entry],
    created: datetime,
    choices: PrintChoices,
    chosen: Choice,
) -> None:
    path = export.bound_path
    if chosen == "skip":
        run.put(Line("skipped", "合订本", _there(path), path))
        return
    before = len(export.entries) if export.kinds else 0
    total = before + 2 * len(readable)
    bound = bound_pdf(
        [entry.path for entry in in_order(readable)],
        created,
        choices,
        stop=run.stop,
        told=lambda done, _total: run.put(Progress(before + done, total)),
    )
    for entry in export.entries:
        if entry.refusal and not export.kinds:  # with kinds they have been told already
            run.put(Line("failed", shown(entry.path.name), _in_short(entry.refusal, entry.path)))
    for outcome in bound.outcomes:
        if outcome.refusal:
            run.put(Line("failed", _name(outcome.source, export.entries), _in_short(outcome.refusal, outcome.source)))
    if bound.pdf:
        count = sum(not outcome.refusal for outcome in bound.outcomes)
        drafts = any(outcome.draft for outcome in bound.outcomes)
        about = f"合订本（{count} 份，{bound.pages} 页）"
        run.put(_saved(path, bound.pdf, about, chosen, draft=drafts))


def rolling_up(export: RollupExport, chosen: Choice, asked: Sequence[Path]) -> Deed:
    """Makes the 汇总表 and tells who is missing, unasked or there twice, and what is left out."""

    def make(run: Run) -> None:
        steps = len(export.products) + 1
        run.put(Progress(0, steps))
        created = datetime.now().astimezone()
        expected = None
        if export.name_list is not None:
            try:
                expected = read_expected(export.name_list)
            except CannotOpen as problem:
                run.put(Line("failed", "应报名单", f"{problem}。没有汇总，请换一份名单再试。"))
                return
        rollup = rollup_of(export.entries, export.beside, expected, export.board)
        for line in _told(rollup, export.entries):
            run.put(line)
        makers: Mapping[Product, Callable[[Rollup, datetime], bytes]] = {"xlsx": rollup_workbook, "pdf": rollup_pdf}
        for done, (product, path) in enumerate(zip(export.products, export.paths(), strict=True), start=1):
            run.put(Progress(done, steps))
            if run.stopped:
                return
            answer = chosen if path in asked else "number"
            if answer == "skip":
                run.put(Line("skipped", "汇总表", _there(path), path))
            else:
                about = f"汇总表（{rollup.whole.count} 份）"
                run.put(_saved(path, makers[product](rollup, created), about, answer))

    return make


def _told(rollup: Rollup, entries: Sequence[Entry]) -> Iterator[Line]:
    for lacking in rollup.missing:
        yield Line("told", "应报未报", str(lacking))
    for beyond in rollup.unlisted:
        yield Line("told", "不在名单上", str(beyond))
    for double in rollup.doubles:
        yield Line("told", "重复的项目", f"{double}（各份都已计入）")
    for entry in entries:
        if entry.refusal:
            yield Line("told", "没有计入", _in_short(entry.refusal, entry.path))


def _saved(path: Path, data: bytes, about: str, chosen: Choice, *, draft: bool = False) -> Line:
    """Saves a file under its name or one with a number; what to tell of it."""
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_problem("不能建立文件夹", path.parent, error) from None
        free = path if chosen == "overwrite" else free_path(path, set(), there=kind_at)
        save_bytes(free, data, expected=None if chosen == "overwrite" else "")
    except FileProblem as problem:
        return Line("failed", about, shown(problem))
    return Line("draft" if draft else "saved", about, shown(free.name), free)


def _name(path: Path, entries: Sequence[Entry]) -> str:
    entry = next((one for one in entries if one.path == path), None)
    return (entry.project.strip() if entry else "") or shown(path.name)


def _lines(outcome: Outcome, about: str) -> Iterator[Line]:
    for path in outcome.saved:
        yield Line("draft" if outcome.draft else "saved", about, shown(path.name), path)
    for path in outcome.skipped:
        yield Line("skipped", about, _there(path), path)
    if outcome.refusal:
        yield Line("failed", about, _in_short(outcome.refusal, outcome.source))
    for note in outcome.notes:
        yield Line("told", about, note, outcome.saved[0] if outcome.saved else None)


def _in_short(refusal: str, path: Path) -> str:
    """A refusal that names the file without its folder."""
    return refusal.replace(shown(path), shown(path.name))


def _there(path: Path) -> str:
    return f"已经有这个文件，没有动它：{shown(path.name)}"


def summed(lines: Sequence[Line], stopped: bool) -> str:
    """How many files there are now and where, and how many forms could not be done."""
    counts = Counter(line.kind for line in lines)
    made = [line.path for line in lines if line.path is not None and line.kind in {"saved", "draft"}]
    where = f"，在“{shown(made[0].parent)}”" if made else ""
    parts = [f"写好 {len(made)} 个文件{where}"]
    if counts["draft"]:
        parts.append(f"其中 {counts['draft']} 个还有“必须改”的问题，印有“草稿”")
    if counts["skipped"]:
        parts.append(f"跳过 {counts['skipped']} 个已有的文件")
    if counts["failed"]:
        parts.append(f"{counts['failed']} 个没有写成，原因见下")
    ending = "。其余的没有写；已写好的都完整。" if stopped else "。"
    return ("已取消。" if stopped else "") + "；".join(parts) + ending
