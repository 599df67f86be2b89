"""Sentences, list items, and quantities of a text."""

from __future__ import annotations

import pytest

from ziping.rules.prose import clause_before, counts, han_number, han_numeral, items, sentences, words_after
from ziping.rules.prose_figures import core


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("聘用保安30名", ["30名"]),
        ("共处置案件3,186件，其中市容类1,742件", ["3186件", "1742件"]),
        ("3个居委12个村", ["3个", "12个"]),
        ("租赁778.98平方米", ["778.98平方米"]),
        ("经费138.50万元，每人600元/人", ["138.5万元", "600元/人"]),
        ("合格率１００％", ["100%"]),
        ("24小时值守，10个工作日办结", ["24小时", "10个工作日"]),
        ("采购 120 台电脑", ["120台"]),
        ("参训1200人次", ["1200人次"]),
        ("5大类40小类", ["5大类", "40小类"]),
        ("12345热线工单，110处警，12345平台", []),
        ("沪府〔2019〕5号，第3条，第12次会议", []),
        ("2021—2025年，2024年11月30日", []),
        ("142号3楼302室，021-59110000，三级，5G网络", []),
        ("A3类，12.5.3件，1,23件", []),
    ],
)
def test_a_quantity_is_a_number_with_a_unit_of_counting(text: str, quantities: list[str]) -> None:
    assert [f"{count.number:f}{count.unit}" for count in counts(text)] == quantities


@pytest.mark.parametrize("text", ["约30名", "3000余件", "10-15名", "30名左右", "30名以上", "近30名"])
def test_a_rough_figure_is_known_as_one(text: str) -> None:
    assert [count.rough for count in counts(text)] == [True]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("一、甲；二、乙；三、丙", ["一、", "二、", "三、"]),
        ("（一）甲：1.乙；2．丙；(3)丁", ["（一）", "1.", "2.", "(3)"]),
        ("①甲，②乙；1）丙", ["①", "②", "1）"]),
        ("一是甲；二是乙；第三，丙", ["一是", "二是", "第三，"]),
        ("1、2号楼，第（三）项，一、二期，1.5万，3.14", []),
        ("共计12。其中", []),
    ],
)
def test_items_stand_at_the_beginning_of_something(text: str, markers: list[str]) -> None:
    assert [item.marker for item in items(text)] == markers


def test_chinese_numerals_are_read_and_written() -> None:
    assert [han_number(digits) for digits in ("一", "十", "十二", "二十", "三十五", "7")] == [1, 10, 12, 20, 35, 7]
    assert [han_numeral(number) for number in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_a_text_falls_into_sentences_and_clauses() -> None:
    assert [(each.start, each.text) for each in sentences("甲，乙。丙；\n丁")] == [
        (0, "甲，乙。"),
        (4, "丙；"),
        (7, "丁"),
    ]
    text = "做好值守，配备队员12人均在岗，有序"
    [count] = counts(text)
    assert (clause_before(text, count.start), words_after(text, count.end)) == ("配备队员", "均在岗")
    assert words_after("12人，", 3) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("聘用联勤队员数量", "联勤队员"),
        ("购置安装布控球数量", "布控球"),
        ("租赁房屋面积", "房屋"),
        ("工单按时办结率", "工单按时办结率"),
        ("巡查覆盖村居数量", "巡查覆盖村居"),
    ],
)
def test_the_core_of_a_name_is_what_is_counted(name: str, words: str) -> None:
    assert core(name) == words
