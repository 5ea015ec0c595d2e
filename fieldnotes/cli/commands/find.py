"""find (or search), searches save, list, remove."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands import record
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.errors import BadValue
from fieldnotes.services import find, searches

_SYNTAX = (
    'words, "a phrase", depor*, one OR other, -not; filters: code: kind: level: case: person: about: tag: date: '
    "status: article: reprisal:30 has: (open, task, draft, conflict, sealed); date:2016..2017; kind:note,testimony"
)


def register(top: Subparsers) -> None:
    for name in ("find", "search"):
        made = arguments.command(top, name, _find, "find records by words and filters")
        arguments.vault(made, sealed=True)
        made.add_argument("query", metavar="QUERY", nargs="?", help=_SYNTAX.replace("%", "%%"))
        made.add_argument("--saved", default="", metavar="NAME", help="the saved search of that name")
        made.add_argument(
            "--reprisals-within",
            type=arguments.count,
            metavar="DAYS",
            help="incidents after a publication: reprisal:DAYS",
        )
        made.add_argument("--limit", type=arguments.count, default=50)

    group = arguments.group(top, "searches", "searches kept in the vault")
    save = arguments.command(group, "save", _save, "keep a search under a name; one of that name is replaced")
    arguments.vault(save)
    save.add_argument("name", metavar="NAME")
    save.add_argument("query", metavar="QUERY")
    listed = arguments.command(group, "list", _list, "the saved searches")
    arguments.vault(listed)
    remove = arguments.command(group, "remove", _remove, "forget a saved search")
    arguments.vault(remove)
    remove.add_argument("name", metavar="NAME")


def _find(args: Namespace) -> Reply:
    given = [args.query is not None, bool(args.saved), args.reprisals_within is not None]
    if sum(given) != 1 and given != [True, False, True]:
        raise BadValue(
            field="the search", value="nothing or two", allowed="QUERY, --saved NAME, --reprisals-within DAYS"
        )
    with opened_with_names_if_possible(args) as session:
        text = searches.query_of(session, args.saved) if args.saved else args.query or ""
        if args.reprisals_within is not None:
            text = f"{text} reprisal:{args.reprisals_within}".strip()
        result = find.search(session, text, limit=args.limit)
    data = {
        "query": text,
        "records": [{**record.told(found.row), "snippet": found.snippet} for found in result.records],
        "entries": list(result.entries),
        "sealed_searched": result.sealed_searched,
    }
    lines = [f"{found.row.row.code}  {found.snippet}" for found in result.records]
    return Reply(data, lines or ["Nothing found."])


def _save(args: Namespace) -> Reply:
    with opened(args) as session:
        searches.save(session, args.name, args.query)
    return Reply({"name": args.name, "query": args.query}, [f"Saved: {args.name}"])


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        saved = searches.saved(session)
    data = {"searches": [{"name": one.name, "query": one.query, "saved": one.saved} for one in saved]}
    return Reply(data, table([(one.name, one.query) for one in saved], "NAME", "QUERY"))


def _remove(args: Namespace) -> Reply:
    with opened(args) as session:
        searches.remove(session, args.name)
    return Reply({"name": args.name}, [f"Forgotten: {args.name}"])
