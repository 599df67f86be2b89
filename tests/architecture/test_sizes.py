"""Modules and functions stay small, and every module is a noun that says what it holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
OURS = [*SOURCES, ROOT / "dev.py", *sorted((ROOT / "packaging").rglob("*.py"))]
NO_NOUNS = {"utils", "util", "common", "helpers", "helper", "base", "types", "constants", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_a_module_has_at_most_400_lines_and_its_functions_40(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 40
    ]
    assert not long
    assert len(text.splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert not NO_NOUNS & {path.stem, path.parent.name}
