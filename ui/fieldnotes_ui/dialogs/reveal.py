"""Ask for the passphrase of the sealed compartment, where real names are."""

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


class RevealDialog(QDialog):
    """`submitted` carries the passphrase; the opener answers with `accept` or `show_error`."""

    submitted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(460)
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self.passphrase.submitted.connect(self._submit)
        self.strip = Strip("danger")
        self.strip.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.open_button = button(tr(_OPEN), icon="lock-open", primary=True)
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
            label(tr(_TITLE), "h2"),
            label(tr(_WHY), "muted", wrap=True),
            label(tr(_LOOK), "small", wrap=True),
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
