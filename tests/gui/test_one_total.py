"""总分 is shown everywhere in the characters that the form prints, never rounded to another grade's border."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QStatusBar
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.files import save_form
from ziping.app.new_form import new_form
from ziping.app.recent import recent_entry
from ziping.app.session import Session, View
from ziping.compose import compose
from ziping.form.edit import add_indicator
from ziping.form.model import Form
from ziping.gui.score_card import ScoreCard
from ziping.gui.status_line import StatusLine
from ziping.gui.welcome import WelcomePage

HOUQIN = form_of("jiangqiao-2024-houqin")  # 9.71 + 90 = 99.71
YWTG = form_of("xianghua-2023-ywtg")  # 10 + 90 = 100, in an edition that prints no trailing zeros

TOTALS = [
    pytest.param(HOUQIN, "99.71", id="two decimals"),
    # 10 - 9.715 = 0.285 of the first row's 10 points: 99.71 - 9.715 = 89.995, less than the 90 of 优.
    pytest.param(with_fields(HOUQIN, {"indicator.i1.score": "0.285"}), "89.995", id="just below a border"),
    # 99.71 - 0.185 = 99.525, of which half-even makes 99.52 and half-up 99.53.
    pytest.param(with_fields(HOUQIN, {"indicator.i1.score": "9.815"}), "99.525", id="three decimals"),
    pytest.param(YWTG, "100", id="no trailing zeros"),
    pytest.param(with_fields(YWTG, {"indicator.i1.score": "1.5"}), "99.5", id="one decimal"),
]


def printed(form: Form) -> str:
    view = View(form)
    [cell] = [cell for cell in compose(form, view.edition, view.scores).cells if cell.address == "result.total"]
    return cell.text


@pytest.mark.parametrize(("form", "total"), TOTALS)
def test_the_score_card_shows_the_printed_total(qtbot: QtBot, form: Form, total: str) -> None:
    card = ScoreCard()
    qtbot.addWidget(card)
    card.show_view(View(form))
    assert card.total.text() == printed(form) == total
    assert card.grade.text() == ("良" if total == "89.995" else "优")


@pytest.mark.parametrize(("form", "total"), TOTALS)
def test_the_status_line_shows_the_printed_total(qtbot: QtBot, form: Form, total: str) -> None:
    bar = QStatusBar()
    qtbot.addWidget(bar)
    line = StatusLine(bar)
    line.show_session(Session(form), with_total=True)
    assert line.edition.text().startswith(f"总分 {total} · ")
    line.show_session(Session(form), with_total=False)
    assert "总分" not in line.edition.text()


@pytest.mark.parametrize(("form", "total"), TOTALS)
def test_the_first_page_shows_the_printed_total(qtbot: QtBot, tmp_path: Path, form: Form, total: str) -> None:
    path = tmp_path / "表.ziping"
    save_form(form, path)
    page = WelcomePage([])
    qtbot.addWidget(page)
    page.show_recent([path])
    page.show_entry(recent_entry(path))
    item = page.recent.topLevelItem(0)
    assert item is not None
    assert item.text(2) == total
    page.wait()


def figures(card: ScoreCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.objectName().startswith("score-")]


def test_the_card_writes_its_other_figures_as_the_form_does(qtbot: QtBot) -> None:
    card = ScoreCard()
    qtbot.addWidget(card)
    card.show_view(View(HOUQIN))
    assert figures(card) == ["99.71", "97.09% → 9.71 / 10", "90.00 / 90.00", "100 / 100 ✓"]
    card.show_view(View(YWTG))
    assert figures(card) == ["100", "100.00% → 10 / 10", "90 / 90", "100 / 100 ✓"]


def test_the_card_of_an_untouched_form_has_no_figures_that_nobody_filled_in(qtbot: QtBot) -> None:
    card = ScoreCard()
    qtbot.addWidget(card)
    card.show_view(View(new_form("jiading-2024", 2024)))
    # 执行率 and its points print blank too; the 10 of 100 are 执行率's own, and no mistake yet.
    assert figures(card) == ["0.00", "— / 10", "—", "10 / 100"]
    weights = card.findChild(QLabel, "score-weights")
    assert isinstance(weights, QLabel)
    assert weights.palette().windowText() == card.palette().windowText()
    assert "全年预算数为 0" not in card.arithmetic.text()


def test_the_card_tells_a_rate_of_nothing_and_weights_that_are_missing_as_soon_as_there_are_any(qtbot: QtBot) -> None:
    card = ScoreCard()
    qtbot.addWidget(card)
    begun = with_fields(new_form("jiading-2024", 2024), {"funding.fiscal.full_budget": "0"})
    begun, _ = add_indicator(begun, "c1")
    card.show_view(View(begun))
    assert figures(card) == ["0.00", "0.00% → 0.00 / 10", "0.00 / 0.00", "10 / 100 ✕"]
    weights = card.findChild(QLabel, "score-weights")
    assert isinstance(weights, QLabel)
    assert weights.palette().windowText() != card.palette().windowText()
