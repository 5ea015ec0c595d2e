"""mosaic: what remains of each person in a bundle, and its acceptance by two people."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.redaction import ladder
from fieldnotes.services import mosaic
from fieldnotes.services.mosaic import PersonMosaic
from fieldnotes.services.preparing import How

_ACCEPT, _TAKE_BACK = "accept", "take-back"


def register(top: Subparsers) -> None:
    made = arguments.command(top, "mosaic", _run, "facts that together lead to a person, over a whole bundle")
    made.add_argument(
        "verb", nargs="?", choices=(_ACCEPT, _TAKE_BACK), help="let them go, or ask again; otherwise they are listed"
    )
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--audience", type=arguments.audience, required=True)
    made.add_argument("--ladder", default="", metavar="CHOICES", help='such as "dates=month,places=country"')
    made.add_argument("--person", default="", metavar="CODE", help="a register entry, or a record that names nobody")
    made.add_argument("--reason", default="", help="why it may leave; kept sealed")
    made.add_argument("--who", default="owner", help="who decided it")
    made.add_argument("--second", default="", metavar="NAME", help="who else looked at it")


def _run(args: Namespace) -> Reply:
    if args.verb == _ACCEPT:
        return _accept(args)
    return _take_back(args) if args.verb == _TAKE_BACK else _check(args)


def _how(args: Namespace) -> How:
    return How(ladder=ladder.parse(args.ladder, args.audience))


def _check(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = mosaic.check(session, args.case, args.audience, how=_how(args))
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.code} {one.label}: {one.weight.value}, {one.state.value}")
        rows = [
            (
                fact.record,
                "title" if fact.in_title else "text",
                fact.facet,
                fact.text,
                "in full" if fact.specific else "made coarser",
            )
            for fact in one.remaining
        ]
        lines += [f"  {line}" for line in table(rows)]
    return Reply({"people": [_as_data(one) for one in found]}, lines or ["Nothing remains of anybody."])


def _accept(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        mosaic.accept(
            session,
            args.case,
            args.audience,
            args.person,
            reason=args.reason,
            who=args.who,
            second=args.second,
            how=_how(args),
        )
    return Reply({"person": args.person, "state": "accepted"}, [f"{args.person}: accepted"])


def _take_back(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        mosaic.take_back(session, args.case, args.audience, args.person)
    return Reply({"person": args.person, "state": "open"}, [f"{args.person}: open again"])


def _as_data(one: PersonMosaic) -> dict[str, Any]:
    return {
        "person": one.code,
        "label": one.label,
        "weight": one.weight.value,
        "state": one.state.value,
        "shared_by": one.shared_by,
        "remaining": [
            {
                "record": fact.record,
                "label": fact.label,
                "in_title": fact.in_title,
                "facet": fact.facet,
                "text": fact.text,
                "start": fact.start,
                "end": fact.end,
                "shared_by": fact.shared_by,
                "specific": fact.specific,
                "undecided": fact.undecided,
            }
            for fact in one.remaining
        ],
    }
