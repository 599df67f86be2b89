"""The printed manual holds the help and its pictures; the README shows pictures that are there."""

from __future__ import annotations

import importlib
import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"


@pytest.fixture(scope="module")
def manual() -> PdfReader:
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)  # the pictures are the window's
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging" / "manual"))
        printed = importlib.import_module("printed")
        return PdfReader(io.BytesIO(printed.manual_pdf()))


def test_the_manual_has_a_bookmark_for_every_page_of_the_help(manual: PdfReader) -> None:
    titles = [page.read_text(encoding="utf-8").split("\n")[0].lstrip("# ") for page in sorted(HELP.glob("*.md"))]
    assert [str(entry["/Title"]) for entry in manual.outline if not isinstance(entry, list)] == titles


def test_every_picture_of_the_help_is_printed_once(manual: PdfReader) -> None:
    printed_pictures = sum(len(page.images) for page in manual.pages)
    assert printed_pictures == len(list((HELP / "images").glob("*.png")))


def test_no_mark_of_markdown_is_left_in_the_manual(manual: PdfReader) -> None:
    words = "".join(page.extract_text() for page in manual.pages)
    assert "执行率：815.59 ÷ 956.64 = 0.8525568" in words
    assert [mark for mark in ("**", "](", "![", "`", "|---") if mark in words] == []


def test_the_readme_shows_three_pictures_that_are_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) == 3
    assert all((ROOT / name).is_file() for name in shown)
