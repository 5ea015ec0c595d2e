"""The top of a register entry: code, name, level with its menu, type and role."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import EntityType, Entry, Role
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import label, row
from fieldnotes_ui.widgets.level_button import LevelButton
from fieldnotes_ui.widgets.level_menu import LevelMenu
from fieldnotes_ui.widgets.register_words import OUTSIDE, ROLES, TYPE_ICONS, TYPES, name_of

_ROLE = N_("Role")
_COVERED = "••••••••"


class EntryHead(QWidget):
    """`level_wanted` and `role_wanted` are wishes: what is shown changes when the vault did."""

    level_wanted = Signal(object)
    role_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._named = ""
        self._code = label("", "h1")
        self.name = label("", "h2", wrap=True)
        self.level = LevelButton()
        self.menu = LevelMenu(OUTSIDE, self)
        self.menu.picked.connect(self.level_wanted)
        self.level.clicked.connect(lambda: self.menu.popup(self.level.mapToGlobal(self.level.rect().bottomLeft())))
        self._picture = QLabel()
        self._type = label("", "muted")
        self._separator = label("·", "muted")
        self.role = QComboBox()
        self.role.setObjectName("quiet")
        self.role.setAccessibleName(tr(_ROLE))
        self.role.setToolTip(tr(_ROLE))
        for role in Role:
            self.role.addItem(tr(ROLES[role]), role)
        self.role.activated.connect(lambda _: self.role_wanted.emit(Role(self.role.currentData())))
        self._outside = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row(self._code, None, self.level))
        layout.addWidget(self.name)
        layout.addLayout(row(self._picture, self._type, self._separator, self.role, None, spacing=6))
        layout.addWidget(self._outside)

    def hold_open(self, held: bool) -> None:
        """The name, only while somebody holds a button down."""
        self.name.setText(self._named if held else _COVERED)

    def show_entry(self, entry: Entry) -> None:
        self._code.setText(entry.code)
        self._named = name_of(entry) if entry.identity is not None else ""
        self.hold_open(False)
        self.name.setVisible(entry.identity is not None)
        self.level.show_level(entry.level, (tr(OUTSIDE[entry.level]),))
        self.menu.show_level(entry.level)
        self._picture.setPixmap(theme.icon(TYPE_ICONS[entry.type]).pixmap(16, 16))
        self._type.setText(tr(TYPES[entry.type]))
        is_person = entry.type is EntityType.PERSON
        self._separator.setVisible(is_person)
        self.role.setVisible(is_person)
        self.role.setCurrentIndex(self.role.findData(entry.role))
        self._outside.setText(tr(OUTSIDE[entry.level]))
