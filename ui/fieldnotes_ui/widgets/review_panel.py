"""Everything that is open, and what was decided, in one list; below it the card of the one that is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.models.review import Act, Order, ReviewBook, ReviewItem, State
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.review_card import ReviewCard
from fieldnotes_ui.widgets.review_words import KIND_ICONS, KINDS_MANY, STATE_LOOKS, STATES
from fieldnotes_ui.widgets.segments import Segments

_LIST = N_("To decide, then decided")
_NONE = N_("Nothing is left to decide in this case.")
_FILTERED = N_("Nothing of the kinds that are shown. Other kinds are filtered away below the texts.")
_UNKNOWN = N_("Nobody has looked yet: the names cannot be read now.")
_UNDO, _KEYS = N_("Undo the last decision"), N_("Keys of the workbench")
_ALL_NAMES, _ALL_PEOPLE = N_("All likely names…"), N_("What remains of each person…")
_ORDER = N_("Order")
_BY_PLACE, _BY_KIND = N_("By place"), N_("By kind")
_TIMES = NN_("{n} place", "{n} places")
_LEAST_LIST = 112


class ReviewPanel(QWidget):
    """`looked_at` carries the key of the item whose places are to be shown; the other signals are the card's.

    `ran_out` follows when nothing is listed any more and the keyboard was there: it needs another place.
    """

    looked_at = Signal(str)
    wanted = Signal(object)
    spot_wanted = Signal(str, object)
    undo_wanted = Signal()
    keys_wanted = Signal()
    names_wanted = Signal()
    people_wanted = Signal()
    ran_out = Signal()

    def __init__(self, book: ReviewBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._record = ""
        self.items = ItemModel(self)
        self.list = _Choices(tr(_LIST), self.items)
        self.card = ReviewCard()
        pairs = [(Order.PLACE.value, tr(_BY_PLACE)), (Order.KIND.value, tr(_BY_KIND))]
        self.order = Segments(tr(_ORDER), pairs, Order.PLACE.value)
        self.undo = tool("undo-2", tr(_UNDO), shortcut="U")
        self.keys = tool("circle-help", tr(_KEYS), shortcut="?")
        self.names = tool("user-round-plus", tr(_ALL_NAMES))
        self.people = tool("users", tr(_ALL_PEOPLE))
        self._empty = {
            words: EmptyState(icon, tr(words))
            for words, icon in ((_NONE, "list-checks"), (_FILTERED, "search"), (_UNKNOWN, "circle-help"))
        }
        self._lay_out()
        self._connect()
        self.forget()

    def current(self) -> str:
        return self.list.current_key()

    def forget(self) -> None:
        """Nothing is known: that is not "nothing is left"."""
        self._record = ""
        self.items.show_items(())
        self._show_empty(_UNKNOWN)

    def show_book(self, record: str) -> None:
        """What the book says now. What was looked at stays so, or at first something of the record that is shown, and
        nothing scrolls for it."""
        key, was = self.current(), self.list.currentIndex().row()
        self._record = record
        listed = self._book.listed()
        self.items.show_items([self._row(item) for item in listed])
        self._show_empty("" if listed else _FILTERED if self._book.count().open else _NONE)
        if not listed:
            return
        if was < 0:
            key = next((item.key for item in listed if record in item.records), listed[0].key)
        elif self.items.row_of(key) < 0:
            self.list.choose_row(min(was, len(listed) - 1))
            return
        self.list.blockSignals(True)
        self.list.choose(key)
        self.list.blockSignals(False)
        self._show_card(key)

    def go_open(self, by: int, *, after: str = "") -> bool:
        """To the next (or previous) open one, round at the end; False where none is."""
        key = self._book.next_open(after or self.current(), by)
        if not key:
            return False
        if key == self.current():
            self.looked_at.emit(key)
        else:
            self.list.choose(key)
        return True

    def choose(self, key: str) -> bool:
        return self.list.choose(key)

    def cycle_order(self) -> None:
        self.order.choose((Order.KIND if self._book.order is Order.PLACE else Order.PLACE).value)

    def _row(self, item: ReviewItem) -> Item:
        state = self._book.state(item.key)
        icon, tone = STATE_LOOKS.get(state, (KIND_ICONS[item.kind], "warn"))
        named = tr(KINDS_MANY[item.kind]) if state is State.OPEN else tr(STATES[state])
        below = isolated(named, trn(*_TIMES, item.count), item.identity.replace(",", ", "))
        tag = item.spots[0].record if item.spots else ""
        return Item(item.key, item.title, below, icon=icon, tone=tone, tag=tag, quiet=not state.is_open)

    def _on_chosen(self, key: str) -> None:
        self._show_card(key)
        self.looked_at.emit(key)

    def _show_card(self, key: str) -> None:
        item = self._book.item(key)
        if item is not None:
            self.card.show_item(item, self._book.state(key), self._record)

    def _on_order(self, key: str) -> None:
        self._book.order = Order(key)
        self.show_book(self._record)

    def _show_empty(self, words: str) -> None:
        at = QApplication.focusWidget()
        leaves = bool(words) and at is not None and (at is self.list or self.card.isAncestorOf(at))
        for one, widget in self._empty.items():
            widget.setVisible(one == words)
        self.list.setVisible(not words)
        self.card.setVisible(not words)
        if leaves:
            self.ran_out.emit()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(lambda: self.card.do(Act.REDACT))
        self.list.spaced.connect(lambda: self.card.step_spot(1))
        self.card.wanted.connect(self.wanted)
        self.card.spot_wanted.connect(self.spot_wanted)
        self.card.left.connect(self.list.setFocus)
        self.order.changed.connect(self._on_order)
        self.undo.clicked.connect(self.undo_wanted)
        self.keys.clicked.connect(self.keys_wanted)
        self.names.clicked.connect(self.names_wanted)
        self.people.clicked.connect(self.people_wanted)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.order, None, self.names, self.people, self.undo, self.keys, spacing=2))
        self.list.setMinimumHeight(_LEAST_LIST)
        layout.addWidget(self.list, 1)
        for widget in self._empty.values():
            layout.addWidget(widget, 1)
        layout.addWidget(self.card)
        land_on(self, self.list)


class _Choices(ItemList):
    """`entered` follows Enter, once for each press, `spaced` the space bar. Letters are the workbench's keys and search
    for nothing."""

    entered = Signal()
    spaced = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.spaced.emit()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
