"""case add, case list, case move."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.cli.warnings import warn_of_names
from fieldnotes.model.level import Level
from fieldnotes.services import find, moving, write


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "case", "dossiers")
    add = arguments.command(verbs, "add", _add, "start a case")
    arguments.vault(add, sealed=True)
    add.add_argument("--title", required=True, help="kept encrypted; never in a bundle")
    add.add_argument("--level", type=arguments.level, default=Level.PUBLIC, help="least level of anything in the case")
    listed = arguments.command(verbs, "list", _list, "all cases")
    arguments.vault(listed)
    move = arguments.command(verbs, "move", _move, "put records into another case")
    arguments.vault(move)
    move.add_argument("codes", nargs="+", metavar="CODE")
    move.add_argument("--to", required=True, metavar="CASE")


def _add(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        case = write.add_case(session, args.title, floor=args.level)
        warn_of_names(session, args.title, "the title")
    return Reply({"code": case.code}, [case.code])


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        cases = find.cases(session)
    data = {
        "cases": [
            {"code": case.code, "title": case.title, "level": case.floor.name, "records": case.record_count}
            for case in cases
        ]
    }
    rows = [(case.code, f"{case.record_count} records", case.title) for case in cases]
    return Reply(data, table(rows, "CODE", "HOLDS", "TITLE"))


def _move(args: Namespace) -> Reply:
    with opened(args) as session:
        done = moving.move(session, list(dict.fromkeys(args.codes)), args.to)
    if done.refused and not done.codes:
        raise done.refused[0].error
    data = {"moved": list(done.codes), "to": args.to, "stayed": [one.code for one in done.refused]}
    lines = [f"{code} is in {args.to}." for code in done.codes] or [f"All of them are in {args.to} already."]
    return Reply(data, [*lines, *(one.error.sentence_text() for one in done.refused)])
