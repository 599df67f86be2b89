"""Why a disk refuses, in Chinese: what the numbers of Linux, macOS and Windows mean to a clerk (SAFETY.md R3)."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

_BUSY = "文件正被其他程序使用"
_FORBIDDEN = "没有权限"
_FULL = "磁盘空间不足"
_QUOTA = "磁盘配额已用完"
_READ_ONLY = "磁盘是只读的"
_TOO_LONG = "文件名或路径太长"
_BAD_NAME = "磁盘不接受这样的文件名"
_BROKEN = "读写出错，磁盘或 U 盘可能已拔出"
_NETWORK = "网络盘连不上了"

_BY_NAME = {
    "ENOENT": "找不到这个文件或文件夹",
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EROFS": _READ_ONLY,
    "ENOSPC": _FULL,
    "EDQUOT": _QUOTA,
    "EFBIG": "文件超过了允许的大小",
    "EEXIST": "已有同名的文件",
    "EISDIR": "这是一个文件夹，不是文件",
    "ENOTDIR": "路径中有一段不是文件夹",
    "ESPIPE": "这不是普通的文件",
    "ENAMETOOLONG": _TOO_LONG,
    "EINVAL": _BAD_NAME,
    "EILSEQ": _BAD_NAME,
    "ELOOP": "快捷链接绕成了圈",
    "EIO": _BROKEN,
    "ENODEV": _BROKEN,
    "ENXIO": _BROKEN,
    "ENOMEDIUM": _BROKEN,
    "EUCLEAN": "磁盘上的数据已损坏",
    "EBUSY": _BUSY,
    "ETXTBSY": _BUSY,
    "ESTALE": _NETWORK,
    "ENOTCONN": _NETWORK,
    "ECONNRESET": _NETWORK,
    "ECONNABORTED": _NETWORK,
    "ETIMEDOUT": _NETWORK,
    "EHOSTDOWN": _NETWORK,
    "EHOSTUNREACH": _NETWORK,
    "ENETDOWN": _NETWORK,
    "ENETUNREACH": _NETWORK,
    "ENOLINK": _NETWORK,
    "EREMOTEIO": _NETWORK,
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不足",
    "ENOTSUP": "这个磁盘不能这样保存",
    "EOPNOTSUPP": "这个磁盘不能这样保存",
    "ENOSYS": "这个磁盘不能这样保存",
}
_ON_WINDOWS = {
    code: reason
    for reason, codes in {
        _BUSY: (32, 33, 1224),
        _FORBIDDEN: (5, 65, 1314),
        _FULL: (39, 112),
        _QUOTA: (1295, 1816),
        _READ_ONLY: (19,),
        _TOO_LONG: (206,),
        _BAD_NAME: (123, 161),
        _BROKEN: (21, 23, 27, 29, 30, 31, 433, 1110, 1112, 1117, 1167, 1392, 1393),
        _NETWORK: (51, 53, 54, 55, 59, 64, 67, 121, 1203, 1222, 1231, 1232, 1236),
        "被杀毒软件拦下了": (225, 226),
    }.items()
    for code in codes
}
"""Windows' own codes: Python turns most of them into EINVAL or EACCES, which would tell the clerk something else."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NO_SUCH_PATH = 3
_LONGEST_ON_WINDOWS = 259 - len(".ziping-.tmp") - 32
"""Of a folder's path and a separator, so that a temporary file still fits in."""


def reason(error: OSError, path: Path) -> str:
    """Why the system refused something with the file; its own words where there are no better ones in Chinese."""
    code = windows_code(error)
    if code == _NO_SUCH_PATH and len(str(path.absolute().parent)) >= _LONGEST_ON_WINDOWS:
        return _TOO_LONG
    known = _ON_WINDOWS.get(code) or _BY_NAME.get(errno.errorcode.get(error.errno or 0, ""))
    number = code or error.errno
    unknown = f"系统没有说明原因（代码 {number}）" if number else "系统没有说明原因"
    return known or in_chinese(error.strerror or "") or unknown


def in_chinese(words: str) -> str:
    """What a system said, without its full stop; empty unless it is Chinese, for clerks need not read English."""
    return words.strip().rstrip("。.") if _CHINESE.search(words) else ""


def windows_code(error: OSError) -> int:
    """The number that Windows gave, 0 elsewhere."""
    return getattr(error, "winerror", None) or 0


def refusal(number: int) -> OSError:
    """The error that the system itself would raise."""
    return OSError(number, os.strerror(number))
