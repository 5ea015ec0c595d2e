"""Say how two register entries belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import KINSHIP, Entry, Relation, RelationKind
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.choices import names_button
from fieldnotes_ui.widgets.labels import beside, button, field, label, row, tool
from fieldnotes_ui.widgets.register_words import KINDS, TYPE_ICONS, kind_of, sentence
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Relation of {code}")
_WITH = N_("With")
_KIND = N_("How")
_SWAP = N_("The other way round")
_SAID = N_("This will be kept")
_KIN = N_("Kin: protection passes along. Both are treated as highly as the more protected of the two.")
_NO_KIN = N_("Not kin: each keeps its own protection.")
_ADD = N_("Add relation")
_CANCEL = N_("Cancel")
_NAMED = N_("{code}  {name}")
_GAP = "…"


class RelationDialog(QDialog):
    """`submitted` carries a Relation; the opener answers with `accept` or `show_error`."""

    submitted = Signal(object)

    def __init__(self, code: str, others: Sequence[Entry], parent: QWidget) -> None:
        """`others` are all entries to choose from, without `code` itself."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._code = code
        self._swapped = False
        title = tr(_TITLE, code=code)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.other, self.names = _chooser(others), names_button()
        self.kind = QComboBox()
        for kind in RelationKind:
            self.kind.addItem(tr(KINDS[kind], a=_GAP, b=_GAP), kind)
        self.swap = tool("undo-2", tr(_SWAP))
        self.swap.setText(tr(_SWAP))
        self.swap.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.swap.clicked.connect(self._turn)
        self.said = label("", "h2", wrap=True)
        self.strip = Strip("info")
        self.add_button = button(tr(_ADD), icon="link", primary=True)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._submit)
        cancel = button(tr(_CANCEL))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.other.currentIndexChanged.connect(lambda _: self._show())
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self._lay_out(title, cancel)
        self._show()
        self.other.setFocus()

    def _lay_out(self, title: str, cancel: QPushButton) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(title, "h2"))
        layout.addLayout(beside(field(tr(_WITH), self.other), self.names))
        layout.addWidget(field(tr(_KIND), self.kind))
        layout.addWidget(label(tr(_SAID), "section"))
        layout.addLayout(row(self.said, None, self.swap))
        layout.addWidget(self.strip)
        layout.addLayout(row(None, cancel, self.add_button))

    def relation(self) -> Relation | None:
        """What is chosen; None while nobody is."""
        other = self.other.currentData()
        if other is None:
            return None
        a, b = (other, self._code) if self._swapped else (self._code, other)
        return Relation(a, b, self._kind)

    @property
    def _kind(self) -> RelationKind:
        return RelationKind(self.kind.currentData())

    def show_names(self, names: Mapping[str, str]) -> None:
        """Say the names beside their codes; who is chosen stays chosen."""
        for place in range(self.other.count()):
            code = str(self.other.itemData(place))
            if code in names:
                self.other.setItemText(place, tr(_NAMED, code=code, name=names[code]))

    def show_error(self, words: str) -> None:
        self.strip.show_message("danger", words)

    def _turn(self) -> None:
        self._swapped = not self._swapped
        self._show()

    def _show(self) -> None:
        other = self.other.currentData() or _GAP
        a, b = (other, self._code) if self._swapped else (self._code, other)
        self.said.setText(sentence(a, self._kind, b))
        self.add_button.setEnabled(self.relation() is not None)
        is_kin = self._kind in KINSHIP
        self.strip.show_message("info", tr(_KIN if is_kin else _NO_KIN), icon="users" if is_kin else "info")

    def _submit(self) -> None:
        chosen = self.relation()
        if chosen is not None:
            self.submitted.emit(chosen)


def _chooser(entries: Sequence[Entry]) -> QComboBox:
    """A list of entries by code and kind, narrowed by typing any part of either, or of a name once names are shown."""
    made = QComboBox()
    line = QLineEdit()
    line.setPlaceholderText(_GAP)
    made.setLineEdit(line)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for entry in entries:
        made.addItem(theme.icon(TYPE_ICONS[entry.type]), tr(_NAMED, code=entry.code, name=kind_of(entry)), entry.code)
    completer = QCompleter(made.model(), made)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCompleter(completer)
    made.setCurrentIndex(-1)
    return made
