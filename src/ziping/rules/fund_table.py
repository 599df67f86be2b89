"""What each cell of 项目资金 prints, computed figures included."""

from __future__ import annotations

from decimal import Decimal

from ziping.editions.model import Edition
from ziping.editions.notation import entry_text, money_text, points_text
from ziping.form.model import Form
from ziping.form.path import FUNDING_COLUMNS, FieldPath
from ziping.rules.scoring import Scores, is_filled


def fund_texts(form: Form, edition: Edition, scores: Scores, name: str, *, grouped: bool = True) -> dict[str, str]:
    """What a fund row (``total`` or a source) prints, by column, 分值, 执行率 and 得分 included; blank where nothing is filled.

    A source left empty prints zero as soon as another source of the same column is filled; ``grouped`` is false where
    thousands commas are not wanted.
    """
    texts = {
        column: _amount_text(form, edition, scores, FieldPath("funding", name, column), grouped)
        for column in FUNDING_COLUMNS
    }
    texts["execution_weight"] = edition.execution.source_weight
    texts["execution_rate"] = (
        _rate_text(edition, scores.funding[name].execution_rate, name) if texts["full_budget"] else ""
    )
    texts["execution_score"] = edition.execution.source_score
    if name == "total":
        points = points_text(scores.execution_score.value, edition.execution.decimals)
        texts["execution_weight"] = f"{edition.execution.weight:f}"
        texts["execution_score"] = points if texts["full_budget"] else ""
    return texts


def _amount_text(form: Form, edition: Edition, scores: Scores, path: FieldPath, grouped: bool) -> str:
    name, column = path.row, path.field
    if not is_filled(form, column):
        return ""
    if name == "total":
        return money_text(edition, getattr(scores.funding["total"], column), source=False, grouped=grouped)
    return (
        entry_text(edition, getattr(getattr(form.funding, name), column), grouped=grouped).strip()
        or edition.money.zero
    )


def _rate_text(edition: Edition, rate: Decimal | None, name: str) -> str:
    if name != "total" and (edition.rate.rows == "total" or (edition.rate.rows == "budgeted" and rate is None)):
        return ""
    text = edition.rate.zero if rate is None else f"{rate:.{edition.rate.decimals}f}"
    return text + edition.rate.suffix
