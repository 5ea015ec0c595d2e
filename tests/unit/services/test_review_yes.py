"""An editor's review as a yes to a release: to all that left, from a reader, and only until she takes it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import ApprovalRefused, NotApproved, RecordReturned
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared
from fieldnotes.model.record import Body
from fieldnotes.model.review import RemarkKind, ReviewVerdict
from fieldnotes.services import approvals, contacts, remarks, review_flags, review_import, reviewing, share, write
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
    told = [one.event for one in pair.session.vault.ledger() if one.event.endswith(("-approved", "-withdrawn"))]
    assert told == ["release-approved", "approval-withdrawn"]
    (proposal,) = approvals.all_of(pair.session)
    assert proposal.counted == 0
    pair.session.reauthenticate(PASSWORD)
    assert approvals.approve(pair.session, proposal.code).counted == 1
    with pytest.raises(RecordReturned):
        exported(pair, "out.age", for_review=False)
    for one in remarks.all_of(pair.session):
        remarks.answer(pair.session, one.code, "çıxarıldı")
    with pytest.raises(NotApproved):
        exported(pair, "out.age", for_review=False)
    assert not (pair.folder / "out.age").exists()
    judged(pair, reading, ReviewVerdict.ACCEPT, "3.fnreview")
    assert approvals.all_of(pair.session)[0].counted == 2


def test_a_yes_counts_from_when_her_card_is_compared(pair: Pair, reading: Reading) -> None:
    (contact,) = contacts.all_of(pair.session)
    pair.session.vault.change_contact(replace(contact.contact, verified=""))
    assert not judged(pair, reading, ReviewVerdict.ACCEPT, "1.fnreview")
    (view,) = approvals.all_of(pair.session)
    assert [one.counts for one in view.approvals] == [False]
    words = " ".join(contact.contact.words)
    contacts.verify(pair.session, contact.contact.code, words=words, how=Compared.VOICE)
    (view,) = approvals.all_of(pair.session)
    assert [(one.counts, one.hasty) for one in view.approvals] == [(True, True)]


def test_one_person_is_counted_once_although_her_card_was_added_anew(pair: Pair, reading: Reading) -> None:
    assert judged(pair, reading, ReviewVerdict.ACCEPT, "1.fnreview")
    (contact,) = contacts.all_of(pair.session)
    contacts.remove(pair.session, contact.contact.code)
    again = contacts.add(pair.session, pair.keys.card().text)
    contacts.verify(pair.session, again.code, words=" ".join(again.words), how=Compared.VOICE)
    (view,) = approvals.all_of(pair.session)
    assert (again.code != contact.contact.code, view.counted) == (True, 1)
    with pytest.raises(ApprovalRefused):
        approvals.approve(pair.session, view.code, keys=pair.keys)


def test_a_yes_by_key_is_taken_back_by_what_she_returns_later(pair: Pair, reading: Reading) -> None:
    (view,) = approvals.all_of(pair.session)
    assert approvals.approve(pair.session, view.code, keys=pair.keys).counted == 1
    judged(pair, reading, ReviewVerdict.RETURN, "1.fnreview")
    assert approvals.get(pair.session, view.code).counted == 0


def test_a_verified_contact_to_whom_it_never_went_says_no_yes(pair: Pair, reading: Reading) -> None:
    (contact,) = contacts.all_of(pair.session)
    other = Identity.generate("Başqa", post_quantum=True)
    pair.session.vault.change_contact(replace(contact.contact, age=other.recipients))
    assert not judged(pair, reading, ReviewVerdict.ACCEPT, "1.fnreview")
    (view,) = approvals.all_of(pair.session)
    assert (view.counted, view.approvals) == (0, ())


def test_a_review_that_flags_a_risk_is_no_yes_even_when_the_risk_is_answered(pair: Pair, reading: Reading) -> None:
    label = reading.opened.records[0].label
    reviewing.remark(pair.keys, reading, label, RemarkKind.RISK, "Bu onu tanıdır.", start=0, end=3)
    assert not judged(pair, reading, ReviewVerdict.ACCEPT, "1.fnreview")
    for one in remarks.all_of(pair.session):
        remarks.answer(pair.session, one.code, "Yox.")
    assert approvals.all_of(pair.session)[0].counted == 0


def test_a_review_of_a_part_is_no_yes_to_the_whole(pair: Pair, reading: Reading) -> None:
    draft = reviewing.begin(pair.keys, reading)
    records = tuple(replace(one, verdict=ReviewVerdict.ACCEPT) for one in draft.records[:1])
    assert len(draft.records) > 1
    pair.keys.store.keep(pair.keys.store.kept.with_draft(replace(draft, records=records, note="oxudum")))
    reviewing.finish(pair.keys, reading, pair.folder / "part.fnreview")
    taken = review_import.take_in(pair.session, pair.folder / "part.fnreview")
    assert not taken.approved
    assert approvals.all_of(pair.session)[0].counted == 0


# --- a record that she returned


def returned(pair: Pair, name: str, note: str = "Ad qalıb.") -> None:
    """Her next review of the bundle returns its first record and accepts the rest."""
    found = pair.read(pair.sent)
    first = found.opened.records[0].label
    for record in found.opened.records:
        reviewing.judge(pair.keys, found, record.label, ReviewVerdict.ACCEPT)
    reviewing.judge(pair.keys, found, first, ReviewVerdict.RETURN, note=note)
    reviewing.finish(pair.keys, found, pair.folder / name)
    review_import.take_in(pair.session, pair.folder / name)


def test_a_record_that_was_returned_does_not_leave_before_its_author_has_answered(pair: Pair) -> None:
    returned(pair, "1.fnreview")
    (view,) = remarks.all_of(pair.session)
    assert view.blocks
    with pytest.raises(RecordReturned) as refused:
        pair.send()
    assert refused.value.params == {"records": view.record}

    remarks.answer(pair.session, view.code, "Ad onun deyil.")
    assert not remarks.all_of(pair.session)[0].blocks
    assert pair.send().exists()


def test_the_answer_of_before_is_none_to_a_record_that_is_returned_again(pair: Pair) -> None:
    returned(pair, "1.fnreview")
    remarks.answer(pair.session, remarks.all_of(pair.session)[0].code, "Ad onun deyil.")
    returned(pair, "2.fnreview")
    again = [one for one in remarks.all_of(pair.session) if one.blocks]
    assert [one.text for one in again] == ["Ad qalıb."]
    with pytest.raises(RecordReturned):
        pair.send()


def test_a_returned_record_whose_text_changed_leaves_and_another_save_of_it_does_not_count(pair: Pair) -> None:
    returned(pair, "1.fnreview")
    code = remarks.all_of(pair.session)[0].record
    record = pair.session.vault.record(code)
    assert record.row.card is not None
    write.save(pair.session, code, card=replace(record.row.card, language="az"), body=record.body)
    with pytest.raises(RecordReturned):
        pair.send()
    write.save(pair.session, code, card=record.row.card, body=Body.of(record.body.text + " \n"))
    with pytest.raises(RecordReturned):
        pair.send()
    write.save(pair.session, code, card=record.row.card, body=Body.of("Səhər açıldı. Sonra heç nə olmadı."))
    assert pair.send().exists()
    assert not [one for one in remarks.all_of(pair.session) if one.blocks]


def test_a_record_that_she_accepts_later_is_not_returned_any_more(pair: Pair) -> None:
    returned(pair, "1.fnreview")
    found = pair.read(pair.sent)
    judged(pair, found, ReviewVerdict.ACCEPT, "2.fnreview")
    assert review_flags.returned(pair.session) == {}
    assert pair.send().exists()


# --- the order of reviews is that of their bundles


def finished(pair: Pair, reading: Reading, verdict: ReviewVerdict, name: str) -> None:
    for record in reading.opened.records:
        reviewing.judge(pair.keys, reading, record.label, verdict, note="qızının adını çəkir")
    reviewing.finish(pair.keys, reading, pair.folder / name)


def test_an_older_review_that_comes_late_lifts_no_return_and_revives_no_yes(pair: Pair, reading: Reading) -> None:
    finished(pair, reading, ReviewVerdict.ACCEPT, "first.fnreview")
    exported(pair, "b.age", for_review=True)
    finished(pair, pair.read(pair.folder / "b.age"), ReviewVerdict.RETURN, "second.fnreview")
    review_import.take_in(pair.session, pair.folder / "second.fnreview")
    assert not review_import.take_in(pair.session, pair.folder / "first.fnreview").approved

    assert len(review_flags.returned(pair.session)) == len(reading.opened.records)
    assert approvals.all_of(pair.session)[0].counted == 0
    with pytest.raises(RecordReturned):
        exported(pair, "out.age", for_review=False)


def test_of_one_day_a_return_wins_whichever_bundle_it_is_about(pair: Pair, reading: Reading) -> None:
    exported(pair, "b.age", for_review=True)
    finished(pair, pair.read(pair.folder / "b.age"), ReviewVerdict.ACCEPT, "b.fnreview")
    finished(pair, reading, ReviewVerdict.RETURN, "a.fnreview")
    review_import.take_in(pair.session, pair.folder / "b.fnreview")
    review_import.take_in(pair.session, pair.folder / "a.fnreview")

    assert len(review_flags.returned(pair.session)) == len(reading.opened.records)
    assert approvals.all_of(pair.session)[0].counted == 0


def test_what_is_returned_again_on_the_day_of_its_answer_is_held_again(pair: Pair, reading: Reading) -> None:
    finished(pair, reading, ReviewVerdict.RETURN, "a.fnreview")
    review_import.take_in(pair.session, pair.folder / "a.fnreview")
    for one in remarks.all_of(pair.session):
        remarks.answer(pair.session, one.code, "Ad onun deyil.")
    exported(pair, "b.age", for_review=True)
    finished(pair, pair.read(pair.folder / "b.age"), ReviewVerdict.RETURN, "b.fnreview")
    review_import.take_in(pair.session, pair.folder / "b.fnreview")

    assert len(review_flags.returned(pair.session)) == len(reading.opened.records)
    with pytest.raises(RecordReturned):
        exported(pair, "out.age", for_review=False)


def test_a_later_review_that_leaves_it_open_lifts_no_return_and_revives_no_yes(pair: Pair, reading: Reading) -> None:
    (view,) = approvals.all_of(pair.session)
    assert approvals.approve(pair.session, view.code, keys=pair.keys).counted == 1
    judged(pair, reading, ReviewVerdict.RETURN, "1.fnreview")
    held = review_flags.returned(pair.session)
    for record in reading.opened.records:
        reviewing.judge(pair.keys, reading, record.label, ReviewVerdict.OPEN)
    label = reading.opened.records[0].label
    reviewing.remark(pair.keys, reading, label, RemarkKind.COMMENT, "Sonra baxacam.", start=0, end=3)
    reviewing.finish(pair.keys, reading, pair.folder / "2.fnreview")
    review_import.take_in(pair.session, pair.folder / "2.fnreview")

    assert held.keys() == review_flags.returned(pair.session).keys() != set()
    assert approvals.get(pair.session, view.code).counted == 0
