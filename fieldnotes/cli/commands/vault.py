"""vault create, vault info, vault check."""

from __future__ import annotations

import base64
from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import opened_with_names_if_possible, passphrase
from fieldnotes.errors import VaultDamaged
from fieldnotes.services import check
from fieldnotes.services import session as sessions
from fieldnotes.services.session import SlotInfo

_WEAK_BELOW = 2


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "vault", "make a vault, look at it from outside, check it")
    create = arguments.command(verbs, "create", _create, "make a new, empty vault")
    arguments.vault(create, sealed=True)
    info = arguments.command(verbs, "info", _info, "what anybody can see of a vault without a passphrase")
    arguments.vault(info, opened=False)
    check_ = arguments.command(verbs, "check", _check, "verify database, records, header and ledger")
    arguments.vault(check_, sealed=True)


def _create(args: Namespace) -> Reply:
    first = passphrase(args.passphrase_file, "New passphrase: ")
    second = None
    if args.sealed_passphrase_file:
        second = passphrase(args.sealed_passphrase_file, "Passphrase for the sealed compartment: ")
    judged = sessions.strength(first)
    session = sessions.create(args.vault, first, sealed_passphrase=second)
    session.lock()
    if judged.score < _WEAK_BELOW:
        note(f"This passphrase is {judged.words}. Six words chosen by dice are much harder to guess.")
    data = {"vault": str(session.path), "strength": judged.words}
    return Reply(data, [f"Made {session.path.name}. Passphrase: {judged.words}.", "Nobody can reset it: keep it safe."])


def _info(args: Namespace) -> Reply:
    info = sessions.info(args.vault)
    slots = [_slot(slot) for slot in info.slots]
    data = {
        "vault_id": info.vault_id,
        "format": info.format,
        "created": info.created,
        "generation": info.generation,
        "slots": slots,
        "slot_types": list(info.slot_types),
        "database_bytes": info.database_bytes,
        "signing_public": base64.b64encode(info.signing_public).decode(),
    }
    lines = [
        f"FieldNotes vault, format {info.format}, made {info.created}",
        f"Database: {info.database_bytes} bytes, SQLCipher with a random key",
        *(_slot_line(slot) for slot in slots),
    ]
    return Reply(data, lines)


def _slot(slot: SlotInfo) -> dict[str, Any]:
    told = {"id": slot.id, "type": slot.type, "opens": slot.opens, "factors": list(slot.factors)}
    if slot.recipient:
        told["recipient"] = slot.recipient
    if slot.kdf is not None:
        told |= {
            "kdf": "argon2id",
            "memory_mib": slot.kdf.memory_kib // 1024,
            "iterations": slot.kdf.iterations,
            "lanes": slot.kdf.lanes,
        }
    return told


def _slot_line(slot: dict[str, Any]) -> str:
    asks = {"passphrase": " + ".join(slot["factors"]), "code": "recovery code", "hpke": "an organisation's key"}
    line = f"Key slot {slot['id']}: opens {slot['opens']}, by {asks[slot['type']]}"
    if "kdf" in slot:
        line += f", Argon2id {slot['memory_mib']} MiB, {slot['iterations']} passes, {slot['lanes']} lanes"
    return line


def _check(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        problems = check.verify(session)
        sealed = session.sealed_open
    if problems:
        raise VaultDamaged(what="; ".join(problems[:5]))
    looked = "every page, record and ledger entry" if sealed else "everything but the sealed compartment"
    return Reply({"problems": problems, "sealed_checked": sealed}, [f"No damage found in {looked}."])
