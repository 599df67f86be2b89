"""Where the program keeps what is not a document of the clerk's (SAFETY.md R18)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ziping.app.folders import backup_folder, data_folder, log_folder, recovery_folder


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the places of Linux")
def test_every_folder_lies_where_the_user_may_write_and_is_made_by_whoever_needs_it() -> None:
    data, state = Path(os.environ["XDG_DATA_HOME"]), Path(os.environ["XDG_STATE_HOME"])
    assert data_folder() == data / "ziping"
    assert recovery_folder() == data / "ziping" / "recovery"
    assert backup_folder() == data / "ziping" / "backups"
    assert log_folder() == state / "ziping" / "log"
    assert not data_folder().exists()
    assert not log_folder().exists()


def test_no_folder_lies_in_another_but_that_of_the_data() -> None:
    folders = [recovery_folder(), backup_folder(), log_folder()]
    assert len(set(folders)) == 3
    assert not any(one in other.parents for one in folders for other in folders)
