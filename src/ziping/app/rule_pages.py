"""规则说明: a page of help for each rule of the checker and a list of them all, as Markdown made from the catalogue."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from ziping.resources import resource
from ziping.rules.findings import CATALOGUE, SEVERITY_NAMES

TITLE = "规则说明"
_FAMILIES = (
    ("必填内容、金额和分值", "F"),
    ("得分和偏差", "D"),
    ("指标", "I"),
    ("满意度的依据", "S"),
    ("文字", "T"),
    ("打印和各表之间", "X"),
)


@dataclass(frozen=True, slots=True)
class RulePage:
    """What the page of a rule says beside its severity; ``wrong`` and ``right`` are an example."""

    title: str
    wrong: str
    right: str
    why: str
    how: str


@cache
def rule_pages() -> dict[str, RulePage]:
    """The pages by rule, as they are listed; why and how are the catalogue's own words where those hold for every case."""
    entries = tomllib.loads(resource("help", "rules.toml").read_text(encoding="utf-8"))
    return {
        rule: RulePage(
            title=entries[rule]["title"],
            wrong=entries[rule]["wrong"],
            right=entries[rule]["right"],
            why=entries[rule].get("why", CATALOGUE[rule].why),
            how=entries[rule].get("how", CATALOGUE[rule].fix),
        )
        for _, family in _FAMILIES
        for rule in _of(family)
    }


def rule_markdown(rule: str) -> str:
    """The page of a rule, or the list of all rules for an id that is none."""
    page = rule_pages().get(rule)
    if page is None:
        return _list_markdown()
    parts = (
        f"# {page.title}",
        f"**{SEVERITY_NAMES[CATALOGUE[rule].severity]}**",
        f"**为什么：** {page.why}",
        f"**怎么改：** {page.how}",
        "## 例子",
        f"**✕ 不对：** {_plain(page.wrong)}",
        f"**✓ 对：** {_plain(page.right)}",
        f"[全部规则](rule:all) · 规则编号 {rule}",
    )
    return "\n\n".join(parts) + "\n"


def _list_markdown() -> str:
    lines = [f"# {TITLE}", "", "检查时逐条对照的规则。点一条，看为什么、怎么改和例子。", ""]
    for name, family in _FAMILIES:
        lines += [f"## {name}", ""]
        for rule in _of(family):
            severity = SEVERITY_NAMES[CATALOGUE[rule].severity]
            lines.append(f"- [{rule_pages()[rule].title}](rule:{rule})（{severity}）")
        lines.append("")
    return "\n".join(lines)


def _of(family: str) -> list[str]:
    """The rules of a family by their numbers."""
    return sorted((rule for rule in CATALOGUE if rule.startswith(family)), key=lambda rule: int(rule[1:]))


def _plain(text: str) -> str:
    """The text so that Markdown takes none of its signs for its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_<>[]#~" else sign for sign in text)
