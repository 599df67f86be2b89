"""The same work done by the sources here and by the installed program there must give the same words and files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import ImageChops

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")
MANY = 160
"""Forms in a folder for which the board starts a crew of processes."""

Ziping = Callable[..., "subprocess.CompletedProcess[str]"]
"""Runs ``ziping`` with these words in the folder of files."""


class Differs(Exception):
    """The installed program did otherwise than it had to."""


def same_work(there: Path, console: Ziping, launcher: Ziping) -> str:
    """Does it all by the console program, what starts processes by the launcher too; says what was compared."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        ours = _from_sources(here)
        for words in _words():
            _same_words(words, ours(*words), console(*words))
        for sample in SAMPLES:
            _same_pages(here / f"{sample}.pdf", there / f"{sample}.pdf")
            _same_members(here / f"{sample}.xlsx", there / f"{sample}.xlsx")
            _same_bytes(here / f"{sample}.json", there / f"{sample}.json")
        for ziping in (console, launcher):
            _same_imports(here, there, ours, ziping)
        _same_board(here, there, ours, (console, launcher))
    return (
        "ziping.cmd 对三份示例做 samples、score、check、export，与源码运行时相同：打印的文字、PDF 页面（逐像素）、"
        "工作簿、交换格式；ziping.cmd 和 自评通.exe 各做一遍的 import（示例的 PDF、去掉附件的 PDF、工作簿）和 "
        f"board（{MANY} 份，多进程）也相同"
    )


def _words() -> list[tuple[str, ...]]:
    words: list[tuple[str, ...]] = [("--version",), ("samples", "."), ("editions",)]
    for sample in SAMPLES:
        document = f"{sample}.ziping"
        files = (f"{sample}.pdf", "--xlsx", f"{sample}.xlsx", "--json", f"{sample}.json")
        words += [("score", document), ("check", document), ("export", document, "--text")]
        words.append(("export", document, "--pdf", *files))
    return words


def _from_sources(folder: Path) -> Ziping:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}

    def ziping(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ziping", *words]
        return subprocess.run(
            command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8", check=False
        )

    return ziping


def _same_imports(here: Path, there: Path, ours: Ziping, theirs: Ziping) -> None:
    """What is read in a process of its own, with the document inside and from the table alone."""
    for sample in SAMPLES:
        _without_document(here / f"{sample}.pdf", here / f"{sample}-table.pdf")
        for source in (f"{sample}.pdf", f"{sample}-table.pdf", f"{sample}.xlsx"):
            shutil.copy(here / source, there / source)
            for words in (
                ("import", source, "-o", "read.ziping", "--notes"),
                ("export", "read.ziping", "--json", "read.json"),
            ):
                _same_words(words, ours(*words), theirs(*words))
            _same_bytes(here / "read.json", there / "read.json")
            for folder in (here, there):
                (folder / "read.ziping").unlink()
                (folder / "read.json").unlink()


def _same_board(here: Path, there: Path, ours: Ziping, programs: tuple[Ziping, ...]) -> None:
    for folder in (here, there):
        (folder / "many").mkdir()
        for number in range(MANY):
            sample = SAMPLES[number % len(SAMPLES)]
            shutil.copy(here / f"{sample}.ziping", folder / "many" / f"{number:03}.ziping")
    words = ("board", "many")
    expected = ours(*words)
    for ziping in programs:
        _same_words(words, expected, ziping(*words))


def _without_document(source: Path, target: Path) -> None:
    """The pages alone, as another program would have printed them."""
    pages = pypdfium2.PdfDocument.new()
    pages.import_pages(pypdfium2.PdfDocument(source))
    pages.save(target)


def _same_words(
    words: tuple[str, ...], ours: subprocess.CompletedProcess[str], theirs: subprocess.CompletedProcess[str]
) -> None:
    if (ours.returncode, ours.stdout) != (theirs.returncode, theirs.stdout):
        pairs = zip(ours.stdout.splitlines(), theirs.stdout.splitlines(), strict=False)
        first = next((pair for pair in pairs if pair[0] != pair[1]), (ours.stdout[-80:], theirs.stdout[-80:]))
        raise Differs(
            f"ziping {' '.join(words)}：这里 {ours.returncode} {first[0]}，那里 {theirs.returncode} {first[1]}"
        )


def _same_bytes(ours: Path, theirs: Path) -> None:
    if ours.read_bytes() != theirs.read_bytes():
        raise Differs(f"{ours.name} 的内容不同")


def _same_members(ours: Path, theirs: Path) -> None:
    """All of a workbook but the time it was made."""
    with zipfile.ZipFile(ours) as one, zipfile.ZipFile(theirs) as other:
        names = set(one.namelist()) - {"docProps/core.xml"}
        if set(other.namelist()) - {"docProps/core.xml"} != names or any(one.read(n) != other.read(n) for n in names):
            raise Differs(f"{ours.name} 的内容不同")


def _same_pages(ours: Path, theirs: Path) -> None:
    one, other = pypdfium2.PdfDocument(ours), pypdfium2.PdfDocument(theirs)
    if len(one) != len(other):
        raise Differs(f"{ours.name} 的页数不同")
    for number, (page, twin) in enumerate(zip(one, other, strict=True), 1):
        if ImageChops.difference(page.render(scale=2).to_pil(), twin.render(scale=2).to_pil()).getbbox():
            raise Differs(f"{ours.name} 第 {number} 页画得不同")
