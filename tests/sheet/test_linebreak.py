"""Lines: Chinese punctuation, numbers with their units, and text nobody planned for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.sheet.linebreak import NO_LINE_ENDS_WITH, NO_LINE_STARTS_WITH, break_lines


def em(character: str) -> float:
    """Half an em for ASCII, one for all else."""
    return 0.5 if character.isascii() else 1.0


def lines(text: str, width_in_em: float) -> tuple[str, ...]:
    return break_lines(text, width_in_em * 10, 10, em)


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        (4, "一二三四五六", "一二三四|五六"),
        (4, "一二三四，五六", "一二三|四，五六"),
        (4, "一二三四”，五六", "一二三|四”，|五六"),
        (4, "一二三《四五》", "一二三|《四五》"),
        (4, "一二（（四五", "一二|（（四五"),
        (4, "一二（ 四五六", "一二|（ 四|五六"),
        (6, "一二三四五……六七", "一二三四|五……六七"),
        (5, "一二三abc def", "一二三abc |def"),
        (5, "一二三abcd def", "一二三abcd |def"),
        (4, "一二三abc def", "一二三|abc def"),
        (5, "一二三 四五", "一二三 |四五"),
        (4, "一二三四  五六", "一二三四  |五六"),
    ],
)
def test_signs_and_blanks_stay_where_they_belong(width: float, text: str, expected: str) -> None:
    assert "|".join(lines(text, width)) == expected


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        (5, "达到≥85.00%", "达到|≥85.00%"),
        (8, "租赁面积778.98平方米", "租赁面积|778.98平方米"),
        (6, "共计1,245.54元", "共计|1,245.54元"),
        (9, "应=2023年12月31日前完成", "应|=2023年12月31日前|完成"),
        (7, "最迟2024年11月前完成", "最迟|2024年11月前|完成"),
        (5, "对接12345热线", "对接12345|热线"),
        (4, "对接了12345热线", "对接了|12345|热线"),
        (5, "目标≥12.00(个)", "目标|≥12.00|(个)"),
        (10, "目标≤600.00(元/人)以内", "目标|≤600.00(元/人)以内"),
        (7, "应在30分钟内到场", "应在30分钟内|到场"),
        (7, "应当在10个工作日内", "应当在|10个工作日内"),
        (6, "依据(2023 年度)", "依据|(2023 年度)"),
        (6, "新购买设备R&D费用", "新购买设备|R&D费用"),
        (4, "2020-2022", "2020-202|2"),
    ],
)
def test_a_number_keeps_its_operator_and_unit(width: float, text: str, expected: str) -> None:
    assert "|".join(lines(text, width)) == expected


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        (3.5, "778.98平方米", "778.98|平方米"),
        (5, "=2023年12月31日前", "=2023年|12月31日前"),
        (2, "1,245.54", "1,24|5.54"),
        (3, "abcdefgh", "abcdef|gh"),
        (1, "你，好", "你|，|好"),
        (0, "你好", "你|好"),
        (-5, "你好", "你|好"),
    ],
)
def test_what_is_wider_than_the_cell_breaks_at_its_weakest_place(width: float, text: str, expected: str) -> None:
    assert "|".join(lines(text, width)) == expected


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        (5, "社会效益指标", "社会效益|指标"),
        (4, "满意度指标。", "满意度|指标。"),
        (2, "一二三", "一二|三"),
        (4, "一二2024年", "一二|2024年"),
    ],
)
def test_no_character_is_left_alone_on_the_last_line(width: float, text: str, expected: str) -> None:
    assert "|".join(lines(text, width)) == expected


def test_a_newline_of_any_system_begins_a_line() -> None:
    assert lines("一\n二\r\n三\r四\n\n五", 9) == ("一", "二", "三", "四", "", "五")


def test_empty_text_is_one_empty_line() -> None:
    assert lines("", 9) == ("",)


@pytest.mark.parametrize("sign", ["e\u0301\u0302", "❤\ufe0f", "👩\u200d🚒", "👍\U0001f3fd", "\ud83d\ude00"])
def test_a_sign_of_several_characters_is_never_cut(sign: str) -> None:
    assert lines(f"{sign}{sign}x", 0) == (sign, sign, "x")


def test_half_a_surrogate_pair_is_a_character_of_its_own() -> None:
    assert lines("一\udc00二", 1) == ("一", "\udc00", "二")


ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(
    "一二，。（》123.,%年月日个 \n\r\u0301\u3000ab", max_size=60
)
WIDTHS = st.floats(0, 12, width=16)


@given(ANY_TEXT, WIDTHS)
def test_no_character_is_lost_but_newlines(text: str, width: float) -> None:
    assert "".join(lines(text, width)) == re.sub("[\r\n]", "", text)


@given(ANY_TEXT, WIDTHS)
def test_a_line_is_wider_than_the_cell_only_if_it_is_one_sign(text: str, width: float) -> None:
    for line in lines(text, width):
        drawn = line.rstrip(" \t\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
        assert sum(map(em, drawn)) <= width + 0.01 or len(lines(drawn, 0)) == 1


PHRASES = st.lists(
    st.sampled_from(["一网", "统管", "，", "（二）", "“三”", "。", "《四》", "85%", "…", "x)"]), max_size=30
)


@given(PHRASES, st.integers(9, 20))
def test_a_line_never_starts_with_a_comma_nor_ends_with_an_opening_bracket(phrases: list[str], width: int) -> None:
    text = re.sub(f"([{re.escape(NO_LINE_STARTS_WITH)}])[{re.escape(NO_LINE_STARTS_WITH)}]+", r"\1", "".join(phrases))
    broken = lines(text, width)
    assert not any(line[0] in NO_LINE_STARTS_WITH for line in broken[1:])
    assert not any(line[-1] in NO_LINE_ENDS_WITH for line in broken[:-1])


@pytest.mark.parametrize("unit", ["汉", "1", "=", " ", "，", "（", "a.", "\u0301", "1年", "(1", "1 ", "\n"])
@pytest.mark.parametrize("width", [0, 5])
def test_a_hundred_thousand_characters_are_broken_in_one_pass(unit: str, width: float) -> None:
    """Each character is measured a few times at most, however long the text is."""
    text, measured = unit * (100_000 // len(unit)), 0

    def measure(character: str) -> float:
        nonlocal measured
        measured += 1
        return em(character)

    broken = break_lines(text, width * 10, 10, measure)
    assert measured <= 8 * len(text)
    assert "".join(broken) == text.replace("\n", "")
