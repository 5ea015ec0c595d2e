"""vault create, vault info, vault unseal, vault check."""

from __future__ import annotations

import base64
from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.slot import slot_data, slot_line
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import opened_with_names_if_possible, passphrase, way_in
from fieldnotes.errors import VaultDamaged
from fieldnotes.services import check, sealed
from fieldnotes.services import session as sessions

_WEAK_BELOW = 2
_NEXT = (
    "Next: a code on paper, should the passphrase be lost:   fieldnotes-cli recovery new {vault}",
    "      copies of it on another disk:                     fieldnotes-cli backup make {vault} DIR",
    "      a first case, then people and testimonies in it:  fieldnotes-cli case add {vault} --title T",
)


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "vault", "make a vault, look at it from outside, check it")
    create = arguments.command(verbs, "create", _create, "make a new, empty vault")
    arguments.vault(create, sealed=True, opened=False)
    create.add_argument(
        "--passphrase-file", metavar="FILE", help="its first line is the passphrase; - is standard input"
    )
    info = arguments.command(verbs, "info", _info, "what anybody can see of a vault without a passphrase")
    arguments.vault(info, opened=False)
    unseal = arguments.command(
        verbs, "unseal", _unseal, "at the office: make a vault of a backup from the field and open what is sealed in it"
    )
    arguments.vault(unseal)
    unseal.add_argument("--office", type=Path, required=True, metavar="IDENTITY", help="the office's identity file")
    unseal.add_argument("--into", type=Path, required=True, metavar="NEW", help="the vault to make")
    unseal.add_argument(
        "--new-sealed-passphrase-file", metavar="FILE", help="will open the sealed compartment of the new vault"
    )
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
    made = f"Made {session.path.name}. Passphrase: {judged.words}."
    steps = [line.format(vault=args.vault) for line in _NEXT]
    return Reply(data, [made, "Nobody can reset it: keep it safe.", *steps])


def _info(args: Namespace) -> Reply:
    info = sessions.info(args.vault)
    slots = [slot_data(slot) for slot in info.slots]
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
        *(slot_line(slot) for slot in slots),
    ]
    return Reply(data, lines)


def _unseal(args: Namespace) -> Reply:
    by = way_in(args)
    new = passphrase(args.new_sealed_passphrase_file, "New passphrase of the sealed compartment: ")
    session = sealed.unseal(args.vault, args.into, by, identity=args.office, sealed_passphrase=new)
    try:
        found = sealed.state(session)
    finally:
        session.lock()
    data = {"vault": str(session.path), "values": found.values}
    return Reply(data, [f"Made {session.path.name}: {found.values} sealed values open with the new passphrase."])


def _check(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        problems = check.verify(session)
        sealed = session.sealed_open
    if problems:
        raise VaultDamaged(what="; ".join(problems[:5]))
    looked = "every page, record and ledger entry" if sealed else "everything but the sealed compartment"
    return Reply({"problems": problems, "sealed_checked": sealed}, [f"No damage found in {looked}."])
