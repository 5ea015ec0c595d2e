"""The card of what is to be decided now: what it is, why, where it stands, and with which reach, reason and note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.redaction import SHARED, ReasonCode, Scope
from fieldnotes_ui.models.review import Act, Kind, ReviewItem, Spot, State
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, column, label, row, tool
from fieldnotes_ui.widgets.name_edit import NameEdit
from fieldnotes_ui.widgets.pick_button import PickButton
from fieldnotes_ui.widgets.review_words import KINDS, REASONS, SCOPES, SCOPES_MEAN, STATES, outcome_words
from fieldnotes_ui.widgets.room import Room

_BUTTONS = {
    Act.REDACT: N_("Redact  R"),
    Act.KEEP: N_("Keep  K"),
    Act.GENERALISE: N_("Generalise  G"),
    Act.REGISTER: N_("Register  A"),
    Act.OPEN: N_("To the record and its title  T"),
}
_MAYBE, _GUESS = N_("May be {codes}"), N_("{code} was named in full before")
_REASON, _SCOPE, _LABEL = N_("Reason code (keys 1 to 9)"), N_("Reach (S)"), N_("Whose label (L)")
_NUMBERED = N_("{number}  {name}")
_DECIDED = (Kind.NAME, Kind.AMBIGUOUS, Kind.SUGGESTION)
"""Kinds on which a decision is stored; details become marks of their record."""
_NOTE, _NOTE_HINT = N_("Note"), N_("Note, without names  C")
_SHARED, _UNTOLD = N_("Shared label: not told who"), N_("Nobody chosen: shared label")
_AT = N_("{at} of {all} · {record}")
_NEXT_SPOT, _SPOT_BEFORE = N_("Next place of this one"), N_("Place before")
_QUOTED = "… {} …"
_NEAR = 34
"""Code points on each side that are shown on the card: two or three lines. The text beside it has the rest."""
_LONGEST_NOTE = 300
_LEAST = 84
"""Pixels of what is said about an item that stay in view in a small window: its kind and its words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done with an item; `spot` is the place that is framed."""

    item: ReviewItem
    act: Act
    scope: Scope
    reason: ReasonCode
    label: str
    note: str
    spot: Spot | None


class ReviewCard(QFrame):
    """`wanted` carries a Wish, `spot_wanted` the key and the Spot to be framed. `left` follows Enter or Escape in the
    note: the keys are the list's again."""

    wanted = Signal(object)
    spot_wanted = Signal(str, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._item: ReviewItem | None = None
        self._at = 0
        scopes = [(scope.value, tr(name), tr(SCOPES_MEAN[scope])) for scope, name in SCOPES.items()]
        self.scope = PickButton(tr(_SCOPE), scopes)
        numbered = [
            (code.value, tr(_NUMBERED, number=at, name=tr(name)), "")
            for at, (code, name) in enumerate(REASONS.items(), start=1)
        ]
        self.reason = PickButton(tr(_REASON), numbered)
        self.label = PickButton(tr(_LABEL), [])
        self.note = NameEdit()
        self.note.setPlaceholderText(tr(_NOTE_HINT))
        self.note.setAccessibleName(tr(_NOTE))
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.installEventFilter(self)
        self.buttons = self._make_buttons()
        self._lay_out()

    @property
    def item(self) -> ReviewItem | None:
        return self._item

    def spot(self) -> Spot | None:
        spots = self._item.spots if self._item is not None else ()
        return spots[self._at] if self._at < len(spots) else None

    def show_item(self, item: ReviewItem, state: State, record: str) -> None:
        """Show one item, at its first place in `record`; the same again keeps what was chosen and typed."""
        same = self._item is not None and self._item.key == item.key
        self._item = item
        if not same:
            first = item.first_in(record)
            self._at = item.spots.index(first) if first is not None else 0
            self._show_choices(item)
        self._at = min(self._at, max(len(item.spots) - 1, 0))
        self._kind.setText(tr(KINDS[item.kind]).upper())
        self._state.setText(tr(STATES[state]))
        self._title.setText(item.title)
        self._show_identity(item)
        self._why.setText(tr(item.why))
        self._show_spot()
        outcome = outcome_words(item.outcome) if item.outcome is not None else ""
        self._outcome.setText(outcome)
        self._outcome.setVisible(bool(outcome))
        for act, made in self.buttons.items():
            made.setVisible(act in item.acts)
            made.setEnabled(state is not State.STORING)
        decides = item.kind in _DECIDED
        self.reason.setVisible(Act.REDACT in item.acts)
        self.scope.setVisible(decides)
        self.note.setVisible(decides)
        self.label.setVisible(bool(item.candidates))

    def do(self, act: Act) -> None:
        """What a button or its key asks for."""
        item = self._item
        if item is None or act not in item.acts or not self.buttons[act].isEnabled():
            return
        wish = Wish(
            item,
            act,
            Scope(self.scope.chosen()),
            ReasonCode(self.reason.chosen()),
            self.label.chosen() if item.candidates else "",
            " ".join(self.note.text().split()),
            self.spot(),
        )
        self.wanted.emit(wish)

    def step_spot(self, by: int) -> None:
        """Frame the next or previous place of this item."""
        if self._item is not None and self._item.spots:
            self._at = (self._at + by) % len(self._item.spots)
            self._show_spot()
            self.spot_wanted.emit(self._item.key, self._item.spots[self._at])

    def choose_reason(self, number: int) -> None:
        """By its key, 1 to 9."""
        if self.reason.isVisibleTo(self):
            self.reason.choose(list(REASONS)[number - 1].value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape in the note go back to the list and decide nothing."""
        leaves = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if watched is self.note and isinstance(event, QKeyEvent) and event.key() in leaves:
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    # --- showing --------------------------------------------------------------------------------------------------

    def _show_choices(self, item: ReviewItem) -> None:
        """Reach and note begin anew with every item, so that nothing is decided further than somebody looked."""
        outcome = item.outcome
        self.scope.choose((outcome.scope if outcome is not None else Scope.CASE).value)
        self.reason.choose(((outcome.reason if outcome is not None else None) or item.reason).value)
        self.note.setText(outcome.note if outcome is not None else "")
        if item.candidates:
            named = [(code, isolated(code, words), "") for code, words in item.candidates]
            self.label.offer([("", tr(_UNTOLD), ""), (SHARED, tr(_SHARED), ""), *named])
            self.label.choose(outcome.label if outcome is not None else "")

    def _show_identity(self, item: ReviewItem) -> None:
        maybe = tr(_MAYBE, codes=item.identity.replace(",", ", ")) if item.identity else ""
        guess = tr(_GUESS, code=item.guess) if item.guess else ""
        self._identity.setText(isolated(maybe, guess))
        self._identity.setVisible(bool(maybe or guess))

    def _show_spot(self) -> None:
        item, spot = self._item, self.spot()
        for widget in (self._before, self._after):
            widget.setVisible(item is not None and len(item.spots) > 1)
        if item is None or spot is None:
            self._context.hide()
            self._where.setText("")
            return
        self._context.setText(_around(spot.context, item.title))
        self._context.setVisible(bool(self._context.text()))
        self._where.setText(tr(_AT, at=self._at + 1, all=len(item.spots), record=spot.record))

    # --- building -------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> Mapping[Act, QPushButton]:
        made = {}
        for act, words in _BUTTONS.items():
            made[act] = button(tr(words), primary=act is Act.REDACT)
            made[act].setObjectName("narrow")
            made[act].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made[act].clicked.connect(lambda _=False, one=act: self.do(one))
        return made

    def _lay_out(self) -> None:
        self._kind, self._state = ElidedLabel("", "section"), label("", "small")
        self._title = label("", "h2", wrap=True)
        self._identity, self._why = label("", "muted", wrap=True), label("", "small", wrap=True)
        self._context, self._where = label("", wrap=True), label("", "small")
        self._outcome = label("", "small", wrap=True)
        self._before = tool("chevron-left", tr(_SPOT_BEFORE))
        self._after = tool("chevron-right", tr(_NEXT_SPOT), shortcut="Space")
        self._before.clicked.connect(lambda: self.step_spot(-1))
        self._after.clicked.connect(lambda: self.step_spot(1))
        about, upper = column(spacing=5)
        upper.addLayout(row(self._kind, self._state))
        for widget in (self._title, self._identity, self._why, self._context):
            upper.addWidget(widget)
        upper.addLayout(row(self._where, None, self._before, self._after, spacing=2))
        upper.addWidget(self._outcome)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(5)
        inside.addWidget(Room(about, _LEAST))
        inside.addLayout(Flow(self.reason, self.scope, spacing=6, fills=True))
        inside.addWidget(self.label)
        inside.addWidget(self.note)
        inside.addSpacing(2)
        inside.addLayout(Flow(*self.buttons.values(), spacing=6, fills=True))


def _around(context: str, words: str) -> str:
    """The words with a little of what stands around them."""
    at = context.find(words)
    middle = at + len(words) // 2 if at >= 0 else len(context) // 2
    reach = _NEAR + len(words) // 2
    short = context[max(0, middle - reach) : middle + reach].strip()
    return _QUOTED.format(short) if short else ""
