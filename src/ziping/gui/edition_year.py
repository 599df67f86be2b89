"""The choices of 版式 and 年度, wherever a form is begun or changed."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QSpinBox

from ziping.editions.catalog import editions


class EditionBox(QComboBox):
    """Chooses among the editions there are."""

    def __init__(self, name: str, edition_id: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("版式")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for known in editions():
            note = f"（{known.note}）" if known.note else ""
            self.addItem(f"{known.name}　金额单位：{known.money.unit}{note}", known.id)
        self.setCurrentIndex(max(self.findData(edition_id), 0))

    @property
    def edition_id(self) -> str:
        """The id of the edition chosen."""
        return str(self.currentData())


class YearBox(QSpinBox):
    """Chooses a year; ``year`` is where it begins, that of most forms made today where there is none."""

    def __init__(self, name: str, year: object = None) -> None:
        from ziping.rules.checks.year import YEARS  # what not every start needs is imported on use

        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("年度")
        self.setRange(YEARS[0], YEARS[-1])
        self.setValue(year if isinstance(year, int) else usual_year(datetime.now().astimezone().date()))


def usual_year(today: date) -> int:
    """The year a form made today is most likely for: last year until June, this year from July on."""
    return today.year - 1 if today.month < 7 else today.year
