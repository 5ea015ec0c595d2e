"""Proof that the package opens elsewhere: its keeper's eight words, or opening it again with its own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import button, column, field, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.points import Points

_KEEPER = (
    N_("Give or send the package to its keeper."),
    N_("The keeper opens FieldNotes, chooses Travel, then “Check a package that you keep”, and gives the file and "
       "their own identity. Their computer decrypts all of it and shows eight words."),
    N_("Let them read the eight words to you by voice, and type them here. Nobody can know them without having opened "
       "this very file."),
)  # fmt: skip
_CONFIRMATION, _CONFIRMATION_HINT = N_("The eight words"), N_("in this order, with spaces between them")
_OWN = N_("The package is read back from where it lies, decrypted completely and opened as a vault.")
_FILE, _PASSPHRASE = N_("The package"), N_("Passphrase of the package")
_ANOTHER, _NEXT, _PROVE = N_("Write another package"), N_("Next: remove"), N_("Open it again")
_WORDS = 8


class ProveForm(QWidget):
    """`words_given` are the keeper's; `proof_wanted` asks to open the file with the passphrase."""

    words_given = Signal(str)
    proof_wanted = Signal()
    another_wanted = Signal()
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setMinimumHeight(theme.scaled(32))
        self.words.setMaxLength(200)
        self.file = PathLine(tr(_FILE))
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self.another, self.next = button(tr(_ANOTHER)), button(tr(_NEXT), primary=True)
        self._stack = QStackedWidget()
        keeper, inside = column(spacing=14)
        inside.addWidget(Points([tr(sentence) for sentence in _KEEPER]))
        inside.addWidget(field(tr(_CONFIRMATION), self.words, tr(_CONFIRMATION_HINT)))
        inside.addStretch(1)
        own, inside = column(spacing=14)
        inside.addWidget(label(tr(_OWN), "muted", wrap=True))
        inside.addWidget(field(tr(_FILE), self.file))
        inside.addWidget(field(tr(_PASSPHRASE), self.passphrase))
        inside.addStretch(1)
        for page in (keeper, own):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._stack, 1)
        self.footer = row(self.another, None, self.next)
        self.file.asked.connect(lambda: self.asked.emit(self.file))
        self.file.changed.connect(self._check)
        self.words.textChanged.connect(lambda _: self._check())
        self.words.returnPressed.connect(self._submit)
        self.passphrase.edited.connect(self._check)
        self.passphrase.submitted.connect(self._submit)
        self.another.clicked.connect(self.another_wanted)
        self.next.clicked.connect(self._submit)
        self.show_kind(keeper=True)

    def show_kind(self, *, keeper: bool) -> None:
        self._stack.setCurrentIndex(0 if keeper else 1)
        self.next.setText(tr(_NEXT if keeper else _PROVE))
        self._check()

    def forget(self) -> None:
        self.words.clear()
        self.passphrase.clear()

    def _submit(self) -> None:
        if not self.next.isEnabled():
            return
        if self._stack.currentIndex() == 0:
            self.words_given.emit(self.words.text())
        else:
            self.proof_wanted.emit()

    def _check(self) -> None:
        if self._stack.currentIndex() == 0:
            self.next.setEnabled(len(self.words.text().replace("-", " ").replace(",", " ").split()) == _WORDS)
        else:
            self.next.setEnabled(self.file.path() is not None and bool(self.passphrase.text()))
