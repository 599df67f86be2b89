"""签字栏: what is filled in beforehand when it is switched on, and what is worth remembering of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ziping.form.edit import put
from ziping.form.model import Form
from ziping.form.path import FieldPath

SHOWN = FieldPath("signature", "", "shown")
_SAME_EVERY_TIME = ("preparer", "reviewer", "head", "phone")


def signers(form: Form) -> dict[str, str]:
    """Who signs and their 联系电话, where the 签字栏 prints; nothing where it doesn't."""
    values = {name: str(getattr(form.signature, name)) for name in _SAME_EVERY_TIME}
    return values if form.signature.shown and any(values.values()) else {}


def with_signature(form: Form, known: Mapping[str, str], today: date) -> Form:
    """The form with its 签字栏 printing: who signed last time if nobody stands there yet, and today as 填报日期.

    What has been filled in is left alone.
    """
    new = put(form, SHOWN, value=True)
    if not any(getattr(form.signature, name) for name in _SAME_EVERY_TIME):
        for name in _SAME_EVERY_TIME:
            new = put(new, FieldPath("signature", "", name), known.get(name, ""))
    if not form.signature.date:
        new = put(new, FieldPath("signature", "", "date"), f"{today.year}年{today.month}月{today.day}日")
    return new
