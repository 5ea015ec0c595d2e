"""Who will be able to open a bundle: contacts, cards that are new here with their words to compare, bare addresses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.contacts import ContactView
from fieldnotes.services.views import CardView
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.reader_check import ReaderCheck
from fieldnotes_ui.widgets.word_grid import WordGrid

_ADD_CARD = N_("Add a card…")
_ADDRESS, _ADDRESS_HINT = N_("Address"), N_("or an age1… address")
_ADD = N_("Add")
_NOT_ADDRESS = N_("That is not an age1… address.")
_REMOVE = N_("Remove {name}")
_COMPARED = N_("I compared these words with {name} by voice")
_BARE = N_("An address alone says nothing about whose it is.")
_PREFIX = "age1"


class Recipients(QWidget):
    """`card_wanted` asks for a file; `changed` follows every addition, removal and comparison."""

    card_wanted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Recipient] = []
        self.contacts: list[ReaderCheck] = []
        self._known = QVBoxLayout()
        self._known.setSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.add_button = add_card = button(tr(_ADD_CARD), icon="user-round-plus")
        add_card.setAutoDefault(False)
        add_card.clicked.connect(self.card_wanted)
        self.address = QLineEdit()
        self.address.setAccessibleName(tr(_ADDRESS))
        self.address.setPlaceholderText(tr(_ADDRESS_HINT))
        self.address.returnPressed.connect(self._add_typed)
        add = button(tr(_ADD))
        add.setAutoDefault(False)
        add.clicked.connect(self._add_typed)
        self._problem = label("", "error")
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._known)
        layout.addLayout(self._list)
        line = row(add_card, self.address, add)
        line.setStretch(1, 1)
        layout.addLayout(line)
        layout.addWidget(self._problem)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Codes of contacts, card texts and addresses, as the export takes them."""
        return (*(one.view.contact.code for one in self._chosen), *(one.to for one in self._rows))

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, in the same order."""
        return (*(one.view.contact.name for one in self._chosen), *(one.name for one in self._rows))

    @property
    def compared(self) -> bool:
        """Whether the words of every card that was added here were compared."""
        return all(one.compared for one in self._rows)

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Texts of the cards that were added here whose words were compared."""
        return tuple(one.to for one in self._rows if one.has_words and one.compared)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the chosen contacts whose words were not compared."""
        return tuple(one.view.contact.name for one in self._chosen if not one.known)

    @property
    def bare(self) -> bool:
        """Whether there is an address of which nobody knows whose it is."""
        return not all(one.has_words for one in self._rows)

    @property
    def _chosen(self) -> list[ReaderCheck]:
        return [one for one in self.contacts if one.chosen]

    def show_contacts(self, views: Sequence[ContactView]) -> None:
        """Once: whom the vault knows, to be ticked."""
        for view in views:
            made = ReaderCheck(view, self)
            made.changed.connect(self.changed)
            self.contacts.append(made)
            self._known.addWidget(made)
            made.show()
        self.changed.emit()

    def take_keyboard(self) -> None:
        """To the first contact, or to the button that adds a card."""
        first = next((one.box for one in self.contacts if one.box.isEnabled()), None)
        (first or self.add_button).setFocus()

    def add_card(self, card: CardView) -> None:
        self._add(_Recipient(card.text, card.name, card))

    def show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _add_typed(self) -> None:
        typed = self.address.text().strip()
        if not typed.startswith(_PREFIX):
            self.show_problem(tr(_NOT_ADDRESS))
            return
        self.address.clear()
        self._add(_Recipient(typed, typed, None))

    def _add(self, made: _Recipient) -> None:
        self.show_problem("")
        if made.to in self.addresses:
            made.deleteLater()
            return
        made.removed.connect(self._remove)
        made.changed.connect(self.changed)
        self._rows.append(made)
        self._list.addWidget(made)
        self.changed.emit()

    def _remove(self, gone: QWidget) -> None:
        self._rows = [one for one in self._rows if one is not gone]
        self._list.removeWidget(gone)
        gone.deleteLater()
        self.changed.emit()


class _Recipient(QFrame):
    removed = Signal(QWidget)
    changed = Signal()

    def __init__(self, to: str, name: str, card: CardView | None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.to, self.name = to, name
        self.has_words = card is not None
        self._check: QCheckBox | None = None
        away = tool("x", tr(_REMOVE, name=name))
        away.clicked.connect(lambda: self.removed.emit(self))
        head = QHBoxLayout()
        title = label(name, "mono" if card is None else "h2", wrap=True)
        head.addWidget(title, 1)
        head.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        if card is None:
            layout.addWidget(label(tr(_BARE), "small", wrap=True))
            return
        layout.addWidget(WordGrid(card.words))
        self._check = QCheckBox(tr(_COMPARED, name=name.replace("&", "&&")))
        self._check.setAccessibleName(tr(_COMPARED, name=name))
        self._check.toggled.connect(lambda _: self.changed.emit())
        layout.addWidget(self._check)

    @property
    def compared(self) -> bool:
        return self._check is None or self._check.isChecked()
