"""The records that are chosen in the list: asks the vault to change all of them, and to take the last change back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.services import bulk, find, moving
from fieldnotes.services.bulk import Done, Plan, What
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.many import LevelsDialog, ManySheet, RecycleDialog, looking
from fieldnotes_ui.dialogs.move_case import MoveDialog
from fieldnotes_ui.pages.library.listing import Listing
from fieldnotes_ui.pages.library.record_menu import BESIDE, EXPORT, LEVEL, MOVE, RECYCLE, VERSIONS, RecordMenu

_LEVELS = NN_("{n} record has another level now.", "{n} records have another level now.")
_BINNED = NN_("{n} record is in the recycle bin.", "{n} records are in the recycle bin.")
_RESTORED = NN_("{n} record is back.", "{n} records are back.")
_STOPPED = N_("{words} Stopped before the rest.")
_ONE_CASE = N_("What leaves together is of one case. Choose records of one case.")
_NO_STEP = N_("There is no change of several records to take back.")
_TAKING_BACK = N_("Taking it back…")
_MOVED = NN_("{n} record is in another case now.", "{n} records are in another case now.")
_SAID = {What.LEVEL: _LEVELS, What.DELETE: _BINNED, What.RESTORE: _RESTORED, What.MOVE: _MOVED}


class Many(QObject):
    """`binned` are codes that left for the recycle bin: whoever shows one has to let go of it. `export_wanted` is a
    case and its records that are to leave alone.

    The last step over several records is known until the next one, in memory only.
    """

    binned = Signal(object)
    export_wanted = Signal(str, object)

    def __init__(self, desk: Desk, page: QWidget, listing: Listing) -> None:
        super().__init__(page)
        self._desk, self._page, self._listing = desk, page, listing
        self._last: Done | None = None
        listing.list.chosen.level_wanted.connect(self.change_level)
        listing.list.chosen.recycle_wanted.connect(self.recycle)
        listing.list.chosen.move_wanted.connect(self.move)
        listing.list.chosen.export_wanted.connect(self.export)
        listing.list.undo_wanted.connect(self.take_back)

    @property
    def are_chosen(self) -> bool:
        """Whether a verb is meant for several records and not for the open one."""
        return self._listing.list.view.chosen_count() > 1

    # --- levels -----------------------------------------------------------------------------------------------------

    def change_level(self) -> None:
        codes = self._listing.chosen_codes()
        if codes:
            dialog = LevelsDialog(len(codes), self._page, present=Level.INTERNAL)
            self._ask_levels(dialog, lambda level: dict.fromkeys(codes, level))

    def _ask_levels(self, dialog: LevelsDialog, targets: Callable[[Level], Mapping[str, Level]]) -> None:
        wanted: dict[str, Level] = {}
        asked = [Watch()]

        def plan(level: Level) -> None:
            asked[0].cancel()
            wanted.clear()
            wanted.update(targets(level))
            meant = dict(wanted)
            job = self._desk.ask(
                dialog,
                lambda session, watch: bulk.plan_levels(session, meant, watch=watch),
                dialog.show_plan,
                failed=lambda error: dialog.show_failed(messages.words(error)),
            )
            asked[0] = job.watch
            dialog.working.follow(job, looking())

        def begin(reason: str, second: str, typed: str) -> None:
            meant = dict(wanted)

            def work(session: Session, watch: Watch) -> Done:
                return bulk.set_levels(session, meant, reason=reason, second=second, typed=typed, watch=watch)

            self._do(dialog, work)

        dialog.plan_wanted.connect(plan)
        dialog.wanted.connect(begin)
        dialog.ask_plan()
        dialog.open()

    # --- the recycle bin --------------------------------------------------------------------------------------------

    def recycle(self) -> None:
        codes = self._listing.chosen_codes()
        if not codes:
            return
        dialog = RecycleDialog({code: self._listing.title_of(code) for code in codes}, self._page)
        work = partial(_recycle, codes)
        dialog.wanted.connect(lambda: self._do(dialog, work))
        dialog.open()

    # --- another case -----------------------------------------------------------------------------------------------

    def move(self, open_code: str = "") -> None:
        """Ask where those that are chosen go, or else the open one."""
        codes = self._listing.chosen_codes() if self.are_chosen or not open_code else [open_code]
        if not codes:
            return

        def ask(found: tuple[tuple[str, str], ...]) -> None:
            dialog = MoveDialog({code: self._listing.title_of(code) for code in codes}, found, self._page)
            dialog.wanted.connect(lambda case: self._do(dialog, partial(_moved, codes, case)))
            dialog.open()

        self._desk.ask(self._page, partial(_other_cases, codes), ask)

    # --- leaving ----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Show what is chosen where it is redacted and exported, without the rest of its case."""
        codes = self._listing.chosen_codes()

        def ask(places: Mapping[str, str]) -> None:
            if len(cases := set(places.values())) == 1:
                self.export_wanted.emit(cases.pop(), tuple(places))
            elif places:
                self._desk.notice.emit(tr(_ONE_CASE))

        if codes:
            self._desk.ask(self._page, lambda session, _: session.vault.places_of(codes), ask)

    def offer(
        self,
        beside: Callable[[], object],
        level: Callable[[], object],
        move: Callable[[], object],
        versions: Callable[[], object],
        recycle: Callable[[], object],
    ) -> None:
        """Give the list its menu."""
        does = (
            (BESIDE, beside), (LEVEL, level), (MOVE, move), (EXPORT, self.export), (VERSIONS, versions),
            (RECYCLE, recycle),
        )  # fmt: skip
        self.menu = RecordMenu(self._listing.list.view, does)

    # --- doing and taking back --------------------------------------------------------------------------------------

    def _do(self, dialog: ManySheet, work: Callable[[Session, Watch], Done]) -> None:
        def failed(error: FieldNotesError) -> None:
            dialog.show_failed(messages.words(error))

        job = self._desk.ask(dialog, work, partial(self._on_done, dialog), failed=failed)
        dialog.follow(job)

    def _on_done(self, dialog: ManySheet | None, done: Done) -> None:
        self._last = done if done.codes else self._last
        if dialog is not None and isValid(dialog):
            if done.refused:
                dialog.show_refused(done.refused)
            else:
                dialog.accept()
        elif done.refused:
            self._desk.failed.emit(done.refused[0].error)
        if not self._desk.is_open:
            return
        if done.what is What.DELETE:
            self.binned.emit(done.codes)
        self._desk.tell(done.changes)
        if done.codes:
            words = trn(*_SAID[done.what], len(done.codes))
            words = tr(_STOPPED, words=words) if done.stopped else words
            self._listing.list.show_step(words, can_undo=done.what is not What.RESTORE)

    def take_back(self) -> None:
        """The last step over several records, if nothing came after it."""
        last = self._last
        if last is None or last.what is What.RESTORE:
            self._desk.notice.emit(tr(_NO_STEP))
            return
        self._listing.list.hide_step()
        if last.what is not What.LEVEL:
            self._last = None
            job = self._desk.ask(self._page, partial(_undone, last), partial(self._on_done, None))
            self._listing.list.working.follow(job, tr(_TAKING_BACK))
            return
        self._desk.ask(self._page, partial(_back, last), self._take_back_levels)

    def _take_back_levels(self, found: tuple[Mapping[str, Level], Plan]) -> None:
        wanted, plan = found
        self._last = None
        if not plan.changing:
            self._desk.notice.emit(tr(_NO_STEP))
        elif plan.lowered:
            dialog = LevelsDialog(len(wanted), self._page, present=None)
            self._ask_levels(dialog, lambda _: wanted)
        else:
            job = self._desk.ask(
                self._page,
                lambda session, watch: bulk.set_levels(session, wanted, watch=watch),
                partial(self._on_done, None),
            )
            self._listing.list.working.follow(job, tr(_TAKING_BACK))


def _recycle(codes: list[str], session: Session, watch: Watch) -> Done:
    return bulk.delete(session, codes, watch=watch)


def _moved(codes: list[str], case: str, session: Session, watch: Watch) -> Done:
    return moving.move(session, codes, case, watch=watch)


def _undone(last: Done, session: Session, watch: Watch) -> Done:
    if last.what is What.MOVE:
        return moving.take_back(session, last, watch=watch)
    return bulk.restore(session, last.codes, watch=watch)


def _other_cases(codes: list[str], session: Session, watch: Watch) -> tuple[tuple[str, str], ...]:
    """Cases that not all of these records are in already."""
    del watch
    here = set(session.vault.places_of(codes).values())
    only = here.pop() if len(here) == 1 else ""
    return tuple((case.code, case.title) for case in find.cases(session) if case.code != only)


def _back(last: Done, session: Session, watch: Watch) -> tuple[Mapping[str, Level], Plan]:
    wanted = bulk.levels_to_take_back(session, last)
    return wanted, bulk.plan_levels(session, wanted, watch=watch)
