"""suggest: names that nobody registered, and entries of the register that may be one person."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.model.register import Role
from fieldnotes.services import alike, settling, suggest
from fieldnotes.services.suggest import Band, Suggestion

_BANDS = {Band.TICKED: "sure", Band.SHOWN: "likely", Band.MAYBE: "maybe"}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "suggest", "names nobody registered, and entries that may be one person")
    listed = arguments.command(verbs, "list", _list, "names, contacts and numbers in a case that nobody registered")
    _case(listed)
    listed.add_argument(
        "--audience", type=arguments.audience, default=Audience.EDITOR, help="whose export asks: mark for whom"
    )
    listed.add_argument("--all", action="store_true", help="the doubtful ones too")
    accept = arguments.command(verbs, "accept", _accept, "register suggestions with all their spellings")
    _case(accept)
    _ids(accept)
    accept.add_argument("--role", type=arguments.choice(Role), default=Role.OTHER)
    accept.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="how it may appear outside")
    accept.add_argument("--join-to", default="", metavar="CODE", help="add the spellings to this entry instead")
    accept.add_argument(
        "--name", action="append", default=[], help="register this instead of what was found; may be repeated"
    )
    reject = arguments.command(verbs, "reject", _reject, "these are no names: do not suggest them again")
    _case(reject)
    _ids(reject)
    reject.add_argument("--always", action="store_true", help="in every case, not only in this one")
    reject.add_argument("--who", default="owner", help="whose decision it is")
    rejected = arguments.command(verbs, "rejected", _rejected, "what was rejected, by whom and when")
    _case(rejected)
    restore = arguments.command(verbs, "restore", _restore, "suggest something rejected again")
    _case(restore)
    restore.add_argument("id", metavar="ID")
    pairs = arguments.command(verbs, "pairs", _pairs, "register entries that may be one person")
    arguments.vault(pairs, sealed=True)
    join = arguments.command(verbs, "join", _join, "make one entry of two; cannot be undone")
    _pair(join, "keep", "other")
    apart = arguments.command(verbs, "not-same", _not_same, "these are two people: do not ask again")
    _pair(apart, "a", "b")
    apart.add_argument("--who", default="owner", help="whose decision it is")


def _case(made: Any) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")


def _ids(made: Any) -> None:
    made.add_argument("ids", nargs="+", metavar="ID")


def _pair(made: Any, first: str, second: str) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument(first, metavar=first.upper())
    made.add_argument(second, metavar=second.upper())


def _list(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = suggest.suggestions(session, args.case)
        asked = settling.asked(session, args.case, args.audience)
    shown = [one for one in found if args.all or one.band is not Band.MAYBE]
    lines = table([_line(one, asked=one.id in asked) for one in shown]) or ["Nothing is suggested."]
    hidden = len(found) - len(shown)
    return Reply(
        {"suggestions": [{**_data(one), "asked": one.id in asked} for one in shown], "not_shown": hidden},
        [*lines, *([f"{hidden} more are doubtful; --all shows them."] if hidden else [])],
    )


def _accept(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        changes = suggest.accept(
            session,
            args.case,
            args.ids,
            role=args.role,
            level=args.level,
            join_to=args.join_to,
            names=args.name,
        )
    codes = sorted(changes.entries)
    return Reply({"codes": codes}, [f"Registered: {', '.join(codes)}"])


def _reject(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        suggest.reject(session, args.case, args.ids, always=args.always, who=args.who)
    where = "any case" if args.always else args.case
    return Reply({"rejected": args.ids, "always": args.always}, [f"Not suggested again in {where}."])


def _rejected(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = suggest.rejected(session, args.case)
    data = [{**_data(one.suggestion), "who": one.who, "decided": one.decided, "always": one.always} for one in found]
    rows = [
        (one.suggestion.id, one.suggestion.surface, one.who, one.decided, "always" if one.always else args.case)
        for one in found
    ]
    return Reply({"rejected": data}, table(rows) or ["Nothing is rejected."])


def _restore(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        suggest.restore(session, args.case, args.id)
    return Reply({"restored": args.id}, [f"{args.id} is suggested again."])


def _pairs(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        pairs = alike.same_people(session)
        names = {entry.code: entry.identity.name for entry in session.vault.entries() if entry.identity is not None}
    data = [{"a": pair.a, "b": pair.b, "score": pair.score, "why": pair.why} for pair in pairs]
    rows = [
        (f"{pair.score:.2f}", f"{pair.a} {names.get(pair.a, '')}", f"{pair.b} {names.get(pair.b, '')}", pair.why)
        for pair in pairs
    ]
    return Reply({"pairs": data}, table(rows) or ["No two entries look like one person."])


def _join(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        changes = alike.join(session, args.keep, args.other)
    records = sorted(changes.records)
    lines = [f"{args.other} is {args.keep} now."]
    lines += [f"Records whose source changed: {', '.join(records)}"] if records else []
    return Reply({"keep": args.keep, "joined": args.other, "records": records}, lines)


def _not_same(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        alike.not_same(session, args.a, args.b, who=args.who)
    return Reply({"a": args.a, "b": args.b}, [f"{args.a} and {args.b} are two: not asked again."])


def _line(one: Suggestion, *, asked: bool) -> tuple[str, ...]:
    like = f"like {', '.join(one.same_as)}" if one.same_as else ""
    told = "asked before an export" if asked else ""
    return one.id, _BANDS[one.band], told, one.kind.value, f"{one.count}x", " / ".join(_first(one)), one.why, like


def _first(one: Suggestion) -> list[str]:
    return [one.surface, *(spelling for spelling in one.spellings if spelling != one.surface)][:4]


def _data(one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "surface": one.surface,
        "spellings": list(one.spellings),
        "count": one.count,
        "confidence": one.confidence,
        "band": one.band.value,
        "why": one.why,
        "contexts": list(one.contexts),
        "records": list(one.records),
        "same_as": list(one.same_as),
    }
