"""The licences of everything that comes along are collected into one file."""

from __future__ import annotations

import re
import sys
from importlib.metadata import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "resources" / "licences.txt"
TEXT = LICENCES.read_text(encoding="utf-8")
LIST = TEXT.partition("\n====")[0]


def pinned() -> dict[str, str]:
    lock = (ROOT / "packaging" / "locks" / "run.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def listed() -> dict[str, tuple[str, str]]:
    """Version and licence of each name on the list."""
    lines = re.findall(r"^- (\S.*?) (\S+)：(\S.*)$", LIST, re.MULTILINE)
    return {normal(name): (version, licence) for name, version, licence in lines}


def chapter(name: str, version: str) -> str:
    """What stands beneath the heading of a package."""
    chapters = re.split(r"^={72}$", TEXT, flags=re.MULTILINE)
    found = [
        body
        for heading, body in zip(chapters[1::2], chapters[2::2], strict=True)
        if normal(heading.strip()) == normal(f"{name} {version}")
    ]
    assert len(found) == 1
    return found[0].strip()


def test_every_locked_package_is_listed_in_its_version() -> None:
    told = {name: version for name, (version, _) in listed().items()}
    wanted = {normal(name): version for name, version in pinned().items()}
    missing = wanted.items() - told.items()
    assert not missing, f"run packaging/licences.py: {missing}"


def test_nothing_is_listed_that_does_not_come_along() -> None:
    names = re.findall(r"^- (.*)：", LIST, re.MULTILINE)
    assert names[:3] == ["Qt 与 PySide6 6.9.3", "Python 3.13", "思源宋体 Noto Serif SC（ZipingSerif 由其裁制）"]
    assert len(names) == 3 + len(pinned())


@pytest.mark.parametrize(("name", "version"), pinned().items())
def test_every_package_has_a_text_or_says_where_it_is(name: str, version: str) -> None:
    assert re.search(r"copyright|原文见", chapter(name, version), re.IGNORECASE)


@pytest.mark.skipif(sys.platform != "linux", reason="wheels of other systems may bring other texts")
@pytest.mark.parametrize("name", ["pydantic", "pillow", "pypdf", "filelock", "reportlab", "annotated-types"])
def test_a_package_s_text_is_the_one_it_came_with(name: str) -> None:
    (brought,) = [file for file in files(name) or () if ".dist-info/licenses/" in file.as_posix()]
    words = brought.read_text(encoding="utf-8").split()
    assert len(words) > 100
    assert " ".join(words) in " ".join(chapter(name, pinned()[name]).split())


def test_the_notice_the_lgpl_asks_for_and_both_its_texts_are_there() -> None:
    for text in (
        "PySide6、Shiboken6（The Qt Company 及其他贡献者）按 GNU LGPL 第 3 版使用",
        "https://download.qt.io/official_releases/QtForPython/pyside6/PySide6-6.9.3-src/",
        "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007",
        "GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007",
    ):
        assert text in TEXT
    assert f"PySide6-{pinned()['pyside6-essentials']}-src" in TEXT


def test_python_and_the_letters_have_theirs() -> None:
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in TEXT
    letters = (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert " ".join(letters.split()) in " ".join(TEXT.split())


def test_the_file_stays_readable() -> None:
    assert LICENCES.stat().st_size <= 200_000
    assert "\r" not in LICENCES.read_bytes().decode("utf-8")
