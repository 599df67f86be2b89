"""Numbers as people type them (UX.md U12, U14): read if they can be, kept as typed if not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.form.amount import number_or_text, read_money, read_number, tidy

WAN = 10_000


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12.5", "12.5"),
        ("１２．５", "12.5"),
        ("１，２４５．５４", "1245.54"),
        ("12。5", "12.5"),
        ("5分", "5"),
        (" 5 分 ", "5"),
        ("12.50", "12.5"),
        ("12.", "12"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("007", "7"),
        ("-0", "0"),
        ("1,245,678.9", "1245678.9"),
        ("1 245 678.9", "1245678.9"),
        ("1\u00a0245", "1245"),
        ("\u3000100\u3000", "100"),
        ("100\n", "100"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_a_number_is_read(typed: str, read: str) -> None:
    assert read_number(typed) == Decimal(read)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1,245.54元", "1245.54"),
        ("145万元", "1450000"),
        ("145 万", "1450000"),
        ("１４５万元", "1450000"),
        ("1.2亿", "120000000"),
        ("0.5亿元", "50000000"),
        ("145", "1450000"),
        ("￥145.00", "1450000"),
        ("¥ 12", "120000"),
        ("-5", "-50000"),
        ("0.000001", "0.01"),
        ("0", "0"),
    ],
)
def test_money_is_read_in_the_fields_unit_unless_it_names_its_own(typed: str, yuan: str) -> None:
    assert read_money(typed, WAN) == Decimal(yuan)


def test_the_unit_of_the_field_may_be_yuan() -> None:
    assert read_money("1245.54", 1) == Decimal("1245.54")
    assert read_money("145万元", 1) == Decimal(1_450_000)


UNREADABLE = [
    "",
    " ",
    "约10",
    "10左右",
    "1,24",
    "12,3456",
    "1,,245",
    ",245",
    "1,245 678",
    "12 34",
    "12\n34",
    "1.2.3",
    "1。2。3",
    "--5",
    "5-",
    "1e5",
    "1E+5",
    "NaN",
    "Infinity",
    "-inf",
    "0x10",
    "1_000",
    "½",
    "5①",
    "10²",
    "٣",
    "十二",
    "5%",
    "5/10",
    ".",
    "-",
    "￥",
    "123456789012345678901234567890",
    "1,000,000,000,000,000,000,000",
    "0.123456789",
]


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_cannot_be_read_stays_as_typed(typed: str) -> None:
    assert read_number(typed) == typed
    assert read_money(typed, WAN) == typed


@pytest.mark.parametrize("typed", ["5元", "5万元", "￥5元"])
def test_points_are_no_money(typed: str) -> None:
    assert read_number(typed) == typed


def test_money_is_no_points() -> None:
    assert read_money("5分", WAN) == "5分"


@pytest.mark.parametrize("typed", ["999999999999999亿", "999999999999999999万元"])
def test_more_than_money_can_be_stays_as_typed(typed: str) -> None:
    assert read_money(typed, 1) == typed


def test_the_largest_amount_is_exact_to_its_last_digit() -> None:
    assert read_money("99999999999999.99999999", WAN) == Decimal("999999999999999999.9999")


@given(st.text())
def test_any_text_is_read_or_stays(typed: str) -> None:
    for read in (read_number(typed), read_money(typed, WAN)):
        assert isinstance(read, Decimal) or read == typed


@given(st.decimals(min_value=-(10**17), max_value=10**17, places=8))
def test_a_number_written_plainly_is_read_back_exactly(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_money(f"{number:f}元", WAN) == number
    assert read_number(f"{number:,f}") == number


# --- as stored


@pytest.mark.parametrize(
    ("number", "plain"),
    [("145.00", "145"), ("1E+2", "100"), ("-0.00", "0"), ("0E+5", "0"), ("3.7150", "3.715"), ("1E-8", "0.00000001")],
)
def test_a_tidy_number_has_no_trailing_zeros_and_no_exponent(number: str, plain: str) -> None:
    assert f"{tidy(Decimal(number)):f}" == plain


@pytest.mark.parametrize(
    ("stored", "number"),
    [("12.50", "12.5"), ("-3", "-3"), (7, "7"), (Decimal("145.00"), "145"), (Decimal("1E+2"), "100")],
)
def test_a_plain_decimal_is_a_stored_number(stored: object, number: str) -> None:
    assert number_or_text(stored) == Decimal(number)


@pytest.mark.parametrize("text", ["", "约10", "1,245.54", "１２", "1e5", "NaN", "Infinity", "+5", "5.", "9" * 30])
def test_any_other_text_is_stored_as_it_is(text: str) -> None:
    assert number_or_text(text) == text


def test_half_a_surrogate_pair_becomes_a_replacement_mark() -> None:
    assert number_or_text("5\ud83d") == "5\ufffd"
    assert number_or_text("\ud83d\udc4d") == "👍"


@pytest.mark.parametrize(
    "value",
    [1.5, True, None, b"5", ["5"], Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+30"), Decimal("1E+999999"),
     Decimal("1E-9"), Decimal("1.0000000000000000000000000000000000001")],
)  # fmt: skip
def test_what_is_neither_text_nor_an_exact_number_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="stored as text"):
        number_or_text(value)
