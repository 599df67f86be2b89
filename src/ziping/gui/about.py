"""关于: version, editions, licences, folders, and facts to copy for whoever helps (UX.md U8)."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLocale, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ziping import __version__
from ziping.app.diagnostics import diagnostics
from ziping.editions.catalog import editions
from ziping.gui.fields import QuietLabel
from ziping.gui.typeface import scaled
from ziping.resources import resource

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def licences() -> str:
    """What comes along and under which licences, in full, as ``packaging/licences.py`` collected it."""
    return resource("licences.txt").read_text(encoding="utf-8")


def named_licences() -> tuple[tuple[str, str], ...]:
    """Each component's name and its licence in short: the list at the head of the file."""
    head, _, _ = licences().partition("\n====")
    listed = (line.removeprefix("- ").partition("：") for line in head.splitlines() if line.startswith("- "))
    return tuple((name, licence) for name, _, licence in listed)


def window_facts() -> dict[str, str]:
    """What only the window knows, for the diagnostics: Qt, screens, locale, letters."""
    screens = (
        f"{screen.size().width()}×{screen.size().height()} 缩放 {screen.devicePixelRatio():g} "
        f"{screen.logicalDotsPerInch():.0f} dpi"
        for screen in QGuiApplication.screens()
    )
    font = QApplication.font()
    return {
        "Qt": f"{qVersion()}，PySide6 {pyside_version}，{QGuiApplication.platformName()}",
        "屏幕": "；".join(screens),
        "界面语言": QLocale.system().name(),
        "界面字体": f"{font.family()} {font.pointSizeF():g} pt",
    }


class LicenceDialog(QDialog):
    """The licences of what comes along, to read and to copy."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("licence-dialog")
        self.setWindowTitle("所用组件的许可")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        self.text = QPlainTextEdit(licences())
        self.text.setReadOnly(True)
        self.text.setAccessibleName("所用组件的许可")
        column.addWidget(self.text)
        buttons = QDialogButtonBox()
        leave = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        leave.setObjectName("licence-close")
        leave.setAccessibleName("关闭")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(48 * letter, screen.width() - 48), min(36 * letter, screen.height() - 64))


class AboutDialog(QDialog):
    """Says what this program is made of and where its files are."""

    def __init__(self, parent: QWidget | None, settings_folder: Path) -> None:
        super().__init__(parent)
        self.setObjectName("about-dialog")
        self.setWindowTitle("关于自评通")
        self._folders = (("设置文件夹", settings_folder), ("程序文件夹", resource()))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        title = QLabel("自评通")
        title.setFont(scaled(self.font(), 1.6, bold=True))
        column.addWidget(title)
        column.addWidget(QuietLabel("填写、核对、打印财政项目支出绩效自评表。不联网。"))
        column.addSpacing(8)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(1, 1)
        self._fill_grid()
        column.addLayout(self.grid)
        column.addSpacing(12)
        column.addStretch(1)
        column.addLayout(self._foot())
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        width = min(44 * letter, screen.width() - 48)
        self.resize(width, min(column.totalHeightForWidth(width), screen.height() - 64))
        self.leave.setFocus()

    def _fill_grid(self) -> None:
        self._row("版本", __version__)
        self._row("运行环境", f"Python {platform.python_version()}，Qt {qVersion()}，PySide6 {pyside_version}")
        self._row("版式", "、".join(known.name for known in editions()))
        listed = named_licences()
        (qt, licence), count = listed[0], len(listed)
        see = QPushButton("查看")
        see.setObjectName("about-licences")
        see.setAccessibleName("查看所用组件的许可")
        see.clicked.connect(self._see_licences)
        self._row("许可", f"本程序：MIT。{qt}（{licence}）等 {count} 个组件各有许可，可查看名称和原文。", see)
        for number, (name, folder) in enumerate(self._folders):
            button = QPushButton("打开")
            button.setObjectName(f"about-open-{number}")
            button.setAccessibleName(f"打开{name}")
            button.clicked.connect(lambda _checked=False, folder=folder: self._open(folder))
            self._row(name, str(folder), button)

    def _row(self, label: str, text: str, button: QPushButton | None = None) -> None:
        row = self.grid.rowCount()
        fact = QLabel(text)
        fact.setWordWrap(True)
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.grid.addWidget(QLabel(label), row, 0, Qt.AlignmentFlag.AlignTop if button is None else _MIDDLE)
        self.grid.addWidget(fact, row, 1, 1, 1 if button is not None else 2)
        if button is not None:
            self.grid.addWidget(button, row, 2)

    def _see_licences(self) -> None:
        LicenceDialog(self).open()

    @staticmethod
    def _open(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.copy = QPushButton("复制诊断信息")
        self.copy.setObjectName("about-copy")
        self.copy.setAccessibleName("复制诊断信息")
        self.copy.setToolTip("版本、系统和屏幕等，供技术人员查问题；不含表格内容和文件名")
        self.copy.clicked.connect(self._copy)
        self.copied = QuietLabel()
        self.leave = QPushButton("关闭")
        self.leave.setObjectName("about-close")
        self.leave.setAccessibleName("关闭")
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.accept)
        foot.addWidget(self.copy)
        foot.addWidget(self.copied, 1)
        foot.addWidget(self.leave)
        return foot

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(window_facts()))
        self.copied.setText("已复制，不含表格内容和文件名")
