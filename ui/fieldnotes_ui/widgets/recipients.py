"""Who will be able to open a bundle: contact cards with their words to compare, or bare addresses."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.views import CardView
from fieldnotes_ui.widgets.labels import button, label, row, tool
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
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        add_card = button(tr(_ADD_CARD), icon="user-round-plus")
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
        layout.addLayout(self._list)
        line = row(add_card, self.address, add)
        line.setStretch(1, 1)
        layout.addLayout(line)
        layout.addWidget(self._problem)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Card texts and addresses, as the export takes them."""
        return tuple(one.to for one in self._rows)

    @property
    def compared(self) -> bool:
        """Whether the words of every card were compared."""
        return all(one.compared for one in self._rows)

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
        self.to = to
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
