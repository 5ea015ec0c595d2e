"""Appearance and locking. Kept on this machine in a file that names nobody."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes_ui.clipboard import CLEAR_AFTER_S, Clipboard
from fieldnotes_ui.desk import SEALED_IDLE_MS, Desk
from fieldnotes_ui.preferences import IDLE_MINUTES, TEXT_PERCENTS, Preferences, Scheme
from fieldnotes_ui.widgets.labels import card, field, label

_TITLE = N_("Settings")
_APPEARANCE = N_("Appearance")
_SCHEME = N_("Colours")
_TEXT = N_("Text size")
_LOCKING = N_("Locking")
_IDLE = N_("Lock after no key or click for")
_IDLE_HINT = N_("Locking closes the database and drops the keys. Unsaved typing is kept as an encrypted draft.")
_SEALED = N_(
    "The sealed compartment closes after {seconds} seconds without a key or click. "
    "Copied text is cleared after {clear} seconds."
)
_SUSPEND = N_("Lock on suspend: {suspend}. Lock with the screen: {screen}.")
_YES = N_("yes")
_CANNOT = N_("cannot be detected here")
_SCHEMES = {Scheme.SYSTEM: N_("As the system"), Scheme.LIGHT: N_("Light"), Scheme.DARK: N_("Dark")}


class SettingsPage(QWidget):
    """`chosen` carries the new Preferences; whoever owns the application applies and stores them."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, clipboard: Clipboard, preferences: Preferences, *, suspend: bool, screen: bool
    ) -> None:
        super().__init__()
        del desk, clipboard
        self._preferences = preferences
        self._scheme = QComboBox()
        for scheme in Scheme:
            self._scheme.addItem(tr(_SCHEMES[scheme]), scheme)
        self._text = QComboBox()
        for percent in TEXT_PERCENTS:
            self._text.addItem(f"{percent} %", percent)
        self._idle = QComboBox()
        for minutes in IDLE_MINUTES:
            self._idle.addItem(trn("{n} minute", "{n} minutes", minutes), minutes)
        self._scheme.setCurrentIndex(list(Scheme).index(preferences.scheme))
        self._text.setCurrentIndex(TEXT_PERCENTS.index(preferences.text_percent))
        self._idle.setCurrentIndex(IDLE_MINUTES.index(preferences.idle_minutes))
        for box in (self._scheme, self._text, self._idle):
            box.setMaximumWidth(260)
            box.activated.connect(self._changed)
        looks, inside = card(margin=20, spacing=12)
        inside.addWidget(label(tr(_APPEARANCE), "h2"))
        inside.addWidget(field(tr(_SCHEME), self._scheme))
        inside.addWidget(field(tr(_TEXT), self._text))
        locks, below = card(margin=20, spacing=12)
        below.addWidget(label(tr(_LOCKING), "h2"))
        below.addWidget(field(tr(_IDLE), self._idle, tr(_IDLE_HINT)))
        below.addWidget(label(tr(_SEALED, seconds=SEALED_IDLE_MS // 1000, clear=CLEAR_AFTER_S), "muted", wrap=True))
        seen = {True: tr(_YES), False: tr(_CANNOT)}
        below.addWidget(label(tr(_SUSPEND, suspend=seen[suspend], screen=seen[screen]), "muted", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(label(tr(_TITLE), "h1"))
        for frame in (looks, locks):
            frame.setMaximumWidth(720)
            layout.addWidget(frame)
        layout.addStretch(1)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self._scheme)

    def _changed(self) -> None:
        self._preferences = replace(
            self._preferences,
            scheme=Scheme(self._scheme.currentData()),
            text_percent=int(self._text.currentData()),
            idle_minutes=int(self._idle.currentData()),
        )
        self.chosen.emit(self._preferences)
