"""Somebody at the program's window: on a screen with xdotool, or at a window drawn into memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

DISPLAY = ":96"
PATIENCE = 60.0
"""Seconds until something that does not appear counts as missing."""
_LOOKS = 0.05


class Hands(Protocol):
    """What can be done with a running window."""

    def titles(self) -> list[str]:
        """The titles of the windows that can be seen."""

    def write(self, text: str) -> None:
        """Types; has returned when the keys are on their way."""

    def press(self, keys: str) -> None:
        """Presses a key such as Return or Ctrl+S."""

    def kill(self) -> None:
        """Ends the program with SIGKILL."""


Start = Callable[[list[str]], Hands]


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(_LOOKS)
    return False


class Offscreen:
    """A window drawn into memory, moved by lines over a pipe."""

    def __init__(self, words: list[str]) -> None:
        command = [sys.executable, str(Path(__file__).with_name("played_window.py")), *words]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def _ask(self, line: str) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline() or "null")

    def titles(self) -> list[str]:
        """The titles of the windows that can be seen."""
        found = self._ask("titles")
        return found if isinstance(found, list) else []

    def write(self, text: str) -> None:
        """Types into what has the focus."""
        self._ask(f"type {text}")

    def press(self, keys: str) -> None:
        """Presses a key or takes its action."""
        self._ask(f"press {keys}")

    def kill(self) -> None:
        """Ends the program with SIGKILL."""
        with self._process:
            self._process.kill()


class OnScreen:
    """A window on the drill's own screen, moved by xdotool."""

    def __init__(self, words: list[str]) -> None:
        environment = os.environ | {"DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "ziping", *words]
        self._process = subprocess.Popen(command, env=environment, stdout=sys.stderr, start_new_session=True)

    @staticmethod
    def _xdotool(*words: str) -> str:
        ran = subprocess.run(
            ["xdotool", *words], env=os.environ | {"DISPLAY": DISPLAY}, capture_output=True, check=False
        )
        return ran.stdout.decode("utf-8", "replace")

    def titles(self) -> list[str]:
        """The titles of the windows that can be seen."""
        return self._xdotool("search", "--onlyvisible", "--name", ".", "getwindowname", "%@").splitlines()

    def write(self, text: str) -> None:
        """Types into what has the focus."""
        self._xdotool("type", "--delay", "12", text)

    def press(self, keys: str) -> None:
        """Presses a key."""
        self._xdotool("key", keys.replace("Ctrl+A", "ctrl+a").replace("Ctrl+", "ctrl+").replace("PgDown", "Next"))

    def kill(self) -> None:
        """Ends the program, and whatever it has started, with SIGKILL."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def screen() -> Iterator[None]:
    """A screen in memory with a window manager, for the length of the drill."""
    environment = os.environ | {"DISPLAY": DISPLAY}
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp"], stderr=subprocess.DEVNULL
    )
    try:
        assert wait_for(lambda: server.poll() is None and _answers("getdisplaygeometry"))
        manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert wait_for(lambda: _answers("get_num_desktops"))  # only a window manager knows it
            yield
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


def _answers(question: str) -> bool:
    """Whether the drill's screen answers xdotool."""
    environment = os.environ | {"DISPLAY": DISPLAY}
    return subprocess.run(["xdotool", question], env=environment, capture_output=True, check=False).returncode == 0
