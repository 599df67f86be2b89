"""The XML parts of a workbook's archive, and what the cells of its sheets share: names, number formats, texts.

What a part may cost is limited by the number of its elements (SAFETY.md S4).
"""

from __future__ import annotations

import posixpath
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ziping.importers.guard import NO_ZIP, broken_archive
from ziping.importers.result import ImportFailed
from ziping.importers.shown import format_code

MOST_ELEMENTS = 600_000
"""XML elements that are read of a workbook; one form has 2,000."""
_CHUNK = 1 << 16


class PartReader:
    """What takes the elements of a part, by their names without namespaces; this one does nothing with them."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """A piece of text inside the latest element."""


class Parts:
    """The XML parts of an archive, each read once at most."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = dict(archive.NameToInfo)
        self._elements = 0
        self._names: dict[str, str] = {}
        self._target: PartReader = PartReader()

    def read(self, name: str, target: PartReader) -> None:
        """Hands the elements of a part to ``target``; one that isn't there, or has been read, has none."""
        if self._left.pop(name, None) is None:
            return
        self._target = target
        parser = DefusedXMLParser(target=self, forbid_dtd=True)
        try:
            with self._archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
            parser.close()
        except ImportFailed:
            raise
        except (ParseError, LookupError, DefusedXmlException, *NO_ZIP):
            raise broken_archive() from None

    def related(self, folder: str, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by id: the kind and the name in the archive."""
        reader = _Relations()
        self.read(posixpath.join(folder, "_rels", f"{name}.rels"), reader)
        return {
            key: (kind, posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target)))
            for key, kind, target in reader.found
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins (called by the parser)."""
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ImportFailed(f"文件里的单元格等超过 {MOST_ELEMENTS} 个，不像是自评表，没有读入")
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition("}")[2]
        self._target.begin(name, attributes)

    def end(self, tag: str) -> None:
        """An element ends (called by the parser)."""
        self._target.end(self._names[tag])

    def data(self, text: str) -> None:
        """Text in an element (called by the parser)."""
        self._target.data(text)


def _attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute in whatever namespace."""
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


class _Relations(PartReader):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))


class BookReader(PartReader):
    """The sheets of the workbook with their relations, and from when its days count."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        """Name, relation and whether people see it."""
        self.since_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """A sheet, or what holds for all of them."""
        if name == "sheet":
            visible = attributes.get("state", "visible") not in {"hidden", "veryHidden"}
            self.sheets.append((attributes.get("name", ""), _attribute(attributes, "id"), visible))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "").lower() in {"1", "true"}


class StyleReader(PartReader):
    """The number formats of the workbook, by the style of a cell."""

    def __init__(self) -> None:
        self._own: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cells = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """A number format, or the use of one."""
        if name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._formats.append(whole(attributes.get("numFmtId", "")))
        elif name == "numFmt":
            self._own.setdefault(whole(attributes.get("numFmtId", "")), attributes.get("formatCode", "")[:200])

    def end(self, name: str) -> None:
        """The list of styles is over."""
        if name == "cellXfs":
            self._in_cells = False

    def code(self, style: str) -> str:
        """The number format of a style."""
        number = whole(style)
        return format_code(self._formats[number] if number < len(self._formats) else 0, self._own)


class StringReader(PartReader):
    """The texts that cells share; how Chinese is pronounced is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] | None = None
        self._taking = False
        self._aside = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """A text, a run of one, or how it is read aloud."""
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        self._taking = name == "t" and not self._aside

    def end(self, name: str) -> None:
        """A text is complete."""
        self._taking = False
        if name == "rPh":
            self._aside = False
        elif name == "si":
            self.texts.append("".join(self._parts or ()))
            self._parts = None

    def data(self, text: str) -> None:
        """A piece of a text."""
        if self._taking and self._parts is not None:
            self._parts.append(text)


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number, ``otherwise`` for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
