#!/usr/bin/env python3
"""自评通 from a source tree: ``python3 dev.py run | test | check | bench | drill | package | lock``; sets up ``.venv``.

Standard library only, and no syntax newer than Python 3.7, so that an old Python still says in words what it lacks.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ziping-stamp"
LOCKS = ROOT / "packaging" / "locks"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")

COVERED = ["rules", "sheet", "store"]

# What Qt loads from the system, and the Debian package that brings it.
OFFSCREEN_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main() -> int:
    """Run one command; its exit code is ours."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older one should read why it ends
        stop(f"自评通需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}（{sys.executable}）。")
    name, *rest = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        print("用法：python3 dev.py 命令 [参数…]\n")
        for known, (_, purpose) in COMMANDS.items():
            print(f"  {known:7} {purpose}")
        return 0 if name in ("help", "-h", "--help") else 2
    command, _ = COMMANDS[name]
    return command(rest)


# --- the commands


def run(args: Sequence[str]) -> int:
    """With a screen open the window; without one obey the command line, or print the samples if it is empty."""
    screen = has_screen()
    need_system({**OFFSCREEN_LIBRARIES, **SCREEN_LIBRARIES} if screen else {})
    need_venv("run")
    if screen or args:
        return ziping(*args)
    return export_samples(ROOT / "out")


def test(args: Sequence[str]) -> int:
    """Run the tests; arguments are pytest's."""
    need_system(OFFSCREEN_LIBRARIES)
    need_venv("dev")
    return pytest(*args)


def check(_args: Sequence[str]) -> int:
    """See that the house stays as drawn: style, types, layers, coverage, and everything but the gui without Qt."""
    need_system(OFFSCREEN_LIBRARIES)
    need_venv("dev")
    steps: dict[str, Callable[[], int]] = {
        "ruff check": partial(tool, "ruff", "check"),
        "ruff format": partial(tool, "ruff", "format", "--check"),
        "mypy": partial(tool, "mypy"),
        "import-linter": partial(tool, "lint-imports"),
        "覆盖率须为 100%：" + "、".join(COVERED): covered,
        "不带 Qt 的测试": partial(pytest, "tests", "--ignore=tests/gui", "-p", "no:pytest-qt", "-p", "block_qt"),
    }
    return every(steps)


def bench(_args: Sequence[str]) -> int:
    """Run each benchmark as a script, one after the other."""
    need_system(OFFSCREEN_LIBRARIES)
    need_venv("dev")
    scripts = sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"))
    return every({script.stem: partial(tool, "python", str(script)) for script in scripts})


def drill(args: Sequence[str]) -> int:
    """Try what SAFETY.md promises at length, and print the README's table; arguments are parts of the drills' names."""
    need_system(OFFSCREEN_LIBRARIES)
    need_venv("dev")
    scripts = sorted((ROOT / "tests" / "drills").glob("drill_*.py"))
    wanted = [script for script in scripts if not args or any(part in script.stem for part in args)]
    if not wanted:
        stop("没有这个名称的试验，现有：" + "、".join(script.stem for script in scripts))
    rows, failed = [], False
    for script in wanted:
        print(f"\n== {script.stem}", flush=True)
        told, code = drilled(script)
        rows += told
        failed |= code != 0
    print("\n| 试验 | 次数 | 结果 | 用时 |\n|---|---|---|---|")
    print("\n".join(rows))
    print("\n有不符之处。" if failed else "\n全部相符。")
    return int(failed)


def package(args: Sequence[str]) -> int:
    """Build what is installed on ``windows`` or ``linux``, into ``dist``; with ``--try`` try it there as well."""
    scripts = {system: ROOT / "packaging" / system / "build.py" for system in ("windows", "linux")}
    if not args or args[0] not in scripts:
        stop("用法：python3 dev.py package windows|linux [--try]")
    need_system({})
    need_venv("run")
    return tool("python", str(scripts[args[0]]), *args[1:])


def lock(_args: Sequence[str]) -> int:
    """Pin what pyproject.toml asks for, with hashes, for every system and Python version at once."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        inside = Path(folder) / BIN.name
        subprocess.run([inside / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        compile_lock(inside / "uv", "run")
        compile_lock(inside / "uv", "dev", "--extra", "dev", "--constraint", "packaging/locks/run.txt")
    return 0


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "run": (run, "运行。有屏幕时打开窗口；没有屏幕时按参数执行，不带参数则导出示例"),
    "test": (test, "运行全部测试，参数原样交给 pytest"),
    "check": (check, "检查格式、类型、分层、覆盖率，以及没有 Qt 时的测试"),
    "bench": (bench, "逐个运行 tests/benchmarks/bench_*.py"),
    "drill": (drill, "逐个运行 tests/drills/drill_*.py，约半小时，最后列出 README 中的表；可以给出名称的一部分"),
    "package": (package, "windows 或 linux：在 dist 中做出安装包；加 --try 再装上试一遍"),
    "lock": (lock, "按 pyproject.toml 重新生成 packaging/locks，各系统、各 Python 版本共用"),
}


# --- what the commands are made of


def export_samples(target: Path) -> int:
    """Without a screen there is still something to see: the samples, printed to files."""
    if ziping("samples", str(target)) != 0:
        return 1
    failed = 0
    for document in sorted(target.glob("*.ziping")):
        pdf, workbook = document.with_suffix(".pdf"), document.with_suffix(".xlsx")
        failed |= ziping("export", str(document), "--pdf", str(pdf), "--xlsx", str(workbook))
    print(f"没有检测到屏幕，已把示例自评表导出为 PDF 和 Excel，位于：{target}")
    return 1 if failed else 0


def compile_lock(uv: Path, name: str, *options: str) -> None:
    """Write one lock with the hashes of every file of each pinned version; pins that still fit stay."""
    settings = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--quiet"]
    note = ["--custom-compile-command", "python3 dev.py lock"]
    output = ["--output-file", f"packaging/locks/{name}.txt"]
    command = [str(uv), "pip", "compile", "pyproject.toml", *settings, *note, *options, *output]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def every(steps: dict[str, Callable[[], int]]) -> int:
    """Take every step under its title, also after one has failed, and say at the end which did."""
    failed = []
    for title, step in steps.items():
        print(f"\n== {title}", flush=True)
        if step() != 0:
            failed.append(title)
    print("\n未通过：" + "；".join(failed) if failed else "\n全部通过。")
    return 1 if failed else 0


def drilled(script: Path) -> tuple[list[str], int]:
    """Run one drill; the rows of the table that it told, and its exit code."""
    rows = []
    command = [str(BIN / "python"), str(script)]
    with subprocess.Popen(
        command, cwd=ROOT, env=drawing_into_memory(), stdout=subprocess.PIPE, encoding="utf-8"
    ) as running:
        for told in running.stdout or ():
            line = json.loads(told)
            doubt = "**不符**：" if line["ok"] is False else ""
            rows.append(
                f"| {line['what']} | {line['count']} | {doubt}{line['result']} | {in_words(line['seconds'])} |"
            )
            print(rows[-1], flush=True)
    return rows, running.returncode


def in_words(seconds: float) -> str:
    """A time as the table tells it."""
    return f"{seconds:.1f} 秒" if seconds < 100 else f"{seconds / 60:.0f} 分钟"


def covered() -> int:
    """The packages whose every line and branch a test must reach."""
    folders = [f"tests/{name}" for name in COVERED]
    packages = [f"--cov=ziping.{name}" for name in COVERED]
    return pytest(
        *folders, *packages, "--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered"
    )


def pytest(*args: str) -> int:
    """Run pytest on every core; the benchmarks are no tests."""
    return tool("python", "-m", "pytest", "-n", str(os.cpu_count() or 2), "--ignore=tests/benchmarks", *args)


def ziping(*args: str) -> int:
    """Run the program where the caller stands, so that relative file names mean what they say."""
    command = [str(BIN / "python"), "-m", "ziping", *args]
    return subprocess.run(command, cwd=Path.cwd(), env={**os.environ, "PYTHONUTF8": "1"}, check=False).returncode


def tool(name: str, *args: str) -> int:
    """Run a development tool."""
    return subprocess.run([str(BIN / name), *args], cwd=ROOT, env=drawing_into_memory(), check=False).returncode


def drawing_into_memory() -> dict[str, str]:
    """The surroundings of tests: Qt draws into memory, so that no window flashes up unless one is asked for."""
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    return {**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT / "tests")}


# --- what must be there before


def need_venv(wanted: str) -> None:
    """Make ``.venv`` hold what a lock lists: ``run`` to use the program, ``dev`` to work on it as well."""
    state = hashlib.sha256(repr((sys.version_info[:2], str(ROOT))).encode())
    for name in ("run", "dev"):
        state.update((LOCKS / f"{name}.txt").read_bytes())
    digest = state.hexdigest()
    held, _, stamped = STAMP.read_text(encoding="utf-8").partition(" ") if STAMP.is_file() else ("", "", digest)
    if stamped == digest and held in (wanted, "dev"):
        return
    print("正在准备运行环境（.venv），需要联网下载依赖，请稍候……", flush=True)
    make_venv(clear=stamped != digest)
    install(wanted)
    STAMP.write_text(f"{wanted} {digest}", encoding="utf-8")


def make_venv(*, clear: bool) -> None:
    """A virtual environment that knows ``src`` and has a ``ziping`` command."""
    subprocess.run([sys.executable, "-m", "venv", *(["--clear"] if clear else []), str(VENV)], check=True)
    (packages,) = [VENV / "Lib" / "site-packages"] if WINDOWS else VENV.glob("lib/python3*/site-packages")
    (packages / "ziping-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if WINDOWS:
        (BIN / "ziping.cmd").write_text('@"%~dp0python.exe" -m ziping %*\n', encoding="ascii")
    else:
        launcher = BIN / "ziping"
        launcher.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m ziping "$@"\n', encoding="ascii")
        launcher.chmod(0o755)


def install(name: str) -> None:
    """Install one lock: only the listed versions, only with the listed hashes, and nothing that has to be built."""
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    command = [str(BIN / "python"), "-m", "pip", "install", *options, "-r", str(LOCKS / f"{name}.txt")]
    if subprocess.run(command, check=False).returncode != 0:
        stop("依赖没有装好。请检查网络（或 pip 的镜像设置）后重试，上面是 pip 的原话。")


def need_system(libraries: dict[str, str], programs: dict[str, str] | None = None) -> None:
    """On Linux: see that libraries, programs and what venv needs are there; as root on Debian's kin, bring their packages."""
    if not sys.platform.startswith("linux"):
        return
    packages = [package for library, package in libraries.items() if not loads(library)]
    packages += [package for program, package in (programs or {}).items() if not shutil.which(program)]
    if not VENV.is_dir() and importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    if not packages:
        return
    install_them = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        stop("缺少系统软件包，请用本机的工具安装与下列 Debian 软件包相当的：" + " ".join(packages))
    if os.geteuid() != 0:
        stop("缺少系统软件包，请先执行下面一行命令：\n  sudo " + shlex.join(install_them))
    print("正在安装系统软件包：" + " ".join(packages), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*install_them, "-qq", "-o", "Dpkg::Use-Pty=0"]):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            stop("系统软件包没有装好，请手工执行：\n  apt-get update && " + shlex.join(install_them))


def loads(library: str) -> bool:
    """Whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_screen() -> bool:
    """Windows and macOS always have one; elsewhere the desktop says so."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def stop(message: str) -> NoReturn:
    """End with a message."""
    print(message, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    raise SystemExit(main())
