"""Bundles: open one with one's keys, no vault needed; see one's card; see what left this vault and came back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.errors import BundleExpired, FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.bundle import Opened
from fieldnotes.progress import Watch
from fieldnotes.services import find, reading, receive, register
from fieldnotes.services import keys as key_stores
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Reading
from fieldnotes.services.views import Action, ReleaseView
from fieldnotes_ui import messages
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.bundle.answering import Answering
from fieldnotes_ui.pages.bundle.cards import Cards
from fieldnotes_ui.pages.bundle.reviewing import Reviewing
from fieldnotes_ui.widgets.bundle_forms import CardPanel, OpenForm
from fieldnotes_ui.widgets.bundle_reader import BundleReader, level_of
from fieldnotes_ui.widgets.columns import Columns
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save
from fieldnotes_ui.widgets.labels import column, label
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.releases_card import ReleasesCard
from fieldnotes_ui.widgets.remark_answers import RemarkAnswers
from fieldnotes_ui.widgets.reviews_card import ReviewsCard

_SIDE_BY_SIDE = 760
"""Pixels from which both sides have room beside each other."""
_TITLE = N_("Bundles")
_CHOOSE = N_("Choose a file")
_SAVE_TEXTS, _TEXTS_NAME = N_("A new folder for the texts"), "bundle-texts"
_SAVED_TEXTS = NN_("{n} text was saved, unencrypted.", "{n} texts were saved, unencrypted.")
_NO_COPY = N_("The level of this record does not allow copying.")
T = TypeVar("T")


class BundlePage(QWidget):
    """Works with and without an open vault."""

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        self._desk = desk
        self._clipboard = clipboard
        self._opened: Opened | None = None
        self._even_expired: Path | None = None
        self.review: Reviewing | None = None
        self._form = OpenForm()
        self._panel = CardPanel(has_vault=desk.is_open)
        self._cards = Cards(desk, clipboard, self._panel, self._form, self)
        self._cards.told.connect(self._tell)
        self._releases, self._reviews, self.answers = ReleasesCard(), ReviewsCard(), RemarkAnswers()
        self._releases.hide()
        self._reviews.hide()
        self.answering = Answering(desk, self._reviews, self.answers, self)
        self.reader = BundleReader()
        self._build()
        self._connect()
        if desk.is_open:
            self._reviews.show()
            desk.ask(self, lambda session, _: register.releases(session), self._show_releases)
            self.answering.look()

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

    def import_review(self, path: Path | None = None) -> None:
        """Take in an editor's review of a bundle of the open vault."""
        self._close()
        if path is not None and self._desk.is_open:
            self.answering.take_in(path)

    # --- opening --------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        path, identity, author = (line.path() for line in (self._form.bundle, self._form.identity, self._form.author))
        if path is None or identity is None:
            return
        self._form.strip.hide()
        self._form.show_busy(True)
        if self._form.has_keys:
            self._open_with_keys(path, identity, self._form.passphrase.take())
            return

        even = self._even_expired == path

        def work(watch: Watch) -> Opened:
            return receive.open_bundle(path, identity=identity, author_card=author, even_expired=even, watch=watch)

        self._desk.free(self, work, self._show_opened, failed=self._failed)

    def _open_with_keys(self, path: Path, file: Path, passphrase: str) -> None:
        even = self._even_expired == path

        def work(watch: Watch) -> tuple[Keys, Reading]:
            keys = key_stores.unlock(file, passphrase)
            try:
                return keys, _read(path, keys, watch, even_expired=even)
            except BaseException:
                keys.close()
                raise

        def show(opened: tuple[Keys, Reading]) -> None:
            self.destroyed.connect(opened[0].close)  # the page is thrown away when a vault is opened or locked
            self._review(path, *opened)

        self._desk.free(self, work, show, failed=self._failed)

    def _review(self, path: Path, keys: Keys, found: Reading) -> None:
        self._show_opened(found.opened)
        self.review = Reviewing(self._desk, self.reader, keys, found, path)
        self.review.reopen.connect(lambda: self._read_again(path, keys))

    def _read_again(self, path: Path, keys: Keys) -> None:
        """The same bundle with the same keys, which know more now."""

        def show(found: Reading) -> None:
            self._throw_reader_away()
            self._review(path, keys, found)

        even = receive.has_expired(self._opened) if self._opened is not None else False
        self._desk.free(
            self, lambda watch: _read(path, keys, watch, even_expired=even), show, failed=self._desk.failed.emit
        )

    def _show_opened(self, opened: Opened) -> None:
        self._form.show_busy(False)
        self._even_expired = None
        self._opened = opened
        self.reader.show_opened(opened, has_expired=receive.has_expired(opened))
        self._stack.setCurrentWidget(self.reader)

    def _close(self) -> None:
        """Forget what was shown: the reader is thrown away, not hidden."""
        if self._opened is None:
            return
        self._opened = None
        if self.review is not None:
            keys, self.review = self.review.keys, None
            self._desk.free(self, lambda _: keys.close())
        self._throw_reader_away()
        self._stack.setCurrentIndex(0)
        self._form.setFocus()

    def _throw_reader_away(self) -> None:
        self._stack.removeWidget(self.reader)
        self.reader.deleteLater()
        self.reader = BundleReader()
        self._connect_reader()
        self._stack.addWidget(self.reader)

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

    def _show_answers(self) -> None:
        self._stack.setCurrentWidget(self.answers)
        self.answers.list.setFocus()

    def _on_turned(self, place: int) -> None:
        """Whoever comes to the page by key comes to what is on view."""
        answering = self._stack.currentWidget() is self.answers
        land_on(self, self._form if place == 0 else self.answers.list if answering else self.reader.list)

    def _tell(self, sentence: str) -> None:
        self._desk.notice.emit(sentence)

    def _failed(self, error: FieldNotesError) -> None:
        self._even_expired = None
        self._form.show_problem(messages.words(error))
        self._form.even_expired.setVisible(isinstance(error, BundleExpired))

    def _open_expired(self) -> None:
        """Its author wanted it closed by now; somebody has a reason to read it all the same."""
        self._even_expired = self._form.bundle.path()
        if self._form.has_keys and not self._form.passphrase.text():
            self._form.ask_again()
        else:
            self._open()

    def _show_releases(self, releases: list[ReleaseView]) -> None:
        self._releases.show_releases(releases)
        self._releases.setVisible(bool(releases))

    def _choose_for(self, line: PathLine) -> None:
        ask_to_open(self, tr(_CHOOSE), line.show_path)

    def _connect(self) -> None:
        self._form.submitted.connect(self._open)
        self._form.expired_wanted.connect(self._open_expired)
        self._form.asked.connect(self._choose_for)
        self.answering.opened.connect(self._show_answers)
        self.answering.told.connect(self._tell)
        self.answers.back_wanted.connect(lambda: self._stack.setCurrentIndex(0))
        self._connect_reader()

    def _connect_reader(self) -> None:
        self.reader.copy_wanted.connect(self._copy)
        self.reader.save_wanted.connect(self._ask_where_to_save)
        self.reader.close_wanted.connect(self._close)

    def _build(self) -> None:
        (given, left), (beside, right) = column(spacing=16), column()
        left.addWidget(self._form)
        left.addWidget(self._reviews)
        left.addWidget(self._releases)
        left.addStretch(1)
        right.addWidget(self._panel)
        right.addStretch(1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(24, 18, 24, 18)
        inside.setSpacing(14)
        inside.addWidget(label(tr(_TITLE), "h1"))
        inside.addWidget(Columns((given, 3), (beside, 2), least=_SIDE_BY_SIDE, spacing=16))
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
        self._stack.addWidget(self.answers)
        self._stack.addWidget(self.reader)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        land_on(self, self._form)
        self._stack.currentChanged.connect(self._on_turned)


def _read(path: Path, keys: Keys, watch: Watch, *, even_expired: bool = False) -> Reading:
    """Open a bundle and note it as seen."""
    found = reading.open_bundle(path, keys, even_expired=even_expired, watch=watch)
    reading.remember(found, keys)
    return found
