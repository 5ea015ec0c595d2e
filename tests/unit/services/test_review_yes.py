"""An editor's review as a yes to a release: to all that left, from a reader, and only until she takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldnotes.errors import NotApproved
from fieldnotes.model.audience import Audience
from fieldnotes.model.review import ReviewVerdict
from fieldnotes.services import approvals, review_import, reviewing, share
from fieldnotes.services.preparing import How
from fieldnotes.services.reading import Reading
from fieldnotes.services.sending import Envelope
from tests.helpers.reviewing import Pair, pair, sent_folder, sent_master
from tests.helpers.sharing import CASE, PASSWORD, shared_master

__all__ = ["pair", "sent_folder", "sent_master", "shared_master"]


def exported(pair: Pair, name: str, *, for_review: bool) -> None:
    pair.session.reauthenticate(PASSWORD)
    how = How(accept_suggestions="baxıldı", second="Rübabə", envelope=Envelope(for_review=for_review))
    to = [pair.keys.card().text]
    share.export(pair.session, CASE, Audience.PUBLIC, to=to, out=pair.folder / name, accept_quasi="baxıldı", how=how)


@pytest.fixture
def reading(pair: Pair) -> Reading:
    exported(pair, "r.age", for_review=True)
    return pair.read(pair.folder / "r.age")


def judged(pair: Pair, reading: Reading, verdict: ReviewVerdict, name: str) -> bool:
    """Whether the finished review counts as a yes where it is taken in."""
    for record in reading.opened.records:
        reviewing.judge(pair.keys, reading, record.label, verdict, note="qızının adını çəkir")
    reviewing.finish(pair.keys, reading, pair.folder / name)
    return review_import.take_in(pair.session, pair.folder / name).approved


def test_a_yes_that_she_takes_back_counts_no_more_and_one_given_again_does(pair: Pair, reading: Reading) -> None:
    assert judged(pair, reading, ReviewVerdict.ACCEPT, "1.fnreview")
    assert approvals.all_of(pair.session)[0].counted == 1
    judged(pair, reading, ReviewVerdict.RETURN, "2.fnreview")
    (proposal,) = approvals.all_of(pair.session)
    assert proposal.counted == 0
    pair.session.reauthenticate(PASSWORD)
    assert approvals.approve(pair.session, proposal.code).counted == 1
    with pytest.raises(NotApproved):
        exported(pair, "out.age", for_review=False)
    assert not (pair.folder / "out.age").exists()
    judged(pair, reading, ReviewVerdict.ACCEPT, "3.fnreview")
    assert approvals.all_of(pair.session)[0].counted == 2


def test_a_review_of_a_part_is_no_yes_to_the_whole(pair: Pair, reading: Reading) -> None:
    draft = reviewing.begin(pair.keys, reading)
    records = tuple(replace(one, verdict=ReviewVerdict.ACCEPT) for one in draft.records[:1])
    assert len(draft.records) > 1
    pair.keys.store.keep(pair.keys.store.kept.with_draft(replace(draft, records=records, note="oxudum")))
    reviewing.finish(pair.keys, reading, pair.folder / "part.fnreview")
    taken = review_import.take_in(pair.session, pair.folder / "part.fnreview")
    assert not taken.approved
    assert approvals.all_of(pair.session)[0].counted == 0
