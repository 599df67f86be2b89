"""The eight published forms in ``scenarios/published``: their sources as printed, and the forms read from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FieldPath
from ziping.importers.plain_json import read_plain

FOLDER = Path(__file__).parent / "scenarios" / "published"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8")


def source_of(name: str) -> dict[str, Any]:
    """The printed texts by their printed keys; a fresh copy each time."""
    source: dict[str, Any] = json.loads(text_of(name))
    return source


@cache
def form_of(name: str) -> Form:
    return read_plain(text_of(name)).form


def with_fields(form: Form, fields: Mapping[str, object]) -> Form:
    """The form with the fields at these addresses (``indicator.i1.score``) set, one after the other."""
    for address, value in fields.items():
        form = put(form, FieldPath.parse(address), value)
    return form


MUST_CHANGE = {
    "jiangqiao-2024-chengwei": "执行率 79.43 %，低于 80 %，全表没有说明",
    "jiangqiao-2024-houqin": "满意度写成 ≤90 %",
    "jiangqiao-2024-huodong": "执行率 35 %，低于 80 %，全表没有说明",
    "jiangqiao-2024-xinxihua-jianshe": "总成本控制率以个计，满意度写成 ≤90 %",
}
"""The published forms in which something 必须改 was printed, and what (the table at the end of CHECKS.md)."""
