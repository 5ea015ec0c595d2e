"""What remains of each person in a bundle: a card a person, a line a fact, and two ways out of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.mosaic import PersonMosaic, Remaining, State, Weight
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.labels import button, card, label, row

_NAME = N_("What remains of each person")
_NOTHING = N_("Nothing remains by which somebody could be recognised.")
_ACCEPT, _GENERALISE = N_("Accept with a second person…"), N_("Generalise")
_STATES = {
    State.OPEN: N_("Blocks the export"),
    State.ACCEPTED: N_("Accepted by two people"),
    State.CLEAR: N_("Does not block"),
}
_WEIGHTS = {Weight.LOW: N_("little remains"), Weight.MEDIUM: N_("something remains"), Weight.HIGH: N_("much remains")}
_FACETS = {
    "age": N_("age"),
    "date": N_("date"),
    "place": N_("place"),
    "kinship": N_("relatives"),
    "family": N_("family"),
    "job": N_("occupation"),
    "workplace": N_("workplace"),
    "health": N_("health"),
    "moves": N_("moves"),
    "money": N_("money"),
    "vehicle": N_("vehicle"),
    "contact": N_("contact"),
    "document": N_("document"),
    "school": N_("school"),
    "count": N_("number of people"),
    "origin": N_("minority"),
    "event": N_("one of a kind"),
}
_WHERE = N_("{facet} · {record}")
_IN_TITLE = N_("{facet} · title of {record}")
_IN_FULL, _COARSE = N_("in full"), N_("made coarser")
_UNDECIDED = N_("to be decided")
_SHARED = N_("also told of {count} others")
_MORE = N_("… and {count} made coarser")
_GO_TO = N_("Go to {text}")
_MAKE_COARSER = N_("Generalise {text}")
_SHOWN_COARSE = 3
"""Facts made coarser that are shown; the rest is counted. What stands in full is all shown."""


class MosaicPanel(QScrollArea):
    """`place_wanted` and `generalise_wanted` carry record, start and end, in code points of the original text;
    `accept_wanted` carries the code of a person."""

    place_wanted = Signal(str, int, int)
    generalise_wanted = Signal(str, int, int)
    accept_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_NAME))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_people(())

    def show_people(self, people: Sequence[PersonMosaic]) -> None:
        """Show these, in the order that they come in: the heaviest first."""
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for one in people:
            layout.addWidget(self._card(one))
        if not people:
            layout.addWidget(EmptyState("check", tr(_NOTHING)))
        layout.addStretch(1)
        self.setWidget(inside)  # the one before is deleted

    def _card(self, one: PersonMosaic) -> QFrame:
        frame, layout = card(margin=12, spacing=6)
        frame.setAccessibleName(isolated(one.code, one.label))
        layout.addLayout(row(label(isolated(one.code, one.label), "h2"), None, label(tr(_STATES[one.state]), "small")))
        layout.addWidget(label(tr(_WEIGHTS[one.weight]), "muted"))
        full = [fact for fact in one.remaining if fact.specific]
        coarse = [fact for fact in one.remaining if not fact.specific]
        for fact in (*full, *coarse[:_SHOWN_COARSE]):
            layout.addWidget(self._line(fact))
        if len(coarse) > _SHOWN_COARSE:
            layout.addWidget(label(tr(_MORE, count=len(coarse) - _SHOWN_COARSE), "small"))
        if one.state is State.OPEN:
            accept = button(tr(_ACCEPT))
            accept.clicked.connect(lambda: self.accept_wanted.emit(one.code))
            layout.addLayout(row(None, accept))
        return frame

    def _line(self, fact: Remaining) -> QWidget:
        line = QWidget()
        layout = QVBoxLayout(line)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        words = self._place(fact)
        facet = tr(_FACETS[fact.facet])
        where = tr(_IN_TITLE if fact.in_title else _WHERE, facet=facet, record=fact.record)
        state = tr(_UNDECIDED if fact.undecided else _IN_FULL if fact.specific else _COARSE)
        told = [where, state] + ([tr(_SHARED, count=fact.shared_by)] if fact.shared_by else [])
        if fact.specific and not fact.in_title:
            make = button(tr(_GENERALISE))
            make.setObjectName("narrow")
            make.setAccessibleName(tr(_MAKE_COARSER, text=fact.text))
            make.clicked.connect(lambda: self.generalise_wanted.emit(fact.record, fact.start, fact.end))
            layout.addLayout(row(words, None, make))
        else:
            layout.addLayout(row(words, None))
        layout.addWidget(label(" · ".join(told), "small", wrap=True))
        return line

    def _place(self, fact: Remaining) -> QWidget:
        """The words; a button to their place where there is one to go to."""
        if fact.in_title:
            return label(fact.text, wrap=True)
        words = QPushButton(fact.text.replace("&", "&&"))
        words.setObjectName("place")
        words.setCursor(Qt.CursorShape.PointingHandCursor)
        words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words.setAccessibleName(tr(_GO_TO, text=fact.text))
        words.clicked.connect(lambda: self.place_wanted.emit(fact.record, fact.start, fact.end))
        return words
