"""Checks of the ways in: organisations, strength, public keys, keyring, key file, and keys lying about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.audit.checks import (
    h03_slots,
    h04_organisation,
    h05_sealing_keys,
    h07_passphrase_strength,
    h08_post_quantum,
    h09_sealed_slot,
    k01_keyring,
    k02_key_file_apart,
    k03_no_keys_in_settings,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.policy import Demands
from fieldnotes.audit.probes.process import Process
from fieldnotes.crypto import age, capsule
from fieldnotes.crypto.secret import Secret
from fieldnotes.model.audit import Status
from fieldnotes.policy.limits import BUILT_IN
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import key_file, os_keyring, slot_changes
from fieldnotes.vault.slots.slots import AWAY, MASTER, SEALED, Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers import small_keyring
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import cheap_kdf
from tests.unit.audit.conftest import PASSPHRASE

__all__ = ["cheap_floor"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

SECOND = "külək dəmir sandıq beş armud"


@pytest.fixture
def recipient() -> str:
    return age.recipient_of(age.generate_identity(post_quantum=True))


def add(vault: Vault, *, strength: int = 7, beside: Credentials | None = None) -> None:
    credentials = replace(beside or Credentials(), passphrase=Secret.of(SECOND))
    vault.key_slots.add_passphrase(credentials, opens=MASTER, params=cheap_kdf(), strength=strength)


def only_with(vault: Vault, beside: Credentials) -> None:
    """A vault whose passphrase needs a further factor, with a recovery code besides."""
    add(vault, beside=beside)
    vault.key_slots.keep_code(Secret.random())
    vault.key_slots.remove(1)


def test_a_new_vault_passes_what_can_be_seen_from_outside(path: Path) -> None:
    outside = Context(path, Process())
    assert h03_slots.run(outside).status is Status.PASS
    assert h04_organisation.run(outside).status is Status.PASS
    assert h09_sealed_slot.run(outside).status is Status.PASS
    for check in (h08_post_quantum, k01_keyring, k02_key_file_apart):
        assert check.run(outside).status is Status.NOT_APPLICABLE
    assert h07_passphrase_strength.run(outside).status is Status.UNKNOWN


def test_a_recovery_code_is_expected_and_a_second_passphrase_is_asked_about(owned: Context, vault: Vault) -> None:
    vault.key_slots.keep_code(Secret.random())
    assert h03_slots.run(owned).status is Status.PASS
    add(vault)
    assert h03_slots.run(owned).status is Status.WARN


def test_a_slot_that_the_ledger_does_not_know_is_named(owned: Context, vault: Vault) -> None:
    opened = vault._live
    with Secret.random() as code:
        slot = slot_changes.code_slot(opened.header, opened.store.keys.master, code, slot_id=5, opens=MASTER)
        vault._replaced(slot_changes.put(opened, add=[slot]))
    found = h03_slots.run(owned)
    assert found.status is Status.WARN
    assert "slot 5 is not in the ledger" in found.evidence


def test_slots_that_wait_elsewhere_during_a_journey_are_no_strange_ones(owned: Context, vault: Vault) -> None:
    opened = vault._live
    away = replace(
        opened.header,
        slots=opened.header.slots_for(MASTER),
        seal=(age.recipient_of(age.generate_identity(post_quantum=True)),),
        foreign_slots=({"id": 2, "type": AWAY},),
    )
    vault.close_sealed()
    vault._replaced(slot_changes.written(opened, away))
    assert h03_slots.run(owned).status is Status.PASS
    assert h09_sealed_slot.run(owned).status is Status.PASS
    vault.key_slots.keep_code(Secret.random())
    assert [slot.id for slot in vault.key_slots.all()] == [1, 3]


def test_an_organisation_is_seen_and_held_to_the_policy(owned: Context, vault: Vault, recipient: str) -> None:
    required = replace(BUILT_IN, org_slot="required", org_keys=frozenset({capsule.key_id(recipient).hex()}))
    assert h04_organisation.run(replace(owned, demands=Demands(required))).status is Status.FAIL
    vault.key_slots.add_organisation(recipient, [MASTER, SEALED])
    assert h04_organisation.run(owned).status is Status.WARN
    assert h03_slots.run(owned).status is Status.WARN
    assert h04_organisation.run(replace(owned, demands=Demands(required))).status is Status.PASS
    assert h03_slots.run(replace(owned, demands=Demands(required))).status is Status.PASS
    for policy in (replace(BUILT_IN, org_slot="forbidden"), replace(required, org_keys=frozenset({"00" * 8}))):
        assert h04_organisation.run(replace(owned, demands=Demands(policy))).status is Status.FAIL
    assert h08_post_quantum.run(owned).status is Status.PASS


def test_the_weakest_passphrase_counts_as_judged_when_it_was_set(owned: Context, vault: Vault) -> None:
    assert h07_passphrase_strength.run(owned).status is Status.UNKNOWN
    add(vault, strength=4)
    now = replace(owned, owner=Owner(vault))
    found = h07_passphrase_strength.run(now)
    assert (found.status, found.measured) == (
        Status.WARN,
        "1 of 3 passphrases judged when set, the weakest worth 4 words",
    )
    for words, status in ((4, Status.PASS), (6, Status.FAIL)):
        strict = replace(now, demands=Demands(replace(BUILT_IN, min_words=words)))
        assert h07_passphrase_strength.run(strict).status is status


def test_a_keyring_factor_is_measured_where_the_vault_asks_for_one(
    owned: Context, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_with(vault, Credentials(keyring=Secret.random()))
    monkeypatch.setattr(os_keyring.available, "__defaults__", ((small_keyring.ABSENT,),))
    assert k01_keyring.run(owned).status is Status.UNKNOWN
    monkeypatch.setattr(os_keyring.available, "__defaults__", ((small_keyring.PATH,),))
    assert k01_keyring.run(owned).status is Status.PASS
    assert h03_slots.run(owned).status is Status.PASS


def test_a_key_file_beside_the_vault_is_found(owned: Context, vault: Vault, path: Path) -> None:
    only_with(vault, Credentials(key_file=Secret.random()))
    assert k02_key_file_apart.run(owned).status is Status.UNKNOWN
    beside = path.parent / "stick.key"
    key_file.write(beside)
    assert k02_key_file_apart.run(owned).status is Status.FAIL
    assert k02_key_file_apart.run(replace(owned, key_file=beside)).status is Status.FAIL
    elsewhere = Path("/proc/self/status")
    if elsewhere.exists():
        assert k02_key_file_apart.run(replace(owned, key_file=elsewhere)).status is Status.PASS


def test_keys_in_environment_settings_and_history_are_found(owned: Context, tmp_path: Path) -> None:
    assert k03_no_keys_in_settings.run(owned).status is Status.PASS
    secret = age.generate_identity(post_quantum=True)
    for environment in ({"FIELDNOTES_PASSPHRASE": "alma"}, {"X": f"a={secret}"}):
        assert k03_no_keys_in_settings.run(replace(owned, process=Process(environment))).status is Status.FAIL
    assert k03_no_keys_in_settings.run(replace(owned, process=Process({"PASSAGE": "open"}))).status is Status.PASS
    settings = owned.home / ".config" / "fieldnotes"
    for path in (settings / "settings.json", owned.home / ".bash_history"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"echo {secret}", encoding="utf-8")
        found = k03_no_keys_in_settings.run(owned)
        assert found.status is Status.FAIL
        assert secret not in repr(found)
        path.unlink()


def test_what_only_looks_like_a_key_is_none(owned: Context) -> None:
    quiet = replace(owned, process=Process({"FIELDNOTES_LANGUAGE": "az", "LANG": "az_AZ.UTF-8"}))
    settings = owned.home / ".config" / "fieldnotes" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"theme": "dark"}', encoding="utf-8")
    (owned.home / ".bash_history").write_text("ls\n", encoding="utf-8")
    assert k03_no_keys_in_settings.run(quiet).status is Status.PASS
    settings.write_text(age.generate_identity(post_quantum=True), encoding="utf-16")
    assert k03_no_keys_in_settings.run(quiet).status is Status.FAIL


def test_a_journeys_own_key_is_one_more_and_only_during_the_journey(owned: Context, vault: Vault) -> None:
    office, own = (age.recipient_of(age.generate_identity(post_quantum=True)) for _ in range(2))
    held = replace(owned, demands=Demands(policy=replace(BUILT_IN, seal_recipients=(office,))))
    opened = vault._live
    waits = ({"id": 3, "type": AWAY},)
    for closed, foreign, status in (
        (opened.header.slots_for(MASTER), waits, Status.WARN),
        (opened.header.slots_for(MASTER), ({"id": 3, "type": "of-another-kind"},), Status.FAIL),
        (opened.header.slots_for(MASTER), (), Status.FAIL),
        (opened.header.slots, waits, Status.FAIL),
    ):
        changed = replace(opened.header, slots=tuple(closed), seal=(office, own), foreign_slots=foreign)
        (held.path / header.FILE_NAME).write_bytes(header.encoded(changed, opened.store.keys.master))
        assert h05_sealing_keys.run(held).status is status


def test_the_offices_own_copy_may_hold_the_key_that_the_policy_wants_there(vault: Vault) -> None:
    with Secret.of(PASSPHRASE) as passphrase:
        vault.open_sealed(passphrase)
    office = age.generate_identity(post_quantum=True)
    demands = Demands(policy=replace(BUILT_IN, seal_recipients=(age.recipient_of(office),)))

    def status() -> Status:
        return h09_sealed_slot.run(Context(vault.path, Process(), demands=demands, owner=Owner(vault))).status

    assert status() is Status.FAIL
    vault.rekeying.send_sealed_away([age.recipient_of(office)])
    assert status() is Status.PASS
    vault.rekeying.bring_sealed_back([office], Secret.of(SECOND), cheap_kdf())
    assert status() is Status.NOT_APPLICABLE
    vault.rekeying.send_sealed_away([age.recipient_of(office)])
    assert status() is Status.PASS


def test_what_is_sealed_elsewhere_is_for_the_keys_of_the_policy_and_no_other(vault: Vault) -> None:
    with Secret.of(PASSPHRASE) as passphrase:
        vault.open_sealed(passphrase)
    first, second, stranger = (age.recipient_of(age.generate_identity(post_quantum=True)) for _ in range(3))

    def status(*wanted: str) -> Status:
        demands = Demands(policy=replace(BUILT_IN, seal_recipients=wanted))
        return h05_sealing_keys.run(Context(vault.path, Process(), demands=demands)).status

    assert status() is Status.NOT_APPLICABLE  # nothing is sealed elsewhere
    vault.rekeying.send_sealed_away([first, second])
    assert status() is Status.NOT_APPLICABLE  # no policy names keys
    assert status(first, second) is Status.PASS
    assert status(first) is Status.FAIL  # a key that was slipped in
    assert status(first, second, stranger) is Status.FAIL  # one is missing
    assert status(stranger) is Status.FAIL
