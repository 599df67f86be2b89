"""The command board: the forms in a folder as a list, checked beside each other, rolled up into one table."""

from __future__ import annotations

import argparse
from pathlib import Path

from ziping.cli.command import Command


def _board(arguments: argparse.Namespace) -> int:
    from ziping.cli.board_rows import run_board  # the rules and libraries for tables cost other commands a start

    return run_board(arguments)


def _board_options(board: argparse.ArgumentParser) -> None:
    board.add_argument("folder", type=Path, metavar="文件夹", help="自评表所在的文件夹，连同其中的文件夹")
    board.add_argument("--rollup", type=Path, metavar="文件", help="写出汇总表（Excel 工作簿）")
    board.add_argument("--pdf", type=Path, metavar="文件", help="写出汇总表（PDF）")
    board.add_argument("--check", action="store_true", help="列出每份表的问题；仍有“必须改”时退出码为 1")
    board.add_argument("--expected", type=Path, metavar="名单", help="应报名单（文本或 .xlsx），指出缺报的和名单外的")


BOARD = Command("列出一个文件夹里的自评表，核对、汇总", _board, _board_options)
