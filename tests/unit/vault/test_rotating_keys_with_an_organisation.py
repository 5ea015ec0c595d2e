"""New keys below a passphrase do not lock out an organisation that the policy requires."""

from __future__ import annotations

import pytest

from fieldnotes.crypto import age
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import PolicyForbids
from fieldnotes.vault.slots.slots import MASTER, SEALED, Credentials
from fieldnotes.vault.vault import Vault
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.helpers.vaults import cheap_kdf, passphrase

__all__ = ["cheap_floor"]
pytestmark = pytest.mark.usefixtures("cheap_floor")


def rotate(vault: Vault) -> None:
    present, new = Credentials(passphrase()), Secret.of("yaşıl qayıq doqquz limon")
    vault.key_slots.change_passphrase(*(present, new), opens=MASTER, params=cheap_kdf(), strength=4, exchange_keys=True)


def test_the_required_organisation_opens_the_vault_under_its_new_keys(sealed_vault: Vault) -> None:
    lead, path = Lead(), sealed_vault.path
    rules = f'[recovery]\norg_slot = "required"\nrecipients = ["{lead.recipient}"]\n'
    sealed_vault.policy.install(lead.signs(rules))
    sealed_vault.key_slots.add_organisation(lead.recipient, [MASTER, SEALED])
    before = [slot for slot in sealed_vault.key_slots.all() if slot.type == "hpke"]

    rotate(sealed_vault)

    assert [slot for slot in sealed_vault.key_slots.all() if slot.type == "hpke"] == before
    sealed_vault.lock()
    again = Vault.open(path, Credentials(identities=lead.identity.age_secrets))
    assert again.check() == []
    again.lock()


def test_new_keys_are_refused_where_the_policy_does_not_hold_the_required_key(sealed_vault: Vault) -> None:
    lead, other = Lead(), age.recipient_of(age.generate_identity(post_quantum=True))
    sealed_vault.policy.install(lead.signs('[recovery]\norg_slot = "required"\n'))
    sealed_vault.key_slots.add_organisation(other, [MASTER])
    before = (sealed_vault.path / "header.fnv").read_bytes()

    with pytest.raises(PolicyForbids):
        rotate(sealed_vault)

    assert (sealed_vault.path / "header.fnv").read_bytes() == before


def test_one_that_is_not_required_goes_with_the_old_keys(sealed_vault: Vault) -> None:
    sealed_vault.key_slots.add_organisation(Lead().recipient, [MASTER])

    rotate(sealed_vault)

    assert "hpke" not in [slot.type for slot in sealed_vault.key_slots.all()]
