"""从去年导入: what is carried over, what is emptied, what moves on (UX.md U21)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from published import NAMES, form_of, with_fields
from ziping.app.export import pdf_of, workbook_of
from ziping.app.files import open_form
from ziping.app.next_year import carry_over
from ziping.app.print_choices import PrintChoices
from ziping.app.session import Session, View
from ziping.form import edit
from ziping.form.difference import differences
from ziping.form.indicators import indicator_rows, node_ids
from ziping.form.model import Acknowledgement, Form, Funding, Remark
from ziping.form.path import FieldPath
from ziping.store.document import read_document, write_document

BUILD = "jiangqiao-2024-xinxihua-jianshe"


def at(address: str) -> FieldPath:
    return FieldPath.parse(address)


def last_year() -> Form:
    """A form of 2024 with everything in it that a form can have."""
    form = with_fields(
        form_of(BUILD),
        {
            "basic.project_name": "信息化项目建设（2024年度）",
            "goal.expected": "2024年11月底前完成平台建设，全年处置案件2024件。",
            "signature.shown": True,
            "signature.head": "王建国",
            "signature.date": "2025年1月8日",
            "indicator.i3.deviation": "合同尾款未付",
        },
    )
    answer = Acknowledgement(rule="D4", path="result.execution_rate", note="已说明", seen="0" * 16)
    remark = Remark(id="r1", path="basic.unit", text="与公章一致吗？")
    return form.model_copy(update={"acknowledged": (answer,), "remarks": (remark,)})


@pytest.mark.parametrize("name", NAMES)
def test_names_targets_weights_and_head_stay_and_results_go(name: str) -> None:
    last = form_of(name)
    new = carry_over(last).form
    assert list(node_ids(new)) == list(node_ids(last))
    for before, after in zip(indicator_rows(last), indicator_rows(new), strict=True):
        old, row = before.indicator, after.indicator
        assert (row.name, row.weight) == (old.name, old.weight)
        assert (row.actual, row.score, row.deviation) == ("", "", "")
    assert (new.basic.department, new.basic.unit) == (last.basic.department, last.basic.unit)
    assert new.edition == last.edition
    assert new.goal.achieved == ""


def test_all_money_goes_the_budgets_too_for_a_budget_is_a_fact_of_its_year() -> None:
    new = carry_over(last_year()).form
    assert new.funding == Funding()
    missing = {str(found.path) for found in View(new).findings if found.rule == "F1"}
    columns = ("initial_budget", "full_budget", "executed")
    assert {f"funding.fiscal.{column}" for column in columns} <= missing, "an empty amount is asked for"


def test_the_year_goes_on_and_what_was_said_of_last_years_form_goes() -> None:
    new = carry_over(last_year()).form
    assert new.basic.year == 2025
    assert (new.printed, new.acknowledged, new.remarks) == (None, (), ())
    assert (new.signature.head, new.signature.date, new.signature.shown) == ("王建国", "", True)


def test_dates_and_the_years_name_move_on_as_a_proposal_counts_do_not() -> None:
    made = carry_over(last_year())
    assert made.form.basic.project_name == "信息化项目建设（2025年度）"
    assert made.form.goal.expected == "2025年11月底前完成平台建设，全年处置案件2024件。"
    assert [(str(one.path), one.before, one.after) for one in made.moved[2:]] == [
        ("indicator.i7.target", "2024年11月前", "2025年11月前"),
        ("indicator.i8.target", "2024年11月前", "2025年11月前"),
    ]
    assert [str(one.path) for one in made.moved[:2]] == ["basic.project_name", "goal.expected"]


def test_every_carried_value_is_unconfirmed_and_nothing_else() -> None:
    made = carry_over(last_year())
    form = made.form
    assert form.unconfirmed == tuple(map(str, made.carried))
    rows = [f"indicator.{row.indicator.id}" for row in indicator_rows(form)]
    cells = [f"{row}.{name}" for row in rows for name in ("name", "target", "weight")]
    head = ["basic.project_name", "basic.department", "basic.unit", "goal.expected"]
    assert list(form.unconfirmed) == [*head, *cells, "signature.head"]


def test_what_was_emptied_is_told_field_by_field() -> None:
    last = last_year()
    made = carry_over(last)
    told = set(made.emptied)
    assert all(str(edit.get(last, path)).strip() and edit.get(made.form, path) == "" for path in told)
    changed = {found.path for found in differences(last, made.form) if found.kind == "changed" and found.after == ""}
    assert changed == told


def test_an_empty_value_is_not_carried_and_needs_no_confirmation() -> None:
    last = with_fields(last_year(), {"indicator.i2.target": " ", "indicator.i2.weight": "", "basic.department": ""})
    made = carry_over(last)
    assert not {"indicator.i2.target", "indicator.i2.weight", "basic.department"} & set(made.form.unconfirmed)
    assert "indicator.i2.name" in made.form.unconfirmed


def test_a_year_in_words_stays_to_be_confirmed_and_no_date_moves() -> None:
    made = carry_over(with_fields(last_year(), {"basic.year": "二〇二四"}))
    assert made.form.basic.year == "二〇二四"
    assert made.moved == ()
    assert made.form.unconfirmed[0] == "basic.year"


def test_another_year_may_be_chosen_and_dates_follow_it() -> None:
    made = carry_over(last_year(), 2026)
    assert made.form.basic.year == 2026
    assert made.form.basic.project_name == "信息化项目建设（2026年度）"


def test_the_edition_may_change_and_the_tree_stays() -> None:
    made = carry_over(last_year(), edition_id="national-2020")
    assert made.form.edition == "national-2020"
    assert made.form.indicators == carry_over(last_year()).form.indicators


def test_a_form_that_was_carried_over_and_only_half_looked_at_is_carried_over_like_any_other() -> None:
    half = edit.put(carry_over(last_year()).form, at("basic.unit"), "清河镇城运中心")
    again = carry_over(half).form
    assert again.basic.year == 2026
    assert "basic.unit" in again.unconfirmed
    assert again.basic.project_name == "信息化项目建设（2026年度）"


def test_an_empty_form_gives_an_empty_form() -> None:
    assert carry_over(Form(edition="jiading-2024")).form.unconfirmed == ()


def test_the_foot_of_the_window_says_that_a_value_is_last_years_until_it_is_confirmed() -> None:
    session = Session(carry_over(last_year()).form, saved=False, is_new=True, source="去年的表")
    assert session.origin_of(at("indicator.i7.target")) == "沿用去年，还没有确认"
    assert session.origin_of(at("indicator.i7.actual")) == "还没有填写"
    session.replace(
        edit.confirm(session.form, [at("indicator.i7.target")]), "确认年度指标值", at("indicator.i7.target")
    )
    assert session.origin_of(at("indicator.i7.target")) == "去年的表"
    session.put(at("indicator.i7.target"), "2025年10月前", "修改年度指标值")
    assert session.origin_of(at("indicator.i7.target")) == "本次填写"
    session.undo()
    session.undo()
    assert session.origin_of(at("indicator.i7.target")) == "沿用去年，还没有确认"


def test_it_is_saved_and_opened_again() -> None:
    form = carry_over(last_year()).form
    assert read_document(write_document(form)).form == form


def test_weights_are_numbers_still() -> None:
    weights = [row.indicator.weight for row in indicator_rows(carry_over(last_year()).form)]
    assert all(isinstance(weight, Decimal) for weight in weights)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_our_own_pdf_and_workbook_of_last_year_will_do(tmp_path: Path, suffix: str) -> None:
    view, path = View(form_of(BUILD)), tmp_path / f"去年{suffix}"
    printed = pdf_of if suffix == ".pdf" else workbook_of
    path.write_bytes(printed(view, datetime(2025, 1, 8, tzinfo=UTC), PrintChoices()))
    assert carry_over(open_form(path).form).form == carry_over(view.form).form
