"""SEALED material that this computer cannot read: written in the field, read at the office."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import age
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    BadIdentityFile,
    BadRecipient,
    Bug,
    SealedClosed,
    SealedElsewhere,
    WrongSealedPassphrase,
)
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import change_header
from fieldnotes.vault.slots import slots
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import (
    HIDDEN_RECORD,
    SOURCE,
    add_testimony,
    cheap_kdf,
    decrypted_pages,
    encodings_of,
    reopen,
    sealed_passphrase,
)

OFFICE = age.generate_identity(post_quantum=True)
SECRETS = ["Qardaşının toyda işlədiyini danışdı.", "Şəfiqə Nurlanqızı", "Shafiga Nurlan"]


@pytest.fixture
def field(sealed_vault: Vault) -> Vault:
    """The vault after everything SEALED went to the office."""
    sealed_vault.rekeying.send_sealed_away([age.recipient_of(OFFICE)])
    return sealed_vault


def test_nothing_sealed_can_be_read_here_any_more(field: Vault, vault_path: Path) -> None:
    with pytest.raises(SealedClosed):
        field.record(HIDDEN_RECORD)
    assert field.entry(SOURCE).identity is None
    with pytest.raises(SealedElsewhere):
        field.open_sealed(sealed_passphrase())
    assert not header.load(vault_path).slots_for(slots.SEALED)
    pages = decrypted_pages(field)
    assert not [text for text in SECRETS for form in encodings_of(text) if form in pages]
    assert field.check() == []


def test_new_material_can_still_be_sealed(field: Vault, vault_path: Path) -> None:
    code = add_testimony(field, "Yolda", "Anasının adını dedi.", level=Level.SEALED)
    entry, _ = field.add_entry(
        type=EntityType.PERSON, role=Role.RELATIVE, level=Level.INTERNAL, identity=Identity("Orxan Nurlanoğlu")
    )
    field.lock()
    again = reopen(vault_path)
    assert again.can_write_sealed
    with pytest.raises(SealedClosed):
        again.record(code)
    assert again.entry(entry.code).identity is None
    assert again.check() == []
    again.lock()


def test_the_office_reads_everything(field: Vault, vault_path: Path, tmp_path: Path) -> None:
    code = add_testimony(field, "Yolda", "Anasının adını dedi.", level=Level.SEALED)
    field.lock()
    shutil.copytree(vault_path, tmp_path / "office.fieldnotes")
    office = reopen(tmp_path / "office.fieldnotes")

    office.rekeying.bring_sealed_back([OFFICE], sealed_passphrase(), cheap_kdf())

    assert office.record(HIDDEN_RECORD).body.text == SECRETS[0]
    assert office.record(code).body.text == "Anasının adını dedi."
    office.lock()
    office = reopen(tmp_path / "office.fieldnotes")
    office.open_sealed(sealed_passphrase())
    identity = office.entry(SOURCE).identity
    assert identity is not None
    assert identity.name == SECRETS[1]
    assert office.check() == []
    office.lock()


def test_a_strangers_key_opens_nothing_and_changes_nothing(field: Vault, vault_path: Path) -> None:
    before = (vault_path / header.FILE_NAME).read_bytes()
    stranger = age.generate_identity(post_quantum=True)
    with pytest.raises(BadIdentityFile):
        field.rekeying.bring_sealed_back([stranger], sealed_passphrase(), cheap_kdf())
    assert (vault_path / header.FILE_NAME).read_bytes() == before


def test_nothing_is_sent_away_from_a_closed_compartment_or_to_a_weak_key(vault: Vault) -> None:
    with pytest.raises(SealedClosed):
        vault.rekeying.send_sealed_away([age.recipient_of(OFFICE)])
    vault.open_sealed(sealed_passphrase())
    with pytest.raises(BadRecipient):
        vault.rekeying.send_sealed_away([age.recipient_of(age.generate_identity())])
    assert vault.record(HIDDEN_RECORD).body.text == SECRETS[0]
    assert not vault.sealed_recipients


def test_more_recipients_than_a_header_can_list_are_refused_before_anything_changes(
    sealed_vault: Vault, vault_path: Path
) -> None:
    before = (vault_path / header.FILE_NAME).read_bytes()
    many = [age.recipient_of(age.generate_identity(post_quantum=True)) for _ in range(8)]
    with pytest.raises(BadRecipient):
        sealed_vault.rekeying.send_sealed_away(many)
    assert (vault_path / header.FILE_NAME).read_bytes() == before


def test_a_header_that_could_not_be_read_is_never_put_in_place(sealed_vault: Vault, vault_path: Path) -> None:
    before = (vault_path / header.FILE_NAME).read_bytes()
    live = sealed_vault._live
    many = tuple(age.recipient_of(age.generate_identity(post_quantum=True)) for _ in range(9))
    for broken in (replace(live.header, seal=many), replace(live.header, slots=live.header.slots * 2)):
        with pytest.raises(Bug):
            change_header(live, broken)
    assert (vault_path / header.FILE_NAME).read_bytes() == before
    assert sealed_vault.check() == []


def test_capsules_are_for_vaults_without_a_sealed_key_only(vault: Vault) -> None:
    """Sending away that was cut short leaves the recipients in the header, and the key here."""
    live = vault._live
    vault._opened = change_header(live, replace(live.header, seal=(age.recipient_of(OFFICE),)))

    assert not vault.can_write_sealed
    assert not vault.sealed_recipients
    with pytest.raises(SealedClosed):
        add_testimony(vault, "Yolda", "Anasının adını dedi.", level=Level.SEALED)


def test_the_office_does_not_replace_the_key_of_a_compartment_that_is_here(
    sealed_vault: Vault, vault_path: Path
) -> None:
    before = (vault_path / "header.fnv").read_bytes()

    with pytest.raises(WrongSealedPassphrase):
        sealed_vault.rekeying.bring_sealed_back([OFFICE], Secret.of("başqa uzun gizli söz"), cheap_kdf())

    assert (vault_path / "header.fnv").read_bytes() == before
    assert sealed_vault.check() == []
