"""S9, U9: the program opens no network socket, whatever is done with it: seen by Python and, with strace, by the system.

The print dialog asks the print service of the same machine for its printers: port 631 of the loopback address, which
leaves the machine as little as the sockets to screen and desktop do. Nothing else may do even that.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from drills.everything import DONE, WITHOUT_PRINT
from drills.line import lacks, tell

EVERYTHING = Path(__file__).with_name("everything.py")
LIMIT = 240
"""Seconds after which the program counts as hanging."""
_EVENTS = ("socket.", "urllib.", "http.")
_CALL = re.compile(r"\b(socket|connect|bind|sendto|sendmsg)\((.*)")
_PRINT_SERVICE = re.compile(r"htons\(631\).*(inet_addr\(\"127\.0\.0\.1\"\)|\"::1\")")


def main() -> int:
    """Runs everything under both eyes; 0 if no network socket was seen."""
    met = [_seen_by_python()]
    if not lacks("系统调用一级：全部命令与窗口", "strace"):
        met += [_without_print(), _with_print()]
    return int(not all(met))


def _seen_by_python() -> bool:
    since = time.perf_counter()
    done, printed = _run([])
    seen = [line for line in printed.splitlines() if line.startswith(_EVENTS)]
    return _judge("全部命令与窗口功能，在 Python 一级监视", done, seen, f"网络连接 {len(seen)} 个", since)


def _without_print() -> bool:
    since = time.perf_counter()
    done, calls = _traced(WITHOUT_PRINT)
    result = f"网络套接字 {len(calls)} 个"
    return _judge("全部命令与窗口功能（打印除外），在系统调用一级监视", done, calls, result, since)


def _with_print() -> bool:
    since = time.perf_counter()
    done, calls = _traced()
    sockets = [call for call in calls if call.startswith("socket")]
    reaching = [call for call in calls if call not in sockets]
    local = [call for call in reaching if _PRINT_SERVICE.search(call)]
    seen = [call for call in reaching if call not in local] + sockets[len(local) :]
    result = f"网络连接 {len(seen)} 个，另询问本机打印服务（127.0.0.1:631）{len(local)} 次"
    return _judge("连同打印对话框，在系统调用一级监视", done, seen, result, since)


def _traced(*words: str) -> tuple[bool, list[str]]:
    """Whether everything was done, and the calls that made or used a network socket."""
    with TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        done, _ = _run(["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)], *words)
        calls = [call for line in trace.read_text(errors="replace").splitlines() if (call := _CALL.search(line))]
    return done, [call[0] for call in calls if "AF_INET" in call[2]]


def _run(tracer: list[str], *words: str) -> tuple[bool, str]:
    """Whether everything was done, and what was printed."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [*tracer, sys.executable, str(EVERYTHING), *words]
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=LIMIT)
    except subprocess.TimeoutExpired as stuck:
        print((stuck.stderr or b"").decode(errors="replace"), file=sys.stderr)
        return False, (stuck.stdout or b"").decode(errors="replace")
    printed = ran.stdout.decode(errors="replace")
    if ran.returncode or DONE not in printed:
        print(ran.stderr.decode(errors="replace")[-4000:], file=sys.stderr)
    return ran.returncode == 0 and DONE in printed, printed


def _judge(what: str, done: bool, seen: list[str], result: str, since: float) -> bool:
    for line in seen:
        print(line, file=sys.stderr)
    return tell(what, "1 遍", result if done else "没有做完", since, ok=done and not seen)


if __name__ == "__main__":
    sys.exit(main())
