"""The actions of a window: their words, keys and where they stand in menus and on the tool bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar


class ActionSpec(NamedTuple):
    """One action: its name in code, its words, its keys, a line of help."""

    name: str
    text: str
    keys: str
    tip: str


SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "新建", "Ctrl+N", "新建一份自评表"),
    ActionSpec("open", "打开", "Ctrl+O", "打开已有的自评表：项目文件、PDF 或 Excel"),
    ActionSpec("next_year", "从去年导入", "", "用去年的自评表做今年的：预算、完成值和得分清空，其余沿用，待您确认"),
    ActionSpec("save", "保存", "Ctrl+S", "保存到项目文件"),
    ActionSpec("save_as", "另存为…", "Ctrl+Shift+S", "保存为另一个文件"),
    ActionSpec("history", "历史版本…", "", "看这份表以前保存过的样子，可以恢复"),
    ActionSpec("find_unsaved", "找回未保存的内容…", "", "找回没有保存就关闭、或意外退出后没有恢复的表"),
    ActionSpec("welcome", "起始页", "", "回到起始页"),
    ActionSpec("close", "退出", "Ctrl+Q", "关闭自评通"),
    ActionSpec("undo", "撤销", "Ctrl+Z", "撤销上一步"),
    ActionSpec("redo", "重做", "Ctrl+Y", "重做撤销的一步"),
    ActionSpec("check", "检查", "F5", "检查全部页面"),
    ActionSpec("preview", "预览", "F6", "看打印出来的样子"),
    ActionSpec("export_pdf", "导出 PDF", "Ctrl+E", "把官方表格导出为 PDF"),
    ActionSpec("export_workbook", "导出 Excel", "Ctrl+Shift+E", "把官方表格导出为 Excel 工作簿"),
    ActionSpec("export_report", "导出检查报告", "", "把查出的问题和改法导出为 PDF，供领导查看"),
    ActionSpec("print", "打印", "Ctrl+P", "打印官方表格"),
    ActionSpec("previous", "上一步", "Ctrl+PgUp", "到上一个步骤"),
    ActionSpec("next", "下一步", "Ctrl+PgDown", "到下一个步骤"),
    ActionSpec("board", "年度项目板", "", "一个文件夹里的全部自评表：进度、总分、检查、批量导出、汇总表"),
    ActionSpec("transcription", "照录助手", "", "把表里的内容逐格抄到网页上：一次复制一格，抄到哪里都记着"),
    ActionSpec("remarks", "批注…", "", "看这份表的全部批注"),
    ActionSpec("verify", "核验…", "", "用纸面上的校验码或 PDF，核对纸面与这份表是否一致"),
    ActionSpec("compare_with_last_year", "与去年对比…", "", "选去年的自评表，逐项看有什么不同"),
    ActionSpec("larger", "放大字号", "Ctrl++", "字大一些"),
    ActionSpec("smaller", "缩小字号", "Ctrl+-", "字小一些"),
    ActionSpec("normal_size", "正常字号", "Ctrl+0", "恢复字号"),
    ActionSpec("help", "帮助", "F1", "这一步怎么填"),
    ActionSpec("keys", "快捷键", "", "用键盘怎么操作"),
    ActionSpec("about", "关于自评通", "", "版本、版式和许可"),
)

_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文件(&F)",
        (
            "new",
            "open",
            "next_year",
            "",
            "save",
            "save_as",
            "",
            "history",
            "find_unsaved",
            "",
            "export_pdf",
            "export_workbook",
            "export_report",
            "print",
            "",
            "welcome",
            "close",
        ),
    ),
    ("编辑(&E)", ("undo", "redo", "")),
    ("查看(&V)", ("check", "preview", "", "previous", "next", "", "larger", "smaller", "normal_size")),
    ("工具(&T)", ("board", "", "transcription", "compare_with_last_year", "verify", "remarks")),
    ("帮助(&H)", ("help", "keys", "", "about")),
)
_TOOL_BAR = (
    "new", "open", "save", "", "undo", "redo", "", "check", "preview", "", "export_pdf", "export_workbook", "print",
)  # fmt: skip
NEEDS_FORM = frozenset(
    (
        "save",
        "save_as",
        "history",
        "undo",
        "redo",
        "check",
        "preview",
        "export_pdf",
        "export_workbook",
        "export_report",
        "print",
        "previous",
        "next",
        "transcription",
        "verify",
        "compare_with_last_year",
        "remarks",
    )
)
"""Actions that mean nothing on the first page."""
ON_FIRST_PAGE = ("new", "open", "next_year", "board")
"""What the first page offers, in its order (UX.md U1)."""


def make_actions(window: QMainWindow, deeds: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """One action for each spec, calling the deed of its name."""
    actions: dict[str, QAction] = {}
    for spec in SPECS:
        action = actions[spec.name] = QAction(spec.text, window)
        action.setObjectName(spec.name)
        action.setToolTip(f"{spec.tip}（{spec.keys}）" if spec.keys else spec.tip)
        keys = [QKeySequence(spec.keys)]
        if spec.name == "larger":
            keys.append(QKeySequence("Ctrl+="))
        if spec.name == "redo":
            keys.append(QKeySequence("Ctrl+Shift+Z"))
        action.setShortcuts(keys if spec.keys else [])
        deed = deeds[spec.name]
        action.triggered.connect(lambda _checked=False, deed=deed: deed())
        window.addAction(action)
    return actions


def name_step(action: QAction, word: str, step: str) -> None:
    """Has 撤销 or 重做 name the step it would take, with nothing to take greyed."""
    action.setEnabled(bool(step))
    action.setText(f"{word}：{step}" if step else word)
    action.setIconText(word)


def fill_bars(window: QMainWindow, actions: Mapping[str, QAction]) -> QMenu:
    """Fills the menus and the tool bar; gives the menu 编辑, to which a page may add actions of its own."""
    menus = {title: window.menuBar().addMenu(title) for title, _ in _MENUS}
    for title, names in _MENUS:
        for name in names:
            if name:
                menus[title].addAction(actions[name])
            else:
                menus[title].addSeparator()
    bar = QToolBar("工具栏", window)
    bar.setObjectName("tool-bar")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    for name in _TOOL_BAR:
        if name:
            bar.addAction(actions[name])
        else:
            bar.addSeparator()
    window.addToolBar(bar)
    return next(menus[title] for title, names in _MENUS if "undo" in names)
