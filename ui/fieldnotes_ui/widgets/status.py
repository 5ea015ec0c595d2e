"""The status line: saved? backed up? sealed? network? locks when? It never says more than is known."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import button, label

_NO_NETWORK = N_("No network code")
_SEALED_OPEN = N_("Sealed compartment open")
_SEALED_SHUT = N_("Sealed compartment closed")
_LOCKS_IN = N_("Locks in {minutes}:{seconds}")
_CLIPBOARD = N_("Clipboard clears in {seconds} s")
_LOCK = N_("Lock  Ctrl+L")
_BEFORE_SEALED = 4
"""Place in the line: after what was saved (2), long work, and the clipboard."""
_ICONS = {"ok": "check", "busy": "history", "warn": "triangle-alert"}


class StatusLine(QStatusBar):
    lock_wanted = Signal()
    redrawn = Signal()
    """Colours or language are others than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._saved_icon, self._saved = QLabel(), ElidedLabel()
        self._clipboard = label("")
        self._sealed_icon, self._sealed = QLabel(), ElidedLabel()
        self._network_icon = QLabel()
        self._is_sealed_open = False
        self._network = ElidedLabel()
        self._locks = label("")
        self._lock: QPushButton = button("", icon="lock")
        self._lock.setFlat(True)
        self._lock.clicked.connect(self.lock_wanted)
        for left in (self._saved_icon, self._saved):
            self.addWidget(left)
        for right in (
            self._clipboard,
            self._sealed_icon,
            self._sealed,
            self._network_icon,
            self._network,
            self._locks,
            self._lock,
        ):
            self.addPermanentWidget(right)
        self.redraw()
        self.show_open(False)

    def show_work(self, working: QWidget) -> None:
        """Something beside what is told of saving: how far long work is."""
        self.insertWidget(2, working)

    def show_backup(self, age: QWidget) -> None:
        """How old the newest backup is, once there is a place for long work."""
        self.insertPermanentWidget(_BEFORE_SEALED, age)

    def redraw(self) -> None:
        """Icons in the colours of the theme in force, words in the language of now."""
        self._network.setText(tr(_NO_NETWORK))
        self.redrawn.emit()
        self._lock.setText(f" {tr(_LOCK)}")  # the style leaves no gap between icon and words
        self._network_icon.setPixmap(theme.icon("wifi-off").pixmap(14, 14))
        self.show_sealed(self._is_sealed_open)

    def show_open(self, is_open: bool) -> None:
        for widget in (self._sealed_icon, self._sealed, self._locks, self._lock):
            widget.setVisible(is_open)
        if not is_open:
            self.show_saved("ok", "")
            self.show_sealed(False)

    def show_saved(self, tone: str, text: str) -> None:
        self._saved.setText(text)
        self._saved_icon.setVisible(bool(text))
        self._saved_icon.setPixmap(theme.icon(_ICONS[tone], "warn" if tone == "warn" else "text2").pixmap(14, 14))

    def show_sealed(self, is_open: bool) -> None:
        self._is_sealed_open = is_open
        self._sealed.setText(tr(_SEALED_OPEN if is_open else _SEALED_SHUT))
        self._sealed_icon.setPixmap(
            theme.icon("lock-open" if is_open else "lock", "warn" if is_open else "text2").pixmap(14, 14)
        )

    def show_seconds(self, left: int) -> None:
        self._locks.setText(tr(_LOCKS_IN, minutes=left // 60, seconds=f"{left % 60:02d}"))

    def show_clipboard(self, left: int) -> None:
        self._clipboard.setText(tr(_CLIPBOARD, seconds=left) if left else "")
