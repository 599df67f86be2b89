"""What mends a finding without asking further: an edited form and its name; every one is an edit that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ziping.form import path as at
from ziping.form.amount import read_number, tidy
from ziping.form.edit import confirm, get, put
from ziping.form.indicators import indicator_rows
from ziping.form.model import Form, Printed, PrintedFundingRow
from ziping.form.path import FUNDING_SOURCES, FieldPath
from ziping.rules.checks.formats import notation
from ziping.rules.checks.operators import LEAD_SIGN, lacks_percent
from ziping.rules.checks.unconfirmed import carried_parts
from ziping.rules.checks.year import year_meant
from ziping.rules.findings import Finding
from ziping.rules.indicator_names import counts_people
from ziping.rules.numbering import renumbered
from ziping.rules.punctuation import mended
from ziping.rules.readings import Reading
from ziping.rules.remedies_values import counted_in, turned, with_figure
from ziping.rules.scoring import rounded
from ziping.rules.subject import Subject
from ziping.rules.weights import scale_to_whole, share_rest, used

_PRINTED = FieldPath("form", "", "printed")
_PRINTED_RESULT = {"total": "total_score", "grade": "grade", "execution_score": "execution_score"}

_LONGEST_IN_NAME = 20


@dataclass(frozen=True, slots=True)
class Remedy:
    """A correction: its name (on the button and as the undo step) and the form with it."""

    name: str
    form: Form


def remedy(found: Finding, subject: Subject) -> Remedy | None:
    """What mends a finding of this subject; nothing where only its writer can tell."""
    cure = REMEDIES.get(found.rule)
    return cure(found, subject) if cure is not None else None


def slips_mended(findings: Iterable[Finding], subject: Subject) -> Remedy | None:
    """All slips of writing among the open findings mended at once; nothing where there are fewer than two."""
    form, count = subject.form, 0
    for found in findings:
        if found.rule in HARMLESS and found.acknowledged is None:
            made = remedy(found, Subject.of(form, subject.edition))
            if made is not None:
                form, count = made.form, count + 1
    return Remedy(f"修正全部文字小错（{count} 处）", form) if count > 1 else None


def _reading(found: Finding, subject: Subject) -> Reading:
    return next(reading for reading in subject.readings if reading.row.indicator.id == found.path.row)


def _rewritten(found: Finding, subject: Subject, new: str | None) -> Remedy | None:
    old = str(get(subject.form, found.path))
    if new is None or new == old:
        return None
    return Remedy(f"把“{_short(old)}”改为“{_short(new)}”", put(subject.form, found.path, new))


def _short(text: str) -> str:
    """A value as it stands in a name: a long one without its end."""
    return text if len(text) <= _LONGEST_IN_NAME else f"{text[: _LONGEST_IN_NAME - 1]}…"


def _at_least(found: Finding, subject: Subject) -> Remedy | None:
    """I1 and I25: ≥ in place of ≤, < or =."""
    return _rewritten(found, subject, turned(_reading(found, subject).row.indicator.target, "≥"))


def _count_at_least(found: Finding, subject: Subject) -> Remedy | None:
    """I2: likewise; from < 20 nobody knows how many there should be."""
    return None if _reading(found, subject).target.bound == "<" else _at_least(found, subject)


def _at_most(found: Finding, subject: Subject) -> Remedy | None:
    """I3: ≤ in place of ≥ or >; a rate without % needs another figure too."""
    reading = _reading(found, subject)
    return None if lacks_percent(reading) else _rewritten(found, subject, turned(reading.row.indicator.target, "≤"))


def _without_equals(found: Finding, subject: Subject) -> Remedy | None:
    """I8: the deadline or the words without ``=`` before them."""
    return _rewritten(found, subject, LEAD_SIGN.sub("", _reading(found, subject).row.indicator.target))


def _people(found: Finding, subject: Subject) -> Remedy | None:
    """I16: people counted in 人, not in 个, in the target and in the actual."""
    reading = _reading(found, subject)
    if found.path.field != "target" or not counts_people(reading.name):
        return None
    form = subject.form
    for field, measure in (("target", reading.target), ("actual", reading.actual)):
        if [quantity.unit for quantity in measure.quantities] == ["个"]:
            path = reading.path(field)
            form = put(form, path, counted_in(str(get(form, path)), "个", "人"))
    return Remedy("把单位“个”改为“人”", form)


def _suggested(found: Finding, subject: Subject) -> Remedy | None:
    """D2, D7 and I20: the suggested 得分."""
    advice = _reading(found, subject).suggestion
    if advice is None:
        return None
    return Remedy(f"采用建议得分 {tidy(advice.score):f} 分", put(subject.form, found.path, tidy(advice.score)))


def _full_score(found: Finding, subject: Subject) -> Remedy | None:
    """F8: the 分值 as 得分 where the 得分 is above it; below 0 nobody knows what was meant."""
    reading = _reading(found, subject)
    weight, score = reading.weight, reading.score
    if weight is None or score is None or not score > weight >= 0:
        return None
    return Remedy(f"把得分 {score:f} 改为分值 {weight:f}", put(subject.form, found.path, weight))


def _weights_shared(_found: Finding, subject: Subject) -> Remedy | None:
    """F3: what is left given out, or every 分值 reduced in proportion; full scores stay full, others keep their share."""
    form, whole = subject.form, subject.edition.indicator_weight
    rest = whole - used(form)
    made = share_rest(form, subject.edition) if rest > 0 else scale_to_whole(form, subject.edition)
    if used(made) != whole:
        return None
    name = f"分配剩余 {rest:f} 分" if rest > 0 else "按比例调整分值"
    return Remedy(name, _scores_follow(form, made))


def _scores_follow(before: Form, form: Form) -> Form:
    new = {row.indicator.id: row.indicator.weight for row in indicator_rows(form)}
    for row in indicator_rows(before):
        old, weight, score = row.indicator.weight, new[row.indicator.id], row.indicator.score
        if weight == old or isinstance(weight, str) or isinstance(old, str) or isinstance(score, str):
            continue
        if not 0 < score <= old:  # a score out of its range has no share to keep
            continue
        share = Fraction(score) / Fraction(old)
        points = weight if share == 1 else rounded(share * Fraction(weight), 2, "half_up")
        form = put(form, at.indicator(row.indicator.id, "score"), tidy(points))
    return form


def _computed(found: Finding, subject: Subject) -> Remedy:
    """F4 to F7: this printed result forgotten, others still compared."""
    path = found.path
    if path.section == "result":
        form = _with_printed(subject.form, {_PRINTED_RESULT[path.field]: ""})
    else:
        form = _with_printed_cells(subject.form, {path: ""})
    return Remedy("以计算结果为准", form)


def _with_printed(form: Form, changes: Mapping[str, object]) -> Form:
    return put(form, _PRINTED, Printed(**{**dict(form.printed or Printed()), **changes}))


def _with_printed_cells(form: Form, cells: Mapping[FieldPath, str]) -> Form:
    for path, text in cells.items():
        row = getattr(form.printed, path.row)
        form = _with_printed(form, {path.row: PrintedFundingRow(**{**dict(row), path.field: text})})
    return form


def _confirmed(found: Finding, subject: Subject) -> Remedy | None:
    """F14: all that was told of together confirmed."""
    part = next((part for part in carried_parts(subject) if found.path in part.paths), None)
    return None if part is None else Remedy(part.confirmation, confirm(subject.form, part.paths))


def _year_in_digits(found: Finding, subject: Subject) -> Remedy | None:
    """F15: the year that is meant, in four digits."""
    return _rewritten(found, subject, year_meant(found.value))


def _numbered(found: Finding, subject: Subject) -> Remedy | None:
    """T4: the list numbered in order."""
    return _mended(found, subject, "重新编号", renumbered(str(get(subject.form, found.path))))


def _punctuated(found: Finding, subject: Subject) -> Remedy | None:
    """T5: the text without its slips; a note in the table needs no full stop."""
    new = mended(str(get(subject.form, found.path)), whole=found.path.section == "goal")
    return _mended(found, subject, "改正标点", new)


def _mended(found: Finding, subject: Subject, name: str, new: str | None) -> Remedy | None:
    unmended = new is None or new == get(subject.form, found.path)
    return None if unmended else Remedy(name, put(subject.form, found.path, new))


def _in_one_format(found: Finding, subject: Subject) -> Remedy | None:
    """F13: the figure written everywhere in its column as it mostly is."""
    name = f"都写成“{found.value}”"
    if found.path.section == "funding":
        cells = _printed_alike(found, subject.form.printed or Printed())
        return Remedy(name, _with_printed_cells(subject.form, cells))
    form = subject.form
    for path, text in _written_otherwise(found, subject):
        new = with_figure(text, found.value)
        if new is None:
            return None
        form = put(form, path, new)
    return Remedy(name, form)


def _printed_alike(found: Finding, printed: Printed) -> dict[FieldPath, str]:
    paths = [at.funding(name, found.path.field) for name in ("total", *FUNDING_SOURCES)]
    number = read_number(found.value)
    return {path: found.value for path in paths if _printed_number(printed, path) == number}


def _printed_number(printed: Printed, path: FieldPath) -> Decimal | str:
    return read_number(getattr(getattr(printed, path.row), path.field).strip())


def _written_otherwise(found: Finding, subject: Subject) -> list[tuple[FieldPath, str]]:
    """The cells that hold the same figure in another format, within one column where the check looks at one only."""
    usual = notation(found.value)
    texts = {
        reading.path(field): getattr(reading.row.indicator, field)
        for reading in subject.readings
        for field in ("target", "actual")
    }
    return [
        (path, text)
        for path, text in texts.items()
        if (known := notation(text)) is not None
        and usual is not None
        and (known.number, known.unit) == (usual.number, usual.unit)
        and known.format != usual.format
        and (path.field == found.path.field or not usual.by_column)
    ]


REMEDIES: dict[str, Callable[[Finding, Subject], Remedy | None]] = {
    "F3": _weights_shared,
    "F4": _computed,
    "F5": _computed,
    "F6": _computed,
    "F7": _computed,
    "F8": _full_score,
    "F13": _in_one_format,
    "F14": _confirmed,
    "F15": _year_in_digits,
    "D2": _suggested,
    "D7": _suggested,
    "I1": _at_least,
    "I2": _count_at_least,
    "I3": _at_most,
    "I8": _without_equals,
    "I16": _people,
    "I20": _suggested,
    "I25": _at_least,
    "T4": _numbered,
    "T5": _punctuated,
}
"""The rules whose findings can be mended at a click."""
HARMLESS = frozenset({"F13", "T4", "T5"})
"""Those that mend slips of writing only, so that many may be mended at once."""
