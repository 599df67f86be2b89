"""F15: a 年度 that is no year in four digits; it stands in the title of the printed form."""

from __future__ import annotations

import pytest

from published import NAMES, form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.check import check_form
from ziping.rules.findings import Finding
from ziping.rules.remedies import remedy
from ziping.rules.subject import Subject

FULL = form_of("jiangqiao-2024-qitarenyuan")


def with_year(year: object) -> Form:
    return with_fields(FULL, {"basic.year": year})


def found(form: Form) -> list[Finding]:
    return [each for each in check_form(form, edition(form.edition)) if each.rule == "F15"]


@pytest.mark.parametrize(
    "year",
    ["24", "-5", "二〇二四", "2O24", "20244", "2024年", "2024年度", "２０２４", " 2024", "0024", "2024.0", "去年"],
)
def test_a_year_that_is_not_four_digits_must_be_changed(year: str) -> None:
    [finding] = found(with_year(year))
    assert (finding.severity, str(finding.path), finding.value) == ("error", "basic.year", year)
    assert finding.message == f"年度“{year}”不是四位数字的年份"
    assert finding.fix == "请改为资金使用的年份，只写四位数字，例如 2024。"


@pytest.mark.parametrize("year", [1924, 1999, 2100, 2204, 9999])
def test_a_year_of_another_century_must_be_changed(year: int) -> None:
    [finding] = found(with_year(year))
    assert (finding.severity, finding.value) == ("error", str(year))
    assert finding.message == f"年度“{year}”不在 2000 至 2099 年之间"


@pytest.mark.parametrize("year", [2000, 2024, "2024", 2099])
def test_a_year_of_this_century_is_silent(year: object) -> None:
    assert found(with_year(year)) == []


@pytest.mark.parametrize("nothing", ["", "  ", "\u3000"])
def test_an_empty_year_is_only_missing(nothing: str) -> None:
    assert found(with_year(nothing)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_published_form_names_its_year(name: str) -> None:
    assert found(form_of(name)) == []


@pytest.mark.parametrize(
    "year",
    ["2024年", "2024年度", "2024 年度", "２０２４", "２０２４年度", " 2024", "二〇二四", "二○二四年", "二零二四年度"],
)
def test_a_year_written_otherwise_is_mended_at_a_click(year: str) -> None:
    form = with_year(year)
    subject = Subject.of(form, edition(form.edition))
    [finding] = found(form)
    made = remedy(finding, subject)
    assert made is not None
    assert made.name == f"把“{year}”改为“2024”"
    assert made.form == with_year(2024)


@pytest.mark.parametrize(
    "year", ["24", "2O24", "20244", "20204年", "二十四", "二〇二", "去年", "1924年", "二一二四", "2023-2024", 2204]
)
def test_a_year_that_nobody_can_tell_is_left_to_the_clerk(year: object) -> None:
    form = with_year(year)
    [finding] = found(form)
    assert remedy(finding, Subject.of(form, edition(form.edition))) is None
