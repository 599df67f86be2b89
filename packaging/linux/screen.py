"""A screen in memory (Xvfb) and what it shows, as a picture."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

SIZE = (1366, 768)
"""The screen of an ordinary office computer."""


@dataclass(frozen=True)
class Screen:
    """An X server's display name and the file that holds its picture."""

    display: str
    memory: Path

    def picture(self) -> Image.Image:
        """What the screen shows now."""
        return picture_in(self.memory.read_bytes())

    def settled(self, seconds: float) -> Image.Image:
        """The picture once something is shown and has stayed the same for two seconds; else as it is at the end."""
        end, last, since = time.monotonic() + seconds, self.picture(), time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.25)
            now = self.picture()
            if now.tobytes() != last.tobytes():
                last, since = now, time.monotonic()
            elif is_drawn(now) and time.monotonic() - since >= 2:
                break
        return last


@contextmanager
def screen() -> Iterator[Screen]:
    """Starts an X server that keeps its picture in a file; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="ziping-screen-") as folder:
        width, height = SIZE
        reading, writing = os.pipe()
        size = f"{width}x{height}x24"
        command = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            size,
            "-fbdir",
            folder,
            "-ac",
            "-nolisten",
            "tcp",
        ]
        with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
            os.close(writing)
            try:
                with os.fdopen(reading, encoding="ascii") as told:
                    number = told.readline().strip()
                if not number:
                    raise SystemExit("Xvfb 没有启动。")
                yield Screen(f":{number}", Path(folder, "Xvfb_screen0"))
            finally:
                server.terminate()


def picture_in(dump: bytes) -> Image.Image:
    """The picture in an X window dump of 32 bits a pixel, as ``Xvfb -fbdir`` keeps it."""
    header = struct.unpack(">25I", dump[:100])
    size, (width, height), row, colours = header[0], header[4:6], header[12], header[19]
    start = size + colours * 12
    return Image.frombuffer("RGB", (width, height), dump[start : start + row * height], "raw", "BGRX", row, 1)


def is_drawn(picture: Image.Image) -> bool:
    """Whether more is shown than an empty screen: a window has many colours, an empty screen one."""
    colours = picture.getcolors(maxcolors=64)
    return colours is None or len(colours) > 8


def shown_while(run: Callable[[str], subprocess.Popen[bytes]], seconds: float) -> Image.Image:
    """What a program shows that ``run`` starts on a display; it is ended afterwards."""
    with screen() as seen:
        started = run(seen.display)
        try:
            return seen.settled(seconds)
        finally:
            started.kill()
            started.wait()
