"""What stands below the indicators of a table: 总分, 评分等级, and the signature block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ziping.form import path as at
from ziping.form.model import Signature
from ziping.form.path import FieldPath
from ziping.importers.grid import GridCell
from ziping.importers.labels import CLOSING, SIGNATURE, signature_texts
from ziping.importers.result import quoted
from ziping.importers.table_lines import Columns, Line, Table

_NOTE = re.compile(r"\s*(?:备\s*注|说\s*明|注)\s*\d*\s*[:：]")


@dataclass
class ClosingTexts:
    """The printed results, and the signature block as far as there is one."""

    total_weight: str = ""
    total_score: str = ""
    grade: str = ""
    signature: dict[str, str] = field(default_factory=dict)

    def signed(self) -> Signature:
        """签字栏, shown if the table has one."""
        texts = {name: text for name, text in self.signature.items() if name != "seal"}
        return Signature(shown=bool(self.signature), **texts)


def is_closing(line: Line, edge: int) -> bool:
    """Whether a line ends the indicators: 总分, 评分等级, signatures or a remark, begun left of the column ``edge``."""
    texts = [cell.text for cell in line.cells if cell.column < edge]
    return any(
        CLOSING.field(text) or CLOSING.field_and_value(text)[0] or signature_texts(text) or _NOTE.match(text)
        for text in texts
    )


def read_closing(table: Table, lines: Sequence[Line], columns: Columns) -> ClosingTexts:
    """The lines from 总分 on; ``columns`` are those of the indicators, below which 分值 and 得分 stand."""
    closing = ClosingTexts()
    for line in lines:
        for cell in line.cells:
            if not table.is_known(cell):
                _read_cell(table, line, cell, columns, closing)
    return closing


def _read_cell(table: Table, line: Line, cell: GridCell, columns: Columns, closing: ClosingTexts) -> None:
    name, value = CLOSING.field_and_value(cell.text)
    label = CLOSING.field(cell.text)
    if name == "grade" or label == "grade":
        _read_grade(table, line, cell, value, closing)
    elif name == "total_score" and not closing.total_score:
        closing.total_score = value
        table.read(cell, at.result("total"), CLOSING.words("total_score"), value)
    elif label == "total_score" and not closing.total_score:
        table.know(cell)
        _read_total(table, line, columns, closing)
    else:
        _read_signature(table, line, cell, closing)


def _read_grade(table: Table, line: Line, cell: GridCell, value: str, closing: ClosingTexts) -> None:
    if closing.grade:
        return
    source = cell if value else table.right_of(cell, line)
    table.know(cell)
    if source is not None:
        closing.grade = value or source.text.strip()
        table.read(source, at.result("grade"), CLOSING.words("grade"), closing.grade)


def _read_total(table: Table, line: Line, columns: Columns, closing: ClosingTexts) -> None:
    figures = [cell for cell in line.cells if not table.is_known(cell)]
    weight = next((cell for cell in figures if columns.field(cell) == "weight" and len(figures) > 1), None)
    score = next((cell for cell in figures if columns.field(cell) == "score"), None)
    if score is None:  # the two are merged into one cell, or stand elsewhere
        score = next((cell for cell in reversed(figures) if cell is not weight), None)
    if weight is not None:
        closing.total_weight = table.read(weight, at.result("total_weight"), "总分的分值").strip()
    if score is not None:
        closing.total_score = table.read(score, at.result("total"), CLOSING.words("total_score")).strip()


def _read_signature(table: Table, line: Line, cell: GridCell, closing: ClosingTexts) -> None:
    found = signature_texts(cell.text)
    label = SIGNATURE.field(cell.text) if not found else ""
    if label:
        found = [(label, "")]
    if not found:
        return
    table.know(cell)
    last, text = found[-1]
    if not text and last != "seal":
        value = table.right_of(cell, line)
        if value is not None and not signature_texts(value.text) and not SIGNATURE.field(value.text):
            table.know(value)
            found[-1] = last, value.text.strip()
    for name, said in found:
        _sign(table, cell, name, said, closing)


def _sign(table: Table, cell: GridCell, name: str, text: str, closing: ClosingTexts) -> None:
    known = closing.signature.get(name)
    if name == "seal" or known:
        closing.signature.setdefault(name, "")
        if text:
            table.unread(f"{SIGNATURE.words(name)}后面的“{quoted(text)}”没有读入", cell)
        return
    closing.signature[name] = text
    if text:
        table.read(cell, FieldPath("signature", "", name), SIGNATURE.words(name), text)
