"""Tries the package on bare systems, as a clerk without root rights and without a network would use it.

Each step says what it saw; the log of a suite lies in ``dist/trial-<suite>.txt``, its window in ``dist/trial-<suite>.png``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from bare_system import BareSystem, CommandFailed, bare_system
from screen import is_drawn, screen, shown_while

SUITES = ("bullseye", "bookworm")
CLERK = "clerk"
FOLDER = f"/home/{CLERK}/自评表 2024"
SAMPLES = ("chongming-2023", "jiading-2024", "national-2020")
STARTS = 5
MANY = 160
"""Forms in a folder for which the board starts a crew of processes."""

Ziping = Callable[..., str]
"""Runs ``ziping`` with these words in the clerk's folder; gives what it printed."""


class Differs(Exception):
    """The installed program did otherwise than it had to."""


@dataclass
class Trial:
    """One bare system, the sources that the package was built from, and what was seen."""

    system: BareSystem
    sources: Path
    told: list[str] = field(default_factory=list)

    def tell(self, line: str) -> None:
        """Adds a line to the log."""
        print(f"  {line}", flush=True)
        self.told.append(line)

    def clerk(self, *words: str, **surroundings: str) -> str:
        """Runs ``ziping`` as the clerk, without a network, in the clerk's folder."""
        inside = ["sh", "-c", 'cd "$0" && exec ziping "$@"', FOLDER, *words]
        return self.system.run(inside, user=CLERK, network=False, surroundings=surroundings, expected=(0, 1))


def try_everywhere(package: Path, sources: Path, folder: Path) -> int:
    """Tries the package on every suite; gives the exit code."""
    failed = []
    for suite in SUITES:
        print(f"\n== {suite}", flush=True)
        with bare_system(suite) as system:
            trial = Trial(system, sources)
            try:
                _try(trial, package, folder / f"trial-{suite}.png")
                trial.tell("全部相符")
            except (Differs, CommandFailed) as difference:
                trial.tell(f"不符：{difference}")
                failed.append(suite)
        (folder / f"trial-{suite}.txt").write_text("\n".join(trial.told) + "\n", encoding="utf-8")
    print("\n不符：" + "、".join(failed) if failed else "\n全部相符。")
    return int(bool(failed))


def _try(trial: Trial, package: Path, picture: Path) -> None:
    system = trial.system
    release = system.inside("/etc/debian_version").read_text(encoding="ascii").strip()
    glibc = system.run(["ldd", "--version"]).splitlines()[0].split()[-1]
    trial.tell(
        f"Debian {release}，glibc {glibc}，{package.name}，SHA-256 {hashlib.sha256(package.read_bytes()).hexdigest()}"
    )
    before = _installed(system)
    _install(trial, package)
    unpacked = _listing(system.inside("/opt/ziping"))
    _compare(trial)
    _imports(trial)
    _board(trial)
    _window(trial, picture)
    _starts(trial)
    _runs_as_root(system)
    _expect(_listing(system.inside("/opt/ziping")) == unpacked, "/opt/ziping 在运行中被改动")
    trial.tell("运行之后 /opt/ziping 与刚安装时一样（以 root 运行之后也一样）")
    _desktop(trial)
    _remove(trial, before)


def _installed(system: BareSystem) -> set[str]:
    return set(system.run(["dpkg-query", "-W", "-f", "${Package}\\n"]).splitlines())


def _install(trial: Trial, package: Path) -> None:
    system = trial.system
    shutil.copyfile(package, system.inside(f"/root/{package.name}"))
    log = system.install(f"./{package.name}")
    brought = re.search(r"(\d+) newly installed", log)
    trial.tell(
        f"apt-get install ./{package.name}：{brought[1] if brought else '?'} 个新软件包，" + log.splitlines()[-1]
    )
    trial.tell("ziping --version：" + system.run(["ziping", "--version"]).strip())
    system.run(["useradd", "--create-home", "--shell", "/bin/sh", CLERK])
    system.run(["mkdir", FOLDER], user=CLERK)


def _compare(trial: Trial) -> None:
    """The installed program and the sources say the same and draw the same."""
    with tempfile.TemporaryDirectory(prefix="ziping-here-") as name:
        here = Path(name)
        there = trial.system.inside(FOLDER)
        words = [_work(_from_sources(trial.sources, here)), _work(trial.clerk)]
        _expect(words[0] == words[1], f"输出不同：{_first_difference(*words)}")
        for sample in SAMPLES:
            _same_pages(here / f"{sample}.pdf", there / f"{sample}.pdf")
            _same_cells(here / f"{sample}.xlsx", there / f"{sample}.xlsx")
            plain = [(folder / f"{sample}.json").read_bytes() for folder in (here, there)]
            _expect(plain[0] == plain[1], f"{sample}.json 不同")
    scores = re.findall(r"^(?:总分|评分等级)　\S+", words[1], re.MULTILINE)
    trial.tell("score、check、export：三份示例的输出、PDF 页面（逐像素）、工作簿单元格、交换格式与源码运行时相同")
    trial.tell("；".join(scores))


def _work(ziping: Ziping) -> str:
    """What a clerk does at the command line, and all that is printed of it."""
    told = [ziping("samples", ".")]
    for sample in SAMPLES:
        document = f"{sample}.ziping"
        told += [ziping("score", document), ziping("check", document), ziping("export", document, "--text")]
        told.append(ziping("export", document, *(f for kind in ("pdf", "xlsx", "json") for f in _to(sample, kind))))
    return "".join(told)


def _to(sample: str, kind: str) -> tuple[str, str]:
    return f"--{kind}", f"{sample}.{kind}"


def _from_sources(sources: Path, folder: Path) -> Ziping:
    def ziping(*words: str) -> str:
        command = [sys.executable, "-m", "ziping", *words]
        with subprocess.Popen(
            command,
            cwd=folder,
            env=_with_sources(sources),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as running:
            return running.communicate()[0]

    return ziping


def _with_sources(sources: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    return {**kept, "PYTHONPATH": str(sources / "src"), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **more}


def _first_difference(one: str, other: str) -> str:
    """The lines from where the other differs."""
    pairs = enumerate(zip(one.splitlines(), other.splitlines(), strict=False))
    first = next((place for place, (here, there) in pairs if here != there), 0)
    return "\n".join(other.splitlines()[first : first + 30])


def _same_pages(one: Path, other: Path) -> None:
    pages = []
    for path in (one, other):
        with pypdfium2.PdfDocument(path) as document:
            pages.append([page.render(scale=2).to_pil().tobytes() for page in document])
    _expect(pages[0] == pages[1] and len(pages[0]) > 0, f"{one.name} 的页面不同")


def _same_cells(one: Path, other: Path) -> None:
    """Equal in everything but the moment of writing, which stands in ``docProps``."""
    parts = []
    for path in (one, other):
        with zipfile.ZipFile(path) as book:
            parts.append({name: book.read(name) for name in book.namelist() if not name.startswith("docProps/")})
    different = [name for name in parts[0] if parts[0][name] != parts[1].get(name)]
    _expect(not different, f"{one.name} 不同：{different}")


def _imports(trial: Trial) -> None:
    """A PDF becomes a form again: by the document inside it, and without that by reading the printed table."""
    there = trial.system.inside(FOLDER)
    told = trial.clerk("import", "jiading-2024.pdf", "-o", "导入.ziping")
    before, after = (trial.clerk("score", name) for name in ("jiading-2024.ziping", "导入.ziping"))
    _expect(before == after, f"导入之后得分不同：{told}")
    trial.tell("import jiading-2024.pdf：" + told.splitlines()[0])
    with tempfile.TemporaryDirectory(prefix="ziping-here-") as name:
        here = Path(name)
        for folder in (here, there):
            _print_only(there / "jiading-2024.pdf", folder / "纸面.pdf")
        words = ("import", "纸面.pdf", "-o", "读表.ziping", "--notes")
        ours, theirs = _from_sources(trial.sources, here)(*words), trial.clerk(*words)
        _expect(ours == theirs, f"从纸面读入不同：{_first_difference(ours, theirs)}")
        _expect((here / "读表.ziping").read_bytes() == (there / "读表.ziping").read_bytes(), "读表.ziping 不同")
    trial.tell("import 纸面.pdf（不带附件，读表格）：得到的文件与源码运行时逐字节相同")


def _print_only(source: Path, target: Path) -> None:
    """The pages alone, as any other program would have printed them."""
    with pypdfium2.PdfDocument(source) as whole, pypdfium2.PdfDocument.new() as pages:
        pages.import_pages(whole)
        pages.save(target)
    target.chmod(0o644)


def _board(trial: Trial) -> None:
    """A folder of many forms is read by several processes and summed up."""
    there = trial.system.inside(FOLDER)
    with tempfile.TemporaryDirectory(prefix="ziping-here-") as name:
        here = Path(name)
        for folder in (here, there):
            (folder / "多").mkdir()
            for number in range(MANY):
                sample = there / f"{SAMPLES[number % len(SAMPLES)]}.ziping"
                shutil.copyfile(sample, folder / "多" / f"{number:03}.ziping")
        ours, theirs = _from_sources(trial.sources, here)("board", "多"), trial.clerk("board", "多")
    _expect(ours == theirs and str(MANY) in theirs, f"汇总不同：{_first_difference(ours, theirs)}")
    trial.tell(f"board：{MANY} 份自评表（多进程）的输出与源码运行时相同")


def _window(trial: Trial, picture: Path) -> None:
    def run(display: str) -> subprocess.Popen[bytes]:
        return _background(trial.system, display, "ziping", f"{FOLDER}/jiading-2024.ziping")

    shown = shown_while(run, 60)
    shown.save(picture)
    _expect(is_drawn(shown), "窗口没有画出来")
    trial.tell(f"窗口在 Xvfb（{shown.width}×{shown.height}）上画出，截图 {picture.name}")


def _background(system: BareSystem, display: str, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        system.entering(command, user=CLERK, network=False, surroundings={"DISPLAY": display}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _starts(trial: Trial) -> None:
    """The time until the window is painted, in milliseconds, of the installed program and of the sources."""
    with screen() as seen:
        installed, sources = [], []
        for _ in range(STARTS + 1):
            installed.append(_milliseconds(trial.clerk("--start-and-quit", DISPLAY=seen.display)))
            command = [sys.executable, "-m", "ziping", "--start-and-quit"]
            environment = _with_sources(trial.sources, DISPLAY=seen.display)
            done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
            sources.append(_milliseconds(done.stdout))
    ours, theirs = (statistics.median(times[1:]) for times in (installed, sources))
    trial.tell(f"启动到窗口画好（{STARTS} 次的中位数）：安装版 {ours:.0f} 毫秒，源码 {theirs:.0f} 毫秒")
    _expect(ours <= theirs * 1.5, "安装版启动慢于源码的 1.5 倍")


def _milliseconds(told: str) -> float:
    return float(told.strip().splitlines()[-1])


def _runs_as_root(system: BareSystem) -> None:
    system.run(["ziping", "editions"])
    system.run(["ziping", "--start-and-quit"], surroundings={"QT_QPA_PLATFORM": "offscreen"})


def _desktop(trial: Trial) -> None:
    """The desktop knows the type of ``.ziping`` files and who opens them."""
    system = trial.system
    system.install("shared-mime-info", "desktop-file-utils", "libglib2.0-bin")
    system.run(["desktop-file-validate", "/usr/share/applications/ziping.desktop"])
    asked = ["gio", "info", "-a", "standard::content-type,standard::icon", f"{FOLDER}/jiading-2024.ziping"]
    kind = system.run(asked, user=CLERK)
    _expect("standard::content-type: application/x-ziping" in kind, f"文件类型：{kind}")
    opener = system.run(["gio", "mime", "application/x-ziping"], user=CLERK)
    _expect("ziping.desktop" in opener.splitlines()[0], f"打开方式：{opener}")
    trial.tell("桌面：" + opener.splitlines()[0] + "；desktop-file-validate 没有意见")


def _remove(trial: Trial, before: set[str]) -> None:
    system = trial.system
    ours = system.run(["dpkg-query", "-L", "ziping"]).splitlines()
    files = _listing(system.inside(FOLDER))
    system.run(["apt-get", "remove", "-y", "-q", "ziping"], surroundings={"DEBIAN_FRONTEND": "noninteractive"})
    left = [name for name in ours if (path := system.inside(name)).is_symlink() or path.is_file()]
    _expect(not left, f"卸载之后还在：{left[:3]}")
    _expect(not system.inside("/opt/ziping").exists(), "卸载之后 /opt/ziping 还在")
    _expect("ziping" not in before and "ziping" not in _installed(system), "ziping 没有卸载")
    _expect(_listing(system.inside(FOLDER)) == files and len(files) > 0, "卸载动了用户的文件")
    trial.tell(f"apt-get remove ziping：程序的文件都没有了，用户的 {len(files)} 个文件没有变")


def _listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below: its size and when it was changed, in nanoseconds."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")
    }


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise Differs(otherwise)
