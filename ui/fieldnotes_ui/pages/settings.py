"""Appearance and locking. Kept on this machine in a file that names nobody."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.i18n import LANGUAGES, N_, tr, trn
from fieldnotes_ui import theme
from fieldnotes_ui.autolock import NAMES, PANIC_KEY, State, Watched
from fieldnotes_ui.clipboard import CLEAR_AFTER_S, Clipboard
from fieldnotes_ui.desk import SEALED_IDLE_MS, Desk
from fieldnotes_ui.preferences import AS_THE_SYSTEM, IDLE_MINUTES, TEXT_PERCENTS, Preferences, Scheme
from fieldnotes_ui.widgets.labels import card, field, label
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("Settings")
_APPEARANCE = N_("Appearance")
_LANGUAGE, _SYSTEM_LANGUAGE = N_("Language"), N_("As the system")
_SCHEME = N_("Colours")
_TEXT = N_("Text size")
_LOCKING = N_("Locking")
_IDLE = N_("Lock after no key or click for")
_IDLE_HINT = N_("Locking closes the database and drops the keys. Unsaved typing is kept as an encrypted draft.")
_MINIMISE = N_("Lock when the window is minimised")
_TRIGGERS = N_("What locks the vault on this computer, as measured now")
_PANIC = N_(
    "{key} locks within a fifth of a second and takes the window away, if need be by ending the program. "
    "What was typed in the last two seconds may be lost then, nothing else."
)
_SEALED = N_(
    "The sealed compartment closes after {seconds} seconds without a key or click. "
    "Copied text is cleared after {clear} seconds."
)
_POLICY = N_("Kept by this vault's policy, whatever is chosen here. {demands}")
_POLICY_IDLE = N_("It locks after at most {seconds} seconds.")
_POLICY_SEALED = N_("Real names close after at most {seconds} seconds.")
_POLICY_CLEAR = N_("Copied text is cleared after at most {seconds} seconds.")
_SCHEMES = {
    Scheme.SYSTEM: N_("As the system"),
    Scheme.LIGHT: N_("Light"),
    Scheme.DARK: N_("Dark"),
    Scheme.CONTRAST: N_("High contrast"),
}
_LOOKS = {State.ON: ("check", "ok"), State.OFF: ("x", "text2"), State.CANNOT_DETECT: ("triangle-alert", "warn")}
_ICON = 16
_WIDTH = 770


class SettingsPage(QWidget):
    """`chosen` carries the new Preferences; whoever owns the application applies and stores them."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, clipboard: Clipboard, preferences: Preferences) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self._preferences = preferences
        self._language, self._scheme, self._text, self._idle = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._minimise = QCheckBox(tr(_MINIMISE))
        self._triggers = QGridLayout()
        self._fill()
        self._build()
        self.show_watched()
        desk.watched_changed.connect(self.show_watched)

    def show_watched(self) -> None:
        """Every trigger in one line: whether it locks here, and why not."""
        while (item := self._triggers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for line, watched in enumerate(self._desk.watched):
            self._show(line, watched)

    def _show(self, line: int, watched: Watched) -> None:
        icon, colour = _LOOKS[watched.state]
        picture = QLabel()
        picture.setPixmap(theme.icon(icon, colour).pixmap(_ICON, _ICON))
        name, words = label(tr(NAMES[watched.trigger])), label(watched.words(), "muted", wrap=True)
        words.setAccessibleName(f"{name.text()}: {words.text()}")
        self._triggers.setRowMinimumHeight(line, self.fontMetrics().lineSpacing() + 2)
        self._triggers.addWidget(picture, line, 0, Qt.AlignmentFlag.AlignTop)
        self._triggers.addWidget(name, line, 1, Qt.AlignmentFlag.AlignTop)
        self._triggers.addWidget(words, line, 2)

    def _changed(self) -> None:
        self._preferences = replace(
            self._preferences,
            language=str(self._language.currentData()),
            scheme=Scheme(self._scheme.currentData()),
            text_percent=int(self._text.currentData()),
            idle_minutes=int(self._idle.currentData()),
            lock_on_minimise=self._minimise.isChecked(),
        )
        self.chosen.emit(self._preferences)

    # --- building ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        chosen = self._preferences
        self._language.addItem(tr(_SYSTEM_LANGUAGE), AS_THE_SYSTEM)
        for language, name in LANGUAGES.items():
            self._language.addItem(name, language)
        self._language.setCurrentIndex(self._language.findData(chosen.language))
        for scheme in Scheme:
            self._scheme.addItem(tr(_SCHEMES[scheme]), scheme)
        for percent in TEXT_PERCENTS:
            self._text.addItem(f"{percent} %", percent)
        for minutes in IDLE_MINUTES:
            self._idle.addItem(trn("{n} minute", "{n} minutes", minutes), minutes)
        self._scheme.setCurrentIndex(list(Scheme).index(chosen.scheme))
        self._text.setCurrentIndex(TEXT_PERCENTS.index(chosen.text_percent))
        self._idle.setCurrentIndex(IDLE_MINUTES.index(chosen.idle_minutes))
        self._minimise.setChecked(chosen.lock_on_minimise)
        for box in (self._language, self._scheme, self._text, self._idle):
            box.setMaximumWidth(260)
            box.activated.connect(self._changed)
        self._minimise.clicked.connect(self._changed)

    def _build(self) -> None:
        looks, inside = card(margin=20, spacing=12)
        inside.addWidget(label(tr(_APPEARANCE), "h2"))
        inside.addWidget(field(tr(_LANGUAGE), self._language))
        inside.addWidget(field(tr(_SCHEME), self._scheme))
        inside.addWidget(field(tr(_TEXT), self._text))
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(label(tr(_TITLE), "h1"))
        for frame in (looks, self._locking()):
            layout.addWidget(frame)
        layout.addStretch(1)
        inner.setMaximumWidth(theme.scaled(_WIDTH))  # not each card: a layout asks how high they are in its own width
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        land_on(self, self._language)

    def _demands(self) -> str:
        """What a policy wants sooner than was chosen here."""
        limits = self._desk.limits
        told = (
            (_POLICY_IDLE, limits.idle_lock_s),
            (_POLICY_SEALED, limits.sealed_idle_s),
            (_POLICY_CLEAR, limits.clipboard_s),
        )
        return " ".join(tr(sentence, seconds=seconds) for sentence, seconds in told if seconds is not None)

    def _locking(self) -> QFrame:
        frame, below = card(margin=20, spacing=12)
        self._triggers.setHorizontalSpacing(10)
        self._triggers.setVerticalSpacing(6)
        self._triggers.setColumnStretch(2, 1)
        below.addWidget(label(tr(_LOCKING), "h2"))
        below.addWidget(field(tr(_IDLE), self._idle, tr(_IDLE_HINT)))
        if demands := self._demands():
            below.addWidget(Strip("info", tr(_POLICY, demands=demands)))
        below.addWidget(self._minimise)
        below.addSpacing(4)
        below.addWidget(label(tr(_TRIGGERS), "section", wrap=True))
        below.addLayout(self._triggers)
        below.addSpacing(4)
        below.addWidget(Strip("info", tr(_PANIC, key=PANIC_KEY)))
        below.addWidget(label(tr(_SEALED, seconds=SEALED_IDLE_MS // 1000, clear=CLEAR_AFTER_S), "muted", wrap=True))
        return frame
