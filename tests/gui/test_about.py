"""关于: version, editions, licences, folders, and facts to copy that hold no form content (UX.md U8, SAFETY.md S10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

import ziping
from published import form_of
from ziping.app.session import Session
from ziping.gui.about import AboutDialog, LicenceDialog
from ziping.gui.main_window import MainWindow


@pytest.fixture
def about(qtbot: QtBot, tmp_path: Path) -> AboutDialog:
    made = AboutDialog(None, tmp_path / "settings")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(about: AboutDialog) -> str:
    return "\n".join(label.text() for label in about.findChildren(QLabel))


def button(about: AboutDialog, name: str) -> QPushButton:
    found = about.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_u8_version_build_editions_and_folders_are_told(about: AboutDialog, tmp_path: Path) -> None:
    for fact in (ziping.__version__, qVersion(), "崇明 2023、嘉定 2024、通用 2020", str(tmp_path / "settings")):
        assert fact in words(about)


def test_u8_the_licence_of_every_component_is_told(about: AboutDialog, qtbot: QtBot) -> None:
    assert "本程序：MIT。Qt 与 PySide6 6.9.3（LGPL-3.0-only）等 25 个组件各有许可" in words(about)
    button(about, "about-licences").click()
    shown = about.findChild(LicenceDialog)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    text = shown.text.toPlainText()
    for fact in ("- pydantic 2.14.3：MIT", "GNU LESSER GENERAL PUBLIC LICENSE", "SIL OPEN FONT LICENSE Version 1.1"):
        assert fact in text
    button(about, "licence-close").click()
    qtbot.waitUntil(lambda: about.findChild(LicenceDialog) is None)


def test_u8_a_folder_opens(about: AboutDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    button(about, "about-open-0").click()
    assert opened == [str(tmp_path / "settings")]
    assert (tmp_path / "settings").is_dir()


def test_u8_what_is_copied_names_versions_and_screen(about: AboutDialog) -> None:
    about.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert f"自评通：{ziping.__version__}" in copied
    assert f"Qt：{qVersion()}" in copied
    assert "屏幕：" in copied
    assert about.copied.text() == "已复制，不含表格内容和文件名"


def test_s10_what_is_copied_holds_no_form_content_and_no_file_names(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    form = form_of("jiangqiao-2024-chengwei")
    window.start(Session(form, tmp_path / "城维.ziping"))
    about = AboutDialog(window, window.memory.settings_folder)
    qtbot.addWidget(about)
    about.copy.click()
    copied = QGuiApplication.clipboard().text()
    content = (form.basic.project_name, form.basic.unit, form.goal.expected[:8], "城维.ziping", str(tmp_path))
    assert not [part for part in content if part in copied]


def test_u43_every_button_has_a_name(about: AboutDialog) -> None:
    buttons = about.findChildren(QPushButton)
    assert len(buttons) == 5
    assert not [found.text() for found in buttons if not (found.objectName() and found.accessibleName())]


def test_u42_enter_closes_it(about: AboutDialog) -> None:
    assert about.focusWidget() is about.leave
