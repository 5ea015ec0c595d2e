"""A day that may be empty, as year-month-day, with a menu of usual distances."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from fieldnotes import clock
from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

_PATTERN = N_("year-month-day")
_LATER = N_("Choose a day")
_IN_MONTHS = {6: N_("In half a year"), 12: N_("In a year"), 24: N_("In two years"), 60: N_("In five years")}


def is_day(text: str) -> bool:
    """Is it an ISO day, such as 2027-03-14?"""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def months_on(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    return date(year, month + 1, 28)


class DayEdit(QLineEdit):
    """`edited` by typing or menu; `acceptable` while it is empty or a day."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(tr(_PATTERN))
        self.setMaxLength(10)
        self.textEdited.connect(lambda _: self.edited.emit())
        later = QAction(theme.icon("calendar-clock"), tr(_LATER), self)
        self._menu = QMenu(self)
        for months, words in _IN_MONTHS.items():
            self._menu.addAction(tr(words)).triggered.connect(lambda _=False, ahead=months: self._set_ahead(ahead))
        later.triggered.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))
        self.addAction(later, QLineEdit.ActionPosition.TrailingPosition)

    @property
    def acceptable(self) -> bool:
        return not self.text() or is_day(self.text())

    def _set_ahead(self, months: int) -> None:
        self.setText(months_on(clock.today(), months).isoformat())
        self.edited.emit()
