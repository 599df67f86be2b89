"""R13: the 校验码 changes exactly when a printed value changes, and is the same on every system."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published import NAMES, form_of, with_fields
from ziping.app.check_code import code_of, qr_text, sheet_code
from ziping.app.export import sheet_of
from ziping.app.session import View
from ziping.form.edit import get
from ziping.form.indicators import indicator_rows
from ziping.form.model import Acknowledgement, BasicInfo, Form, Remark
from ziping.form.path import FieldPath
from ziping.importers.plain_json import read_plain, write_plain
from ziping.sheet.model import Sheet
from ziping.store.document import read_document, write_document

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "check-codes.txt"
FORM = form_of("jiangqiao-2024-qitarenyuan")
SIGNED = with_fields(FORM, {"signature.shown": True})


def code(form: Form) -> str:
    return code_of(View(form))


def addresses(form: Form) -> Iterator[str]:
    """Every field that a clerk can fill in."""
    yield "form.edition"
    yield from (f"basic.{name}" for name in ("year", "project_name", "department", "unit"))
    for source in ("fiscal", "carried_over", "other"):
        yield from (f"funding.{source}.{column}" for column in ("initial_budget", "full_budget", "executed"))
    yield from ("goal.expected", "goal.achieved")
    for dimension in form.indicators:
        yield f"dimension.{dimension.id}.name"
        yield from (f"category.{category.id}.name" for category in dimension.categories)
    for row in indicator_rows(form):
        fields = ("name", "target", "actual", "weight", "score", "deviation")
        yield from (f"indicator.{row.indicator.id}.{name}" for name in fields)
    yield from (f"signature.{name}" for name in ("shown", "preparer", "reviewer", "head", "phone", "date"))


FIELDS = tuple(addresses(FORM))


def changed(form: Form, address: str) -> Form:
    """The form with another value in one field, as far off as a clerk's slip of the pen."""
    now = get(form, FieldPath.parse(address))
    if address == "form.edition":
        return with_fields(form, {address: "national-2020"})
    if isinstance(now, bool):
        return with_fields(form, {address: not now})
    if isinstance(now, int | Decimal):
        return with_fields(form, {address: now + (10_000 if address.startswith("funding") else 1)})
    return with_fields(form, {address: f"{now}。"})


@pytest.mark.parametrize("address", FIELDS)
def test_r13_another_value_in_a_printed_field_is_another_code(address: str) -> None:
    assert code(changed(SIGNED, address)) != code(SIGNED)


@pytest.mark.parametrize("name", ["preparer", "reviewer", "head", "phone", "date"])
def test_r13_a_field_that_does_not_print_changes_nothing(name: str) -> None:
    assert code(with_fields(FORM, {f"signature.{name}": "张三"})) == code(FORM)


def seen(sheet: Sheet) -> list[object]:
    """What a person could tell of the printed table, worked out apart from the code's definition."""
    return [(cell.row, cell.column, cell.row_span, cell.column_span, lines_of(cell.text)) for cell in sheet.cells]


def lines_of(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


texts = st.text(st.sampled_from("一二12.,%≥ \n\u3000（）"), max_size=5)
numbers = st.sampled_from(
    ["0", "0.004", "0.005", "5", "5.0", "5.00", "12.345", "1245.54", "100000", "100000.4", "", "五"]
)
edits = st.tuples(st.sampled_from(FIELDS[1:]), texts | numbers)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), edits, edits)
def test_r13_the_code_changes_exactly_when_what_prints_changes(
    name: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    form = form_of(name)
    known = set(addresses(form)) - {"signature.shown"}
    before = with_fields(form, {address: value for address, value in [one] if address in known})
    after = with_fields(form, {address: value for address, value in [other] if address in known})
    sheets = [sheet_of(View(each)) for each in (before, after)]
    assert (code(before) == code(after)) is (seen(sheets[0]) == seen(sheets[1]))


@pytest.mark.parametrize(
    ("field", "hidden", "shown"),
    [
        ("funding.fiscal.executed", "8155900.49", "8156000"),  # 815.59 or 815.60 万元
        ("basic.project_name", "其他人员经费 \n", "其他人员经费一"),
    ],
)
def test_r13_what_is_too_small_to_print_changes_nothing(field: str, hidden: str, shown: str) -> None:
    known = with_fields(FORM, {"funding.fiscal.executed": "8155900"})
    assert code(with_fields(known, {field: hidden})) == code(known)
    assert code(with_fields(known, {field: shown})) != code(known)


@pytest.mark.parametrize(
    "beside",
    [
        {"acknowledged": (Acknowledgement(rule="S1", path="goal.expected", note="已看过", seen="x"),)},
        {"unconfirmed": ("goal.expected",)},
        {"remarks": (Remark(id="r1", path="goal.expected", text="写得再具体些"),)},
        {"printed": None},
        {"field_of_a_newer_version": "x"},
    ],
    ids=lambda beside: next(iter(beside)),
)
def test_r13_what_is_said_about_the_form_changes_nothing(beside: dict[str, object]) -> None:
    told = FORM.model_copy(update=beside)
    assert told != FORM
    assert code(told) == code(FORM)


def test_r13_ids_change_nothing() -> None:
    view = View(FORM)
    text = write_document(FORM).decode()
    for row in indicator_rows(FORM):
        text = text.replace(f'"id": "{row.indicator.id}"', f'"id": "other-{row.indicator.id}"')
    renamed = read_document(text.encode()).form
    assert renamed != FORM
    assert code(renamed) == code(FORM)
    assert code(read_plain(write_plain(FORM, view.edition, view.scores)).form) == code(FORM)


@pytest.mark.parametrize("name", NAMES)
def test_r13_the_order_of_a_documents_keys_changes_nothing(name: str) -> None:
    chance = random.Random(name)
    shuffled = json.dumps(mixed_up(json.loads(write_document(form_of(name))), chance))
    assert code(read_document(shuffled.encode()).form) == code(form_of(name))


def mixed_up(value: object, chance: random.Random) -> object:
    if isinstance(value, list):
        return [mixed_up(part, chance) for part in value]
    if not isinstance(value, dict):
        return value
    items = [(key, mixed_up(part, chance)) for key, part in value.items()]
    chance.shuffle(items)
    return dict(items)


def test_r13_the_published_forms_have_the_codes_they_had(tmp_path: Path) -> None:
    now = tmp_path / GOLDEN.name
    now.write_text("".join(f"{name} {code(form_of(name))}\n" for name in NAMES), encoding="utf-8", newline="\n")
    assert now.read_text("utf-8") == GOLDEN.read_text("utf-8"), f"codes on paper would be void: {now}"


def test_r13_another_process_finds_the_same_codes() -> None:
    script = (
        "from published import NAMES, form_of\n"
        "from ziping.app.check_code import code_of\n"
        "from ziping.app.session import View\n"
        "for name in NAMES: print(name, code_of(View(form_of(name))))\n"
    )
    for seed, language in (("1", "C"), ("2", "tr_TR.UTF-8")):
        paths = os.pathsep.join(str(ROOT / name) for name in ("src", "tests"))
        surroundings = os.environ | {
            "PYTHONPATH": paths,
            "PYTHONHASHSEED": seed,
            "LC_ALL": language,
            "PYTHONUTF8": "1",
        }
        ran = subprocess.run(
            [sys.executable, "-c", script], env=surroundings, capture_output=True, check=True, text=True
        )
        assert ran.stdout == GOLDEN.read_text("utf-8")


def test_a_tables_code_is_its_forms() -> None:
    assert sheet_code(sheet_of(View(FORM))) == code(FORM)


def test_the_qr_says_code_year_project_and_unit() -> None:
    assert qr_text("7F3K-9Q2M-X4TD", FORM.basic) == (
        "校验码 7F3K-9Q2M-X4TD\n2024\n其他人员经费\n上海市嘉定区江桥镇城市运行管理中心"
    )


def test_long_names_are_cut_in_the_qr() -> None:
    basic = BasicInfo(
        year="二〇二四年度（补报）", project_name="城市\n 运行 " * 9, unit="上海市嘉定区江桥镇城市运行管理中心"
    )
    assert qr_text("7F3K-9Q2M-X4TD", basic).split("\n") == [
        "校验码 7F3K-9Q2M-X4TD",
        "二〇二四年度（…",
        "城市 运行 城市 运行 城市…",
        "上海市嘉定区江桥镇…",
    ]
