"""The Debian package: what it ships, what it asks of the system, and how it greets the desktop; nothing is built here."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import struct
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
sys.path.insert(0, str(LINUX))  # the scripts of a folder know each other by their bare names
shipped: Any = import_module("shipped")
binaries: Any = import_module("binaries")
bare_system: Any = import_module("bare_system")
deb: Any = import_module("deb")
screen: Any = import_module("screen")
package_tree: Any = import_module("package_tree")
sys.path.remove(str(LINUX))

OBJDUMP = """
0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.2.5) free
0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.28) fcntl64
0000000000000000      DF *UND*  0000000000000000 (GLIBC_2.4) __stack_chk_fail
0000000000000000      DF *UND*  0000000000000000 (GLIBCXX_3.4.29) _ZSt28__throw_bad_array_new_lengthv
0000000000000000  w   DF *UND*  0000000000000000 (GLIBC_2.9)  pipe2
"""


def test_every_module_of_qt_that_the_window_imports_is_shipped() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/ziping/gui").rglob("*.py"))
    imported = set(re.findall(r"\b(?:from|import) PySide6\.(Qt\w+)", text))
    assert {"QtCore", "QtWidgets"} <= imported
    assert imported <= set(shipped.QT_MODULES)


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("PySide6/__init__.py", True),
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/QtWidgets.pyi", False),
        ("PySide6/QtQuick.abi3.so", False),
        ("PySide6/libpyside6.abi3.so.6.9", True),
        ("PySide6/libpyside6qml.abi3.so.6.9", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/lib/libicudata.so.73", True),
        ("PySide6/Qt/qml/QtQuick/Controls/qmldir", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_ja.qm", False),
        ("pdfminer/cmap/UniGB-UCS2-H.json.gz", True),
        ("pdfminer/cmap/GBK-EUC-H.json.gz", True),
        ("pdfminer/cmap/UniJIS-UCS2-H.json.gz", False),
        ("pydantic-2.14.3.dist-info/licenses/LICENSE", True),
        ("pydantic-2.14.3.dist-info/RECORD", False),
    ],
)
def test_of_the_wheels_only_what_is_needed_stays(path: str, stays: bool) -> None:
    assert shipped.of_wheels(path) is stays


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("bin/python3.13", True),
        ("bin/python3.13-config", False),
        ("bin/idle3.13", False),
        ("lib/libffi.so.7", True),
        ("lib/python3.13/decimal.py", True),
        ("lib/python3.13/encodings/gb18030.py", True),
        ("lib/python3.13/lib-dynload/_codecs_cn.cpython-313-x86_64-linux-gnu.so", True),
        ("lib/python3.13/tkinter/__init__.py", False),
        ("include/python3.13/Python.h", False),
    ],
)
def test_of_python_only_what_is_needed_stays(path: str, stays: bool) -> None:
    assert shipped.of_python(path) is stays


def test_what_the_source_tree_asks_of_the_system_comes_along_or_is_depended_on() -> None:
    text = (ROOT / "dev.py").read_text(encoding="utf-8")
    asked = dict(re.findall(r'"(lib[\w.+-]+\.so\.\d+)": "([\w.+-]+)"', text))
    assert len(asked) == 11
    assert {name: {**shipped.DEBIAN, **shipped.BUNDLED}.get(name) for name in asked} == asked


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is asked of the system")
def test_a_machine_without_apt_is_told_in_one_line_which_programs_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "objdump").symlink_to(sys.executable)
    asked = "from dev import need_system; need_system({}, {'debootstrap': 'debootstrap', 'objdump': 'binutils'})"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.stderr == "缺少系统软件包，请用本机的工具安装与下列 Debian 软件包相当的：debootstrap\n"
    assert told.returncode == 1


def test_what_comes_along_is_not_depended_on() -> None:
    assert not shipped.BUNDLED.keys() & shipped.DEBIAN.keys()
    assert not any(package in shipped.dependencies() for package in shipped.BUNDLED.values())


def test_the_highest_glibc_is_compared_as_numbers() -> None:
    assert binaries.glibc_needed(OBJDUMP) == (2, 28)
    assert binaries.glibc_needed("no dynamic symbols") == (0,)


def test_a_library_that_nobody_provides_is_named_with_who_needs_it() -> None:
    def binary(name: str, *needed: str) -> object:
        return binaries.Binary(Path("/opt", name), name, frozenset(needed), (2, 17))

    found = [binary("libQt6Gui.so.6", "libQt6Core.so.6", "libGL.so.1"), binary("libQt6Core.so.6", "libnew.so.1")]
    assert binaries.unprovided(found, {"libGL.so.1"}) == {"libnew.so.1": "libQt6Core.so.6"}


@pytest.mark.parametrize(
    ("version", "debian"), [("1.0.0", "1.0.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.dev3", "1.2~dev3")]
)
def test_a_version_before_the_release_sorts_before_it(version: str, debian: str) -> None:
    assert shipped.debian_version(version) == debian


def test_the_control_file_tells_size_in_kibibytes_and_old_glibc() -> None:
    lines = deb.control("0.1.0", 1_048_577).splitlines()
    assert "Version: 0.1.0" in lines
    assert "Installed-Size: 1025" in lines
    (depends,) = (line for line in lines if line.startswith("Depends: "))
    assert "libc6 (>= 2.31)" in depends
    assert "libglib2.0-0" in depends


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="only where Debian packages are built")
def test_the_same_tree_gives_the_same_package(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        tree = tmp_path / name
        (tree / "opt/ziping").mkdir(parents=True)
        (tree / "opt/ziping/readme").write_text("自评通", encoding="utf-8")
        deb.build_deb(tree, "0.1.0", tmp_path / f"{name}.deb", 1_700_000_000)
        made.append((tmp_path / f"{name}.deb").read_bytes())
    assert made[0] == made[1]
    listed = subprocess.run(
        ["dpkg-deb", "-c", tmp_path / "one.deb"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "root/root" in listed
    assert "./opt/ziping/readme" in listed


def test_debian_s_copyright_file_tells_our_licence_and_all_others() -> None:
    told = package_tree.copyright_text(ROOT)
    assert told.startswith("MIT License\n\nCopyright (c) 2026 自评通 contributors\n")
    assert told.endswith((ROOT / "resources" / "licences.txt").read_text(encoding="utf-8"))


def test_the_desktop_opens_the_type_of_ziping_files() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / "ziping.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "ziping %f"
    namespace = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    (kind,) = ET.parse(LINUX / "ziping.xml").getroot().findall("m:mime-type", namespace)
    assert entry["Desktop Entry"]["MimeType"] == f"{kind.get('type')};"
    assert [glob.get("pattern") for glob in kind.findall("m:glob", namespace)] == ["*.ziping"]


@pytest.mark.skipif(os.name == "nt", reason="a launcher for Linux")
def test_the_launcher_keeps_the_surroundings_out_and_writes_no_bytecode() -> None:
    text = (LINUX / "ziping.sh").read_text(encoding="utf-8")
    told = re.sub(r"^exec .*$", "env", text, flags=re.MULTILINE)
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": "/elsewhere",
        "PYTHONHOME": "/nowhere",
        "QT_IM_MODULE": "fcitx5",
    }
    seen = subprocess.run(["sh", "-c", told], env=given, capture_output=True, encoding="utf-8", check=True).stdout
    known = dict(line.split("=", 1) for line in seen.splitlines())
    assert "PYTHONPATH" not in known
    assert "PYTHONHOME" not in known
    assert known["PYTHONDONTWRITEBYTECODE"] == "1"
    assert known["QT_IM_MODULE"] == "ibus"


@pytest.mark.parametrize(
    ("text", "mirror"),
    [
        ("deb http://mirror.example/debian bookworm main\n", "http://mirror.example/debian"),
        ("Types: deb\nURIs: https://mirror.example/debian/\nSuites: bookworm\n", "https://mirror.example/debian/"),
        ("deb http://mirror.example/debian-security bookworm-security main\n", "http://deb.debian.org/debian"),
        ("# http://old.example/debian\n", "http://deb.debian.org/debian"),
    ],
)
def test_the_mirror_is_the_one_that_the_machine_uses(text: str, mirror: str) -> None:
    assert bare_system.mirror_named_in(text) == mirror


def test_a_screen_is_read_with_its_colours_in_order() -> None:
    header = [104, 7, 2, 24, 2, 1, 0, 0, 32, 0, 32, 32, 8, 4, 0, 0, 0, 8, 0, 1, 2, 1, 0, 0, 0]
    dump = struct.pack(">25I", *header) + b"test" + bytes(12) + bytes([1, 2, 3, 0, 30, 20, 10, 0])
    picture = screen.picture_in(dump)
    assert picture.size == (2, 1)
    assert [picture.getpixel((column, 0)) for column in (0, 1)] == [(3, 2, 1), (10, 20, 30)]
    assert not screen.is_drawn(picture)
