"""Makes the shipped fonts from a pinned release of Noto Serif SC; twice the same input gives twice the same bytes.

    .venv/bin/python packaging/fonts/build.py

Needs fonttools and the ``npm`` client. The product never runs this: the results are kept in ``resources/fonts``.
"""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/noto-serif-sc"
VERSION = "0.4.3"
FAMILY = "Ziping Serif"
TARGET = Path(__file__).resolve().parents[2] / "resources" / "fonts"

# Lines are measured and broken by summed advance widths, so kerning and alternates would only make Qt and the PDF
# disagree; nothing is set vertically.
NOT_NEEDED = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]

ADOBE_NOTICE = "Copyright 2017-2024 Adobe (http://www.adobe.com/).\n"


@dataclass(frozen=True)
class Cut:
    """One font to make: where it comes from, what that file must be, and what it is called."""

    source: str
    sha256: str
    style: str
    whole: bool

    @property
    def target(self) -> Path:
        """Where the made font lies."""
        return TARGET / f"{FAMILY.replace(' ', '')}-{self.style}.ttf"


REGULAR = Cut(
    source="package/400Regular/NotoSerifSC_400Regular.ttf",
    sha256="c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    style="Regular",
    whole=True,
)
BOLD = Cut(
    source="package/700Bold/NotoSerifSC_700Bold.ttf",
    sha256="9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    style="Bold",
    whole=False,
)


def main() -> None:
    """Fetch, verify, cut, and write the fonts, their licence and the list of what they cover."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        unpacked = fetch(Path(folder))
        (TARGET / "OFL.txt").write_text(licence(unpacked), encoding="utf-8", newline="\n")
        for cut in (REGULAR, BOLD):
            covered = make(cut, unpacked / cut.source)
            print(f"{cut.target.name}: {len(covered)} characters, {cut.target.stat().st_size} bytes")
            if cut is REGULAR:
                (TARGET / "coverage.txt").write_text(coverage_text(covered), encoding="ascii", newline="\n")


def fetch(folder: Path) -> Path:
    """Let npm bring the pinned package and unpack only what is needed of it."""
    subprocess.run(
        ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        for name in (REGULAR.source, BOLD.source, "package/LICENSE_FONT"):
            tar.extract(name, folder, filter="data")
    return folder


def licence(unpacked: Path) -> str:
    """The package's licence text below the notice that stands in the font's own name table."""
    return ADOBE_NOTICE + (unpacked / "package" / "LICENSE_FONT").read_text(encoding="utf-8").rstrip() + "\n"


def make(cut: Cut, source: Path) -> list[int]:
    """Write one font and return the code points it covers."""
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != cut.sha256:
        raise SystemExit(f"{cut.source}: SHA-256 is {found}, expected {cut.sha256}; not the pinned release")
    font = TTFont(source, recalcTimestamp=False)  # keeps the source's dates, hence identical bytes
    available = set(font.getBestCmap())
    subsetter = Subsetter(options())
    subsetter.populate(unicodes=available if cut.whole else available & bold_characters())
    subsetter.subset(font)
    rename(font, cut.style)
    font.save(cut.target, reorderTables=True)
    return sorted(font.getBestCmap())


def options() -> Options:
    """How fonttools cuts: outlines untouched, missing characters visible as a box, no layout tables."""
    chosen = Options()
    chosen.drop_tables = [*chosen.drop_tables, *NOT_NEEDED]
    chosen.layout_features = []
    chosen.name_IDs = ["*"]
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False
    return chosen


def bold_characters() -> set[int]:
    """Headings and labels need ASCII, GB2312 and the punctuation, forms and signs that stand between them."""
    blocks = itertools.chain(
        range(0x0020, 0x0100),  # ASCII and Latin-1: ¥ × ± · °
        range(0x2000, 0x2070),  # general punctuation
        range(0x2100, 0x2300),  # ℃ № Ⅰ → ≥ √
        range(0x2460, 0x2500),  # ①
        range(0x25A0, 0x2600),  # □ ■ ●
        range(0x3000, 0x3040),  # CJK punctuation
        range(0x3200, 0x3400),  # ㈠ ㎡
        range(0xFE30, 0xFE70),  # compatibility and small forms
        range(0xFF00, 0xFFF0),  # full-width forms
    )
    return set(blocks) | set(map(ord, gb2312()))


def gb2312() -> Iterator[str]:
    """Every character of GB2312."""
    for row, cell in itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        yield from bytes([row, cell]).decode("gb2312", errors="ignore")


def rename(font: TTFont, style: str) -> None:
    """Give the modified font a name of its own, so that nobody takes it for the original."""
    version = f"{VERSION};{FAMILY.replace(' ', '')}-{style}"
    names = {
        0: ADOBE_NOTICE.strip(),
        1: FAMILY,
        2: style,
        3: version,
        4: f"{FAMILY} {style}",
        5: str(font["name"].getDebugName(5)),
        6: f"{FAMILY.replace(' ', '')}-{style}",
        9: str(font["name"].getDebugName(9)),
        10: f"Cut from Noto Serif SC {style} of {PACKAGE} {VERSION} by packaging/fonts/build.py",
        13: str(font["name"].getDebugName(13)),
        14: str(font["name"].getDebugName(14)),
    }
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def coverage_text(covered: Iterable[int]) -> str:
    """The covered code points as hexadecimal ranges, one a line."""
    head = f"# Code points {REGULAR.target.name} covers; made by packaging/fonts/build.py, do not edit."
    runs = (f"{first:04X}-{last:04X}" if last > first else f"{first:04X}" for first, last in ranges(covered))
    return "\n".join([head, *runs]) + "\n"


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers, each as its first and last."""
    for _, run in itertools.groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]


if __name__ == "__main__":
    main()
