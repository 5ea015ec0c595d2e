"""Good cards, bundles and a review that were written from the formats alone are read to the last member."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.bundle import documents, reader, review_document, review_file, strict_zip
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import Difference, Fate, Opened, Trust
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.tlp import Tlp
from tests.vectors.exchange import make

FOLDER = Path(make.__file__).parent


def identity(name: str) -> Identity:
    return Identity.from_text((FOLDER / f"{name}.identity").read_text(encoding="utf-8"))


def card(name: str) -> Card:
    return Card.parse((FOLDER / f"{name}.card").read_text(encoding="utf-8"))


def opened(name: str, by: str = "reader") -> Opened:
    data = reader.read_file(FOLDER / name)
    signer = card("author").sign
    return reader.open_bundle(
        data, identities=identity(by).age_secrets, name=name, today="2026-11-24", expected_signer=signer
    )


def test_the_files_are_what_their_script_writes() -> None:
    for name, data in make.made().items():
        assert (FOLDER / name).read_bytes() == data, name


@pytest.mark.parametrize("name", ["author", "reader"])
def test_a_card_is_that_of_its_identity(name: str) -> None:
    there, mine = card(name), identity(name).card()
    assert (there.age, there.sign, there.words, there.name) == (mine.age, mine.sign, mine.words, mine.name)


@pytest.mark.parametrize("name", ["first.age", "with-everything.age", "for-review.age"])
@pytest.mark.parametrize("by", ["reader", "other-reader"])
def test_a_bundle_opens_for_each_of_its_readers_and_is_spelled_alike(name: str, by: str) -> None:
    found = opened(name, by)
    assert found.trust is Trust.VERIFIED
    assert [one.text for one in found.records] == list(make.TEXTS)
    files = strict_zip.unpack(age.decrypt((FOLDER / name).read_bytes(), identity(by).age_secrets))
    assert documents.manifest_bytes(found.manifest) == files["data/manifest.json"]
    assert documents.record_bytes(found.records[1]) == files["data/records/r002.json"]


def test_every_member_of_a_manifest_is_told() -> None:
    first, told = opened("first.age"), opened("with-everything.age").manifest
    assert (told.tlp, told.expires, told.audience, told.seq) == (Tlp.CLEAR, "2099-12-31", Audience.PUBLIC, 2)
    assert (told.previous, told.correction) == (first.manifest_sha256, "Bir cümlə düzəldildi.")
    assert told.changes[0] == Difference(Fate.CHANGED, "R-001", "R-002")
    assert [one.fate for one in told.changes] == [Fate.CHANGED, Fate.ADDED, Fate.REMOVED]
    assert (told.reasons[ReasonCode.SOURCE], told.ladder["dates"], told.withheld) == (5, "year", 5)
    assert [one.path for one in told.documents] == ["data/readable.html"]
    assert (told.ledger_head[:4], told.ledger_anchor[:7]) == ("c0c0", "12 d1d1")
    assert opened("for-review.age").manifest.for_review == Outside(Door.CLEAR, Tlp.CLEAR, "2099-12-31")


def test_a_review_of_it_is_read_and_spelled_alike() -> None:
    data = review_file.read_file(FOLDER / "accepts-all.fnreview")
    review = review_file.open_review(data, identities=identity("author").age_secrets, name="review").review
    about = opened("for-review.age")
    assert review.accepts_all
    assert review.signer == card("reader").sign
    assert (review.about.bundle_id, review.about.manifest_sha256) == (about.manifest.bundle_id, about.manifest_sha256)
    place = review.remarks[0].anchor.span_in(about.records[0].text)
    assert place is not None
    assert about.records[0].text[slice(*place)] == make.QUOTE
    files = strict_zip.unpack(age.decrypt(data, identity("author").age_secrets))
    assert review_document.review_bytes(review) == files["review.json"]
