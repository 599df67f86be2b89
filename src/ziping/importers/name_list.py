"""A list of names, such as a district keeps of who has to hand in, as rows of texts: from text, CSV or a workbook."""

from __future__ import annotations

import warnings
from io import BytesIO

from openpyxl import load_workbook

from ziping.importers.archive import open_archive
from ziping.importers.guard import Kind, expect
from ziping.importers.result import ImportFailed

ROWS = 100_000
"""More than any list of projects; a workbook may claim a million empty ones."""
_COLUMNS = 50
_ENCODINGS = ("utf-8-sig", "gb18030")
"""What Windows' Notepad and Excel save Chinese text in."""


def read_names(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The rows that hold anything, their texts trimmed; raises ``ImportFailed``."""
    if not data.strip():
        raise ImportFailed("文件是空的")
    rows = _of_workbook(data) if data.startswith(b"PK") else _of_text(data)
    return tuple(filter(None, map(_trimmed, rows)))


def _trimmed(row: list[str]) -> tuple[str, ...]:
    """The texts without blanks around them, up to the last that is not empty."""
    texts = [text.strip() for text in row]
    last = max((place for place, text in enumerate(texts, start=1) if text), default=0)
    return tuple(texts[:last])


def _of_text(data: bytes) -> list[list[str]]:
    """Lines, a tab between columns, or a comma where each line has one."""
    for encoding in _ENCODINGS if b"\0" not in data else ():
        try:
            lines = [line for line in data.decode(encoding).splitlines() if line.strip()][:ROWS]
        except UnicodeDecodeError:
            continue
        has_tabs = any("\t" in line for line in lines)
        mark = "," if not has_tabs and all("," in line for line in lines) else "\t"
        return [line.split(mark) for line in lines]
    raise ImportFailed("文件不是文本，也不是工作簿（.xlsx）；名单请存为其中一种")


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
    raise ImportFailed("工作簿里没有内容")
