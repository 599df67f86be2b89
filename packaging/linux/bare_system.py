"""A bare Debian in a folder: made once per suite by debootstrap, copied for each use, entered by chroot.

It knows nothing of what is built or tried there. Needs root, because chroot and mount do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ziping-package"
"""Outside the repository: bare systems and the built Python, worth keeping from one build to the next."""

DEFAULT_MIRROR = "http://deb.debian.org/debian"

_ENTER = """
set -eu
mount --make-rprivate / 2>/dev/null || true
mount --bind "$1" "$1"
mount --make-private "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
if [ -d /tmp/.X11-unix ]; then mkdir -p "$1/tmp/.X11-unix"; mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"; fi
root=$1; user=$2; shift 2
exec chroot --userspec="$user" "$root" "$@"
"""
"""Mounts are made in a mount namespace of their own, so that they vanish with the command however it ends.

In a chroot ``/`` is no mount point and can't be made private; what is mounted below a private mount of the folder itself stays
in here all the same, only that mount may be seen outside.
"""


class CommandFailed(Exception):
    """A command ended otherwise than it had to; says which, how, and its last lines."""


@dataclass(frozen=True)
class BareSystem:
    """A Debian in the folder ``root``."""

    root: Path

    def run(
        self,
        command: Sequence[str],
        *,
        user: str = "root",
        network: bool = True,
        surroundings: Mapping[str, str] | None = None,
    ) -> str:
        """Runs a command inside; gives what it printed on both channels, or raises ``CommandFailed``."""
        whole = self.entering(command, user=user, network=network, surroundings=surroundings)
        done = subprocess.run(whole, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
        if done.returncode != 0:
            last = "\n".join(done.stdout.splitlines()[-20:])
            raise CommandFailed(f"{' '.join(command)}: {done.returncode}\n{last}")
        return done.stdout

    def entering(
        self,
        command: Sequence[str],
        *,
        user: str = "root",
        network: bool = True,
        surroundings: Mapping[str, str] | None = None,
    ) -> list[str]:
        """The command for outside that runs a command inside; everything it started ends with it."""
        home = "/root" if user == "root" else f"/home/{user}"
        known = {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"}
        variables = [f"{name}={value}" for name, value in {**known, **(surroundings or {})}.items()]
        apart = ["unshare", "--mount", "--propagation", "unchanged", "--pid", "--fork", "--kill-child"]
        apart += [] if network else ["--net"]
        inside = ["/usr/bin/env", "-i", "-C", home, *variables, *command]
        return [*apart, "sh", "-c", _ENTER, "sh", str(self.root), f"{user}:{user}", *inside]

    def install(self, *packages: str) -> str:
        """Installs packages of the suite, or ``.deb`` files that lie inside, as an administrator would."""
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        self.run(["apt-get", "update", "-q"], surroundings=quiet)
        options = ["-y", "-q", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"]
        return self.run(["apt-get", "install", *options, *packages], surroundings=quiet)

    def inside(self, path: str) -> Path:
        """Where an absolute path of the bare system lies for us."""
        return self.root / path.lstrip("/")


@contextmanager
def bare_system(suite: str, packages: Sequence[str] = ()) -> Iterator[BareSystem]:
    """A copy of the bare system of a suite, with further packages installed; it is gone afterwards."""
    base = _base(suite)
    root = Path(tempfile.mkdtemp(prefix=f"run-{suite}-", dir=CACHE))
    try:
        subprocess.run(["cp", "-a", "--reflink=auto", f"{base}/.", str(root)], check=True)
        root.chmod(0o755)
        _let_reach_the_network(root)
        system = BareSystem(root)
        if packages:
            system.install(*packages)
        yield system
    finally:
        while subprocess.run(["umount", root], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            pass  # one for each command, and only in a chroot whose mounts are shared
        shutil.rmtree(root)


def _base(suite: str) -> Path:
    """The bare system itself, made if it isn't there yet; its last line of making marks it as whole."""
    base, whole = CACHE / suite, CACHE / f"{suite}.whole"
    if not whole.exists():
        print(f"正在制作 Debian {suite} 基础系统……", flush=True)
        shutil.rmtree(base, ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", suite, str(base), mirror()]
        with (CACHE / f"{suite}.log").open("wb") as log:
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=True)
        whole.touch()
    return base


def mirror() -> str:
    """The Debian mirror that this machine itself uses."""
    lists = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in lists if path.is_file())
    return mirror_named_in(text)


def mirror_named_in(text: str) -> str:
    """The first Debian mirror that a ``sources.list`` names; security has an address of its own and doesn't count."""
    found = re.search(r"^[^#\n]*?(https?://\S+/debian/?)(?=\s|$)", text, re.MULTILINE)
    return found[1] if found else DEFAULT_MIRROR


def _let_reach_the_network(root: Path) -> None:
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
