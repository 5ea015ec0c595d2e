"""person add, person list, relate, consent set, consent withdraw."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.model.register import EntityType, RelationKind, Role
from fieldnotes.services import register as registers

_NOT_HERE = "(not on this computer)"


def register(top: Subparsers) -> None:
    persons = arguments.group(top, "person", "the register: persons, organisations, places, contacts")
    add = arguments.command(persons, "add", _add, "register somebody or something by name")
    arguments.vault(add, sealed=True)
    add.add_argument("--name", required=True)
    add.add_argument("--alias", action="append", default=[], help="another spelling, name or contact; may be repeated")
    add.add_argument("--type", type=arguments.choice(EntityType), default=EntityType.PERSON)
    add.add_argument("--role", type=arguments.choice(Role), default=Role.OTHER)
    add.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="how it may appear outside")
    listed = arguments.command(persons, "list", _list, "the register with its names")
    arguments.vault(listed, sealed=True)

    relate = arguments.command(top, "relate", _relate, "say how two register entries belong together")
    arguments.vault(relate)
    relate.add_argument("a", metavar="CODE")
    relate.add_argument("b", metavar="CODE")
    relate.add_argument("--as", dest="kind", type=arguments.choice(RelationKind), required=True)

    consents = arguments.group(top, "consent", "what a person agreed to")
    given = arguments.command(consents, "set", _set, "record answers for uses")
    arguments.vault(given)
    given.add_argument("person", metavar="PERSON")
    given.add_argument(
        "--use", action="append", nargs="+", required=True, type=arguments.pair(Use, Answer), metavar="USE=ANSWER"
    )
    given.add_argument("--until", default="", metavar="YYYY-MM-DD", help="the consent expires after this day")
    withdraw = arguments.command(consents, "withdraw", _withdraw, "stop every new export of a person's records")
    arguments.vault(withdraw)
    withdraw.add_argument("person", metavar="PERSON")


def _add(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        entry = registers.add_entry(
            session, name=args.name, aliases=args.alias, type=args.type, role=args.role, level=args.level
        )
    return Reply({"code": entry.code}, [entry.code])


def _list(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        entries = registers.entries(session)
    data = {
        "persons": [
            {
                "code": entry.code,
                "type": entry.type.value,
                "role": entry.role.value,
                "level": entry.level.name,
                "name": entry.identity.name if entry.identity else None,
                "aliases": list(entry.identity.aliases) if entry.identity else [],
            }
            for entry in entries
        ]
    }
    rows = [
        (
            *(entry.code, entry.type.value, entry.role.value, entry.level.name),
            " / ".join(entry.identity.names) if entry.identity is not None else _NOT_HERE,
        )
        for entry in entries
    ]
    return Reply(data, table(rows))


def _relate(args: Namespace) -> Reply:
    with opened(args) as session:
        registers.relate(session, args.a, args.b, args.kind)
    return Reply({"a": args.a, "b": args.b, "as": args.kind.value}, [f"{args.a} is {args.kind.value} of {args.b}"])


def _set(args: Namespace) -> Reply:
    answers = {use: answer for group in args.use for use, answer in group}
    with opened(args) as session:
        registers.set_consent(session, args.person, answers, expires_on=args.until)
        stored = registers.consent(session, args.person)
    assert stored is not None
    uses = {use.value: answer.value for use, answer in sorted(stored.answers.items())}
    return Reply({"person": args.person, "uses": uses}, [f"{use}: {answer}" for use, answer in uses.items()])


def _withdraw(args: Namespace) -> Reply:
    with opened(args) as session:
        releases = registers.withdraw_consent(session, args.person)
    data = {
        "person": args.person,
        "releases": [
            {"bundle": release.bundle_id, "at": release.at, "audience": release.audience} for release in releases
        ],
    }
    lines = [f"Consent of {args.person} is withdrawn: nothing new leaves."]
    lines += [f"Recall: bundle {release.bundle_id}, sent {release.at} to {release.audience}" for release in releases]
    return Reply(data, lines)
