"""case add, case list."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.level import Level
from fieldnotes.services import find, write


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "case", "dossiers")
    add = arguments.command(verbs, "add", _add, "start a case")
    arguments.vault(add)
    add.add_argument("--title", required=True, help="kept encrypted; never in a bundle")
    add.add_argument("--level", type=arguments.level, default=Level.PUBLIC, help="least level of anything in the case")
    listed = arguments.command(verbs, "list", _list, "all cases")
    arguments.vault(listed)


def _add(args: Namespace) -> Reply:
    with opened(args) as session:
        case = write.add_case(session, args.title, floor=args.level)
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
