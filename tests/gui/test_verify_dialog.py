"""核验 in the window: a code from paper while it is typed, a saved version, another file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from published import form_of, with_fields
from ziping.app.check_code import code_of
from ziping.app.export import exported_pdf
from ziping.app.files import save_form
from ziping.app.folders import backup_folder
from ziping.app.session import Session, View
from ziping.gui.typeface import set_font
from ziping.gui.verify_dialog import VerifyDialog
from ziping.store.backups import back_up
from ziping.store.document import write_document

FORM = form_of("jiangqiao-2024-qitarenyuan")
OLD = with_fields(FORM, {"basic.unit": "江桥镇"})
CODE = "RCGM-3CRH-ZAZ2"  # kept in tests/golden/check-codes.txt
Shown = Callable[[Session], VerifyDialog]


@pytest.fixture
def show(qtbot: QtBot) -> Shown:
    def shown(session: Session) -> VerifyDialog:
        dialog = VerifyDialog(None, session)
        qtbot.addWidget(dialog, before_close_func=lambda each: each.done(0))
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return shown


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A project file of FORM with OLD among its backups."""
    path = tmp_path / "表.ziping"
    save_form(FORM, path)
    back_up(backup_folder(), path, write_document(OLD), datetime(2026, 11, 1, 9, 30).astimezone(), "保存前")
    return path


def said(qtbot: QtBot, dialog: VerifyDialog) -> str:
    """The sentence once nothing is being worked out."""
    qtbot.waitUntil(lambda: not dialog.verdict.text().startswith("正在"), timeout=10_000)
    return dialog.verdict.text()


def test_the_dialog_says_the_forms_own_code_and_what_a_code_is_not(show: Shown) -> None:
    dialog = show(Session(FORM))
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"这份表现在的校验码 {CODE}" in words
    assert any("不是签名" in text for text in words)
    assert not any("防伪" in text or "电子签名" in text for text in words)


@pytest.mark.parametrize("typed", [CODE, "rcgm3crhzaz2", f"校验码 {CODE}", "ＲＣＧＭ 3crh zaz2"])
def test_a_code_that_agrees_is_told_as_soon_as_it_is_whole(qtbot: QtBot, show: Shown, typed: str) -> None:
    dialog = show(Session(FORM))
    dialog.typed.setText(typed)
    assert said(qtbot, dialog) == "✓ 一致：纸面上的内容就是这份表现在的内容"


def test_u27_nothing_is_complained_of_while_the_code_is_not_whole(qtbot: QtBot, show: Shown) -> None:
    dialog = show(Session(FORM))
    for sign in "RCGM-3CRH":
        qtbot.keyClicks(dialog.typed, sign)
        assert dialog.verdict.text().startswith("校验码是 12 个字符，这里有 ")
    dialog.typed.clear()
    assert dialog.verdict.text() == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("RCGM-3CRH-ZAZ3", "▲ 校验码有字符抄错了或次序颠倒了，请对照纸面再看一遍"),
        ("RCGM-3CRH-ZAZ22", "▲ 校验码是 12 个字符，这里有 13 个"),
        ("RCGM-3C?", "▲ 校验码里没有“?”这个字符"),
        ("6TNJ-CGAB-HGBX", f"✕ 不一致：这份表现在的校验码是 {CODE}"),
    ],
)
def test_what_does_not_agree_is_told_in_a_sentence(qtbot: QtBot, show: Shown, typed: str, sentence: str) -> None:
    dialog = show(Session(FORM))
    dialog.typed.setText(typed)
    assert said(qtbot, dialog) == sentence
    assert dialog.verdict.accessibleName() == sentence


def test_a_code_of_no_saved_version_comes_with_what_to_do_next(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM, file))
    dialog.typed.setText("6TNJ-CGAB-HGBX")
    assert said(qtbot, dialog).startswith("✕ 不一致")
    assert dialog.next.isVisible()
    assert dialog.next.text() == dialog.next.accessibleName()
    assert f"按“{dialog.paper.text()}”" in dialog.next.text(), "the button is called by its name"
    assert "另一份表" in dialog.next.text()
    dialog.typed.setText(CODE)
    assert said(qtbot, dialog).startswith("✓ 一致")
    assert not dialog.next.isVisible()


def test_a_code_of_a_saved_version_says_where_that_can_be_taken_back(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM, file))
    dialog.typed.setText(code_of(View(OLD)))
    said(qtbot, dialog)
    assert f"按“{dialog.difference.text()}”" in dialog.next.text()
    assert "“历史版本…”" in dialog.next.text()


def test_a_code_of_what_was_saved_last_asks_for_a_new_print(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(OLD, file))
    dialog.typed.setText(CODE)
    assert said(qtbot, dialog).startswith("✕ 不一致：这是上次保存的内容的校验码")
    assert "重新打印" in dialog.next.text()
    assert "历史版本" not in dialog.next.text(), "what was saved last is no version of the past"


def test_a_saved_version_is_named_and_compared(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM, file))
    dialog.typed.setText(code_of(View(OLD)))
    assert said(qtbot, dialog).startswith("✕ 不一致：这是历史版本 2026-11-01 09:30（保存前）的校验码")
    assert dialog.difference.isVisible()
    dialog.difference.click()
    assert said(qtbot, dialog) == "✕ 不一致：“表 2026-11-01 0930 保存前.ziping”与这份表有 1 处不同"
    assert dialog.comparison is not None
    table = dialog.comparison.table
    assert [table.model().index(0, column).data() for column in range(3)] == [
        "实施单位",
        "江桥镇",
        "上海市嘉定区江桥镇城市运行管理中心",
    ]
    dialog.comparison.accept()


def test_a_file_that_prints_the_same_agrees(
    qtbot: QtBot, show: Shown, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    dialog = show(Session(FORM))
    dialog.paper.click()
    assert said(qtbot, dialog) == "✓ 一致：“表.ziping”的内容就是这份表现在的内容"
    assert dialog.paper.isEnabled()


def test_a_pdf_is_compared_field_by_field(qtbot: QtBot, show: Shown, tmp_path: Path) -> None:
    pdf = tmp_path / "纸面.pdf"
    pdf.write_bytes(exported_pdf(View(OLD), datetime(2026, 1, 1).astimezone()))
    dialog = show(Session(FORM))
    dialog.compare_with(pdf)
    assert said(qtbot, dialog) == "✕ 不一致：“纸面.pdf”与这份表有 1 处不同"
    assert dialog.comparison is not None
    assert dialog.comparison.table.model().index(0, 1).data() == "江桥镇"
    dialog.comparison.accept()


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, show: Shown, tmp_path: Path) -> None:
    broken = tmp_path / "坏.ziping"
    broken.write_bytes(b"{")
    dialog = show(Session(FORM))
    dialog.compare_with(broken)
    assert said(qtbot, dialog).startswith(f"▲ 不能打开“{broken}”")
    assert dialog.paper.isEnabled()


def test_a_new_code_takes_the_place_of_the_last_answer(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM, file))
    dialog.typed.setText(code_of(View(OLD)))
    said(qtbot, dialog)
    dialog.typed.setText(CODE)
    assert not dialog.difference.isVisible()
    assert said(qtbot, dialog).startswith("✓ 一致")


def test_no_wrong_code_stands_above_the_answer_about_a_file(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM, file))
    dialog.typed.setText("6TNJ-CGAB-HGBX")
    assert said(qtbot, dialog).startswith("✕ 不一致")
    dialog.compare_with(file)
    assert said(qtbot, dialog).startswith("✓ 一致")
    assert dialog.typed.text() == ""


def test_the_answer_about_a_file_is_gone_as_soon_as_a_code_is_typed(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM))
    dialog.compare_with(file)
    assert said(qtbot, dialog).startswith("✓ 一致")
    qtbot.keyClicks(dialog.typed, "6")
    assert dialog.verdict.text() == "校验码是 12 个字符，这里有 1 个"


def test_a_code_typed_while_a_file_is_read_is_what_is_answered(qtbot: QtBot, show: Shown, file: Path) -> None:
    dialog = show(Session(FORM))
    dialog.compare_with(file)
    dialog.typed.setText("6TNJ")
    qtbot.waitUntil(dialog.paper.isEnabled)
    assert dialog.verdict.text() == "校验码是 12 个字符，这里有 4 个"
    assert dialog.comparison is None


def test_u42_u43_it_is_worked_by_keys_and_every_control_has_a_name(show: Shown) -> None:
    dialog = show(Session(FORM))
    assert dialog.focusWidget() is dialog.typed
    controls = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QPushButton)]
    assert all(control.accessibleName() and control.objectName() for control in controls)


@pytest.mark.parametrize("percent", [90, 100, 200])
def test_u39_u40_no_sentence_is_cut(qtbot: QtBot, show: Shown, file: Path, percent: int) -> None:
    usual = VerifyDialog(None, Session(FORM)).font()
    large = VerifyDialog(None, Session(FORM)).font()
    large.setPointSizeF(usual.pointSizeF() * percent / 100)
    try:
        set_font(large)
        dialog = show(Session(FORM, file))
        dialog.typed.setText(code_of(View(OLD)))
        said(qtbot, dialog)
        qtbot.waitUntil(lambda: cut(dialog) == [])
    finally:
        set_font(usual)


def cut(dialog: VerifyDialog) -> list[str]:
    """The labels that have no room for all their lines."""
    labels = dialog.findChildren(QLabel)
    needed = [
        label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height() for label in labels
    ]
    return [label.text() for label, height in zip(labels, needed, strict=True) if label.height() < height - 1]
