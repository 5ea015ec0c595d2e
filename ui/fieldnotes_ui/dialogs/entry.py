"""Register somebody or something new; and say why a level is lowered."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.register import Contact, EntityType, Identity, Role
from fieldnotes_ui import theme
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.level_menu import mark_pixmap
from fieldnotes_ui.widgets.name_edit import NameEdit, NameLines
from fieldnotes_ui.widgets.register_words import OUTSIDE, ROLES, TYPE_ICONS, TYPES
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("New in the register")
_TYPE = N_("Type")
_NAME = N_("Name")
_ALIASES = N_("Aliases, one on each line")
_ALIASES_HINT = N_("Other spellings and scripts, nicknames, former names. Redaction looks for all of them.")
_CONTACTS = N_("Ways to reach this person, one on each line")
_CONTACTS_HINT = N_("Phones, e-mail addresses, @handles. Places, documents and the rest are added on the page.")
_ROLE = N_("Role")
_LEVEL = N_("Protection level")
_ADD = N_("Add")
_LOWER_TITLE = N_("Lower the protection of {code}")
_LOWER = N_("From {old} to {new}. {meaning}")
_REASON = N_("Reason")
_REASON_HINT = N_("It is written to the ledger. Do not write names into it.")
_SECOND = N_("Name of the second person who agrees")
_SECOND_HINT = N_("The project's policy lets two people lower a level, never one.")
_LOWER_BUTTON = N_("Lower")


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What was typed into the dialog."""

    name: str
    aliases: tuple[str, ...]
    type: EntityType
    role: Role
    level: Level
    contacts: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        return Identity(self.name, self.aliases, contacts=tuple(map(Contact.of, self.contacts)))


class EntryDialog(Sheet):
    """`submitted` carries a NewEntry on Enter or Add; the opener answers with `accept` or `show_error`."""

    submitted = Signal(object)
    copy_wanted = Signal(str)

    def __init__(self, type: EntityType, parent: QWidget) -> None:  # noqa: A002 - the domain's word
        super().__init__(tr(_TITLE), tr(_ADD), parent, width=500)
        self.name = NameEdit()
        self.name.setMinimumHeight(theme.scaled(32))
        self.name.copy_wanted.connect(self.copy_wanted)
        self.name.returnPressed.connect(self.submit)
        self.aliases = NameLines()
        self.aliases.setFixedHeight(theme.scaled(88))
        self.aliases.copy_wanted.connect(self.copy_wanted)
        self.aliases.submitted.connect(self.submit)
        self.contacts = NameLines()
        self.contacts.setFixedHeight(theme.scaled(66))
        self.contacts.copy_wanted.connect(self.copy_wanted)
        self.contacts.submitted.connect(self.submit)
        self.type = QComboBox()
        for one in EntityType:
            self.type.addItem(theme.icon(TYPE_ICONS[one]), tr(TYPES[one]), one)
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(tr(ROLES[role]), role)
        self.level = QComboBox()
        for level in Level:
            self.level.addItem(mark_pixmap(level, self.devicePixelRatioF()), level_name(level), level)
        self._meaning = label("", "small", wrap=True)
        self.strip = Strip("danger")
        self.strip.hide()
        self.add_button = self.main
        self.add_button.setEnabled(False)
        self.add_button.setDefault(False)  # a field tells by itself that it was left with Enter
        self.add_button.setAutoDefault(False)
        self.name.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        self.type.currentIndexChanged.connect(lambda _: self._show_type())
        self.level.currentIndexChanged.connect(lambda _: self._meaning.setText(tr(OUTSIDE[self.level.currentData()])))
        self.role.setCurrentIndex(self.role.findData(Role.OTHER))
        self.level.setCurrentIndex(self.level.findData(DEFAULT_LEVEL))
        self._lay_out()
        self.type.setCurrentIndex(self.type.findData(type))
        self._show_type()
        self.name.setFocus()

    def typed(self) -> NewEntry:
        # Qt keeps the plain word or number of an enumeration, so it is made one again here.
        chosen = EntityType(self.type.currentData())
        return NewEntry(
            name=self.name.text().strip(),
            aliases=self.aliases.names(),
            type=chosen,
            role=Role(self.role.currentData()) if chosen is EntityType.PERSON else Role.OTHER,
            level=Level(self.level.currentData()),
            contacts=self.contacts.names() if chosen is EntityType.PERSON else (),
        )

    def show_error(self, words: str) -> None:
        self.add_button.setEnabled(True)
        self.strip.show_message("danger", words)
        self.strip.show()

    def done(self, result: int) -> None:
        self.name.clear()
        self.aliases.clear()
        self.contacts.clear()
        super().done(result)

    def submit(self) -> None:
        if self.add_button.isEnabled():
            self.add_button.setEnabled(False)
            self.submitted.emit(self.typed())

    def _show_type(self) -> None:
        for part in (self._role_field, self._contacts_field):
            part.setVisible(self.type.currentData() == EntityType.PERSON)

    def _lay_out(self) -> None:
        self._role_field = field(tr(_ROLE), self.role)
        self._contacts_field = field(tr(_CONTACTS), self.contacts, tr(_CONTACTS_HINT))
        type_, level = field(tr(_TYPE), self.type), field(tr(_LEVEL), self.level)
        self.inside.addWidget(field(tr(_NAME), self.name))
        self.inside.addWidget(field(tr(_ALIASES), self.aliases, tr(_ALIASES_HINT)))
        self.inside.addWidget(self._contacts_field)
        self.inside.addLayout(Flow(type_, self._role_field, level, spacing=12, fills=True))
        self.inside.addWidget(self._meaning)
        self.inside.addWidget(self.strip)


class LowerDialog(Sheet):
    """`submitted` carries the reason; `second` is who else agreed, asked for where it takes two."""

    submitted = Signal(str)

    def __init__(self, code: str, old: Level, new: Level, parent: QWidget, *, asks_two: bool = False) -> None:
        super().__init__(tr(_LOWER_TITLE, code=code), tr(_LOWER_BUTTON), parent, width=460)
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.second = QLineEdit()
        self.second.setMaxLength(200)
        self._asked = (self.reason, self.second) if asks_two else (self.reason,)
        self.lower_button = self.main
        self.main.setProperty("primary", False)
        self.main.setProperty("danger", True)
        self.lower_button.setEnabled(False)
        self.lower_button.setDefault(False)
        self.lower_button.setAutoDefault(False)
        for one in self._asked:
            one.returnPressed.connect(self.submit)
            one.textChanged.connect(lambda _: self.lower_button.setEnabled(self._is_whole()))
        words = tr(_LOWER, old=level_name(old), new=level_name(new), meaning=tr(OUTSIDE[new]))
        self.inside.addWidget(Strip("warn", words))
        self.inside.addWidget(field(tr(_REASON), self.reason, tr(_REASON_HINT)))
        if asks_two:
            self.inside.addWidget(field(tr(_SECOND), self.second, tr(_SECOND_HINT)))
        self.reason.setFocus()

    def _is_whole(self) -> bool:
        return all(one.text().strip() for one in self._asked)

    def submit(self) -> None:
        if self._is_whole():
            self.submitted.emit(self.reason.text().strip())
            self.accept()
