"""The preview: pictures of the very PDF that will be saved and printed; a click goes to the field."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ziping.form.path import FieldPath
from ziping.gui.live_session import LiveSession
from ziping.gui.print_choices import LiveChoices
from ziping.gui.rendering import Proof, proof_of
from ziping.gui.tasks import Worker
from ziping.sheet.model import Page, PlacedCell

QUIET_MS = 150
"""How long nothing must have changed before the preview is made anew."""
_GAP = 12
_ZOOMS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_PIXELS_PER_PT = 96 / 72


class PageView(QWidget):
    """One page; ``clicked`` tells which field was clicked."""

    clicked = Signal(object)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"preview-page-{number}")
        self.setAccessibleName(f"第 {number} 页")
        self.setMouseTracking(True)
        self._proof: Proof | None = None
        self._page: Page | None = None
        self._zoom = 1.0
        self._marked: FieldPath | None = None

    def show_page(self, proof: Proof, page: Page, zoom: float) -> None:
        """Shows a page at a zoom (1.0: paper size on the screen)."""
        self._proof, self._page, self._zoom = proof, page, zoom
        setup = proof.pages.sheet.page
        factor = zoom * _PIXELS_PER_PT
        self.setFixedSize(QSize(round(setup.width * factor), round(setup.height * factor)))
        self.update()

    def mark(self, path: FieldPath | None) -> None:
        """Frames the field that is being edited."""
        if path != self._marked:
            self._marked = path
            self.update()

    def cell_at(self, point: QPoint) -> PlacedCell | None:
        """The cell under a point of the widget."""
        factor = self._zoom * _PIXELS_PER_PT
        x, y = point.x() / factor, point.y() / factor
        cells = self._page.cells if self._page else ()
        inside = (cell for cell in cells if cell.x <= x < cell.x + cell.width and cell.y <= y < cell.y + cell.height)
        return next(inside, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tells which field was clicked."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and cell.cell.address:
            self.clicked.emit(FieldPath.parse(cell.cell.address))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows a hand over cells that lead to a field."""
        cell = self.cell_at(event.position().toPoint())
        leads = cell is not None and bool(cell.cell.address)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the page, white whatever the palette, and the frame of the field being edited."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._proof is None or self._page is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._proof.images[self._page.number - 1])
        factor = self._zoom * _PIXELS_PER_PT
        for cell in self._page.cells:
            if self._marked is not None and cell.cell.address == str(self._marked):
                box = QRectF(cell.x * factor, cell.y * factor, cell.width * factor, cell.height * factor)
                color = QColor("#1f5fa8")
                painter.setPen(color)
                color.setAlphaF(0.12)
                painter.fillRect(box, color)
                painter.drawRect(box)


class Preview(QWidget):
    """The pages under each other, with zoom; follows the form while it is visible."""

    field_clicked = Signal(object)
    proof_made = Signal(object)

    def __init__(self, live: LiveSession, choices: LiveChoices) -> None:
        super().__init__()
        self.live, self.choices = live, choices
        self.setObjectName("preview")
        self.setAccessibleName("预览")
        self.proof: Proof | None = None
        self._zoom = 0.0
        self._marked: FieldPath | None = None
        self._stale = True
        self._busy = False
        self._worker = Worker(self)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        self._inner = QWidget()
        self._stack = QVBoxLayout(self._inner)
        self._stack.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._stack.setSpacing(_GAP)
        self._stack.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setObjectName("preview-area")
        self.area.setAccessibleName("预览的页面")
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._inner)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setBackgroundRole(self.area.palette().ColorRole.Mid)
        column.addWidget(self.area, 1)
        self._pages: list[PageView] = []
        live.changed.connect(self._changed)
        live.replaced.connect(self._changed)
        choices.changed.connect(self._changed)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        self._state = QLabel("")
        for text, name, step in (("－", "缩小", -1), ("＋", "放大", 1)):
            button = self._button(text, name, f"preview-zoom-{'out' if step < 0 else 'in'}")
            button.clicked.connect(lambda _=False, step=step: self._step_zoom(step))
            bar.addWidget(button)
        fit = self._button("适合宽度", "适合宽度", "preview-fit")
        fit.clicked.connect(lambda: self.set_zoom(0.0))
        bar.addWidget(fit)
        bar.addWidget(self._state, 1)
        return bar

    @staticmethod
    def _button(text: str, name: str, object_name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setObjectName(object_name)
        button.setAutoRaise(True)
        return button

    def zoom(self) -> float:
        """The zoom in force; 1.0 is paper size on the screen."""
        if self._zoom:
            return self._zoom
        width = self.proof.pages.sheet.page.width if self.proof else 595.0
        room = self.area.viewport().width() - 2 * _GAP
        return max(room / (width * _PIXELS_PER_PT), 0.2)

    @property
    def busy(self) -> bool:
        """Whether the pages shown are about to be replaced."""
        return self._busy or self._quiet.isActive()

    @property
    def chosen_zoom(self) -> float:
        """The zoom that was chosen; 0 fits the width."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Sets the zoom; 0 fits the page's width to the window's."""
        self._zoom = zoom
        self._place()
        self._changed()

    def _step_zoom(self, step: int) -> None:
        now = self.zoom()
        steps = [zoom for zoom in _ZOOMS if (zoom > now * 1.01 if step > 0 else zoom < now * 0.99)]
        if steps:
            self.set_zoom(steps[0] if step > 0 else steps[-1])

    def mark(self, path: FieldPath | None) -> None:
        """Frames a field on its page."""
        self._marked = path
        for page in self._pages:
            page.mark(path)

    def _changed(self, _change: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self._quiet.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what changed while the preview was hidden."""
        super().showEvent(event)
        if self._stale:
            QTimer.singleShot(0, self._make)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pages to the new width, and draws them sharply again once it rests."""
        super().resizeEvent(event)
        if not self._zoom:
            self._place()
            self._changed()

    def _make(self) -> None:
        if self._busy:
            return
        self._busy, self._stale = True, False
        view, choices, created = self.live.view, self.choices.now, datetime.now().astimezone()
        scale = min(max(self.zoom(), 0.5), 3.0) * _PIXELS_PER_PT * self.devicePixelRatioF()
        self._worker.start(lambda: proof_of(view, created, scale, choices), self._done, self._failed)

    def _done(self, proof: Proof) -> None:
        self._busy = False
        self.proof = proof
        self._place()
        self.proof_made.emit(proof)
        if self._stale:
            self._quiet.start()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._state.setText("预览暂时做不出来，内容没有丢；请保存后重新打开。")
        raise error

    def _place(self) -> None:
        if self.proof is None:
            return
        while len(self._pages) < len(self.proof.pages.pages):
            page = PageView(len(self._pages) + 1)
            page.clicked.connect(self.field_clicked)
            self._pages.append(page)
            self._stack.addWidget(page)
        zoom = self.zoom()
        for widget, page_value in zip(self._pages, self.proof.pages.pages, strict=False):
            widget.show_page(self.proof, page_value, zoom)
            widget.mark(self._marked)
            widget.show()
        for spare in self._pages[len(self.proof.pages.pages) :]:
            spare.hide()
        count = len(self.proof.pages.pages)
        self._state.setText(f"共 {count} 页　{math.floor(zoom * 100 + 0.5)}%")

    def wait(self) -> None:
        """Waits for work under way (closing the window)."""
        self._worker.wait()
