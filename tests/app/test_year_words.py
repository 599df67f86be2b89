"""Years in texts carried over: those that mean the form's year move on, history and counts stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.app.year_words import years_moved


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("2024年11月前", "2025年11月前"),
        ("=2024年12月31日前", "=2025年12月31日前"),
        ("2024 年 12 月底前", "2025 年 12 月底前"),
        ("2024-11-30前", "2025-11-30前"),
        ("2024.11.30", "2025.11.30"),
        ("二〇二四年底前完成", "二〇二五年底前完成"),
        ("二零二四年", "二零二五年"),
        ("1.2024年完成验收；2.全年巡查2024次。", "1.2025年完成验收；2.全年巡查2024次。"),
        ("2025年1月前", "2026年1月前"),
        ("服务期2024年3月1日至2025年2月28日", "服务期2025年3月1日至2026年2月28日"),
        ("2024年1月-12月", "2025年1月-12月"),
        ("2024年2月29日前", "2025年2月28日前"),
        ("较2024年下降5%，2024年底完成", "较2024年下降5%，2025年底完成"),
        ("按《2024年工作要点，含附件》，2024年完成", "按《2024年工作要点，含附件》，2025年完成"),
        ("截至2024年12月31日，新增2024件", "截至2025年12月31日，新增2024件"),
    ],
)
def test_the_years_own_mentions_and_dates_move_on(last: str, this: str) -> None:
    assert years_moved(last, 2024, 1) == this


@pytest.mark.parametrize(
    "text",
    [
        "2024件",
        "≥2024(个)",
        "达到2024",
        "2024.5万元",
        "2024元",
        "12024年",
        "2024-2026年三年行动计划",
        "2024年-2025年",
        "沪府〔2024〕17号",
        "（2024）17号",
        "2024年3月签订的合同",
        "自2024年成立以来",
        "2023年12月",
        "2025年底全面建成",
        "全年",
        "",
    ],
)
def test_counts_sums_history_and_other_years_stay(text: str) -> None:
    assert years_moved(text, 2024, 1) == text


@pytest.mark.parametrize(
    ("last", "this"),
    [
        ("信息化项目运维 2024", "信息化项目运维 2025"),
        ("信息化项目运维（2024）", "信息化项目运维（2025）"),
        ("2024年度信息化项目运维", "2025年度信息化项目运维"),
        ("12345热线运维", "12345热线运维"),
        ("2024", "2024"),
    ],
)
def test_a_name_may_end_in_its_year(last: str, this: str) -> None:
    assert years_moved(last, 2024, 1, is_name=True) == this


def test_the_twenty_ninth_of_february_stays_where_there_is_one() -> None:
    assert years_moved("2024年2月29日前", 2024, 4) == "2028年2月29日前"


PIECES = st.sampled_from(
    ["2024年", "2024", "2023年", "12月", "31日", "，", "。", "《", "》", "件", "二〇二四年", "-", "（", "）", "较"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_but_years_ever_changes(text: str) -> None:
    moved = years_moved(text, 2024, 1)
    assert moved.replace("2025", "2024").replace("二〇二五", "二〇二四") == text
