"""The locks pin whatever the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def normal(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / "packaging" / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", PROJECT["dependencies"]),
        ("dev", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]),
    ],
)
def test_every_dependency_is_pinned(lock: str, wanted: list[str]) -> None:
    missing = {normal(requirement) for requirement in wanted} - pinned(lock).keys()
    assert not missing, f"run `python3 dev.py lock`: {missing}"


def test_we_develop_with_the_versions_that_clerks_run() -> None:
    run, dev = pinned("run"), pinned("dev")
    assert run == {name: dev.get(name) for name in run}


def test_nothing_is_installed_without_a_hash() -> None:
    for lock in ("run", "dev"):
        text = (ROOT / "packaging" / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
        blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)
