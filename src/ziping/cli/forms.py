"""Commands on one form and on what ships with the program: new, import, score, editions, samples."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ziping.app.file_names import default_name
from ziping.app.files import document_path, keep_backup, present, save_form
from ziping.app.new_form import new_form
from ziping.app.session import View
from ziping.cli.command import FORM_KINDS, Command
from ziping.cli.files import Refused, opened_form, refuse_same_files, tell, view_of
from ziping.editions.catalog import editions
from ziping.editions.model import Edition
from ziping.editions.notation import points_text, total_text
from ziping.resources import resource
from ziping.store.files import file_problem, kind_at, read_bytes, save_bytes


def _new(arguments: argparse.Namespace) -> int:
    from ziping.rules.checks.year import YEARS  # the rules cost other commands a start

    target = document_path(arguments.output)
    if kind_at(target):
        raise Refused(f"“{target}”已经存在，没有覆盖；请换一个文件名")
    if arguments.year not in YEARS:
        raise Refused(f"年度“{arguments.year}”不在 {YEARS[0]} 至 {YEARS[-1]} 年之间，没有新建")
    save_form(new_form(arguments.edition, arguments.year, arguments.name), target)
    print(f"已新建 {target}")
    return 0


def _keep(target: Path) -> None:
    """Puts what a command is about to write over among the backups, as a save in the window would."""
    before = present(target)
    if before is not None:
        problem = keep_backup(target, before, replaced=True)
        tell([f"没有留下备份：{problem}" if problem else f"“{target}”原来的内容已留在历史版本里"])


_KINDS = {"read": "读到", "unread": "没读懂", "differs": "不一致"}


def _import(arguments: argparse.Namespace) -> int:
    target = document_path(arguments.output)
    refuse_same_files(arguments.source, [target])
    opened = opened_form(arguments.source)
    as_exported = opened.exported if arguments.as_exported else None
    view = View(as_exported or opened.form)
    _keep(target)
    save_form(view.form, target, opened.beside)
    if arguments.notes:
        for note in opened.remarks:
            print(f"{_KINDS[note.kind]}　{note.sentence}")
    tell(opened.notes)
    total = total_text(view.edition, view.scores.total.value)
    print(f"已导入 {target}（{view.edition.name}，{len(view.subject.rows)} 个三级指标，总分 {total}）")
    return 0


_FIGURES = {
    "execution_rate": "执行率",
    "execution_score": "执行率得分",
    "indicator_weight": "指标分值",
    "indicator_score": "指标得分",
    "total_weight": "总分值",
    "total": "总分",
}


def _score(arguments: argparse.Namespace) -> int:
    view = view_of(arguments.file)
    figures = {name: getattr(view.scores, name) for name in _FIGURES}
    if arguments.json:
        exact = {name: points_text(figure.value, 2) for name, figure in figures.items()}
        print(json.dumps(exact | {"grade": view.scores.grade}, ensure_ascii=False, indent=1))
        return 0
    decimals = _printed_decimals(view.edition)
    for name, figure in figures.items():
        print(f"{_FIGURES[name]}　{points_text(figure.value, decimals[name])}　{figure.arithmetic}")
    print(f"评分等级　{view.scores.grade}　{view.scores.grade_reason}")
    return 0


def _printed_decimals(known: Edition) -> dict[str, int]:
    """The least decimals with which an edition writes each figure."""
    points = known.points
    return {
        "execution_rate": known.rate.decimals,
        "execution_score": known.execution.decimals,
        "indicator_weight": points.decimals,
        "indicator_score": points.decimals,
        "total_weight": points.total_weight_decimals,
        "total": points.total_score_decimals,
    }


def _editions(_arguments: argparse.Namespace) -> int:
    for known in editions():
        print(f"{known.id}　{known.name}　{known.money.unit}" + (f"　{known.note}" if known.note else ""))
    return 0


def _samples(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem("不能建立文件夹", folder, error) from None
    for source in sorted(resource("samples").glob("*.ziping")):
        target = folder / source.name
        if kind_at(target):
            print(f"已有 {target}，没有覆盖")
            continue
        save_bytes(target, read_bytes(source))
        print(f"已放好 {target}　{default_name(opened_form(target).form)}")
    return 0


def _new_options(new: argparse.ArgumentParser) -> None:
    new.add_argument("--edition", required=True, metavar="版式", help="例如 jiading-2024，见 ziping editions")
    new.add_argument("--year", required=True, type=int, metavar="年度", help="例如 2024")
    new.add_argument("--name", required=True, metavar="项目名称", help="项目名称")
    new.add_argument("-o", "--output", required=True, type=Path, metavar="文件", help="存为哪个 .ziping 文件")


def _import_options(imported: argparse.ArgumentParser) -> None:
    imported.add_argument("source", type=Path, metavar="来源", help="PDF、.xlsx 工作簿或交换格式的 .json")
    imported.add_argument("-o", "--output", required=True, type=Path, metavar="文件", help="存为哪个 .ziping 文件")
    imported.add_argument(
        "--as-exported", action="store_true", help="表格在导出以后被改过的，仍用文件里附带的导出时的内容"
    )
    imported.add_argument("--notes", action="store_true", help="逐条列出从哪里读到什么、什么没读懂")


def _score_options(score: argparse.ArgumentParser) -> None:
    score.add_argument("file", type=Path, metavar="文件", help=FORM_KINDS)
    score.add_argument("--json", action="store_true", help="以 JSON 输出")


def _samples_options(samples: argparse.ArgumentParser) -> None:
    samples.add_argument("folder", type=Path, metavar="文件夹", help="放到哪里，没有就建立")


NEW = Command("新建一份自评表", _new, _new_options)
IMPORT = Command("把 PDF、.xlsx 工作簿或交换格式（.json）导入为项目文件", _import, _import_options)
SCORE = Command("计算执行率、得分、总分和评分等级", _score, _score_options)
EDITIONS = Command("列出可用的版式", _editions)
SAMPLES = Command("把示例放到一个文件夹里", _samples, _samples_options)
