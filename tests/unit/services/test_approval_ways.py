"""A yes is to exactly what leaves: its text, way, mark and end, the words beside it, the bytes of its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldnotes import clock
from fieldnotes.crypto import sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import ApprovalRefused, BadValue, NotApproved, OtherApproved, VaultDamaged
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.contact import Compared
from fieldnotes.model.forms import Evidence
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside, Stage
from fieldnotes.model.record import PUBLIC_DOCUMENT, Body
from fieldnotes.model.redaction import Verdict
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection import policy
from fieldnotes.redaction import ladder
from fieldnotes.services import approvals, approving, contacts, evidence, pages, register, share, uwazi, write, yeses
from fieldnotes.services import settling as settled
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SECOND, SOURCE, shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]

EDITOR = Identity.generate("Tamuna Beridze", post_quantum=True)
LAWYER = Identity.generate("Emre Aydın", post_quantum=True)
HOW = How(accept_suggestions="iki nəfər baxdı", second="Rövşən")
QUASI = "razıdır"
WORDS = "Bir cümlə düzəldildi."


@pytest.fixture
def ready(sharing: Session) -> Session:
    """Everything about the case is decided; both readers are verified."""
    for audience in (Audience.LEGAL, Audience.PUBLIC):
        for hit in share.review_hits(sharing, CASE, audience):
            share.decide(sharing, CASE, hit.id, Verdict.REDACT)
    for identity in (EDITOR, LAWYER):
        contact = contacts.add(sharing, identity.card().text)
        contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)
    return sharing


def approved(
    session: Session, folder: Path, door: Door = Door.SEALED, envelope: Envelope | None = None
) -> ProposalView:
    """What would leave for lawyers, with a yes of two people."""
    how = replace(HOW, envelope=envelope or Envelope())
    view = approvals.propose(session, CASE, Audience.LEGAL, accept_quasi=QUASI, how=how, door=door)
    for identity in (EDITOR, LAWYER):
        view = approvals.approve(session, view.code, identity=key_of(identity, folder))
    assert view.stage is Stage.APPROVED
    return view


def key_of(identity: Identity, folder: Path) -> Path:
    path = folder / f"{identity.name.split()[0]}.key"
    path.write_text(identity.to_text(), encoding="utf-8")
    return path


def send(session: Session, out: Path, envelope: Envelope | None = None) -> None:
    session.reauthenticate(PASSWORD)
    how = replace(HOW, envelope=envelope or Envelope())
    share.export(session, CASE, Audience.LEGAL, to=["CONTACT-002"], out=out, accept_quasi=QUASI, how=how)


def test_a_yes_to_a_sealed_bundle_is_none_to_a_page_or_a_folder_in_the_clear(ready: Session, tmp_path: Path) -> None:
    view = approved(ready, tmp_path)
    ready.reauthenticate(PASSWORD)
    with pytest.raises(OtherApproved) as refused:
        uwazi.export(ready, CASE, Audience.LEGAL, out=tmp_path / "uwazi", accept_quasi=QUASI, how=HOW)
    assert refused.value.params == {"count": 0, "proposal": view.code}
    with pytest.raises(OtherApproved):
        pages.page(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    send(ready, tmp_path / "x.age")


def test_a_yes_to_the_clear_is_one_to_the_same_sealed(ready: Session, tmp_path: Path) -> None:
    approved(ready, tmp_path, Door.CLEAR)
    ready.reauthenticate(PASSWORD)
    assert pages.page(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW).records
    send(ready, tmp_path / "x.age")


def test_words_beside_the_records_leave_only_as_they_were_approved(ready: Session, tmp_path: Path) -> None:
    approved(ready, tmp_path)
    with pytest.raises(OtherApproved):
        send(ready, tmp_path / "x.age", Envelope(correction=WORDS))
    approved(ready, tmp_path, envelope=Envelope(correction=WORDS))
    send(ready, tmp_path / "x.age", Envelope(correction=WORDS))


OUTSIDE = Outside(Door.SEALED, Tlp.AMBER, "2027-06-01", WORDS)


@pytest.mark.parametrize(
    ("wanted", "covered"),
    [
        (OUTSIDE, True),
        (replace(OUTSIDE, tlp=Tlp.RED), True),
        (replace(OUTSIDE, tlp=Tlp.GREEN), False),
        (replace(OUTSIDE, expires="2027-05-01"), True),
        (replace(OUTSIDE, expires="2027-06-02"), False),
        (replace(OUTSIDE, expires=""), False),
        (replace(OUTSIDE, correction=""), False),
        (replace(OUTSIDE, door=Door.EVIDENCE), False),
    ],
)
def test_what_is_narrower_is_covered_and_nothing_else(wanted: Outside, covered: bool) -> None:
    assert policy.covers(OUTSIDE, wanted) is covered
    assert policy.covers(replace(OUTSIDE, expires=""), replace(OUTSIDE, expires="2027-01-01"))


def test_a_proposal_whose_text_changed_says_so_and_takes_no_more_yeses(ready: Session, tmp_path: Path) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    assert view.stale == ""
    approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    card = ready.vault.record(SECOND).row.card
    assert card is not None
    write.save(ready, SECOND, card=card, body=Body.of("Mən Şəkər Qoşqarlı bunu görmüşəm. Sonra Qoşqarlı qaçdı."))

    now = approvals.get(ready, view.code)
    assert (now.stage, bool(now.stale)) == (Stage.DRAFT, True)
    with pytest.raises(ApprovalRefused) as refused:
        approvals.approve(ready, view.code, identity=key_of(LAWYER, tmp_path))
    assert refused.value.params["why"] == now.stale
    assert "would leave now" in refused.value.hint_text()
    assert approving.shown(ready, view.code).records == ()
    with pytest.raises(NotApproved):
        send(ready, tmp_path / "x.age")


def test_a_decision_since_makes_a_proposal_another_thing_although_no_text_changed(
    ready: Session, tmp_path: Path
) -> None:
    how = replace(HOW, ladder=ladder.parse("dates=relative@2019-05-03,places=abroad@GE", Audience.LEGAL))
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=how)
    shown = approving.shown(ready, view.code)
    assert shown.current
    assert [one.label for one in shown.records] == ["R-001", "R-002"]
    assert not [one for one in shown.records if "Qoşqarlı" in one.text or "Bahar" in one.text]
    register.set_consent(ready, SOURCE, {Use.LEGAL: Answer.NAME})

    changed = approving.shown(ready, view.code)
    assert (changed.current, changed.records) == (False, ())
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    ready.close_sealed()
    assert approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path)).counted == 1


def test_a_refused_yes_says_what_to_do_about_it(ready: Session, tmp_path: Path) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    stranger = Identity.generate("Yad", post_quantum=False)
    hints = set()
    for one in (EDITOR, stranger):
        with pytest.raises(ApprovalRefused) as refused:
            approvals.approve(ready, view.code, identity=key_of(one, tmp_path))
        hints.add(refused.value.hint_text())
    assert len(hints) == 2
    assert any("Somebody else" in one for one in hints)
    assert any("by voice" in one for one in hints)


def test_a_stored_end_that_is_no_day_was_never_agreed_to(ready: Session, tmp_path: Path) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    (proposal,) = ready.vault.proposals()
    assert proposal.outside is not None
    ready.vault.change_proposal(replace(proposal, outside=replace(proposal.outside, expires="zzzz")))

    now = approvals.get(ready, view.code)
    assert (now.outside, now.stage, bool(now.stale), now.counted) == (None, Stage.DRAFT, True, 0)
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code, identity=key_of(LAWYER, tmp_path))


def test_a_stored_proposal_that_cannot_be_read_is_said_to_be_damaged(ready: Session) -> None:
    approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    (proposal,) = ready.vault.proposals()
    records: Any = {FIRST: "one"}
    with pytest.raises(VaultDamaged) as damaged:
        ready.vault.change_proposal(replace(proposal, records=records))
    assert proposal.code in damaged.value.sentence_text()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {**OUTSIDE.told(), "way": "window"},
        {**OUTSIDE.told(), "tlp": "PINK"},
        {**OUTSIDE.told(), "expires": "20261224"},
        {**OUTSIDE.told(), "expires": "\uff12\uff10\uff12\uff16-12-24"},
        {**OUTSIDE.told(), "expires": 20261224},
        {**OUTSIDE.told(), "correction": None},
        {**OUTSIDE.told(), "more": ""},
    ],
)
def test_an_outside_is_read_as_it_is_written_or_not_at_all(told: dict[str, object]) -> None:
    assert Outside.of(OUTSIDE.told()) == OUTSIDE
    with pytest.raises(ValueError, match=r".*"):
        Outside.of(told)


def test_what_is_approved_has_eight_words_that_change_with_it(ready: Session) -> None:
    told = [
        approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=replace(HOW, envelope=one), door=door)
        for one, door in ((Envelope(), Door.SEALED), (Envelope(), Door.CLEAR), (Envelope(tlp=Tlp.RED), Door.SEALED))
    ]
    assert len({one.code for one in told}) == len({one.words for one in told}) == 3
    assert all(len(one.words) == 8 for one in told)
    assert approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW).words == told[0].words


def test_a_card_that_was_compared_just_before_is_pointed_out(ready: Session, tmp_path: Path) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    with clock.fixed(clock.now() + timedelta(days=3)):
        later = approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
        contact = contacts.get(ready, "CONTACT-002")
        contacts.verify(ready, "CONTACT-002", words=" ".join(contact.words), how=Compared.VOICE)
        both = approvals.approve(ready, view.code, identity=key_of(LAWYER, tmp_path))
    assert [one.hasty for one in later.approvals] == [False]
    assert [one.hasty for one in both.approvals] == [False, True]
    assert both.approvals[1].compared[:10] == (clock.today() + timedelta(days=3)).isoformat()


def test_the_bytes_of_evidence_are_part_of_what_is_approved(ready: Session, tmp_path: Path) -> None:
    told = []
    for number, words in enumerate(("Qapı ağ idi.", "Qapı ağ idi!")):
        file = tmp_path / f"{number}.txt"
        file.write_text(words, encoding="utf-8")
        row = evidence.add(ready, CASE, file, about=Evidence(narrative="Qapı."), level=Level.ANONYMOUS)
        write.set_source(ready, row.code, PUBLIC_DOCUMENT)
        for hit in share.review_hits(ready, CASE, Audience.LEGAL):
            share.decide(ready, CASE, hit.id, Verdict.REDACT)
        job = settled.settled(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
        assert job.files[row.code] == evidence.form_of(ready, row.code).sha256
        assert replace(job, files={**job.files, row.code: "0" * 64}).content != job.content
        told.append(job.files[row.code])
    assert len(set(told)) == 2


def test_an_approval_of_the_first_version_is_read_and_counts_for_nothing_new(ready: Session, tmp_path: Path) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    (proposal,) = ready.vault.proposals()
    old = replace(proposal, outside=None)
    told = yeses.statement(ready.vault.vault_id, old, EDITOR.signing_key.public)
    assert b'"fieldnotes-approval/1"' in told
    assert not [name for name in (b"tlp", b"way", b"expires") if name in told]
    signature = EDITOR.signing_key.sign(told)
    sign.verify(told, signature, EDITOR.signing_key.public)
    ready.vault.change_proposal(old)

    stale = approvals.get(ready, view.code)
    assert (stale.stage, bool(stale.stale)) == (Stage.DRAFT, True)
    with pytest.raises(ApprovalRefused):
        approvals.approve(ready, view.code, identity=key_of(EDITOR, tmp_path))
    again = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    assert again.code != view.code


@pytest.mark.parametrize("ends", ["zzzz", "２026-12-24", "2020-01-01"])
def test_an_end_that_is_no_day_to_come_cannot_be_approved(ready: Session, ends: str) -> None:
    """Ends are compared letter by letter afterwards: any other text could cover every day."""
    with pytest.raises(BadValue):
        approvals.propose(
            ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=replace(HOW, envelope=Envelope(expires=ends))
        )


@pytest.mark.parametrize("door", [Door.CLEAR, Door.EVIDENCE])
@pytest.mark.parametrize("envelope", [Envelope(expires="2999-12-24"), Envelope(correction=WORDS)])
def test_nobody_is_asked_for_a_yes_to_what_a_way_out_cannot_carry(
    ready: Session, door: Door, envelope: Envelope
) -> None:
    how = replace(HOW, envelope=envelope)
    with pytest.raises(BadValue):
        approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=how, door=door)
