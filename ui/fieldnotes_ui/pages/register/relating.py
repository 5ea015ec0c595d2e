"""Relations that were noted by mistake: taken away, and brought back as long as nothing else was taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import Relation
from fieldnotes.services import register
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.relation_away import RelationAwayDialog
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.widgets.entry_view import EntryView
from fieldnotes_ui.widgets.register_words import sentence

_GONE = N_("Taken away: {sentence}.")


class Relating(QObject):
    """The last one that was taken away is known in memory only, and forgotten with the lock."""

    def __init__(
        self, page: QWidget, desk: Desk, keeping: Keeping, view: EntryView, read: Callable[[], Sequence[Relation]]
    ) -> None:
        super().__init__(page)
        self._page, self._keeping, self._view, self._read = page, keeping, view, read
        self._code = ""
        self._last: Relation | None = None
        view.relations.away_wanted.connect(self._ask)
        view.relations.undo_wanted.connect(self._bring_back)
        desk.closing.connect(self._forget)

    def show_for(self, code: str) -> None:
        """Another entry is looked at: what was taken away of the one before is no matter of it."""
        if code != self._code:
            self._code = code
            self._forget()

    def _ask(self) -> None:
        code = self._code
        found = [one for one in self._read() if code in (one.a, one.b)]
        if found:
            dialog = RelationAwayDialog(code, found, self._page)
            dialog.wanted.connect(lambda one: self._take_away(code, one))
            dialog.open()

    def _take_away(self, code: str, one: Relation) -> None:
        self._keeping.keep(code, lambda session: register.unrelate(session, one.a, one.b, one.kind).changes)
        self._last = one
        self._view.relations.tell_gone(tr(_GONE, sentence=sentence(one.a, one.kind, one.b)))

    def _bring_back(self) -> None:
        one, code = self._last, self._code
        if one is not None:
            self._keeping.keep(code, lambda session: register.relate(session, one.a, one.b, one.kind))
        self._forget()

    def _forget(self) -> None:
        self._last = None
        self._view.relations.forget_gone()
