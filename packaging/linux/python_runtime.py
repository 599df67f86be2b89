"""A Python of our own for ``/opt/ziping``, built from source on Debian 11 so that it runs wherever glibc is 2.31 or newer.

The source is Debian trixie's, pinned by its hash. What the program never uses (ssl, sqlite, curses, readline, tk) is left
out at configuring, so that no system library but glibc and zlib is needed; libffi comes along.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import urllib.request
from pathlib import Path

from bare_system import CACHE, bare_system

VERSION = "3.13"
SUITE = "bullseye"
PREFIX = "/opt/ziping"
SOURCE = "http://deb.debian.org/debian/pool/main/p/python3.13/python3.13_3.13.5.orig.tar.xz"
SOURCE_SHA256 = "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640"
PACKAGES = ("gcc", "make", "libc6-dev", "libffi-dev", "zlib1g-dev", "pkg-config", "xz-utils", "binutils")

BUILD = f"""
set -eu
export SOURCE_DATE_EPOCH=1749600000 # the Python tells when it was built; so it is the same wherever it is
cd /build/source
./configure -q --prefix={PREFIX} --with-ensurepip=no --disable-test-modules --without-static-libpython \\
    --without-readline --with-dbmliborder= LDFLAGS=-Wl,-rpath,{PREFIX}/lib \\
    py_cv_module__ssl=n/a py_cv_module__hashlib=n/a
make -s -j{os.cpu_count() or 2}
make -s install DESTDIR=/build/made
cp -L /usr/lib/x86_64-linux-gnu/libffi.so.7 /build/made{PREFIX}/lib/
cp /usr/share/doc/libffi7/copyright /build/made{PREFIX}/libffi-copyright
cp LICENSE /build/made{PREFIX}/python-copyright
strip --strip-unneeded /build/made{PREFIX}/bin/python{VERSION} /build/made{PREFIX}/lib/python{VERSION}/lib-dynload/*.so
"""


def built_python() -> Path:
    """The folder that holds ``opt/ziping`` with a whole, unpruned Python; built once per recipe, then kept."""
    recipe = hashlib.sha256(repr((SUITE, PACKAGES, SOURCE_SHA256, BUILD)).encode()).hexdigest()[:16]
    made = CACHE / f"python-{recipe}"
    if not made.is_dir():
        archive = _source()
        print("正在 Debian 11 中编译 Python……", flush=True)
        with bare_system(SUITE, PACKAGES) as system:
            with tarfile.open(archive) as source:
                source.extractall(system.inside("/build"))
            (unpacked,) = system.inside("/build").iterdir()
            unpacked.rename(system.inside("/build/source"))
            log = system.run(["sh", "-c", BUILD])
            (CACHE / f"{made.name}.log").write_text(log, encoding="utf-8")
            whole = made.with_name(f"{made.name}.part")
            shutil.rmtree(whole, ignore_errors=True)
            shutil.copytree(system.inside("/build/made"), whole, symlinks=True)
            whole.rename(made)
    return made


def _source() -> Path:
    """The source archive, downloaded once and seen to be the pinned one each time."""
    archive = CACHE / SOURCE.rpartition("/")[2]
    if not archive.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        print(f"正在下载 {SOURCE}", flush=True)
        with urllib.request.urlopen(SOURCE) as answer:
            archive.write_bytes(answer.read())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{archive} 与锁定的 SHA-256 不符，已停止。")
    return archive
