"""The command export: the official table as PDF, workbook, plain form or text."""

from __future__ import annotations

import argparse
from pathlib import Path

from ziping.app.print_choices import PrintChoices
from ziping.app.session import View
from ziping.cli.command import FORM_KINDS, Command
from ziping.cli.files import Refused, export_time, opened_form, refuse_same_files, save_all, tell
from ziping.editions.catalog import edition
from ziping.form.edit import put
from ziping.form.path import FieldPath
from ziping.importers.plain_json import write_plain


def _export(arguments: argparse.Namespace) -> int:
    from ziping.app.export import exported_pdf, exported_workbook, text_of

    targets = [path for path in (arguments.pdf, arguments.xlsx, arguments.json) if path]
    if not targets and not arguments.text:
        raise Refused("没有说要导出什么：请加上 --pdf、--xlsx、--json 或 --text")
    refuse_same_files(arguments.file, targets)
    opened = opened_form(arguments.file)
    view = View(opened.form, opened.beside)
    if arguments.edition:
        view = View(put(view.form, FieldPath("form", "", "edition"), edition(arguments.edition).id), opened.beside)
    choices = PrintChoices(draft=arguments.draft, check_code=not arguments.no_code)
    outputs: list[tuple[Path, bytes]] = []
    if arguments.pdf:
        outputs.append((arguments.pdf, exported_pdf(view, export_time(), choices)))
    if arguments.xlsx:
        outputs.append((arguments.xlsx, exported_workbook(view, export_time(), choices)))
    if arguments.json:
        outputs.append((arguments.json, write_plain(view.form, view.edition, view.scores).encode()))
    save_all(outputs)
    tell(opened.notes)
    tell(f"{found.message}。{found.why}" for found in view.findings if found.rule == "X2")
    for path, _ in outputs:
        print(f"已导出 {path}")
    if arguments.text:
        print(text_of(view), end="")
    return 0


def _export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("file", type=Path, metavar="文件", help=FORM_KINDS)
    export.add_argument("--pdf", type=Path, metavar="文件", help="导出 PDF")
    export.add_argument("--xlsx", type=Path, metavar="文件", help="导出 Excel 工作簿")
    export.add_argument("--json", type=Path, metavar="文件", help="导出交换格式")
    export.add_argument("--text", action="store_true", help="在屏幕上显示表格")
    export.add_argument("--edition", metavar="版式", help="按另一个版式导出")
    export.add_argument("--draft", action="store_true", help="在 PDF 和 Excel 上印“草稿”")
    export.add_argument("--no-code", action="store_true", help="页脚不印校验码")


EXPORT = Command("导出官方表格", _export, _export_options)
