"""The last step before a journey: say once more what goes, and type that it is meant."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, field, row
from fieldnotes_ui.widgets.points import Points
from fieldnotes_ui.widgets.strip import Strip

_PROVED = N_("The package was opened elsewhere as a whole vault: nothing is lost when it goes from here.")
_POINTS = (
    N_("Keys, records, names, old versions and search entries of what was chosen are removed, and the database is "
       "written afresh under a new key."),
    N_("If the computer fails meanwhile, the next unlock goes on. Until the last moment the package holds everything."),
    N_("Afterwards no passphrase brings it back on this computer: only the package does."),
)  # fmt: skip
_PHRASE = N_("LEAVE BEHIND")
_TYPE = N_("Type {phrase} to go on")
_BACK, _REMOVE = N_("Not now"), N_("Remove from this computer")


class RemoveForm(QWidget):
    """`wanted` only after the phrase was typed."""

    wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrase = tr(_PHRASE)
        self.summary = Strip("warn")
        self.typed = QLineEdit()
        self.typed.setMinimumHeight(theme.scaled(32))
        self.back, self.remove = button(tr(_BACK)), button(tr(_REMOVE), icon="plane", danger=True)
        self.remove.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(Strip("ok", tr(_PROVED)))
        layout.addWidget(self.summary)
        layout.addWidget(Points([tr(sentence) for sentence in _POINTS]))
        layout.addWidget(field(tr(_TYPE, phrase=self.phrase), self.typed))
        layout.addStretch(1)
        self.footer = row(self.back, None, self.remove)
        self.typed.textChanged.connect(lambda _: self.remove.setEnabled(self._is_meant()))
        self.typed.returnPressed.connect(self._submit)
        self.remove.clicked.connect(self._submit)
        self.back.clicked.connect(self.back_wanted)

    def _is_meant(self) -> bool:
        return " ".join(self.typed.text().split()).casefold() == self.phrase.casefold()

    def _submit(self) -> None:
        if self._is_meant():
            self.wanted.emit()
