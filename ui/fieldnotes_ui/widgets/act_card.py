"""One act of an incident in fields: what, to whom, by whom, why they say, what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Act, Attribution, Claim, Involvement, Perpetrator
from fieldnotes.services.vocabulary import worded
from fieldnotes_ui.models.offers import Offers
from fieldnotes_ui.widgets.field_box import FieldBox
from fieldnotes_ui.widgets.labels import button, label, row, tool
from fieldnotes_ui.widgets.pick_code import PickCode, PickCodes
from fieldnotes_ui.widgets.words_edit import WordsEdit

_ACT, _REMOVE = N_("Act {number}"), N_("Remove act {number}")
_WHAT, _HOW = N_("What was done"), N_("By what method")
_VICTIMS, _TARGETS = N_("To whom"), N_("Whom it was meant for, if somebody else")
_WHO, _KIND_OF, _DESCRIBED = N_("Who is said to have done it"), N_("What kind of agent"), N_("Described as")
_PART, _MORE = N_("Part in it"), N_("Add another perpetrator")
_NO_PART = N_("not known")
_OFFICIAL, _OFFICIAL_SOURCE = N_("Reason that the authorities state"), N_("Where they state it")
_ACCOUNT, _ACCOUNT_SOURCE = N_("The person's own account"), N_("Whose account")
_CHARGES, _ARTICLES, _ARTICLES_HINT = N_("Charges"), N_("Articles"), N_("Numbers with commas between them: 535.1, 221")
_FINE, _PENALTY = N_("Fine"), N_("Penalty")
_TRIGGER, _TRIGGER_HINT = N_("What set it off"), N_("A publication, or words.")
_CONSEQUENCE, _KNOWN = N_("What came of it"), N_("How far it is known who did it")
_TOP = Qt.AlignmentFlag.AlignTop


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a form that is scrolled must not change what was chosen


class _Who(QWidget):
    """One perpetrator."""

    def __init__(self, one: Perpetrator, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self.agent = PickCode(offers.actors), PickCode(offers.agents, terms=True)
        self.described, self.part = QLineEdit(one.described), _Choice()
        self.entry.show_value(one.entry)
        self.agent.show_value(one.agent)
        self.described.setMaxLength(300)
        for part in Involvement:
            known = part is not Involvement.UNKNOWN
            self.part.addItem(worded("involvement", part, i18n.language()) if known else tr(_NO_PART), part)
        self.part.setCurrentIndex(self.part.findData(one.involvement))
        grid = _grid(self, columns=4)
        fields = ((_WHO, self.entry), (_KIND_OF, self.agent), (_DESCRIBED, self.described), (_PART, self.part))
        for at, (name, control) in enumerate(fields):
            grid.addWidget(FieldBox(tr(name), control), 0, at, _TOP)

    def value(self) -> Perpetrator:
        part = Involvement(self.part.currentData())
        return Perpetrator(self.entry.value(), self.agent.value(), self.described.text().strip(), part)


class ActCard(QFrame):
    """`value` is the act as typed. `removed` when it is to go."""

    removed = Signal()

    def __init__(self, act: Act, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._offers = offers
        self._head, self._remove = label("", "h2"), tool("trash-2", "")
        self._remove.clicked.connect(self.removed)
        self._make(act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(row(self._head, None, self._remove))
        layout.addLayout(self._first())
        layout.addLayout(self._who)
        more = button(tr(_MORE), icon="plus")
        more.setFlat(True)
        more.clicked.connect(lambda: self._add_who(Perpetrator(), focus=True))
        layout.addLayout(row(more, None))
        layout.addLayout(self._second())

    def _make(self, act: Act) -> None:
        offers = self._offers
        self.what = PickCode(offers.acts, terms=True)
        self.what.show_value(act.what)
        self.methods, self.charges = PickCodes(offers.methods, terms=True), PickCodes(offers.charges, terms=True)
        self.victims, self.targets = PickCodes(offers.people), PickCodes(offers.people)
        for many, codes in (
            (self.methods, act.methods), (self.charges, act.charges), (self.victims, act.victims),
            (self.targets, act.targets),
        ):  # fmt: skip
            many.show_codes(codes)
        self.official, self.account = WordsEdit(act.official.words), WordsEdit(act.account.words)
        self.official_source = QLineEdit(act.official.source)
        self.account_source = PickCode(offers.people, words_too=True)
        self.account_source.show_value(act.account.source)
        self.articles = QLineEdit(", ".join(act.articles))
        self.fine, self.penalty = QLineEdit(act.fine), QLineEdit(act.penalty)
        self.trigger = PickCode(offers.publications, words_too=True)
        self.trigger.show_value(act.trigger)
        self.consequence = QLineEdit(act.consequence)
        self.known = _Choice()
        for one in Attribution:
            known = one is not Attribution.UNKNOWN
            self.known.addItem(worded("attribution", one, i18n.language()) if known else tr(_NO_PART), one)
        self.known.setCurrentIndex(self.known.findData(act.attribution))
        self.perpetrators: list[_Who] = []
        self._who = QVBoxLayout()
        self._who.setSpacing(8)
        for who in act.perpetrators or (Perpetrator(),):
            self._add_who(who)

    def _first(self) -> QGridLayout:
        grid = _grid()
        _place(grid, 0, FieldBox(tr(_WHAT), self.what), FieldBox(tr(_HOW), self.methods))
        _place(grid, 1, FieldBox(tr(_VICTIMS), self.victims), FieldBox(tr(_TARGETS), self.targets))
        return grid

    def _second(self) -> QGridLayout:
        grid = _grid()
        self.articles_box = FieldBox(tr(_ARTICLES), self.articles, tr(_ARTICLES_HINT))
        _place(grid, 0, FieldBox(tr(_OFFICIAL), self.official), FieldBox(tr(_ACCOUNT), self.account))
        sources = (
            FieldBox(tr(_OFFICIAL_SOURCE), self.official_source),
            FieldBox(tr(_ACCOUNT_SOURCE), self.account_source),
        )
        _place(grid, 1, *sources)
        _place(grid, 2, FieldBox(tr(_CHARGES), self.charges), self.articles_box)
        _place(grid, 3, FieldBox(tr(_FINE), self.fine), FieldBox(tr(_PENALTY), self.penalty))
        trigger = FieldBox(tr(_TRIGGER), self.trigger, tr(_TRIGGER_HINT))
        _place(grid, 4, trigger, FieldBox(tr(_CONSEQUENCE), self.consequence))
        _place(grid, 5, FieldBox(tr(_KNOWN), self.known), QWidget())
        return grid

    def number(self, number: int, *, alone: bool) -> None:
        """Which act it is; the only one cannot be removed."""
        self._head.setText(tr(_ACT, number=number))
        self._remove.setAccessibleName(tr(_REMOVE, number=number))
        self._remove.setToolTip(tr(_REMOVE, number=number))
        self._remove.setVisible(not alone)

    def show_names(self, names: Mapping[str, str]) -> None:
        for many in (self.victims, self.targets):
            many.show_names(names)
        for one in (self.account_source, *(who.entry for who in self.perpetrators)):
            one.show_names(names)

    def value(self) -> Act:
        for many in (self.victims, self.targets, self.methods, self.charges):
            many.take()
        articles = (one.strip() for one in self.articles.text().replace(";", ",").split(","))
        told = (who.value() for who in self.perpetrators)
        return Act(
            what=self.what.value(),
            victims=self.victims.codes(),
            targets=self.targets.codes(),
            methods=self.methods.codes(),
            perpetrators=tuple(one for one in told if one != Perpetrator(involvement=one.involvement)),
            official=Claim(self.official.words(), self.official_source.text().strip()),
            account=Claim(self.account.words(), self.account_source.value()),
            charges=self.charges.codes(),
            articles=tuple(filter(None, articles)),
            fine=self.fine.text().strip(),
            penalty=self.penalty.text().strip(),
            trigger=self.trigger.value(),
            consequence=self.consequence.text().strip(),
            attribution=Attribution(self.known.currentData()),
        )

    def _add_who(self, one: Perpetrator, *, focus: bool = False) -> None:
        made = _Who(one, self._offers)
        self.perpetrators.append(made)
        self._who.addWidget(made)
        if focus:
            made.entry.setFocus()


def _grid(parent: QWidget | None = None, *, columns: int = 2) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


def _place(grid: QGridLayout, line: int, first: QWidget, second: QWidget) -> None:
    grid.addWidget(first, line, 0, _TOP)
    grid.addWidget(second, line, 1, _TOP)
