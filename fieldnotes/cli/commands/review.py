"""review-hits, decide, decisions, redaction-log, resolve-label: what is a name, who said so, and what was left out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ReasonCode, Scope, Verdict
from fieldnotes.redaction import ladder
from fieldnotes.services import log_sheet, redaction_log, review, share
from fieldnotes.services.hit_views import DecisionView, HitGroup
from fieldnotes.services.log_sheet import Form
from fieldnotes.services.preparing import How

_VERDICTS = {"redact": Verdict.REDACT, "keep": Verdict.KEEP}


def register(top: Subparsers) -> None:
    hits = arguments.command(top, "review-hits", _hits, "possible names that wait for a decision")
    _case(hits)
    hits.add_argument("--audience", type=arguments.audience, default=Audience.EDITOR)
    hits.add_argument("--all", action="store_true", help="also what rules or people have settled")
    _register_decide(top)
    decisions = arguments.command(top, "decisions", _decisions, "what was decided on names, by whom and when")
    _case(decisions)
    log = arguments.command(top, "redaction-log", _log, "what an export leaves out where and why, without the words")
    _case(log)
    log.add_argument("--audience", type=arguments.audience, required=True)
    log.add_argument("--ladder", default="", metavar="CHOICES", help="as of preview")
    log.add_argument("--format", type=arguments.choice(Form), default=Form.TEXT)
    log.add_argument("--out", type=Path, metavar="FILE")
    label = arguments.command(top, "resolve-label", _resolve, "for whom a label stands in a bundle that left")
    arguments.vault(label, sealed=True)
    label.add_argument("--bundle", required=True, metavar="ID")
    label.add_argument("--label", required=True)


def _register_decide(top: Subparsers) -> None:
    made = arguments.command(top, "decide", _decide, "settle possible names, or take a decision back")
    _case(made)
    made.add_argument("--hit", required=True, metavar="ID")
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument("--as", dest="verdict", choices=tuple(_VERDICTS), help="redact or keep")
    what.add_argument("--undo", action="store_true", help="take the decision back")
    made.add_argument("--scope", type=arguments.choice(Scope), help="always, case or here; without it: case")
    made.add_argument("--place", default="", metavar="T-001:120", help="for --scope here: the place, see review-hits")
    made.add_argument("--reason", type=arguments.choice(ReasonCode), help="the reason code of the redaction log")
    made.add_argument("--label", default="", metavar="CODE", help="whose name it is, or: shared")
    made.add_argument("--note", default="", help="why, in words; sealed")
    made.add_argument("--force", action="store_true", help="keep even what the rules are certain of; needs a reason")
    made.add_argument("--who", default="owner", help="whose decision it is")


def _case(made: Any) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")


def _hits(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = review.groups_of(session, args.case, args.audience)
    groups = (*found.open, *(found.settled if args.all else ()))
    rows = [(one.id, one.identity, f"{one.count}x", one.surface, one.why, _state(one)) for one in groups]
    lines = [
        line
        for row, one in zip(table(rows), groups, strict=True)
        for line in (row, f"    at {', '.join(place.place for place in one.places)}")
    ]
    return Reply({"hits": [hit_data(group) for group in groups]}, lines or ["Nothing is undecided."])


def _state(group: HitGroup) -> str:
    if group.decision is None:
        return "by rule" if group.certain else "open"
    return f"{group.decision.verdict.value} ({group.decision.who})"


def _decide(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        if args.undo:
            review.undecide(session, args.case, args.hit, scope=args.scope, place=args.place)
            return Reply({"hit": args.hit, "undone": True}, [f"{args.hit}: open again"])
        review.decide(
            session,
            args.case,
            args.hit,
            _VERDICTS[args.verdict],
            who=args.who,
            scope=args.scope or Scope.CASE,
            place=args.place,
            reason=args.reason,
            label=args.label,
            note=args.note,
            force=args.force,
        )
    return Reply({"hit": args.hit, "as": args.verdict}, [f"{args.hit}: {args.verdict}"])


def _decisions(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = review.decisions(session, args.case)
    rows = [
        (one.decided, one.who, one.verdict.value, one.scope.value, one.place or one.hit, one.surface) for one in found
    ]
    return Reply({"decisions": [_decision(one) for one in found]}, table(rows) or ["Nothing was decided."])


def _log(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        how = How(ladder.parse(args.ladder, args.audience))
        log, words = log_sheet.sheet(session, args.case, args.audience, form=args.format, how=how)
    data = redaction_log.as_data(log)
    if args.out is None:
        return Reply(data, raw=words)
    files.atomic_write(args.out, words.encode(), keep_existing=True)
    return Reply({**data, "file": str(args.out)}, [f"Wrote {args.out}"])


def _resolve(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        codes = share.resolve(session, args.bundle, args.label)
    return Reply({"label": args.label, "codes": list(codes)}, list(codes) or ["That bundle has no such label."])


def hit_data(group: HitGroup) -> dict[str, Any]:
    """A group as JSON."""
    return {
        "id": group.id,
        "identity": group.identity,
        "surface": group.surface,
        "count": group.count,
        "why": group.why,
        "contexts": list(group.contexts),
        "records": list(group.records),
        "places": [{**asdict(place), "place": place.place} for place in group.places],
        "candidates": [asdict(candidate) for candidate in group.candidates],
        "reason": group.reason.value,
        "guess": group.guess,
        "certain": group.certain,
        "decision": None if group.decision is None else _decision(group.decision),
    }


def _decision(view: DecisionView) -> dict[str, Any]:
    return {**asdict(view), "reason": None if view.reason is None else view.reason.value}
