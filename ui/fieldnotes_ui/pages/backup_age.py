"""In the status line: how long ago the vault was last backed up, asked anew while it is open."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.services import backup
from fieldnotes.services.backup import Age
from fieldnotes_ui import theme
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.status import StatusLine
from fieldnotes_ui.widgets.work_status import WorkStatus

_NEVER = N_("No backup yet")
_TODAY = N_("Backed up today")
_DAYS = (N_("Backup {n} day old"), N_("Backup {n} days old"))
_AGAIN_MS = 60_000


def status_of(desk: Desk) -> StatusLine:
    """A status line that tells how far the desk's long work is, and how old the newest backup of its vault."""
    status = StatusLine()
    working = WorkStatus(lambda: desk.running)
    desk.began.connect(working.look)
    status.show_work(working)
    age = BackupAge(desk)
    status.show_backup(age)
    status.redrawn.connect(age.redraw)
    return status


class BackupAge(QWidget):
    """Icon and words, in the colour of a warning where the backup is older than the vault's policy allows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._age: Age | None = None
        self._icon, self._words = QLabel(), ElidedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._icon)
        layout.addWidget(self._words)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self.look)
        desk.unlocked.connect(self.look)
        desk.notice.connect(self.look)
        desk.locked.connect(self._forget)
        self.hide()

    def look(self) -> None:
        """Ask the vault. Nothing is shown before it has answered."""
        if self._desk.is_open:
            self._desk.ask(self, lambda session, _: backup.age(session), self._show, failed=lambda _: self._forget())

    def redraw(self) -> None:
        """Icons in the colours of the theme in force, words in the language of now."""
        if self._age is None:
            return
        tone = "warn" if self._age.is_late else "text2"
        self._icon.setPixmap(theme.icon("triangle-alert" if self._age.is_late else "history", tone).pixmap(14, 14))
        self._words.setText(_told(self._age.days))

    def _show(self, age: Age) -> None:
        self._age = age
        self.redraw()
        self.show()
        self._again.start()

    def _forget(self) -> None:
        self._again.stop()
        self._age = None
        self.hide()


def _told(days: int | None) -> str:
    if days is None:
        return tr(_NEVER)
    return trn(*_DAYS, days) if days > 0 else tr(_TODAY)
