"""What the shipped fonts know."""

import pytest
from fontTools.ttLib import TTFont

from ziping.render.metrics import FontMeasure, printable
from ziping.render.truetype import AdvanceWidths
from ziping.resources import resource


@pytest.mark.parametrize("name", ["ZipingSerif-Regular.ttf", "ZipingSerif-Bold.ttf"])
def test_each_width_is_the_one_another_reader_finds(name: str) -> None:
    font, widths = TTFont(resource("fonts", name)), AdvanceWidths(resource("fonts", name))
    characters, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    expected = {code: metrics[glyph][0] / units for code, glyph in characters.items()}
    found = {code: widths.width(chr(code)) for code in range(0x30000)}
    assert {code: width for code, width in found.items() if width is not None} == expected


def test_a_hanzi_is_one_em_wide_in_both_weights(measure: FontMeasure) -> None:
    assert (measure.width_of(False)("财"), measure.width_of(True)("财")) == (1.0, 1.0)


def test_bold_digits_are_wider_than_regular_ones(measure: FontMeasure) -> None:
    assert (measure.width_of(False)("0"), measure.width_of(True)("0")) == (0.557, 0.593)


def test_bold_measures_what_it_lacks_as_regular(measure: FontMeasure) -> None:
    assert measure.width_of(True)("✓") == measure.width_of(False)("✓") > 0


def test_a_line_is_as_wide_as_its_characters(measure: FontMeasure) -> None:
    assert measure.width("财政00", bold=True) == pytest.approx(2 + 2 * 0.593)


def test_a_missing_character_is_printed_and_measured_as_a_box(measure: FontMeasure) -> None:
    assert printable("张\U0001f600三\ud800") == "张□三□"
    assert measure.width_of(False)("\U0001f600") == measure.width_of(True)("\U0001f600") == 1.0


def test_tabs_and_controls_are_blanks_and_invisible_signs_are_nothing(measure: FontMeasure) -> None:
    assert printable("一\t二\x07三\u2028四\u200b五\ufe0f") == "一 二 三 四五"
    assert measure.width_of(False)("\u200b") == measure.width_of(True)("\u200b") == 0.0


def test_a_rare_hanzi_of_a_name_is_printed_as_it_is() -> None:
    assert printable("上海市嘉定区江桥镇㑇䶮喆堃") == "上海市嘉定区江桥镇㑇䶮喆堃"


def test_bold_text_falls_back_to_regular_for_what_bold_lacks(measure: FontMeasure) -> None:
    assert measure.runs("中✓文", True) == [
        ("ZipingSerif-Bold", "中"),
        ("ZipingSerif-Regular", "✓"),
        ("ZipingSerif-Bold", "文"),
    ]
    assert measure.runs("中✓文", False) == [("ZipingSerif-Regular", "中✓文")]
    assert measure.runs("", False) == measure.runs("", True) == []
