"""A list of names, such as a district keeps of who has to hand in, as rows of texts: from text, CSV or a workbook.

A workbook passes the guard of foreign files and is read in a process of its own (SAFETY.md S3–S6).
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable
from io import StringIO

from ziping.importers.archive import open_archive
from ziping.importers.grid import GridCell
from ziping.importers.guard import Kind, expect, kind_of
from ziping.importers.result import ImportFailed, quoted
from ziping.importers.workbook import grid_of
from ziping.importers.worker_process import run_apart
from ziping.importers.worksheet import MOST_COLUMNS, Limits, read_sheets

ROWS = 20_000
"""More than any list of projects; a longer file is none."""
_TOO_LONG = f"名单太大，超过 {ROWS} 行或 {MOST_COLUMNS} 列，没有读入；请只留下要核对的单位和项目"
_LIMITS = Limits(ROWS, 10 * ROWS)
_WORK = f"{__name__}:rows_of_workbook"
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What Windows' Notepad and Excel save Chinese text in, where no mark tells that it is UTF-16."""
_MAY_BE_TEXT = {Kind.OTHER, Kind.PDF, Kind.MARKUP, Kind.PLAIN}
_NO_TEXT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:%PDF-[0-9]\.[0-9]\s*[\r\n]|<[!?]|<[a-z][^>]*>.*</|\{\s*["}])""",
    re.DOTALL | re.IGNORECASE,
)
"""How a PDF, a web page and a JSON file begin; a list may only begin alike: %PDF-A转换, <数字治理>经费, {二期}运维."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_names(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The rows that hold anything, their texts trimmed; raises ``ImportFailed``. A workbook may take 20 s."""
    is_text = kind_of(data) in _MAY_BE_TEXT and not _NO_TEXT.match(data)
    rows = _of_text(data) if is_text else _of_workbook(data)
    if len(rows) > ROWS:
        raise ImportFailed(_TOO_LONG)
    names = tuple(filter(None, map(_trimmed, rows)))
    if not names:
        raise ImportFailed("名单里没有内容")
    return names


def _trimmed(row: list[str]) -> tuple[str, ...]:
    """The texts without blanks around them, up to the last that is not empty."""
    texts = [text.strip() for text in row]
    last = max((place for place, text in enumerate(texts, start=1) if text), default=0)
    return tuple(texts[:last])


def _of_text(data: bytes) -> list[list[str]]:
    """Rows with a tab between columns, or a comma where each row has one."""
    text = _decoded(data)
    if "\t" in text:
        return _parted(text, "\t")
    rows = _parted(text, ",")
    widths = {min(len(row), 2) for row in rows}
    return rows if len(widths) <= 1 else _parted(text, "\t")


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportFailed("文件不是文本，也不是工作簿（.xlsx）；名单请存为其中一种")


def _parted(text: str, mark: str) -> list[list[str]]:
    """The rows that are not blank; quotes count as Excel writes them, and as they stand where a person typed them."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        rows = csv.reader(StringIO(text, newline=""), delimiter=mark, quoting=quoting, strict=True)
        try:
            return [row for row in rows if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
    raise ImportFailed("名单里有一行太长，不像是名单，没有读入")


def _of_workbook(data: bytes) -> list[list[str]]:
    expect(data, Kind.WORKBOOK)
    rows: list[list[str]] = run_apart(_WORK, data)
    return rows


def rows_of_workbook(data: bytes) -> list[list[str]]:
    """The rows of the first sheet that shows anything to people; runs apart. Raises ``ImportFailed``."""
    expect(data, Kind.WORKBOOK)
    hidden = ""
    with open_archive(data) as archive:
        for sheet in read_sheets(archive, _LIMITS):
            rows = _rows(grid_of(sheet))
            if rows and sheet.visible and sheet.omitted:
                raise ImportFailed(_TOO_LONG)
            if rows and sheet.visible:
                return rows
            hidden = hidden or (sheet.name if rows else "")
    if hidden:
        raise ImportFailed(f"工作表“{quoted(hidden)}”是隐藏的，请取消隐藏后再试；看得见的工作表里没有内容")
    return []


def _rows(cells: Iterable[GridCell]) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if cell.text.strip() and cell.column <= MOST_COLUMNS:
            rows.setdefault(cell.row, [""] * MOST_COLUMNS)[cell.column - 1] = cell.text
    return [rows[row] for row in sorted(rows)]
