"""What switching the 签字栏 on fills in, and what is kept of it."""

from __future__ import annotations

from datetime import date

from published import form_of, with_fields
from ziping.app.signature import signers, with_signature

TODAY = date(2026, 1, 15)
KNOWN = {"preparer": "张三", "reviewer": "李四", "head": "王五", "phone": "021-59130000"}


def test_an_empty_signature_is_filled_as_last_time_with_the_date_of_today() -> None:
    signature = with_signature(form_of("jiangqiao-2024-qitarenyuan"), KNOWN, TODAY).signature
    assert signature.shown
    assert (signature.preparer, signature.reviewer, signature.head) == ("张三", "李四", "王五")
    assert (signature.phone, signature.date) == ("021-59130000", "2026年1月15日")


def test_what_is_filled_in_already_stays() -> None:
    form = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"signature.head": "赵六", "signature.date": "1月8日"})
    signature = with_signature(form, KNOWN, TODAY).signature
    assert (signature.preparer, signature.head, signature.date) == ("", "赵六", "1月8日")


def test_signers_are_kept_only_where_they_print() -> None:
    form = with_fields(form_of("jiangqiao-2024-qitarenyuan"), {"signature.preparer": "张三"})
    assert signers(form) == {}
    assert signers(with_signature(form, {}, TODAY)) == {"preparer": "张三", "reviewer": "", "head": "", "phone": ""}
