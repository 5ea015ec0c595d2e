"""The way out: from what is chosen to what is gone, never past a package that was not proved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes import clock
from fieldnotes.errors import FieldNotesError, TravelRefused
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.services import access, travel
from fieldnotes.services.travel import Away, LeftBehind
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.pages.travel import asking
from fieldnotes_ui.pages.travel.asking import Packed, Situation
from fieldnotes_ui.pages.travel.choosing import choose_file, choose_target
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.leave_card import LeaveCard, Stage

_FILE_NAME = "travel-{day}.fnr"
_LANGUAGE = "en"
_GOES = N_("{what}: {records} will be removed from this computer.")
_RECORDS = NN_("{n} record", "{n} records")


class Leaving(QObject):
    """`left` is what the removal did; `changed` asks to look at the vault again."""

    left = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, card: LeaveCard, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._card, self._page = desk, card, page
        self._needs_sealed = False
        self._words = ""
        self._job: Job | None = None
        card.stopped.connect(self._stop)
        card.choice.changed.connect(self._count)
        card.choice.chosen.connect(self._choose)
        card.package.asked.connect(self._ask_for_file)
        card.package.generate_wanted.connect(self._generate)
        card.package.wanted.connect(self._pack)
        card.package.back_wanted.connect(lambda: card.show_stage(Stage.CHOOSE))
        card.prove.asked.connect(lambda line: choose_file(page, line))
        card.prove.words_given.connect(self._given)
        card.prove.proof_wanted.connect(self._prove)
        card.prove.another_wanted.connect(lambda: card.show_stage(Stage.CHOOSE))
        card.remove.wanted.connect(self._leave)
        card.remove.back_wanted.connect(lambda: card.show_stage(Stage.PROVE))

    def show(self, situation: Situation) -> None:
        """The stage that the vault is at; what somebody is in the middle of stays."""
        self._needs_sealed = situation.needs_sealed
        waiting = situation.away
        if self._card.stage is Stage.CHOOSE or not situation.amounts.records:
            ticked = self._card.choice.levels() or travel.DEFAULT_LEVELS
            self._card.choice.show_amounts(situation.cases, situation.amounts, ticked)
        if waiting is not None and self._card.stage < Stage.PROVE:
            self._await_proof(waiting)

    def _await_proof(self, waiting: Away) -> None:
        what = ", ".join((*(level_name(level) for level in waiting.levels), *waiting.cases))
        goes = tr(_GOES, what=what, records=trn(*_RECORDS, waiting.records))
        self._card.remove.summary.show_message("warn", goes, icon="plane")
        self._card.prove.show_kind(keeper=waiting.keeper)
        self._card.show_stage(Stage.PROVE)

    # --- choose, package --------------------------------------------------------------------------------------------

    def _count(self) -> None:
        levels, cases = self._card.choice.levels(), self._card.choice.cases()
        self._desk.ask(
            self._page,
            lambda session, _: (*travel.measure(session, levels, cases), travel.named_after(session, levels, cases)),
            lambda sums: self._card.choice.show_total(*sums),
        )

    def _choose(self) -> None:
        if self._needs_sealed and not self._desk.sealed_open:
            dialog = RevealDialog(self._page)

            def opened() -> None:
                dialog.accept()
                self._card.show_stage(Stage.PACKAGE)

            dialog.submitted.connect(
                lambda passphrase: self._desk.open_sealed(
                    dialog, passphrase, opened, lambda error: dialog.show_error(messages.words(error))
                )
            )
            dialog.open()
            return
        self._card.show_stage(Stage.PACKAGE)

    def _ask_for_file(self, line: QWidget) -> None:
        if line is self._card.package.target:
            choose_target(self._page, self._card.package.target, _FILE_NAME.format(day=clock.today().isoformat()))
        else:
            choose_file(self._page, self._card.package.card)

    def _generate(self) -> None:
        self._card.package.show_generated(access.generate(_LANGUAGE, travel.PASSPHRASE_WORDS))

    def _pack(self) -> None:
        form, choice = self._card.package, self._card.choice
        target, (card, passphrase) = form.target.path(), form.opener()
        if target is None:
            return
        levels, cases, same_disk = choice.levels(), choice.cases(), form.same_disk.isChecked()
        self._run(
            self._desk.ask(
                self._page,
                lambda session, watch: asking.pack(
                    session,
                    watch,
                    target=target,
                    levels=levels,
                    cases=cases,
                    card=card,
                    passphrase=passphrase,
                    same_disk=same_disk,
                ),
                self._on_packed,
                failed=self._on_failed,
            )
        )

    def _on_packed(self, packed: Packed) -> None:
        self._card.show_running(False)
        self._card.package.forget()
        self._card.prove.file.show_path(packed.file)
        self._words = packed.words
        self._desk.ask(self._page, lambda session, _: travel.away(session), self._on_waiting)
        self.changed.emit()

    def _on_waiting(self, waiting: Away | None) -> None:
        if waiting is None:
            return
        self._await_proof(waiting)
        if self._words:
            self._card.show_stage(Stage.REMOVE)

    # --- prove, remove ----------------------------------------------------------------------------------------------

    def _given(self, words: str) -> None:
        self._words = words
        self._card.show_stage(Stage.REMOVE)

    def _prove(self) -> None:
        file, passphrase = self._card.prove.file.path(), self._card.prove.passphrase.text()
        if file is None:
            return

        def proved(words: str) -> None:
            self._card.show_running(False)
            self._card.prove.forget()
            self._given(words)

        self._run(self._desk.free(self._page, lambda _: asking.prove(file, passphrase), proved, failed=self._on_failed))

    def _leave(self) -> None:
        words = self._words
        self._run(
            self._desk.ask(
                self._page,
                lambda session, watch: asking.leave(session, watch, words),
                self._on_left,
                failed=self._on_not_left,
            )
        )

    def _on_left(self, outcome: tuple[LeftBehind, Changes]) -> None:
        left, changes = outcome
        self._words = ""
        self._card.show_running(False)
        self._card.prove.forget()
        self._card.remove.typed.clear()
        self._desk.look_at_sealed()
        self._desk.tell(changes)
        self.left.emit(left)

    def _on_not_left(self, error: FieldNotesError) -> None:
        """Words that are others are typed again; a vault that changed since needs another package."""
        if isinstance(error, TravelRefused):
            self._words = ""
            self._card.show_stage(Stage.PROVE)
        self._on_failed(error)

    def _on_failed(self, error: FieldNotesError) -> None:
        self._card.show_problem(messages.words(error))

    # --- running ----------------------------------------------------------------------------------------------------

    def _run(self, job: Job) -> None:
        self._job = job
        self._card.show_running(True)
        job.progressed.connect(self._card.show_step)
        job.cancelled.connect(lambda: self._card.show_running(False))
        job.ended.connect(self._forget_job)

    def _forget_job(self) -> None:
        self._job = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.watch.cancel()
