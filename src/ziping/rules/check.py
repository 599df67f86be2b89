"""The checker: every check there is, in one visible tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ziping.editions.catalog import edition as find_edition
from ziping.editions.model import Edition
from ziping.form.model import Form
from ziping.rules.acknowledge import with_answers
from ziping.rules.checks.attained import (
    far_above_target,
    missed_with_full_score,
    other_than_suggested,
    outside_band,
    too_exact,
)
from ziping.rules.checks.completeness import empty_fields, empty_indicators
from ziping.rules.checks.deadlines import deadline_answered
from ziping.rules.checks.deviations import cause_and_measure, deduction_unexplained, explanation_out_of_place
from ziping.rules.checks.execution import (
    budget_changed,
    costs_against_funds,
    full_marks_despite_low_execution,
    low_execution,
)
from ziping.rules.checks.formats import mixed_formats
from ziping.rules.checks.money import executed_above_budget, no_budget, unusable_amounts
from ziping.rules.checks.money_in_text import sums_off_by_10000
from ziping.rules.checks.operators import actual_not_measured, equals_before_words, rate_equals, turned_signs
from ziping.rules.checks.placeholders import template_left
from ziping.rules.checks.printed import printed_funding, printed_results
from ziping.rules.checks.text_form import list_numbers, punctuation
from ziping.rules.checks.text_numbers import contradictions, promises_without_indicator, sums_in_text
from ziping.rules.checks.text_sameness import mistyped_words, same_goals, thin_goals, trouble_admitted
from ziping.rules.checks.text_time import tense, years_of_the_form
from ziping.rules.checks.together import Neighbour, check_together
from ziping.rules.checks.tree import (
    lopsided,
    missing_kinds,
    no_weight,
    repeated_indicators,
    unusual_place,
    unusual_split,
)
from ziping.rules.checks.typeface import unprintable_text
from ziping.rules.checks.unconfirmed import unconfirmed
from ziping.rules.checks.units import above_100_percent, money_as_quantity, odd_units, rate_in_words, wrong_unit
from ziping.rules.checks.weights import scores_within_weights, weights_make_100
from ziping.rules.checks.wording import copied_words, repeated_name, unmeasured_satisfaction
from ziping.rules.checks.year import odd_year
from ziping.rules.findings import Finding
from ziping.rules.subject import Subject

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    empty_fields,
    empty_indicators,
    odd_year,
    weights_make_100,
    printed_results,
    printed_funding,
    scores_within_weights,
    executed_above_budget,
    no_budget,
    unusable_amounts,
    unconfirmed,
    unprintable_text,
    deduction_unexplained,
    missed_with_full_score,
    far_above_target,
    low_execution,
    full_marks_despite_low_execution,
    budget_changed,
    other_than_suggested,
    explanation_out_of_place,
    cause_and_measure,
    turned_signs,
    wrong_unit,
    rate_in_words,
    above_100_percent,
    actual_not_measured,
    equals_before_words,
    deadline_answered,
    no_weight,
    lopsided,
    unusual_split,
    unusual_place,
    missing_kinds,
    repeated_indicators,
    odd_units,
    repeated_name,
    money_as_quantity,
    copied_words,
    outside_band,
    too_exact,
    costs_against_funds,
    rate_equals,
    unmeasured_satisfaction,
    template_left,
    sums_off_by_10000,
    mixed_formats,
    same_goals,
    contradictions,
    sums_in_text,
    list_numbers,
    punctuation,
    years_of_the_form,
    tense,
    mistyped_words,
    trouble_admitted,
    promises_without_indicator,
    thin_goals,
)


def check_form(form: Form, edition: Edition) -> tuple[Finding, ...]:
    """All findings of a form in an edition, in the order of ``CHECKS``."""
    return check_subject(Subject.of(form, edition))


def check_subject(subject: Subject) -> tuple[Finding, ...]:
    """All findings of a subject that has been scored already."""
    return tuple(with_answers(_as_prescribed(subject.edition, _raw(subject)), subject))


def check_subjects(subjects: Sequence[Subject]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of forms that lie beside each other, one tuple a form: its own, then those only seen together."""
    together = check_together([Neighbour.of(subject) for subject in subjects])
    return tuple(
        tuple(with_answers(_as_prescribed(subject.edition, (*_raw(subject), *beside)), subject))
        for subject, beside in zip(subjects, together, strict=True)
    )


def check_neighbours(neighbours: Sequence[Neighbour]) -> tuple[tuple[Finding, ...], ...]:
    """Of ``check_subjects`` the findings only seen together, without asking whether the forms answer them."""
    return tuple(
        tuple(_as_prescribed(find_edition(neighbour.edition), findings)) if findings else ()
        for neighbour, findings in zip(neighbours, check_together(neighbours), strict=True)
    )


def _raw(subject: Subject) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(subject)


def _as_prescribed(edition: Edition, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the rules that the edition applies, as grave as it says."""
    choices = edition.rules
    for found in findings:
        if found.rule not in choices.off:
            severity = choices.severities.get(found.rule, found.severity)
            yield found if severity == found.severity else replace(found, severity=severity)
