"""Reading and saving files: a reader finds the whole old file or the whole new one, and nobody's work is overwritten.

SAFETY.md R2 to R4 and R8.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

_REASONS = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.ELOOP: "快捷链接绕成了圈",
    errno.EBUSY: "文件正被其他程序使用",
    errno.EIO: "读写出错，磁盘或 U 盘可能已拔出",
}
_PATIENCE = 5.0
"""Seconds to wait for another program that is just saving the same file."""
_WINDOWS_REASONS = {32: "文件正被其他程序使用", 33: "文件正被其他程序使用"}
_HELD = {5, *_WINDOWS_REASONS}
"""What Windows says while another program, often a virus scanner, has the file open: access denied, sharing, lock."""
_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.15, 0.2)
"""Seconds between tries to replace such a file, 0.5 in all (SAFETY.md R4)."""


class FileProblem(OSError):
    """A file cannot be read or written; the message names it and the reason, in one Chinese line."""


class FileChanged(FileProblem):
    """The file is not the one that was opened: somebody else has saved it meanwhile, or made one of that name."""


def file_problem(deed: str, path: Path, error: OSError) -> FileProblem:
    """What an error of the system means; ``deed`` is the failed step in Chinese, such as 不能保存."""
    known = _WINDOWS_REASONS.get(_windows_code(error)) or _REASONS.get(error.errno or 0)
    reason = known or error.strerror or "原因不明"
    return FileProblem(f"{deed}“{path}”：{reason}")


def _windows_code(error: OSError) -> int:
    return getattr(error, "winerror", None) or 0


def read_bytes(path: Path) -> bytes:
    """The whole file; raises ``FileProblem``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise file_problem("不能打开", path, error) from None
    except ValueError:
        raise FileProblem(f"不能打开“{path}”：文件名里有不允许的字符") from None


def digest(data: bytes) -> str:
    """What tells one state of a file from another: SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()


def save_bytes(path: Path, data: bytes, *, expected: str | None = None) -> None:
    """Writes the file through a temporary one in the same folder: flush, fsync, replace, fsync of the folder.

    With ``expected``, the digest of what must still stand there (empty: nothing), raises ``FileChanged`` if another
    program has saved it since; a file that is gone is written again. Raises ``FileProblem`` when the system refuses.
    Whatever is raised, what stood there before is untouched.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with _alone(target):
            _see_that_it_is_still(target, expected)
            _replace(target, data)
    except _Changed:
        raise FileChanged(f"没有保存“{path}”：打开以后，这个文件已被别人改过") from None
    except OSError as error:
        raise file_problem("不能保存", path, error) from None
    except ValueError:
        raise FileProblem(f"不能保存“{path}”：文件名里有不允许的字符") from None


class _Changed(Exception):
    """What stands in the file is not what is expected."""


def _see_that_it_is_still(target: Path, expected: str | None) -> None:
    """Raises ``_Changed`` if the file is another; one that is gone can't be overwritten."""
    if expected is None:
        return
    with contextlib.suppress(FileNotFoundError):
        if digest(target.read_bytes()) != expected:
            raise _Changed


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """While one program compares and replaces a file, no other does.

    A hidden lock file stands beside it for these milliseconds, and only there can programs on other computers see it.
    It is removed while it is still held: who waits for it finds it without a name and begins anew. A folder that can't
    take it, a lock that the network drive doesn't know, hinder no save.
    """
    target.parent.stat()  # for a folder that is gone filelock would make a new one
    name = hashlib.sha256(target.name.casefold().encode(errors="surrogateescape")).hexdigest()[:16]
    lock = FileLock(target.with_name(f".ziping-{name}.lock"), mode=0o666, fallback_to_soft=False)
    try:
        lock.acquire(timeout=_PATIENCE, poll_interval=0.01)
    except Timeout:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from None
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def _replace(target: Path, data: bytes) -> None:
    mode = _mode(target)
    temporary = target.with_name(f".ziping-{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _put_in_place(temporary: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            temporary.replace(target)
        except PermissionError as error:
            if _windows_code(error) not in _HELD:
                raise
            time.sleep(pause)
        else:
            return
    temporary.replace(target)


def _mode(target: Path) -> int | None:
    """The permissions of the file that is replaced; None where there is none, and a new file gets the usual ones."""
    if not target.exists():
        return None
    if not os.access(target, os.W_OK):
        fixed = hasattr(os, "statvfs") and os.statvfs(target).f_flag & os.ST_RDONLY
        number = errno.EROFS if fixed else errno.EACCES
        raise OSError(number, os.strerror(number))
    return target.stat().st_mode & 0o777


def _sync_folder(folder: Path) -> None:
    """Makes the new name last; Windows can't open a folder and needs no such step."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
