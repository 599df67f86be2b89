"""What of each wheel goes to the clerk's machine: the window needs a tenth of Qt, and nobody there compiles or tests."""

from __future__ import annotations

from fnmatch import fnmatchcase

QT = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/support/*.py",
    "PySide6/pyside6.abi3.dll",
    "PySide6/msvcp140*.dll",
    "PySide6/QtCore.pyd",
    "PySide6/QtGui.pyd",
    "PySide6/QtWidgets.pyd",
    "PySide6/QtPrintSupport.pyd",
    "PySide6/Qt6Core.dll",
    "PySide6/Qt6Gui.dll",
    "PySide6/Qt6Widgets.dll",
    "PySide6/Qt6PrintSupport.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "PySide6/plugins/imageformats/qico.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/translations/qtbase_zh_CN.qm",
)
"""All that stays of PySide6: three quarters of the wheel are QML, tools, headers and a software OpenGL."""

NOT_NEEDED = (
    "*.pyi",
    "*.pxd",
    "*.h",
    "*.lib",
    "*/py.typed",
    "*/__pycache__/*",
    "*/tests/*",
    "*.data/scripts/*",
    "*.dist-info/RECORD",
    "*.dist-info/sboms/*",
    "PIL/_avif.*",  # no picture of ours is AVIF, and it is half of Pillow
    "reportlab/fonts/DarkGarden*",  # a font for reportlab's own tests
)


def stays(member: str) -> bool:
    """Whether a file of a wheel, named as in the wheel, goes into the program; licences always do."""
    if member.startswith("PySide6/"):
        return any(fnmatchcase(member, pattern) for pattern in QT)
    return not any(fnmatchcase(member, pattern) for pattern in NOT_NEEDED)
