"""Sharing: contacts, approvals and what left, side by side as three leaves of one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.pages.sharing.approving import ApprovalsTab
from fieldnotes_ui.pages.sharing.contacts import ContactsTab
from fieldnotes_ui.pages.sharing.leaving import LeftTab
from fieldnotes_ui.widgets.labels import label, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.segments import Segments

_TITLE = N_("Sharing")
_ABOUT = N_("Whom you can send something, who has to say yes to it, and what left this vault.")
_LEAVES = (("contacts", N_("Contacts")), ("approvals", N_("Approvals")), ("left", N_("What left")))
_WHICH = N_("Shown")


class SharingPage(QWidget):
    """`case_wanted` carries the code of a case for the workbench, `export_wanted` a ProposalTerms to open it as."""

    case_wanted = Signal(str)
    export_wanted = Signal(object)

    def __init__(self, desk: Desk, clipboard: Clipboard) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self.contacts, self.approvals, self.left = ContactsTab(desk), ApprovalsTab(desk), LeftTab(desk)
        self.leaves = Segments(tr(_WHICH), [(key, tr(words)) for key, words in _LEAVES], _LEAVES[0][0])
        self._stack = QStackedWidget()
        for leaf in (_scrolling(self.contacts), _scrolling(self.approvals), self.left):
            self._stack.addWidget(leaf)
        head = QVBoxLayout()
        head.setContentsMargins(24, 18, 24, 4)
        head.setSpacing(8)
        head.addWidget(label(tr(_TITLE), "h1"))
        head.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        head.addLayout(row(self.leaves, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.leaves.changed.connect(self._turn)
        self.approvals.case_wanted.connect(self.case_wanted)
        self.approvals.export_wanted.connect(self.export_wanted)
        land_on(self, self.contacts.add_button)

    def show_leaf(self, key: str) -> None:
        """One of `contacts`, `approvals` and `left`."""
        self.leaves.choose(key)

    def show_person(self, code: str) -> None:
        """What left that carries somebody."""
        self.show_leaf("left")
        self.left.choose_person(code)

    def add_contact(self) -> None:
        self.show_leaf("contacts")
        self.contacts.ask_for_card()

    def propose(self) -> None:
        self.show_leaf("approvals")
        self.approvals.ask_what()

    def showEvent(self, event: QShowEvent) -> None:
        """Whatever was done elsewhere meanwhile shows: an export, a review that was taken in."""
        super().showEvent(event)
        if self._desk.is_open:
            self._look()

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex([name for name, _ in _LEAVES].index(key))
        land_on(
            self,
            {"contacts": self.contacts.add_button, "approvals": self.approvals.propose_button}.get(key, self.left.list),
        )
        self._look()

    def _look(self) -> None:
        {"contacts": self.contacts.look, "approvals": self.approvals.look, "left": self.left.look}[
            self.leaves.chosen()
        ]()


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
