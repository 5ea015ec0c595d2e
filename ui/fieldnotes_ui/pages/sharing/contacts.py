"""Contacts: cards that came, the eight words to compare, and this vault's own card to give away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from fieldnotes.errors import ContactChanged, FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Contact, Standing
from fieldnotes.progress import Watch
from fieldnotes.services import contacts, own_card, people
from fieldnotes.services.contacts import ContactView
from fieldnotes.services.session import Session
from fieldnotes.services.views import CardView
from fieldnotes_ui import messages, theme
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.contact_changed import ChangedKeysDialog
from fieldnotes_ui.dialogs.contact_code import CardCodeDialog
from fieldnotes_ui.dialogs.contact_compare import CompareDialog, WordsHeard
from fieldnotes_ui.dialogs.contact_edit import ContactWanted, EditContactDialog
from fieldnotes_ui.widgets import contact_words
from fieldnotes_ui.widgets.fact_card import FactCard
from fieldnotes_ui.widgets.fact_row import FactRow
from fieldnotes_ui.widgets.file_dialogs import ask_to_open, ask_to_save
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.word_grid import WordGrid

_CONTACTS = N_("Contacts")
_ABOUT = N_("Who may be sent something, and whose yes counts. A card proves nothing until its words were compared.")
_NOBODY = N_("Nobody yet. Ask an editor, a partner or a lawyer for their card: a file, or a picture of its code.")
_ADD, _CHOOSE = N_("Add a card…"), N_("Choose a card or a picture of its code")
_KINDS = N_("Cards and pictures (*.json *.png *.jpg *.jpeg);;All files (*)")
_COMPARE, _COMPARE_AGAIN = N_("Compare the words…"), N_("Compare again…")
_MORE, _EDIT, _REMOVE = N_("More about {name}"), N_("Name and end…"), N_("Forget this contact")
_ADDED = N_("{name} is a contact now. Compare the eight words before you send anything.")
_KNOWN = N_("This card was here already.")
_VERIFIED = N_("The words of {name} are the same. Bundles can go there.")
_REMOVED = N_("{name} is no contact any more. What was sent stays in the list of what left.")
_OWN = N_("Your card")
_OWN_ABOUT = N_(
    "Give it to everybody whom you send something: their program then says that it was you. It is public. Read them "
    "the eight words by voice."
)
_SAVE, _CODE = N_("Save the card…"), N_("Show as a picture…")
_SAVE_TO, _FILE, _PICTURE_FILE = N_("Save the card"), "author.card.json", "author.card.png"
_SAVED = N_("The card was saved.")

_TWO_COLUMNS = 860


class ContactsTab(QWidget):
    """`changed` when a contact came, went or was compared; `views` are all of them as they were read last."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: CardView | None = None
        self.views: tuple[ContactView, ...] = ()
        self.list = FactCard("users", tr(_CONTACTS), tr(_ABOUT))
        self.add_button = button(tr(_ADD), icon="user-round-plus", primary=True)
        self.add_button.clicked.connect(self.ask_for_card)
        self.list.inside.addLayout(row(self.add_button, None))
        self.own = FactCard("key-round", tr(_OWN), tr(_OWN_ABOUT))
        self._save, self._code = button(tr(_SAVE), icon="download"), button(tr(_CODE), icon="image")
        self._save.clicked.connect(self._ask_where)
        self._code.clicked.connect(self.show_code)
        self.own.inside.addWidget(self._save)
        self.own.inside.addWidget(self._code)
        for one in (self._save, self._code):
            one.setEnabled(False)
        side = QVBoxLayout()
        side.addWidget(self.own)
        side.addStretch(1)
        main = QVBoxLayout()
        main.addWidget(self.list)
        main.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(24, 4, 24, 18)
        self._columns.setSpacing(14)
        self._columns.addLayout(main, 3)
        self._columns.addLayout(side, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for both."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= theme.scaled(_TWO_COLUMNS)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def look(self) -> None:
        """Read anew who is known."""
        self._desk.ask(self, lambda session, _: (contacts.all_of(session), people.author_card(session)), self._show)

    def ask_for_card(self) -> None:
        ask_to_open(self, tr(_CHOOSE), self.add, kinds=tr(_KINDS))

    def add(self, path: Path, *, replaces: bool = False) -> None:
        """Take in a card from its file or a picture of its code."""

        def work(session: Session, watch: Watch) -> tuple[Contact, bool]:
            del watch
            before = {one.contact.code for one in contacts.all_of(session)}
            made = contacts.add(session, path, replaces=replaces)
            return made, made.code not in before or replaces

        def done(added: tuple[Contact, bool]) -> None:
            contact, is_new = added
            self._desk.notice.emit(tr(_ADDED, name=contact.name) if is_new else tr(_KNOWN))
            self._look_again()

        def failed(error: FieldNotesError) -> None:
            if not isinstance(error, ContactChanged):
                self._desk.failed.emit(error)
                return
            dialog = ChangedKeysDialog(self)
            dialog.taken.connect(lambda: self.add(path, replaces=True))
            dialog.open()

        self._desk.ask(self, work, done, failed=failed)

    def compare(self, contact: Contact) -> CompareDialog:
        dialog = CompareDialog(contact, self)

        def heard(words: WordsHeard) -> None:
            def work(session: Session, watch: Watch) -> Contact:
                del watch
                if words.words:
                    return contacts.verify(session, contact.code, words=words.words, how=words.how)
                return contacts.confirm(session, contacts.get(session, contact.code), how=words.how)

            self._in(dialog, work, tr(_VERIFIED, name=contact.name))

        dialog.heard.connect(heard)
        dialog.open()
        return dialog

    def edit(self, contact: Contact) -> EditContactDialog:
        dialog = EditContactDialog(contact, self)

        def wanted(one: ContactWanted) -> None:
            self._in(
                dialog,
                lambda session, _: contacts.edit(session, contact.code, name=one.name, expires=one.expires),
                "",
            )

        dialog.wanted.connect(wanted)
        dialog.open()
        return dialog

    def remove(self, contact: Contact) -> None:
        def done(_: None) -> None:
            self._desk.notice.emit(tr(_REMOVED, name=contact.name))
            self._look_again()

        self._desk.ask(self, lambda session, _: contacts.remove(session, contact.code), done)

    def save_card(self, path: Path) -> None:
        if (card := self._card) is not None:
            self._desk.free(self, lambda _: own_card.save(card, path), lambda _: self._desk.notice.emit(tr(_SAVED)))

    def save_picture(self, path: Path) -> None:
        if (card := self._card) is not None:
            self._desk.free(
                self, lambda _: own_card.save_picture(card, path), lambda _: self._desk.notice.emit(tr(_SAVED))
            )

    def show_code(self) -> None:
        """The own card, to be taken from the screen."""
        if (card := self._card) is None:
            return

        def show(png: bytes) -> None:
            dialog = CardCodeDialog(png, card.words, self)
            dialog.save_wanted.connect(
                lambda: ask_to_save(dialog, tr(_SAVE_TO), Path.home() / _PICTURE_FILE, self.save_picture)
            )
            dialog.open()

        self._desk.free(self, lambda _: own_card.picture(card), show)

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show(self, found: tuple[tuple[ContactView, ...], CardView]) -> None:
        views, card = found
        self.views = views
        self.list.show_rows([self._row(one) for one in views] or [label(tr(_NOBODY), "muted", wrap=True)])
        if self._card is None:
            self._card = card
            self.own.inside.insertWidget(3, WordGrid(card.words, columns=2))
            for one in (self._save, self._code):
                one.setEnabled(True)

    def _row(self, view: ContactView) -> FactRow:
        contact, good = view.contact, view.standing is Standing.VERIFIED
        tools: list[QWidget] = []
        if view.standing is not Standing.EXPIRED:
            compare = button(tr(_COMPARE_AGAIN if good else _COMPARE))
            compare.clicked.connect(lambda: self.compare(contact))
            tools.append(compare)
        return FactRow(
            "user-round",
            contact.name,
            contact_words.lines(view),
            pills=[contact_words.pill(view)],
            warnings=contact_words.warnings(view),
            tools=[*tools, self._menu(contact)],
        )

    def _menu(self, contact: Contact) -> QToolButton:
        more = tool("ellipsis", tr(_MORE, name=contact.name))
        menu = QMenu(more)
        doings: tuple[tuple[str, Callable[[Contact], object]], ...] = ((_EDIT, self.edit), (_REMOVE, self.remove))
        for words, do in doings:
            made = QAction(tr(words), menu)
            made.triggered.connect(lambda _=False, do=do: do(contact))
            menu.addAction(made)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more

    # --- doing ------------------------------------------------------------------------------------------------------

    def _in(
        self, dialog: CompareDialog | EditContactDialog, work: Callable[[Session, Watch], Contact], told: str
    ) -> None:
        """Work for a dialog, which goes when it was done and says what was wrong."""

        def done(_: Contact) -> None:
            dialog.accept()
            if told:
                self._desk.notice.emit(told)
            self._look_again()

        self._desk.ask(dialog, work, done, failed=lambda error: dialog.show_problem(messages.words(error)))

    def _look_again(self) -> None:
        if self._desk.is_open:
            self.look()
            self.changed.emit()

    def _ask_where(self) -> None:
        ask_to_save(self, tr(_SAVE_TO), Path.home() / _FILE, self.save_card)
