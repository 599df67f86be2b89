"""What of Python and of the wheels goes into the package, and which of Debian's libraries they then need.

Everything is stated here as data; ``package_tree`` obeys, and ``binaries`` sees that nothing is missing.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch

QT_MODULES = ("QtCore", "QtGui", "QtPrintSupport", "QtWidgets")
"""What ``src/ziping/gui`` imports."""

QT_LIBRARIES = ("Core", "Gui", "Widgets", "PrintSupport", "DBus", "XcbQpa", "Svg")
QT_PLUGINS = (
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "xcbglintegrations/*",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "printsupport/libcupsprintersupport.so",
    "platformthemes/libqxdgdesktopportal.so",
    "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqgif.so",
)
QT = (
    "__init__.py",
    "_config.py",
    "_git_pyside_version.py",
    "support/__init__.py",
    "support/deprecated.py",
    "libpyside6.abi3.so.*",
    *(f"{name}.abi3.so" for name in QT_MODULES),
    *(f"Qt/lib/libQt6{name}.so.6" for name in QT_LIBRARIES),
    "Qt/lib/libicu*.so.*",
    *(f"Qt/plugins/{name}" for name in QT_PLUGINS),
    "Qt/translations/qtbase_zh_CN.qm",
)
"""All that stays of ``PySide6``: no QML, no tools, one language, X11 and drawing into memory."""

NOT_OF_WHEELS = (
    "bin/*",
    "*.pyi",
    "*/py.typed",
    *(f"*.dist-info/{name}" for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "entry_points.txt")),
    "*.dist-info/sboms/*",
    "pypdfium2_cli/*",
    # Pictures and letters that only Pillow's own drawing needs.
    *(f"PIL/{name}.*.so" for name in ("_avif", "_imagingcms", "_imagingft", "_imagingtk", "_webp")),
    *(
        f"pillow.libs/lib{name}*"
        for name in ("avif", "brotli", "freetype", "harfbuzz", "lcms2", "png16", "sharpyuv", "webp")
    ),
    # Japanese and Korean encodings of foreign PDFs; the Chinese ones stay.
    *(
        f"pdfminer/cmap/{name}*.json.gz"
        for name in (
            "[79]",
            "83pv",
            "Add",
            "EUC",
            "Ext",
            "Hankaku",
            "Hiragana",
            "KSC",
            "Katakana",
            "NWP",
            "RKSJ",
            "UniJIS",
            "UniKS",
        )
    ),
    *(f"pdfminer/cmap/to-unicode-Adobe-{name}.json.gz" for name in ("Japan1", "Korea1")),
    "reportlab/fonts/*",
    "reportlab/graphics/samples/*",
    # What cffi needs to build, not to run.
    "cffi/*",
    "pycparser/*",
)

NOT_OF_PYTHON = (
    "include/*",
    "share/*",
    "lib/pkgconfig/*",
    "bin/*",
    *(f"lib/python3.*/{name}/*" for name in ("config-*", "curses", "ensurepip", "idlelib", "pydoc_data", "_pyrepl")),
    *(f"lib/python3.*/{name}/*" for name in ("sqlite3", "test", "tkinter", "turtledemo", "unittest", "venv")),
    "lib/python3.*/turtle.py",
    *(f"lib/python3.*/lib-dynload/{name}*" for name in ("_codecs_jp", "_codecs_kr", "_ctypes_test", "_test", "xx")),
)
KEPT_OF_PYTHON = ("bin/python3.*[0-9]",)

STRIPPED = ("_rust.abi3.so", "libpdfium.so", "libicu*.so.*", "_imaging.*.so")
"""Binaries that carry names for debugging, which are taken out."""

OURS = "ziping"
"""The one package whose sources are shipped, so that a log shows our lines; of the others the bytecode is enough."""

BUNDLED = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
}
"""Small libraries that Qt needs and many desktops lack. They come along, so that a machine without a network is served."""

DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""The libraries that Debian provides, and the package that holds each; newer releases provide these names as well."""

GLIBC = {"ld-linux-x86-64.so.2"} | {
    f"lib{name}" for name in ("c.so.6", "dl.so.2", "m.so.6", "pthread.so.0", "rt.so.1", "util.so.1")
}
OLDEST_GLIBC = (2, 31)
"""What Debian 11 has, and with it 统信 UOS and 麒麟 V10 in their newer editions."""


def of_wheels(path: str) -> bool:
    """Whether a file of ``site-packages``, named relative to it, is shipped."""
    if path.startswith("PySide6/"):
        return _matches(path.removeprefix("PySide6/"), QT)
    return not _matches(path, NOT_OF_WHEELS)


def of_python(path: str) -> bool:
    """Whether a file of the built Python, named relative to its prefix, is shipped."""
    return _matches(path, KEPT_OF_PYTHON) or not _matches(path, NOT_OF_PYTHON)


def dependencies() -> str:
    """The ``Depends`` of the package."""
    oldest = ".".join(map(str, OLDEST_GLIBC))
    return ", ".join([f"libc6 (>= {oldest})", *sorted(set(DEBIAN.values()))])


def debian_version(version: str) -> str:
    """Python's version as Debian sorts it: ``1.0rc1`` comes before ``1.0``, thus ``1.0~rc1``."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)$", r"~\1\2", version)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)
