"""Journeys of unusual vaults: an old one, one whose names are the office's, one whose keys changed on the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldnotes.crypto import age, kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import SealedClosed, WrongPassphrase
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.slots.slots import MASTER, Credentials
from fieldnotes.vault.travel.returning import Keyholder
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import SECRET, STAYS, open_whole
from tests.helpers.vaults import ROOT, cheap_kdf, passphrase, reopen, sealed_passphrase


def test_a_vault_of_format_1_travels(tmp_path: Path, package_path: Path) -> None:
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    vault = open_whole(path)
    before = journeys.told(vault)
    trip, left = journeys.leave(vault, package_path, Level.SEALED, Level.INTERNAL)

    assert left.lingering == 0
    assert vault.sealed_is_away
    journeys.come_back(vault, trip)

    assert journeys.told(vault) == before
    vault.lock()
    again = open_whole(path)
    assert journeys.told(again) == before
    again.lock()


def test_the_passphrase_and_all_keys_were_exchanged_on_the_way(full: Vault, package_path: Path) -> None:
    before, path = journeys.told(full), full.path
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    new = Secret.of("yolda qoyulan yeni parol")
    old = Credentials(passphrase())
    params = KdfParams(kdf.NEW_FLOOR_KIB, kdf.NEW_FLOOR_ITERATIONS, 4, kdf.fresh_salt())
    full.key_slots.change_passphrase(old, new, opens=MASTER, params=params, strength=3, exchange_keys=True)
    wrong = Keyholder(Credentials(new), Credentials(sealed_passphrase()))
    with pytest.raises(WrongPassphrase):
        full.journey.bring_back(trip.read(), trip.file.read_bytes(), wrong)

    journeys.come_back(full, trip)

    assert journeys.told(full) == before
    full.lock()
    vault = Vault.open(path, new)
    vault.open_sealed(sealed_passphrase())
    assert vault.record(SECRET).body.text == "Dərbənd küçəsindəki evdə qalır."
    vault.lock()


def test_names_that_only_the_office_can_read_stay_so(full: Vault, package_path: Path) -> None:
    office = age.generate_identity(post_quantum=True)
    full.rekeying.send_sealed_away([age.recipient_of(office)])
    trip, left = journeys.leave(full, package_path, Level.SEALED, Level.INTERNAL)
    entry, _ = full.add_entry(
        type=EntityType.PERSON, role=Role.SOURCE, level=Level.ROLE, identity=Identity("Yolda Yazılan")
    )

    journeys.come_back(full, trip)

    assert left.away.names == 3
    assert full.sealed_recipients == (age.recipient_of(office),)
    assert not full.sealed_is_away
    assert full.entry("S-001").identity is None
    with pytest.raises(SealedClosed):
        full.record(SECRET)
    full.rekeying.bring_sealed_back([office], Secret.of("ofisin uzun parolu"), cheap_kdf())
    assert full.entry("S-001").identity == journeys.source_identity()
    assert full.entry(entry.code).identity == Identity("Yolda Yazılan")
    assert full.check() == []


def test_a_version_that_was_read_back_keeps_its_seal(full: Vault, package_path: Path) -> None:
    for code in (STAYS, SECRET):
        full.seal_version(code)
    path = full.path
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    assert full.check() == []

    journeys.come_back(full, trip)

    assert full.check() == []
    full.lock()
    vault = reopen(path)
    assert vault.check() == []
    vault.lock()


def test_a_second_journey_after_the_first(full: Vault, package_path: Path, tmp_path: Path) -> None:
    before = journeys.told(full)
    first, _ = journeys.leave(full, package_path, Level.SEALED)
    journeys.come_back(full, first)
    second, _ = journeys.leave(full, tmp_path / "second.fnr", Level.INTERNAL, cases=("C-002",))

    journeys.come_back(full, second)

    assert journeys.told(full) == before
    assert full.check() == []
