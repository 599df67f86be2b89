"""What Excel shows for a number in a format; expected texts are those that Excel and WPS show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ziping.importers.shown import format_code, number_of, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
ACCOUNTING_YUAN = '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("85.25", "General", "85.25"),
        ("10", "General", "10"),
        ("1E+3", "General", "1000"),
        ("10", "0.00", "10.00"),
        ("8.525", "0.00", "8.53"),
        ("1245.54", "#,##0.00", "1,245.54"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("0.8525", "0.00%", "85.25%"),
        ("1", "0%", "100%"),
        ("85.25", '0.00"%"', "85.25%"),
        ("85.25", "0.00\\%", "85.25%"),
        ("76", '0"个"', "76个"),
        ("76", 'General"个"', "76个"),
        ("5", "G/通用格式", "5"),
        ("5", '"≥"0"次"', "≥5次"),
        ("12.5", "0.##", "12.5"),
        ("12", "0.##", "12"),
        ("12", "#", "12"),
        ("-12.5", "0.00", "-12.50"),
        ("-12.5", "0.00;(0.00)", "(12.50)"),
        ("-12.5", "#,##0.00;[Red]-#,##0.00", "-12.50"),
        ("12.5", "#,##0.00_);[Red]\\(#,##0.00\\)", "12.50"),
        ("934785.52", ACCOUNTING, "934,785.52"),
        ("-934785.52", ACCOUNTING, "-934,785.52"),
        ("0", ACCOUNTING, "-"),
        ("939500", ACCOUNTING_YUAN, "¥939,500.00"),
        ("0", "0.00", "0.00"),
        ("0", "#", ""),
        ("2.5", "[>1]0.00", "2.50"),
        ("45", "[$¥-804]#,##0.00", "45.00"),
        ("12", "@", "12"),
        ("12", "", "12"),
    ],
)
def test_a_number_shows_as_its_format_says(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code) == text


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("45601", "yyyy/m/d", "2024/11/5"),
        ("45601", 'yyyy"年"m"月"d"日"', "2024年11月5日"),
        ("45601", 'yyyy"年"m"月"d"日";@', "2024年11月5日"),
        ("45601", "[$-804]yyyy\\年m\\月", "2024年11月"),
        ("45601", "yyyy-mm-dd", "2024-11-05"),
        ("45601", "yy/mm/dd", "24/11/05"),
        ("45601.75", "yyyy/m/d h:mm", "2024/11/5 18:00"),
        ("45601.75625", "h:mm:ss", "18:09:00"),
    ],
)
def test_a_day_shows_as_its_format_says(number: str, code: str, text: str) -> None:
    """45601 is 5 November 2024."""
    assert shown(Decimal(number), code) == text


def test_a_day_counts_from_1904_where_the_workbook_says_so() -> None:
    assert shown(Decimal(45601 - 1462), "yyyy/m/d", since_1904=True) == "2024/11/5"


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "0.0,", "0!.0,", "0 0", "[h]:mm:ss;x0x0", "yyyy", "\\"])
def test_a_format_that_is_not_understood_shows_the_number_or_something(code: str) -> None:
    assert shown(Decimal("1234.5"), code)


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "0.0,", "0 0"])
def test_a_number_in_a_format_that_is_not_understood_stays_as_it_is(code: str) -> None:
    assert shown(Decimal("1234.5"), code) == "1234.5"


@pytest.mark.parametrize("number", ["-1", "1E+12", "99999999"])
def test_a_number_that_is_no_day_stays_as_it_is(number: str) -> None:
    assert shown(Decimal(number), "yyyy/m/d") == f"{Decimal(number):f}"


def test_binary_arithmetic_leaves_no_trace() -> None:
    assert number_of("0.85250000000000004") == Decimal("0.8525")
    assert number_of("956.63999999999999") == Decimal("956.64")
    assert number_of("1E-3") == Decimal("0.001")
    assert [number_of(text) for text in ("nan", "inf", "1e400", "字", "", "1e99")] == [None] * 6


def test_formats_known_by_number_are_those_of_a_chinese_excel() -> None:
    assert format_code(10, {}) == "0.00%"
    assert format_code(31, {}) == 'yyyy"年"m"月"d"日"'
    assert format_code(164, {164: '0.00"%"'}) == '0.00"%"'
    assert format_code(99, {}) == "General"
