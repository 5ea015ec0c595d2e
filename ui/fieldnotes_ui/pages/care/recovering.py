"""The recovery code: made, shown once, asked back, tried from paper."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import care, recovery
from fieldnotes.services.access import SEALED, SlotChange, WayIn
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.recovery_code import RecoveryCodeDialog
from fieldnotes_ui.dialogs.recovery_test import TryCodeDialog
from fieldnotes_ui.pages.care import running

_KEPT, _KEPT_BOTH = (
    N_("The code opens the vault, but not its sealed compartment."),
    N_("The code opens the vault and its sealed compartment."),
)
_APART = N_("Keep the paper apart from the computer. Try it once a year: fetch it and type it in.")
_OLDER = N_("The older code opens nothing any more, except in copies made until now.")
_WORKS, _WORKS_BOTH = (
    N_("It works: it opens the vault, but not its sealed compartment. Nothing was changed."),
    N_("It works: it opens the vault and its sealed compartment. Nothing was changed."),
)
_WRITING_MS = 30_000
"""Whoever writes 24 words by hand touches no key: names would close, and the code would not open them."""


class Recovering(QObject):
    """`changed` asks the page to look at the vault anew."""

    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def make(self, *, key_file: bool) -> None:
        offered = recovery.offer()
        dialog = RecoveryCodeDialog(
            offered.words, offered.asks, self._page, key_file=key_file, sealed_open=self._desk.sealed_open
        )
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))
        dialog.finished.connect(lambda _: offered.code.wipe())
        writing = QTimer(dialog, interval=_WRITING_MS)
        writing.timeout.connect(self._desk.touched)
        writing.start()

        def kept(change: SlotChange) -> None:
            points = [tr(_APART), *([tr(_OLDER)] if change.removed else [])]
            dialog.show_done(tr(_KEPT_BOTH if change.sealed else _KEPT), points)
            self.changed.emit()

        def start(way: WayIn, typed: tuple[str, ...]) -> None:
            running.ask(self._desk, dialog, lambda session, _: recovery.keep(session, way, offered, typed), kept)

        dialog.wanted.connect(start)
        dialog.open()

    def try_code(self) -> None:
        dialog = TryCodeDialog(self._page)

        def opened(opens: tuple[str, ...]) -> None:
            dialog.show_done(tr(_WORKS_BOTH if SEALED in opens else _WORKS))
            self.changed.emit()

        dialog.wanted.connect(
            lambda text: running.ask(self._desk, dialog, lambda session, _: care.try_code(session, text), opened)
        )
        dialog.open()
