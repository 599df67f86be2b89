"""The command remarks: what was remarked on a form."""

from __future__ import annotations

import argparse
from pathlib import Path

from ziping.app.remarks import RemarkLine, remark_lines, signed
from ziping.cli.command import FORM_KINDS, Command
from ziping.cli.files import view_of


def _remarks(arguments: argparse.Namespace) -> int:
    lines = remark_lines(view_of(arguments.file))
    if not lines:
        print("没有批注。")
    for title, resolved in (("没有解决的批注", False), ("已解决的批注", True)):
        group = [line for line in lines if line.remark.resolved is resolved]
        if group:
            print(f"{title}（{len(group)}）")
        for line in group:
            print(f"  {_words(line)}")
    return 0


def _words(line: RemarkLine) -> str:
    who = signed(line.remark)
    text = " ".join(line.remark.text.split())
    return f"{line.where}：{text}" + (f"（{who}）" if who else "")


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help=FORM_KINDS)


REMARKS = Command("列出批注", _remarks, _options)
