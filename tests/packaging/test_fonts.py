"""The shipped fonts hold what the form needs, and the list of coverage is true."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
GB2312 = "".join(
    bytes(pair).decode("gb2312", errors="ignore") for pair in itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF))
)


def covered(style: str) -> set[int]:
    with TTFont(FONTS / f"ZipingSerif-{style}.ttf", lazy=True) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_both_fonts_hold_ascii_gb2312_and_full_width_forms(style: str) -> None:
    wanted = {*map(ord, GB2312), *range(0x20, 0x7F), *range(0xFF01, 0xFF5F)}
    assert len(GB2312) == 7445
    assert wanted <= covered(style)


def test_the_regular_holds_names_beyond_gb2312() -> None:
    assert {*map(ord, "㙟䶮堃")} <= covered("Regular")


def test_the_list_of_coverage_is_that_of_the_regular() -> None:
    listed: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, _, last = line.partition("-")
            listed.update(range(int(first, 16), int(last or first, 16) + 1))
    assert listed == covered("Regular")


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_a_modified_font_has_a_name_of_its_own(style: str) -> None:
    with TTFont(FONTS / f"ZipingSerif-{style}.ttf", lazy=True) as font:
        names = {font["name"].getDebugName(name_id) for name_id in (1, 4, 6)}
        assert names == {"Ziping Serif", f"Ziping Serif {style}", f"ZipingSerif-{style}"}
        assert font["OS/2"].fsType == 0  # nothing forbids embedding
