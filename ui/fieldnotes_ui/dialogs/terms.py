"""Own coded terms: what is done to people, how, by whom and on what charge, where the program's list has no word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import LANGUAGES, N_, tr
from fieldnotes.services.vocabulary import KINDS, LONGEST_LABEL, Term
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import field

_TITLE, _ADD, _CLOSE = N_("Own terms"), N_("Add this term"), N_("Close")
_EXPLAINS = N_(
    "They stand in the lists of the forms beside the program's own. A term names a kind of thing, never a person."
)
_KIND, _OWN = N_("What it names"), N_("Own terms so far")
_KINDS = {
    "act": N_("what was done"), "method": N_("how it was done"), "agent": N_("who did it"),
    "charge": N_("on what charge"),
}  # fmt: skip
_NONE = N_("None yet.")


class TermsDialog(Sheet):
    """`wanted` carries a kind and its labels by language; the opener answers with `show_terms` or `show_problem`."""

    wanted = Signal(str, object)

    def __init__(self, terms: Sequence[Term], parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_ADD), parent, explains=tr(_EXPLAINS), width=560)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(tr(_KINDS[kind]), kind)
        self.labels = {language: QLineEdit() for language in LANGUAGES}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        first = [i18n.language(), *(one for one in LANGUAGES if one != i18n.language())]
        for at, language in enumerate(one for one in first if one in self.labels):
            line = self.labels[language]
            line.setMaxLength(LONGEST_LABEL)
            line.textChanged.connect(lambda _: self._check())
            grid.addWidget(field(LANGUAGES[language], line), at // 2, at % 2)
        self.list = QListWidget()
        self.list.setObjectName("letters")
        self.list.setMaximumHeight(theme.scaled(140))
        self.inside.addWidget(field(tr(_KIND), self.kind))
        self.inside.addLayout(grid)
        self.inside.addWidget(field(tr(_OWN), self.list))
        self.out.setText(tr(_CLOSE))
        self.out.setAccessibleName(tr(_CLOSE))
        self.show_terms(terms)
        self._check()

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Every own term as it is kept now; what was typed for the last one is taken away."""
        self.list.clear()
        self.list.addItems(
            [f"{term.label(i18n.language())} — {tr(_KINDS[term.kind])}" for term in terms] or [tr(_NONE)]
        )
        for line in self.labels.values():
            line.clear()
        self.problem.hide()
        next(iter(self.labels.values())).setFocus()

    def submit(self) -> None:
        if self.main.isEnabled():
            self.main.setEnabled(False)
            self.wanted.emit(str(self.kind.currentData()), self._typed())

    def _typed(self) -> dict[str, str]:
        return {language: line.text().strip() for language, line in self.labels.items() if line.text().strip()}

    def _check(self) -> None:
        self.main.setEnabled(bool(self._typed()))
