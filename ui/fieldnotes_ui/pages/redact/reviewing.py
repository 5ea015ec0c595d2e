"""The review itself: which item is looked at, what is wanted with it, what became of it, and where to go next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from fieldnotes.i18n import tr
from fieldnotes.model.redaction import ReasonCode, Scope
from fieldnotes.services.preparing import How
from fieldnotes.services.views import Preview, RecordPreview
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.entry import EntryDialog
from fieldnotes_ui.dialogs.mark_detail import MarkDetailDialog
from fieldnotes_ui.dialogs.review_keys import ReviewKeysSheet
from fieldnotes_ui.dialogs.spelling import SpellingDialog
from fieldnotes_ui.dialogs.two_people import TwoPeopleDialog
from fieldnotes_ui.models.review import Act, Kind, ReviewBook, Spot, State
from fieldnotes_ui.pages.redact import counting, remaining, suggesting
from fieldnotes_ui.pages.redact.deciding import Deciding
from fieldnotes_ui.pages.redact.gathering import items_of
from fieldnotes_ui.pages.redact.layout import Workbench
from fieldnotes_ui.pages.redact.marking import Marking
from fieldnotes_ui.pages.redact.overviews import Overviews
from fieldnotes_ui.pages.redact.registering import Registering
from fieldnotes_ui.pages.redact.suggesting import Suggested
from fieldnotes_ui.pages.redact.taken import Sitting
from fieldnotes_ui.widgets import review_marks
from fieldnotes_ui.widgets.review_card import Wish
from fieldnotes_ui.widgets.review_keys import KEYS

_HOLD_WORDS = (EntryDialog, MarkDetailDialog, SpellingDialog, TwoPeopleDialog)
"""Windows beside the page that show words of records or names."""


class Reviewing(QObject):
    """`storing` follows a decision before it is on its way, `settled` once it is known what became of it.

    `record_wanted` carries the code of a record whose title holds what is looked at: it is changed there.
    """

    storing = Signal()
    record_wanted = Signal(str)
    settled = Signal()

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        clipboard: Clipboard,
        bench: Workbench,
        book: ReviewBook,
        how: Callable[[], How],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bench = bench
        self._book = book
        self._preview: Preview | None = None
        self.shown = ""
        self.sitting = Sitting()
        self._deciding = Deciding(page, desk, self.sitting, bench.case)
        self._marking = Marking(page, desk, self.sitting)
        self._accepting = remaining.Accepting(page, desk, self.sitting, how)
        self._registering = Registering(page, desk, clipboard, self.sitting)
        self._overviews = Overviews(page, desk, bench)
        self._back_to = ""
        self._connect()

    # --- what is shown --------------------------------------------------------------------------------------------

    def show(self, preview: Preview, suggested: Suggested) -> None:
        """A fresh answer of the vault."""
        self._preview = preview
        self._overviews.show(preview, suggested)
        items = [*items_of(preview), *remaining.items_of(preview), *suggesting.items_of(suggested, preview)]
        self._book.load(items, (record.code for record in preview.records))
        if self._record(self.shown) is None:
            first = _most_changed(preview)
            self.shown = first.code if first is not None else ""
        self._bench.show_records(preview.records, self.shown)
        self._show_texts()
        self._bench.panel.show_book(self.shown)
        if self._back_to:
            self._bench.panel.choose(self._back_to)
            self._back_to = ""

    def forget(self) -> None:
        """Nothing of any record is kept or stays on the screen, and nothing can be taken back from here any more."""
        self._preview = None
        self._book.forget()
        self._overviews.forget()
        self.sitting.forget()
        self.shown = ""
        for dialog in self._page.findChildren(QDialog):
            if isinstance(dialog, _HOLD_WORDS):
                dialog.close()

    def show_record(self, code: str) -> None:
        """By its code; one that is not there changes nothing."""
        if self._record(code) is not None:
            self.shown = code
            self._show_texts()

    def go_open(self, by: int) -> bool:
        """To the next or previous that is open; False where none is."""
        found = self._bench.panel.go_open(by)
        if found:
            self._bench.panel.list.setFocus()
        return found

    def _record(self, code: str) -> RecordPreview | None:
        records = self._preview.records if self._preview is not None else ()
        return next((record for record in records if record.code == code), None)

    def _show_texts(self) -> None:
        record = self._record(self.shown)
        self._bench.show_numbers(record)
        if record is None:
            self._bench.compare.show_record(None)
            return
        hidden = counting.tones_of(self._bench.legend.hidden())
        before = review_marks.before(record, self._book.undecided(record.code), hidden)
        self._bench.compare.show_record(record, before, review_marks.after(record, hidden))

    def _on_filtered(self) -> None:
        self._book.hidden = counting.kinds_of(self._bench.legend.hidden())
        self._show_texts()
        self._bench.panel.show_book(self.shown)

    # --- looking --------------------------------------------------------------------------------------------------

    def _look_at(self, key: str) -> None:
        item = self._book.item(key)
        if item is None:
            return
        spot = self._bench.panel.card.spot()
        if spot is not None:
            self._frame(spot)
        elif item.records and self.shown not in item.records:
            self._turn_to(item.records[0])

    def _frame(self, spot: Spot) -> None:
        record = self._turn_to(spot.record)
        if record is not None:
            self._bench.compare.show_place(record, spot.start, spot.end)

    def _turn_to(self, code: str) -> RecordPreview | None:
        if code != self.shown:
            self.show_record(code)
            self._bench.choose_record(code)
        return self._record(code)

    def _pressed(self, place: int) -> None:
        """A mark in the original: its item, also one that a rule took out."""
        key = self._book.at(self.shown, place)
        if not key or key == self._bench.panel.current():
            return
        self._book.asked_for = key
        self._bench.panel.show_book(self.shown)
        self._bench.panel.choose(key)

    # --- deciding -------------------------------------------------------------------------------------------------

    def _do(self, wish: Wish) -> None:
        item, act = wish.item, wish.act
        if act is Act.OPEN:
            self.record_wanted.emit(item.records[0])
        elif act is Act.REGISTER:
            self._ask_register(item.key)
        elif item.kind is Kind.MOSAIC and act is Act.KEEP:
            self._ask_accept(item.key)
        elif item.kind in (Kind.DETAIL, Kind.MOSAIC):
            self._mark(wish)
        else:
            self._deciding.decide(wish)

    def _ask_register(self, key: str) -> None:
        item = self._book.item(key)
        if item is not None:
            self._registering.ask(item)

    def _ask_accept(self, key: str) -> None:
        item = self._book.item(key)
        if item is not None and self._preview is not None:
            self._accepting.ask(item, self._preview)

    def _generalise(self, spot: Spot) -> None:
        record = self._record(spot.record)
        if record is not None:
            self._marking.ask_wording("", record, spot, ReasonCode.QUASI)

    def _mark(self, wish: Wish) -> None:
        """The words that are framed."""
        spot = wish.spot
        record = self._record(spot.record) if spot is not None else None
        if spot is None or record is None:
            return
        key = wish.item.key if wish.item.kind is Kind.DETAIL else ""
        if wish.act is Act.GENERALISE:
            self._marking.ask_wording(key, record, spot, wish.reason)
        else:
            self._marking.take_out(key, record.code, record.original[spot.start : spot.end], wish.reason)

    def _note(self, key: str, state: State) -> None:
        """What became of an item: the list and the numbers say it at once, the texts when the vault was read again."""
        if key:
            self._book.note(key, state)
        panel, item = self._bench.panel, self._book.item(key)
        if state is State.STORING:
            self.storing.emit()
        self._bench.show_numbers(self._record(self.shown))
        panel.show_book(self.shown)
        if state is State.STORING and key == panel.current() and item is not None:
            place_by_place = panel.card.scope.chosen() == Scope.HERE.value and len(item.spots) > 1
            if not place_by_place:
                panel.go_open(1)
            else:
                panel.card.step_spot(1)
        if state is not State.STORING:
            self.settled.emit()

    def _taken_back(self, key: str) -> None:
        """Framed again: at once where it is still in the list, else when the vault was read."""
        if not self._bench.panel.choose(key):
            self._back_to = key

    # --- keys -----------------------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        ReviewKeysSheet([(key.shown or key.keys[0], tr(key.words)) for key in KEYS], self._page).open()

    def _note_field(self) -> None:
        if self._bench.panel.card.note.isVisibleTo(self._page):
            self._bench.panel.card.note.setFocus()

    def _connect(self) -> None:
        panel, card = self._bench.panel, self._bench.panel.card
        panel.looked_at.connect(self._look_at)
        panel.spot_wanted.connect(lambda _, spot: self._frame(spot))
        panel.wanted.connect(self._do)
        panel.undo_wanted.connect(self._deciding.undo)
        panel.keys_wanted.connect(self.show_keys)
        panel.names_wanted.connect(self._overviews.open_names)
        panel.people_wanted.connect(self._overviews.open_people)
        self._overviews.place_wanted.connect(self._frame)
        self._overviews.generalise_wanted.connect(self._generalise)
        self._overviews.register_wanted.connect(lambda one: self._ask_register(f"suggestion:{one}"))
        self._overviews.accept_wanted.connect(lambda code: self._ask_accept(f"mosaic:{code}"))
        self._bench.filtered.connect(self._on_filtered)
        self._bench.compare.original.pressed.connect(self._pressed)
        self._deciding.noted.connect(self._note)
        self._deciding.taken_back.connect(self._taken_back)
        self._marking.noted.connect(self._note)
        self._accepting.noted.connect(self._note)
        self._bench.work_keys(
            {
                "next": lambda _: self.go_open(1),
                "previous": lambda _: self.go_open(-1),
                "redact": lambda _: card.do(Act.REDACT),
                "keep": lambda _: card.do(Act.KEEP),
                "generalise": lambda _: card.do(Act.GENERALISE),
                "register": lambda _: card.do(Act.REGISTER),
                "open": lambda _: card.do(Act.OPEN),
                "reason": lambda key: card.choose_reason(int(key)),
                "scope": lambda _: card.scope.cycle(),
                "label": lambda _: card.label.cycle(),
                "note": lambda _: self._note_field(),
                "spot": lambda _: card.step_spot(1),
                "undo": lambda _: self._deciding.undo(),
                "order": lambda _: panel.cycle_order(),
                "keys": lambda _: self.show_keys(),
            }
        )


def _most_changed(preview: Preview) -> RecordPreview | None:
    """The record that shows most of what redaction does here; the first where none leaves."""
    return max(preview.records, key=lambda record: len(record.changes), default=None)
