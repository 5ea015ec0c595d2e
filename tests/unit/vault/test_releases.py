from __future__ import annotations

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, OPEN_RECORD, decrypted_pages

REASON = "iki nəfər baxdı, Xırdalanlı adam razıdır"


def release(*, accepted: str = "", released: str = "", rules: int = 3, register: int = 0) -> Release:
    return Release(
        id="ab" * 16,
        case=CASE,
        audience=Audience.EDITOR,
        sha256="0" * 64,
        recipients=("key-1", "key-2"),
        records=(ReleasedRecord(OPEN_RECORD, 1, Level.ANONYMOUS),),
        consent={OPEN_RECORD: "publication: yes"},
        labels={OPEN_RECORD: "R-001"},
        accepted=accepted,
        released=released,
        rules=rules,
        register=register,
    )


def test_an_export_is_read_back_with_its_labels_and_reason(vault: Vault) -> None:
    vault.record_release(release(accepted=REASON))
    (found,) = vault.releases()
    assert found.released
    assert found == release(accepted=REASON, released=found.released, register=found.register)
    assert found.register > 0
    facts = vault.ledger()[-1].facts
    assert (facts["rules"], facts["register"]) == (3, found.register)


def test_the_typed_reason_is_sealed_and_in_no_ledger(vault: Vault) -> None:
    vault.record_release(release(accepted=REASON))
    assert "Xırdalanlı".encode() not in decrypted_pages(vault)
    assert all(REASON not in str(entry.facts) for entry in vault.ledger())


def test_without_accepted_details_there_is_no_reason(vault: Vault) -> None:
    vault.record_release(release())
    assert vault.releases()[0].accepted == ""
