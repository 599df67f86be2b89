"""The text rules and their readable table ``scenarios/checks/texts.md``, for the tests of texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from published import form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import Check
from ziping.rules.checks.formats import mixed_formats
from ziping.rules.checks.money_in_text import sums_off_by_10000
from ziping.rules.checks.placeholders import template_left
from ziping.rules.checks.text_form import list_numbers, punctuation
from ziping.rules.checks.text_numbers import contradictions, promises_without_indicator, sums_in_text
from ziping.rules.checks.text_sameness import mistyped_words, same_goals, thin_goals, trouble_admitted
from ziping.rules.checks.text_time import tense, years_of_the_form
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

TEXT_CHECKS: tuple[Check, ...] = (
    template_left,
    sums_off_by_10000,
    mixed_formats,
    same_goals,
    contradictions,
    sums_in_text,
    list_numbers,
    punctuation,
    years_of_the_form,
    tense,
    mistyped_words,
    trouble_admitted,
    promises_without_indicator,
    thin_goals,
)
TABLE = (Path(__file__).parent / "scenarios" / "checks" / "texts.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading, without its head."""
    part = TABLE.partition(f"## {heading}")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip().replace("⏎", "\n") for cell in line.strip("|").split("|")) for line in lines]


def neutral(field: str) -> str:
    return TABLE.partition(f"neutral {field}: ")[2].partition("\n")[0]


FORM = with_fields(
    form_of("jiangqiao-2024-houqin"),
    {"goal.expected": neutral("expected"), "goal.achieved": neutral("achieved")},
)


def found(form: Form) -> list[Finding]:
    subject = Subject.of(form, edition(form.edition))
    return [each for check in TEXT_CHECKS for each in check(subject)]


PIECES = st.sampled_from(
    [
        "1.", "（2）", "③", "一、", "二是", "共120件", "其中", "甲类80件，", "乙类30件", "（", "）", "“",
        "”", "\"", ",", "，", "。", " ", "\n", "2023年", "2020-2022年", "《规划》", "将继续", "已完成",
        "滞后", "购置", "对讲机", "45台", "138元", "预算", "XX", "……", "视频系统", "视屏系统", "完善智能", "善智能",
        "联勤队员", "76名", "约", "5大类", "江桥、", "封浜", "指挥中心", "%", "１２", "㎡", "🙂", "目标1：",
    ]
)  # fmt: skip
"""Words and signs that the rules on texts look for, to be put together in any order."""
