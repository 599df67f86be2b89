"""Help: the shipped pages and those of the rules, with a list at the left; nothing from elsewhere is ever shown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QImage,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QListWidget, QMainWindow, QSplitter, QTextBrowser, QToolBar, QWidget

from ziping.app.rule_pages import TITLE as RULES
from ziping.app.rule_pages import rule_markdown, rule_pages
from ziping.app.steps import StepId
from ziping.gui.cell_room import RoomyCells
from ziping.gui.help_find import FindLine
from ziping.gui.marks import accent_color, mixed
from ziping.resources import resource

START = "00-start"
"""The first page, by the name of its file."""
PAGE_OF_STEP: dict[StepId, str] = {
    "basic": "10-basic",
    "funding": "20-funding",
    "goals": "30-goals",
    "indicators": "40-indicators",
    "check": "50-check",
    "output": "60-preview",
}
ALL_RULES = "rule:all"
"""The list of rules; the page of one of them is ``rule:I1``."""
_MARGIN = 20
_LEAVE = QKeySequence.StandardKey.Cancel
_TITLE_BAR = 48
"""Pixels left for the frame above the window, whose height is known only once it is shown."""
_LINE_GAP = 0.35
"""Room between lines, in heights of a letter."""


def help_pages() -> tuple[Path, ...]:
    """The pages in the order of the list."""
    return tuple(sorted(resource("help").glob("*.md")))


def page_title(page: Path) -> str:
    """The heading on the first line."""
    with page.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").strip()


def page_words(page: QUrl) -> str:
    """What a page says, without its marks of form."""
    written = (
        rule_markdown(page.path())
        if page.scheme() == "rule"
        else Path(page.toLocalFile()).read_text(encoding="utf-8")
    )
    document = QTextDocument()
    document.setMarkdown(written)
    return document.toPlainText()


class HelpText(QTextBrowser):
    """Shows one page; links lead to other pages and nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help-text")
        self.setAccessibleName("帮助内容")
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self._pictures: dict[QUrl, QImage] = {}
        self.sourceChanged.connect(lambda _url: self._lay_out())

    def doSetSource(
        self, name: QUrl | str, kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource
    ) -> None:
        """Goes to a page of ours; any other address is passed over."""
        target = self.source().resolved(QUrl(name))
        if target.scheme() == "rule":
            super().doSetSource(target, QTextDocument.ResourceType.MarkdownResource)
        elif target.isLocalFile() and Path(target.toLocalFile()) in help_pages():
            super().doSetSource(target, kind)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The text of a page, those of rules made on the spot, or a picture of ours as wide as there is room."""
        url = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            picture = self._picture(self.source().resolved(url))
            if picture.isNull():
                return None
            self._pictures[url] = picture
            return self._fitted(picture)
        return rule_markdown(url.path()) if url.scheme() == "rule" else super().loadResource(kind, name)

    @staticmethod
    def _picture(url: QUrl) -> QImage:
        path = Path(url.toLocalFile())
        return QImage(str(path)) if path.parent == resource("help", "images") else QImage()

    def _fitted(self, picture: QImage) -> QImage:
        """The picture, made smaller where it is wider than the text; never larger, which would only blur it."""
        dots = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * _MARGIN) * dots)
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = picture if picture.width() <= room else picture.scaledToWidth(max(room, 1), smooth)
        fitted.setDevicePixelRatio(dots)
        return fitted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pictures into the new width."""
        super().resizeEvent(event)
        document = self.document()
        for name, picture in self._pictures.items():
            document.addResource(QTextDocument.ResourceType.ImageResource.value, name, self._fitted(picture))
        if self._pictures:
            document.markContentsDirty(0, document.characterCount())

    def _lay_out(self) -> None:
        """Gives lines and cells room and links the accent colour, which Markdown cannot say."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        gap = _LINE_GAP * self.fontMetrics().height()
        spaced.setLineHeight(gap, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor.mergeBlockFormat(spaced)
        block = self.document().begin()
        while block.isValid():
            self._dress(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._rule(frame)

    def _dress(self, block: QTextBlock) -> None:
        """Sets a heading off from what is above it and gives links the accent colour."""
        cursor = QTextCursor(block)
        if block.blockFormat().headingLevel() > 1:
            heading = QTextBlockFormat()
            heading.setTopMargin(1.4 * self.fontMetrics().height())
            cursor.mergeBlockFormat(heading)
        link = QTextCharFormat()
        link.setForeground(accent_color(self.palette()))
        for place in cast("Iterable[QTextBlock.iterator]", block):
            part = place.fragment()
            if part.charFormat().isAnchor():
                cursor.setPosition(part.position())
                cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(link)

    def _rule(self, table: QTextTable) -> None:
        """A line under each row, and room in the cells."""
        look = table.format().toTableFormat()
        look.setCellSpacing(0)
        look.setBorder(0)
        look.setBorderCollapse(True)
        table.setFormat(look)
        color = self._faint()
        for row, column in product(range(table.rows()), range(table.columns())):
            cell = table.cellAt(row, column)
            lined = cell.format().toTableCellFormat()
            lined.setPadding(5)
            lined.setRightPadding(16)
            lined.setBottomBorder(1)
            lined.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            lined.setBottomBorderBrush(color)
            cell.setFormat(lined)

    def _faint(self) -> QColor:
        """The colour of lines between rows: the ground with a quarter of the text's colour."""
        palette = self.palette()
        return mixed(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.25)


class HelpWindow(QMainWindow):
    """A window beside the main one, so that one reads while filling in."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help-window")
        self.setWindowTitle("帮助 — 自评通")
        self.pages = help_pages()
        self.contents = QListWidget()
        self.contents.setObjectName("help-contents")
        self.contents.setAccessibleName("帮助目录")
        self.contents.setItemDelegate(RoomyCells(self.contents))
        self.contents.addItems([*(page_title(page) for page in self.pages), RULES])
        self.text = HelpText()
        self.split = QSplitter()
        self.split.setObjectName("help-split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.contents)
        self.split.addWidget(self.text)
        self.split.setStretchFactor(1, 1)
        self.setCentralWidget(self.split)
        pages = [QUrl.fromLocalFile(str(page)) for page in self.pages]
        rules = [QUrl(ALL_RULES), *(QUrl(f"rule:{rule}") for rule in rule_pages())]
        self.find_line = FindLine(self.text, [*pages, *rules], page_words, self)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.find_line)
        self._fill_bar()
        self.contents.currentRowChanged.connect(self._choose)
        self.text.sourceChanged.connect(self._follow)
        letter, room = self.fontMetrics().height(), self.screen().availableGeometry().adjusted(24, 24, -24, -24)
        self.resize(min(56 * letter, room.width()), min(44 * letter, room.height() - _TITLE_BAR))
        self._share_out()
        self.move(room.right() - self.width(), room.top() + _TITLE_BAR // 2)

    def _share_out(self) -> None:
        """Gives the list the width of its longest title, the text the rest."""
        listed = self.contents.sizeHintForColumn(0) + 2 * self.fontMetrics().height()
        self.split.setSizes([listed, max(self.width() - listed, listed)])

    def changeEvent(self, event: QEvent) -> None:
        """Shares out the width again for letters of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_out()

    def _fill_bar(self) -> None:
        bar = QToolBar("浏览", self)
        bar.setObjectName("help-bar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.back = self._action("help-back", "后退", QKeySequence.StandardKey.Back)
        self.back.triggered.connect(self.text.backward)
        self.forward = self._action("help-forward", "前进", QKeySequence.StandardKey.Forward)
        self.forward.triggered.connect(self.text.forward)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.text.forwardAvailable.connect(self.forward.setEnabled)
        for action in (self.back, self.forward):
            action.setEnabled(False)
            bar.addAction(action)
        leave = self._action("help-close", "关闭", _LEAVE)
        leave.triggered.connect(self.close)
        find = self._action("help-find-open", "查找…", QKeySequence.StandardKey.Find)
        find.triggered.connect(self.find_line.ask)
        self.find_line.opened.connect(
            lambda opened: leave.setShortcuts([] if opened else QKeySequence.keyBindings(_LEAVE))
        )
        bar.addAction(find)
        bar.addSeparator()
        bar.addAction(leave)
        self.addToolBar(bar)

    def _action(self, name: str, text: str, keys: QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts(keys)
        action.setToolTip(f"{text}（{action.shortcut().toString()}）")
        return action

    def show_page(self, name: str) -> None:
        """Shows a page by the name of its file, or that of a rule (``rule:I1``), in front."""
        rule = name.startswith("rule:")
        self.text.setSource(QUrl(name) if rule else QUrl.fromLocalFile(str(resource("help", f"{name}.md"))))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _choose(self, row: int) -> None:
        rules = row == len(self.pages)
        self.text.setSource(QUrl(ALL_RULES) if rules else QUrl.fromLocalFile(str(self.pages[row])))

    def _follow(self, url: QUrl) -> None:
        blocked = self.contents.blockSignals(True)  # Qt tells of the new page before source() is the new one
        self.contents.setCurrentRow(self._row_of(url))
        self.contents.blockSignals(blocked)

    def _row_of(self, url: QUrl) -> int:
        """The place in the list of a page; those of the rules share the last one."""
        return len(self.pages) if url.scheme() == "rule" else self.pages.index(Path(url.toLocalFile()))
