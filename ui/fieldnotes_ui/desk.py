"""The client's only long-lived state: is a vault open, what changed last. Every page works through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from fieldnotes.errors import FieldNotesError, VaultLocked
from fieldnotes.model.changes import Changes
from fieldnotes.progress import Watch
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes_ui.jobs import Job, Jobs

T = TypeVar("T")
SEALED_IDLE_MS = 120_000
"""The sealed compartment closes after two minutes without a key or a click."""


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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._session: Session | None = None
        self._name = ""
        self._sealed = False
        self._sealed_timer = QTimer(self, singleShot=True, interval=SEALED_IDLE_MS)
        self._sealed_timer.timeout.connect(self.close_sealed)

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
        return self._start(owner, lambda watch: work(session, watch), done, failed)

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
        return self._start(owner, lambda watch: work(session, watch), done, failed, lasting=True)

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

    def unlock(self, owner: QObject, path: Path, passphrase: str, failed: Callable[[FieldNotesError], None]) -> Job:
        return self._start(owner, lambda watch: sessions.unlock(path, passphrase, watch=watch), self._opened, failed)

    def create(
        self,
        owner: QObject,
        path: Path,
        passphrase: str,
        *,
        sealed_passphrase: str | None,
        failed: Callable[[FieldNotesError], None],
    ) -> Job:
        return self._start(
            owner,
            lambda watch: sessions.create(path, passphrase, sealed_passphrase=sealed_passphrase, watch=watch),
            self._opened,
            failed,
        )

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

    @Slot()
    def lock(self) -> None:
        """Stop long work, let pages hand over what was typed, close the database. Returns when the keys are gone."""
        session = self._session
        if session is None:
            return
        self._jobs.cancel_all()
        self.closing.emit()
        self._session = None
        self._set_sealed(False)
        self._jobs.run_now(session.lock)
        self.locked.emit()

    def close(self) -> None:
        """Lock and end the vault thread; nothing can be asked afterwards."""
        self.lock()
        self._jobs.close()

    def _opened(self, session: Session) -> None:
        self._session = session
        self._name = session.name
        self._set_sealed(session.sealed_open)
        self.unlocked.emit()

    def _set_sealed(self, is_open: bool) -> None:
        if is_open:
            self._sealed_timer.start()
        else:
            self._sealed_timer.stop()
        if is_open != self._sealed:
            self._sealed = is_open
            self.sealed_changed.emit(is_open)

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
        job.failed.connect(failed if failed is not None else self.failed.emit)
        self._jobs.start(job)
        return job
