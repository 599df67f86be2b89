"""Addresses of fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ziping.form import path as at
from ziping.form.path import FieldPath


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (at.basic("year"), "basic.year"),
        (at.funding("fiscal", "executed"), "funding.fiscal.executed"),
        (at.goal("expected"), "goal.expected"),
        (at.indicator("i3", "weight"), "indicator.i3.weight"),
        (at.result("total"), "result.total"),
        (FieldPath("dimension", "d1", "name"), "dimension.d1.name"),
        (FieldPath("signature", "", "head"), "signature.head"),
    ],
)
def test_an_address_is_written_with_dots_and_read_back(path: FieldPath, text: str) -> None:
    assert str(path) == text
    assert FieldPath.parse(text) == path


part = st.text(min_size=1, max_size=9).filter(lambda text: "." not in text)


@given(part, part | st.just(""), part)
def test_every_address_is_read_back(section: str, row: str, field: str) -> None:
    path = FieldPath(section, row, field)
    assert FieldPath.parse(str(path)) == path


@pytest.mark.parametrize("text", ["", "basic", ".", "basic.", ".year", "a..b", "a.b.c.d"])
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="no field address"):
        FieldPath.parse(text)
