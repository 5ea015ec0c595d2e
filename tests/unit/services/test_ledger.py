"""The ledger as a service: lines for the owner, a verification for the lead, notices for whoever unlocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BadAnchor, BadRecipient, CannotRead, NotAVault, WeakRecipient
from fieldnotes.services import check, ledger, write
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "altı quru söz və bir nar"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return sessions.create(tmp_path / "study", PASSPHRASE, params=cheap_kdf())


def _card(identity: Identity, path: Path) -> Path:
    path.write_text(identity.card().text, encoding="utf-8")
    return path


def test_lines_are_codes_and_counts_oldest_first(session: Session) -> None:
    write.add_case(session, "Gəncə işi")
    lines = ledger.show(session)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert lines[-1].event == "case"
    assert "code: C-001" in lines[-1].facts
    assert "Gəncə" not in lines[-1].facts
    session.lock()


def test_what_the_lead_sees_without_and_with_the_audit_identity(session: Session, tmp_path: Path) -> None:
    lead = Identity.generate("Lead", post_quantum=True)
    (tmp_path / "lead.key").write_text(lead.to_text(), encoding="utf-8")
    assert not ledger.has_auditor(session)
    ledger.set_auditor(session, _card(lead, tmp_path / "lead.card"))
    assert ledger.has_auditor(session)
    write.add_case(session, "Gəncə işi")
    path, note = session.path, ledger.checkpoint_note(session)
    (tmp_path / "note.txt").write_text(note, encoding="utf-8")
    session.lock()

    outside = ledger.verify(path)
    assert (outside.flaws, outside.lines, outside.note) == ((), (), note)
    assert outside.unreadable == outside.entries
    seen = ledger.verify(path, audit_identity=tmp_path / "lead.key", anchor=tmp_path / "note.txt")
    assert [line.event for line in seen.lines] == ["auditor", "case"]
    assert seen.anchored
    assert seen.key == outside.key


def test_a_broken_file_is_told_in_sentences(session: Session) -> None:
    path = session.path
    session.lock()
    data = bytearray((path / "audit.fnl").read_bytes())
    data[600] ^= 1
    (path / "audit.fnl").write_bytes(data)
    found = ledger.verify(path)
    (flaw,) = found.flaws
    assert flaw.endswith("was altered, cut off or moved. Nothing after it can be read.")
    assert not found.anchored


def test_what_is_no_ledger_or_anchor_is_refused(session: Session, tmp_path: Path) -> None:
    path = session.path
    session.lock()
    note = tmp_path / "note.txt"
    for text in ("fieldnotes/", "fieldnotes/" + "0" * 32 + "\n1\n", ""):
        note.write_text(text, encoding="utf-8")
        with pytest.raises(BadAnchor):
            ledger.verify(path, anchor=note)
    with pytest.raises(CannotRead):
        ledger.verify(path, anchor=tmp_path / "none.txt")
    with pytest.raises(CannotRead):
        ledger.verify(path, file=path / "audit.fnl.7")
    with pytest.raises(NotAVault):
        ledger.verify(tmp_path)


def test_an_auditor_must_have_a_post_quantum_key(session: Session, tmp_path: Path) -> None:
    with pytest.raises(WeakRecipient):
        ledger.set_auditor(session, _card(Identity.generate("Weak"), tmp_path / "weak.card"))
    (tmp_path / "no.card").write_text("nothing", encoding="utf-8")
    with pytest.raises(BadRecipient):
        ledger.set_auditor(session, tmp_path / "no.card")
    ledger.set_auditor(session, None)
    session.lock()


def test_an_unlock_tells_what_it_found_and_the_audit_fails(session: Session) -> None:
    path, old = session.path, (session.path / "vault.db").read_bytes()
    session.lock()
    first = sessions.unlock(path, PASSPHRASE)
    assert first.notices == ()
    first.lock()
    (path / "vault.db").write_bytes(old)
    later = sessions.unlock(path, PASSPHRASE)
    (notice,) = later.notices
    assert notice.sentence_text()
    report = check.audit(path, session=later)
    status = {finding.id: finding.status.value for finding in report.findings}
    assert (status["L01"], status["V08"], status["V09"]) == ("pass", "fail", "fail")
    later.lock()
    again = sessions.unlock(path, PASSPHRASE)
    status = {finding.id: finding.status.value for finding in check.audit(path, session=again).findings}
    assert (status["L01"], status["V08"], status["V09"]) == ("pass", "pass", "warn")
    again.lock()
