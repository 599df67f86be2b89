"""总分 is shown everywhere in the characters that the form prints, never rounded to another grade's border."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QStatusBar
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.files import save_form
from ziping.app.recent import recent_entry
from ziping.app.session import Session, View
from ziping.compose import compose
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


def test_the_card_writes_its_other_figures_as_the_form_does(qtbot: QtBot) -> None:
    card = ScoreCard()
    qtbot.addWidget(card)

    def figures() -> list[str]:
        return [label.text() for label in card.findChildren(QLabel) if label.objectName().startswith("score-")]

    card.show_view(View(HOUQIN))
    assert figures() == ["99.71", "97.09% → 9.71 / 10", "90.00 / 90.00", "100 / 100 ✓"]
    card.show_view(View(YWTG))
    assert figures() == ["100", "100.00% → 10 / 10", "90 / 90", "100 / 100 ✓"]
