"""One person? Asks the vault which entries may be one, shows it beside the chosen entry, and carries the answer out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from fieldnotes.services import alike
from fieldnotes.services.alike import SamePair
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.join import JoinDialog
from fieldnotes_ui.models.entries import EntryModel
from fieldnotes_ui.pages.register.keeping import Keeping
from fieldnotes_ui.pages.register.revealing import Revealing
from fieldnotes_ui.widgets.alike_card import Alike, AlikeCard


class Comparing(QObject):
    """To be told of the chosen entry by `show_for`, also after a change. `joined` carries who stays."""

    joined = Signal(str)

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        keeping: Keeping,
        revealing: Revealing,
        *,
        entries: EntryModel,
        card: AlikeCard,
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._keeping, self._revealing = page, desk, keeping, revealing
        self._entries, self._card = entries, card
        self._code = ""
        card.join_wanted.connect(self._ask)
        card.apart_wanted.connect(self._are_two)
        desk.sealed_changed.connect(self._on_sealed)

    def read(self) -> None:
        """Ask anew about the chosen entry; without names there is nothing to compare."""
        code = self._code
        if code and self._desk.is_open and self._desk.sealed_open:
            self._desk.ask(
                self._page,
                lambda session, _: alike.like_entry(session, code),
                lambda pairs: self._show(code, pairs),
                failed=lambda _: self._show(code, ()),  # it went, or the compartment closed meanwhile
            )

    def show_for(self, code: str) -> None:
        """Another entry was chosen, or the chosen one was read again."""
        if code != self._code:
            self._card.show_alike(())
        self._code = code
        self.read()

    def _show(self, code: str, pairs: Sequence[SamePair]) -> None:
        if code != self._code:
            return
        others = [pair.b if pair.a == code else pair.a for pair in pairs] if self._desk.sealed_open else []
        self._card.show_alike(
            [Alike(other, self._name(other), pair.score, pair.why) for other, pair in zip(others, pairs, strict=False)]
        )
        for other in others:
            entry = self._entries.entry(other)
            if entry is not None:
                self._revealing.shown(entry)

    @Slot(bool)
    def _on_sealed(self, is_open: bool) -> None:
        if is_open:
            self.read()
        else:
            self._show(self._code, ())

    def _name(self, code: str) -> str:
        entry = self._entries.entry(code)
        return entry.identity.name if entry is not None and entry.identity is not None else ""

    def _ask(self, other: str) -> None:
        dialog = JoinDialog([(self._code, self._name(self._code)), (other, self._name(other))], self._page)

        def join(keep: str, gone: str) -> None:
            self.joined.emit(keep)
            self._keeping.keep(keep, lambda session: alike.join(session, keep, gone))

        dialog.wanted.connect(join)
        dialog.open()

    def _are_two(self, other: str) -> None:
        code = self._code
        self._keeping.keep(code, lambda session: alike.not_same(session, code, other))
        self.read()
