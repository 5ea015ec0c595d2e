"""What editors said is kept like everything about a record: moved, purged, left behind and merged with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.errors import NoSuchRecord, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Contact
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Approval, Door, Outside, Proposal, Way
from fieldnotes.model.review import Anchor, Part, RemarkKind, ReviewVerdict, TakenRemark, TakenReview
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.vaults import CASE, OPEN_RECORD
from tests.unit.vault.test_followup import Part as Parted
from tests.unit.vault.test_followup import part

__all__ = ["part"]

BUNDLE = "ab" * 16
SIGNER = "cd" * 32
RISK = "Yol onu tanıdır."
RETURN, COMMENT = ReviewVerdict.RETURN, RemarkKind.COMMENT


def remark(kind: RemarkKind = RemarkKind.RISK, text: str = RISK, number: str = "0a1b2c3d") -> TakenRemark:
    anchor = Anchor(Part.TEXT, 0, 2, 7, "e" * 64)
    return TakenRemark("", OPEN_RECORD, BUNDLE, SIGNER, number, kind, anchor, 1, text)


def take_in(vault: Vault, *remarks: TakenRemark) -> TakenReview:
    records = (ReleasedRecord(OPEN_RECORD, 1, Level.INTERNAL),)
    if all(one.id != BUNDLE for one in vault.releases()):
        vault.record_release(
            Release(BUNDLE, CASE, Audience.EDITOR, "f" * 64, ("0" * 16,), records, labels={OPEN_RECORD: "R-001"})
        )
    verdicts = {OPEN_RECORD: ReviewVerdict.RETURN}
    review = TakenReview("", BUNDLE, "1" * 64, SIGNER, "Tamuna", "CONTACT-001", 1, "2026-11-22", verdicts, "Salam")
    return vault.take_review_in(review, remarks or (remark(),))


def test_everything_comes_back_as_it_was_said(full: Vault) -> None:
    review = take_in(full)
    (told,) = full.remarks()

    assert full.reviews() == [review]
    assert (review.bundle, review.verdicts, review.note) == (BUNDLE, {OPEN_RECORD: ReviewVerdict.RETURN}, "Salam")
    assert (told.record, told.anchor, told.kind, told.text) == (OPEN_RECORD, remark().anchor, RemarkKind.RISK, RISK)
    assert told.is_open_risk
    assert full.check() == []
    assert "review-taken-in" in [one.event for one in full.ledger()]


def test_a_review_of_nothing_known_is_not_written_even_in_part(full: Vault) -> None:
    stranger = TakenRemark("", "T-099", BUNDLE, SIGNER, "0a1b2c3d", RemarkKind.RISK, None, 1, RISK)
    with pytest.raises(NoSuchRecord):
        take_in(full, remark(), stranger)

    assert full.reviews() == []
    assert full.remarks() == []


def test_what_is_said_of_a_sealed_record_is_sealed_with_it(full: Vault) -> None:
    take_in(full)
    full.set_level(OPEN_RECORD, Level.SEALED)
    (code,) = [one.code for one in full.remarks()]
    full.close_sealed()

    assert full.remarks() == []
    with pytest.raises(SealedClosed):
        full.answer_remark(code, "Dəyişdim.", by="Nigar")


def test_what_is_purged_takes_its_remarks_along(full: Vault) -> None:
    take_in(full)
    full.purging.purge([OPEN_RECORD], live=True, force=True, watch=Watch())

    assert full.remarks() == []
    assert full.check() == []


def test_remarks_that_were_left_behind_return(full: Vault, package_path: Path) -> None:
    take_in(full)
    before = full.remarks()
    trip, _ = journeys.leave(full, package_path, Level.INTERNAL)
    assert full.remarks() == []
    journeys.come_back(full, trip)

    assert full.remarks() == before


def test_answers_of_two_copies_are_both_kept(full: Vault, part: Parted) -> None:
    take_in(full)
    (code,) = [one.code for one in full.remarks()]
    sides = part()
    sides.home.answer_remark(code, "Evdə dəyişdim.", by="Nigar")
    sides.road.answer_remark(code, "Yolda çıxardım.", by="Kamran")
    sides.merge()

    (told,) = sides.road.remarks()
    assert told.answer == "Yolda çıxardım. / Evdə dəyişdim."
    assert not told.is_open_risk


def test_a_review_that_both_copies_took_in_is_told_once(full: Vault, part: Parted) -> None:
    take_in(full, remark(RemarkKind.COMMENT, "Salam.", "ffffffff"))
    sides = part()
    take_in(sides.home)
    take_in(sides.road)
    (at_home,) = [one.code for one in sides.home.remarks() if one.kind is RemarkKind.RISK]
    sides.home.answer_remark(at_home, "Dəyişdim.", by="Nigar")
    sides.merge()

    assert [(one.text, one.answer) for one in sides.road.remarks()] == [("Salam.", ""), (RISK, "Dəyişdim.")]


def test_what_is_kept_by_a_records_code_goes_with_it_when_the_code_was_given_twice(full: Vault, part: Parted) -> None:
    apart = part()
    journeys.add(apart.road, Level.ROLE, "Yolda", "Yolda yazılan.")
    code = journeys.add(apart.home, Level.ROLE, "Evdə", "Evdə yazılan başqa.")
    number, bundle = apart.home.row(code).id, "bc" * 16
    left = (ReleasedRecord(code, 1, Level.ROLE),)
    told = Release(bundle, CASE, Audience.EDITOR, "f" * 64, ("0" * 16,), left, labels={code: "R-001"})
    apart.home.record_release(replace(told, contents={code: "a" * 64}, consent={code: "press: yes"}))
    said = TakenReview("", bundle, "2" * 64, SIGNER, "Tamuna", "CONTACT-001", 1, "2026-11-22", {code: RETURN}, "Salam")
    apart.home.take_review_in(said, (TakenRemark("", code, bundle, SIGNER, "0a1b2c3d", COMMENT, None, 1, RISK),))
    outside = Outside(Door.SEALED, Tlp.AMBER)
    apart.home.add_proposal(
        Proposal("", "", CASE, Audience.LEGAL, "c" * 64, "", "owner", "", {code: 1}, outside=outside)
    )

    apart.merge()

    here = next(one.code for one in apart.road.rows(case=CASE) if one.id == number)
    assert here != code
    release = next(one for one in apart.road.releases() if one.id == bundle)
    assert [one.code for one in release.records] == [here]
    assert [*release.labels, *release.contents, *release.consent] == [here] * 3
    assert [dict(one.verdicts) for one in apart.road.reviews()] == [{here: RETURN}]
    assert [one.record for one in apart.road.remarks()] == [here]
    assert [dict(one.records) for one in apart.road.proposals()] == [{here: 1}]


def test_a_release_a_review_and_a_yes_keep_their_proposal_and_contact_when_both_sides_gave_its_code(
    full: Vault, part: Parted
) -> None:
    """The review of a bundle that another proposal sent out would be a yes to the wrong one."""
    apart, outside = part(), Outside(Door.SEALED, Tlp.AMBER)
    for vault, content, name in ((apart.road, "7" * 64, "Yolda"), (apart.home, "8" * 64, "Evdə")):
        contact = vault.add_contact(Contact("", name, ("age1x",), name[0].encode() * 32, ("a",) * 8, "", "{}", ""))
        made = vault.add_proposal(Proposal("", "", CASE, Audience.LEGAL, content, "", "owner", "", outside=outside))
        yes = Approval(contact.sign, Way.KEY, "2026-11-22T10:00:00Z", contact.code, b"s" * 64)
        vault.change_proposal(replace(made, approvals=(yes,)))
        bundle = content[:32]
        told = Release(bundle, CASE, Audience.LEGAL, content, ("0" * 16,), (), proposal=made.code, for_review=True)
        vault.record_release(told)
        review = TakenReview("", bundle, content, contact.sign.hex(), name, contact.code, 1, "2026-11-22", {}, "")
        vault.take_review_in(review, ())
    (there,) = apart.home.proposals()

    apart.merge()

    road = apart.road
    proposals = {one.content[0]: one for one in road.proposals()}
    contacts = {one.name: one.code for one in road.contacts()}
    assert len({one.code for one in proposals.values()}) == 2
    assert proposals["7"].code == there.code
    assert {one.id[0]: one.proposal for one in road.releases() if one.proposal} == {
        key: one.code for key, one in proposals.items()
    }
    yeses = {key: one.approvals[0].contact for key, one in proposals.items()}
    assert yeses == {"7": contacts["Yolda"], "8": contacts["Evdə"]}
    assert {one.bundle[0]: one.contact for one in road.reviews()} == yeses
    assert road.check() == []
