"""person add, edit, show, list: lists show codes; what is behind a code is shown when that is asked for, and noted."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from fieldnotes.cli import arguments, particulars_in
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.errors import LeftBehind
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.model.register import EntityType, Entry, Identity, Role
from fieldnotes.services import register as registers
from fieldnotes.services import sealed

_NOT_HERE = "(not on this computer)"
_SAME = (
    "Careful: {same} bears the same name. Where it cannot be told who is meant, readers get a label without a number.\n"
    "One person?  fieldnotes-cli suggest join VAULT {first} {code}\n"
    "Two?         fieldnotes-cli suggest not-same VAULT {first} {code}, and an alias for each that the other has not"
)
_REVEAL = "show what is behind the code; it is written to the ledger"


def register(top: Subparsers) -> None:
    persons = arguments.group(top, "person", "the register: persons, organisations, places, contacts")
    add = arguments.command(persons, "add", _add, "register somebody or something by name")
    arguments.vault(add, sealed=True)
    add.add_argument("--name", help="needed, here or in the file of --details")
    particulars_in.options(add)
    add.add_argument("--type", type=arguments.choice(EntityType), default=EntityType.PERSON)
    add.add_argument("--role", type=arguments.choice(Role), default=Role.OTHER)
    add.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="how it may appear outside")

    edit = arguments.command(persons, "edit", _edit, "add to what is known, replace it, or take something away")
    arguments.vault(edit, sealed=True)
    edit.add_argument("code", metavar="CODE")
    edit.add_argument("--name", help="another main name; the old one becomes an alias")
    particulars_in.options(edit)
    edit.add_argument("--drop", action="append", default=[], metavar="TEXT", help="alias, contact, address or number")
    edit.add_argument("--role", type=arguments.choice(Role))

    show = arguments.command(persons, "show", _show, "one entry of the register")
    arguments.vault(show, sealed=True)
    show.add_argument("code", metavar="CODE")
    show.add_argument("--reveal", action="store_true", help=_REVEAL)

    listed = arguments.command(persons, "list", _list, "the register, by codes")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--reveal", action="store_true", help=_REVEAL)


def _add(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        identity = particulars_in.identity(args)
        entry = registers.add_entry(session, identity=identity, type=args.type, role=args.role, level=args.level)
        same = registers.namesakes(session, entry.code)
    lines = [entry.code]
    if same:
        lines.append(_SAME.format(code=entry.code, same=", ".join(same), first=same[0]))
    return Reply({"code": entry.code, "same_name": list(same)}, lines)


def _edit(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        before = registers.entry(session, args.code).identity
        if before is None:
            session.needs_sealed()
            raise LeftBehind  # it is sealed to somebody else: nothing here may be written over
        known = particulars_in.without(before, args.drop)
        if args.name and args.name != before.name:
            known = replace(known, aliases=(*known.aliases, before.name))
        identity = particulars_in.identity(args, known)
        registers.change_entry(session, args.code, identity=None if identity == before else identity, role=args.role)
    return Reply({"code": args.code}, [f"{args.code} is changed."])


def _show(args: Namespace) -> Reply:
    with opened(args, sealed=args.reveal) as session:
        entry = registers.entry(session, args.code)
        identity = sealed.reveal(session, args.code) if args.reveal else None
    data = _head(entry) | ({} if identity is None else told(identity))
    return Reply(data, [f"{key}: {words}" for key, value in data.items() if (words := _words(value))])


def _list(args: Namespace) -> Reply:
    with opened(args, sealed=args.reveal) as session:
        entries = sealed.reveal_all(session) if args.reveal else registers.entries(session)
    data = {"persons": [_head(entry) for entry in entries]}
    rows: list[tuple[object, ...]] = []
    for entry in entries:
        names = _NOT_HERE if entry.identity is None else " / ".join(entry.identity.names)
        rows.append((entry.code, entry.type, entry.role, entry.level.name, *([names] if args.reveal else [])))
    return Reply(data, table(rows, "CODE", "TYPE", "ROLE", "LEVEL", *(["NAMES"] if args.reveal else [])))


def _head(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "type": entry.type.value,
        "role": entry.role.value,
        "level": entry.level.name,
        "name": entry.identity.name if entry.identity else None,
        "aliases": list(entry.identity.aliases) if entry.identity else [],
    }


def _words(value: object) -> str:
    """A value of JSON as one line for people."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {words}" for key, one in value.items() if (words := _words(one)))
    if isinstance(value, list):
        return " / ".join(map(_words, value))
    return str(value or "")


def told(identity: Identity) -> dict[str, Any]:
    """Everything that is known, as JSON values."""
    return {
        "name": identity.name,
        "aliases": list(identity.aliases),
        "contacts": [{"kind": one.kind.value, "value": one.value, "note": one.note} for one in identity.contacts],
        "addresses": [{"place": one.place, "note": one.note} for one in identity.addresses],
        "documents": [{"kind": one.kind, "number": one.number} for one in identity.documents],
        "birth": identity.birth,
        "citizenship": identity.citizenship,
        "occupation": identity.occupation,
        "special": {one.category.value: one.words for one in identity.special},
        "note": identity.note,
    }
