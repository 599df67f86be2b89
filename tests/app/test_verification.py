"""核验: the verdict on a code from paper, and what differs from another form."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from published import form_of, with_fields
from ziping.app.check_code import code_of
from ziping.app.files import save_form
from ziping.app.folders import backup_folder
from ziping.app.session import Session, View
from ziping.app.verification import Verdict, compared_with, printed_differences, verified
from ziping.form.check_code import Misread
from ziping.form.model import Acknowledgement
from ziping.form.path import basic
from ziping.store.backups import back_up
from ziping.store.document import write_document

FORM = form_of("jiangqiao-2024-qitarenyuan")
OLD = with_fields(FORM, {"basic.unit": "江桥镇城运中心"})
OLDER = with_fields(FORM, {"basic.unit": "江桥镇"})
NOW = "RCGM-3CRH-ZAZ2"  # of FORM, kept in tests/golden/check-codes.txt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file holding FORM, with OLD and OLDER and something unreadable among its backups."""
    file = tmp_path / "表.ziping"
    save_form(FORM, file)
    for day, data in ((1, write_document(OLDER)), (2, write_document(OLD)), (3, b"{")):
        back_up(backup_folder(), file, data, datetime(2026, 11, day, 9, 30).astimezone(), "保存前")
    return file


def test_the_code_of_what_is_open_agrees(path: Path) -> None:
    assert verified(View(FORM), path, "rcgm 3crh zaz2") == Verdict(True, "一致：纸面上的内容就是这份表现在的内容")


def test_the_code_of_a_saved_version_names_it(path: Path) -> None:
    verdict = verified(View(FORM), path, code_of(View(OLDER)))
    assert verdict.sentence == (
        f"不一致：这是历史版本 2026-11-01 09:30（保存前）的校验码，这份表后来改过，现在的校验码是 {NOW}"
    )
    assert not verdict.equal
    assert verdict.version is not None
    assert verdict.version.name == "表 2026-11-01 0930 保存前.ziping"


def test_the_code_of_the_file_agrees_with_what_was_saved_last(path: Path) -> None:
    session = Session(FORM, path)
    session.replace(OLD, "改实施单位", basic("unit"))
    verdict = verified(session.view, path, NOW)
    assert (verdict.equal, verdict.version) == (False, path)
    assert verdict.sentence == (
        f"不一致：这是上次保存的内容的校验码，这份表后来改过，现在的校验码是 {code_of(View(OLD))}"
    )


def test_a_code_of_another_form_agrees_with_nothing(path: Path) -> None:
    other = code_of(View(form_of("xianghua-2023-ywtg")))
    found = f"不一致：这份表现在的校验码是 {NOW}，保存过的版本里也没有这个校验码"
    assert verified(View(FORM), path, other) == Verdict(False, found)
    assert verified(View(FORM), None, other) == Verdict(False, f"不一致：这份表现在的校验码是 {NOW}")


def test_what_is_no_code_gets_no_verdict(path: Path) -> None:
    with pytest.raises(Misread):
        verified(View(FORM), path, "RCGM-3CRH-ZAZ3")


def test_forms_that_print_the_same_do_not_differ() -> None:
    answered = FORM.model_copy(
        update={"acknowledged": (Acknowledgement(rule="S1", path="goal.expected", note="已看过", seen="x"),)}
    )
    assert printed_differences(answered, View(FORM)) is None
    assert printed_differences(with_fields(FORM, {"funding.fiscal.executed": "8155900.49"}), View(FORM)) is None


def test_a_difference_is_told_as_it_is_printed_and_money_below_that_is_not() -> None:
    paper = with_fields(FORM, {"funding.fiscal.full_budget": "9566400.4", "funding.fiscal.executed": "8155000"})
    lines = printed_differences(paper, View(FORM))
    assert lines is not None
    assert [(line.where, line.before, line.after) for line in lines] == [
        ("项目资金 › 当年财政拨款 › 全年执行数", "815.50 万元", "815.59 万元")
    ]


def test_an_empty_amount_that_prints_zero_is_no_difference() -> None:
    blank = {f"funding.other.{column}": "" for column in ("initial_budget", "full_budget", "executed")}
    lines = printed_differences(with_fields(FORM, blank | {"basic.unit": "江桥镇"}), View(FORM))
    assert lines is not None
    assert [line.where for line in lines] == ["实施单位"]


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, "有 1 处不同"),
        ({"funding.fiscal.full_budget": "9566400.4"}, "有 1 处不同"),
        # 956.644 + 0.004 万元 print as 956.64 and 0.00, their sum as 956.65
        (
            {"funding.fiscal.full_budget": "9566440", "funding.other.full_budget": "40"},
            "有 1 处不同，算出的数也可能不同",
        ),
        ({"funding.fiscal.full_budget": "9576400"}, "有 2 处不同"),
    ],
)
def test_a_sum_of_digits_that_no_amount_prints_is_told_beside_the_differences(
    tmp_path: Path, fields: dict[str, str], count: str
) -> None:
    paper = tmp_path / "纸面.ziping"
    save_form(with_fields(OLD, fields), paper)
    assert compared_with(View(FORM), paper).count == count


def test_where_only_a_sum_prints_differently_no_field_is_counted(tmp_path: Path) -> None:
    paper = tmp_path / "纸面.ziping"
    save_form(with_fields(FORM, {"funding.fiscal.full_budget": "9566440", "funding.other.full_budget": "40"}), paper)
    assert compared_with(View(FORM), paper).count == "各栏内容相同，打印的位置或算出的数不同"
