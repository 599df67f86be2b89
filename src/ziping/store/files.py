"""Reading and saving files: a reader finds the whole old file or the whole new one, and nobody's work is overwritten.

SAFETY.md R2 to R4 and R8.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar
from uuid import uuid4

from ziping.store.refusals import reason, refusal, windows_code

if TYPE_CHECKING:
    from filelock import FileLock

_HELD = {5, 32, 33}
"""What Windows says while another program, often a virus scanner, has the file open: access denied, sharing, lock."""
_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.15, 0.2)
"""Seconds between tries to read or replace such a file, 0.5 in all (SAFETY.md R4)."""
_PATIENCE = 5.0
"""Seconds to wait for another program that is just saving the same file."""
_NO_SYNC = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a disk says that doesn't know fsync, such as some network drives."""
_TEMPORARY = re.compile(r"\.ziping-[0-9a-f]{32}\.tmp")
_DEAD_AFTER = 3_600
"""Seconds after which a temporary file belongs to no save any more."""

Result = TypeVar("Result")


class FileProblem(OSError):
    """A file cannot be read or written; the message names it and the reason, in one Chinese line."""


class FileChanged(FileProblem):
    """The file is not the one that was opened: somebody else has saved it meanwhile, or made one of that name."""


class _Changed(Exception):
    """What stands in the file is not what is expected."""


def file_problem(deed: str, path: Path, error: OSError) -> FileProblem:
    """What an error of the system means; ``deed`` is the failed step in Chinese, such as 不能保存."""
    return FileProblem(f"{deed}“{path}”：{reason(error, path)}")


def digest(data: bytes) -> str:
    """What tells one state of a file from another: SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()


def kind_at(path: Path) -> Literal["file", "folder", "other", ""]:
    """What stands at a path, links followed; empty where nothing does or the system won't tell, and never an error.

    What Python's own questions raise for a name too long or a folder that may not be entered, reading or saving will say.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def read_bytes(path: Path) -> bytes:
    """The whole file; raises ``FileProblem``."""
    try:
        _see_that_it_is_a_file(path)
        return _patiently(path.read_bytes)
    except OSError as error:
        raise file_problem("不能打开", path, error) from None
    except ValueError:
        raise FileProblem(f"不能打开“{path}”：文件名里有不允许的字符") from None


def save_bytes(path: Path, data: bytes, *, expected: str | None = None) -> None:
    """Writes the file through a temporary one in the same folder: flush, fsync, replace, fsync of the folder.

    With ``expected``, the digest of what must still stand there (empty: nothing), raises ``FileChanged`` if another
    program has saved it since; a file that is gone is written again. Raises ``FileProblem`` when the system refuses.
    Whatever is raised, what stood there before is untouched.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists():
            _see_that_it_is_a_file(target)
        with _alone(target):
            _see_that_it_is_still(target, expected)
            _replace(target, data)
    except _Changed:
        raise FileChanged(f"没有保存“{path}”：打开以后，这个文件已被别人改过") from None
    except OSError as error:
        raise file_problem("不能保存", path, error) from None
    except ValueError:
        raise FileProblem(f"不能保存“{path}”：文件名里有不允许的字符") from None
    _sweep(target)


def _see_that_it_is_a_file(path: Path) -> None:
    """Raises an ``OSError`` for a folder, and for a pipe or device, which reading might never come back from."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise refusal(errno.EISDIR)
    if not stat.S_ISREG(mode):
        raise refusal(errno.ESPIPE)


def _see_that_it_is_still(target: Path, expected: str | None) -> None:
    """Raises ``_Changed`` if the file is another; one that is gone can't be overwritten."""
    if expected is None:
        return
    with contextlib.suppress(FileNotFoundError):
        if digest(_patiently(target.read_bytes)) != expected:
            raise _Changed


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """While one program compares and replaces a file, no other does.

    A hidden lock file stands beside it for these milliseconds, and only there can programs on other computers see it.
    It is removed while it is still held: who waits for it finds it without a name and begins anew.
    """
    from filelock import FileLock  # its import costs a start: on use

    target.parent.stat()  # a folder that is gone is refused here; filelock would make a new one
    name = hashlib.sha256(os.fsencode(target.name.casefold())).hexdigest()[:16]
    lock = FileLock(target.with_name(f".ziping-{name}.lock"), mode=0o666, fallback_to_soft=False)
    held = _acquired(lock)
    try:
        yield
    finally:
        if held:
            with contextlib.suppress(OSError):  # Windows removes it on release
                Path(lock.lock_file).unlink()
            lock.release()


def _acquired(lock: FileLock) -> bool:
    """False where the disk can't lock or the folder can't take the lock file: that hinders no save."""
    from filelock import Timeout

    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=0.01)
    except Timeout:
        raise refusal(errno.EBUSY) from None
    except OSError:
        return False
    return True


def _replace(target: Path, data: bytes) -> None:
    old = _status(target)
    temporary = target.with_name(f".ziping-{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            if old is not None:
                _make_like(temporary, old)
            file.write(data)
            file.flush()
            _sync(file.fileno())
        _patiently(lambda: temporary.replace(target))
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _patiently(deed: Callable[[], Result]) -> Result:
    for pause in _PAUSES:
        try:
            return deed()
        except PermissionError as error:
            if windows_code(error) not in _HELD:
                raise
            time.sleep(pause)
    return deed()


def _status(target: Path) -> os.stat_result | None:
    """Of the file that is replaced; None where there is none, and a new file gets the usual group and permissions."""
    if not target.exists():
        return None
    if not os.access(target, os.W_OK):
        fixed = hasattr(os, "statvfs") and os.statvfs(target).f_flag & os.ST_RDONLY
        raise refusal(errno.EROFS if fixed else errno.EACCES)
    return target.stat()


def _make_like(temporary: Path, old: os.stat_result) -> None:
    """Group and permissions of the old file, so that colleagues who share it still can; where the disk knows of them."""
    with contextlib.suppress(OSError, AttributeError):  # Windows has no such call
        os.chown(temporary, -1, old.st_gid)
    with contextlib.suppress(OSError):
        temporary.chmod(old.st_mode & 0o777)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last; Windows can't open a folder and needs no such step."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(target: Path) -> None:
    """Removes the temporary files of saves that were killed long ago, by the clock of the disk that wrote them."""
    with contextlib.suppress(OSError):
        now = target.stat().st_mtime
        with os.scandir(target.parent) as entries:
            names = [Path(entry) for entry in entries if _TEMPORARY.fullmatch(entry.name)]
        for temporary in names:
            status = temporary.lstat()
            if stat.S_ISREG(status.st_mode) and now - status.st_mtime > _DEAD_AFTER:
                temporary.unlink()
