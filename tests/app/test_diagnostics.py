"""The facts for whoever helps: versions and settings, and nothing of the form or its owner (UX.md U8, SAFETY.md S10)."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

import ziping
from ziping.app.diagnostics import diagnostics


def test_u8_versions_and_system_are_told() -> None:
    lines = diagnostics().splitlines()
    assert f"自评通：{ziping.__version__}" in lines
    assert any(line.startswith("系统：") and platform.system() in line for line in lines)
    assert "版式：chongming-2023、jiading-2024、national-2020" in lines
    assert "未知" not in next(line for line in lines if line.startswith("组件："))


def test_u8_what_the_window_knows_stands_among_them() -> None:
    assert "屏幕：1366×768" in diagnostics({"屏幕": "1366×768"}).splitlines()


def test_s10_neither_user_nor_machine_nor_folder_is_named() -> None:
    words = diagnostics()
    folders = {str(Path.home()), str(Path.cwd()), str(Path(ziping.__file__).parent)}
    assert not [name for name in {*folders, platform.node(), getpass.getuser()} if name in words]
