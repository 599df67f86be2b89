"""The suggested 得分 of an indicator with its arithmetic in words (DOMAIN.md §5); the clerk decides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ziping.editions.model import Band, Scoring
from ziping.form.amount import tidy
from ziping.rules.attainment import Pairs, comparable, direction, met, status
from ziping.rules.measure import read_measure
from ziping.rules.quantity import Measure, Quantity, measure_text
from ziping.rules.scoring import rounded


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A 得分 between 0 and 分值, how it came about in words, and whether the target is met.

    ``explain``: the target is exceeded so far that an explanation is asked for. ``to_judge``: the actual value says in
    words that the target is missed, and ``score`` is no more than the top of the range it may earn.
    """

    score: Decimal
    arithmetic: str
    met: bool
    explain: bool = False
    to_judge: bool = False


def suggest(row_name: str, target: str, actual: str, weight: Decimal, settings: Scoring) -> Suggestion | None:
    """The suggestion for a row: its name, 年度指标值, 实际完成值 and 分值.

    Nothing where it cannot be told whether the target is met, or where it is missed in a way that no arithmetic
    follows from: a date too late, an actual that is no measured value (＜80%), >85% answered by 85%.
    """
    goal, result = read_measure(target), read_measure(actual)
    reached = met(goal, result, row_name)
    if reached is None or weight < 0:
        return None
    said = status(result)
    if said is not None:
        band: Band = getattr(settings, said)
        return _in_band(measure_text(result), band, weight, met=reached)
    if reached:
        return _full(row_name, goal, result, weight, settings)
    pairs = comparable(goal, result)
    if not pairs or result.bound not in {"", "="}:
        return None
    return _part(row_name, goal, result, pairs, weight, settings)


def _points(score: Decimal) -> str:
    return f"{tidy(score):f} 分"


def _in_band(words: str, band: Band, weight: Decimal, *, met: bool) -> Suggestion:
    score = _score(Fraction(band.at_most) / 100, weight)
    share = f"{_points(weight)} × {tidy(band.at_most):f}%"
    between = f"可在 {tidy(band.at_least):f}% 到 {tidy(band.at_most):f}% 之间评定"
    to_judge = not met and score > 0
    return Suggestion(score, f"{words}：{share} = {score:f} 分（{between}）", met, to_judge=to_judge)


def _full(name: str, goal: Measure, result: Measure, weight: Decimal, settings: Scoring) -> Suggestion:
    words = f"{measure_text(result)}，达到指标值 {measure_text(goal)}，得满分 {_points(weight)}"
    share = _exceeded(name, goal, result)
    if share is None or share * 100 < Fraction(settings.over_fulfilled_percent):
        return Suggestion(weight, words, met=True)
    percent = tidy(rounded(share * 100, 2, "half_up"))
    return Suggestion(weight, f"{words}；为指标值的 {percent:f}%，请说明原因", met=True, explain=True)


def _exceeded(name: str, goal: Measure, result: Measure) -> Fraction | None:
    """By what factor the figures exceed a target of which more is better, at the most of all pairs."""
    if direction(name, goal) == "lower":
        return None
    pairs = comparable(goal, result) or ()
    return max((actual / target for target, actual in pairs if target > 0), default=None)


def _part(
    name: str, goal: Measure, result: Measure, pairs: Pairs, weight: Decimal, settings: Scoring
) -> Suggestion | None:
    """What a missed target still earns; the pairs of a compound value count alike."""
    method = settings.missed_lower_is_better if direction(name, goal) == "lower" else "higher"
    figures = zip(pairs, _figures(goal), _figures(result), strict=True)
    parts = [_share(of, by, of_text, by_text, method) for (of, by), of_text, by_text in figures]
    shares = [share for share, _ in parts]
    if min(shares) == 1:
        return None
    score = _score(sum((max(share, Fraction(0)) for share in shares), Fraction(0)) / len(shares), weight)
    if len(pairs) == 1 and pairs[0][0] <= 0:
        words = f"指标值为 {_figures(goal)[0]}，不能作除数；完成值 {_figures(result)[0]}，未达到，得 0 分"
        return Suggestion(score, words, met=False)
    terms = [term for _, term in parts]
    words = terms[0] if len(terms) == 1 else f"（{' + '.join(terms)}）÷ {len(terms)}"
    floor = "（不足 0 分按 0 分计）" if min(shares) < 0 else ""
    space = "" if words.endswith("）") else " "
    return Suggestion(score, f"{words}{space}× {_points(weight)} = {score:f} 分{floor}", met=False)


def _share(target: Fraction, actual: Fraction, of: str, by: str, method: str) -> tuple[Fraction, str]:
    """The part of 分值 that a figure earns and its words; below 0 where it is worse than nothing.

    ``method`` is ``higher``, or the edition's way for a missed target of which less is better. Never divides by 0.
    """
    if actual >= target if method == "higher" else actual <= target:
        return Fraction(1), "1"
    if target <= 0:
        return Fraction(0), "0"
    if method == "higher":
        return actual / target, f"{by} ÷ {of}"
    if method == "ratio":
        return target / actual, f"{of} ÷ {by}"
    return 1 - (actual - target) / target, f"（1 −（{by} − {of}）÷ {of}）"


def _figures(measure: Measure) -> list[str]:
    texts = [_spaced(quantity) for quantity in measure.quantities]
    return [" ".join(texts)] if measure.kind == "duration" else texts


def _spaced(quantity: Quantity) -> str:
    space = "" if quantity.unit[:1] in {"", "%", "‰", "/"} else " "
    return f"{quantity.number:f}{space}{quantity.unit}"


def _score(share: Fraction, weight: Decimal) -> Decimal:
    return min(rounded(share * Fraction(weight), 2, "half_up"), weight)
