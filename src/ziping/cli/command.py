"""One command of the command line, and argparse in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass

from ziping.cli.files import Refused

FORM_KINDS = ".ziping、交换格式 .json、PDF 或 .xlsx 工作簿"
"""The files that hold a form, for the help of commands that take one."""


def _no_options(_parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a command is about, in Chinese, what it does (giving the exit code), and how its options are declared."""

    about: str
    run: Callable[[argparse.Namespace], int]
    options: Callable[[argparse.ArgumentParser], None] = _no_options


_ERRORS = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.*)", re.DOTALL), r"多出了 \1"),
    (re.compile(r"argument (.*): expected one argument"), r"\1 后面缺少内容"),
    (re.compile(r"""argument (.*): invalid int value: ['"](.*)['"]"""), r"\1 后面的“\2”不是整数"),
    (re.compile(r"""argument (.*): ignored explicit argument ['"](.*)['"]"""), r"\1 后面不能有“\2”"),
)


class ChineseParser(argparse.ArgumentParser):
    """argparse in Chinese: one line for an error, Chinese headings in the help."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"add_help": False, "allow_abbrev": False, **options})  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        for group, title in zip(self._action_groups, ("参数", "选项"), strict=False):
            group.title = title

    def format_help(self) -> str:
        """The help, with its first word in Chinese."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Raises ``Refused`` with what is wrong in Chinese."""
        for pattern, chinese in _ERRORS:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
        raise Refused(f"命令写得不对：{message}（用法见 {self.prog} --help）")
