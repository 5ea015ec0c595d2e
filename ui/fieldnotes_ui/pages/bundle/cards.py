"""Contact cards: a new identity or key store, the card that is sent to others, this vault's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes import files
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.services import access, people
from fieldnotes.services import keys as key_stores
from fieldnotes.services import session as sessions
from fieldnotes.services.views import CardView
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.new_identity import IdentityWanted, NewIdentityDialog
from fieldnotes_ui.dialogs.new_keys import KeysWanted, NewKeysDialog
from fieldnotes_ui.widgets.bundle_forms import CardPanel, OpenForm
from fieldnotes_ui.widgets.file_dialogs import ask_to_save

_CHOOSE = N_("Choose a file")
_NEEDS_IDENTITY = N_("Choose your identity file first.")
_NEEDS_PASSPHRASE = N_("Type the passphrase of the keys first.")
_SAVE_CARD, _CARD_NAME = N_("Save the card"), "my.card.json"
_SAVED_CARD = N_("The card was saved. Send it to those who are to send you bundles.")
_IDENTITY_NAME, _KEYS_NAME = "my.identity", "my.fnkeys"
T = TypeVar("T")


class Cards(QObject):
    """Fills the panel; `told` carries what was done."""

    told = Signal(str)

    def __init__(self, desk: Desk, clipboard: Clipboard, panel: CardPanel, form: OpenForm, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._clipboard, self._panel, self._form, self._page = desk, clipboard, panel, form, parent
        self._card: CardView | None = None
        panel.keys_wanted.connect(self._ask_for_keys)
        panel.new_wanted.connect(self._ask_for_identity)
        panel.show_wanted.connect(self._read_card)
        panel.copy_wanted.connect(self._copy_card)
        panel.save_wanted.connect(self._ask_where_to_save_card)
        panel.author_wanted.connect(self._read_author_card)

    def _ask_for_keys(self) -> None:
        dialog = NewKeysDialog(Path.home() / _KEYS_NAME, "en", self._page)
        dialog.file.asked.connect(
            lambda: ask_to_save(dialog, tr(_CHOOSE), Path.home() / _KEYS_NAME, dialog.file.show_path)
        )
        secret = dialog.passphrase
        secret.judge_wanted.connect(lambda text: secret.show_strength(sessions.strength(text)))
        secret.generate_wanted.connect(lambda language: secret.show_generated(access.generate(language)))

        def make(wanted: KeysWanted) -> None:
            def work() -> tuple[Path, CardView]:
                with key_stores.create(wanted.path, wanted.passphrase, name=wanted.name) as keys:
                    return keys.path, keys.card()

            def made(done: tuple[Path, CardView]) -> None:
                self._form.identity.show_path(done[0])
                self._show_card(done[1])
                dialog.accept()

            self._free(work, made, lambda error: dialog.show_problem(messages.words(error)), owner=dialog)

        dialog.wanted.connect(make)
        dialog.open()

    def _ask_for_identity(self) -> None:
        dialog = NewIdentityDialog(Path.home() / _IDENTITY_NAME, self._page)
        dialog.file.asked.connect(
            lambda: ask_to_save(dialog, tr(_CHOOSE), Path.home() / _IDENTITY_NAME, dialog.file.show_path)
        )

        def make(wanted: IdentityWanted) -> None:
            def made(card: CardView) -> None:
                self._form.identity.show_path(wanted.path)
                self._show_card(card)
                dialog.accept()

            self._free(
                lambda: people.new_identity(wanted.path, wanted.name),
                made,
                lambda error: dialog.show_problem(messages.words(error)),
                owner=dialog,
            )

        dialog.wanted.connect(make)
        dialog.open()

    def _read_card(self) -> None:
        identity = self._form.identity.path()
        if identity is None:
            self._form.show_problem(tr(_NEEDS_IDENTITY))
            self._form.identity.setFocus()
            return
        if self._form.has_keys:
            self._read_keys_card(identity)
        else:
            self._free(lambda: people.card(identity), self._show_card, self._failed)

    def _read_keys_card(self, path: Path) -> None:
        secret = self._form.passphrase.text()
        if not secret:
            self._form.show_problem(tr(_NEEDS_PASSPHRASE))
            self._form.passphrase.setFocus()
            return

        def work() -> CardView:
            with key_stores.unlock(path, secret) as keys:
                return keys.card()

        self._free(work, self._show_card, self._failed)

    def _read_author_card(self) -> None:
        self._desk.ask(self._page, lambda session, _: people.author_card(session), self._show_card)

    def _show_card(self, card: CardView) -> None:
        self._card = card
        self._panel.show_card(card)

    def _copy_card(self) -> None:
        if self._card is not None:
            self._clipboard.copy(self._card.text)

    def _ask_where_to_save_card(self) -> None:
        ask_to_save(self._page, tr(_SAVE_CARD), Path.home() / _CARD_NAME, self.save_card)

    def save_card(self, path: Path) -> None:
        card = self._card
        if card is not None:
            self._free(
                lambda: files.atomic_write(path, card.text.encode()),
                lambda _: self.told.emit(tr(_SAVED_CARD)),
                self._failed,
            )

    def _free(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[FieldNotesError], None],
        *,
        owner: QWidget | None = None,
    ) -> None:
        self._desk.free(owner or self._page, lambda _: work(), done, failed=failed)

    def _failed(self, error: FieldNotesError) -> None:
        self._form.show_problem(messages.words(error))
