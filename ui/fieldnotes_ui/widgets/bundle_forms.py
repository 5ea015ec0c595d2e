"""The two sides of exchanging bundles: opening one that came, and the card that lets others send one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import keys
from fieldnotes.services.views import CardView
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, field, label, row
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.strip import Strip
from fieldnotes_ui.widgets.word_grid import WordGrid

_OPEN_TITLE = N_("Open a bundle")
_OPEN_ABOUT = N_("It is checked as a whole before anything of it is shown. Nothing is written to the disk.")
_BUNDLE, _BUNDLE_HINT = N_("Bundle"), N_("the .age file that you were sent")
_IDENTITY, _IDENTITY_HINT = N_("Your keys"), N_("your .fnkeys file, or a private identity file")
_PASSPHRASE = N_("Passphrase of the keys")
_AUTHOR, _AUTHOR_HINT = N_("Author's card (optional)"), N_("to know for certain who made it")
_OPEN = N_("Open")
_EVEN_EXPIRED = N_("Open it all the same")
_ONCE_MORE = N_("Type the passphrase of the keys once more, to open what has expired.")
_CARD_TITLE = N_("Your card")
_CARD_ABOUT = N_(
    "Others need your card to send you a bundle. It is public. The identity file behind it is private: never send it."
)
_NEW = N_("New identity…")
_NEW_KEYS = N_("New keys…")
_SHOW = N_("Show the card of the identity")
_SAVE_CARD, _COPY_CARD = N_("Save the card…"), N_("Copy the card")
_WORDS = N_("Read these words to each other by voice. If they are the same on both sides, the card is genuine.")
_AUTHOR_CARD = N_("This vault's card…")


class OpenForm(QFrame):
    """`submitted` when all that is needed is there; `asked` names the line that wants a file dialog."""

    submitted = Signal()
    expired_wanted = Signal()
    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.bundle = PathLine(tr(_BUNDLE), tr(_BUNDLE_HINT))
        self.identity = PathLine(tr(_IDENTITY), tr(_IDENTITY_HINT))
        self.author = PathLine(tr(_AUTHOR), tr(_AUTHOR_HINT))
        self.passphrase = PassphraseEdit(tr(_PASSPHRASE))
        self._secret = field(tr(_PASSPHRASE), self.passphrase)
        self.strip = Strip()
        self.strip.hide()
        self.even_expired = self.strip.add_button(button(tr(_EVEN_EXPIRED)))
        self.even_expired.clicked.connect(self.expired_wanted)
        self.even_expired.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._open = button(tr(_OPEN), primary=True)
        self._open.clicked.connect(self.submitted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_OPEN_TITLE), "h2"))
        layout.addWidget(label(tr(_OPEN_ABOUT), "muted", wrap=True))
        lines = ((_BUNDLE, self.bundle), (_IDENTITY, self.identity), (_AUTHOR, self.author))
        fields = [field(tr(name), line) for name, line in lines]
        self._vouched = fields[-1]
        for widget in (*fields[:-1], self._secret, self._vouched):
            layout.addWidget(widget)
        for _, line in lines:
            line.changed.connect(self._check)
            line.line.returnPressed.connect(self._submit)
            line.asked.connect(lambda line=line: self.asked.emit(line))
        self.passphrase.edited.connect(self._check)
        self.passphrase.submitted.connect(self._submit)
        layout.addWidget(self.strip)
        layout.addWidget(self._progress)
        layout.addLayout(row(None, self._open))
        self.setFocusProxy(self.bundle)
        self._check()

    @property
    def has_keys(self) -> bool:
        """Whether a key store was chosen, which has a passphrase and knows its authors itself."""
        path = self.identity.path()
        return path is not None and path.suffix == keys.SUFFIX

    def show_busy(self, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._open.setEnabled(not busy)

    def show_problem(self, sentence: str) -> None:
        self.show_busy(False)
        self.strip.show_message("danger", sentence)
        self.strip.show()

    def ask_again(self) -> None:
        """The passphrase is not kept from one opening to the next."""
        self.even_expired.hide()
        self.strip.show_message("info", tr(_ONCE_MORE))
        self.passphrase.setFocus()

    def _submit(self) -> None:
        if self._open.isEnabled():
            self.submitted.emit()

    def _check(self) -> None:
        needed = not self.has_keys or bool(self.passphrase.text())
        self._open.setEnabled(self.bundle.path() is not None and self.identity.path() is not None and needed)
        self._secret.setVisible(self.has_keys)
        self._vouched.setVisible(not self.has_keys)
        self.strip.hide()


class CardPanel(QFrame):
    """A contact card with its words to compare, and how to come to one."""

    keys_wanted = Signal()
    new_wanted = Signal()
    show_wanted = Signal()
    save_wanted = Signal()
    copy_wanted = Signal()
    author_wanted = Signal()

    def __init__(self, *, has_vault: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._name = label("", "h2")
        self._words = QWidget()
        self._hint = label(tr(_WORDS), "small", wrap=True)
        self._save = button(tr(_SAVE_CARD), icon="download")
        self._save.clicked.connect(self.save_wanted)
        self._copy = button(tr(_COPY_CARD), icon="file-text")
        self._copy.clicked.connect(self.copy_wanted)
        new_keys = button(tr(_NEW_KEYS), icon="key-round", primary=not has_vault)
        new_keys.clicked.connect(self.keys_wanted)
        new, show = button(tr(_NEW), icon="file-lock"), button(tr(_SHOW), icon="eye")
        new.clicked.connect(self.new_wanted)
        show.clicked.connect(self.show_wanted)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(24, 20, 24, 20)
        self._inside.setSpacing(10)
        about = label(tr(_CARD_ABOUT), "muted", wrap=True)
        for widget in (label(tr(_CARD_TITLE), "h2"), about, self._name, self._words, self._hint):
            self._inside.addWidget(widget)
        self._inside.addLayout(Flow(self._save, self._copy))
        self._inside.addSpacing(6)
        for made in (new_keys, new, show):
            self._inside.addWidget(made)
        if has_vault:
            author = button(tr(_AUTHOR_CARD), icon="shield")
            author.clicked.connect(self.author_wanted)
            self._inside.addWidget(author)
        self.show_card(None)

    def show_card(self, card: CardView | None) -> None:
        fresh = WordGrid(card.words) if card is not None else QWidget()
        self._inside.replaceWidget(self._words, fresh)
        self._words.deleteLater()
        self._words = fresh
        self._name.setText(card.name if card is not None else "")
        for widget in (self._name, self._words, self._hint, self._save, self._copy):
            widget.setVisible(card is not None)
