"""Decisions on names: to the vault, and back again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import Scope, Verdict
from fieldnotes.progress import Watch
from fieldnotes.services import review
from fieldnotes.services.session import Session
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.models.review import Act, Kind, Outcome, State
from fieldnotes_ui.pages.redact import suggesting
from fieldnotes_ui.pages.redact.taken import Sitting, Taken
from fieldnotes_ui.widgets.review_card import Wish

_NOTE_NEEDED = N_("A rule is certain that this is a name. Write into the note why it may stay, then keep it.")
_NOTHING = N_("Nothing of this sitting is left to undo.")


class Deciding(QObject):
    """`noted` carries the key of an item and its new State: first STORING, then what the vault says."""

    noted = Signal(str, object)
    taken_back = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, sitting: Sitting, case: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sitting = sitting
        self._case = case

    def decide(self, wish: Wish) -> bool:
        """Store a decision; False where something is missing, which is said."""
        item, case = wish.item, self._case()
        if item.kind is Kind.SUGGESTION:
            self._decide_suggestion(wish, case)
            return True
        verdict = Verdict.REDACT if wish.act is Act.REDACT else Verdict.KEEP
        force = item.certain and verdict.keeps
        if force and not wish.note:
            self._desk.notice.emit(tr(_NOTE_NEEDED))
            return False
        place = wish.spot.id if wish.scope is Scope.HERE and wish.spot is not None else ""

        def work(session: Session, _: Watch) -> Changes:
            return review.decide(
                session,
                case,
                item.subject,
                verdict,
                scope=wish.scope,
                place=place,
                reason=wish.reason,
                label=wish.label,
                note=wish.note,
                force=force,
            )

        more = wish.scope is Scope.HERE and len(item.spots) > 1  # its other places are still open

        def done(_: Changes) -> None:
            self._sitting.push(Taken(item.key, _way_back(case, item.subject, wish.scope, place, item.outcome)))
            self.noted.emit(item.key, State.OPEN if more else State.KEPT if verdict.keeps else State.REDACTED)

        self.noted.emit(item.key, State.STORING)
        self._desk.keep(self._page, work, done, failed=lambda error: self._failed(item.key, error))
        return True

    def _decide_suggestion(self, wish: Wish, case: str) -> None:
        key = wish.item.key
        state = State.REDACTED if wish.act is Act.REDACT else State.KEPT

        def done(answer: tuple[Changes, Taken]) -> None:
            changes, taken = answer
            self._sitting.push(taken)
            self.noted.emit(key, state)
            self._desk.tell(changes)

        self.noted.emit(key, State.STORING)
        self._desk.keep(
            self._page,
            lambda session, _: suggesting.decide(session, case, wish),
            done,
            failed=lambda error: self._failed(key, error),
        )

    def undo(self) -> None:
        """Take the last decision of this sitting back. What was open before is open again: no more can leave."""
        taken = self._sitting.pop()
        if taken is None or taken.undo is None:
            self._desk.notice.emit(taken.words if taken is not None else tr(_NOTHING))
            return
        undo = taken.undo

        def done(changes: Changes | None) -> None:
            if changes is None:
                self._desk.notice.emit(taken.words)
                return
            self.noted.emit(taken.key, State.OPEN)
            self.taken_back.emit(taken.key)

        def failed(error: FieldNotesError) -> None:
            self._sitting.push(taken)
            self._desk.failed.emit(error)

        self._desk.keep(self._page, lambda session, _: undo(session), done, failed=failed)

    def _failed(self, key: str, error: FieldNotesError) -> None:
        self.noted.emit(key, State.FAILED)
        self._desk.failed.emit(error)


def _way_back(case: str, hit: str, scope: Scope, place: str, before: Outcome | None) -> Callable[[Session], Changes]:
    """To what was stored in the same reach before, or to nothing there: a wider decision then counts again."""
    if before is None or (before.scope, before.place) != (scope, place):
        return lambda session: review.undecide(session, case, hit, scope=scope, place=place)
    return lambda session: review.decide(
        session,
        case,
        hit,
        Verdict.KEEP if before.verdict.keeps else Verdict.REDACT,
        scope=scope,
        place=place,
        reason=before.reason,
        label=before.label,
        note=before.note,
        who=before.who,
        force=before.verdict is Verdict.KEEP_ANYWAY,
    )
