"""SEALED values whose key is not on this computer: put them into capsules for the office, and open them there.

In the field everything SEALED is then write-only: it can be added, not read, not even by its owner. At the office a
copy of the vault is opened with a private key, and its capsules become ordinary SEALED values under a new passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldnotes.crypto import age, capsule
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadIdentityFile, BadRecipient, SlotsFull, WrongSealedPassphrase
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.vault import rules
from fieldnotes.vault.keys import rotation, sealed_values
from fieldnotes.vault.keys.keys import CAPSULE_KID, FIRST_KID
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.opened import Opened, change_header
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials

SENT_AWAY, BROUGHT_BACK = "sealed-away", "sealed-back"
"""Events of the ledger."""


def send_away(opened: Opened, recipients: Sequence[str], watch: Watch) -> Opened:
    """Put everything SEALED into capsules for `recipients`, remove its key here, write the database afresh.

    A crash leaves the key in place or everything in capsules; doing it again finishes it.

    Raises:
        SealedClosed: the compartment is closed; nothing was changed.
        BadRecipient: none, more than seven, or one that is not post-quantum; nothing was changed.
        PolicyForbids: the policy names other recipients; nothing was changed. Without any, its own are taken.
    """
    store = opened.store
    _ = store.keys.sealed_master
    recipients = rules.sealing(opened.header, tuple(recipients))
    if not 0 < len(recipients) < capsule.MOST_RECIPIENTS:  # one place stays free for a journey's own key
        raise BadRecipient(name=f"a list of {len(recipients)} recipients")
    for recipient in recipients:
        capsule.key_id(recipient)
    opened = change_header(opened, replace(opened.header, seal=tuple(recipients)))
    with store.rewriting():
        for done, value in enumerate(sealed_values.all_of(store, {Level.SEALED})):
            watch.step(done, None, "capsules")
            if value.kid != CAPSULE_KID:
                value.send_away(store)
    store.keys.close_sealed()
    here = tuple(slot for slot in opened.header.slots if slot.opens != slots.SEALED)
    level_keys = dict(opened.header.level_keys)
    level_keys.pop(Level.SEALED, None)
    opened = change_header(opened, replace(opened.header, slots=here, level_keys=level_keys))
    ledger.append(store, SENT_AWAY, recipients=" ".join(capsule.key_id(to).hex() for to in recipients))
    return rotation.rewrite_database(opened, watch)


def bring_back(
    opened: Opened, identities: Sequence[str], passphrase: Secret, params: KdfParams, watch: Watch
) -> Opened:
    """Make every capsule that `identities` open an ordinary SEALED value under a new slot for `passphrase`.

    Meant for a copy of the vault at the office. A crash leaves capsules that doing it again converts.

    Raises:
        BadIdentityFile: none of them is a recipient of this vault; nothing was changed.
        BadValue: `params` are below the policy's; nothing was changed.
        WrongSealedPassphrase: the compartment has a key here, and `passphrase` does not open it; nothing was changed.
        VaultDamaged: a capsule was altered.
    """
    store, vault_id = opened.store, opened.header.vault_id
    known = {age.recipient_of(identity) for identity in identities}
    if opened.header.seal and not known & set(opened.header.seal):
        raise BadIdentityFile(name="the key")
    credentials = Credentials(passphrase=passphrase)
    found = slots.unlock(credentials, opened.header.slots_for(slots.SEALED), vault_id=vault_id)
    if found is None:
        if opened.header.slots_for(slots.SEALED):
            raise WrongSealedPassphrase  # a new key would take the place of the one under which other values are
        with Secret.random() as key:
            master = Secret.random()
            foreign = {int(slot["id"]) for slot in opened.header.foreign_slots}
            free = min(set(range(1, slots.MOST + 1)) - foreign - {slot.id for slot in opened.header.slots}, default=0)
            if not free:
                raise SlotsFull(most=slots.MOST)
            rules.check_cost(opened.header, params)
            slot = slots.for_passphrase(
                master, credentials, slot_id=free, opens=slots.SEALED, params=params, vault_id=vault_id
            )
            first = store.keys.wrapped_anew(Level.SEALED, FIRST_KID, key, under=master)
        level_keys = {**opened.header.level_keys, Level.SEALED: (first,)}
        opened = change_header(
            opened, replace(opened.header, slots=(*opened.header.slots, slot), level_keys=level_keys)
        )
    else:
        master = found[0]
    store.keys.open_sealed(opened.header, master)
    store.keys.open_capsules(identities)
    with store.rewriting():
        for done, value in enumerate(sealed_values.all_of(store, {Level.SEALED})):
            watch.step(done, None, "capsules")
            if value.kid == CAPSULE_KID:
                value.seal_anew(store, value.opened(store))
    opened = change_header(opened, replace(opened.header, seal=()))
    ledger.append(store, BROUGHT_BACK)
    return opened
