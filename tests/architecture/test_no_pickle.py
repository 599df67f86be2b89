"""S8: nothing in the program turns data into code: no pickle in any dress, no eval, no shell (SAFETY.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
UNPICKLING = {
    "pickle",
    "_pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "jsonpickle",
    "copyreg",
}
PICKLING_INSIDE = {
    "multiprocessing",
    "logging.config",
    "logging.handlers.SocketHandler",
    "concurrent.futures.process",
}
BUILTINS = {"eval", "exec", "compile", "__import__"}
ATTRIBUTES = {"ProcessPoolExecutor", "read_pickle", "unsafe_load", "getoutput", "getstatusoutput"}
SHELLS = {"os.system", "os.popen"}


def offences(source: str) -> Iterator[str]:
    """What in a module could run data as code."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names if forbidden(alias.name))
            case ast.ImportFrom(module=str(module), names=names):
                whole = (f"{module}.{alias.name}" for alias in names)
                yield from (name for name in (module, *whole) if forbidden(name))
            case ast.Name(id=name, ctx=ast.Load()) if name in BUILTINS:
                yield name
            case ast.Attribute() if forbidden(ast.unparse(node)):
                yield ast.unparse(node)
            case ast.keyword(arg="shell", value=value) if not (
                isinstance(value, ast.Constant) and value.value is False
            ):
                yield "shell"


def forbidden(name: str) -> bool:
    """Whether the dotted name of a module, or of something in one, is one of those or lies in one."""
    inside = any(f"{name}.".startswith(f"{module}.") for module in UNPICKLING | PICKLING_INSIDE)
    return inside or name in SHELLS or name.rpartition(".")[2] in ATTRIBUTES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_s8_no_module_turns_data_into_code(path: Path) -> None:
    assert not list(offences(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import pickle", ["pickle"]),
        ("import os, marshal as m", ["marshal"]),
        ("from shelve import open", ["shelve", "shelve.open"]),
        ("from multiprocessing.pool import Pool", ["multiprocessing.pool", "multiprocessing.pool.Pool"]),
        ("from concurrent.futures import ProcessPoolExecutor", ["concurrent.futures.ProcessPoolExecutor"]),
        ("from os import system", ["os.system"]),
        ("eval(text)", ["eval"]),
        ("run = exec", ["exec"]),
        ("os.system(text)", ["os.system"]),
        ("subprocess.run(text, shell=True)", ["shell"]),
        ("subprocess.run(text, shell=wanted)", ["shell"]),
    ],
)
def test_each_way_there_is_would_be_found(line: str, found: list[str]) -> None:
    assert list(offences(line)) == found


@pytest.mark.parametrize(
    "line",
    ["re.compile(x)", "subprocess.run(words, shell=False)", "import pickles", "model.eval()", "platform.system()"],
)
def test_harmless_names_are_not_taken_for_it(line: str) -> None:
    assert not list(offences(line))
