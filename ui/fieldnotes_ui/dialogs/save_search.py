"""Keep a search under a name of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field, label

_TITLE, _ACTION = N_("Save this search"), N_("Save")
_NAME, _HINT = N_("Name"), N_("Another search of that name is replaced. One that names somebody is sealed.")
_EMPTY = N_("A saved search needs a name.")


class SaveSearchDialog(Sheet):
    """`wanted` is the name; the opener answers with `accept` or `show_problem`."""

    wanted = Signal(str)

    def __init__(self, query: str, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ACTION), parent)
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.inside.addWidget(label(query, "mono", wrap=True))
        self.inside.addWidget(field(tr(_NAME), self.name, tr(_HINT)))
        self.name.setFocus()

    def submit(self) -> None:
        name = self.name.text().strip()
        if name:
            self.wanted.emit(name)
        else:
            self.show_problem(tr(_EMPTY))
            self.name.setFocus()
