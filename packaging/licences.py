"""Collects the licences of everything that comes along into ``resources/licences.txt``, for the about box and the packages.

.venv/bin/python packaging/licences.py

The texts of ``packaging/locks/run.txt`` are read from the installed packages; those of Python, the LGPL and the GPL, which
no package brings, lie in ``packaging/terms``. The same packages make the same file, to the byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "locks" / "run.txt"
TERMS = ROOT / "packaging" / "terms"
LICENCES = ROOT / "resources" / "licences.txt"

LGPL = ("pyside6-essentials", "shiboken6")
ELSEWHERE = (
    "LICENSES/CC-BY-4.0.txt",  # pypdfium2's documents
    "BUILD_LICENSES/",  # forty of what pdfium is made of: they are installed as files, see PDFIUM_NOTICE
    "DarkGarden",  # a font of reportlab's own tests
)
"""Parts of paths of licences that are about something else than what is shipped."""

RULE = "=" * 72
OPENING = """\
自评通所用组件的许可

自评通本身按 MIT 许可发布。随它一起安装的组件各有许可，先列名称，后附原文；原文以英文为准。

"""
QT_NOTICE = """\
Qt 6 与 PySide6、Shiboken6（The Qt Company 及其他贡献者）按 GNU LGPL 第 3 版使用，未作改动，以动态链接库的形式安装在
程序文件夹的 PySide6、shiboken6 中。您可以用自己编译的、接口相容的 Qt 与 PySide6 替换这些文件，也可以为调试这样的改动
而作反向工程。源代码：
https://download.qt.io/official_releases/qt/6.9/6.9.3/
https://download.qt.io/official_releases/QtForPython/pyside6/PySide6-6.9.3-src/
Qt 中所含第三方代码的许可：https://doc.qt.io/qt-6.9/licenses-used-in-qt.html

Linux 软件包另外随附的几个系统库，许可原文在 /usr/share/doc/ziping 中。Windows 版 Python 所含第三方代码的许可在程序文件夹的
runtime/LICENSE.txt 中；Microsoft Visual C++ 运行库（msvcp140、vcruntime140）随 Python 与 Qt 的文件而来，按 Microsoft 的条款
使用。
"""
PDFIUM_NOTICE = "pdfium 及其所含各库的许可原文，装在程序文件夹的 {folder}/licenses/BUILD_LICENSES 中。"


@dataclass(frozen=True)
class Component:
    """Something that comes along: its name with version, its licence in short, and the texts that go with it."""

    name: str
    licence: str
    texts: tuple[str, ...]


def main() -> None:
    """Write the file anew."""
    LICENCES.write_text(document(components()), encoding="utf-8", newline="\n")
    print(f"{LICENCES.relative_to(ROOT)}：{LICENCES.stat().st_size / 1000:.0f} KB")


def document(listed: tuple[Component, ...]) -> str:
    """A list of names, one ``- name：licence`` a line, then each one's texts; a text is not repeated."""
    contents = "".join(f"- {component.name}：{component.licence}\n" for component in listed)
    owners: dict[str, str] = {}
    chapters = []
    for component in listed:
        texts = "\n\n".join(told_once(text, component.name, owners) for text in component.texts)
        chapters.append(f"\n{RULE}\n{component.name}\n{RULE}\n\n{texts}\n")
    return OPENING + contents + "".join(chapters)


def told_once(text: str, name: str, owners: dict[str, str]) -> str:
    """A text that is, or ends in, one already printed in full for an owner is cut there and refers to it."""
    paragraphs = text.split("\n\n")
    for start in range(len(paragraphs)):
        owner = owners.get(wording("\n\n".join(paragraphs[start:])))
        if owner is not None:
            return "\n\n".join([*paragraphs[:start], f"（原文见 {owner}）"])
    owners[wording(text)] = name
    return text


def wording(text: str) -> str:
    """What is said, whatever the line breaks and the years of the copyright."""
    return " ".join(re.sub(r"\b(19|20)\d\d\b[,-]?", "", text).split())


def components() -> tuple[Component, ...]:
    """Qt, Python and the letters first, then the packages by name."""
    qt = Component(f"Qt 与 PySide6 {distribution(LGPL[0]).version}", "LGPL-3.0-only", qt_texts())
    python = Component("Python 3.13", "PSF-2.0", (tidy(TERMS / "Python.txt"),))
    letters = tidy(ROOT / "resources" / "fonts" / "OFL.txt")
    serif = Component("思源宋体 Noto Serif SC（ZipingSerif 由其裁制）", "OFL-1.1", (letters,))
    return (qt, python, serif, *(component(distribution(name)) for name in locked()))


def qt_texts() -> tuple[str, ...]:
    """The notice the LGPL asks for, then the LGPL and the GPL that it builds upon."""
    return (QT_NOTICE.rstrip("\n"), tidy(TERMS / "LGPL-3.txt"), tidy(TERMS / "GPL-3.txt"))


def locked() -> list[str]:
    """The names in the lock of what clerks run, sorted."""
    return sorted(re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def component(package: Distribution) -> Component:
    """What an installed package says of itself; raises ``SystemExit`` if it brings no text at all."""
    name = package.metadata["Name"]
    told = f"{name} {package.version}"
    if name.lower().replace("_", "-") in LGPL:
        return Component(told, "LGPL-3.0-only", (f"（{name} 的许可原文见 Qt 与 PySide6 {package.version}）",))
    texts: dict[str, str] = {}
    for path in licence_files(package):
        text = tidy(path)
        texts.setdefault(wording(text), text)
    if not texts:
        raise SystemExit(f"{told} 没有附许可原文，请查明后写进 packaging/licences.py。")
    notices = [PDFIUM_NOTICE.format(folder=f"{name}-{package.version}.dist-info")] if name == "pypdfium2" else []
    return Component(told, licence_in_short(package), (*notices, *texts.values()))


def licence_files(package: Distribution) -> list[Path]:
    """The licence texts among a package's files, by path, those of its dist-info first."""
    wanted = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
    found = (
        file
        for file in package.files or ()
        if wanted.search(str(file)) and file.suffix.lower() not in {".py", ".pyc", ".json"}
    )
    ours = (file for file in found if not any(part in file.as_posix() for part in ELSEWHERE))
    in_order = sorted(ours, key=lambda file: (".dist-info/" not in file.as_posix(), file.as_posix()))
    return [Path(str(file.locate())) for file in in_order]


def licence_in_short(package: Distribution) -> str:
    """The SPDX expression where there is one, else the licence as named, else its classifier."""
    told = package.metadata
    named = [*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ())]
    if named and len(named[0]) <= 60:
        return str(named[0])
    classifiers = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    return str([*named, *classifiers][-1].rpartition(":: ")[2])


def tidy(path: Path) -> str:
    """A text, in UTF-8 or as older ones are in Latin-1, without trailing blanks, form feeds and runs of empty lines."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    lines = (line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


if __name__ == "__main__":
    main()
