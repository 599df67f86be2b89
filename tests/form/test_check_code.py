"""The 校验码 by itself: one table gives one code, what is misread is noticed, what is typed carelessly is understood."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.form.check_code import ALPHABET, LENGTH, Misread, PrintedCell, check_code, read_code

TABLE = (
    PrintedCell(0, 0, 1, 2, "自评表"),
    PrintedCell(1, 0, 2, 1, "项目名称"),
    PrintedCell(1, 1, 1, 1, "一网统管\n（二期）"),
    PrintedCell(2, 1, 1, 1, ""),
)
CODE = check_code(TABLE)


def by_hand(content: bytes) -> str:
    """The first 55 bits of the hash in base 32, from its binary digits, and the sign that makes the check come out."""
    digits = "".join(f"{byte:08b}" for byte in hashlib.sha256(content).digest())[:55]
    places = [int(digits[start : start + 5], 2) for start in range(0, 55, 5)]
    [last] = [value for value in range(32) if weighted_sum([*places, value]) == 0]
    text = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value] for value in (*places, last))
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def weighted_sum(values: list[int]) -> int:
    """The sum of value · α^(11−place) in GF(32), by multiplying polynomials over two elements and dividing."""
    total = 0
    for place, value in enumerate(values):
        product_ = value << (len(values) - 1 - place)
        for bit in range(product_.bit_length() - 1, 4, -1):
            if product_ >> bit & 1:
                product_ ^= 0b100101 << (bit - 5)
        total ^= product_
    return total


def test_the_code_is_what_the_definition_says() -> None:
    content = (
        "ziping-check-code 1\n0 0 1 2 3\n自评表\n1 0 2 1 4\n项目名称\n1 1 1 1 9\n一网统管\n（二期）\n2 1 1 1 0\n\n"
    )
    assert by_hand(content.encode()) == CODE


def test_an_empty_table_has_a_code_too() -> None:
    assert check_code(()) == by_hand(b"ziping-check-code 1\n")


@pytest.mark.parametrize(
    "other",
    [
        TABLE[:-1],
        (TABLE[1], TABLE[0], *TABLE[2:]),
        (TABLE[0]._replace(column_span=1), *TABLE[1:]),
        (TABLE[0]._replace(row_span=2), *TABLE[1:]),
        (*TABLE[:3], TABLE[3]._replace(column=2)),
        (*TABLE[:3], TABLE[3]._replace(row=3)),
        (*TABLE[:3], TABLE[3]._replace(text="0")),
        (TABLE[0], TABLE[1]._replace(text="项目名称\n1 1 1 1 9\n一网统管\n（二期）"), TABLE[3]),
        (*TABLE[:2], TABLE[2]._replace(text="一网统管（二期）"), TABLE[3]),
        (*TABLE[:2], TABLE[2]._replace(text=" 一网统管\n（二期）"), TABLE[3]),
        (*TABLE[:2], TABLE[2]._replace(text="一网统管\n(二期)"), TABLE[3]),
    ],
)
def test_r13_another_text_place_or_span_is_another_code(other: tuple[PrintedCell, ...]) -> None:
    assert check_code(other) != CODE


@pytest.mark.parametrize(
    "text", ["一网统管\r\n（二期）", "一网统管\r（二期）", "一网统管 \n（二期）\u3000", "一网统管\n（二期）\n\n"]
)
def test_r13_what_nobody_sees_on_paper_changes_nothing(text: str) -> None:
    assert check_code((*TABLE[:2], TABLE[2]._replace(text=text), TABLE[3])) == CODE


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text("一1\n ", max_size=6)), max_size=4))
def test_every_code_reads_as_itself(cells: list[tuple[int, int, str]]) -> None:
    code = check_code(PrintedCell(row, column, 1, 1, text) for row, column, text in cells)
    assert read_code(code) == code


def test_every_single_wrong_character_is_noticed() -> None:
    signs = CODE.replace("-", "")
    for place, sign in product(range(LENGTH), ALPHABET):
        if sign != signs[place]:
            with pytest.raises(Misread, match="抄错"):
                read_code(signs[:place] + sign + signs[place + 1 :])


@given(st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1))
def test_every_swap_of_neighbours_is_noticed(start: str) -> None:
    signs = start + next(
        sign for sign in ALPHABET if weighted_sum([ALPHABET.index(one) for one in start + sign]) == 0
    )
    assert read_code(signs).replace("-", "") == signs
    for place in range(LENGTH - 1):
        swapped = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
        if swapped != signs:
            with pytest.raises(Misread, match="次序"):
                read_code(swapped)


ONES = by_hand(b"")  # some code to type in odd ways


@pytest.mark.parametrize(
    "typed",
    [
        ONES.lower(),
        ONES.replace("-", ""),
        ONES.replace("-", " "),
        ONES.replace("-", "－"),
        ONES.replace("-", "——"),
        f"  {ONES}\n",
        f"校验码 {ONES}",
        f"校验码：{ONES}",
        f"校验码 {ONES}\n2024\n一网统管\n江桥镇",
        f"校验码 {ONES} 2024 一网统管 江桥镇",
        "".join(chr(ord(sign) + 0xFEE0) for sign in ONES),
    ],
)
def test_u14_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == ONES


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    code = next(
        found
        for number in range(1000)
        if {"0", "1"} <= set(found := check_code([PrintedCell(0, 0, 1, 1, str(number))]))
    )
    for zero, one in product("oO0", "iIlL1"):
        assert read_code(code.replace("0", zero).replace("1", one)) == code


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "校验码是 12 个字符，这里有 0 个"),
        ("7F3K-9Q2M", "校验码是 12 个字符，这里有 8 个"),
        (ONES + "0", "校验码是 12 个字符，这里有 13 个"),
        (ONES[:-1] + "U", "校验码里没有“U”这个字符"),
        ("校验码 一二三", "校验码里没有“一”这个字符"),
    ],
)
def test_what_is_no_code_is_told_in_words(typed: str, said: str) -> None:
    with pytest.raises(Misread) as refused:
        read_code(typed)
    assert str(refused.value) == said


def test_a_code_never_holds_a_letter_that_could_be_taken_for_another() -> None:
    assert not set("ILOU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32
