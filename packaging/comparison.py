"""The same work done by the sources here and by an installed program there must give the same words and files.

It knows nothing of Wine and of bare systems: whoever tries a package says how its program is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")
MANY = 160
"""Forms in a folder for which the board starts a crew of processes."""
READ = "读入.ziping"

Ziping = Callable[..., "subprocess.CompletedProcess[str]"]
"""Runs ``ziping`` with these words in the folder of files; catches what it prints for its user."""


class Differs(Exception):
    """The installed program did otherwise than it had to."""


@dataclass(frozen=True)
class Pair:
    """The sources in one folder and an installed program in another; each method raises ``Differs``."""

    here: Path
    there: Path
    ours: Ziping
    theirs: Ziping

    def same_words(self, *words: str) -> str:
        """Both say the same and end alike; gives what they say."""
        one, other = self.ours(*words), self.theirs(*words)
        if (one.returncode, one.stdout) != (other.returncode, other.stdout):
            pairs = zip(one.stdout.splitlines(), other.stdout.splitlines(), strict=False)
            first = next((pair for pair in pairs if pair[0] != pair[1]), (one.stdout[-80:], other.stdout[-80:]))
            command = " ".join(("ziping", *words))
            raise Differs(f"{command}：这里 {one.returncode} {first[0]}，那里 {other.returncode} {first[1]}")
        return one.stdout

    def same_bytes(self, name: str) -> None:
        """A file is the same to the byte."""
        if (self.here / name).read_bytes() != (self.there / name).read_bytes():
            raise Differs(f"{name} 的内容不同")

    def same_pages(self, name: str) -> None:
        """A PDF looks the same to the pixel."""
        one, other = (_drawn(folder / name) for folder in (self.here, self.there))
        if len(one) != len(other):
            raise Differs(f"{name} 的页数不同")
        for number, (page, twin) in enumerate(zip(one, other, strict=True), 1):
            if page != twin:
                raise Differs(f"{name} 第 {number} 页画得不同")

    def same_members(self, name: str) -> None:
        """A workbook is the same but for the time when it was made."""
        one, other = (_members(folder / name) for folder in (self.here, self.there))
        different = [member for member in {**one, **other} if one.get(member) != other.get(member)]
        if different:
            raise Differs(f"{name} 的内容不同：{different}")

    def give(self, name: str) -> None:
        """Puts a file of ours where the other program finds it too."""
        shutil.copyfile(self.here / name, self.there / name)


def same_work(sources: Path, there: Path, console: Ziping, *others: Ziping) -> tuple[str, ...]:
    """Does a clerk's work by the console program, what starts processes by the others too; says what was the same."""
    with tempfile.TemporaryDirectory(prefix="ziping-here-") as name:
        here = Path(name)
        ours = from_sources(sources, here)
        scores = _same_exports(Pair(here, there, ours, console))
        _make_more(Pair(here, there, ours, console))
        for program in (console, *others):
            _same_imports(Pair(here, there, ours, program))
            Pair(here, there, ours, program).same_words("board", "多")
    return (
        "samples、score、check、export：三份示例的输出、PDF 页面（逐像素）、工作簿、交换格式与源码运行时相同",
        "；".join(scores),
        "import：三份示例的 PDF、去掉附件的 PDF（读表格）、工作簿，得到的文件与源码运行时逐字节相同",
        f"board：{MANY} 份自评表（多进程）的输出与源码运行时相同",
    )


def from_sources(sources: Path, folder: Path) -> Ziping:
    """Runs ``ziping`` from the sources."""

    def ziping(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "ziping", *words]
        surroundings = with_sources(sources)
        return subprocess.run(
            command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8", check=False
        )

    return ziping


def with_sources(sources: Path, **more: str) -> dict[str, str]:
    """Surroundings in which ``python -m ziping`` is that of the sources, drawing on the screen if there is one."""
    kept = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    return {**kept, "PYTHONPATH": str(sources / "src"), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **more}


def _same_exports(pair: Pair) -> list[str]:
    """The samples scored, checked and exported in every way; gives the scores."""
    for words in (("--version",), ("editions",), ("samples", ".")):
        pair.same_words(*words)
    scores = []
    for sample in SAMPLES:
        document = f"{sample}.ziping"
        scores += re.findall(r"^(?:总分|评分等级)　\S+", pair.same_words("score", document), re.MULTILINE)
        pair.same_words("check", document)
        pair.same_words("export", document, "--text")
        files = (f"{sample}.pdf", "--xlsx", f"{sample}.xlsx", "--json", f"{sample}.json")
        pair.same_words("export", document, "--pdf", *files)
        pair.same_pages(f"{sample}.pdf")
        pair.same_members(f"{sample}.xlsx")
        pair.same_bytes(f"{sample}.json")
    return scores


def _make_more(pair: Pair) -> None:
    """Files to read, the same on both sides: exported ones, the pages of a PDF alone, and a folder full of forms."""
    for sample in SAMPLES:
        _print_only(pair.here / f"{sample}.pdf", pair.here / f"{sample}-纸面.pdf")
        for name in (f"{sample}.pdf", f"{sample}-纸面.pdf", f"{sample}.xlsx"):
            pair.give(name)
    for folder in (pair.here, pair.there):
        (folder / "多").mkdir()
        for number in range(MANY):
            document = pair.here / f"{SAMPLES[number % len(SAMPLES)]}.ziping"
            shutil.copyfile(document, folder / "多" / f"{number:03}.ziping")


def _same_imports(pair: Pair) -> None:
    """What is read in a process of its own, with the document inside and from the table alone."""
    for sample in SAMPLES:
        for source in (f"{sample}.pdf", f"{sample}-纸面.pdf", f"{sample}.xlsx"):
            pair.same_words("import", source, "-o", READ, "--notes")
            pair.same_bytes(READ)
            for folder in (pair.here, pair.there):
                (folder / READ).unlink()


def _print_only(source: Path, target: Path) -> None:
    """The pages alone, as any other program would have printed them."""
    with pypdfium2.PdfDocument(source) as whole, pypdfium2.PdfDocument.new() as pages:
        pages.import_pages(whole)
        pages.save(target)


def _drawn(path: Path) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=2).to_pil().tobytes() for page in document]


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
