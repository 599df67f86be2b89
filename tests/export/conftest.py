"""Forms exported once through the command line, for outside programs to look at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from export.expected import Line, lines_of
from published import FOLDER, NAMES, source_of
from ziping.__main__ import main
from ziping.resources import resource

SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")


def squeezed(text: str) -> str:
    """Text without white space, as line breaks and gaps between cells are the reader's guess."""
    return "".join(text.split())


@dataclass(frozen=True)
class Exported:
    """One form's PDF and workbook, and what they must say."""

    plain: dict[str, Any]
    pdf: Path
    xlsx: Path

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.plain)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, squeezed."""
        return page_texts(self.pdf)

    @cached_property
    def worksheet(self) -> Worksheet:
        return openpyxl.load_workbook(self.xlsx).worksheets[0]


def page_texts(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


Export = Callable[[str], Exported]


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """The exports of a published form or a sample, by its name."""
    folder = tmp_path_factory.mktemp("export")

    @cache
    def exported(name: str) -> Exported:
        sample = name in SAMPLES
        source = resource("samples", f"{name}.ziping") if sample else FOLDER / f"{name}.json"
        pdf, xlsx, plain = (folder / f"{name}.{ending}" for ending in ("pdf", "xlsx", "json"))
        assert main(["export", str(source), "--pdf", str(pdf), "--xlsx", str(xlsx), "--json", str(plain)]) == 0
        return Exported(json.loads(plain.read_text("utf-8")) if sample else source_of(name), pdf, xlsx)

    return exported


@pytest.fixture(params=[*NAMES, *SAMPLES])
def exported(request: pytest.FixtureRequest, export: Export) -> Exported:
    return export(str(request.param))
