"""Give words of a testimony a level of their own, and say what others read instead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.level_combo import LevelCombo

_TITLE, _CHANGE = N_("Protect this passage"), N_("Change this passage's protection")
_ACTION = N_("Protect passage")
_EXPLAINS = N_("Whoever may not read this level reads the replacement, or a neutral mark if there is none.")
_LEVEL = N_("Level")
_REPLACEMENT, _REPLACEMENT_HINT = N_("Replacement"), N_("For example: a relative abroad")
_WHY = N_("Why is it changed?")
_EMPTY = N_("A passage that was protected needs a reason to be changed.")
_QUOTE = N_("“{quote}”")
_LONGEST = 160


class PassageDialog(Sheet):
    """`wanted` is level, replacement and reason."""

    wanted = Signal(object, str, str)

    def __init__(self, quote: str, present: Passage | None, parent: QWidget) -> None:
        title = tr(_TITLE if present is None else _CHANGE)
        super().__init__(title, tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self._present = present
        short = " ".join(quote.split())
        words = label(tr(_QUOTE, quote=short if len(short) <= _LONGEST else short[:_LONGEST] + "…"), wrap=True)
        self.level = LevelCombo(Level.SEALED if present is None else present.level)
        self.replacement, self.reason = QLineEdit(), QLineEdit()
        self.replacement.setMaxLength(300)
        self.reason.setMaxLength(500)
        self.inside.addWidget(words)
        self.inside.addWidget(field(tr(_LEVEL), self.level))
        self.inside.addWidget(field(tr(_REPLACEMENT), self.replacement, tr(_REPLACEMENT_HINT)))
        if present is not None:
            self.replacement.setText(present.replacement)
            self.inside.addWidget(field(tr(_WHY), self.reason))
        self.level.setFocus()

    def submit(self) -> None:
        before, reason = self._present, self.reason.text().strip()
        level = self.level.level()
        if before is not None and level is not before.level and not reason:
            self.show_problem(tr(_EMPTY))
            self.reason.setFocus()
            return
        kept = before.reason if before is not None else ""
        self.wanted.emit(level, self.replacement.text().strip(), reason or kept)
        self.accept()
