"""An edition may switch rules of the checker off, or make them graver or milder (issue 4)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from published import form_of
from ziping.editions.catalog import EditionFault, edition, editions, read_edition
from ziping.editions.model import Edition
from ziping.resources import resource
from ziping.rules.check import check_form, check_subjects
from ziping.rules.findings import CATALOGUE, Severity
from ziping.rules.subject import Subject

FORM = form_of("jiangqiao-2024-chengwei")  # 执行率 79.43 % (D4, 必须改); 年初 300, 全年 200 (D6, 建议改)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = resource("editions", "base.toml").read_text(encoding="utf-8")
    (tmp_path / "base.toml").write_text(text, encoding="utf-8")
    return tmp_path


def edition_with(folder: Path, rules: str) -> Edition:
    """嘉定 2024 with this table ``[rules]``."""
    own = resource("editions", "jiading-2024.toml").read_text(encoding="utf-8")
    path = folder / "own.toml"
    path.write_text(own.replace("[money]", f"[rules]\n{rules}\n\n[money]", 1), encoding="utf-8")
    return read_edition(path)


def test_a_shipped_edition_names_rules_that_there_are() -> None:
    for known in editions():
        assert {*known.rules.off, *known.rules.severities} <= CATALOGUE.keys()


def test_a_rule_switched_off_is_silent_and_the_others_speak_as_before(folder: Path) -> None:
    usual = check_form(FORM, edition("jiading-2024"))
    assert "D6" in {found.rule for found in usual}
    assert check_form(FORM, edition_with(folder, 'off = ["D6"]')) == tuple(
        found for found in usual if found.rule != "D6"
    )


def test_a_rule_is_as_grave_as_the_edition_says_whatever_the_case(folder: Path) -> None:
    usual = check_form(FORM, edition("jiading-2024"))
    assert {found.severity for found in usual if found.rule == "D4"} == {"error"}
    own = edition_with(folder, 'severities = { D4 = "hint", D6 = "error" }')
    grave: dict[str, Severity] = {"D4": "hint", "D6": "error"}
    assert check_form(FORM, own) == tuple(
        replace(found, severity=grave.get(found.rule, found.severity)) for found in usual
    )


def test_rules_on_forms_beside_each_other_follow_the_edition_too(folder: Path) -> None:
    twice = [Subject.of(FORM, edition("jiading-2024"))] * 2
    assert ["X1" in {found.rule for found in each} for each in check_subjects(twice)] == [True, True]
    without = [Subject.of(FORM, edition_with(folder, 'off = ["X1"]'))] * 2
    assert check_subjects(without) == (check_form(FORM, edition("jiading-2024")),) * 2


@pytest.mark.parametrize(
    "rules",
    ['off = ["执行率"]', 'severities = { D4 = "fatal" }', 'severities = { d4 = "hint" }', "on = []"],
    ids=["no id", "no severity", "a small letter", "no key"],
)
def test_a_mistake_in_the_data_file_is_refused(rules: str, folder: Path) -> None:
    with pytest.raises(EditionFault):
        edition_with(folder, rules)
