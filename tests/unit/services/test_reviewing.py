"""A review goes out, comes back and stands at its passages; a risk keeps its record in until it is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.bundle import review_file
from fieldnotes.bundle.kept import Seen
from fieldnotes.crypto import age
from fieldnotes.errors import (
    AlreadyExists,
    BadValue,
    BundleForked,
    BundleOlder,
    NoSuchRecord,
    QuoteNotFound,
    ReviewerUnknown,
    ReviewNotForYou,
    ReviewNotReady,
    ReviewRefused,
    RiskOpen,
)
from fieldnotes.model.bundle import Trust
from fieldnotes.model.differences import Freshness
from fieldnotes.model.record import Body
from fieldnotes.model.review import Part, RemarkKind, ReviewVerdict
from fieldnotes.services import contacts, reading, remarks, review_import, reviewing, write
from fieldnotes.services import keys as key_stores
from fieldnotes.services.reading import Reading
from fieldnotes.services.remark_places import Exactness
from tests.helpers.reviewing import EDITOR_PASSWORD, Pair, pair, sent_folder, sent_master
from tests.helpers.sharing import FIRST, SECOND, TEXTS, add_testimony, shared_master
from tests.helpers.vaults import cheap_kdf

__all__ = ["pair", "sent_folder", "sent_master", "shared_master"]

QUOTE = "Axşam düşəndə kənd yolu qaranlıq idi"


def label_with(found: Reading, words: str) -> str:
    return next(record.label for record in found.opened.records if words in record.text)


def said(pair: Pair, found: Reading, kind: RemarkKind, quote: str, text: str = "Bu onu tanıdır.") -> str:
    """A remark on a quoted passage; its record's label."""
    label = label_with(found, quote)
    start, end = reviewing.quoted(found, label, quote)
    reviewing.remark(pair.keys, found, label, kind, text, start=start, end=end)
    return label


def finished(pair: Pair, found: Reading, name: str = "FN-TEST00.fnreview") -> Path:
    out = pair.folder / name
    reviewing.finish(pair.keys, found, out)
    return out


def test_a_remark_comes_back_to_the_very_words_in_the_original(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)

    taken = review_import.take_in(pair.session, finished(pair, found))

    (view,) = remarks.all_of(pair.session)
    assert taken.verified
    assert taken.was_sent_to_her
    assert (view.record, view.quote, view.kind) == (FIRST, QUOTE, RemarkKind.COMMENT)
    assert view.place is not None
    assert view.place.how is Exactness.EXACT
    assert TEXTS[FIRST][view.place.start : view.place.end] == QUOTE
    assert (view.reviewer, view.text) == ("Tamuna", "Bu onu tanıdır.")


def test_a_remark_on_what_was_put_in_comes_back_to_the_name_behind_it(pair: Pair) -> None:
    found = pair.read(pair.sent)
    record = next(one for one in found.opened.records if QUOTE in one.text)
    label = record.text.split("Səhər açıldı. ")[1].split(" həyətə")[0]
    said(pair, found, RemarkKind.QUERY, f"{label} həyətə gəldi")

    review_import.take_in(pair.session, finished(pair, found))

    (view,) = remarks.all_of(pair.session)
    assert view.place is not None
    assert view.place.how is Exactness.COVERING
    assert view.quote == "Bahar həyətə gəldi"


def test_a_record_that_changed_since_is_still_shown_at_the_words(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    review = finished(pair, found)
    record = pair.session.vault.record(FIRST)
    assert record.row.card is not None
    write.save(pair.session, FIRST, card=record.row.card, body=Body.of("Yeni cümlə. " + TEXTS[FIRST]))

    review_import.take_in(pair.session, review)

    (view,) = remarks.all_of(pair.session)
    assert view.quote == QUOTE


def test_a_remark_on_a_title_is_shown_at_the_title(pair: Pair) -> None:
    found = pair.read(pair.sent)
    label = label_with(found, QUOTE)
    reviewing.remark(pair.keys, found, label, RemarkKind.COMMENT, "Qısadır.", start=0, end=3, part=Part.TITLE)

    review_import.take_in(pair.session, finished(pair, found))

    (view,) = remarks.all_of(pair.session, record=FIRST)
    assert view.place is not None
    assert view.place.part is Part.TITLE
    assert view.quote == "Söhbət"


def test_verdicts_and_notes_come_with_the_records(pair: Pair) -> None:
    found = pair.read(pair.sent)
    first, second = label_with(found, QUOTE), label_with(found, "susdu")
    reviewing.judge(pair.keys, found, first, ReviewVerdict.ACCEPT)
    reviewing.judge(pair.keys, found, second, ReviewVerdict.RETURN, note="Tarix yoxdur.")
    reviewing.note(pair.keys, found, "Ümumən yaxşıdır.")

    taken = review_import.take_in(pair.session, finished(pair, found))

    assert taken.review.verdicts == {FIRST: ReviewVerdict.ACCEPT, SECOND: ReviewVerdict.RETURN}
    assert taken.review.note == "Ümumən yaxşıdır."
    assert [(one.record, one.text) for one in remarks.all_of(pair.session)] == [(SECOND, "Tarix yoxdur.")]


def test_a_risk_keeps_the_record_from_leaving_until_it_is_answered(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.RISK, QUOTE)
    review_import.take_in(pair.session, finished(pair, found))
    (view,) = remarks.all_of(pair.session)
    assert view.blocks

    with pytest.raises(RiskOpen):
        pair.send()
    with pytest.raises(ReviewNotReady):
        remarks.answer(pair.session, view.code, "  ")
    remarks.answer(pair.session, view.code, "Yol hər kənddə var.", by="Nigar")

    assert pair.send().exists()
    (view,) = remarks.all_of(pair.session)
    assert (view.answer, view.by, view.blocks) == ("Yol hər kənddə var.", "Nigar", False)


def test_a_comment_keeps_nothing_from_leaving(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    review_import.take_in(pair.session, finished(pair, found))

    assert pair.send().exists()


def test_the_same_file_is_not_taken_in_twice_nor_an_older_one_after_a_newer(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    first = finished(pair, found, "one.fnreview")
    said(pair, found, RemarkKind.QUERY, "susdu")
    second = finished(pair, found, "two.fnreview")

    review_import.take_in(pair.session, second)

    for old in (second, first):
        with pytest.raises(ReviewRefused):
            review_import.take_in(pair.session, old)
    assert len(remarks.all_of(pair.session)) == 2


def test_a_further_review_adds_what_is_new_and_keeps_answers(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.RISK, QUOTE)
    review_import.take_in(pair.session, finished(pair, found, "one.fnreview"))
    (view,) = remarks.all_of(pair.session)
    remarks.answer(pair.session, view.code, "Dəyişdim.")
    said(pair, found, RemarkKind.QUERY, "susdu")

    taken = review_import.take_in(pair.session, finished(pair, found, "two.fnreview"))

    assert [one.kind for one in taken.new] == [RemarkKind.QUERY]
    assert [one.answer for one in remarks.all_of(pair.session)] == ["Dəyişdim.", ""]


def test_a_remark_that_was_taken_back_before_the_end_is_not_sent(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    (one,) = reviewing.begin(pair.keys, found).remarks
    reviewing.take_back(pair.keys, found, one.id)

    with pytest.raises(ReviewNotReady):
        finished(pair, found)
    with pytest.raises(NoSuchRecord):
        reviewing.take_back(pair.keys, found, one.id)


def test_a_review_of_a_bundle_that_never_left_is_refused(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    opened = review_file.open_review(
        finished(pair, found).read_bytes(), identities=(pair.session.vault.device().age_secret,), name="r"
    ).review
    stranger = replace(opened, about=replace(opened.about, bundle_id="ab" * 16))
    other = replace(opened, about=replace(opened.about, manifest_sha256="cd" * 32))
    key, to = pair.keys.store.kept.identity.signing_key, [age.recipient_of(pair.session.vault.device().age_secret)]

    for forged in (stranger, other):
        path = pair.folder / f"{forged.about.bundle_id[:4]}.fnreview"
        path.write_bytes(review_file.seal(forged, signing=key, recipients=to))
        with pytest.raises(ReviewRefused):
            review_import.take_in(pair.session, path)
    assert pair.session.vault.reviews() == []


def test_a_review_by_nobody_the_author_knows_is_refused(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    review = finished(pair, found)
    contacts.remove(pair.session, pair.session.vault.contacts()[0].code)

    with pytest.raises(ReviewerUnknown):
        review_import.take_in(pair.session, review)


def test_a_review_for_another_vault_is_refused(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    data = finished(pair, found).read_bytes()

    with pytest.raises(ReviewNotForYou):
        review_file.open_review(data, identities=(age.generate_identity(),), name="r")


def test_nothing_is_reviewed_before_its_author_is_known(pair: Pair) -> None:
    sent = pair.sent
    with key_stores.create(
        pair.folder / "second", EDITOR_PASSWORD, identity=_identity_of(pair), params=cheap_kdf()
    ) as stranger:
        found = reading.open_bundle(sent, stranger)
        reading.remember(found, stranger)

        assert found.opened.trust is Trust.UNKNOWN
        assert stranger.store.kept.series == ()
        with pytest.raises(ReviewNotReady):
            reviewing.begin(stranger, found)


def test_what_is_not_there_cannot_be_remarked_on(pair: Pair) -> None:
    found = pair.read(pair.sent)
    label = label_with(found, QUOTE)

    with pytest.raises(QuoteNotFound):
        reviewing.quoted(found, label, "belə söz yoxdur")
    with pytest.raises(QuoteNotFound):
        reviewing.remark(pair.keys, found, label, RemarkKind.QUERY, "?", start=9_000, end=9_001)
    with pytest.raises(NoSuchRecord):
        reviewing.judge(pair.keys, found, "R-099", ReviewVerdict.ACCEPT)
    with pytest.raises(BadValue):
        reviewing.note(pair.keys, found, "x" * 4_001)
    with pytest.raises(ReviewNotReady):
        reviewing.judge(pair.keys, found, label, ReviewVerdict.RETURN)


def test_a_review_never_replaces_a_file(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.COMMENT, QUOTE)
    finished(pair, found)

    with pytest.raises(AlreadyExists):
        finished(pair, found)


def test_a_review_holds_nothing_of_the_text(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.RISK, QUOTE, "Yolu dəyişin.")
    data = finished(pair, found).read_bytes()

    plain = age.decrypt(data, (pair.session.vault.device().age_secret,))

    assert "Yolu dəyişin.".encode() in plain
    assert not any(word.encode() in plain for word in QUOTE.split())
    assert b"Yolu" not in pair.keys.path.read_bytes()


def test_the_next_bundle_of_a_series_is_newer_and_says_what_changed(pair: Pair) -> None:
    first = pair.sent
    assert pair.read(first).freshness is Freshness.FIRST
    assert pair.read(first).freshness is Freshness.SEEN
    add_testimony(pair.session, "Üçüncü söhbətdə külək əsirdi.")
    second = pair.send()

    found = reading.open_bundle(second, pair.keys)

    assert (found.freshness, found.seen) == (Freshness.NEWER, 1)
    assert sorted(one.fate.value for one in found.differences) == ["added", "same", "same"]
    reading.remember(found, pair.keys)
    older = pair.read(first)
    assert older.freshness is Freshness.OLDER
    with pytest.raises(BundleOlder):
        reading.refuse_stale(older, "FN-TEST00.age")
    reading.refuse_stale(older, "FN-TEST00.age", even_older=True)
    with pytest.raises(ReviewNotReady):
        reviewing.begin(pair.keys, older)


def test_two_bundles_with_one_number_are_an_alarm(pair: Pair) -> None:
    sent = pair.sent
    found = reading.open_bundle(sent, pair.keys)
    twin = replace(found.about, bundle_id="ef" * 16, manifest_sha256="ef" * 32)
    pair.keys.store.keep(pair.keys.store.kept.with_seen(Seen(twin, ())))

    again = reading.open_bundle(sent, pair.keys)

    assert again.freshness is Freshness.FORKED
    with pytest.raises(BundleForked):
        reading.refuse_stale(again, sent.name, even_older=True)
    reading.remember(again, pair.keys)
    assert pair.keys.store.kept.newest(again.about.series_id) == Seen(twin, ())


def _identity_of(pair: Pair) -> Path:
    path = pair.folder / "same.identity"
    path.write_text(pair.keys.store.kept.identity.to_text(), encoding="utf-8")
    return path


def test_an_editor_is_called_as_her_author_knows_her_and_not_as_her_card_says(pair: Pair) -> None:
    found = pair.read(pair.sent)
    said(pair, found, RemarkKind.QUERY, QUOTE)
    (before,) = pair.session.vault.contacts()
    contacts.remove(pair.session, before.code)
    contacts.add(pair.session, pair.keys.card().text, name="Tamuna, redaksiya")

    taken = review_import.take_in(pair.session, finished(pair, found))

    assert taken.review.reviewer == "Tamuna, redaksiya"
    (contact,) = pair.session.vault.contacts()
    contacts.remove(pair.session, contact.code)
    contacts.add(pair.session, pair.keys.card().text, name="Tamuna müəllim")
    assert {one.reviewer for one in remarks.all_of(pair.session)} == {"Tamuna müəllim"}
    assert {one.reviewer for one in remarks.reviews(pair.session)} == {"Tamuna müəllim"}
