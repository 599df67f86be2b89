"""照录助手: what is read in it: the list of fields, how far the clerk has come, what was copied last, the field in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ziping.app.transcription import Entry, Progress, Skipping
from ziping.gui.fields import QuietLabel
from ziping.gui.transcription_card import EntryCard
from ziping.gui.transcription_list import EntryList


class TranscriptionPage(QScrollArea):
    """The list takes the room there is; where there is little, the field in hand at the bottom is what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transcription-page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.project = QuietLabel()
        self.project.setObjectName("transcription-project")
        self.list = EntryList()
        self.count = QLabel()
        self.count.setObjectName("transcription-count")
        self.count.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setObjectName("transcription-bar")
        self.bar.setAccessibleName("照录进度")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.told = QLabel()
        self.told.setObjectName("transcription-told")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.card = EntryCard()
        self._lay_out()
        self.verticalScrollBar().rangeChanged.connect(self._see_card)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(8)
        column.addWidget(self.project)
        column.addWidget(self.list, 1)
        for part in (self.count, self.bar, self.told):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.card)
        self.setWidget(inner)

    def show_progress(self, entries: tuple[Entry, ...], skipping: Skipping, progress: Progress, place: int) -> None:
        """Marks what is done and where the walk stands, and counts it."""
        self.list.mark(progress, skipping, place)
        stops = [progress.state(entry) for entry in entries if skipping.stops_at(entry)]
        done, changed = stops.count("done"), stops.count("changed")
        words = f"已照录 {done} / {len(stops)}" + (f"，▲ {changed} 项改过，要重录" if changed else "")
        self.count.setText("全部照录完了" if stops and done == len(stops) else words)
        self.bar.setRange(0, len(stops) or 1)
        self.bar.setValue(done)
        self._see_card()

    def _see_card(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
