"""10,000 random actions undone give the start, redone the end (UX.md U11; SAFETY.md R16, R17)."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable

from published import form_of
from ziping.app.session import Session
from ziping.form import edit
from ziping.form import path as at
from ziping.form.indicators import node_ids
from ziping.form.path import FUNDING_COLUMNS, FUNDING_SOURCES, INDICATOR_FIELDS, FieldPath

ACTIONS = 10_000
Action = Callable[[Session, random.Random], None]


def types_a_text(session: Session, chance: random.Random) -> None:
    path = chance.choice([at.basic("project_name"), at.goal("expected"), at.goal("achieved")])
    session.put(path, f"文字{chance.random()}", "修改文字", burst=chance.random() < 0.5)


def types_an_amount(session: Session, chance: random.Random) -> None:
    path = at.funding(chance.choice(FUNDING_SOURCES), chance.choice(FUNDING_COLUMNS))
    session.put(path, chance.choice(["", "12,34", str(chance.randrange(10**8))]), "修改金额")


def types_a_cell(session: Session, chance: random.Random) -> None:
    rows = session.view.subject.rows
    if rows:
        path = at.indicator(chance.choice(rows).indicator.id, chance.choice(INDICATOR_FIELDS))
        session.put(path, str(chance.randrange(100)), "修改一格")


def adds_a_row(session: Session, chance: random.Random) -> None:
    categories = [category for dimension in session.form.indicators for category in dimension.categories]
    if categories and len(session.view.subject.rows) < 60:
        form, made = edit.add_indicator(session.form, chance.choice(categories).id)
        session.replace(form, "添加一行", at.indicator(made, "name"))


def removes_a_node(session: Session, chance: random.Random) -> None:
    rows = session.view.subject.rows
    if len(rows) > 5:
        session.replace(
            edit.remove(session.form, {chance.choice(rows).indicator.id}), "删除", FieldPath.parse("goal.expected")
        )


def moves_a_row(session: Session, chance: random.Random) -> None:
    rows = session.view.subject.rows
    row, other = chance.choice(rows), chance.choice(rows)
    form = edit.move(session.form, row.indicator.id, other.category.id, 0)
    session.replace(form, "移动", at.indicator(row.indicator.id, "name"))


DEEDS: tuple[Action, ...] = (types_a_text, types_an_amount, types_a_cell, adds_a_row, removes_a_node, moves_a_row)


def test_10_000_random_actions_undone_give_the_start_and_redone_the_end() -> None:
    chance = random.Random(20261122)
    start = form_of("jiangqiao-2024-qitarenyuan")
    session = Session(start)
    tracemalloc.start()
    for _ in range(ACTIONS):
        chance.choice(DEEDS)(session, chance)
        ids = list(node_ids(session.form))
        assert len(ids) == len(set(ids))
    grown = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    end = session.form
    while session.undo() is not None:
        pass
    assert session.form == start
    assert not session.modified
    while session.redo() is not None:
        pass
    assert session.form == end
    assert grown < 50
