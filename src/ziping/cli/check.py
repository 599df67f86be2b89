"""The command check: what is wrong with one form, or with several together."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ziping.app.files import CannotOpen
from ziping.app.session import View
from ziping.cli.command import FORM_KINDS, Command
from ziping.cli.files import Refused, export_time, one_line, opened_form, refuse_same_files, save_all, tell, view_of
from ziping.rules.findings import SEVERITY_NAMES, Finding


def _check(arguments: argparse.Namespace) -> int:
    files: list[Path] = arguments.files
    several = len(files) > 1
    targets = [path for path in (arguments.md, arguments.pdf) if path]
    if targets and several:
        raise Refused("检查报告一次只能写一份自评表的：请只给一个文件，或去掉 --md、--pdf")
    refuse_same_files(files[0], targets)
    views = _readable_views(files) if several else {str(files[0]): view_of(files[0])}
    save_all(tuple(_reports(arguments, views)))
    findings = _findings(views, together=arguments.together)
    if arguments.json:
        plain = {name: [_plain_finding(found) for found in each] for name, each in findings.items()}
        print(json.dumps(plain if several else plain[str(files[0])], ensure_ascii=False, indent=1))
    else:
        for name, each in findings.items():
            print_findings(each, name if several else "")
        for path in targets:
            print(f"已写好检查报告 {path}")
    wrong = any(found.severity == "error" for each in findings.values() for found in each)
    return 2 if len(views) < len(_distinct(files)) else int(wrong)


def _distinct(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files without those named twice: a form does not lie beside itself."""
    return tuple({os.path.realpath(path): path for path in reversed(files)}.values())[::-1]


def _readable_views(files: Sequence[Path]) -> dict[str, View]:
    """The forms by file name; a file that holds none gets its line, and the others are checked all the same."""
    views: dict[str, View] = {}
    for path in _distinct(files):
        try:
            opened = opened_form(path)
        except CannotOpen as problem:
            print(one_line(problem), file=sys.stderr)
            continue
        tell(f"{path}：{note}" for note in opened.notes)
        views[str(path)] = View(opened.form)
    return views


def _reports(arguments: argparse.Namespace, views: Mapping[str, View]) -> Iterator[tuple[Path, bytes]]:
    from ziping.app.export import report_pdf
    from ziping.app.report import report_markdown, report_of

    created = export_time()
    for view in views.values():
        if arguments.md:
            yield arguments.md, report_markdown(report_of(view, created)).encode()
        if arguments.pdf:
            yield arguments.pdf, report_pdf(view, created)


def _findings(views: Mapping[str, View], *, together: bool) -> dict[str, tuple[Finding, ...]]:
    from ziping.rules.check import check_subjects

    if not together:
        return {name: view.findings for name, view in views.items()}
    return dict(zip(views, check_subjects([view.subject for view in views.values()]), strict=True))


def _plain_finding(found: Finding) -> dict[str, str | bool]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "path": str(found.path),
        "value": found.value,
        "message": found.message,
        "why": found.why,
        "fix": found.fix,
        "acknowledged": found.acknowledged is not None,
        "note": found.acknowledged or "",
    }


def print_findings(findings: Sequence[Finding], name: str) -> None:
    """Lists what was found, by severity, what is 已核对 at the end; ``name`` is put above it."""
    if name:
        print(name)
    if not findings:
        print("没有发现问题。")
    for severity, title in SEVERITY_NAMES.items():
        group = [found for found in findings if found.severity == severity and found.acknowledged is None]
        if group:
            print(f"{title}（{len(group)}）")
        for found in group:
            print(f"  {found.message}。{found.why}{found.fix}")
    answered = [found for found in findings if found.acknowledged is not None]
    if answered:
        print(f"已核对（{len(answered)}）")
    for found in answered:
        print(f"  {found.message}。{found.acknowledged}")


def _check_options(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", type=Path, nargs="+", metavar="文件", help=f"{FORM_KINDS}，可以给几个")
    check.add_argument(
        "--together", action="store_true", help="把几份表放在一起核对（单位名称、重复的项目、放错的指标）"
    )
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    check.add_argument("--md", type=Path, metavar="文件", help="写出检查报告（Markdown）")
    check.add_argument("--pdf", type=Path, metavar="文件", help="写出检查报告（PDF）")


CHECK = Command("检查问题；仍有“必须改”时退出码为 1", _check, _check_options)
