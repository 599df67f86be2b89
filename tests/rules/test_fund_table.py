"""What the cells of 项目资金 print."""

from __future__ import annotations

from published import form_of, with_fields
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.rules.fund_table import fund_texts
from ziping.rules.scoring import score_form

COLUMNS = ("initial_budget", "full_budget", "executed", "execution_weight", "execution_rate", "execution_score")


def printed(form: Form, row: str, *, grouped: bool = True) -> tuple[str, ...]:
    known = edition(form.edition)
    texts = fund_texts(form, known, score_form(form, known), row, grouped=grouped)
    return tuple(texts[column] for column in COLUMNS)


def test_an_empty_form_prints_no_amounts_and_no_points() -> None:
    empty = Form(edition="jiading-2024")
    assert printed(empty, "total") == ("", "", "", "10", "", "")
    assert printed(empty, "other") == ("", "", "", "-", "", "-")


def test_a_source_left_empty_prints_zero_once_its_column_is_filled() -> None:
    form = with_fields(Form(edition="jiading-2024"), {"funding.fiscal.full_budget": "1245540"})
    assert printed(form, "fiscal") == ("", "124.55", "", "-", "0.00", "-")
    assert printed(form, "other") == ("", "0.00", "", "-", "0.00", "-")


def test_a_cell_of_spaces_counts_as_empty() -> None:
    form = with_fields(Form(edition="jiading-2024"), {"funding.other.full_budget": "  "})
    assert printed(form, "other")[1] == ""
    assert printed(with_fields(form, {"funding.fiscal.full_budget": "100"}), "other")[1] == "0.00"


def test_what_cannot_be_read_prints_as_typed_commas_included() -> None:
    form = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"funding.other.executed": "12,34"})
    assert printed(form, "other")[2] == "12,34"
    assert printed(form, "other", grouped=False)[2] == "12,34"


def test_thousands_commas_can_be_left_out() -> None:
    form = form_of("jiangqiao-2024-qitarenyuan")
    assert printed(form, "total")[0] == "1,245.54"
    assert printed(form, "total", grouped=False)[0] == "1245.54"
    assert printed(form, "fiscal", grouped=False)[0] == "1245.54"


def test_chongming_prints_whole_amounts_of_a_source_without_decimals_as_published() -> None:
    form = form_of("xianghua-2023-ywtg")
    assert printed(form, "total") == ("939500.00", "934785.52", "934785.52", "10", "100.00%", "10")
    assert printed(form, "fiscal") == ("939500", "934785.52", "934785.52", "—", "", "")
    assert printed(form, "other") == ("0", "0", "0", "—", "", "")


def test_elsewhere_only_rows_with_a_budget_print_a_rate() -> None:
    form = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"form.edition": "national-2020"})
    assert printed(form, "fiscal") == ("1245.54", "956.64", "815.59", "—", "85.26%", "—")
    assert printed(form, "other") == ("0.00", "0.00", "0.00", "—", "", "—")


def test_no_budget_in_all_prints_a_rate_of_zero() -> None:
    zero = {f"funding.fiscal.{column}": "0" for column in COLUMNS[:3]}
    assert printed(with_fields(form_of("jiangqiao-2024-huodong"), zero), "total")[4:] == ("0.00", "0.00")
    assert printed(with_fields(form_of("xianghua-2023-ywtg"), zero), "total")[4:] == ("0.00%", "0")
