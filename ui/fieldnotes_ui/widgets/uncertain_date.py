"""A date as exactly as it is known, typed as text; what was understood stands beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fieldnotes import i18n
from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UNKNOWN_DATE, UncertainDate
from fieldnotes.services import date_reading
from fieldnotes.services.form_text import date_words
from fieldnotes_ui.widgets.labels import label

_EXAMPLE = N_("2016 · c. November 2016 · 2016-11..2017-02")
_UNREADABLE = N_("Not a date yet: {example}")


class UncertainDateEdit(QWidget):
    """`when` is the date typed, and None while it is none."""

    edited = Signal()

    def __init__(self, when: UncertainDate = UNKNOWN_DATE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(str(when))
        self.line.setMaxLength(40)
        self.understood = label("", "small", wrap=True)  # two lines of it are no higher than the field
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.understood, 1)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._tell)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self._tell()

    @property
    def when(self) -> UncertainDate | None:
        try:
            return date_reading.read(self.line.text())
        except BadValue:
            return None

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _tell(self) -> None:
        when = self.when
        example = tr(_EXAMPLE)
        words = tr(_UNREADABLE, example=example) if when is None else date_words(when, i18n.language())
        words = words if self.line.text().strip() else example
        self.understood.setText(words)
        self.line.setAccessibleDescription(words)
