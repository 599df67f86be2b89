"""The cells of a workbook's sheets straight from their XML: what they show, what is merged, nothing else.

Read as they stand in the file, so that neither a sheet that claims a million rows nor one merged cell over all of them
costs more than its bytes. Formulas, macros, links, pictures and styles other than number formats are not looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ziping.importers.guard import NO_ZIP, broken_archive
from ziping.importers.result import ImportFailed
from ziping.importers.shown import format_code, number_of, shown

MOST_ROWS = 5_000
"""Rows with text that are read of a sheet."""
MOST_COLUMNS = 60
"""Cells with text that are read of a row."""
MOST_CELLS = 50_000
"""Cells with text that are read of a sheet; a form of 200 rows has 2,000."""
MOST_MERGED = 20_000
"""Merged cells that are read of a sheet."""
MOST_ELEMENTS = 600_000
"""XML elements that are read of a workbook; one form has 2,000."""
LONGEST_TEXT = 32_767
"""Characters that Excel allows in a cell."""
_MOST_TEXT = 5_000_000
_MOST_SHEETS = 100
_CHUNK = 1 << 16
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows and the figure behind it; ``trouble`` says in Chinese why it shows nothing that can be read."""

    row: int
    column: int
    text: str
    number: Decimal | None = None
    trouble: str = ""


@dataclass
class Sheet:
    """The cells of one sheet that show something, from 1 on; ``merged`` has the height and width at the first cell.

    ``omitted`` counts cells beyond the limits.
    """

    name: str
    cells: list[SheetCell] = field(default_factory=list)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    omitted: int = 0


def read_sheets(archive: ZipFile) -> Iterator[Sheet]:
    """The sheets in their order; raises ``ImportFailed`` for a workbook whose parts can't be understood."""
    parts = _Parts(archive)
    main = next(
        (name for kind, name in parts.related("", "").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    book, styles, strings = _Book(), _Styles(), _Strings()
    parts.read(main, book)
    related = parts.related(*posixpath.split(main))
    for kind, name in related.values():
        if kind == "styles":
            parts.read(name, styles)
        elif kind == "sharedStrings":
            parts.read(name, strings)
    for title, relation in book.sheets[:_MOST_SHEETS]:
        kind, name = related.get(relation, ("", ""))
        if kind == "worksheet":
            reader = _SheetReader(Sheet(title), styles, strings.texts, since_1904=book.since_1904)
            parts.read(name, reader)
            yield reader.sheet


# --- XML


class _Target(Protocol):
    """What takes the elements of a part, by their names without namespaces."""

    def begin(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


class _Parts:
    """The XML parts of an archive, each read once at most."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._left = dict(archive.NameToInfo)
        self._elements = 0
        self._names: dict[str, str] = {}
        self._target: _Target = _Nothing()

    def read(self, name: str, target: _Target) -> None:
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


class _Nothing:
    """Takes elements and does nothing with them."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        pass

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Relations(_Nothing):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))


class _Book(_Nothing):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), _attribute(attributes, "id")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "").lower() in {"1", "true"}


class _Styles(_Nothing):
    """The number formats of the workbook, by the style of a cell."""

    def __init__(self) -> None:
        self._own: dict[int, str] = {}
        self._formats: list[int] = []
        self._in_cells = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._formats.append(_whole(attributes.get("numFmtId", "")))
        elif name == "numFmt":
            self._own.setdefault(_whole(attributes.get("numFmtId", "")), attributes.get("formatCode", "")[:200])

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def code(self, style: str) -> str:
        """The number format of a style."""
        number = _whole(style)
        return format_code(self._formats[number] if number < len(self._formats) else 0, self._own)


class _Strings(_Nothing):
    """The texts that cells share; how Chinese is pronounced is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] | None = None
        self._taking = False
        self._aside = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside = True
        self._taking = name == "t" and not self._aside

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._aside = False
        elif name == "si":
            self.texts.append("".join(self._parts or ()))
            self._parts = None

    def data(self, text: str) -> None:
        if self._taking and self._parts is not None:
            self._parts.append(text)


class _SheetReader(_Nothing):
    """Cells and merged ranges of one sheet."""

    def __init__(self, sheet: Sheet, styles: _Styles, strings: list[str], *, since_1904: bool) -> None:
        self.sheet = sheet
        self._styles, self._strings, self._since_1904 = styles, strings, since_1904
        self._row = self._column = 0
        self._rows = self._cells_of_row = self._length = 0
        self._reference = ""
        self._attributes: dict[str, str] = {}
        self._value: list[str] = []
        self._taking = self._aside = self._is_formula = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._find_place()
            self._row = _whole(attributes.get("r", "")) or self._row + 1
            self._column = self._cells_of_row = 0
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._aside = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._taking = name == "v" or (name == "t" and not self._aside)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        if not reference:
            self._find_place()
            self._column += 1
        self._reference, self._attributes = reference, attributes
        self._value, self._is_formula = [], False

    def _find_place(self) -> None:
        """Where the cell stands: put off until it is asked for, as most cells of a large sheet are blank."""
        place = _PLACE.fullmatch(self._reference)
        if place:
            self._row, self._column = int(place[2]), _column(place[1])
        elif self._reference:
            self._column += 1
        self._reference = ""

    def end(self, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._aside = False
        elif name == "c" and (self._value or self._is_formula):
            self._end_cell()

    def data(self, text: str) -> None:
        if self._taking:
            self._value.append(text)

    def _end_cell(self) -> None:
        self._rows += not self._cells_of_row
        self._cells_of_row += 1
        if self._rows > MOST_ROWS or self._cells_of_row > MOST_COLUMNS or self._is_full():
            self.sheet.omitted += 1
            return
        text, number, trouble = self._shown("".join(self._value))
        if not text and not trouble:
            return
        self._length += len(text)
        if len(text) > LONGEST_TEXT:
            text, trouble = text[:LONGEST_TEXT], f"文字超过 {LONGEST_TEXT} 个字符，只读入前面的"
        self._find_place()
        self.sheet.cells.append(SheetCell(self._row, self._column, text, number, trouble))

    def _is_full(self) -> bool:
        return len(self.sheet.cells) >= MOST_CELLS or self._length > _MOST_TEXT

    def _shown(self, raw: str) -> tuple[str, Decimal | None, str]:
        """The text a cell shows, its number, and what is wrong with it."""
        kind = self._attributes.get("t", "n")
        if not raw:
            return "", None, "" if kind == "str" else "是公式，文件里没有存它的结果，没有读入"
        if kind == "e":
            return "", None, f"是错误值 {raw[:20]}，没有读入"
        if kind == "s":
            index = _whole(raw.strip(), -1)
            found = 0 <= index < len(self._strings)
            return (_clean(self._strings[index]), None, "") if found else ("", None, "里的文字找不到，没有读入")
        if kind == "b":
            return _TRUTH.get(raw, raw), None, ""
        number = number_of(raw) if kind == "n" else None
        if number is None:
            return _clean(raw), None, ""
        return (
            shown(number, self._styles.code(self._attributes.get("s", "")), since_1904=self._since_1904),
            number,
            "",
        )

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if one is None or other is None or len(self.sheet.merged) >= MOST_MERGED:
            return
        height, width = int(other[2]) - int(one[2]) + 1, _column(other[1]) - _column(one[1]) + 1
        if height > 0 and width > 0:
            self.sheet.merged[int(one[2]), _column(one[1])] = height, width


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _clean(text: str) -> str:
    """Text with plain line ends; a workbook writes control characters as ``_x000D_``."""
    plain = _CONTROL.sub(lambda found: chr(int(found[1], 16)), text) if "_x00" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")
