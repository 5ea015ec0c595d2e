"""What editors say by now: their verdicts in the order in which the bundles left, whenever a review was taken in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from fieldnotes.model.review import ReviewVerdict, TakenReview
from fieldnotes.vault.records.releases import Release

Standing = Mapping[tuple[str, str], tuple[TakenReview, ReviewVerdict]]
"""By signer and record's code: the verdict that stands, and the review that gave it."""


def in_order(reviews: Collection[TakenReview], releases: Sequence[Release]) -> list[TakenReview]:
    """Oldest first: by when the bundle that each is about left, then by the editor's own number.

    Not by when they were taken in: a review that was long on its way is as old as it is. `releases` are newest first.
    """
    left = {release.id: at for at, release in enumerate(reversed(releases))}
    return sorted(reviews, key=lambda one: (left.get(one.bundle, -1), one.number, one.taken))


def standing(reviews: Iterable[TakenReview]) -> Standing:
    """The last verdict of each editor on each record, of reviews in order; one that leaves it open changes nothing.

    Of two bundles, an acceptance lifts a return only where it was written on a later day.
    """
    found: dict[tuple[str, str], tuple[TakenReview, ReviewVerdict]] = {}
    for review in reviews:
        for code, verdict in review.verdicts.items():
            if verdict is ReviewVerdict.OPEN:
                continue
            before = found.get((review.signer, code))
            is_lifted = verdict is ReviewVerdict.ACCEPT and before is not None and before[1] is ReviewVerdict.RETURN
            if is_lifted and before is not None and _not_after(review, before[0]):
                continue
            found[review.signer, code] = review, verdict
    return found


def _not_after(review: TakenReview, returned: TakenReview) -> bool:
    """Whether nothing shows that a review was written after a return: days are all that is known across bundles."""
    if review.bundle == returned.bundle:
        return review.created < returned.created
    return review.created <= returned.created
