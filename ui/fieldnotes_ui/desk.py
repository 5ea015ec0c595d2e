"""The client's only long-lived state: is a vault open, what changed last. Every page works through it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from fieldnotes.errors import DiskFull, DiskNearlyFull, FieldNotesError, VaultDamaged, VaultLocked
from fieldnotes.model.changes import Changes
from fieldnotes.progress import Watch
from fieldnotes.services import find, policy, recovery, sample
from fieldnotes.services import session as sessions
from fieldnotes.services.access import WayIn
from fieldnotes.services.policy import Limits
from fieldnotes.services.session import Session
from fieldnotes_ui.autolock.reserve import Reserve
from fieldnotes_ui.autolock.triggers import Watched
from fieldnotes_ui.jobs import Job, Jobs

T = TypeVar("T")
SEALED_IDLE_MS = 120_000
"""The sealed compartment closes after two minutes without a key or a click."""
SEALED_AWAY_MS = 60_000
"""And after a minute in which another program had the screen's attention."""
PANIC_S = 0.2
"""In which the keys are gone after the panic key, if need be with the whole process."""


class Desk(QObject):
    """Opens and locks the vault, runs work on its thread, tells pages what changed.

    `closing` comes before a lock: whoever holds unsaved typing hands it to `ask` at once. The lock runs after it on
    the same thread. `locked` means that the database is closed and the keys are gone.
    """

    unlocked = Signal()
    closing = Signal()
    locked = Signal()
    changed = Signal(object)
    sealed_changed = Signal(bool)
    failed = Signal(object)
    notice = Signal(str)
    watched_changed = Signal()
    limits_changed = Signal()
    began = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._session: Session | None = None
        self._name = ""
        self._sealed = False
        self._sealed_timer = QTimer(self, singleShot=True, interval=SEALED_IDLE_MS)
        self._sealed_timer.timeout.connect(self.close_sealed)
        self._away_timer = QTimer(self, singleShot=True, interval=SEALED_AWAY_MS)
        self._away_timer.timeout.connect(self.close_sealed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self.on_application_state)
        self._reserve = Reserve()
        self._closing = self._lost = False
        self._watched: tuple[Watched, ...] = ()
        self._shielded: bool | None = None
        self._limits = Limits()

    @property
    def limits(self) -> Limits:
        """What the policy of the open vault leaves to its user's choice, and what not."""
        return self._limits

    def look_at_policy(self) -> None:
        """Read anew what the policy asks of the window."""
        if self.is_open:
            self.ask(self, lambda session, _: policy.limits(session), self._keep_limits)

    def _keep_limits(self, limits: Limits) -> None:
        self._limits = limits
        self._sealed_timer.setInterval(SEALED_IDLE_MS if limits.sealed_idle_s is None else limits.sealed_idle_s * 1000)
        self.limits_changed.emit()

    @property
    def sealed_idle_s(self) -> int:
        """Seconds without a key or a click after which the sealed compartment closes."""
        return self._sealed_timer.interval() // 1000

    @property
    def watched(self) -> tuple[Watched, ...]:
        """What can lock by itself, and whether it does here; told by whoever runs the program."""
        return self._watched

    def tell_watched(self, watched: tuple[Watched, ...]) -> None:
        self._watched = watched
        self.watched_changed.emit()

    @property
    def shielded(self) -> bool | None:
        """Whether pictures of the screen leave the windows out; None where the system knows no such thing."""
        return self._shielded

    def tell_shielded(self, shielded: bool | None) -> None:
        self._shielded = shielded

    @property
    def is_open(self) -> bool:
        return self._session is not None

    @property
    def name(self) -> str:
        return self._name

    @property
    def path(self) -> Path | None:
        return self._session.path if self._session is not None else None

    @property
    def sealed_open(self) -> bool:
        return self._sealed

    @property
    def sealed_seconds(self) -> int:
        """Seconds until the sealed compartment closes by itself; 0 while it is closed."""
        return max(0, self._sealed_timer.remainingTime()) // 1000

    @property
    def busy(self) -> bool:
        return self._jobs.busy

    @property
    def running(self) -> Job | None:
        """The work that is being done now."""
        return self._jobs.running

    # --- work -----------------------------------------------------------------------------------------------------

    def ask(
        self,
        owner: QObject,
        work: Callable[[Session, Watch], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[FieldNotesError], None] | None = None,
    ) -> Job:
        """Do something with the open vault. An error without `failed` goes to the window's notice bar.

        Changes that the work returns are announced to everybody by `changed`.
        """
        session = self._session
        if session is None:
            raise VaultLocked
        return self._start(owner, self._with(session, work), done, failed)

    def keep(
        self,
        owner: QObject,
        work: Callable[[Session, Watch], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[FieldNotesError], None] | None = None,
    ) -> Job:
        """Like `ask`, for writing down what was typed: a lock waits for it and never cancels it."""
        session = self._session
        if session is None:
            raise VaultLocked
        return self._start(owner, self._with(session, work), done, failed, lasting=True)

    def free(
        self,
        owner: QObject,
        work: Callable[[Watch], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[FieldNotesError], None] | None = None,
    ) -> Job:
        """Do something that needs no vault (open a bundle, make an identity)."""
        return self._start(owner, work, done, failed)

    def tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    # --- opening and locking --------------------------------------------------------------------------------------

    def unlock(self, owner: QObject, path: Path, by: str | WayIn, failed: Callable[[FieldNotesError], None]) -> Job:
        return self._start(owner, lambda watch: sessions.unlock(path, by, watch=watch), self._opened, failed)

    def recover(
        self, owner: QObject, path: Path, by: WayIn, new: str, failed: Callable[[FieldNotesError], None]
    ) -> Job:
        """Open by a recovery code or an organisation's key, with `new` in place of every passphrase."""

        def work(watch: Watch) -> Session:
            return recovery.recover(path, by, new, watch=watch)[0]

        return self._start(owner, work, self._opened, failed)

    def create(
        self,
        owner: QObject,
        path: Path,
        passphrase: str,
        *,
        sealed_passphrase: str | None,
        failed: Callable[[FieldNotesError], None],
        with_sample: bool = False,
    ) -> Job:
        """Make a vault and open it; `with_sample` puts the invented project into it."""

        def make(watch: Watch) -> Session:
            session = sessions.create(path, passphrase, sealed_passphrase=sealed_passphrase, watch=watch)
            if with_sample:
                sample.furnish(session, sample.build(session, watch=watch))
            return session

        return self._start(owner, make, self._opened, failed)

    def adopt(self, session: Session) -> None:
        """Work with a session that was opened on the vault thread by other means (demonstrations and tests)."""
        self._opened(session)

    def on_vault_thread(self, work: Callable[[], T]) -> T:
        """Wait for `work` on the vault thread. Blocks the window: for start-up and tests only."""
        result: T = self._jobs.run_now(work)
        return result

    def open_sealed(
        self,
        owner: QObject,
        passphrase: str,
        done: Callable[[], None],
        failed: Callable[[FieldNotesError], None],
    ) -> Job:
        def opened(_: None) -> None:
            self._set_sealed(True)
            done()

        return self.ask(owner, lambda session, _: session.open_sealed(passphrase), opened, failed=failed)

    @Slot()
    def close_sealed(self) -> None:
        if self._session is not None and self._sealed:
            session = self._session
            self._set_sealed(False)
            self._start(self, lambda _: session.close_sealed(), None, None)

    def touched(self) -> None:
        """Somebody is at the keyboard: the sealed compartment's two minutes begin again."""
        if self._sealed:
            self._sealed_timer.start()

    def look_at_sealed(self) -> None:
        """Some work may have opened or closed the sealed compartment on its way."""
        if self.is_open:
            self.ask(self, lambda session, _: session.sealed_open, self._set_sealed)

    @Slot(Qt.ApplicationState)
    def on_application_state(self, state: Qt.ApplicationState) -> None:
        """Another program came to the front, or this one again."""
        if state == Qt.ApplicationState.ApplicationActive or not self._sealed:
            self._away_timer.stop()
        elif not self._away_timer.isActive():
            self._away_timer.start()

    @Slot()
    def lock(self) -> None:
        """Stop long work, let pages hand over what was typed, close the database. Returns when the keys are gone."""
        self._lock(lambda: None)

    def panic(self, end: Callable[[], object] = lambda: os._exit(0)) -> None:
        """Lock within PANIC_S. Work that does not stop by then is ended together with the process, by `end`.

        What SQLite had not finished is undone at the next opening; what was typed in the last two seconds may be lost.
        """
        last = threading.Timer(PANIC_S, end)
        last.daemon = True
        last.start()
        try:
            self._lock(last.cancel)
        finally:
            last.cancel()

    def _lock(self, keys_are_gone: Callable[[], object]) -> None:
        session = self._session
        if session is None:
            return
        self._jobs.cancel_all()
        self._closing, self._lost = True, False
        self.closing.emit()
        self._closing = False
        self._session = None
        self._set_sealed(False)
        self._jobs.run_now(session.lock)
        keys_are_gone()
        self._reserve.free()
        self.locked.emit()
        if self._lost:
            self.failed.emit(DiskFull())

    def close(self) -> None:
        """Lock and end the vault thread; nothing can be asked afterwards."""
        self.lock()
        self._jobs.close()

    def _opened(self, session: Session) -> None:
        self._session = session
        self._name = session.name
        self._set_sealed(session.sealed_open)
        self._keep_limits(Limits())
        self.look_at_policy()
        self.unlocked.emit()
        self._start(self, lambda _: self._reserve.take(session.path), None, self._on_no_reserve)

    def _on_no_reserve(self, error: FieldNotesError) -> None:
        self.failed.emit(DiskNearlyFull() if isinstance(error, DiskFull) else error)

    def _set_sealed(self, is_open: bool) -> None:
        if is_open:
            self._sealed_timer.start()
        else:
            self._sealed_timer.stop()
            self._away_timer.stop()
        if is_open != self._sealed:
            self._sealed = is_open
            self.sealed_changed.emit(is_open)

    def _with(self, session: Session, work: Callable[[Session, Watch], T]) -> Callable[[Watch], T]:
        """`work` on the vault thread. What is handed over at a lock gets the room that is kept free for it."""
        closing = self._closing

        def run(watch: Watch) -> T:
            try:
                return work(session, watch)
            except VaultDamaged:
                _lock_what_is_closed(session)
                raise
            except DiskFull:
                if not closing:
                    raise
            self._reserve.free()
            try:
                return work(session, watch)
            except DiskFull:
                self._lost = True
                raise

        return run

    def _has_closed_itself(self) -> bool:
        """After damage the keys are gone already: then nothing may look as if the vault were open."""
        if self._session is None or not self._session.locked:
            return False
        self._session = None
        self._set_sealed(False)
        self._reserve.free()
        self.locked.emit()
        return True

    def _start(
        self,
        owner: QObject,
        work: Callable[[Watch], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[FieldNotesError], None] | None,
        *,
        lasting: bool = False,
    ) -> Job:
        job = Job(owner, work, lasting=lasting)

        def succeeded(value: Any) -> None:
            if done is not None:
                done(value)
            if isinstance(value, Changes):
                self.tell(value)

        job.succeeded.connect(succeeded)

        def failing(error: FieldNotesError) -> None:
            tell = self.failed.emit if self._has_closed_itself() or failed is None else failed
            tell(error)

        job.failed.connect(failing)
        self._jobs.start(job)
        self.began.emit()
        return job


def _lock_what_is_closed(session: Session) -> None:
    """Wipe the keys of a session whose database is closed for good; one damaged text leaves the others readable."""
    for _ in range(2):  # the first look may be what meets the damage
        try:
            find.cases(session)
        except VaultLocked:
            session.lock()
            return
        except VaultDamaged:
            continue
