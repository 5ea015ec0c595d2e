"""Whose name it is that was found: a spelling of somebody who is registered already, or somebody new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.choices import CodeCombo, names_button
from fieldnotes_ui.widgets.labels import beside, field
from fieldnotes_ui.widgets.name_edit import NameLines

_TITLE, _ACTION = N_("Add to the register"), N_("Add")
_EXPLAINS = N_("Redaction looks for every spelling that is registered. Nothing is added before you say so.")
_NEW, _KNOWN = N_("Somebody or something &new…"), N_("A spelling of an &entry that is there")
_WHOSE = N_("Entry")
_SPELLINGS = N_("Spellings, one on each line")
_NONE = N_("Without a spelling there is nothing to add.")
_LINES_HEIGHT = 72


class SpellingDialog(Sheet):
    """`new_wanted` and `known_wanted` (with the entry's code) carry the spellings; it waits for the outcome."""

    new_wanted = Signal(tuple)
    known_wanted = Signal(str, tuple)

    def __init__(
        self, entries: Sequence[tuple[str, str]], chosen: str, spellings: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent, explains=tr(_EXPLAINS))
        self.known, self.new = QRadioButton(tr(_KNOWN)), QRadioButton(tr(_NEW))
        self.whose, self.names = CodeCombo(entries, chosen), names_button()
        self.spellings = NameLines()
        self.spellings.setPlainText("\n".join(spellings))
        self.spellings.setFixedHeight(_LINES_HEIGHT)
        self.spellings.submitted.connect(self.submit)
        self.inside.addWidget(field(tr(_SPELLINGS), self.spellings))
        self.inside.addWidget(self.known)
        self.inside.addLayout(beside(field(tr(_WHOSE), self.whose), self.names))
        self.inside.addWidget(self.new)
        self.known.toggled.connect(self.whose.setEnabled)
        self.known.setEnabled(bool(entries))
        (self.known if chosen and entries else self.new).setChecked(True)
        self.whose.setEnabled(self.known.isChecked())
        (self.known if self.known.isChecked() else self.new).setFocus()

    def show_names(self, names: Mapping[str, str]) -> None:
        self.whose.show_names(names)

    def submit(self) -> None:
        spellings = self.spellings.names()
        if not spellings:
            self.show_problem(tr(_NONE))
        elif self.known.isChecked():
            self.main.setEnabled(False)
            self.known_wanted.emit(self.whose.code(), spellings)
        else:
            self.new_wanted.emit(spellings)
            self.accept()

    def done(self, result: int) -> None:
        self.spellings.clear()
        super().done(result)
