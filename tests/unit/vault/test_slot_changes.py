"""Changes of the ways in: after each one exactly the right secrets open, whatever went wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import age, kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    BadValue,
    CannotWrite,
    DiskFull,
    HeaderDamaged,
    LastWayIn,
    NoSuchSlot,
    SealedClosed,
    SlotsFull,
    VaultDamaged,
    WrongPassphrase,
    WrongSealedPassphrase,
)
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import change_header
from fieldnotes.vault.slots import slot_changes
from fieldnotes.vault.slots.slots import MASTER, MOST, SEALED, Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.vaults import (
    DEVICE,
    HIDDEN_RECORD,
    OPEN_RECORD,
    PASSPHRASE,
    ROOT,
    SEALED_PASSPHRASE,
    cheap_kdf,
    passphrase,
    reopen,
    sealed_passphrase,
)

__all__ = ["cheap_floor"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

NEW = "yaşıl qayıq doqquz limon"


def by(text: str) -> Credentials:
    return Credentials(passphrase=Secret.of(text))


def change(vault: Vault, old: str, new: str, *, opens: str = MASTER, exchange_keys: bool = False) -> None:
    vault.key_slots.change_passphrase(
        *(by(old), Secret.of(new)), opens=opens, params=cheap_kdf(), strength=4, exchange_keys=exchange_keys
    )


def opens_with(path: Path, credentials: Credentials) -> tuple[str, ...]:
    return slot_changes.opened_by(header.load(path), credentials)


def test_after_a_change_the_new_passphrase_opens_and_the_old_one_does_not(vault: Vault) -> None:
    change(vault, PASSPHRASE, NEW)
    path = vault.path
    vault.lock()
    assert opens_with(path, by(NEW)) == (MASTER,)
    assert opens_with(path, by(PASSPHRASE)) == ()
    assert opens_with(path, by(SEALED_PASSPHRASE)) == (SEALED,)
    again = Vault.open(path, Secret.of(NEW))
    assert again.record(OPEN_RECORD).body.text.startswith("O, 2016-cı")
    assert again.ledger()[-1].event == "passphrase-changed"
    assert dict(again.ledger()[-1].facts) == {"written": "1", "strength": 4, "new_keys": 0}
    again.lock()


def test_the_sealed_passphrase_changes_alone(sealed_vault: Vault) -> None:
    change(sealed_vault, SEALED_PASSPHRASE, NEW, opens=SEALED)
    path = sealed_vault.path
    assert opens_with(path, by(NEW)) == (SEALED,)
    assert opens_with(path, by(PASSPHRASE)) == (MASTER,)
    assert opens_with(path, by(SEALED_PASSPHRASE)) == ()
    sealed_vault.close_sealed()
    sealed_vault.open_sealed(Secret.of(NEW))
    assert sealed_vault.record(HIDDEN_RECORD).body.text.startswith("Qardaşının")


def test_one_passphrase_for_both_compartments_is_changed_in_both(tmp_path: Path) -> None:
    path = tmp_path / "one.fieldnotes"
    vault = Vault.create(path, passphrase(), kdf=cheap_kdf(), device=DEVICE)
    change(vault, PASSPHRASE, NEW)
    vault.lock()
    assert opens_with(path, by(NEW)) == (MASTER, SEALED)
    assert opens_with(path, by(PASSPHRASE)) == ()


def test_somebody_at_an_open_screen_changes_nothing_without_the_passphrase(vault: Vault) -> None:
    before = (vault.path / "header.fnv").read_bytes()
    with pytest.raises(WrongPassphrase):
        change(vault, "bilinməyən bir söz", NEW)
    with pytest.raises(WrongSealedPassphrase):
        change(vault, PASSPHRASE, NEW, opens=SEALED)
    assert (vault.path / "header.fnv").read_bytes() == before


def test_a_new_slot_below_the_floor_is_refused(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "NEW_FLOOR_KIB", 256 * 1024)
    with pytest.raises(BadValue):
        change(vault, PASSPHRASE, NEW)
    assert opens_with(vault.path, by(PASSPHRASE)) == (MASTER,)


def test_a_further_passphrase_with_a_key_file_needs_both(vault: Vault) -> None:
    stick = Secret.random()
    both = Credentials(passphrase=Secret.of(NEW), key_file=stick)
    vault.key_slots.add_passphrase(both, opens=MASTER, params=cheap_kdf(), strength=3)
    path = vault.path
    assert opens_with(path, both) == (MASTER,)
    assert opens_with(path, by(NEW)) == ()
    assert opens_with(path, Credentials(passphrase=Secret.of(NEW), key_file=Secret.random())) == ()
    assert opens_with(path, Credentials(key_file=stick)) == ()
    assert opens_with(path, by(PASSPHRASE)) == (MASTER,)


def test_changing_a_passphrase_keeps_its_key_file(vault: Vault) -> None:
    stick = Secret.random()
    both = Credentials(passphrase=Secret.of("mavi daş altı nar"), key_file=stick)
    added = vault.key_slots.add_passphrase(both, opens=MASTER, params=cheap_kdf(), strength=3)
    vault.key_slots.change_passphrase(both, Secret.of(NEW), opens=MASTER, params=cheap_kdf(), strength=4)
    told = {slot.id: slot.factors for slot in vault.key_slots.all()}
    assert told[added.written[0]] == ("pw", "keyfile")
    assert opens_with(vault.path, replace(both, passphrase=Secret.of(NEW))) == (MASTER,)
    assert opens_with(vault.path, by(PASSPHRASE)) == (MASTER,)


def test_the_last_way_into_a_compartment_stays(sealed_vault: Vault) -> None:
    for number in (1, 2):
        with pytest.raises(LastWayIn):
            sealed_vault.key_slots.remove(number)
    with pytest.raises(NoSuchSlot):
        sealed_vault.key_slots.remove(9)


def test_a_keyring_or_an_organisation_is_nothing_to_rely_on(vault: Vault) -> None:
    with_keyring = Credentials(passphrase=Secret.of(NEW), keyring=Secret.random())
    vault.key_slots.add_passphrase(with_keyring, opens=MASTER, params=cheap_kdf(), strength=3)
    vault.key_slots.add_organisation(age.recipient_of(age.generate_identity(post_quantum=True)), [MASTER])
    with pytest.raises(LastWayIn):
        vault.key_slots.remove(1)
    vault.key_slots.keep_code(Secret.random())
    vault.key_slots.remove(1)
    assert opens_with(vault.path, by(PASSPHRASE)) == ()
    assert opens_with(vault.path, with_keyring) == (MASTER,)


def test_a_newer_code_takes_the_place_of_the_older_one(sealed_vault: Vault) -> None:
    first, second = Secret.random(), Secret.random()
    assert sealed_vault.key_slots.keep_code(first.copy()).sealed
    assert opens_with(sealed_vault.path, Credentials(code=first)) == (MASTER, SEALED)
    sealed_vault.close_sealed()
    change_ = sealed_vault.key_slots.keep_code(second.copy())
    assert (len(change_.written), len(change_.removed), change_.sealed) == (1, 2, False)
    assert opens_with(sealed_vault.path, Credentials(code=first)) == ()
    assert opens_with(sealed_vault.path, Credentials(code=second)) == (MASTER,)


def test_a_code_gives_a_vault_new_passphrases(sealed_vault: Vault) -> None:
    code, path = Secret.random(), sealed_vault.path
    sealed_vault.key_slots.keep_code(code.copy())
    sealed_vault.lock()
    coming = Credentials(code=code)
    vault = Vault.open(path, coming)
    vault.key_slots.recover(coming, Secret.of(NEW), Secret.of(NEW + " iki"), cheap_kdf(), 4)
    vault.lock()
    for old in (PASSPHRASE, SEALED_PASSPHRASE):
        assert opens_with(path, by(old)) == ()
    assert opens_with(path, by(NEW)) == (MASTER,)
    assert opens_with(path, by(NEW + " iki")) == (SEALED,)
    again = Vault.open(path, Secret.of(NEW))
    again.open_sealed(Secret.of(NEW + " iki"))
    assert again.record(HIDDEN_RECORD).body.text.startswith("Qardaşının")
    assert again.check() == []
    again.lock()


def test_a_code_for_the_vault_alone_leaves_the_sealed_passphrase(vault: Vault) -> None:
    code, path = Secret.random(), vault.path
    vault.key_slots.keep_code(code.copy())
    vault.key_slots.recover(Credentials(code=code), Secret.of(NEW), Secret.of(NEW), cheap_kdf(), 4)
    assert opens_with(path, by(NEW)) == (MASTER,)
    assert opens_with(path, by(SEALED_PASSPHRASE)) == (SEALED,)


def test_an_organisation_opens_with_its_private_key_and_no_other(sealed_vault: Vault) -> None:
    office, stranger = (age.generate_identity(post_quantum=True) for _ in range(2))
    sealed_vault.key_slots.add_organisation(age.recipient_of(office), [MASTER, SEALED])
    path = sealed_vault.path
    sealed_vault.lock()
    assert opens_with(path, Credentials(identities=(stranger,))) == ()
    opened = Vault.open(path, Credentials(identities=(stranger, office)))
    opened.open_sealed(Credentials(identities=(office,)))
    assert opened.record(HIDDEN_RECORD).body.text.startswith("Qardaşının")
    opened.lock()


def test_the_same_organisation_is_not_listed_twice(vault: Vault) -> None:
    recipient = age.recipient_of(age.generate_identity(post_quantum=True))
    for _ in range(2):
        vault.key_slots.add_organisation(recipient, [MASTER])
    assert [slot.type for slot in vault.key_slots.all()].count("hpke") == 1
    with pytest.raises(SealedClosed):
        vault.key_slots.add_organisation(recipient, [SEALED])


def test_there_are_eight_slots_at_the_most(vault: Vault) -> None:
    for number in range(MOST - 2):
        vault.key_slots.add_passphrase(by(f"{NEW} {number}"), opens=MASTER, params=cheap_kdf(), strength=4)
    before = (vault.path / "header.fnv").read_bytes()
    with pytest.raises(SlotsFull):
        vault.key_slots.add_passphrase(by(NEW), opens=MASTER, params=cheap_kdf(), strength=4)
    with pytest.raises(SlotsFull):
        vault.key_slots.keep_code(Secret.random())
    assert (vault.path / "header.fnv").read_bytes() == before


def test_an_upgrade_keeps_the_passphrase_and_raises_its_cost(vault: Vault) -> None:
    dearer = KdfParams(96 * 1024, 2, 4, kdf.fresh_salt())
    assert [slot.id for slot in vault.key_slots.upgrade_due(dearer)] == [1, 2]
    change_ = vault.key_slots.upgrade(by(PASSPHRASE), dearer)
    assert change_.written == (1,)
    assert [slot.id for slot in vault.key_slots.upgrade_due(dearer)] == [2]
    assert opens_with(vault.path, by(PASSPHRASE)) == (MASTER,)
    written = len(vault.ledger())
    assert vault.key_slots.upgrade(by(PASSPHRASE), dearer).written == ()
    assert len(vault.ledger()) == written


def test_slots_below_the_floor_for_new_ones_are_due_whatever_this_computer_can(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "NEW_FLOOR_ITERATIONS", 3)
    assert len(vault.key_slots.upgrade_due(cheap_kdf())) == 2


def test_with_new_keys_an_old_header_and_passphrase_open_nothing_of_now(sealed_vault: Vault) -> None:
    path = sealed_vault.path
    old_header = (path / "header.fnv").read_bytes()
    sealed_vault.key_slots.keep_code(Secret.random())
    change(sealed_vault, PASSPHRASE, NEW, exchange_keys=True)
    change(sealed_vault, SEALED_PASSPHRASE, NEW, opens=SEALED, exchange_keys=True)
    assert sealed_vault.record(HIDDEN_RECORD).body.text.startswith("Qardaşının")
    assert sealed_vault.check() == []
    assert [slot.type for slot in sealed_vault.key_slots.all()] == ["passphrase", "passphrase"]
    new_header = header.load(path)
    sealed_vault.lock()

    old = header.parse(old_header)
    for opens, secret in ((MASTER, PASSPHRASE), (SEALED, SEALED_PASSPHRASE)):
        key = slot_changes.proved(old, by(secret), opens).key
        with pytest.raises(HeaderDamaged):
            header.authenticate(new_header, key)
    (path / "header.fnv").write_bytes(old_header)
    with pytest.raises(VaultDamaged):
        reopen(path)


def test_after_new_keys_the_vault_is_whole_and_the_compartments_open(vault: Vault) -> None:
    path = vault.path
    change(vault, PASSPHRASE, NEW, exchange_keys=True)
    vault.lock()
    again = Vault.open(path, Secret.of(NEW))
    assert again.check() == []
    again.open_sealed(sealed_passphrase())
    assert again.record(HIDDEN_RECORD).body.text.startswith("Qardaşının")
    again.lock()


def test_versions_that_were_read_back_keep_their_seal_under_new_keys(vault: Vault) -> None:
    vault.seal_version(OPEN_RECORD)
    change(vault, PASSPHRASE, NEW, exchange_keys=True)
    path = vault.path
    vault.lock()
    again = Vault.open(path, Secret.of(NEW))
    assert again.check() == []
    assert "alarm" not in [entry.event for entry in again.ledger()]
    again.lock()


def test_a_full_disk_before_the_header_leaves_the_old_passphrase(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> None:
        raise DiskFull(place="study.fieldnotes")

    with monkeypatch.context() as patched:
        patched.setattr(header, "save", full)
        for exchange_keys in (False, True):
            with pytest.raises(DiskFull):
                change(vault, PASSPHRASE, NEW, exchange_keys=exchange_keys)
    assert opens_with(vault.path, by(PASSPHRASE)) == (MASTER,)
    assert opens_with(vault.path, by(NEW)) == ()
    assert vault.record(OPEN_RECORD).body.text
    change(vault, PASSPHRASE, NEW)
    assert opens_with(vault.path, by(NEW)) == (MASTER,)


def test_a_disk_that_fails_after_the_header_is_in_place_is_told_as_a_change(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = vault.path, header.save

    def saved_then_broken(folder: Path, data: bytes) -> None:
        real(folder, data)
        raise CannotWrite(name="header.fnv", reason="input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(header, "save", saved_then_broken)
        change(vault, PASSPHRASE, NEW)
    vault.lock()
    assert opens_with(path, by(NEW)) == (MASTER,)
    again = Vault.open(path, Secret.of(NEW))
    again.verify_header()
    again.lock()


def test_a_slot_that_does_not_open_is_taken_back(vault: Vault) -> None:
    opened = vault._live
    wrong = slot_changes.passphrase_slot(
        opened.header, Secret.random(), by(NEW), slot_id=1, opens=MASTER, params=cheap_kdf()
    )
    with pytest.raises(HeaderDamaged):
        slot_changes.put_and_try(opened, remove={1}, add=[slot_changes.NewSlot(wrong, by(NEW))])
    assert opens_with(vault.path, by(PASSPHRASE)) == (MASTER,)
    assert opens_with(vault.path, by(NEW)) == ()


@pytest.mark.parametrize("exchange_keys", [False, True])
def test_a_vault_of_the_old_format_changes_its_passphrases(tmp_path: Path, exchange_keys: bool) -> None:
    """There the sealed master key is itself the key of the level."""
    path = tmp_path / "v1.fieldnotes"
    shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", path)
    vault = reopen(path)
    change(vault, SEALED_PASSPHRASE, NEW, opens=SEALED, exchange_keys=exchange_keys)
    assert not vault.sealed_is_open
    change(vault, PASSPHRASE, NEW + " iki", exchange_keys=exchange_keys)
    vault.lock()
    again = Vault.open(path, Secret.of(NEW + " iki"))
    again.open_sealed(Secret.of(NEW))
    assert again.record("T-002").body.text == "Qardaşının toyda işlədiyini danışdı."
    assert again.check() == []
    again.lock()


def test_a_header_is_never_two_ahead_of_what_the_database_knows(sealed_vault: Vault, vault_path: Path) -> None:
    """While the database cannot be written, a first change is made up for at the next unlock; a second is refused."""
    vault = sealed_vault
    store = vault._store
    vault.key_slots.keep_code(Secret.random())
    store.set_meta("header_generation", str(vault._live.header.generation - 1))
    store.set_meta("header_sha256", "")

    vault.key_slots.keep_code(Secret.random())

    assert int(store.meta("header_generation")) == header.load(vault_path).generation
    vault.lock()
    reopen(vault_path).lock()


def test_a_change_after_one_that_failed_half_way_is_refused_and_never_reported_as_done(
    sealed_vault: Vault, vault_path: Path
) -> None:
    """The header on the disk is ahead of the session, as a full disk leaves it in the middle of a rotation."""
    vault = sealed_vault
    extra = Credentials(passphrase=Secret.of("ogurlanmis parol yeddi"))
    vault.key_slots.add_passphrase(extra, opens=MASTER, params=cheap_kdf(), strength=1)
    stale = vault._live
    change_header(stale, stale.header)

    with pytest.raises(HeaderDamaged):
        vault.key_slots.remove(3)

    assert [slot.id for slot in header.load(vault_path).slots] == [1, 2, 3]
    vault.lock()
    reopen(vault_path).lock()
