"""A list of names, such as a district keeps of who has to hand in, as rows of texts: from text, CSV or a workbook."""

from __future__ import annotations

import codecs
import csv
import warnings
from io import BytesIO, StringIO

from openpyxl import load_workbook

from ziping.importers.archive import open_archive
from ziping.importers.guard import Kind, expect, kind_of
from ziping.importers.result import ImportFailed

ROWS = 20_000
"""More than any list of projects; a longer file is none."""
_COLUMNS = 50
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What Windows' Notepad and Excel save Chinese text in, where no mark tells that it is UTF-16."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_names(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The rows that hold anything, their texts trimmed; raises ``ImportFailed``."""
    # A text may name a PDF; a real one can't be decoded.
    is_text = kind_of(data) in {Kind.PDF, Kind.OTHER}
    rows = _of_text(data) if is_text else _of_workbook(data)
    if len(rows) > ROWS:
        raise ImportFailed(f"名单超过 {ROWS} 行，没有读入；请只留下要核对的单位和项目")
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
    open_archive(data).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not read anyway
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for worksheet in workbook.worksheets:
                values = worksheet.iter_rows(max_row=ROWS, max_col=_COLUMNS, values_only=True)
                rows = [["" if value is None else str(value) for value in row] for row in values]
                if any(text.strip() for row in rows for text in row):
                    return rows
    except Exception:  # noqa: BLE001 - the library raises anything on damaged workbooks
        raise ImportFailed("工作簿读不懂，可能已损坏；请用 Excel 或 WPS 打开后另存一份") from None
    return []
