"""The rail at the window's side: one button a place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme

WIDTH = 84
_HEIGHT, _ICON = 51, 22
_LARGE = 130
"""Text size in per cent above which names stand beside their icons."""
_AROUND = 36
"""What a button needs beside its words, and the rail beside its buttons."""
PLACES = (
    ("today", "list-checks", N_("Today"), "Ctrl+8"),
    ("library", "file-text", N_("Records"), "Ctrl+1"),
    ("register", "users", N_("Register"), "Ctrl+2"),
    ("redact", "eraser", N_("Redact"), "Ctrl+3"),
    ("sharing", "handshake", N_("Sharing"), "Ctrl+9"),
    ("bundle", "package", N_("Bundles"), "Ctrl+4"),
    ("security", "shield-check", N_("Security"), "Ctrl+5"),
    ("care", "key-round", N_("Keys"), "Ctrl+6"),
    ("travel", "plane", N_("Travel"), "Ctrl+7"),
    ("settings", "settings", N_("Settings"), "Ctrl+,"),
)
NEEDS_VAULT = frozenset({"today", "library", "register", "redact", "sharing", "security", "care", "travel"})
"""Keys of the places that show what is in a vault."""


class Rail(QFrame):
    """`chosen` gives the place's key. Arrow keys move, Tab leaves."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self.setObjectName("nav")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 10, 6, 10)
        self._layout.setSpacing(4)

    def add(self, key: str, icon: str, name: str, *, shortcut: str = "") -> QToolButton:
        made = QToolButton()
        made.setIcon(theme.icon(icon))
        made.setIconSize(QSize(_ICON, _ICON))
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self.rename(key, name, shortcut=shortcut)
        self._layout.addWidget(made)
        return made

    def redraw(self) -> None:
        """Names in the language of now."""
        for key, _icon, name, keys in PLACES:
            self.rename(key, tr(name), shortcut=keys)

    def rename(self, key: str, name: str, *, shortcut: str = "") -> None:
        button = self._buttons[key]
        button.setText(name)
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  {shortcut}".rstrip())
        self._fit()

    def _fit(self) -> None:
        """As wide as the longest name needs. Large letters stand beside their icons: so all places fit in a column."""
        is_large = theme.scaled(100) > _LARGE
        for button in self._buttons.values():
            if is_large:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setFixedHeight(button.sizeHint().height())
            else:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
                button.setFixedHeight(theme.scaled(_HEIGHT))
        widest = max(self.fontMetrics().horizontalAdvance(button.text()) for button in self._buttons.values())
        beside = _ICON + _AROUND if is_large else 0
        self.setFixedWidth(max(WIDTH, widest + beside + _AROUND))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._buttons:
            self._fit()

    def add_stretch(self) -> None:
        self._layout.addStretch(1)

    def show_place(self, key: str) -> None:
        if key in self._buttons:
            self._buttons[key].setChecked(True)
