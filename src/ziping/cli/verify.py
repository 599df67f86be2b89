"""The command verify: whether a 校验码 or a PDF agrees with a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ziping.app.check_code import code_of, printed_code
from ziping.app.verification import compared_with, verified
from ziping.cli.command import FORM_KINDS, Command
from ziping.cli.files import Refused, tell, view_of
from ziping.form.check_code import Misread


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.code is not None and arguments.pdf is not None:
        raise Refused("校验码和 --pdf 一次只能核验一样")
    if arguments.pdf is not None:
        return _verify_paper(arguments.file, arguments.pdf)
    view = view_of(arguments.file)
    if arguments.code is None:
        print(printed_code(code_of(view)))
        return 0
    try:
        verdict = verified(view, arguments.file, arguments.code)
    except Misread as problem:
        raise Refused(f"不能核验“{arguments.code}”：{problem}") from None
    print(verdict.sentence)
    if verdict.version is not None and verdict.version != arguments.file:
        print(f"  {verdict.version}")
    return 0 if verdict.equal else 1


def _verify_paper(file: Path, paper: Path) -> int:
    compared = compared_with(view_of(file), paper)
    tell(compared.notes)
    lines = compared.lines
    if lines is None:
        print("一致：这份 PDF 的内容就是这份表现在的内容")
        return 0
    print(f"不一致：{compared.count}")
    for line in lines:
        print(f"  {line.where}\n    PDF：{_indented(line.before)}\n    文件：{_indented(line.after)}")
    return 1


def _indented(text: str) -> str:
    return text.replace("\n", "\n      ")


def _options(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("file", type=Path, metavar="文件", help=FORM_KINDS)
    verify.add_argument("code", nargs="?", metavar="校验码", help="纸面页脚的校验码；不给就显示这份表的校验码")
    verify.add_argument("--pdf", type=Path, metavar="文件", help="逐栏比较这份 PDF 与文件")


VERIFY = Command("核验纸面的校验码或 PDF 与文件是否一致；不一致时退出码为 1", _verify, _options)
