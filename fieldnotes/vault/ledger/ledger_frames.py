"""Make the frames of the ledger's file inside the transaction of what they tell, and read entries with their keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fieldnotes.crypto import capsule, ratchet
from fieldnotes.crypto.aead import SealBroken
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.vault import device
from fieldnotes.vault.canonical import canonical, decode, encode
from fieldnotes.vault.ledger import checkpoint, frame
from fieldnotes.vault.ledger.frame import Frame, FrameBroken, Kind
from fieldnotes.vault.ledger.ledger_state import State
from fieldnotes.vault.store import Store

CHAIN = "ledger"
"""The vault's own secret that holds the ratchet's present key."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """What an epoch frame says. `capsule` is empty without an auditor; `continues` is the last frame that the
    database knew when the file before was lost or did not fit, empty when the chain simply goes on."""

    number: int
    capsule: bytes
    continues: bytes


def begin_epoch(store: Store, state: State, *, auditor: str, continues: bytes = b"") -> None:
    """Give the ratchet a fresh key, which only `auditor` (age1pq…) can learn; "" is nobody.

    Raises:
        BadRecipient: not a post-quantum recipient.
    """
    epoch = state.epoch + 1
    with store.transaction(), Secret.random() as first:
        context = epoch_context(store.keys.vault_id, epoch, state.last.number + 1, state.last.digest)
        wrapped = capsule.wrap(first.reveal(), [auditor], context) if auditor else b""
        payload = canonical({"capsule": encode(wrapped), "continues": continues.hex(), "epoch": epoch})
        store.set_secret(CHAIN, bytes(first.reveal()))
        _add(store, replace(state, epoch=epoch, auditor=auditor), state.following(Kind.EPOCH, payload))


def add_entry(store: Store, told: Mapping[str, Any]) -> str:
    """Seal an entry under the ratchet's present key and move the ratchet on; the frame's SHA-256 in hex.

    A checkpoint follows when it is time for one.
    """
    state = _state(store)
    text = canonical(told)
    blocks = frame.blocks_for(len(text) + ratchet.OVERHEAD)
    length = frame.capacity(blocks)
    head = frame.head(Kind.ENTRY, state.last.number + 1, state.last.digest, length)
    with Secret(store.secret(CHAIN)) as chain, following(chain) as after:
        padded = text.ljust(length - ratchet.OVERHEAD, b"\0")
        sealed = ratchet.seal(chain, padded, entry_context(store.keys.vault_id, head))
        store.set_secret(CHAIN, bytes(after.reveal()))
    made = state.following(Kind.ENTRY, sealed)
    state = _add(store, state, made)
    if state.since >= checkpoint.EVERY:
        add_checkpoint(store)
    return made.digest.hex()


def add_checkpoint(store: Store) -> str:
    """Sign how far the ledger goes, unless the newest checkpoint says so already; the note."""
    with store.transaction():
        state = _state(store)
        if state.note and not state.since:
            return state.note
        key = SigningKey.from_seed(device.load(store).signing_seed)
        note = checkpoint.signed(store.keys.vault_id, state.tree, key)
        _add(store, replace(state, note=note), state.following(Kind.CHECKPOINT, note.encode()))
        if store.file is not None:
            store.file.sync_owed = True
    return note


def opened_entry(chain: Secret, found: Frame, vault_id: bytes) -> dict[str, Any]:
    """What an entry tells.

    Raises:
        FrameBroken: it does not open under this key of the chain.
    """
    try:
        text = ratchet.open_sealed(chain, found.payload, entry_context(vault_id, found.head())).rstrip(b"\0")
        told = json.loads(text)
        exact = isinstance(told, dict) and canonical(told) == text
    except (SealBroken, ValueError, RecursionError) as error:
        raise FrameBroken(found.number) from error
    if not exact:
        raise FrameBroken(found.number)
    assert isinstance(told, dict)
    return told


def read_epoch(found: Frame) -> Epoch:
    """What an epoch frame says.

    Raises:
        FrameBroken: it breaks the format.
    """
    try:
        raw = json.loads(found.payload)
        if canonical(raw) != found.payload or set(raw) != {"capsule", "continues", "epoch"}:
            raise FrameBroken(found.number)
        if type(raw["epoch"]) is not int or not 0 < raw["epoch"] < 2**63:
            raise FrameBroken(found.number)
        return Epoch(raw["epoch"], decode(raw["capsule"]), bytes.fromhex(raw["continues"]))
    except (ValueError, TypeError, RecursionError) as error:
        raise FrameBroken(found.number) from error


def first_key(epoch: Epoch, found: Frame, vault_id: bytes, secrets: tuple[str, ...]) -> Secret | None:
    """The key with which an epoch began; None when it was not begun for any of `secrets`."""
    context = epoch_context(vault_id, epoch.number, found.number, found.prev)
    return capsule.unwrap(epoch.capsule, secrets, context)


def entry_context(vault_id: bytes, head: bytes) -> bytes:
    return b"fieldnotes/v1/ledger/entry\0" + vault_id + head


def epoch_context(vault_id: bytes, epoch: int, number: int, prev: bytes) -> bytes:
    return canonical({"ledger": vault_id.hex(), "epoch": epoch, "frame": number, "prev": prev.hex()})


def _state(store: Store) -> State:
    state = State.load(store.connection)
    assert state is not None, "the ledger's file is begun before anything is written to the ledger"
    return state


def _add(store: Store, state: State, made: Frame) -> State:
    grown = state.with_frame(made)
    grown.save(store.connection)
    store.connection.write("INSERT INTO ledger_pending (seq, frame) VALUES (?, ?)", made.number, made.encoded())
    if store.file is not None:
        store.file.owed = True
    return grown


def following(chain: Secret) -> Secret:
    """The key of the next entry."""
    return ratchet.following(chain)
