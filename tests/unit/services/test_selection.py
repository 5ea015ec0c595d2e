"""A selection of a case leaves alone: the others count as withheld, nothing of them goes along, a yes binds it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import NoSuchRecord, NotApproved, OtherApproved
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import approvals, contacts, proposed, receive, share
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.preparing import NOT_CHOSEN, How
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, PASSWORD, SECOND, add_testimony, shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]

HOW = How(accept_suggestions="iki nəfər baxdı", second="Rövşən", compared=True)
ONE = replace(HOW, only=frozenset({FIRST}))
QUASI = "razıdır"
EDITOR, LAWYER = Identity.generate("Redaktor", post_quantum=True), Identity.generate("Emre Aydın", post_quantum=True)


@pytest.fixture
def ready(sharing: Session) -> Session:
    """Everything about the case is decided; both readers are verified."""
    for audience in (Audience.EDITOR, Audience.LEGAL):
        for hit in share.review_hits(sharing, CASE, audience):
            share.decide(sharing, CASE, hit.id, Verdict.REDACT)
    for identity in (EDITOR, LAWYER):
        contact = contacts.add(sharing, identity.card().text)
        contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)
    sharing.reauthenticate(PASSWORD)
    return sharing


def key_of(identity: Identity, folder: Path) -> Path:
    path = folder / f"{identity.name.split()[0]}.key"
    path.write_text(identity.to_text(), encoding="utf-8")
    return path


def approved(session: Session, folder: Path, how: How) -> ProposalView:
    view = approvals.propose(session, CASE, Audience.LEGAL, accept_quasi=QUASI, how=how)
    for identity in (EDITOR, LAWYER):
        view = approvals.approve(session, view.code, identity=key_of(identity, folder))
    return view


def send(session: Session, out: Path, how: How) -> None:
    session.reauthenticate(PASSWORD)
    share.export(session, CASE, Audience.LEGAL, to=["CONTACT-002"], out=out, accept_quasi=QUASI, how=how)


def test_the_others_are_withheld_and_nothing_of_them_leaves(ready: Session, tmp_path: Path) -> None:
    out = tmp_path / "one.age"

    receipt = share.export(ready, CASE, Audience.EDITOR, to=["CONTACT-001"], out=out, accept_quasi=QUASI, how=ONE)

    assert [code for code, _ in receipt.included] == [FIRST]
    assert [(code, [why.code for why in reasons]) for code, reasons in receipt.withheld] == [(SECOND, [NOT_CHOSEN])]
    opened = receive.open_bundle(out, identity=key_of(EDITOR, tmp_path))
    assert (len(opened.records), opened.manifest.withheld) == (1, 5)  # told in fives
    assert "susdu" not in " ".join(record.text for record in opened.records)
    assert [record.code for record in ready.vault.releases()[-1].records] == [FIRST]


def test_a_preview_shows_the_selection(ready: Session) -> None:
    preview = share.preview(ready, CASE, Audience.EDITOR, how=ONE)

    assert {record.code: record.included for record in preview.records} == {FIRST: True, SECOND: False}


def test_a_record_of_another_case_cannot_be_chosen(ready: Session) -> None:
    with pytest.raises(NoSuchRecord):
        share.preview(ready, CASE, Audience.EDITOR, how=replace(HOW, only=frozenset({FIRST, "T-900"})))


def test_a_yes_to_the_whole_case_is_none_to_a_part_of_it(ready: Session, tmp_path: Path) -> None:
    approved(ready, tmp_path, HOW)

    with pytest.raises(OtherApproved):
        send(ready, tmp_path / "part.age", ONE)
    send(ready, tmp_path / "whole.age", HOW)


def test_a_yes_to_a_selection_lets_that_selection_out_and_no_more(ready: Session, tmp_path: Path) -> None:
    with pytest.raises(NotApproved):
        send(ready, tmp_path / "early.age", ONE)
    view = approved(ready, tmp_path, ONE)
    assert view.records == (FIRST,)

    with pytest.raises(OtherApproved):
        send(ready, tmp_path / "whole.age", HOW)
    send(ready, tmp_path / "part.age", ONE)


def test_what_is_added_to_the_case_later_is_not_in_what_was_proposed(ready: Session) -> None:
    view = approvals.propose(ready, CASE, Audience.LEGAL, accept_quasi=QUASI, how=HOW)
    add_testimony(ready, "Hava isti idi.")

    proposal = next(one for one in ready.vault.proposals() if one.code == view.code)
    shown = proposed.now(ready, proposal)

    assert {one.candidate.record.code for one in shown.records} == {FIRST, SECOND}
