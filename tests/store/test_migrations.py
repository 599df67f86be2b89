"""The ladder of formats, on one real file of each (SAFETY.md R11)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ziping.form.edit import put
from ziping.form.path import FieldPath
from ziping.store.document import VERSION, read_document, write_document
from ziping.store.migrations import STEPS, migrated

SAVED = Path(__file__).resolve().parents[1] / "saved"
"""``version-N.ziping``: the sample of 嘉定 2024 as the program of that format saved it."""
VERSIONS = range(1, VERSION + 1)


def saved(version: int) -> bytes:
    return (SAVED / f"version-{version}.ziping").read_bytes()


def test_r11_there_is_a_saved_file_of_every_format_and_of_no_other() -> None:
    assert sorted(path.name for path in SAVED.iterdir()) == [f"version-{version}.ziping" for version in VERSIONS]


@pytest.mark.parametrize("version", VERSIONS)
def test_r11_a_file_of_every_format_opens_with_all_that_was_in_it(version: int) -> None:
    document = read_document(saved(version))
    form = document.form
    rows = [row for dimension in form.indicators for category in dimension.categories for row in category.indicators]
    assert document.version == json.loads(saved(version))["version"] == version
    assert (form.edition, form.basic.year) == ("jiading-2024", 2024)
    assert form.basic.project_name == "城市运行信息化系统运维"
    assert len(rows) == 17
    assert str(form.funding.fiscal.executed) == "903600"


@pytest.mark.parametrize("version", VERSIONS)
def test_r11_a_file_of_every_format_is_saved_in_the_newest(version: int) -> None:
    assert write_document(read_document(saved(version)).form) == saved(VERSION)


def test_r11_the_newest_format_names_the_program_it_needs() -> None:
    assert json.loads(saved(2))["needs"] == "0.1.0"
    assert [read_document(saved(version)).needs for version in VERSIONS] == ["0.1.0", "0.1.0"]


@pytest.mark.parametrize("version", VERSIONS)
def test_r11_what_a_version_does_not_know_beside_the_form_survives_a_migration_and_a_save(version: int) -> None:
    envelope = json.loads(saved(version))
    envelope["审批"] = {"by": "财政所", "steps": [1, 2.5, None, True]}
    envelope["form"]["basic"]["phone"] = "12345"
    document = read_document(json.dumps(envelope).encode())
    edited = put(document.form, FieldPath.parse("basic.unit"), "城运中心")
    again = json.loads(write_document(edited, document.beside))
    assert again["审批"] == envelope["审批"]
    assert again["form"]["basic"]["phone"] == "12345"
    assert again["version"] == VERSION


def test_a_step_leaves_the_envelope_it_was_given_as_it_was() -> None:
    for version, step in enumerate(STEPS, start=1):
        envelope = json.loads(saved(version))
        assert step(envelope)["version"] == version + 1
        assert envelope == json.loads(saved(version))


def test_an_envelope_of_the_newest_format_or_a_newer_one_is_not_touched() -> None:
    for version in (VERSION, VERSION + 1):
        envelope = {"version": version}
        assert migrated(envelope, version) is envelope
