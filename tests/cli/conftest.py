"""The command line as a clerk's script meets it: words in; exit code, output and error lines out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from published import FOLDER
from ziping.__main__ import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def ziping(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the program in this process."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return run


@pytest.fixture
def published() -> Path:
    """A real form in the plain format."""
    return FOLDER / "jiangqiao-2024-houqin.json"


@pytest.fixture
def project(ziping: Command, published: Path, tmp_path: Path) -> Path:
    """The same form as a project file."""
    target = tmp_path / "后勤.ziping"
    assert ziping("import", published, "-o", target).code == 0
    return target
