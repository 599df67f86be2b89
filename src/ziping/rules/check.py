"""The checker: every check there is, in one visible tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ziping.editions.model import Edition
from ziping.form.model import Form
from ziping.rules.checks.completeness import empty_fields, empty_indicators
from ziping.rules.checks.money import executed_above_budget, no_budget, unusable_amounts
from ziping.rules.checks.printed import printed_funding, printed_results
from ziping.rules.checks.typeface import unprintable_text
from ziping.rules.checks.weights import scores_within_weights, weights_make_100
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    empty_fields,
    empty_indicators,
    weights_make_100,
    printed_results,
    printed_funding,
    scores_within_weights,
    executed_above_budget,
    no_budget,
    unusable_amounts,
    unprintable_text,
)


def check_form(form: Form, edition: Edition) -> tuple[Finding, ...]:
    """All findings of a form in an edition, in the order of ``CHECKS``."""
    return check_subject(Subject.of(form, edition))


def check_subject(subject: Subject) -> tuple[Finding, ...]:
    """All findings of a subject that has been scored already."""
    return tuple(found for check in CHECKS for found in check(subject))
