"""Tries the package on bare systems, as a clerk without root rights and without a network would use it.

Each step says what it saw; the log of a suite lies in ``dist/trial-<suite>.txt``, its window in ``dist/trial-<suite>.png``.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bare_system import BareSystem, CommandFailed, bare_system
from comparison import Differs, same_work, with_sources
from screen import is_drawn, screen, shown_while

SUITES = ("bullseye", "bookworm")
CLERK = "clerk"
FOLDER = f"/home/{CLERK}/自评表 2024"
STARTS = 5


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

    def clerk(self, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
        """Runs ``ziping`` as the clerk, without a network, in the clerk's folder."""
        inside = ["sh", "-c", 'cd "$0" && exec ziping "$@"', FOLDER, *words]
        command = self.system.entering(inside, user=CLERK, network=False, surroundings=surroundings)
        return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)


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
    for line in same_work(trial.sources, system.inside(FOLDER), trial.clerk):
        trial.tell(line)
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
            environment = with_sources(trial.sources, DISPLAY=seen.display)
            done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
            sources.append(_milliseconds(done))
    ours, theirs = (statistics.median(times[1:]) for times in (installed, sources))
    trial.tell(f"启动到窗口画好（{STARTS} 次的中位数）：安装版 {ours:.0f} 毫秒，源码 {theirs:.0f} 毫秒")
    _expect(ours <= theirs * 1.5, "安装版启动慢于源码的 1.5 倍")


def _milliseconds(done: subprocess.CompletedProcess[str]) -> float:
    _expect(done.returncode == 0, f"打开窗口的退出码是 {done.returncode}")
    return float(done.stdout.strip().splitlines()[-1])


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
