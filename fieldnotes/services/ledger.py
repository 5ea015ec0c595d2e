"""The ledger: for its owner inside the vault, for the security lead from the folder alone, without any passphrase."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import reader as bundles
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.errors import BadAnchor, CannotRead, WeakRecipient
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.services import cards
from fieldnotes.services.session import Session
from fieldnotes.services.views import LedgerLine
from fieldnotes.vault.keys import header
from fieldnotes.vault.ledger import checkpoint, ledger_reader
from fieldnotes.vault.ledger.checkpoint import Checkpoint
from fieldnotes.vault.ledger.frame import Kind
from fieldnotes.vault.ledger.ledger_file import FILE_NAME
from fieldnotes.vault.ledger.ledger_reader import Flaw, FlawKind, Reading

_NOTE_BEGINS = b"fieldnotes/"
_HYBRID = "age1pq1"

_SENTENCES: Mapping[FlawKind, str] = {
    FlawKind.BROKEN: N_("Frame {number} was altered, cut off or moved. Nothing after it can be read."),
    FlawKind.EMPTY: N_("The file is empty."),
    FlawKind.SIGNATURE: N_("Frame {number} is a checkpoint that this vault's device did not sign."),
    FlawKind.TREE: N_("Frame {number} is a checkpoint of other entries than those before it."),
    FlawKind.ENTRY: N_("Frame {number} was not written by somebody who held the key of that moment."),
    FlawKind.EPOCH: N_("Frame {number} does not begin an epoch as it should."),
    FlawKind.SHORTER: N_("The checkpoint that was kept elsewhere tells of more entries than this file has."),
    FlawKind.OTHER: N_(
        "The checkpoint that was kept elsewhere tells of other entries than those up to frame {number}."
    ),
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What the folder's ledger file proves. `flaws` are sentences; `lines` is what the audit identity could read.

    `key` is the SHA-256 of the device's public key in hex: compare it with the one noted at the last visit.
    `unreadable` counts entries of epochs that were not begun for that identity.
    """

    entries: int
    epochs: int
    checkpoints: int
    locks: int
    flaws: tuple[str, ...]
    lines: tuple[LedgerLine, ...]
    unreadable: int
    key: str
    note: str
    anchored: bool
    """An anchor was given and everything up to it is unaltered."""


def show(session: Session) -> list[LedgerLine]:
    """What happened to the vault, oldest first: codes and counts, never names."""
    return [LedgerLine(one.seq, one.at, one.event, _told(one.facts)) for one in session.vault.ledger()]


def verify(
    path: Path,
    *,
    audit_identity: Path | None = None,
    file: Path | None = None,
    anchor: Path | None = None,
    identity: Path | None = None,
) -> Verification:
    """Examine the ledger file of the vault folder `path`, or `file` instead, which was once its.

    `anchor` is a checkpoint that somebody kept, or a bundle, which `identity` (else the audit identity) opens.

    Raises:
        NotAVault, HeaderDamaged, VaultTooNew, CannotRead, BadIdentityFile: nothing was examined.
        BadAnchor: no checkpoint of this vault; for a bundle also the errors of opening one.
    """
    found = header.load(path)
    place = file if file is not None else path / FILE_NAME
    secrets = cards.load_identity(audit_identity).age_secrets if audit_identity is not None else ()
    kept = _anchor(anchor, identity or audit_identity, found.vault_id, found.signing_public) if anchor else None
    try:
        with place.open("rb") as opened:
            reading = ledger_reader.read(
                opened, vault_id=found.vault_id, public=found.signing_public, secrets=secrets, anchor=kept
            )
    except OSError as error:
        raise CannotRead(name=place.name, reason=error.strerror or "") from error
    return _verification(reading, hashlib.sha256(found.signing_public).hexdigest(), kept)


def set_auditor(session: Session, card: Path | None) -> Changes:
    """Let the owner of a contact card read the ledger's file from now on; None: nobody.

    Raises:
        BadRecipient, CannotRead: not a card.
        WeakRecipient: no key on it is post-quantum.
    """
    recipient = ""
    if card is not None:
        recipient = next((one for one in cards.load_card(card).age if one.startswith(_HYBRID)), "")
        if not recipient:
            raise WeakRecipient(name=card.name)
    session.vault.log.set_auditor(recipient)
    return Changes()


def has_auditor(session: Session) -> bool:
    """Whether somebody else can read the ledger."""
    return bool(session.vault.log.auditor)


def checkpoint_note(session: Session) -> str:
    """A signed checkpoint to be kept by somebody else: with it, they can tell whether anything before was changed."""
    return session.vault.log.checkpoint()


def _anchor(path: Path, identity: Path | None, vault_id: bytes, public: bytes) -> Checkpoint:
    try:
        with path.open("rb") as file:
            is_note = file.read(len(_NOTE_BEGINS)) == _NOTE_BEGINS
    except OSError as error:
        raise CannotRead(name=path.name, reason=error.strerror or "") from error
    try:
        note = _note_file(path) if is_note else checkpoint.expanded(_of_bundle(path, identity), vault_id, public)
        kept = checkpoint.verified(note, public)
    except (BadSignature, UnicodeDecodeError) as error:
        raise BadAnchor(name=path.name) from error
    if kept.vault_id != vault_id:
        raise BadAnchor(name=path.name)
    return kept


def _note_file(path: Path) -> str:
    return files.read_limited(path, checkpoint.LIMIT_CHARACTERS).decode()


def _of_bundle(path: Path, identity: Path | None) -> str:
    if identity is None:
        raise BadAnchor(name=path.name)
    opened = bundles.open_bundle(
        bundles.read_file(path),
        identities=cards.load_identity(identity).age_secrets,
        name=path.name,
        expected_signer=None,
        today=clock.today().isoformat(),
    )
    return opened.manifest.ledger_anchor


def _verification(reading: Reading, key: str, anchor: Checkpoint | None) -> Verification:
    lines = tuple(LedgerLine(one.number, one.at, one.event, _told(one.facts)) for one in reading.events)
    wrong = {FlawKind.SHORTER, FlawKind.OTHER, FlawKind.BROKEN}
    return Verification(
        entries=reading.counts[Kind.ENTRY],
        epochs=reading.counts[Kind.EPOCH],
        checkpoints=reading.counts[Kind.CHECKPOINT],
        locks=reading.counts[Kind.CLOSE],
        flaws=tuple(_sentence(flaw) for flaw in reading.flaws),
        lines=lines,
        unreadable=reading.counts[Kind.ENTRY] - len(lines),
        key=key,
        note=reading.note,
        anchored=anchor is not None and not any(flaw.kind in wrong for flaw in reading.flaws),
    )


def _sentence(flaw: Flaw) -> str:
    return tr(_SENTENCES[flaw.kind], number=flaw.frame)


def _told(facts: Mapping[str, str | int]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in facts.items())
