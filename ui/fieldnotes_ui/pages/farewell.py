"""Before the vault is locked by hand: a backup that is due is made first, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step
from fieldnotes.services import backup_schedule
from fieldnotes.services.backup import Made
from fieldnotes.services.backup_schedule import Due, DueReason
from fieldnotes_ui import messages, theme
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.widgets.labels import button, card, label, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.strip import Strip

_TITLE = N_("A backup is due")
_NEVER, _CHANGED = N_("None was made yet."), N_("The vault was changed since the last one.")
_AGE = NN_("The last one is {n} day old.", "The last one is {n} days old.")
_WHERE = N_("It goes to {folder} and is read back before the vault is locked.")
_AWAY = N_("Its disk is not connected. Plug it in and try again, or lock without it.")
_MAKE, _AGAIN, _NOT_NOW, _BACK = N_("Make it, then lock"), N_("Try again"), N_("Not now: lock"), N_("Back to work")
_PATIENCE_MS = 500
"""A lock that somebody asked for waits no longer than this to learn whether a backup is due."""


class FarewellPage(QWidget):
    """Shows nothing of the vault. `over` is the way on to the lock; `back_wanted` the way back."""

    over = Signal()
    back_wanted = Signal()

    def __init__(self, desk: Desk, due: Due) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self.strip = Strip("warn", tr(_AWAY))
        self.strip.setVisible(not due.reachable)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.make = button(tr(_MAKE if due.reachable else _AGAIN), icon="archive", primary=True)
        self.not_now, self.back = button(tr(_NOT_NOW), icon="lock"), button(tr(_BACK))
        self.make.clicked.connect(self.begin)
        self.not_now.clicked.connect(self._on_not_now)
        self.back.clicked.connect(self.back_wanted)
        self._build(due)

    def begin(self) -> None:
        """Make the backup."""
        if self._job is not None or not self._desk.is_open:
            return
        self._busy(True)
        self._job = self._desk.ask(
            self, lambda session, watch: backup_schedule.make_scheduled(session, watch=watch), self._made,
            failed=self._failed,
        )  # fmt: skip
        self._job.progressed.connect(self._show_step)
        self._job.cancelled.connect(self.over)

    def _made(self, _: Made) -> None:
        self._job = None
        self.over.emit()

    def _failed(self, error: FieldNotesError) -> None:
        self._job = None
        self._busy(False)
        self.make.setText(f" {tr(_AGAIN)}")
        self.make.setAccessibleName(tr(_AGAIN))
        self.strip.show_message("danger", messages.words(error))
        self.strip.show()

    def _on_not_now(self) -> None:
        if self._job is not None:
            self._job.watch.cancel()
            self.not_now.setEnabled(False)
            return
        self.over.emit()

    def _show_step(self, step: Step) -> None:
        self.progress.setRange(0, step.total or 0)
        self.progress.setValue(step.done)

    def _busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        self.make.setEnabled(not busy)
        self.back.setEnabled(not busy)
        if busy:
            self.strip.hide()
            self.not_now.setFocus()

    def _build(self, due: Due) -> None:
        frame, inside = card(margin=32, spacing=12)
        frame.setFixedWidth(theme.scaled(560))
        picture = QLabel()
        picture.setPixmap(theme.icon("archive", "accent").pixmap(40, 40))
        why = {DueReason.NEVER: tr(_NEVER), DueReason.CHANGED: tr(_CHANGED)}.get(due.reason) or trn(*_AGE, due.days)
        inside.addWidget(picture)
        inside.addWidget(label(tr(_TITLE), "h1"))
        inside.addWidget(label(why, wrap=True))
        inside.addWidget(label(tr(_WHERE, folder=str(due.folder)), "muted", wrap=True))
        inside.addWidget(self.strip)
        inside.addWidget(self.progress)
        inside.addSpacing(4)
        inside.addLayout(row(self.back, None, self.not_now, self.make))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        land_on(self, self.make)


class Farewell(QObject):
    """Stands between somebody who locks or quits and the lock. A lock that comes by itself never passes here.

    `page_wanted` carries a FarewellPage to show in place of everything else.
    """

    page_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scheduled = False
        self._then: Callable[[], object] | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._go)
        desk.locked.connect(self._forget)

    def expect(self, scheduled: bool) -> None:
        """Whether backups are made by themselves at all."""
        self._scheduled = scheduled

    def leave(self, then: Callable[[], object]) -> bool:
        """Look whether a backup is due, do `then` afterwards. False: there is nothing to wait for."""
        if not self._scheduled or not self._desk.is_open or self._then is not None:
            return False
        self._then = then
        self._patience.start()
        self._desk.ask(
            self, lambda session, _: backup_schedule.due(session, closing=True), self._on_due,
            failed=lambda _: self._go(),
        )  # fmt: skip
        return True

    def _on_due(self, due: Due | None) -> None:
        if self._then is None:
            return
        self._patience.stop()
        if due is None:
            self._go()
            return
        page = FarewellPage(self._desk, due)
        page.over.connect(self._go)
        page.back_wanted.connect(self._forget)
        self.page_wanted.emit(page)

    def _go(self) -> None:
        then, self._then = self._then, None
        self._patience.stop()
        if then is not None:
            then()

    def _forget(self) -> None:
        self._then = None
        self._patience.stop()
