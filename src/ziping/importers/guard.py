"""What a foreign file is, by its content, and whether it is small enough to be read (SAFETY.md S4–S7, R10).

Every reader of foreign files asks here first: ``check_size`` before a file is read, ``expect`` for the kind of its
bytes, ``check_json`` before JSON is parsed, ``archive.open_archive`` before a workbook is opened, and
``worker_process.run_apart`` for whatever may hang or eat memory. Each refusal is one Chinese sentence.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ziping.importers.result import ImportFailed

MEGABYTE = 1024 * 1024
TEXT_MEGABYTES = 20
"""The largest project file and plain form; real ones have 10 to 50 KB."""
FOREIGN_MEGABYTES = 50
"""The largest workbook and PDF."""
EMBEDDED_MEGABYTES = 4
"""The largest document that a PDF or workbook may carry inside."""
ENTRIES = 1_000
"""How many parts a workbook may have."""
PIECES = 100_000
"""How many values a JSON file may hold; a form of 200 rows has 2,000."""

_HEAD = 1_024
"""Bytes that tell the kind; a PDF may begin as late as that."""
NO_ZIP = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What the zip module raises on damaged or devious archives."""


class Kind(StrEnum):
    """What a file is; the first four can be read."""

    PROJECT = "自评通的项目文件"
    PLAIN = "交换格式（.json）"
    WORKBOOK = "Excel 工作簿（.xlsx）"
    PDF = "PDF 文件"
    EMPTY = "空文件"
    LOCKED = "加密的 Office 文件"
    MACROS = "带宏的 Office 文件（例如 .xlsm、.docm）"
    BINARY_WORKBOOK = "二进制工作簿（.xlsb）"
    OLD_WORKBOOK = "旧版 Excel（.xls）或 WPS 表格（.et）的工作簿"
    WORD = "Word 文档"
    SLIDES = "演示文稿"
    OPEN_DOCUMENT = "OpenDocument 文件（例如 .ods）"
    OFD = "OFD 版式文件"
    MARKUP = "网页或 XML 格式的表格"
    PICTURE = "图片"
    ARCHIVE = "压缩包"
    OTHER = "其他文件"


_AS_WORKBOOK = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
_AS_TABLE = "请把里面的表格存为 .xlsx 或 PDF 后再导入"
_REFUSALS = {
    Kind.EMPTY: "文件是空的",
    Kind.LOCKED: f"这是加了密码的 Office 文件，读不出内容；{_AS_WORKBOOK}，保存时去掉密码",
    Kind.MACROS: f"这是{Kind.MACROS}，为安全起见不读；{_AS_WORKBOOK}",
    Kind.BINARY_WORKBOOK: f"这是{Kind.BINARY_WORKBOOK}，不能读；{_AS_WORKBOOK}",
    Kind.OLD_WORKBOOK: f"这是{Kind.OLD_WORKBOOK}，不能读；{_AS_WORKBOOK}",
    Kind.WORD: f"这是 Word 文档，不能读；{_AS_TABLE}",
    Kind.SLIDES: f"这是演示文稿，不能读；{_AS_TABLE}",
    Kind.OPEN_DOCUMENT: f"这是{Kind.OPEN_DOCUMENT}，不能读；{_AS_WORKBOOK}",
    Kind.OFD: "这是 OFD 版式文件，不能读；请转成 PDF 后再导入",
    Kind.MARKUP: f"这是{Kind.MARKUP}，不论扩展名是什么都不能读；{_AS_WORKBOOK}",
    Kind.PICTURE: "这是图片，里面的文字读不出来；请改用原来的工作簿或 PDF",
    Kind.ARCHIVE: "这是压缩包，不是工作簿；请先解压，再导入里面的文件",
    Kind.OTHER: "这不是能读的文件；能读的是自评通的项目文件、交换格式（.json）、工作簿（.xlsx）和 PDF",
}
_STARTS = (
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.WORD),
    ("PowerPoint Document", Kind.SLIDES),
    ("Workbook", Kind.OLD_WORKBOOK),
    ("Book", Kind.OLD_WORKBOOK),
)
_CONTENT_TYPES = (
    (b"sheet.binary.macroenabled", Kind.BINARY_WORKBOOK),
    (b"macroenabled", Kind.MACROS),
    (b"vbaproject", Kind.MACROS),
    (b"macrosheet", Kind.MACROS),
    (b"spreadsheetml.sheet.main+xml", Kind.WORKBOOK),
    (b"spreadsheetml.template.main+xml", Kind.WORKBOOK),
    (b"wordprocessingml", Kind.WORD),
    (b"presentationml", Kind.SLIDES),
)
"""What an Office archive declares itself and its parts to be; what must be refused is looked for first."""
_OUR_MARK = re.compile(rb'"format"\s*:\s*"ziping"')


def check_size(path: Path) -> None:
    """Refuses a file that is too large for what it begins as, before it is read; raises ``ImportFailed``.

    A file that can't be looked at passes: whoever reads it says why.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return
        with path.open("rb") as file:
            head, size = file.read(_HEAD), path.stat().st_size
    except (OSError, ValueError):
        return
    _check_length(size, head)


def expect(data: bytes, *wanted: Kind) -> Kind:
    """The kind of the bytes, which is one of those wanted; raises ``ImportFailed`` that says what to do instead."""
    kind = kind_of(data)
    if kind in wanted:
        return kind
    raise ImportFailed(_REFUSALS.get(kind) or f"这是“{kind}”，这里要的是“{'”或“'.join(wanted)}”")


def kind_of(data: bytes) -> Kind:
    """What the bytes are, whatever the file is called; raises ``ImportFailed`` for too much and for a broken archive."""
    head = data[:_HEAD]
    _check_length(len(data), head)
    if head.startswith(_ZIP):
        return _archive_kind(data)
    if head.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), Kind.OTHER)
    started = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    return started or (Kind.PDF if _is_pdf(head) else _text_kind(data))


def _is_pdf(head: bytes) -> bool:
    """Whether the mark of a PDF stands in the head, and not in a text of JSON: a project may be named so."""
    return b"%PDF-" in head and not _is_json(head)


def _is_json(head: bytes) -> bool:
    start = _text_start(head)
    return start.startswith(b"{") and not start.startswith(b"{\\rtf")


def _text_start(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _text_kind(data: bytes) -> Kind:
    start = _text_start(data[:_HEAD])
    if not start:
        return Kind.OTHER if data.strip() else Kind.EMPTY
    if start.startswith(b"<"):
        return Kind.MARKUP
    if _is_json(start):
        return Kind.PROJECT if _OUR_MARK.search(data) else Kind.PLAIN
    return Kind.OTHER


def _archive_kind(data: bytes) -> Kind:
    with list_archive(data) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        if any(name.endswith("vbaproject.bin") for name in names):
            return Kind.MACROS
        if "ofd.xml" in names:
            return Kind.OFD
        types = _start_of(archive, names.get("[content_types].xml")).lower()
        if _start_of(archive, names.get("mimetype")).startswith(b"application/vnd.oasis.opendocument"):
            return Kind.OPEN_DOCUMENT
    return next((kind for mark, kind in _CONTENT_TYPES if mark in types), Kind.ARCHIVE)


def _start_of(archive: ZipFile, name: str | None) -> bytes:
    """The first megabyte of a part, nothing where there is no such part."""
    if name is None:
        return b""
    try:
        with archive.open(name) as part:
            return part.read(MEGABYTE)
    except NO_ZIP:
        raise broken_archive() from None


def list_archive(data: bytes) -> ZipFile:
    """The archive with its list of parts, which are counted before; nothing is inflated yet; raises ``ImportFailed``."""
    _check_length(len(data), data[:_HEAD])
    # The directory names each part behind this mark; its own figure of how many there are may lie.
    if data.count(b"PK\x01\x02") > ENTRIES:
        raise ImportFailed(f"文件里的部件超过 {ENTRIES} 个，不像是自评表，没有读入")
    try:
        return ZipFile(BytesIO(data))
    except NO_ZIP:
        raise broken_archive() from None


def broken_archive() -> ImportFailed:
    """The refusal of an archive, such as a workbook, that can't be unpacked."""
    return ImportFailed("文件已损坏或不完整，解不开；请重新取得这个文件，或用 Excel 或 WPS 打开后另存一份")


def check_embedded(data: bytes) -> None:
    """Refuses a document inside a PDF or workbook that is larger than any of ours; raises ``ImportFailed``."""
    _refuse_over(len(data), EMBEDDED_MEGABYTES, "文件里附带的项目文件")


def check_json(data: bytes) -> None:
    """Refuses JSON of more values than any form has, which would cost seconds and memory; raises ``ImportFailed``.

    What stands inside of texts doesn't count.
    """
    _refuse_over(len(data), TEXT_MEGABYTES, "文件")
    plain = data.replace(rb"\\", b"").replace(rb"\"", b"")
    # A value has at most four quotes, its key's and its own; what is outside of them is every other part.
    quotes = plain.count(b'"')
    bare = b"".join(plain.split(b'"')[::2]) if quotes <= 4 * PIECES else b""
    if quotes > 4 * PIECES or sum(map(bare.count, (b",", b"[", b"{"))) > PIECES:
        raise ImportFailed(f"文件里的项目超过 {PIECES} 个，不像是自评表，没有读入")


def _check_length(size: int, head: bytes) -> None:
    foreign = head.startswith((*_ZIP, _OLE)) or _is_pdf(head)
    _refuse_over(size, FOREIGN_MEGABYTES if foreign else TEXT_MEGABYTES, "文件")


def _refuse_over(size: int, megabytes: int, what: str) -> None:
    if size > megabytes * MEGABYTE:
        raise ImportFailed(f"{what}有 {size / MEGABYTE:.1f} MB，超过 {megabytes} MB，没有读入")
