"""A form that has to close is stored as it is, and where that cannot be, its words are."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.errors import SealedClosed
from fieldnotes.model.forms import Act, CustodyAct, Evidence, Incident
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.services import evidence, forms, unfinished, write
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE

WHOLE = Incident(acts=(Act(what="act:dismissal", consequence="left the town"),))
BROKEN = Incident(acts=(Act(consequence="left the town", articles=("no such thing!",)),))


def test_a_whole_form_becomes_the_record_that_it_was_for(sharing: Session) -> None:
    changes = unfinished.keep_new(sharing, CASE, WHOLE, level=Level.ANONYMOUS)
    record = sharing.vault.record(next(iter(changes.records)))
    assert (record.row.kind, record.row.level, record.body.form) == (Kind.INCIDENT, Level.ANONYMOUS, WHOLE)


def test_a_form_that_cannot_be_stored_becomes_a_note_of_its_level_with_all_its_words(sharing: Session) -> None:
    changes = unfinished.keep_new(sharing, CASE, BROKEN, level=Level.ANONYMOUS)
    record = sharing.vault.record(next(iter(changes.records)))
    assert (record.row.kind, record.row.level) == (Kind.NOTE, Level.ANONYMOUS)
    assert "left the town" in record.body.text
    assert "no such thing!" in record.body.text


def test_a_change_that_cannot_be_stored_is_kept_as_a_draft(sharing: Session) -> None:
    code = forms.add(sharing, CASE, WHOLE).code
    unfinished.keep_changed(sharing, code, BROKEN)
    drafts = [draft for draft in write.drafts(sharing) if draft.record == code]
    assert ["no such thing!" in draft.body.text for draft in drafts] == [True]
    assert sharing.vault.row(code).version == 1


def test_a_sealed_form_cannot_be_changed_while_closed(sharing: Session) -> None:
    code = forms.add(sharing, CASE, WHOLE, level=Level.SEALED).code
    sharing.close_sealed()
    with pytest.raises(SealedClosed):
        unfinished.changed(sharing, code, WHOLE)


def test_telling_evidence_otherwise_leaves_its_custody_log_alone(sharing: Session, tmp_path: Path) -> None:
    file = tmp_path / "scan.txt"
    file.write_text("a summons", encoding="utf-8")
    code = evidence.add(sharing, CASE, file).code
    before = evidence.form_of(sharing, code)
    evidence.take_out(sharing, code, tmp_path / "out.txt")

    unfinished.changed(sharing, code, Evidence(name="other", origin="handed over"))

    told = evidence.form_of(sharing, code)
    assert (told.name, told.sha256, told.origin) == (before.name, before.sha256, "handed over")
    assert [one.act for one in told.custody] == [CustodyAct.INGESTED, CustodyAct.TAKEN_OUT]
