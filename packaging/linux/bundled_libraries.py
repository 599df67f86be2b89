"""The small libraries that come along, taken from Debian 11 with their licences, fetched once and kept."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import shipped
from bare_system import CACHE, bare_system
from python_runtime import SUITE

FETCH = """
set -eu
mkdir /fetched /unpacked && cd /fetched
apt-get update -q && apt-get download -q "$@"
for package in *.deb; do dpkg-deb -x "$package" /unpacked; done
"""


def bundled_libraries() -> Path:
    """A folder with the libraries under the names they are asked for, and ``<package>-copyright`` of each."""
    recipe = hashlib.sha256(repr((SUITE, FETCH, shipped.BUNDLED)).encode()).hexdigest()[:16]
    fetched = CACHE / f"libraries-{recipe}"
    if not fetched.is_dir():
        print("正在取得随附的系统库……", flush=True)
        with bare_system(SUITE) as system:
            system.run(["sh", "-c", FETCH, "sh", *shipped.BUNDLED.values()])
            part = fetched.with_name(f"{fetched.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            for name, package in shipped.BUNDLED.items():
                (library,) = system.inside("/unpacked/usr/lib").glob(f"*/{name}")
                shutil.copyfile(library, part / name)
                licence = system.inside(f"/unpacked/usr/share/doc/{package}/copyright")
                shutil.copyfile(licence, part / f"{package}-copyright")
            part.rename(fetched)
    return fetched
