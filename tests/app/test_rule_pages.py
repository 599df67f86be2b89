"""规则说明: every rule has a page that says in words what, why and how, with an example (UX.md U25)."""

from __future__ import annotations

import re
import tomllib

import pytest

from ziping.app.rule_pages import rule_markdown, rule_pages
from ziping.resources import resource
from ziping.rules.findings import CATALOGUE, SEVERITY_NAMES

ENTRIES = tomllib.loads(resource("help", "rules.toml").read_text(encoding="utf-8"))


def test_there_is_a_page_for_each_rule_and_for_nothing_else() -> None:
    assert set(ENTRIES) == set(CATALOGUE)
    assert len({page.title for page in rule_pages().values()}) == len(CATALOGUE)


@pytest.mark.parametrize("rule", CATALOGUE)
def test_a_page_uses_the_catalogue_where_its_words_hold_for_every_case(rule: str) -> None:
    entry = CATALOGUE[rule]
    assert ("why" in ENTRIES[rule]) == ("{" in entry.why)
    assert ("how" in ENTRIES[rule]) == ("{" in entry.fix)


@pytest.mark.parametrize("rule", CATALOGUE)
def test_u25_a_page_speaks_in_words_and_names_its_code_only_at_the_end(rule: str) -> None:
    text = rule_markdown(rule)
    body, _, last = text.rstrip("\n").rpartition("\n")
    assert last == f"[全部规则](rule:all) · 规则编号 {rule}"
    assert not re.search(r"[A-Z][0-9]|[{}]", body)
    assert body.splitlines()[2] == f"**{SEVERITY_NAMES[CATALOGUE[rule].severity]}**"


def test_a_page_says_what_why_how_and_shows_an_example() -> None:
    assert rule_markdown("I8").splitlines()[::2] == [
        "# 期限或文字前用了“=”",
        "**建议改**",
        "**为什么：** “=”只用在单个数字前面；期限和文字前面不加符号。",
        "**怎么改：** 请删去“=”。",
        "## 例子",
        "**✕ 不对：** =2024年12月31日前",
        "**✓ 对：** 2024年12月31日前",
        "[全部规则](rule:all) · 规则编号 I8",
    ]


def test_signs_of_markdown_in_an_example_are_shown_as_they_are() -> None:
    assert r"总成本控制率 \>1.00(个)" in rule_markdown("I4")


def test_the_list_leads_to_every_rule_once() -> None:
    links = re.findall(r"\]\(rule:([A-Z][0-9]+)\)", rule_markdown("all"))
    assert sorted(links) == sorted(CATALOGUE)
    assert links[:2] == ["F1", "F2"]
