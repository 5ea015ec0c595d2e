"""Ask for the passphrase of the sealed compartment: to open it, or once more before something leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Open the sealed compartment")
_WHY = N_("Real names and sealed records are shown while it is open. It closes by itself after two idle minutes.")
_LOOK = N_("Look around first: can anybody see this screen? The opening is written to the ledger.")
_PASSPHRASE = N_("Passphrase of the sealed compartment")
_OPEN = N_("Open")
_CANCEL = N_("Cancel")
_AGAIN = N_("The passphrase once more")
_EACH_TIME = N_("Something is about to leave the vault. Each time it does, the passphrase is asked for again.")
_WHO = N_("Is it you who wants this, and nobody who stands beside you?")
_GO_ON = N_("Go on")


class RevealDialog(QDialog):
    """`submitted` carries the passphrase; the opener answers with `accept` or `show_error`."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget, *, again: bool = False) -> None:
        """`again`: the compartment is open, and something is about to leave."""
        super().__init__(parent)
        title, why, look, action = (_AGAIN, _EACH_TIME, _WHO, _GO_ON) if again else (_TITLE, _WHY, _LOOK, _OPEN)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(title))
        self.setMinimumWidth(460)
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self.passphrase.submitted.connect(self._submit)
        self.strip = Strip("danger")
        self.strip.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.open_button = button(tr(action), icon="lock-open", primary=True)
        self.open_button.setDefault(True)
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self._submit)
        cancel = button(tr(_CANCEL))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (
            label(tr(title), "h2"),
            label(tr(why), "muted", wrap=True),
            label(tr(look), "small", wrap=True),
            label(tr(_PASSPHRASE)),
            self.passphrase,
            self.strip,
            self._progress,
        ):
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addLayout(row(None, cancel, self.open_button))
        self.passphrase.setFocus()

    def show_error(self, words: str) -> None:
        self._busy(False)
        self.strip.show_message("danger", words)
        self.strip.show()
        self.passphrase.setFocus()

    def done(self, result: int) -> None:
        self.passphrase.clear()
        super().done(result)

    def _submit(self) -> None:
        if self.passphrase.text() and self.passphrase.isEnabled():
            typed = self.passphrase.take()
            self._busy(True)
            self.submitted.emit(typed)

    def _busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self.passphrase.setEnabled(not busy)
        self.open_button.setEnabled(not busy)
