"""Details that could still identify somebody: what kind, the words, the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import RemainingDetail
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label

_NAME = N_("Remaining details")
_NONE = N_("No detail is left that this program knows to look for.")
_UNKNOWN = N_("Nobody has looked yet: the names cannot be read now.")
_ABOUT = N_("Mark them, or accept them with a reason when you export.")
_MARK = N_("Mark passage…  M")


class DetailPanel(QWidget):
    """`looked_at` carries the detail whose place is to be shown, `mark_wanted` the one to be marked."""

    looked_at = Signal(object)
    mark_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: list[RemainingDetail] = []
        self.items = ItemModel(self)
        self.list = ItemList(tr(_NAME), self.items)
        self.list.chosen.connect(lambda key: self.looked_at.emit(self._details[int(key)]))
        self.mark = button(tr(_MARK), icon="pencil")
        self.mark.clicked.connect(self._want_mark)
        key = QShortcut(QKeySequence("M"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._want_mark)
        self._about = label(tr(_ABOUT), "small", wrap=True)
        self._none = EmptyState("list-checks", tr(_NONE))
        self._unknown = EmptyState("circle-help", tr(_UNKNOWN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self._about)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none, 1)
        layout.addWidget(self._unknown, 1)
        layout.addWidget(self.mark)
        self.forget()

    def forget(self) -> None:
        """Nothing is known: that is not "none"."""
        self.show_details(())
        self._none.hide()
        self._unknown.show()

    def show_details(self, details: Sequence[RemainingDetail]) -> None:
        """The row that was looked at stays so, or the one that took its place; nothing scrolls for it."""
        was = self.list.currentIndex().row()
        self._details = list(details)
        self.items.show_items([_item(at, one) for at, one in enumerate(details)])
        if was >= 0 and details:
            self.list.blockSignals(True)
            self.list.choose_row(min(was, len(details) - 1))
            self.list.blockSignals(False)
        self._none.setVisible(not details)
        self._unknown.hide()
        self.list.setVisible(bool(details))
        self._about.setVisible(bool(details))
        self.mark.setVisible(bool(details))

    def _want_mark(self) -> None:
        key = self.list.current_key()
        if key:
            self.mark_wanted.emit(self._details[int(key)])
        elif self._details:
            self.list.choose_row(0)


def _item(at: int, detail: RemainingDetail) -> Item:
    below = isolated(detail.facet.replace("-", " "), detail.record)
    return Item(key=str(at), title=detail.text, below=below, icon="triangle-alert", tone="warn")
