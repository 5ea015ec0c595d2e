"""What an export leaves in the vault: the release with its typed reason, a ledger that holds codes and counts only."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import MosaicOpen
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.redaction import Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.services import register, share, suggest, write
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from tests.helpers.vaults import cheap_kdf

REASON = "iki nəfər baxdı; Şəkər Qoşqarlı razıdır"
TEXT = "They came in the morning and asked about the wedding. We saw Batman and Florence there."


def test_the_reason_for_accepting_details_is_sealed_and_the_ledger_counts_them(tmp_path: Path) -> None:
    session = sessions.create(tmp_path / "study", "altı quru söz və bir nar", params=cheap_kdf())
    case = write.add_case(session, "İş").code
    source = register.add_entry(
        session,
        name="Şəkər Qoşqarlı",
        aliases=[],
        type=EntityType.PERSON,
        role=Role.SOURCE,
        level=Level.ANONYMOUS,
    ).code
    register.set_consent(session, source, {Use.PRESS: Answer.ANONYMOUS})
    card = Card(language="en", source=source)
    write.new_record(session, case, kind=Kind.TESTIMONY, card=card, body=Body.of(TEXT), level=Level.ANONYMOUS)
    for hit in share.review_hits(session, case, Audience.EDITOR):
        share.decide(session, case, hit.id, Verdict.REDACT)
    towns = [one.id for one in suggest.suggestions(session, case) if suggest.blocks(one)]
    suggest.reject(session, case, towns)
    to = [Identity.generate("Editor").card().text]
    with pytest.raises(MosaicOpen):
        share.export(session, case, Audience.EDITOR, to=to, out=tmp_path / "out.age", how=How(compared=True))
    receipt = share.export(
        session,
        case,
        Audience.EDITOR,
        to=to,
        out=tmp_path / "out.age",
        accept_quasi=REASON,
        how=How(second="Rövşən", compared=True),
    )
    assert session.vault.releases()[0].accepted == REASON
    facts = [dict(entry.facts) for entry in session.vault.ledger() if entry.event == "details-accepted"]
    assert facts == [{"bundle": receipt.bundle_id, "count": receipt.accepted_details}]
    assert all("Qoşqarlı" not in str(entry.facts) for entry in session.vault.ledger())
    session.lock()
