"""What is to be made of the forms on the board: which forms, which files, which folder; for 导出 and 汇总表."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ziping.app.file_names import typed_path
from ziping.gui.buttons import named_button
from ziping.gui.fields import QuietLabel
from ziping.gui.memory import Memory
from ziping.store.files import kind_at

_AND = "\n"
"""Between the board's folder and that of its exports, where these are remembered."""


class Wanted(NamedTuple):
    """What one use of the dialog offers: name, title, the button, the files with their words, and what it says below."""

    name: str
    title: str
    deed: str
    products: Mapping[str, str]
    usual: str
    note: str
    with_list: bool = False


EXPORT = Wanted(
    "board-export",
    "批量导出",
    "导出",
    {"pdf": "每份一个 PDF", "xlsx": "每份一个 Excel", "bound": "合订本：装成一个 PDF，带目录书签和总页码"},
    "pdf",
    "还有“必须改”的表，导出时印有“草稿”。打不开的文件会跳过，在结果里说明原因。",
)
ROLLUP = Wanted(
    "board-rollup",
    "汇总表",
    "汇总",
    {"xlsx": "Excel 工作簿", "pdf": "PDF"},
    "xlsx",
    "每个项目一行，有合计、各等级个数、按单位小计和平均总分。给了名单，还会列出谁没有报。",
    with_list=True,
)


class ChoicesDialog(QDialog):
    """Asks; the chosen files and the folder are remembered under the dialog's name."""

    def __init__(
        self, parent: QWidget | None, memory: Memory, wanted: Wanted, source: Path, chosen: int, listed: int
    ) -> None:
        super().__init__(parent)
        self.setObjectName(wanted.name)
        self.setWindowTitle(wanted.title)
        self._memory, self._wanted, self._source = memory, wanted, source
        name = wanted.name
        self.go = named_button(wanted.deed, f"{name}-go", self.accept, takes_enter=True)
        self.go.setDefault(True)
        self.leave = named_button("取消", f"{name}-leave", self.reject, takes_enter=True)
        self.all = QRadioButton(f"表里列出的全部（{listed} 份）")
        self.all.setObjectName(f"{name}-all")
        self.some = QRadioButton(f"选中的（{chosen} 份）")
        self.some.setObjectName(f"{name}-some")
        self.some.setEnabled(chosen > 0)
        (self.some if chosen > 1 else self.all).setChecked(True)
        self.products = {key: QCheckBox(words) for key, words in wanted.products.items()}
        before = memory.text(f"{name}-products", wanted.usual).split(",")
        for key, box in self.products.items():
            box.setObjectName(f"{name}-{key}")
            box.setChecked(key in before)
        self.folder = self._line(f"{name}-folder-line", "保存到文件夹", str(self._usual_folder()))
        self.name_list = self._line(f"{name}-list-line", "应报单位名单", "")
        self.name_list.setPlaceholderText("可以不填。文本、CSV 或 Excel，一行一个单位或项目")
        self.problem = QLabel()
        self.problem.setObjectName(f"{name}-problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        for line in (self.folder, self.name_list):
            line.textChanged.connect(self._enable)
        for box in self.products.values():
            box.toggled.connect(self._enable)
        for control in (self.all, self.some, *self.products.values()):
            control.setAccessibleName(control.text())
        self._lay_out()
        self._enable()

    def _usual_folder(self) -> Path:
        """Where the files of this board went last; at first a folder of their own beside the forms."""
        source, _, folder = self._memory.text(f"{self._wanted.name}-folder").partition(_AND)
        return Path(folder) if folder and source == str(self._source) else self._source / "导出"

    @staticmethod
    def _line(name: str, label: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setObjectName(name)
        line.setAccessibleName(label)
        return line

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        for heading, controls in (
            ("哪些表", (self.all, self.some)),
            ("要哪几种文件", tuple(self.products.values())),
        ):
            column.addWidget(QLabel(heading))
            inner = QVBoxLayout()
            inner.setContentsMargins(16, 0, 0, 8)
            inner.setSpacing(4)
            for control in controls:
                inner.addWidget(control)
            column.addLayout(inner)
        column.addLayout(self._files())
        column.addSpacing(4)
        column.addWidget(QuietLabel(self._wanted.note))
        column.addWidget(self.problem)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        letter, screen = self.fontMetrics().height(), self.screen().availableSize()
        width = min(42 * letter, screen.width() - 48)
        self.resize(width, column.heightForWidth(width))

    def _files(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        name = self._wanted.name
        rows = [
            (
                "保存到(&F)",
                self.folder,
                named_button("选择文件夹…", f"{name}-folder", self._choose_folder, takes_enter=True),
            )
        ]
        if self._wanted.with_list:
            rows.append(
                (
                    "应报名单(&L)",
                    self.name_list,
                    named_button("选择名单…", f"{name}-list", self._choose_list, takes_enter=True),
                )
            )
        for place, (text, line, button) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(line)
            grid.addWidget(label, place, 0)
            grid.addWidget(line, place, 1)
            grid.addWidget(button, place, 2)
        return grid

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "保存到哪个文件夹", self.folder.text())
        if name:
            self.folder.setText(name)

    def _choose_list(self) -> None:
        kinds = "名单 (*.txt *.csv *.xlsx)"
        name, _ = QFileDialog.getOpenFileName(self, "应报单位名单", str(self._memory.folder()), kinds)
        if name:
            self.name_list.setText(name)

    def _enable(self) -> None:
        ready = any(box.isChecked() for box in self.products.values()) and bool(self.folder.text().strip())
        self.go.setEnabled(ready)

    @property
    def wants_all(self) -> bool:
        """Whether all listed forms are wanted, not only the chosen ones."""
        return self.all.isChecked()

    @property
    def chosen_products(self) -> tuple[str, ...]:
        """The files wanted."""
        return tuple(key for key, box in self.products.items() if box.isChecked())

    @property
    def chosen_folder(self) -> Path:
        """Where the files shall lie."""
        return typed_path(self.folder.text())

    @property
    def chosen_list(self) -> Path | None:
        """The list of who has to hand in, if there is one."""
        text = self.name_list.text().strip()
        return typed_path(text) if text and self._wanted.with_list else None

    def accept(self) -> None:
        """Remembers what was chosen; a list or folder that isn't there is told here."""
        told = ""
        if self.chosen_list is not None and kind_at(self.chosen_list) != "file":
            told = f"没有这份名单：{self.chosen_list}"
        elif kind_at(self.chosen_folder) not in {"folder", ""}:
            told = f"这不是文件夹：{self.chosen_folder}"
        if told:
            self.problem.setText(f"✕ {told}")
            return
        self._memory.store(f"{self._wanted.name}-products", ",".join(self.chosen_products))
        self._memory.store(f"{self._wanted.name}-folder", f"{self._source}{_AND}{self.chosen_folder}")
        super().accept()
