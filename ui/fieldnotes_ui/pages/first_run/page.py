"""The first run: from what a vault protects from to one that opens by its code and has a copy that opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.errors import AlreadyExists, FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Step as Progress
from fieldnotes.progress import Watch
from fieldnotes.services import backup, first_run, recovery
from fieldnotes.services.first_run import Copied, Missing
from fieldnotes.services.recovery import Offer
from fieldnotes.services.session import Session
from fieldnotes_ui import messages, theme
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.pages.first_run.code import CodeStep, CodeTestStep
from fieldnotes_ui.pages.first_run.copy import CopyStep
from fieldnotes_ui.pages.first_run.finish import FinishStep
from fieldnotes_ui.pages.first_run.place import PlaceStep
from fieldnotes_ui.pages.first_run.secret import SecretStep
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.pages.first_run.welcome import Welcome
from fieldnotes_ui.widgets.file_dialogs import ask_for_folder
from fieldnotes_ui.widgets.labels import button, card, column, row
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.path_line import PathLine
from fieldnotes_ui.widgets.steps import Steps
from fieldnotes_ui.widgets.strip import Strip

T = TypeVar("T")
_MARKS = (
    N_("Welcome"), N_("Name and place"), N_("Passphrase"), N_("Recovery code"), N_("Backup"), N_("Ready"),
)  # fmt: skip
_BACK, _LATER, _SHOW_AGAIN = N_("Back"), N_("Later"), N_("Show the words again")
_FOLDER = N_("Choose a folder")
_WORKING = N_("Measuring this computer and deriving keys. This takes a few seconds, so that guessing takes centuries.")
_OPENING = N_("Opening the vault with the code…")
_COPYING = N_("Copying, then reading the copy back…")
_WIDTH, _MOST = 720, 1000
_WRITING_MS, _WRITING_TIMES = 30_000, 20
"""Whoever writes 24 words by hand touches no key: names would close or the vault lock, and the code would be lost. So
for ten minutes the page says that somebody is there; then the locks count as ever."""


class FirstRunPage(QWidget):
    """`back_wanted` returns to the unlock page, `finished` goes to work. That a vault was made is the desk's signal.
    `writing`: somebody writes by hand and is there, though no key says so.

    Once the vault is there no step has to be done now: each has a way past it, and the window can be locked or closed.
    """

    back_wanted = Signal()
    finished = Signal()
    writing = Signal()

    def __init__(self, desk: Desk, clipboard: Clipboard, *, folder: Path | None = None) -> None:
        super().__init__()
        del clipboard
        self._desk = desk
        self._offer: Offer | None = None
        self._job: Job | None = None
        self.welcome, self.place, self.secret = Welcome(), PlaceStep(folder or Path.home()), SecretStep()
        self._step: Step = self.welcome
        self.code, self.code_test, self.copy = CodeStep(), CodeTestStep(), CopyStep()
        self._writing, self._written = QTimer(self, interval=_WRITING_MS), 0
        self._writing.timeout.connect(self._still_writing)
        self._next_of: dict[Step, Callable[[], None]] = {
            self.welcome: lambda: self.show_step(self.place),
            self.place: self._leave_place,
            self.secret: self._create,
            self.code: lambda: self.show_step(self.code_test),
            self.code_test: self._prove_code,
            self.copy: self._make_backup,
        }
        self._build()
        for step in self._next_of:
            self._add(step)
        self.show_step(self.welcome)
        self.place.folder_wanted.connect(self._choose_folder)
        self.copy.folder_wanted.connect(self._choose_folder)
        self.copy.looked.connect(self._look_at_folder)
        desk.closing.connect(self.forget)
        desk.unlocked.connect(self._created)

    @property
    def step(self) -> Step:
        return self._step

    def show_step(self, step: Step) -> None:
        """Go to a step; what was secret on the one before is cleared, except what the next one asks for."""
        self._strip.hide()
        if step is self.code:
            self._show_code()
        else:
            self.code.forget()
        self._step.hide()
        self._step = step
        step.show()
        self._marks.show_step(step.mark)
        self._show_buttons(step)
        (step.focus() or self.go_on).setFocus(Qt.FocusReason.OtherFocusReason)
        land_on(self, step.focus() or self.go_on)

    def submit(self) -> None:
        """The main button, or Enter in the last field."""
        if not self.go_on.isEnabled():
            return
        self._strip.hide()
        if isinstance(self.step, FinishStep):
            self.finished.emit()
        else:
            self._next_of[self.step]()

    def forget(self) -> None:
        """Nothing secret stays: the page is left, or the vault locked."""
        self._writing.stop()
        for step in self._next_of:
            step.forget()
        if self._offer is not None:
            self._offer.code.wipe()
            self._offer = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place of the window; a minimised window leaves everything as it is."""
        super().hideEvent(event)
        if not event.spontaneous() and self._desk.is_open:
            self.forget()
            if self.step is self.code or self.step is self.code_test:
                self.show_step(self.copy)

    # --- the way ------------------------------------------------------------------------------------------------------

    def _go_back(self) -> None:
        before = {self.place: self.welcome, self.secret: self.place, self.code_test: self.code}
        step = before.get(self.step)
        if step is None:
            self.back_wanted.emit()
        else:
            self.show_step(step)

    def _pass(self) -> None:
        """Later: it is told elsewhere until it is done."""
        if self._job is not None:
            self._job.watch.cancel()
        elif self.step is self.copy:
            self._find_missing()
        else:
            self._forget_offer()
            self.show_step(self.copy)

    def _leave_place(self) -> None:
        if self.place.look():
            self.show_step(self.secret)

    def _create(self) -> None:
        passphrase, sealed = self.secret.take()
        self._busy(True, tr(_WORKING))
        self._desk.create(
            self,
            self.place.path(),
            passphrase,
            sealed_passphrase=sealed,
            failed=self._not_created,
            with_sample=self.place.with_sample.isChecked(),
        )

    def _created(self) -> None:
        self._busy(False)
        self._offer = recovery.offer()
        self.show_step(self.code)

    def _not_created(self, error: FieldNotesError) -> None:
        self._busy(False)
        if isinstance(error, AlreadyExists):
            self.show_step(self.place)
        self._tell("danger", messages.words(error))

    def _show_code(self) -> None:
        if self._offer is None:
            self._offer = recovery.offer()
        self.code.show_words(self._offer.words)
        self._written = 0
        self._writing.start()

    def _still_writing(self) -> None:
        self._written += 1
        if self._written >= _WRITING_TIMES:
            self._writing.stop()
        self.writing.emit()

    def _prove_code(self) -> None:
        offered = self._offer
        assert offered is not None  # shown on the step before
        text, way = self.code_test.typed()
        self._ask(
            tr(_OPENING),
            lambda session, _: first_run.prove_code(session, way, offered, text),
            lambda _: self._code_proved(),
        )

    def _code_proved(self) -> None:
        self._forget_offer()
        self.show_step(self.copy)

    def _forget_offer(self) -> None:
        self._writing.stop()
        self.code.forget()
        self.code_test.forget()
        if self._offer is not None:
            self._offer.code.wipe()
            self._offer = None

    def _make_backup(self) -> None:
        folder, way = self.copy.typed()
        self._ask(
            tr(_COPYING),
            lambda session, watch: first_run.first_backup(session, folder, way, watch=watch),
            self._backup_made,
        )

    def _backup_made(self, _: Copied) -> None:
        self.copy.forget()
        self._find_missing()

    def _find_missing(self) -> None:
        self._desk.ask(self, lambda session, _: first_run.missing(session), self._finish)

    def _finish(self, missing: tuple[Missing, ...]) -> None:
        step = FinishStep(missing)
        self._add(step)
        self.show_step(step)

    def _look_at_folder(self, folder: Path) -> None:
        def told(hints: tuple[str, ...]) -> None:
            if self.copy.folder.path() == folder:
                self.copy.show_hints(hints)

        if self._desk.is_open:
            self._desk.ask(self, lambda session, _: backup.hints(session, folder), told, failed=lambda _: None)

    def _choose_folder(self, line: PathLine) -> None:
        ask_for_folder(self, tr(_FOLDER), line.show_path)

    # --- work ---------------------------------------------------------------------------------------------------------

    def _ask(self, words: str, work: Callable[[Session, Watch], T], done: Callable[[T], None]) -> None:
        def succeeded(value: T) -> None:
            self._busy(False)
            done(value)

        self._busy(True, words)
        self._job = self._desk.ask(self, work, succeeded, failed=self._failed)
        self._job.progressed.connect(self._show_progress)
        self._job.cancelled.connect(lambda: self._busy(False))

    def _failed(self, error: FieldNotesError) -> None:
        self._busy(False)
        self._tell("danger", messages.words(error))

    def _busy(self, busy: bool, words: str = "") -> None:
        self._job = None
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        self._holder.setEnabled(not busy)
        self.back.setEnabled(not busy)
        self._strip.hide()
        if busy:
            self._tell("info", words)
        self._check()

    def _show_progress(self, step: Progress) -> None:
        self._progress.setRange(0, step.total or 0)
        self._progress.setValue(step.done)

    def _tell(self, tone: str, words: str) -> None:
        self._strip.show_message(tone, words)
        self._strip.show()
        QTimer.singleShot(0, self._strip, lambda: self._area.ensureWidgetVisible(self._strip))

    def _check(self) -> None:
        self.go_on.setEnabled(self._holder.isEnabled() and self.step.ready())

    # --- building -----------------------------------------------------------------------------------------------------

    def _add(self, step: Step) -> None:
        step.hide()
        self._steps.addWidget(step)
        step.changed.connect(self._check)
        step.submitted.connect(self.submit)

    def _show_buttons(self, step: Step) -> None:
        self.go_on.setText(step.action)
        self.go_on.setAccessibleName(step.action)
        back = tr(_SHOW_AGAIN if step is self.code_test else _BACK)
        self.back.setText(back)
        self.back.setAccessibleName(back)
        self.back.setVisible(step.mark < self.code.mark or step is self.code_test)
        self.later.setVisible(step in (self.code, self.code_test, self.copy))
        self._check()
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        self._marks = Steps([tr(name) for name in _MARKS])
        self._holder, self._steps = column(spacing=0)
        self._strip = Strip()
        self._strip.hide()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.hide()
        self.back, self.later, self.go_on = button(tr(_BACK)), button(tr(_LATER)), button("", primary=True)
        self.back.clicked.connect(self._go_back)
        self.later.clicked.connect(self._pass)
        self.go_on.clicked.connect(self.submit)
        frame, inside = card(margin=28, spacing=14)
        for one in (frame, self._marks):
            one.setMaximumWidth(theme.scaled(_WIDTH))
        for widget in (self._holder, self._strip, self._progress):
            inside.addWidget(widget)
        inside.addLayout(row(self.back, None, self.later, self.go_on))
        holder = QWidget()
        centre = QVBoxLayout(holder)
        centre.setContentsMargins(24, 24, 24, 24)
        centre.setSpacing(18)
        centre.addStretch(1)
        # In rows of their own: a layout that aligns an item does not ask for its height at its width.
        for one in (self._marks, frame):
            line = row(None, one, None)
            line.setStretch(1, _MOST)
            centre.addLayout(line)
        centre.addStretch(2)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
