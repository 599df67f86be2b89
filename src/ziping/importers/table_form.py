"""A table of cells becomes a form: read by its labels, never by positions, whatever file it was found in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ziping.editions.model import Edition
from ziping.form import path as at
from ziping.form.amount import read_number
from ziping.form.edit import get
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS
from ziping.importers.closing_block import ClosingTexts, is_closing, read_closing
from ziping.importers.edition_marks import EditionMarks, edition_of
from ziping.importers.fund_block import FundTexts, is_fund_header, money_unit, read_funds
from ziping.importers.goal_block import is_goal_header, read_goal
from ziping.importers.grid import GridCell
from ziping.importers.indicator_block import IndicatorTexts, edge_of_names, is_indicator_header, read_indicators
from ziping.importers.labels import BLOCKS, HEAD, LONGEST_LINE, fold
from ziping.importers.printed_form import PrintedForm, form_of
from ziping.importers.result import ImportFailed, ImportResult, quoted
from ziping.importers.table_lines import Line, Table
from ziping.rules.checks.printed import printed_funding, printed_results
from ziping.rules.subject import Subject

MOST_CELLS = 100_000
"""Cells of a table; a form of 200 rows has 2,000."""
_NUMBERS = {*FUNDING_COLUMNS, "weight", "score"}
_TITLE = "自评表"
_YEAR = re.compile(
    r"[（(](?P<year>[^（()）]{0,20}?)年度?\s*[)）]|(?P<bare>[0-9０-９]{4})\s*年(?:度|(?!\s*[0-9０-９]{1,2}\s*月))"
)
"""（2024年度） or 2024年度; 2025年3月10日 is a day."""
_UNIT = re.compile(r"(?:金\s*额)?\s*单\s*位\s*[:：]\s*[（(]?\s*万?元\s*[)）]?")
_PAGE = re.compile(r"[-—\s]*(?:第\s*\d+\s*页[，,/\s]*(?:共\s*\d+\s*页)?|\d+\s*/\s*\d+\s*页)[-—\s]*")


@dataclass
class _Head:
    """What stands above the blocks; ``texts`` are those of 项目名称, 主管部门 and 实施单位 by field."""

    title: str = ""
    year: str = ""
    year_line: str = ""
    money_unit: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def form_of_table(cells: Sequence[GridCell], source: str) -> ImportResult:
    """The form that a table shows; ``source`` names the table in a refusal (``工作表 自评表``, ``这个 PDF``).

    Raises ``ImportFailed`` where there is no 自评表. What was not understood is in the notes, with its place.
    """
    if len(cells) > MOST_CELLS:
        raise ImportFailed(f"{source}里的单元格超过 {MOST_CELLS} 个，不像是自评表，没有读入")
    table = Table(cells)
    lines = _first_table(table)
    starts = _starts(lines)
    if "indicators" not in starts:
        raise ImportFailed(f"{source}里没有找到自评表：没有写着“三级指标”“年度指标值”“实际完成值”等的表头")
    return _read(table, lines, starts)


def _read(table: Table, lines: Sequence[Line], starts: dict[str, int]) -> ImportResult:
    def part(name: str) -> Sequence[Line]:
        first = starts[name]
        return lines[first : min((start for start in starts.values() if start > first), default=len(lines))]

    head = _read_head(table, lines[: min(starts.values())])
    funds = read_funds(table, part("funding")) if "funding" in starts else FundTexts()
    goal = read_goal(table, part("goal")) if "goal" in starts else {}
    tree = read_indicators(table, part("indicators"))
    closing = read_closing(table, part("closing") if "closing" in starts else (), tree.columns)
    funds.money_unit = funds.money_unit or head.money_unit
    edition = edition_of(_marks(head, funds, tree, closing))
    form = form_of(_printed(head, funds, goal, tree, closing), edition)
    _note_no_numbers(table, form)
    _compare(table, form, edition, head, funds, closing)
    _note_missing(table, edition, head, starts)
    table.note_unread()
    return ImportResult.of(form, table.remarks)


def _note_no_numbers(table: Table, form: Form) -> None:
    """Says of each amount, 分值 and 得分 that is no number where it stands: it was taken as it is, and counts nothing."""
    for note in tuple(table.remarks):
        if note.path is None or note.path.field not in _NUMBERS or note.path.row == "total":
            continue
        value = get(form, note.path)
        if isinstance(value, str) and value:
            table.differs(f"“{quoted(value)}”不是一个数，照原样读入，请改成数", path=note.path)


# --- the parts of the table


def _first_table(table: Table) -> Sequence[Line]:
    """The lines of the first form; of a second one below only a remark is made."""
    headed = False
    for number, line in enumerate(table.lines):
        if any(_PAGE.fullmatch(cell.text[:LONGEST_LINE]) for cell in line.cells[:1]) and len(line.cells) == 1:
            table.know(*line.cells)
        headed = headed or is_indicator_header(line)
        if headed and any(HEAD.field(cell.text) == "project_name" for cell in line.cells):
            table.unread("从这里起另有一张自评表，没有读入；请把它单独存成一个文件再导入", line.cells[0])
            for other in table.lines[number:]:
                table.know(*other.cells)
            return table.lines[:number]
    return table.lines


def _starts(lines: Sequence[Line]) -> dict[str, int]:
    """On which line each block begins."""
    starts: dict[str, int] = {}
    edge = 0
    for number, line in enumerate(lines):
        if is_indicator_header(line):
            edge = edge or edge_of_names(line)
            name = "indicators"
        elif is_fund_header(line):
            name = "funding"
        elif edge and is_closing(line, edge):
            name = "closing"
        # Among the indicators a cell may happen to say 完成情况.
        elif is_goal_header(line, whole="indicators" in starts):
            name = "goal"
        else:
            continue
        starts.setdefault(name, number)
    return starts


def _read_head(table: Table, lines: Sequence[Line]) -> _Head:
    head = _Head()
    for line in lines:
        for cell in line.cells:
            if not table.is_known(cell):
                _read_head_cell(table, line, cell, head)
    return head


def _read_head_cell(table: Table, line: Line, cell: GridCell, head: _Head) -> None:
    name, value = HEAD.field_and_value(cell.text)
    label = HEAD.field(cell.text)
    if name and name not in head.texts:
        head.texts[name] = value
        table.read(cell, at.basic(name), HEAD.words(name), value)
    elif label and label not in head.texts:
        table.know(cell)
        source = table.right_of(cell, line)
        if source is not None and HEAD.field(source.text):
            source = None
        head.texts[label] = table.read(source, at.basic(label), HEAD.words(label)) if source else ""
    elif len(cell.text) <= LONGEST_LINE:
        _read_title(table, cell, head)


def _read_title(table: Table, cell: GridCell, head: _Head) -> None:
    """The title, the year line, the unit of money, or several of them in one cell."""
    rest, year, unit = cell.text, _YEAR.search(cell.text), _UNIT.search(cell.text)
    if year and not head.year_line:
        head.year_line = year[0].strip()
        head.year = (year["year"] or year["bare"] or "").strip()
        table.read(cell, at.basic("year"), "年度", head.year)
        rest = rest.replace(year[0], " ")
    if unit and not head.money_unit:
        head.money_unit = money_unit(unit[0])
        table.know(cell)
        rest = rest.replace(unit[0], " ")
    if _TITLE in fold(rest) and not head.title:
        head.title = rest.strip()
        table.know(cell)
    elif rest != cell.text and rest.strip():
        table.unread(f"“{quoted(rest)}”没有读懂，没有读入", cell)


# --- what follows from the parts


def _marks(head: _Head, funds: FundTexts, tree: IndicatorTexts, closing: ClosingTexts) -> EditionMarks:
    return EditionMarks(
        year=head.year,
        year_line=head.year_line,
        money_unit=funds.money_unit,
        labels=funds.labels,
        source_weight=funds.source_weight,
        dimensions=frozenset(row.dimension for row in tree.rows),
        has_indicator_label=tree.has_label,
        has_grade=bool(closing.grade),
    )


def _printed(
    head: _Head, funds: FundTexts, goal: dict[str, str], tree: IndicatorTexts, closing: ClosingTexts
) -> PrintedForm:
    return PrintedForm(
        basic={"year": head.year, **head.texts},
        money_unit=funds.money_unit,
        funds=funds.texts,
        goal=goal,
        rows=tree.rows,
        execution_score=funds.total("execution_score"),
        total_score=closing.total_score,
        grade=closing.grade,
        signature=closing.signed(),
    )


def _compare(
    table: Table, form: Form, edition: Edition, head: _Head, funds: FundTexts, closing: ClosingTexts
) -> None:
    """Remarks on the edition, and on what the table prints otherwise than it is computed."""
    if funds.money_unit in {"", edition.money.unit}:
        table.noticed(f"版式按“{edition.name}”读入")
    else:
        table.differs(f"没有按{funds.money_unit}填写的版式和它一样，按最接近的“{edition.name}”读入，请核对版式")
    if head.title and fold(head.title) != fold(edition.title):
        table.differs(f"表名“{quoted(head.title)}”与版式的“{edition.title}”不同")
    weight = funds.total("execution_weight")
    if weight and read_number(weight) != edition.execution.weight:
        rule = f"{edition.execution.weight:f} 分"
        table.differs(f"执行率分值“{quoted(weight)}”与版式规定的 {rule}不同，按 {rule}计算")
    subject = Subject.of(form, edition)
    for finding in (*printed_results(subject), *printed_funding(subject)):
        table.differs(finding.message, path=finding.path)
    total = subject.scores.total_weight.value
    if closing.total_weight and read_number(closing.total_weight) != total:
        text = f"原表印的总分分值是“{quoted(closing.total_weight)}”，计算结果是 {total:f}"
        table.differs(text, path=at.result("total_weight"))


def _note_missing(table: Table, edition: Edition, head: _Head, starts: dict[str, int]) -> None:
    labels = edition.labels
    if not head.year_line:
        table.unread("没有找到年度")
    for name in HEAD.wordings:
        if name not in head.texts:
            table.unread(f"没有找到“{getattr(labels, name)}”")
    for name in BLOCKS.wordings:
        if name not in starts:
            table.unread(f"没有找到“{getattr(labels, name)}”一栏")
