"""status set, list, remove: where a person stands, and what follows when she comes into danger."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.status import State, Status
from fieldnotes.services import triggers
from fieldnotes.services.triggers import StatusSet

_DATE = "2016, 2016-11, 2016-11-04, c. 2016-11 or 2016-11..2017-02"


def register(top: Subparsers) -> None:
    group = arguments.group(top, "status", "where a person stands: at liberty, abroad, returned, arrested")
    made = arguments.command(group, "set", _set, "note a status; returned or arrested raises her and her relatives")
    arguments.vault(made, sealed=True)
    made.add_argument("person", metavar="PERSON")
    made.add_argument("state", type=arguments.choice(State), metavar="STATE", help=" ".join(State))
    made.add_argument("--on", default="", metavar="DATE", help=_DATE)
    made.add_argument("--words", default="", help="where she is held, who told it; kept sealed")
    made.add_argument("--who", default="owner", help="who noted it")

    listed = arguments.command(group, "list", _list, "statuses by date")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--person", default="", metavar="CODE")
    listed.add_argument("--now", action="store_true", help="only the present one of each person")
    listed.add_argument("--words", action="store_true", help="their sealed words too; it is written to the ledger")

    remove = arguments.command(group, "remove", _remove, "take back a mistake; what it raised stays raised")
    arguments.vault(remove, sealed=True)
    remove.add_argument("code", metavar="STATUS")


def _set(args: Namespace) -> Reply:
    with opened(args, sealed=bool(args.words)) as session:
        made = triggers.set_status(session, args.person, args.state, on=args.on, words=args.words, who=args.who)
    return Reply(_came_of_it(made), _lines(made))


def _came_of_it(made: StatusSet) -> dict[str, Any]:
    return {
        **_told(made.status),
        "triggered": made.triggered,
        "raised": [{"code": one.code, "old": one.old.name, "new": one.new.name} for one in made.raised],
        "task": None if made.task is None else made.task.code,
        "releases": [
            {
                "bundle": one.release.bundle_id,
                "at": one.release.at,
                "audience": one.release.audience,
                "persons": list(one.persons),
            }
            for one in made.releases
        ],
    }


def _lines(made: StatusSet) -> list[str]:
    lines = [f"{made.status.person} is {made.status.state}, noted as {made.status.code}."]
    lines += [f"{one.code} is raised from {one.old.name} to {one.new.name}." for one in made.raised]
    if made.task is not None:
        lines.append(f"{made.task.code}: {made.task.title}")
    lines += [
        f"Already sent: bundle {one.release.bundle_id}, {one.release.at} to {one.release.audience}, "
        f"carries {', '.join(one.persons)}"
        for one in made.releases
    ]
    if made.triggered and not made.releases:
        lines.append("Nothing that was sent carries them.")
    return lines


def _list(args: Namespace) -> Reply:
    with opened(args, sealed=args.words) as session:
        look = triggers.reveal_words if args.words else triggers.statuses
        found = look(session, person=args.person)
        now = {status.code for status in triggers.present(session).values()}
    if args.now:
        found = [status for status in found if status.code in now]
    data = {"statuses": [{**_told(one), "present": one.code in now} | _words(one, shown=args.words) for one in found]}
    rows = [(one.person, one.state, str(one.date) or "-", "now" if one.code in now else "", one.code) for one in found]
    lines = table(rows, "PERSON", "STATUS", "WHEN", "", "CODE")
    if args.words:
        lines += [f"{one.code}: {one.words}" for one in found if one.words]
    return Reply(data, lines)


def _remove(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        triggers.remove_status(session, args.code)
    return Reply({"code": args.code}, [f"{args.code} is taken back. Levels stay as they are."])


def _told(status: Status) -> dict[str, Any]:
    return {
        "code": status.code,
        "person": status.person,
        "state": status.state.value,
        "on": str(status.date),
        "noted": status.noted,
        "who": status.who,
    }


def _words(status: Status, *, shown: bool) -> dict[str, Any]:
    return {"words": status.words} if shown else {}
