"""What the command board does: lists the forms in a folder, checks them beside each other, rolls them up into one table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ziping.app.board import SUFFIXES, Entry, entries, files_in, in_order, shown, together
from ziping.app.expected import read_expected
from ziping.app.rollup import Rollup, Sums, rollup_of, year_name
from ziping.app.rollup_sheet import rollup_pdf, rollup_workbook
from ziping.cli.check import print_findings
from ziping.cli.files import Refused, export_time, refuse_same_files, save_all, tell
from ziping.editions.notation import points_text
from ziping.rules.findings import SEVERITY_NAMES, Finding
from ziping.store.files import kind_at


def run_board(arguments: argparse.Namespace) -> int:
    """Carries out the command; gives its exit code."""
    folder: Path = arguments.folder
    if kind_at(folder) != "folder":
        raise Refused(f"没有名为“{shown(folder)}”的文件夹")
    files = tuple(files_in(folder))
    targets = [path for path in (arguments.rollup, arguments.pdf) if path]
    _refuse_forms(targets, files)
    expected = read_expected(arguments.expected) if arguments.expected else None
    found = in_order(_checked(files, folder) if arguments.check else entries(files))
    beside = together(found)
    rollup = rollup_of(found, beside, expected, folder)
    save_all(tuple(_outputs(arguments, rollup)))
    if arguments.check:
        _print_beside(found, beside, folder)
    _print_rows(found, beside, folder)
    _print_sums(rollup)
    for path in targets:
        print(f"已写好汇总表 {path}")
    unfinished = arguments.check and rollup.whole.unfinished > 0
    return 2 if rollup.refusals else int(unfinished)


def _refuse_forms(targets: Sequence[Path], files: Sequence[Path]) -> None:
    """Raises ``Refused`` where the 汇总表 would overwrite a form, or one of its two kinds the other."""
    for number, target in enumerate(targets):
        refuse_same_files(target, targets[:number])
        if target.name.lower().endswith(SUFFIXES) and os.path.realpath(target) in map(os.path.realpath, files):
            raise Refused(f"不能导出到“{target}”：这就是一份来源文件")


def _checked(files: Sequence[Path], folder: Path) -> Iterator[Entry]:
    """The rows of the files; prints what was found in each, and forgets it."""
    for entry in entries(files, with_findings=True):
        if not entry.refusal:
            print_findings(entry.findings, _place(entry, folder))
        yield replace(entry, findings=())


def _place(entry: Entry, folder: Path) -> str:
    return shown(entry.path.relative_to(folder))


def _outputs(arguments: argparse.Namespace, rollup: Rollup) -> Iterator[tuple[Path, bytes]]:
    if arguments.rollup:
        yield arguments.rollup, rollup_workbook(rollup, export_time())
    if arguments.pdf:
        yield arguments.pdf, rollup_pdf(rollup, export_time())


def _print_beside(found: Sequence[Entry], beside: Mapping[Path, Sequence[Finding]], folder: Path) -> None:
    if beside:
        print("\n放在一起核对")
    for entry in found:
        if entry.path in beside:
            print_findings(beside[entry.path], _place(entry, folder))


def _print_rows(found: Sequence[Entry], beside: Mapping[Path, Sequence[Finding]], folder: Path) -> None:
    """A line for each form; what holds none is told beside."""
    for entry in found:
        if entry.refusal:
            print(entry.refusal, file=sys.stderr)
            continue
        tell(f"{_place(entry, folder)}：{note}" for note in entry.notes)
        counts = {"error": entry.errors, "warning": entry.warnings, "hint": entry.hints}
        told = [f"{name} {counts[kind]}" for kind, name in SEVERITY_NAMES.items()]
        if between := sum(one.acknowledged is None for one in beside.get(entry.path, ())):
            told.append(f"表间问题 {between}")
        total = points_text(entry.total, 2) if entry.total is not None else ""
        cells = (entry.unit, entry.project, entry.year, entry.edition, entry.step, total, entry.grade, *told)
        print("　".join((*cells, _place(entry, folder))))


def _print_sums(rollup: Rollup) -> None:
    print(f"共 {rollup.whole.count} 份自评表，{len(rollup.units)} 个实施单位{_grades(rollup.whole)}")
    for sums in rollup.by_year:
        print(f"其中 {year_name(sums.year)} {sums.count} 份{_grades(sums)}")
    if rollup.refusals:
        print(f"没有计入的文件 {len(rollup.refusals)} 个")
    for line in rollup.doubles:
        print(f"重复的项目：{line}")
    for told in (*rollup.missing, *rollup.unlisted):
        print(told)


def _grades(sums: Sums) -> str:
    mean = "" if sums.mean is None else f"，平均总分 {sums.mean:.2f}（按全年预算数加权）"
    return "".join(f"，{name} {count}" for name, count in sums.grades.items() if count) + mean
