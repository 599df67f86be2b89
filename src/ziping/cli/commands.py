"""All commands by name, and carrying one out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from ziping import __version__
from ziping.app.files import CannotOpen
from ziping.cli.board import BOARD
from ziping.cli.check import CHECK
from ziping.cli.command import ChineseParser, Command
from ziping.cli.export import EXPORT
from ziping.cli.files import Refused, one_line
from ziping.cli.forms import EDITIONS, IMPORT, NEW, SAMPLES, SCORE
from ziping.cli.remarks import REMARKS
from ziping.cli.verify import VERIFY
from ziping.editions.catalog import EditionFault, UnknownEdition
from ziping.store.files import FileProblem

_COMMANDS: Mapping[str, Command] = {
    "new": NEW,
    "import": IMPORT,
    "export": EXPORT,
    "score": SCORE,
    "check": CHECK,
    "board": BOARD,
    "editions": EDITIONS,
    "samples": SAMPLES,
    "verify": VERIFY,
    "remarks": REMARKS,
}


def is_command(words: Sequence[str]) -> bool:
    """Whether these words are for the command line rather than the window."""
    return bool(words) and (words[0] in _COMMANDS or words[0] in {"--version", "-h", "--help"})


_READER_LEFT = 141
"""What a shell gives for a program whose reader has left, as ``head`` does: 128 and the number of SIGPIPE."""


def run(words: Sequence[str]) -> int:
    """Carries out one command and gives its exit code; ends without a word if nobody reads what it prints."""
    try:
        try:
            return _run(words)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here it can be told that the reader has left, at the end of Python it can't
    except BrokenPipeError:
        _drop_what_is_left()
        return _READER_LEFT


def _drop_what_is_left() -> None:
    """Sends to nowhere what Python still holds for a reader who has left, which it would complain about at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _run(words: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _parser().parse_args(words)
        command: Callable[[argparse.Namespace], int] = arguments.command
        return command(arguments)
    except (Refused, CannotOpen, FileProblem, UnknownEdition, EditionFault) as problem:
        print(one_line(problem), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = ChineseParser(
        prog="ziping", description="自评通：填写、核对、打印财政项目支出绩效自评表。不带命令时打开窗口。"
    )
    parser.add_argument("--version", action="version", version=f"自评通 {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=ChineseParser)
    for name, command in _COMMANDS.items():
        made = commands.add_parser(name, help=command.about, description=command.about)
        made.set_defaults(command=command.run)
        command.options(made)
    return parser
