"""A vault and a backup of schema 5, with every kind of record and follow-up, open for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldnotes.crypto.secret import Secret
from fieldnotes.model.status import State
from fieldnotes.services import backup, evidence, find, incidents, searches, tasks, triggers
from fieldnotes.services import session as sessions
from tests.helpers.vaults import ROOT, passphrase, sealed_passphrase

KEPT = ROOT / "tests" / "vaults"


def words(secret: Secret) -> str:
    return bytes(secret.reveal()).decode()


@pytest.fixture
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "v5.fieldnotes"
    if request.param == "vault":
        shutil.copytree(KEPT / "v5.fieldnotes", path)
    else:
        backup.restore(KEPT / "backup-v5.fnbackup", path, words(passphrase()), sealed=words(sealed_passphrase()))
    return path


@pytest.mark.parametrize("kept", ["vault", "backup"], indirect=True)
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
