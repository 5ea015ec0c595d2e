"""slot list, add, remove, upgrade; passwd: the ways into a vault."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import new_passphrase, opened, sealed_way, way_in
from fieldnotes.errors import BadValue
from fieldnotes.services import access
from fieldnotes.services.access import MASTER, SEALED, SlotChange, SlotInfo, WayIn

_OPENS = {"vault": (MASTER,), "sealed": (SEALED,), "both": (MASTER, SEALED)}
_NEW = "New passphrase: "
_ASKS = {"pw": "passphrase", "keyfile": "key file", "keyring": "this computer's keyring"}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "slot", "the ways into a vault: passphrases, key files, codes, organisations")
    arguments.vault(arguments.command(verbs, "list", _list, "every way in; needs no passphrase"), opened=False)
    _register_add(verbs)
    remove = arguments.command(verbs, "remove", _remove, "take a way in away; the last one stays")
    arguments.vault(remove)
    remove.add_argument("slot", type=arguments.count, metavar="NUMBER", help="as slot list shows it")
    upgrade = arguments.command(verbs, "upgrade", _upgrade, "make the same passphrase costlier to guess")
    arguments.vault(upgrade)
    _register_passwd(top)


def _register_add(verbs: Subparsers) -> None:
    add = arguments.command(verbs, "add", _add, "a further passphrase, or an organisation that may open the vault")
    arguments.vault(add, sealed=True)
    add.add_argument("--type", choices=("passphrase", "org"), required=True)
    add.add_argument("--opens", choices=tuple(_OPENS), default="vault", help="both: an organisation only")
    add.add_argument("--to", type=Path, metavar="CARD", help="the organisation's contact card")
    _new_passphrase_options(add)
    files = add.add_mutually_exclusive_group()
    files.add_argument("--new-key-file", type=Path, metavar="FILE", help="the new passphrase opens only with this file")
    files.add_argument("--make-key-file", type=Path, metavar="FILE", help="the same, and make the file")
    add.add_argument(
        "--with-keyring", action="store_true", help="the new passphrase opens only with this computer's keyring"
    )


def _register_passwd(top: Subparsers) -> None:
    passwd = arguments.command(top, "passwd", _passwd, "change the passphrase")
    arguments.vault(passwd, sealed=True)
    passwd.add_argument("--sealed", action="store_true", help="the sealed compartment's passphrase")
    _new_passphrase_options(passwd)
    passwd.add_argument(
        "--rotate-keys",
        action="store_true",
        help="also new keys below it: old copies of the header open nothing of now. Takes as long as a backup; the "
        "recovery code and other people's slots must be made anew",
    )


def _new_passphrase_options(made: argparse.ArgumentParser) -> None:
    source = made.add_mutually_exclusive_group()
    source.add_argument("--new-passphrase-file", metavar="FILE", help="its first line; - is standard input")
    source.add_argument("--generate", choices=("az", "en", "ru"), help="let the program draw words of this language")
    made.add_argument("--policy", type=Path, metavar="FILE", help="may ask for a stronger passphrase")


def slot_data(slot: SlotInfo) -> dict[str, Any]:
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


def slot_line(slot: dict[str, Any]) -> str:
    asks = {
        "passphrase": " + ".join(_ASKS[factor] for factor in slot["factors"]),
        "code": "recovery code",
        "hpke": f"an organisation's key {slot.get('recipient', '')}",
    }
    what = "the vault" if slot["opens"] == MASTER else "the sealed compartment"
    line = f"Key slot {slot['id']}: opens {what}, by {asks[slot['type']]}"
    if "kdf" in slot:
        line += f", Argon2id {slot['memory_mib']} MiB, {slot['iterations']} passes, {slot['lanes']} lanes"
    return line


def change_data(change: SlotChange) -> dict[str, Any]:
    return {"written": list(change.written), "removed": list(change.removed), "sealed": change.sealed}


def _list(args: Namespace) -> Reply:
    slots = [slot_data(slot) for slot in access.slots(args.vault)]
    return Reply({"slots": slots}, [slot_line(slot) for slot in slots])


def _add(args: Namespace) -> Reply:
    return _add_organisation(args) if args.type == "org" else _add_passphrase(args)


def _add_organisation(args: Namespace) -> Reply:
    if args.to is None:
        raise BadValue(field="the organisation", value="missing", allowed="--to CARD")
    compartments = _OPENS[args.opens]
    with opened(args, sealed=SEALED in compartments) as session:
        added = access.add_organisation(
            session, way_in(args), args.to, vault=MASTER in compartments, sealed=SEALED in compartments
        )
    what = {"vault": "this vault", "sealed": "its sealed compartment", "both": "this vault and its sealed compartment"}
    lines = [
        f"{added.name} can now open {what[args.opens]} without you, from any copy of it.",
        "Compare these words with them by voice: " + " ".join(added.words),
        f"Take it back with: slot remove VAULT {added.change.written[0]}. Copies made until then stay open to them.",
    ]
    data = {
        **change_data(added.change),
        "name": added.name,
        "recipient": added.recipient,
        "fingerprint": list(added.words),
    }
    return Reply(data, lines)


def _add_passphrase(args: Namespace) -> Reply:
    if args.opens == "both":
        raise BadValue(field="--opens of a passphrase", value="both", allowed="vault or sealed, one after the other")
    opens = _OPENS[args.opens][0]
    with opened(args, sealed=opens == SEALED) as session:
        beside = args.make_key_file is not None and access.new_key_file(args.make_key_file, args.vault)
        new = WayIn(_chosen(args, _NEW), key_file=args.make_key_file or args.new_key_file)
        added = access.add_passphrase(
            session,
            way_in(args),
            new,
            opens=opens,
            keyring=args.with_keyring,
            minimum_words=access.policy_minimum(args.policy),
        )
    if added.second_door:
        note(added.second_door)
    if beside:
        note("The key file is on the same disk as the vault. Move it to a stick that you keep apart, and keep a copy.")
    if args.with_keyring:
        note("The keyring is lost with this computer or a new installation: keep another way in.")
    data = {**change_data(added.change), "strength": added.strength.words, "key_file_beside_vault": beside}
    return Reply(data, [f"Added key slot {added.change.written[0]}. Passphrase: {added.strength.words}."])


def _remove(args: Namespace) -> Reply:
    with opened(args) as session:
        change = access.remove(session, way_in(args), args.slot)
    lines = [f"Removed key slot {args.slot}. Copies of the vault made until now still have it."]
    return Reply(change_data(change), lines)


def _upgrade(args: Namespace) -> Reply:
    with opened(args) as session:
        change = access.upgrade(session, way_in(args))
    numbers = ", ".join(map(str, change.written))
    line = f"Key slots made costlier to guess: {numbers}." if numbers else "Every slot costs what this computer can do."
    return Reply(change_data(change), [line])


def _passwd(args: Namespace) -> Reply:
    with opened(args) as session:
        old = sealed_way(args, way_in(args)) if args.sealed else way_in(args)
        done = access.change_passphrase(
            session,
            old,
            _chosen(args, _NEW),
            opens=SEALED if args.sealed else MASTER,
            also_rotate=args.rotate_keys,
            minimum_words=access.policy_minimum(args.policy),
        )
    change = done.change
    both = not args.sealed and change.sealed
    what = "vault and the sealed compartment" if both else "sealed compartment" if args.sealed else "vault"
    lines = [
        f"The new passphrase opens the {what}; the old one does not. It is {done.strength.words}.",
        "Backups made until now still open with the old one.",
    ]
    if change.removed:
        gone = ", ".join(map(str, change.removed))
        lines.append(f"Gone with the old keys: key slots {gone}. Make the recovery code anew: recovery new VAULT.")
    return Reply({**change_data(change), "strength": done.strength.words, "new_keys": args.rotate_keys}, lines)


def _chosen(args: Namespace, prompt: str) -> str:
    """The new passphrase; one that is drawn is shown before it is set, so that no crash can leave it unknown."""
    if args.generate is None:
        return new_passphrase(args.new_passphrase_file, prompt)
    drawn = access.generate(args.generate, max(access.WORDS, access.least_words(args.vault)))
    note(f"Your new passphrase: {drawn}")
    return drawn
