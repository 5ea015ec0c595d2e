"""The part of an open vault that keeps what editors answered to bundles; see `reviews` for the errors."""

from __future__ import annotations

from collections.abc import Iterable

from fieldnotes.model.review import TakenRemark, TakenReview
from fieldnotes.vault.followup import reviews
from fieldnotes.vault.store import Store


class Reviewed:
    """What a vault adds to itself by inheriting."""

    @property
    def _store(self) -> Store:
        raise NotImplementedError

    def take_review_in(self, review: TakenReview, remarks: Iterable[TakenRemark]) -> TakenReview:
        return reviews.take_in(self._store, review, remarks)

    def reviews(self) -> list[TakenReview]:
        return reviews.all_of(self._store)

    def remarks(self) -> list[TakenRemark]:
        return reviews.remarks(self._store)

    def answer_remark(self, code: str, text: str, *, by: str) -> TakenRemark:
        return reviews.answer(self._store, code, text, by=by)
