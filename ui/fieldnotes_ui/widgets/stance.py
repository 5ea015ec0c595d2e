"""What an author says to a remark: that she agrees, that she does not, or only an answer; in words that are kept."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.flow import Flow


class Stand(StrEnum):
    """Whether the author follows a remark."""

    AGREED = "agreed"
    DECLINED = "declined"
    NEITHER = "neither"


_NAMES = {
    Stand.AGREED: N_("I a&gree"),
    Stand.DECLINED: N_("I do &not agree"),
    Stand.NEITHER: N_("Only an ans&wer"),
}
_SAID = {Stand.AGREED: N_("Agreed."), Stand.DECLINED: N_("Not agreed.")}


class Stance(QWidget):
    """`changed` follows another choice. An answer alone is chosen at first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {one: QRadioButton(tr(words)) for one, words in _NAMES.items()}
        layout = Flow(*self.buttons.values(), spacing=16)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.reset()
        for made in self.buttons.values():
            made.toggled.connect(self.changed)

    def reset(self) -> None:
        self.buttons[Stand.NEITHER].setChecked(True)

    def chosen(self) -> Stand:
        return next(one for one, made in self.buttons.items() if made.isChecked())

    def with_words(self, words: str) -> str:
        """The answer that is kept; empty where words are needed and there are none: only agreeing needs no more."""
        stand = self.chosen()
        if not words:
            return tr(_SAID[stand]) if stand is Stand.AGREED else ""
        return words if stand is Stand.NEITHER else f"{tr(_SAID[stand])} {words}"
