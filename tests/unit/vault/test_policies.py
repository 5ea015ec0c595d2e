"""A vault keeps its policy in the header: only its signer changes it, and what it demands is kept below everything."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import capsule, sign
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import (
    BadValue,
    ErasingForbidden,
    HeaderDamaged,
    PassphraseGuessable,
    PolicyForbids,
    PolicyRefused,
    VaultTooNew,
)
from fieldnotes.model.level import Level
from fieldnotes.policy.document import MAX_BYTES
from fieldnotes.policy.signed import Signed
from fieldnotes.progress import Watch
from fieldnotes.vault import policies
from fieldnotes.vault.canonical import canonical, encode
from fieldnotes.vault.keys import header
from fieldnotes.vault.opened import Opened
from fieldnotes.vault.slots import slot_changes
from fieldnotes.vault.slots.slots import MASTER, SEALED, Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.helpers.vaults import cheap_kdf, passphrase, reopen, sealed_passphrase

__all__ = ["cheap_floor"]

STRICT = "[kdf]\nmin_words = 6\n"


@pytest.fixture
def lead() -> Lead:
    return Lead()


def events(vault: Vault) -> list[tuple[str, object]]:
    return [(one.event, one.facts["version"]) for one in vault.ledger() if one.event.startswith("policy-")]


# --- where it lies ----------------------------------------------------------------------------------------------------


def test_it_lies_in_the_header_and_is_read_without_a_secret(vault: Vault, vault_path: Path, lead: Lead) -> None:
    signed = lead.signs(STRICT)
    assert vault.policy.install(signed)
    vault.lock()
    found = Vault.info(vault_path)
    assert found.policy == signed
    assert found.rules.min_words == 6
    again = reopen(vault_path)
    assert again.policy.signed == signed
    assert events(again) == [("policy-installed", 1)]
    again.lock()


def test_a_vault_without_one_stays_readable_for_older_programs_and_one_with_it_does_not(
    vault: Vault, vault_path: Path, lead: Lead
) -> None:
    """An older program would drop what it does not know at its next change of the header."""
    vault.rekeying.rotate_levels({Level.ROLE})
    assert (Vault.info(vault_path).format, Vault.info(vault_path).min_reader) == (2, 2)
    vault.policy.install(lead.signs())
    assert (Vault.info(vault_path).format, Vault.info(vault_path).min_reader) == (3, 3)


def test_it_survives_every_other_change_of_the_header(vault: Vault, vault_path: Path, lead: Lead) -> None:
    vault.policy.install(lead.signs(STRICT))
    vault.rekeying.rotate_levels({Level.ROLE})
    vault.rekeying.rewrite_database()
    assert Vault.info(vault_path).policy == lead.signs(STRICT)


@pytest.mark.parametrize("name", ["text", "sig", "key"])
def test_a_policy_that_was_altered_in_the_header_is_damage(
    vault: Vault, vault_path: Path, lead: Lead, name: str
) -> None:
    vault.policy.install(lead.signs(STRICT))
    other = Lead().signs("[kdf]\nmin_words = 1\n")
    raw = json.loads((vault_path / header.FILE_NAME).read_bytes())
    changed = {"text": other.text, "key": other.key}
    raw["policy"][name] = other.signature if name == "sig" else encode(changed[name])
    raw["sum"] = header._sum(raw)
    with pytest.raises(HeaderDamaged):
        header.parse(canonical(raw))


def test_another_policy_that_fits_does_not_pass_the_seal(vault: Vault, vault_path: Path, lead: Lead) -> None:
    vault.policy.install(lead.signs(STRICT))
    vault.lock()
    other = Lead().signs()
    raw = json.loads((vault_path / header.FILE_NAME).read_bytes())
    raw["policy"] = {"text": encode(other.text), "sig": other.signature, "key": encode(other.key)}
    raw["sum"] = header._sum(raw)
    (vault_path / header.FILE_NAME).write_bytes(canonical(raw))
    with pytest.raises(HeaderDamaged):
        reopen(vault_path)


def test_a_policy_of_a_later_program_keeps_no_vault_closed(vault: Vault, vault_path: Path, lead: Lead) -> None:
    key = lead.identity.signing_key
    text = lead.text(STRICT).replace(b"policy/1", b"policy/9")
    later = Signed(text, key.sign_file(text, trusted_comment="later"), key.public)
    opened = vault._live
    vault._replaced(header_changed(vault, later))
    assert opened is not vault._live
    vault.lock()
    again = reopen(vault_path)
    assert again.policy.signed is not None
    assert not again.policy.signed.readable
    assert again.policy.rules.min_words == 0
    again.lock()


def header_changed(vault: Vault, signed: Signed) -> Opened:
    opened = vault._live
    return slot_changes.written(opened, replace(opened.header, policy=signed))


def test_a_header_of_a_later_format_is_told(vault_path: Path) -> None:
    raw = json.loads((vault_path / header.FILE_NAME).read_bytes())
    raw["min_reader"] = header.FORMAT + 1
    with pytest.raises(VaultTooNew):
        header.parse(canonical(raw))


def test_the_largest_policy_fits_beside_everything_else(vault: Vault, lead: Lead) -> None:
    office = [Lead().recipient for _ in range(7)]
    lines = f"[seal]\nrecipients = {json.dumps(office)}\n"
    room = MAX_BYTES - len(lead.text(lines))
    vault.policy.install(lead.signs(lines + "#" * room))
    assert (vault.path / header.FILE_NAME).stat().st_size < header.LIMIT_BYTES - 8 * 1900


# --- who may change it ------------------------------------------------------------------------------------------------


def test_a_newer_one_of_the_same_signer_takes_its_place(vault: Vault, lead: Lead) -> None:
    vault.policy.install(lead.signs(STRICT))
    assert vault.policy.install(lead.signs("[kdf]\nmin_words = 7\n", version=2))
    assert vault.policy.rules.min_words == 7
    assert events(vault) == [("policy-installed", 1), ("policy-installed", 2)]


def test_the_same_one_changes_nothing(vault: Vault, lead: Lead) -> None:
    signed = lead.signs(STRICT)
    vault.policy.install(signed)
    generation = vault._live.header.generation
    assert not vault.policy.install(signed)
    assert (vault._live.header.generation, events(vault)) == (generation, [("policy-installed", 1)])


def test_another_signer_or_an_older_one_is_refused_and_written_down(vault: Vault, lead: Lead) -> None:
    vault.policy.install(lead.signs(STRICT, version=2))
    for wrong in (Lead().signs(version=9), lead.signs(version=1)):
        with pytest.raises(PolicyRefused):
            vault.policy.install(wrong)
    assert vault.policy.rules.min_words == 6
    assert events(vault) == [("policy-installed", 2), ("policy-refused", 9), ("policy-refused", 1)]


def test_only_its_signer_can_lift_it(vault: Vault, lead: Lead) -> None:
    """There is no way to remove a policy: a newer one that demands nothing is how a lead ends it."""
    vault.policy.install(lead.signs("[erase]\nlevel_keys = 'forbidden'\n"))
    vault.policy.install(lead.signs(version=2))
    assert vault.policy.rules.erase_levels


def test_a_named_successor_goes_on(vault: Vault, lead: Lead) -> None:
    heir = Lead()
    key = sign.public_key_line(heir.identity.signing_key.public)
    vault.policy.install(lead.signs(head=f'successor = "{key}"\n'))
    assert vault.policy.install(heir.signs(STRICT, version=2))
    assert vault.policy.signed == heir.signs(STRICT, version=2)


# --- what it demands --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap_floor")
def test_a_cheaper_key_derivation_is_refused(vault: Vault, lead: Lead) -> None:
    vault.policy.install(lead.signs("[kdf]\nmin_iterations = 3\n"))
    with pytest.raises(BadValue) as caught:
        vault.key_slots.change_passphrase(
            Credentials(passphrase=passphrase()), Secret.of("x" * 20), opens=MASTER, params=cheap_kdf(), strength=9
        )
    assert "3 passes" in caught.value.hint_text()
    dearer = replace(cheap_kdf(), iterations=3)
    vault.key_slots.change_passphrase(
        Credentials(passphrase=passphrase()), Secret.of("x" * 20), opens=MASTER, params=dearer, strength=9
    )


@pytest.mark.usefixtures("cheap_floor")
def test_a_passphrase_worth_fewer_words_is_refused(sealed_vault: Vault, lead: Lead) -> None:
    sealed_vault.policy.install(lead.signs(STRICT))
    keys, present = sealed_vault.key_slots, Credentials(passphrase=passphrase())
    new = Credentials(passphrase=Secret.of("y" * 20))
    with pytest.raises(PassphraseGuessable):
        keys.change_passphrase(present, Secret.of("x"), opens=MASTER, params=cheap_kdf(), strength=5)
    with pytest.raises(PassphraseGuessable):
        keys.add_passphrase(new, opens=SEALED, params=cheap_kdf(), strength=5)
    with pytest.raises(PassphraseGuessable):
        keys.recover(present, Secret.of("x"), Secret.of("x"), cheap_kdf(), 5)
    keys.add_passphrase(new, opens=SEALED, params=cheap_kdf(), strength=6)


def test_an_organisation_that_is_not_wanted_gets_no_slot(vault: Vault, lead: Lead) -> None:
    other = Lead().recipient
    vault.policy.install(lead.signs(f'[recovery]\norg_slot = "required"\nrecipients = ["{lead.recipient}"]\n'))
    with pytest.raises(PolicyForbids):
        vault.key_slots.add_organisation(other, [MASTER])
    number = vault.key_slots.add_organisation(lead.recipient, [MASTER]).written[0]
    with pytest.raises(PolicyForbids):
        vault.key_slots.remove(number)
    vault.policy.install(lead.signs('[recovery]\norg_slot = "forbidden"\n', version=2))
    vault.key_slots.remove(number)
    with pytest.raises(PolicyForbids):
        vault.key_slots.add_organisation(lead.recipient, [MASTER])


def test_whole_levels_are_not_erased_where_it_forbids_that(vault: Vault, lead: Lead) -> None:
    before = len(vault.rows())
    vault.policy.install(lead.signs('[erase]\nlevel_keys = "forbidden"\n'))
    with pytest.raises(ErasingForbidden):
        vault.purging.erase_levels([Level.INTERNAL], watch=Watch())
    assert len(vault.rows()) == before


def test_what_is_sealed_goes_to_its_recipients_and_to_nobody_else(sealed_vault: Vault, lead: Lead) -> None:
    other, second = Lead(), Lead()
    both = f'[seal]\nrecipients = ["{lead.recipient}", "{second.recipient}"]\n'
    sealed_vault.policy.install(lead.signs(both))
    for chosen in ([other.recipient], [lead.recipient, other.recipient]):
        with pytest.raises(PolicyForbids):
            sealed_vault.rekeying.send_sealed_away(chosen)
    assert sealed_vault.sealed_is_open
    sealed_vault.rekeying.send_sealed_away([lead.recipient])
    assert sealed_vault.sealed_recipients == (lead.recipient, second.recipient)


def test_a_newer_policy_changes_for_whom_new_material_is_sealed(sealed_vault: Vault, lead: Lead) -> None:
    heir = Lead()
    sealed_vault.policy.install(lead.signs(lead.sealing))
    sealed_vault.rekeying.send_sealed_away([])
    sealed_vault.policy.install(lead.signs(heir.sealing, version=2))
    assert sealed_vault.sealed_recipients == (heir.recipient,)
    sealed_vault.set_level("T-001", Level.SEALED)
    (wrapped,) = sealed_vault._store.connection.rows(
        "SELECT wrapped FROM card WHERE record_row = 1 ORDER BY version DESC LIMIT 1"
    )
    assert capsule.recipients_of(wrapped[0]) == (capsule.key_id(heir.recipient),)


def test_while_the_key_is_here_the_header_names_no_recipients(sealed_vault: Vault, lead: Lead) -> None:
    """A name in a capsule that its owner cannot open would be a name that no export takes out."""
    sealed_vault.policy.install(lead.signs(lead.sealing))
    assert sealed_vault._live.header.seal == ()
    assert sealed_vault.entry("S-001").identity is not None


# --- copies -----------------------------------------------------------------------------------------------------------


def test_a_newer_policy_of_another_copy_is_taken_over_and_an_older_one_is_not(
    vault: Vault, vault_path: Path, lead: Lead, tmp_path: Path
) -> None:
    vault.policy.install(lead.signs(STRICT))
    vault.lock()
    home = tmp_path / "home.fieldnotes"
    shutil.copytree(vault_path, home)
    there = reopen(home)
    there.policy.install(lead.signs("[kdf]\nmin_words = 7\n", version=2))
    newer = there._live.header
    there.lock()
    here = reopen(vault_path)
    older = here._live.header
    here._replaced(policies.take_newer(here._live, newer))
    assert here.policy.rules.min_words == 7
    here._replaced(policies.take_newer(here._live, older))
    assert here.policy.rules.min_words == 7
    assert [version for _, version in events(here)] == [1, 2]
    here.lock()


def test_sealed_stays_open_through_an_installation(sealed_vault: Vault, lead: Lead) -> None:
    sealed_vault.policy.install(lead.signs(STRICT))
    assert sealed_vault.sealed_is_open
    sealed_vault.close_sealed()
    sealed_vault.open_sealed(sealed_passphrase())
