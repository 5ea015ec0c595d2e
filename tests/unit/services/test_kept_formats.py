"""A vault and a backup of schema 5 with every kind of record, and of schema 6 with releases, open for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.model.contact import Standing
from fieldnotes.model.proposal import Stage
from fieldnotes.model.review import RemarkKind, ReviewVerdict
from fieldnotes.model.status import State
from fieldnotes.services import (
    approvals,
    backup,
    contacts,
    evidence,
    find,
    incidents,
    releases,
    remarks,
    searches,
    tasks,
    triggers,
)
from fieldnotes.services import session as sessions
from tests.helpers.vaults import ROOT, passphrase, sealed_passphrase

KEPT = ROOT / "tests" / "vaults"


def words(secret: Secret) -> str:
    return bytes(secret.reveal()).decode()


@pytest.fixture
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    form, schema = request.param.split()
    path = tmp_path / f"{schema}.fieldnotes"
    if form == "vault":
        shutil.copytree(KEPT / path.name, path)
    else:
        kept = KEPT / f"backup-{schema}.fnbackup"
        backup.restore(kept, path, words(passphrase()), sealed=words(sealed_passphrase()))
    return path


@pytest.mark.parametrize("kept", ["vault v5", "backup v5"], indirect=True)
def test_all_that_schema_5_keeps_is_there(kept: Path) -> None:
    session = sessions.unlock(kept, words(passphrase()))
    session.open_sealed(words(sealed_passphrase()))
    (incident,) = incidents.all_of(session)
    assert incident.record.row.code == "I-001"
    assert "Qardaşını məqalədən sonra işdən çıxardılar." in find.record(session, "I-001").record.body.text
    assert evidence.verify(session, "V-001").holds
    assert "10-AB-123" in find.record(session, "N-001").record.body.text
    assert [task.due for task in tasks.tasks(session) if task.title == "Zəng etmək"] == ["2027-01-15"]
    assert triggers.present(session)["S-001"].state is State.ARRESTED
    assert [one.query for one in searches.saved(session)] == ["article:535.1"]
    assert session.vault.check() == []
    session.lock()


@pytest.mark.parametrize("kept", ["vault v6", "backup v6"], indirect=True)
def test_all_that_schema_6_keeps_of_releases_is_there(kept: Path) -> None:
    session = sessions.unlock(kept, words(passphrase()))
    session.open_sealed(words(sealed_passphrase()))
    known = {one.contact.name: one.standing for one in contacts.all_of(session)}
    assert known == {
        "Tamuna": Standing.VERIFIED,
        "Emre Aydın": Standing.VERIFIED,
        "Naməlum": Standing.UNVERIFIED,
    }
    stages = {one.code: (one.stage, one.counted, bool(one.stale)) for one in approvals.all_of(session)}
    assert stages == {"PROPOSAL-001": (Stage.RELEASED, 2, False), "PROPOSAL-002": (Stage.DRAFT, 1, True)}
    left = [(one.audience, one.for_review, one.series, bool(one.recalled)) for one in releases.all_of(session)]
    assert left == [("editor", False, "", False), ("public", False, "yaz", True), ("public", True, "yaz", False)]
    verdicts = [set(one.verdicts.values()) for one in remarks.reviews(session)]
    assert verdicts == [{ReviewVerdict.RETURN, ReviewVerdict.OPEN}, {ReviewVerdict.ACCEPT}]
    said = {one.kind: (one.quote, one.answer) for one in remarks.all_of(session, record="T-001")}
    assert said[RemarkKind.RISK] == ("Axşam düşəndə kənd yolu qaranlıq idi", "Yol hər kənddə var.")
    assert session.vault.check() == []
    session.lock()
