"""Names that nobody registered: ticked where they are almost certain, registered together or one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.suggest import LABELS, Band, Suggestion
from fieldnotes_ui.models.suggestions import SUGGESTION_ROLE, SuggestionModel
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.suggestion_list import SuggestionList

_ALL = NN_("Register {n} ticked", "Register {n} ticked")
_TICK_ALL, _TICK_NONE = N_("Tick all"), N_("Tick none")
_REGISTER, _EDIT, _REJECT = N_("Register  A"), N_("Register as…  E"), N_("No name  R")
_NEVER = N_("Never suggest this again, in any case")
_JOIN, _JOIN_NAMED = N_("It is {code}  S"), N_("It is {code}, {name}  S")
_SPELLINGS = N_("Also written: {spellings}")
_NONE = N_("Nothing that looks like a name is left: everything is registered or was rejected.")
_UNKNOWN = N_("Nobody has looked yet: the texts cannot be read now.")
_QUOTED = "… {} …"
_SHOWN_CONTEXTS = 2
_SHOWN_SPELLINGS = 6


class SuggestionPanel(QWidget):
    """J and K go on and back, Space ticks, A registers the current one, E asks for its names first, S adds it to the
    entry it is like, R rejects it, G goes to its next place; Ctrl+Return registers everything ticked.

    `accepted` and `rejected` carry a tuple of ids, the latter also whether for always.
    """

    accepted = Signal(object)
    rejected = Signal(object, bool)
    edit_wanted = Signal(str)
    join_wanted = Signal(str, str)
    go_to = Signal(str, str, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self._spot = -1
        self.model = SuggestionModel(self)
        self.list = SuggestionList(self.model)
        self.list.chosen.connect(self._show_current)
        self._build()
        self.model.dataChanged.connect(self._count)
        for keys, act in (
            ("J", lambda: self._step(1)),
            ("K", lambda: self._step(-1)),
            ("A", self._register),
            ("E", self._edit),
            ("R", lambda: self._reject(always=False)),
            ("S", self._join),
            ("G", self._go),
            ("Ctrl+Return", self._register_ticked),
        ):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def show_suggestions(self, suggestions: Sequence[Suggestion], names: Mapping[str, str] | None = None) -> None:
        """Show what is open; ticks and the current one stay where they can. `names` are those of entries by code."""
        key, was = self.list.current_id(), self.list.currentIndex().row()
        self._names = names or {}
        bands = list(Band)
        ordered = sorted(suggestions, key=lambda one: bands.index(one.band))
        self.model.show_suggestions(ordered)
        self._unknown.hide()
        for part in (self.list, self._card, self._bar):
            part.setVisible(bool(ordered))
        self._none.setVisible(not ordered)
        at = self.model.row_of(key)
        if ordered:
            self.list.choose_row(at if at >= 0 else min(max(was, 0), len(ordered) - 1))
        self._count()

    def forget(self) -> None:
        """Nothing of another case stays, and nothing is known. That is not "none"."""
        self.show_suggestions(())
        self._none.hide()
        self._unknown.show()

    @property
    def current(self) -> Suggestion | None:
        one = self.list.currentIndex().data(SUGGESTION_ROLE)
        return one if isinstance(one, Suggestion) else None

    def _show_current(self, key: str) -> None:
        one = self.current
        if one is None or one.id != key:
            return
        self._spot = -1
        others = [spelling for spelling in one.spellings if spelling != one.surface][:_SHOWN_SPELLINGS]
        self._surface.setText(one.surface)
        self._kind.setText(isolated(tr(LABELS[one.kind]), tr(one.why)))
        self._spellings.setText(tr(_SPELLINGS, spellings=", ".join(others)))
        self._spellings.setVisible(bool(others))
        self._contexts.setText("\n\n".join(_QUOTED.format(text) for text in one.contexts[:_SHOWN_CONTEXTS]))
        code = one.same_as[0] if one.same_as else ""
        name = self._names.get(code, "")
        self._same.setText(tr(_JOIN_NAMED, code=code, name=name) if name else tr(_JOIN, code=code))
        self._same.setVisible(bool(code))

    def _count(self) -> None:
        count = len(self.model.ticked())
        self._together.setText(trn(*_ALL, count))
        self._together.setEnabled(bool(count))

    def _step(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            self.list.choose_row((self.list.currentIndex().row() + by) % count)

    def _register(self) -> None:
        if self.current is not None:
            self.accepted.emit((self.current.id,))

    def _register_ticked(self) -> None:
        if ticked := self.model.ticked():
            self.accepted.emit(ticked)

    def _edit(self) -> None:
        if self.current is not None:
            self.edit_wanted.emit(self.current.id)

    def _join(self) -> None:
        if self.current is not None and self.current.same_as:
            self.join_wanted.emit(self.current.id, self.current.same_as[0])

    def _reject(self, *, always: bool) -> None:
        if self.current is not None:
            self.rejected.emit((self.current.id,), always)

    def _go(self) -> None:
        one = self.current
        if one is not None and one.spots:
            self._spot = (self._spot + 1) % len(one.spots)
            spot = one.spots[self._spot]
            self.go_to.emit(spot.record, spot.part, spot.start, spot.end)

    def _build(self) -> None:
        self._together = button(trn(*_ALL, 0), icon="user-round-plus", primary=True)
        self._together.setToolTip("Ctrl+Return")
        self._together.clicked.connect(self._register_ticked)
        every, none = button(tr(_TICK_ALL)), button(tr(_TICK_NONE))
        every.clicked.connect(lambda: self.model.tick_all(ticked=True))
        none.clicked.connect(lambda: self.model.tick_all(ticked=False))
        self._bar = QWidget()
        bar = row(self._together, None, every, none)
        bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setLayout(bar)
        self._surface, self._kind = label("", "h2", wrap=True), label("", "small", wrap=True)
        self._spellings, self._contexts = label("", "muted", wrap=True), label("", wrap=True)
        self._same = button("", icon="link")
        self._same.clicked.connect(self._join)
        register, edit = button(tr(_REGISTER), icon="user-round-plus"), button(tr(_EDIT), icon="pencil")
        reject, never = button(tr(_REJECT), icon="user-x"), tool("circle-x", tr(_NEVER))
        register.clicked.connect(self._register)
        edit.clicked.connect(self._edit)
        reject.clicked.connect(lambda: self._reject(always=False))
        never.clicked.connect(lambda: self._reject(always=True))
        self._card = QFrame()
        self._card.setObjectName("card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(6)
        for widget in (self._surface, self._kind, self._spellings, self._contexts, self._same):
            inside.addWidget(widget)
        inside.addLayout(row(register, reject, None, never))
        inside.addLayout(row(edit, None))
        self._none, self._unknown = EmptyState("list-checks", tr(_NONE)), EmptyState("circle-help", tr(_UNKNOWN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        self.list.setMinimumHeight(130)
        for part in (self.list, self._none, self._unknown):
            layout.addWidget(part, 1)
        layout.addWidget(self._card)
        land_on(self, self.list)
        self.forget()
