"""Consent on the register page: read, kept, withdrawn; answers that are not saved wait while others are shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes import clock
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Consent, ConsentForm
from fieldnotes.model.register import EntityType, Entry
from fieldnotes.progress import Watch
from fieldnotes.services import find, register
from fieldnotes.services.session import Session
from fieldnotes.services.views import ReleaseView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.consent import RecallDialog, WithdrawDialog
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.widgets.consent_card import ConsentCard, ConsentEdit

_WAITS = N_("The answers of {code} are not saved yet")


class Agreeing(QObject):
    """Owns the consent card. `code` is whose consent it shows, empty while it is being read.

    `left_wanted` carries the code of somebody who withdrew, whose releases are to be called back.
    """

    left_wanted = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, clipboard: Clipboard, keeping: Keeping, card: ConsentCard) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._clipboard = clipboard
        self._keeping = keeping
        self._card = card
        self._wanted = ""
        self.code = ""
        self._unsaved: dict[str, ConsentEdit] = {}
        card.save_wanted.connect(self._save)
        card.withdraw_wanted.connect(self._withdraw)
        card.copy_wanted.connect(clipboard.copy)
        card.hide()

    def read(self, entry: Entry) -> None:
        """Show the consent of an entry once it was read."""
        self._wanted = entry.code
        self._desk.ask(self._page, lambda s, _: register.consent(s, entry.code), partial(self._show, entry))

    def put_aside(self) -> None:
        """Another entry is coming: what was not saved waits here, and nothing can be saved to the wrong one."""
        if self.code and self._card.dirty:
            self._unsaved[self.code] = self._card.typed()
            self._keeping.status.emit("warn", tr(_WAITS, code=self.code))
        self.code = self._wanted = ""
        self._card.hide()

    def hand_over(self) -> None:
        """Before a lock: words that were typed are kept. Answers and days nobody saved are not: they would permit."""
        self.put_aside()
        self._keep_all_words()
        self._unsaved.clear()

    def seal(self) -> None:
        """The compartment closes: words that were typed are kept, and none stands on the screen."""
        form = self._card.seal()
        if not self._desk.is_open:
            return
        self._keep_all_words()
        self._unsaved = {code: replace(edit, form=None) for code, edit in self._unsaved.items()}
        if form is not None and self.code:
            self._desk.keep(self._page, partial(_keep_words, code=self.code, form=form))

    def _keep_all_words(self) -> None:
        for code, edit in self._unsaved.items():
            if edit.form is not None:
                self._desk.keep(self._page, partial(_keep_words, code=code, form=edit.form))

    def _show(self, entry: Entry, consent: Consent | None) -> None:
        if entry.code != self._wanted:
            return
        typed = self._unsaved.pop(entry.code, None)
        if self.code == entry.code and self._card.dirty:
            typed = self._card.typed()
        self.code = entry.code
        known = consent or Consent(form=ConsentForm())
        if not self._desk.sealed_open:
            known = replace(known, form=None)  # also what was read just before the compartment closed
        self._card.show_consent(known, find.consent_state(known, clock.today().isoformat()), typed=typed)
        self._card.setVisible(consent is not None or entry.type is EntityType.PERSON)

    def _save(self, edit: ConsentEdit) -> None:
        code, self.code = self.code, ""  # the card next shows what the vault holds, not what was typed
        self._keeping.keep(code, lambda session: _set_consent(session, code, edit))

    def _withdraw(self) -> None:
        code = self.code
        dialog = WithdrawDialog(code, self._page)
        dialog.confirmed.connect(
            lambda: self._desk.keep(
                self._page,
                lambda s, _: register.withdraw_consent(s, code),
                partial(self._withdrawn, code),
                failed=self._keeping.not_saved,
            )
        )
        dialog.open()

    def _withdrawn(self, code: str, releases: list[ReleaseView]) -> None:
        self._unsaved.pop(code, None)
        if self.code == code:
            self.code = ""
        self._desk.tell(Changes(entries=frozenset({code})))
        recall = RecallDialog(code, releases, self._page)
        recall.copy_wanted.connect(self._clipboard.copy)
        recall.call_back_wanted.connect(lambda: self.left_wanted.emit(code))
        recall.open()


def _set_consent(session: Session, code: str, edit: ConsentEdit) -> Changes:
    return register.set_consent(
        session,
        code,
        edit.answers,
        form=edit.form,
        review_on=edit.review_on,
        expires_on=edit.expires_on,
        embargo_until=edit.embargo_until,
    )


def _keep_words(session: Session, watch: Watch, *, code: str, form: ConsentForm) -> Changes | None:
    """The words only, and never on a withdrawn consent, which any writing would give anew."""
    del watch
    before = register.consent(session, code) or Consent()
    if before.withdrawn or form == before.form:
        return None
    return register.set_consent(session, code, {}, form=form)
