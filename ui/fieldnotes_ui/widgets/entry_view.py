"""One register entry: head, names, particulars, relations, consent, and where the records speak of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import Entry
from fieldnotes_ui.widgets.alike_card import AlikeCard
from fieldnotes_ui.widgets.consent_card import ConsentCard
from fieldnotes_ui.widgets.entry_head import EntryHead
from fieldnotes_ui.widgets.follow_cards import GraphCard, TimelineCard
from fieldnotes_ui.widgets.line_card import LineCard
from fieldnotes_ui.widgets.line_list import Line
from fieldnotes_ui.widgets.name_edit import NameEdit
from fieldnotes_ui.widgets.names_card import NamesCard
from fieldnotes_ui.widgets.particulars_card import ParticularsCard
from fieldnotes_ui.widgets.relations_card import RelationsCard
from fieldnotes_ui.widgets.status_card import StatusCard

_WIDEST = 860
_NARROWEST = 520
_NO_RELATIONS = N_("No relations yet. Kin are protected together, as highly as the most protected of them.")
_MENTIONS = N_("Mentioned in")
_NO_MENTIONS = N_("No record speaks of this entry.")
_LOOKING = N_("Looking through the records…")
_SEALED_MENTIONS = N_("As last looked. Records changed since then are read again while names are open.")


class EntryView(QScrollArea):
    """Shows values and reports wishes through the signals of its parts and the three below."""

    relate_wanted = Signal()
    entry_wanted = Signal(str)
    record_wanted = Signal(str)
    uncovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setMinimumWidth(_NARROWEST)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = EntryHead()
        self.names = NamesCard()
        self.particulars = ParticularsCard()
        for card in (self.names, self.particulars):
            card.uncovered.connect(self.uncovered)
        self.names.held.connect(self._hold)
        self.relations = RelationsCard()
        self.add_relation = self.relations.add_button
        self.add_relation.clicked.connect(self.relate_wanted)
        self.relations.list.opened.connect(self.entry_wanted)
        self.status = StatusCard()
        self.graph, self.timeline = GraphCard(), TimelineCard()
        self.graph.entry_wanted.connect(self.entry_wanted)
        self.alike = AlikeCard()
        self.alike.entry_wanted.connect(self.entry_wanted)
        self.consent = ConsentCard()
        self.mentions = LineCard(tr(_MENTIONS))
        self.mentions.list.opened.connect(self.record_wanted)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(14)
        for part in (
            self.head, self.alike, self.status, self.names, self.particulars, self.relations, self.graph, self.consent,
            self.mentions, self.timeline,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def show_entry(self, entry: Entry) -> None:
        """Head and names; relations, consent and mentions are shown on their own."""
        self.head.show_entry(entry)
        self.names.show_entry(entry)
        self.particulars.show_entry(entry)

    def _hold(self, held: bool) -> None:
        """Names, and how to reach them."""
        for line in (*self.names.findChildren(NameEdit), *self.particulars.findChildren(NameEdit)):
            line.hold_open(held)
        self.head.hold_open(held)

    def flush(self) -> None:
        """Hand over every line that was typed and not yet kept."""
        self.names.flush()
        self.particulars.flush()

    def show_relations(self, lines: Sequence[Line]) -> None:
        self.relations.show_lines(lines, "" if lines else tr(_NO_RELATIONS))

    def show_mentions(self, lines: Sequence[Line] | None, *, sealed: bool) -> None:
        """`None` while they are being looked for."""
        if lines is None:
            self.mentions.show_lines((), tr(_LOOKING))
        else:
            self.mentions.show_lines(lines, tr(_SEALED_MENTIONS) if sealed else "" if lines else tr(_NO_MENTIONS))

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)
