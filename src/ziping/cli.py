"""The command line: Chinese messages; exit 0 fine, 1 done but 必须改 remain, 2 cannot."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ziping import __version__
from ziping.app.file_names import default_name
from ziping.app.files import CannotOpen, Opened, document_path, open_form, save_form
from ziping.app.new_form import new_form
from ziping.app.print_choices import PrintChoices
from ziping.app.session import View
from ziping.editions.catalog import UnknownEdition, edition, editions
from ziping.form.edit import put
from ziping.form.path import FieldPath
from ziping.importers.plain_json import write_plain
from ziping.resources import resource
from ziping.rules.findings import SEVERITY_NAMES, Finding
from ziping.store.files import FileProblem, file_problem, read_bytes, save_bytes


class Refused(Exception):
    """The command can't be carried out; the message is one Chinese line."""


def is_command(words: Sequence[str]) -> bool:
    """Whether these words are for the command line rather than the window."""
    return bool(words) and (words[0] in _COMMANDS or words[0] in {"--version", "-h", "--help"})


def run(words: Sequence[str]) -> int:
    """Carries out one command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _parser().parse_args(words)
        command: Callable[[argparse.Namespace], int] = arguments.command
        return command(arguments)
    except (Refused, CannotOpen, FileProblem, UnknownEdition) as problem:
        print(_one_line(problem), file=sys.stderr)
        return 2


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split("\n"))


def _open(path: Path) -> Opened:
    """A form to work with; one of a newer format might be worked with wrongly, and nobody would look at it here."""
    opened = open_form(path)
    if opened.read_only:
        raise CannotOpen(f"不能打开“{path}”：{opened.read_only}")
    return opened


def _view(path: Path) -> View:
    opened = _open(path)
    _tell(opened.notes)
    return View(opened.form)


def _tell(notes: Iterable[str]) -> None:
    """Prints notes beside what was done; a command that fails says only why."""
    for note in notes:
        print(f"注意：{note}", file=sys.stderr)


def _created() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH names, for exports that can be repeated byte by byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC).astimezone()


def _new(arguments: argparse.Namespace) -> int:
    target = document_path(arguments.output)
    if target.exists():
        raise Refused(f"“{target}”已经存在，没有覆盖；请换一个文件名")
    save_form(new_form(arguments.edition, arguments.year, arguments.name), target)
    print(f"已新建 {target}")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    opened = _open(arguments.source)
    view, target = View(opened.form), document_path(arguments.output)
    save_form(view.form, target, opened.beside)
    _tell(opened.notes)
    print(
        f"已导入 {target}（{view.edition.name}，{len(view.subject.rows)} 个三级指标，总分 {view.scores.total.value:.2f}）"
    )
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from ziping.app.export import pdf_of, text_of, workbook_of

    targets = [path for path in (arguments.pdf, arguments.xlsx, arguments.json) if path]
    if not targets and not arguments.text:
        raise Refused("没有说要导出什么：请加上 --pdf、--xlsx、--json 或 --text")
    _refuse_same_files(arguments.file, targets)
    opened = _open(arguments.file)
    view = View(opened.form)
    if arguments.edition:
        view = View(put(view.form, FieldPath("form", "", "edition"), edition(arguments.edition).id))
    choices = PrintChoices(draft=arguments.draft)
    outputs: list[tuple[Path, bytes]] = []
    if arguments.pdf:
        outputs.append((arguments.pdf, pdf_of(view, _created(), choices)))
    if arguments.xlsx:
        outputs.append((arguments.xlsx, workbook_of(view, _created(), choices)))
    if arguments.json:
        outputs.append((arguments.json, write_plain(view.form, view.edition, view.scores).encode()))
    _save_all(outputs)
    _tell(opened.notes)
    _tell(f"{found.message}。{found.why}" for found in view.findings if found.rule == "X2")
    for path, _ in outputs:
        print(f"已导出 {path}")
    if arguments.text:
        print(text_of(view), end="")
    return 0


def _refuse_same_files(source: Path, targets: Sequence[Path]) -> None:
    places = [os.path.realpath(path) for path in (source, *targets)]
    for number, path in enumerate(targets, start=1):
        if places[number] == places[0]:
            raise Refused(f"不能导出到“{path}”：这就是来源文件")
        if places[number] in places[1:number]:
            raise Refused(f"不能导出到“{path}”：两种格式要用不同的文件名")


def _save_all(outputs: Sequence[tuple[Path, bytes]]) -> None:
    """Saves all files or none: if one can't be saved, those before it become what they were."""
    saved: list[tuple[Path, bytes | None]] = []
    try:
        for path, data in outputs:
            before = read_bytes(path) if path.is_file() else None
            save_bytes(path, data)
            saved.append((path, before))
    except FileProblem:
        for path, before in saved:
            if before is None:
                path.unlink(missing_ok=True)
            else:
                save_bytes(path, before)
        raise


def _score(arguments: argparse.Namespace) -> int:
    scores = _view(arguments.file).scores
    names = ("execution_rate", "execution_score", "indicator_weight", "indicator_score", "total_weight", "total")
    figures = {name: getattr(scores, name) for name in names}
    if arguments.json:
        print(
            json.dumps(
                {name: f"{figure.value:.2f}" for name, figure in figures.items()} | {"grade": scores.grade},
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    labels = ("执行率", "执行率得分", "指标分值", "指标得分", "总分值", "总分")
    for label, figure in zip(labels, figures.values(), strict=True):
        print(f"{label}　{figure.value:.2f}　{figure.arithmetic}")
    print(f"评分等级　{scores.grade}　{scores.grade_reason}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    files: list[Path] = arguments.files
    several = len(files) > 1
    targets = [path for path in (arguments.md, arguments.pdf) if path]
    if targets and several:
        raise Refused("检查报告一次只能写一份自评表的：请只给一个文件，或去掉 --md、--pdf")
    _refuse_same_files(files[0], targets)
    views = _readable_views(files) if several else {str(files[0]): _view(files[0])}
    _save_all(tuple(_reports(arguments, views)))
    findings = _findings(views, together=arguments.together)
    if arguments.json:
        plain = {name: [_plain_finding(found) for found in each] for name, each in findings.items()}
        print(json.dumps(plain if several else plain[str(files[0])], ensure_ascii=False, indent=1))
    else:
        for name, each in findings.items():
            _print_findings(each, name if several else "")
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
            opened = _open(path)
        except CannotOpen as problem:
            print(_one_line(problem), file=sys.stderr)
            continue
        _tell(f"{path}：{note}" for note in opened.notes)
        views[str(path)] = View(opened.form)
    return views


def _reports(arguments: argparse.Namespace, views: Mapping[str, View]) -> Iterator[tuple[Path, bytes]]:
    from ziping.app.export import report_pdf
    from ziping.app.report import report_markdown, report_of

    created = _created()
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


def _print_findings(findings: Sequence[Finding], name: str) -> None:
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
        if target.exists():
            print(f"已有 {target}，没有覆盖")
            continue
        save_bytes(target, read_bytes(source))
        print(f"已放好 {target}　{default_name(_open(target).form)}")
    return 0


_ERRORS = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"多出了 \1"),
    (re.compile(r"argument (.*): expected one argument"), r"\1 后面缺少内容"),
    (re.compile(r"argument (.*): invalid int value: '(.*)'"), r"\1 后面的“\2”不是整数"),
    (re.compile(r"ambiguous option: (.*) could match .*"), r"\1 不够明确"),
)


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese: one line for an error, Chinese headings in the help."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"add_help": False, "allow_abbrev": False, **options})  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        for group, title in zip(self._action_groups, ("参数", "选项"), strict=False):
            group.title = title

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> None:  # type: ignore[override]
        for pattern, chinese in _ERRORS:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
        raise Refused(f"命令写得不对：{message}（用法见 {self.prog} --help）")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ziping", description="自评通：填写、核对、打印财政项目支出绩效自评表。不带命令时打开窗口。"
    )
    parser.add_argument("--version", action="version", version=f"自评通 {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    def command(name: str, about: str, run_it: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(command=run_it)
        return made

    new = command("new", "新建一份自评表", _new)
    new.add_argument("--edition", required=True, metavar="版式", help="例如 jiading-2024，见 ziping editions")
    new.add_argument("--year", required=True, type=int, metavar="年度", help="例如 2024")
    new.add_argument("--name", required=True, metavar="项目名称", help="项目名称")
    new.add_argument("-o", "--output", required=True, type=Path, metavar="文件", help="存为哪个 .ziping 文件")
    imported = command("import", "把交换格式（.json）导入为项目文件", _import)
    imported.add_argument("source", type=Path, metavar="来源", help="交换格式的 .json 文件")
    imported.add_argument("-o", "--output", required=True, type=Path, metavar="文件", help="存为哪个 .ziping 文件")
    _export_options(command("export", "导出官方表格", _export))
    score = command("score", "计算执行率、得分、总分和评分等级", _score)
    score.add_argument("file", type=Path, metavar="文件", help=".ziping 或交换格式 .json")
    score.add_argument("--json", action="store_true", help="以 JSON 输出")
    _check_options(command("check", "检查问题；仍有“必须改”时退出码为 1", _check))
    command("editions", "列出可用的版式", _editions)
    samples = command("samples", "把示例放到一个文件夹里", _samples)
    samples.add_argument("folder", type=Path, metavar="文件夹", help="放到哪里，没有就建立")
    return parser


def _export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("file", type=Path, metavar="文件", help=".ziping 或交换格式 .json")
    export.add_argument("--pdf", type=Path, metavar="文件", help="导出 PDF")
    export.add_argument("--xlsx", type=Path, metavar="文件", help="导出 Excel 工作簿")
    export.add_argument("--json", type=Path, metavar="文件", help="导出交换格式")
    export.add_argument("--text", action="store_true", help="在屏幕上显示表格")
    export.add_argument("--edition", metavar="版式", help="按另一个版式导出")
    export.add_argument("--draft", action="store_true", help="在 PDF 和 Excel 上印“草稿”")


def _check_options(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", type=Path, nargs="+", metavar="文件", help=".ziping 或交换格式 .json，可以给几个")
    check.add_argument(
        "--together", action="store_true", help="把几份表放在一起核对（单位名称、重复的项目、放错的指标）"
    )
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    check.add_argument("--md", type=Path, metavar="文件", help="写出检查报告（Markdown）")
    check.add_argument("--pdf", type=Path, metavar="文件", help="写出检查报告（PDF）")


_COMMANDS = ("new", "import", "export", "score", "check", "editions", "samples")
