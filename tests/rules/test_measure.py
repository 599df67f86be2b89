"""Reading indicator values: the table of notations, and what holds for any text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.rules.measure import read_measure
from ziping.rules.measure_words import in_base_unit
from ziping.rules.quantity import Day, Measure, Quantity, measure_text

TABLE = Path(__file__).resolve().parents[1] / "scenarios" / "measures.txt"
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
TEXTS = [line.split(" → ")[0] for line in LINES]
PIECES = [
    *("≥", "≤", ">", "<", "=", "＞", ">=", "不少于", "低于", "约", "近", "¥", "每", "月", "年", "日", "季度", "人"),
    *(
        "12",
        "3",
        "2024",
        "100.00",
        "(%)",
        "(个)",
        "%",
        "‰",
        "个",
        "件",
        "街道",
        "及",
        "和",
        "、",
        ",",
        "，",
        "；",
        "/",
    ),
    *("内", "以内", "之内", "以上", "及以上", "左右", "前", "底", "末", "份", "小时", "分钟", "工作日", "天", "个月"),
    *(
        "完成",
        "到场",
        "全年",
        "实际",
        "率",
        "满意度",
        "未",
        "至",
        "-",
        ".",
        "。",
        "12345",
        "热线",
        "级",
        "5G",
        "m2",
        "h",
    ),
    *("余", "多", "2024-11-30", "于", "11月", "30日", "万元", "元/人", "度", "\u200b", "\u3000", " ", "\n", "(", ")"),
]


def spelled(measure: Measure) -> str:
    date = measure.date
    numbers = " ".join(f"{quantity.number}" for quantity in measure.quantities)
    if date is not None:
        numbers = "-".join(f"{part}" for part in (date.year, date.month, date.day) if part is not None)
    units = " ".join(quantity.unit for quantity in measure.quantities)
    mark = "前" if measure.before else measure.mark
    return " | ".join(part or "–" for part in (measure.operator, numbers, units, measure.kind, mark))


@pytest.mark.parametrize("line", LINES)
def test_a_notation_is_read_as_the_table_says(line: str) -> None:
    text, expected = line.split(" → ")
    assert spelled(read_measure(text)) == expected


def test_the_table_holds_many_notations_each_once() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 150


@pytest.mark.parametrize("text", ["", "  ", "\u3000\n", "\u200b"])
def test_blank_text_is_empty(text: str) -> None:
    assert read_measure(text) == Measure("empty")


def test_the_same_value_in_other_writing_is_the_same_measure() -> None:
    assert read_measure("100.00(%)") == read_measure("100%") == read_measure("１００％") == read_measure(" 100 % ")
    assert read_measure("76.00(个)") == read_measure("76个") == read_measure("76 （个）")


def test_what_follows_a_figure_is_kept() -> None:
    assert read_measure("30分钟内到场").words == "到场"
    assert read_measure("2024年11月15日完成验收") == Measure("deadline", date=Day(2024, 11, 15), words="完成验收")


def test_a_qualitative_value_keeps_its_words_without_the_operator_sign() -> None:
    assert read_measure(" ＝ 健全，有效 ") == Measure("qualitative", "=", words="健全，有效")


def test_a_description_with_many_figures_is_no_compound_value() -> None:
    assert read_measure("1个2件3套4台5次6场").kind == "compound"
    assert read_measure("1个2件3套4台5次6场7户").kind == "qualitative"


def test_two_operators_that_differ_leave_a_text_unread() -> None:
    assert read_measure("≥3个街道，≤12个村").kind == "qualitative"


@pytest.mark.parametrize(
    "text",
    [
        "3个街道、-12个村",
        "3天内、5公里",
        "3个街道+",
        "3级、12个村",
        "满意度高于去年5",
        "每次10分钟到场",
        "3天不间断",
        "5Gbps",
    ],
)
def test_what_is_not_certain_is_left_in_words(text: str) -> None:
    assert read_measure(text) == Measure("qualitative", words=text)


def test_a_number_longer_than_any_sum_is_left_in_words() -> None:
    assert read_measure("999,999,999,999,999").kind == "number"
    assert read_measure("999" + ",999" * 60).kind == "qualitative"
    assert read_measure("1234567890123456").kind == "qualitative"


def test_a_very_long_text_is_a_description() -> None:
    assert read_measure("9" * 301) == Measure("qualitative", words="9" * 301)


@pytest.mark.parametrize(
    ("text", "approximate", "within", "bound"),
    [
        ("90%以上", True, False, "≥"),
        ("约20件", True, False, ""),
        ("24小时内", False, True, "≤"),
        ("3次以下", True, False, "≤"),
        ("＞85%", False, False, ">"),
        ("健全", False, False, ""),
    ],
)
def test_marks_say_whether_a_value_is_measured(text: str, approximate: bool, within: bool, bound: str) -> None:
    measure = read_measure(text)
    assert (measure.approximate, measure.within, measure.bound) == (approximate, within, bound)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("≥12.00(个)", "≥12个"),
        ("不高于5000/场", "≤5000/场"),
        ("每月1次", "1次/月"),
        ("30分钟以内到场", "30分钟内到场"),
        ("10人之内", "10人以内"),
        ("约20件", "20件左右"),
        ("5大类40小类", "5大类、40小类"),
        ("2小时30分钟", "2小时30分钟"),
        ("2024年11月底前", "2024年11月30日前"),
        ("=健全", "=健全"),
        ("—", ""),
    ],
)
def test_a_measure_is_written_in_the_plainest_notation(text: str, written: str) -> None:
    assert measure_text(read_measure(text)) == written


@pytest.mark.parametrize("text", TEXTS)
def test_a_notation_written_plainly_reads_the_same(text: str) -> None:
    measure = read_measure(text)
    assert read_measure(measure_text(measure)) == measure


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
def test_any_text_is_read_and_written_back(text: str) -> None:
    measure = read_measure(text)
    assert read_measure(measure_text(measure)) == measure


@pytest.mark.parametrize(
    ("unit", "factor", "base"),
    [
        ("万元", 10_000, "元"),
        ("千万元", 10_000_000, "元"),
        ("万", 10_000, ""),
        ("小时", 3600, "秒"),
        ("季度", 3, "月"),
        ("个工作日", 1, "工作日"),
        ("公里", 1000, "米"),
        ("千米", 1000, "米"),
        ("㎡", 1, "平方米"),
        ("万名", 10_000, "人"),
        ("个", 1, "个"),
    ],
)
def test_a_unit_is_so_many_of_its_base_unit(unit: str, factor: int, base: str) -> None:
    assert in_base_unit(unit) == (Fraction(factor), base)


def test_a_quantity_knows_whether_it_is_time() -> None:
    assert Quantity(Decimal(3), "个工作日").is_time
    assert not Quantity(Decimal(90), "分").is_time
