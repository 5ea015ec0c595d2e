from __future__ import annotations

import pytest

from fieldnotes.errors import BadValue, NoSuchRecord, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.model.register import EntityType, Entry, Identity, Relation, RelationKind, Role
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE, OPEN_RECORD, SOURCE, reopen, sealed_passphrase


def _add(vault: Vault, kind: EntityType = EntityType.PERSON, role: Role = Role.RELATIVE, name: str = "Vüqar") -> Entry:
    entry, changes = vault.add_entry(type=kind, role=role, level=Level.INTERNAL, identity=Identity(name))
    assert changes.entries == {entry.code}
    return entry


def test_each_kind_has_its_own_codes(sealed_vault: Vault) -> None:
    kinds = [
        (EntityType.PERSON, Role.SOURCE, "S-002"),
        (EntityType.PERSON, Role.RELATIVE, "P-001"),
        (EntityType.ORG, Role.OTHER, "O-001"),
        (EntityType.PLACE, Role.OTHER, "L-001"),
        (EntityType.PHONE, Role.OTHER, "F-001"),
        (EntityType.EMAIL, Role.OTHER, "E-001"),
        (EntityType.HANDLE, Role.OTHER, "H-001"),
    ]
    assert [_add(sealed_vault, kind, role).code for kind, role, _ in kinds] == [code for *_, code in kinds]
    assert [sealed_vault.ordinal(code) for *_, code in kinds] == list(range(2, 9))


def test_identities_are_there_only_while_sealed_is_open(vault: Vault) -> None:
    assert vault.entry(SOURCE).identity is None
    assert [entry.identity for entry in vault.entries()] == [None]
    vault.open_sealed(sealed_passphrase())
    identity = vault.entry(SOURCE).identity
    assert identity is not None
    assert identity.names == ("Şəfiqə Nurlanqızı", "Shafiga Nurlan", "Шафига Нурланкызы")
    vault.close_sealed()
    assert vault.entry(SOURCE).identity is None


def test_registering_and_renaming_need_sealed(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        _add(vault)
    with pytest.raises(SealedClosed):
        vault.change_entry(SOURCE, identity=Identity("başqa"))
    vault.change_entry(SOURCE, role=Role.VICTIM)
    assert vault.entry(SOURCE).role is Role.VICTIM


def test_a_code_survives_a_change_of_role_and_name(sealed_vault: Vault) -> None:
    sealed_vault.change_entry(SOURCE, identity=Identity("Yeni Ad"), role=Role.RELATIVE)
    entry = sealed_vault.entry(SOURCE)
    assert (entry.code, entry.role, entry.identity) == (SOURCE, Role.RELATIVE, Identity("Yeni Ad"))


def test_relations_are_kept_once_and_taken_back(sealed_vault: Vault) -> None:
    brother = _add(sealed_vault).code
    for _ in range(2):
        sealed_vault.relate(brother, SOURCE, RelationKind.SIBLING)
    assert sealed_vault.relations() == [Relation(brother, SOURCE, RelationKind.SIBLING)]
    sealed_vault.unrelate(brother, SOURCE, RelationKind.SIBLING)
    assert sealed_vault.relations() == []
    with pytest.raises(BadValue):
        sealed_vault.relate(SOURCE, SOURCE, RelationKind.SIBLING)
    with pytest.raises(NoSuchRecord):
        sealed_vault.relate(SOURCE, "P-999", RelationKind.SIBLING)


def test_consent_is_replaced_and_kept(vault: Vault) -> None:
    assert vault.consent(SOURCE) is None
    given = Consent(
        answers={Use.PRESS: Answer.ANONYMOUS, Use.COURT: Answer.NO}, obtained_on="2026-11-02", form=ConsentForm()
    )
    vault.set_consent(SOURCE, Consent())
    vault.set_consent(SOURCE, given)
    path = vault.path
    vault.lock()
    again = reopen(path)
    assert again.consent(SOURCE) == given
    assert again.consents() == {SOURCE: given}
    with pytest.raises(NoSuchRecord):
        again.consent("S-999")
    again.lock()


def test_records_are_unscanned_until_their_mentions_are_set_and_again_after_any_change(sealed_vault: Vault) -> None:
    vault = sealed_vault
    assert vault.unscanned() == ["T-001", "T-002"]
    vault.set_mentions("T-001", {SOURCE: 3})
    vault.set_mentions("T-002", {})
    assert vault.unscanned() == []
    assert vault.mentions("T-001") == {SOURCE: 3}
    assert vault.mentioned_in(SOURCE) == {"T-001": 3}
    vault.save(OPEN_RECORD, card=Card(), body=Body.of("yeni"))
    assert vault.unscanned() == ["T-001"]
    vault.set_mentions("T-001", {})
    assert vault.mentions("T-001") == {}
    _add(vault)
    assert vault.unscanned() == ["T-001", "T-002"]


def test_releases_are_written_down_with_versions_and_labels(vault: Vault) -> None:
    release = Release(
        id="b-17",
        case=CASE,
        audience=Audience.EDITOR,
        sha256="ab" * 32,
        recipients=("k1", "k2"),
        records=(ReleasedRecord(OPEN_RECORD, 1, Level.INTERNAL),),
        consent={SOURCE: "press: anonymous"},
        labels={SOURCE: "Source K"},
    )
    vault.record_release(release)
    (found,) = vault.releases()
    assert found.released
    assert (found.records, found.labels, found.consent) == (release.records, release.labels, release.consent)
    assert vault.ledger()[-1].facts["bundle"] == "b-17"
