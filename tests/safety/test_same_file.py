"""R8: whose file a save writes to is known also in the moment in which another program puts a new one in its place."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from ziping.app.files import is_same_file


def test_r8_a_file_is_itself_while_another_program_saves_it(tmp_path: Path) -> None:
    path, done = tmp_path / "a.ziping", threading.Event()
    (tmp_path / "link.ziping").symlink_to(path)
    path.touch()

    def save_without_end() -> None:
        number = 0
        while not done.is_set():
            number += 1
            (new := tmp_path / f"{number % 2}.tmp").touch()
            os.replace(new, path)  # noqa: PTH105

    other = threading.Thread(target=save_without_end)
    other.start()
    try:
        for _ in range(3_000):
            assert is_same_file(path, path)
            assert is_same_file(path, tmp_path / "link.ziping")
    finally:
        done.set()
        other.join()
