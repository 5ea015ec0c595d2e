"""The register entries that a record speaks of, as a line of chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.register import EntityType, Entry
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import label

_HEAD = N_("Mentioned")
_NOBODY = N_("nobody from the register yet")
_CLOSED = N_("names are matched while the sealed compartment is open")
_ICONS = {
    EntityType.PERSON: "user-round", EntityType.ORG: "building-2", EntityType.PLACE: "map-pin",
    EntityType.PHONE: "phone", EntityType.EMAIL: "mail", EntityType.HANDLE: "at-sign",
    EntityType.DOCUMENT: "file-text",
}  # fmt: skip
_MORE = N_("and {count} more")
_MOST = 24


class PeopleChips(QWidget):
    """Codes only: names stay in the register. `chosen` is a code."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._head = label(tr(_HEAD), "small")
        self._row.addWidget(self._head)
        self._none = ElidedLabel("", "small")
        self._row.addWidget(self._none)
        self._more = label("", "small")
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._chips: list[QPushButton] = []
        self._shown: tuple[tuple[str, int], ...] = ()

    def show_people(self, people: Sequence[tuple[Entry, int]], *, names_open: bool) -> None:
        wanted = tuple((entry.code, count) for entry, count in people)
        self._none.setText("" if people else tr(_NOBODY) if names_open else tr(_CLOSED))
        if wanted == self._shown:
            return
        self._shown = wanted
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(entry, count) for entry, count in people[:_MOST]]
        for at, chip in enumerate(self._chips):
            self._row.insertWidget(1 + at, chip)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many chips as have room, and how many more there are."""
        more = self.fontMetrics().horizontalAdvance(tr(_MORE, count=len(self._shown)))
        room, shown = self.width() - self._head.sizeHint().width() - more - 2 * self._row.spacing(), 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + self._row.spacing()
            chip.setVisible(room >= 0)
            shown += room >= 0
        hidden = len(self._shown) - shown
        self._more.setText(tr(_MORE, count=hidden) if hidden else "")

    def _chip(self, entry: Entry, count: int) -> QPushButton:
        made = QPushButton(f" {entry.code}  ×{count}")  # the style leaves no gap after the icon
        made.setObjectName("chip")
        made.setIcon(theme.icon(_ICONS[entry.type]))
        made.setAccessibleName(trn("{code}, mentioned {n} time", "{code}, mentioned {n} times", count, code=entry.code))
        made.setToolTip(made.accessibleName())
        made.clicked.connect(lambda _=False, code=entry.code: self.chosen.emit(code))
        return made
