"""Workbooks are zip archives of XML: unpacked once within limits before any library sees them (SAFETY.md S3, S4).

Without defusedxml this module can't be imported, and with it no workbook can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ziping.importers.guard import MEGABYTE, NO_ZIP, broken_archive, list_archive
from ziping.importers.result import ImportFailed

INFLATED_MEGABYTES = 50
RATIO = 100
"""How many times a part may grow; one below a megabyte, such as a blank picture, may grow more: it harms nobody."""
_CHUNK = 1 << 16
_METHODS = {ZIP_STORED, ZIP_DEFLATED}
_ENCRYPTED = 1


def open_archive(data: bytes) -> ZipFile:
    """The archive, whose every part has been inflated once and is what its list says; raises ``ImportFailed``.

    No part leaves the archive by its name, none is encrypted, none declares XML entities, and together they stay
    within ``INFLATED_MEGABYTES``, counted while inflating. Archives inside are not opened.
    """
    archive = list_archive(data)
    parts = archive.infolist()
    names = [part.orig_filename for part in parts]
    if any(map(_leaves, names)) or len(set(names)) < len(names):
        raise ImportFailed("文件里有部件的名称不合规，可能是伪造的，没有读入")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ImportFailed("文件里有加密的部件，读不出内容；请去掉密码后另存一份")
    if any(part.compress_type not in _METHODS for part in parts):
        raise broken_archive()
    _refuse_too_large(sum(part.file_size for part in parts))
    inflated = 0
    for part in parts:
        _refuse_growth(part)
        try:
            inflated += _unpacked(archive, part)
        except NO_ZIP as error:
            raise error if isinstance(error, ImportFailed) else broken_archive() from None
        _refuse_too_large(inflated)
    return archive


def _leaves(name: str) -> bool:
    """Whether the name of a part is a path out of the archive, on any system (SAFETY.md S7)."""
    steps = name.replace("\\", "/").split("/")
    return not steps[0] or ".." in steps or any(mark in name for mark in ":\x00")


def _refuse_too_large(size: int) -> None:
    if size > INFLATED_MEGABYTES * MEGABYTE:
        raise ImportFailed(f"文件解开后超过 {INFLATED_MEGABYTES} MB，不像是自评表，没有读入")


def _refuse_growth(part: ZipInfo) -> None:
    if part.file_size > max(MEGABYTE, RATIO * part.compress_size):
        raise ImportFailed(f"文件里有部件解开后会胀大 {RATIO} 倍以上，不像是自评表，没有读入")


def _unpacked(archive: ZipFile, part: ZipInfo) -> int:
    """Bytes of the part; raises for one that is damaged, longer or shorter than listed, or declares entities."""
    size, prolog = 0, _Prolog()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            prolog.read(chunk)
    prolog.end()
    if size != part.file_size:
        raise broken_archive()
    return size


class _Root(Exception):
    """The first element of a part has begun: what could declare entities is over."""


class _Prolog:
    """Reads the start of a part as XML, up to its first element; what is no XML ends it as well."""

    def __init__(self) -> None:
        self._parser: DefusedXMLParser | None = DefusedXMLParser(target=self, forbid_dtd=True)

    def read(self, chunk: bytes) -> None:
        self._go_on(lambda parser: parser.feed(chunk))

    def end(self) -> None:
        """Has the parser read what it may have put off: newer ones wait for the end of a long comment or text."""
        self._go_on(lambda parser: parser.close())

    def _go_on(self, deed: Callable[[DefusedXMLParser], object]) -> None:
        if self._parser is None:
            return
        try:
            deed(self._parser)
        except (_Root, ParseError, LookupError, ValueError) as end:
            if isinstance(end, DefusedXmlException):
                raise ImportFailed("文件里有自定义的 XML 实体，表格不需要它，可能是恶意文件，没有读入") from None
            self._parser = None

    def start(self, _tag: str, _attributes: object) -> None:
        raise _Root
