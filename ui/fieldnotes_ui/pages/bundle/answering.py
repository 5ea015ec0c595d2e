"""The author's side of a review: taking it in, reading each remark at its passage, answering."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.changes import Changes
from fieldnotes.progress import Watch
from fieldnotes.services import remarks, review_import
from fieldnotes.services.remarks import RemarkView, ReviewView
from fieldnotes.services.review_import import TakenIn
from fieldnotes.services.session import Session
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.widgets.file_dialogs import ask_to_open
from fieldnotes_ui.widgets.remark_answers import RemarkAnswers
from fieldnotes_ui.widgets.reviews_card import ReviewsCard

_CHOOSE = N_("An editor's review")
_TAKEN = NN_(
    "The review by {name} was taken in: {n} new remark.", "The review by {name} was taken in: {n} new remarks."
)
_UNVERIFIED = N_("The words of her card were never compared.")
_NOT_SENT = N_("Her card has no key to which this bundle was sent. Ask her how she read it.")
_APPROVED = N_("It counts as her approval of the proposed release.")


class Answering(QObject):
    """`opened` when the remarks are to be shown, `told` carries a sentence."""

    opened = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, card: ReviewsCard, answers: RemarkAnswers, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._card, self._answers, self._page = desk, card, answers, parent
        card.take_in_wanted.connect(lambda: ask_to_open(parent, tr(_CHOOSE), self.take_in))
        card.read_wanted.connect(self.read)
        answers.answer_wanted.connect(self.answer)

    def look(self) -> None:
        """Read anew how many reviews there are."""
        self._desk.ask(self._page, lambda session, _: remarks.reviews(session), self._show_reviews)

    def take_in(self, path: Path) -> None:
        def work(session: Session, _: Watch) -> TakenIn:
            return review_import.take_in(session, path)

        self._desk.ask(self._page, work, self._taken, failed=self._failed)

    def read(self) -> None:
        """Show every remark at its passage."""
        self._desk.ask(self._page, lambda session, _: remarks.all_of(session), self._show)

    def answer(self, code: str, words: str) -> None:
        def work(session: Session, _: Watch) -> tuple[Changes, Sequence[RemarkView]]:
            return remarks.answer(session, code, words), remarks.all_of(session)

        self._desk.ask(self._page, work, self._answered, failed=self._failed)

    def _taken(self, taken: TakenIn) -> None:
        said = [
            trn(*_TAKEN, len(taken.new), name=taken.review.reviewer),
            "" if taken.verified else tr(_UNVERIFIED),
            "" if taken.was_sent_to_her else tr(_NOT_SENT),
            tr(_APPROVED) if taken.approved else "",
        ]
        self.told.emit(" ".join(filter(None, said)))
        self.look()
        self.read()
        touched = {one.record for one in taken.new} | taken.review.verdicts.keys()
        self._desk.tell(Changes(records=frozenset(touched)))  # whether they may leave is asked anew

    def _show_reviews(self, reviews: Sequence[ReviewView]) -> None:
        self._card.show_reviews(reviews)

    def _show(self, views: Sequence[RemarkView]) -> None:
        self._answers.show_remarks(views)
        self.opened.emit()

    def _answered(self, done: tuple[Changes, Sequence[RemarkView]]) -> None:
        changes, views = done
        self._answers.show_remarks(views)
        self.look()
        self._desk.tell(changes)

    def _failed(self, error: FieldNotesError) -> None:
        self.told.emit(messages.words(error))
