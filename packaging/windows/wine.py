"""A Windows to try the program on: Wine in the Debian 13 of the cache, with a Chinese locale and a screen in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import trixie

HOME = trixie.ROOT / "srv" / "trial"
"""What the trial makes lies here, and nothing of an earlier one."""
DRIVE = HOME / "windows" / "drive_c"
FILES = HOME / "自评表 2024"
"""The clerk's folder, the current one of every command."""
SETTINGS = {
    "WINEPREFIX": "/srv/trial/windows",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree=;mshtml=",
    "LANG": trixie.LOCALE,
}
"""With the ``DISPLAY`` of the screen, once there is one."""
PATIENCE = 90
"""Seconds until what is waited for should long have happened."""


@contextmanager
def windows() -> Iterator[None]:
    """A fresh Windows that has never seen the program; ends all that runs on it."""
    trixie.add_wine()
    shutil.rmtree(HOME, ignore_errors=True)
    FILES.mkdir(parents=True)
    reading, writing = os.pipe()
    with trixie.mounted():
        server = inside("Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x900x24")
        screen = subprocess.Popen(server, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as free:
                SETTINGS["DISPLAY"] = f":{free.readline().strip()}"
            run("wineboot", "-i")
            run("wineserver", "-w")
            yield
        finally:
            subprocess.run(inside("wineserver", "-k"), check=False)
            screen.terminate()
            screen.wait()


def inside(*command: str) -> list[str]:
    """A command inside, in the clerk's folder."""
    folder = f"/srv/trial/{FILES.name}"
    return [*trixie.surroundings(**SETTINGS), "sh", "-c", 'cd "$0" && exec "$@"', folder, *command]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """What a command says in UTF-8, and its exit code; Windows ends lines with two characters, here it is one."""
    done = subprocess.run(
        inside(*command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, told(done.stdout))


def told(printed: bytes) -> str:
    """What a program printed."""
    return printed.decode("utf-8", errors="replace").replace("\r\n", "\n")


def begin(*command: str) -> subprocess.Popen[bytes]:
    """A command that goes on, as a double click starts one: with nowhere to print to."""
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(inside(*command), stdin=nowhere, stdout=nowhere, stderr=nowhere)


def wait(until: Callable[[], bool], what: str) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"等了 {PATIENCE} 秒：{what}")
        time.sleep(0.2)


def titles() -> str:
    """The titles of all windows, and more."""
    return run("xwininfo", "-root", "-tree").stdout


def picture(target: Path) -> None:
    """The screen, as soon as it no longer changes."""
    seen = [b""]

    def is_still() -> bool:
        run("python3", "-c", "from PIL import ImageGrab; ImageGrab.grab().save('/srv/trial/screen.png')")
        seen.append((HOME / "screen.png").read_bytes())
        time.sleep(0.5)
        return seen[-1] == seen[-2]

    wait(is_still, "窗口画好")
    shutil.copy(HOME / "screen.png", target)


def on_drive(path: str) -> Path:
    r"""Where a path as ``C:\a\b`` lies."""
    return DRIVE.joinpath(*path.split("\\")[1:])


def version() -> str:
    """Which Wine."""
    return run("wine", "--version").stdout.strip()


def links() -> set[str]:
    """The shortcuts on the desktop and in the menu."""
    return {path.name for path in DRIVE.rglob("*.lnk")}


def knows(key: str) -> bool:
    """Whether the registry of the user has the key."""
    return run("wine", "reg", "query", f"HKCU\\{key}").returncode == 0


def words_of(path: str) -> Sequence[str]:
    """A path with blanks as Wine has to be given it to arrive without quotes, as the installer's ``/D=`` wants it."""
    return path.split(" ")
