"""Possible names, one after the other: what it is, why it may be a name, where it stands; redact it or keep it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.redaction import Verdict
from fieldnotes.services.views import HitGroup
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label, row, tool

_NAMES = N_("Possible names")
_NONE = N_("No possible name is left to decide.")
_UNKNOWN = N_("Nobody has looked yet: the names cannot be read now.")
_REDACT, _KEEP = N_("Redact  A"), N_("Keep  R")
_UNDO = N_("Back to the last decision; what was kept is redacted again")
_TIMES = (N_("{n} place"), N_("{n} places"))
_MAYBE = N_("May be {codes}")
_IS_REDACTED, _IS_KEPT = N_("redacted"), N_("kept")
_OPEN = N_("to decide")
_SHOWN_CONTEXTS = 3
_LOOK = {Verdict.REDACT: ("eraser", "ok", _IS_REDACTED), Verdict.KEEP: ("eye", "text2", _IS_KEPT)}
_QUOTED = "… {} …"


class HitPanel(QWidget):
    """`decided` carries a group's id and the verdict, `looked_at` the group whose places are to be shown.

    J and K go to the next and the one before, A redacts, R keeps, U goes back to the last decision. What was settled
    here stays in the list below, so that a slip can be taken back.
    """

    decided = Signal(str, Verdict)
    looked_at = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: list[HitGroup] = []
        self._settled: dict[str, tuple[HitGroup, Verdict]] = {}
        self._order: list[str] = []
        self.items = ItemModel(self)
        self.list = ItemList(tr(_NAMES), self.items)
        self.list.chosen.connect(self._show)
        self._build()
        for key, act in (("J", 1), ("K", -1)):
            self._on_key(key).activated.connect(lambda step=act: self._step(step))
        self._on_key("A").activated.connect(lambda: self._decide(Verdict.REDACT))
        self._on_key("R").activated.connect(lambda: self._decide(Verdict.KEEP))
        self._on_key("U").activated.connect(self._go_back)

    @property
    def settled_count(self) -> int:
        return len(self._settled)

    def group(self, key: str) -> HitGroup | None:
        settled = self._settled.get(key)
        return next((one for one in self._open if one.id == key), settled[0] if settled else None)

    def show_hits(self, hits: Sequence[HitGroup]) -> None:
        """Open groups; the one that was looked at stays so where it still is, and nothing scrolls for it."""
        key, was = self.list.current_key(), self.list.currentIndex().row()
        self._open = list(hits)
        for one in hits:
            self._settled.pop(one.id, None)
        settled = [_settled_item(group, verdict) for group, verdict in self._settled.values()]
        self.items.show_items([*map(_open_item, hits), *settled])
        count = len(self.items.items)
        self._none.setVisible(not count)
        self._unknown.hide()
        self.list.setVisible(bool(count))
        self._card.setVisible(bool(count))
        self._back.setEnabled(bool(self._settled))
        group = self.group(key)
        if group is not None:
            self.list.blockSignals(True)
            self.list.choose(key)
            self.list.blockSignals(False)
            self._show_card(group)
        elif count:
            self.list.choose_row(min(max(was, 0), count - 1))

    def forget(self) -> None:
        """Another case or audience: nothing of the old one stays, and nothing is known. That is not "none"."""
        self._settled.clear()
        self._order.clear()
        self.show_hits(())
        self._none.hide()
        self._unknown.show()

    def show_next_open(self) -> bool:
        """Go to the next group that is open, from the current one round; False where none is."""
        if not self._open:
            return False
        at = self.list.currentIndex().row()
        self.list.choose_row(at + 1 if 0 <= at < len(self._open) - 1 else 0)
        self.list.setFocus()
        return True

    def _decide(self, verdict: Verdict) -> None:
        group = self.group(self.list.current_key())
        if group is None or self._settled.get(group.id, (group, None))[1] is verdict:
            return
        self._settled[group.id] = (group, verdict)
        self._order = [*(key for key in self._order if key != group.id), group.id]
        at = self.list.currentIndex().row()
        remaining = [one for one in self._open if one.id != group.id]
        self.show_hits(remaining)
        if remaining:
            self.list.choose_row(min(max(at, 0), len(remaining) - 1))
        self.decided.emit(group.id, verdict)

    def take_back(self, key: str) -> None:
        """A decision that could not be stored is open again."""
        group, _ = self._settled.pop(key, (None, None))
        if group is not None:
            self.show_hits([group, *self._open])

    def _go_back(self) -> None:
        """A slip towards safety needs no second thought; one that lets a name leave is only shown, to be kept by R."""
        while self._order:
            key = self._order.pop()
            if key not in self._settled:
                continue
            group, verdict = self._settled[key]
            self.list.choose(key)
            if verdict is Verdict.KEEP:
                self._settled[key] = (group, Verdict.REDACT)
                self.show_hits(self._open)
                self.decided.emit(key, Verdict.REDACT)
            return

    def _step(self, by: int) -> None:
        count = len(self.items.items)
        if count:
            self.list.choose_row((self.list.currentIndex().row() + by) % count)

    def _show(self, key: str) -> None:
        group = self.group(key)
        if group is not None:
            self._show_card(group)
            self.looked_at.emit(key)

    def _show_card(self, group: HitGroup) -> None:
        verdict = self._settled[group.id][1] if group.id in self._settled else None
        self._redact.setEnabled(verdict is not Verdict.REDACT)
        self._keep.setEnabled(verdict is not Verdict.KEEP)
        self._surface.setText(group.surface)
        self._identity.setText(tr(_MAYBE, codes=group.identity.replace(",", ", ")))
        self._identity.setVisible(bool(group.identity))
        self._why.setText(tr(group.why))
        self._contexts.setText("\n\n".join(_QUOTED.format(one) for one in group.contexts[:_SHOWN_CONTEXTS]))

    def _on_key(self, key: str) -> QShortcut:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _build(self) -> None:
        self._surface = label("", "h2", wrap=True)
        self._identity, self._why = label("", "muted", wrap=True), label("", "small", wrap=True)
        self._contexts = label("", wrap=True)
        self._redact = button(tr(_REDACT), icon="eraser", primary=True)
        self._keep = button(tr(_KEEP), icon="eye")
        self._redact.clicked.connect(lambda: self._decide(Verdict.REDACT))
        self._keep.clicked.connect(lambda: self._decide(Verdict.KEEP))
        self._back = tool("undo-2", tr(_UNDO), shortcut="U")
        self._back.clicked.connect(self._go_back)
        self._card = QFrame()
        self._card.setObjectName("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(6)
        for widget in (self._surface, self._identity, self._why, self._contexts):
            inside.addWidget(widget)
        inside.addSpacing(4)
        inside.addLayout(row(self._redact, self._keep, None, self._back))
        self._none = EmptyState("list-checks", tr(_NONE))
        self._unknown = EmptyState("circle-help", tr(_UNKNOWN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._none, 1)
        layout.addWidget(self._unknown, 1)
        layout.addWidget(self._card)
        self.forget()


def _open_item(group: HitGroup) -> Item:
    return Item(
        key=group.id,
        title=group.surface,
        below=isolated(tr(_OPEN), trn(*_TIMES, group.count), group.identity),
        icon="circle-help",
        tone="warn",
    )


def _settled_item(group: HitGroup, verdict: Verdict) -> Item:
    icon, tone, word = _LOOK[verdict]
    return Item(
        key=group.id,
        title=group.surface,
        below=isolated(tr(word), trn(*_TIMES, group.count), group.identity),
        icon=icon,
        tone=tone,
        quiet=True,
    )
