"""Bundles: open one with an identity file, no vault needed; see one's card; see what left this vault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes import files
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.bundle import Opened
from fieldnotes.progress import Watch
from fieldnotes.services import find, people, receive, register
from fieldnotes.services.views import Action, CardView, ReleaseView
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.new_identity import IdentityWanted, NewIdentityDialog
from fieldnotes_ui.widgets.bundle_forms import CardPanel, OpenForm
from fieldnotes_ui.widgets.bundle_reader import BundleReader, level_of
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save
from fieldnotes_ui.widgets.labels import label
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.releases_card import ReleasesCard

_TITLE = N_("Bundles")
_CHOOSE = N_("Choose a file")
_NEEDS_IDENTITY = N_("Choose your identity file first.")
_SAVE_CARD, _CARD_NAME = N_("Save the card"), "my.card.json"
_SAVE_TEXTS, _TEXTS_NAME = N_("A new folder for the texts"), "bundle-texts"
_SAVED_CARD = N_("The card was saved. Send it to those who are to send you bundles.")
_SAVED_TEXTS = NN_("{n} text was saved, unencrypted.", "{n} texts were saved, unencrypted.")
_NO_COPY = N_("The level of this record does not allow copying.")
_IDENTITY_NAME = "my.identity"
T = TypeVar("T")


class BundlePage(QWidget):
    """Works with and without an open vault."""

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self._clipboard = clipboard
        self._opened: Opened | None = None
        self._card: CardView | None = None
        self._form = OpenForm()
        self._cards = CardPanel(has_vault=desk.is_open)
        self._releases = ReleasesCard()
        self._releases.hide()
        self.reader = BundleReader()
        self._build()
        self._connect()
        if desk.is_open:
            desk.ask(self, lambda session, _: register.releases(session), self._show_releases)

    def open_bundle(
        self, path: Path | None = None, identity: Path | None = None, author_card: Path | None = None
    ) -> None:
        """Fill the form in with what is given; open at once where a bundle and an identity are."""
        self._close()
        for line, given in (
            (self._form.bundle, path),
            (self._form.identity, identity),
            (self._form.author, author_card),
        ):
            if given is not None:
                line.show_path(given)
        if path is not None and identity is not None:
            self._open()
        else:
            (self._form.bundle if path is None else self._form.identity).setFocus()

    # --- opening --------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        path, identity, author = (line.path() for line in (self._form.bundle, self._form.identity, self._form.author))
        if path is None or identity is None:
            return
        self._form.strip.hide()
        self._form.show_busy(True)

        def work(watch: Watch) -> Opened:
            return receive.open_bundle(path, identity=identity, author_card=author, watch=watch)

        self._desk.free(self, work, self._show_opened, failed=self._failed)

    def _show_opened(self, opened: Opened) -> None:
        self._form.show_busy(False)
        self._opened = opened
        self.reader.show_opened(opened)
        self._stack.setCurrentWidget(self.reader)

    def _close(self) -> None:
        """Forget what was shown: the reader is thrown away, not hidden."""
        if self._opened is None:
            return
        self._opened = None
        self._stack.removeWidget(self.reader)
        self.reader.deleteLater()
        self.reader = BundleReader()
        self._connect_reader()
        self._stack.addWidget(self.reader)
        self._stack.setCurrentIndex(0)
        self._form.setFocus()

    def _copy(self, level_name: str, words: str) -> None:
        level = level_of(level_name)
        if level is not None and find.may(level, Action.COPY):
            self._clipboard.copy(words)
        else:
            self._desk.notice.emit(tr(_NO_COPY))

    def _ask_where_to_save(self) -> None:
        ask_to_save(self, tr(_SAVE_TEXTS), Path.home() / _TEXTS_NAME, self.save_texts)

    def save_texts(self, folder: Path) -> None:
        """Write the texts into a new folder, in the clear: only ever because somebody asked."""
        opened = self._opened
        if opened is not None:
            self._free(
                lambda: receive.save_texts(opened, folder),
                lambda written: self._desk.notice.emit(trn(*_SAVED_TEXTS, len(written))),
                self._desk.failed.emit,
            )

    # --- cards ----------------------------------------------------------------------------------------------------

    def _ask_for_identity(self) -> None:
        dialog = NewIdentityDialog(Path.home() / _IDENTITY_NAME, self)
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
        self._free(lambda: people.card(identity), self._show_card, self._failed)

    def _read_author_card(self) -> None:
        self._desk.ask(self, lambda session, _: people.author_card(session), self._show_card)

    def _show_card(self, card: CardView) -> None:
        self._card = card
        self._cards.show_card(card)

    def _copy_card(self) -> None:
        if self._card is not None:
            self._clipboard.copy(self._card.text)

    def _ask_where_to_save_card(self) -> None:
        ask_to_save(self, tr(_SAVE_CARD), Path.home() / _CARD_NAME, self.save_card)

    def save_card(self, path: Path) -> None:
        card = self._card
        if card is not None:
            self._free(
                lambda: files.atomic_write(path, card.text.encode()),
                lambda _: self._desk.notice.emit(tr(_SAVED_CARD)),
                self._failed,
            )

    # --- the rest -------------------------------------------------------------------------------------------------

    def _free(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[FieldNotesError], None],
        *,
        owner: QWidget | None = None,
    ) -> None:
        self._desk.free(owner or self, lambda _: work(), done, failed=failed)

    def _failed(self, error: FieldNotesError) -> None:
        self._form.show_problem(messages.words(error))

    def _show_releases(self, releases: list[ReleaseView]) -> None:
        self._releases.show_releases(releases)
        self._releases.setVisible(bool(releases))

    def _choose_for(self, line: PathLine) -> None:
        ask_to_open(self, tr(_CHOOSE), line.show_path)

    def _connect(self) -> None:
        self._form.submitted.connect(self._open)
        self._form.asked.connect(self._choose_for)
        self._cards.new_wanted.connect(self._ask_for_identity)
        self._cards.show_wanted.connect(self._read_card)
        self._cards.copy_wanted.connect(self._copy_card)
        self._cards.save_wanted.connect(self._ask_where_to_save_card)
        self._cards.author_wanted.connect(self._read_author_card)
        self._connect_reader()

    def _connect_reader(self) -> None:
        self.reader.copy_wanted.connect(self._copy)
        self.reader.save_wanted.connect(self._ask_where_to_save)
        self.reader.close_wanted.connect(self._close)

    def _build(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._form)
        left.addWidget(self._releases)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self._cards)
        right.addStretch(1)
        sides.addLayout(left, 3)
        sides.addLayout(right, 2)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 18, 24, 18)
        inside.setSpacing(14)
        inside.addWidget(label(tr(_TITLE), "h1"))
        inside.addLayout(sides)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.reader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self._form)
