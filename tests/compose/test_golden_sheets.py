"""The sheets of published forms as readable text in ``tests/golden``: whoever changes what prints sees it line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from published import form_of, with_fields
from ziping.compose import compose
from ziping.editions.catalog import edition
from ziping.form.model import Form
from ziping.render.text import sheet_text
from ziping.rules.scoring import score_form

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
SHEETS: dict[str, Form] = {
    "jiangqiao-2024-qitarenyuan": form_of("jiangqiao-2024-qitarenyuan"),
    "xianghua-2023-ywtg": form_of("xianghua-2023-ywtg"),
    "national-2020-signed": with_fields(
        form_of("jiangqiao-2024-huodong"),
        {
            "form.edition": "national-2020",
            "signature.shown": True,
            "signature.preparer": "李敏",
            "signature.reviewer": "王建国",
            "signature.head": "陈芳",
            "signature.phone": "021-59140000",
            "signature.date": "2025年3月10日",
        },
    ),
}


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_sheet_prints_as_it_did(name: str, tmp_path: Path) -> None:
    form = SHEETS[name]
    known = edition(form.edition)
    text = sheet_text(compose(form, known, score_form(form, known)))
    now = tmp_path / f"{name}.txt"
    now.write_text(text, encoding="utf-8", newline="\n")
    golden = GOLDEN / f"{name}.txt"
    assert text == golden.read_text(encoding="utf-8"), f"where the change is meant: cp {now} {golden}"
