"""The checker as a whole, and its catalogue of wording."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.rules.check import check_form
from ziping.rules.findings import CATALOGUE, SEVERITY_NAMES, finding
from ziping.rules.subject import Subject

FIRST_RULES = {"F1", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F15", "X2"}
"""What CHECKS.md says must not fire on the eight published forms."""


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_is_complete_and_adds_up(name: str) -> None:
    form = form_of(name)
    fired = {found.rule for found in check_form(form, edition(form.edition))}
    assert not fired & FIRST_RULES


def test_an_empty_form_lacks_much_but_breaks_nothing() -> None:
    found = check_form(Form(edition="jiading-2024"), edition("jiading-2024"))
    assert {each.rule for each in found if each.severity == "error"} == {"F1"}


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_a_rule_has_a_severity_and_wording(rule: str) -> None:
    entry = CATALOGUE[rule]
    assert entry.severity in SEVERITY_NAMES
    assert all((entry.message, entry.why, entry.fix))
    assert not entry.message.endswith("。"), "a message is a headline; the reasons after it are sentences"


def test_a_finding_takes_its_wording_from_the_catalogue() -> None:
    found = finding("X2", FieldPath.parse("basic.unit"), "乙", where="甲", characters="乙（U+4E59）")
    assert found.message == "甲中有打印不出的字符：乙（U+4E59）"
    assert (found.severity, found.value) == ("error", "乙")


ADDRESSES = [
    "basic.year",
    "basic.project_name",
    "funding.fiscal.initial_budget",
    "funding.fiscal.full_budget",
    "funding.other.executed",
    "goal.achieved",
    "indicator.i1.name",
    "indicator.i1.target",
    "indicator.i1.actual",
    "indicator.i1.weight",
    "indicator.i1.score",
    "indicator.i1.deviation",
    "dimension.d1.name",
    "category.c1.name",
]
CHARACTERS = "0123456789.,-+%≥≤＝（）()个元万年月日前 \n{}“”👍１。—一无达成指标"
typed = st.text(st.sampled_from(CHARACTERS), max_size=12) | st.text(max_size=8)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(ADDRESSES), typed, max_size=6))
def test_whatever_is_typed_is_checked_without_a_crash_and_in_words(name: str, fields: dict[str, str]) -> None:
    form = with_fields(form_of(name), fields)
    for found in check_form(form, edition(form.edition)):
        assert found.message
        assert found.fix
        assert found.rule in CATALOGUE


def test_a_row_is_called_by_its_name_or_by_its_place() -> None:
    form = with_fields(
        form_of("jiangqiao-2024-qitarenyuan"),
        {"indicator.i4.name": " ", "indicator.i13.name": "", "category.c7.name": ""},
    )
    subject = Subject.of(form, edition(form.edition))
    assert subject.row_name(subject.rows[2]) == "“聘用联勤队员数量”"
    assert subject.row_name(subject.rows[3]) == "数量指标第 2 行"
    assert subject.row_name(subject.rows[12]) == "二级指标第 1 行"
