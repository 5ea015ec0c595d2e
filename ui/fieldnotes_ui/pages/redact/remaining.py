"""What remains of each person: one item each, whose facts are marked one by one or accepted together by two people."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import NN_, trn
from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import ReasonCode, Scope, Verdict
from fieldnotes.progress import Watch
from fieldnotes.services import mosaic
from fieldnotes.services.mosaic import PersonMosaic
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from fieldnotes.services.views import Preview
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.two_people import TwoPeople, TwoPeopleDialog
from fieldnotes_ui.models.review import Act, Kind, Outcome, ReviewItem, Spot, State
from fieldnotes_ui.pages.redact.taken import Sitting, Taken

_WHY = NN_(
    "{n} fact remains that could lead to this person", "{n} facts remain that together could lead to this person"
)
_ACTS = frozenset({Act.REDACT, Act.KEEP, Act.GENERALISE})
_CONTEXT = 50


def items_of(preview: Preview) -> list[ReviewItem]:
    """People of whom too much remains, and those of whom that was accepted."""
    texts = {record.code: record.original for record in preview.records}
    return [_item(one, texts) for one in preview.mosaics if one.state is not mosaic.State.CLEAR]


class Accepting(QObject):
    """`noted` carries the key of an item and its new State."""

    noted = Signal(str, object)

    def __init__(self, page: QWidget, desk: Desk, sitting: Sitting, how: Callable[[], How]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sitting = sitting
        self._how = how

    def ask(self, item: ReviewItem, preview: Preview) -> None:
        person = next((one for one in preview.mosaics if one.code == item.subject), None)
        if person is None:
            return
        facts = list(dict.fromkeys(" ".join(fact.text.split()) for fact in person.remaining))
        dialog = TwoPeopleDialog(person.label, facts, self._page)
        dialog.given.connect(lambda given: self._store(dialog, item, preview, given))
        dialog.open()

    def _store(self, dialog: TwoPeopleDialog, item: ReviewItem, preview: Preview, given: TwoPeople) -> None:
        case, audience, person, how = preview.case, preview.audience, item.subject, self._how()

        def work(session: Session, _: Watch) -> Changes:
            return mosaic.accept(
                session, case, audience, person, reason=given.reason, who=given.who, second=given.second, how=how
            )

        def done(_: Changes) -> None:
            self._sitting.push(Taken(item.key, lambda session: mosaic.take_back(session, case, audience, person)))
            self.noted.emit(item.key, State.KEPT)
            if isValid(dialog):
                dialog.accept()

        def failed(error: FieldNotesError) -> None:
            if isValid(dialog):
                dialog.show_problem(messages.words(error))
            else:
                self._desk.failed.emit(error)

        self._desk.keep(self._page, work, done, failed=failed)


def _item(person: PersonMosaic, texts: dict[str, str]) -> ReviewItem:
    spots = tuple(
        Spot(
            fact.record,
            fact.start,
            fact.end,
            context=" ".join(texts[fact.record][max(0, fact.start - _CONTEXT) : fact.end + _CONTEXT].split()),
        )
        for fact in person.remaining
        if not fact.in_title and fact.record in texts
    )
    accepted = person.state is mosaic.State.ACCEPTED
    return ReviewItem(
        key=f"mosaic:{person.code}",
        kind=Kind.MOSAIC,
        title=person.label,
        why=trn(*_WHY, len(person.remaining)),
        subject=person.code,
        spots=spots,
        records=tuple(dict.fromkeys(fact.record for fact in person.remaining)),
        count=len(person.remaining),
        identity=person.code,
        reason=ReasonCode.QUASI,
        outcome=Outcome(Verdict.KEEP, Scope.CASE) if accepted else None,
        acts=_ACTS,
    )
