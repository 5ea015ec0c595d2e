"""release propose, approve, list, find, recall."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.audience import Audience
from fieldnotes.redaction import ladder
from fieldnotes.services import approvals, releases
from fieldnotes.services.approvals import ProposalView
from fieldnotes.services.preparing import How
from fieldnotes.services.releases import ReleaseLine, Why


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "release", "what is to leave, who approved, what left, and what has to come back")
    _register_propose(verbs)
    approve = arguments.command(verbs, "approve", _approve, "say yes, as a verified contact or as the vault's owner")
    arguments.vault(approve, sealed=True, organisation=False)
    approve.add_argument("proposal", metavar="PROPOSAL")
    who = approve.add_mutually_exclusive_group(required=True)
    who.add_argument("--identity", type=Path, metavar="FILE", help="the identity file of the person who approves")
    who.add_argument("--owner", action="store_true", help="the owner of this vault approves")
    listed = arguments.command(verbs, "list", _list, "proposed releases, and everything that left")
    arguments.vault(listed)
    listed.add_argument("--person", default="", metavar="CODE", help="only what carries this person")
    find = arguments.command(verbs, "find", _find, "whose copy a found file is, or a number")
    arguments.vault(find)
    find.add_argument("wanted", metavar="FILE|NUMBER")
    recall = arguments.command(verbs, "recall", _recall, "note that something has to come back, and print notices")
    arguments.vault(recall, sealed=True)
    chosen = recall.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--person", metavar="CODE", help="everything that carries this person")
    chosen.add_argument("--release", metavar="NUMBER", help="this bundle")
    recall.add_argument("--why", type=arguments.choice(Why), required=True, metavar="|".join(Why))
    recall.add_argument("--words", default="", help="words of yours for the notice; they may name nobody")
    recall.add_argument("--out-dir", type=Path, metavar="DIR", help="write the notices there, to be printed")


def _register_propose(verbs: Subparsers) -> None:
    made = arguments.command(verbs, "propose", _propose, "check what would leave, and note it for others to approve")
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--audience", type=arguments.choice(Audience), required=True)
    made.add_argument("--ladder", default="", metavar="CHOICES", help="how much details tell, as for export")
    made.add_argument("--accept-quasi", default="", metavar="REASON", help="although identifying facts remain")
    made.add_argument("--accept-suggestions", default="", metavar="REASON", help="although names are undecided")
    made.add_argument("--who", default="owner", help="who proposes it")
    made.add_argument("--second", default="", metavar="NAME", help="who else looked at what remains")


def _propose(args: Namespace) -> Reply:
    how = How(
        ladder.parse(args.ladder, args.audience),
        accept_suggestions=args.accept_suggestions,
        who=args.who,
        second=args.second,
    )
    quasi = args.accept_quasi
    with opened(args, sealed=True) as session:
        found = approvals.propose(session, args.case, args.audience, accept_quasi=quasi, how=how, by=args.who)
    return Reply(_proposal(found), _told(found))


def _approve(args: Namespace) -> Reply:
    with opened(args, sealed=args.owner) as session:
        found = approvals.approve(session, args.proposal, identity=args.identity)
    return Reply(_proposal(found), _told(found))


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        proposed = () if args.person else approvals.all_of(session)
        left = releases.with_person(session, args.person) if args.person else releases.all_of(session)
    lines = [line for one in proposed for line in _told(one)]
    lines += ["", *_table(left)] if lines else _table(left)
    data = {"proposals": [_proposal(one) for one in proposed], "releases": [_release(one) for one in left]}
    return Reply(data, lines)


def _find(args: Namespace) -> Reply:
    with opened(args) as session:
        found = releases.find(session, args.wanted)
    unsure = ["Its labels alone do not tell which of these it is."] if len(found) > 1 else []
    return Reply({"releases": [_release(one) for one in found]}, [*_table(found), *unsure])


def _recall(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        chosen = releases.with_person(session, args.person) if args.person else releases.find(session, args.release)
        notices = releases.recall(session, chosen, why=args.why, words=args.words, folder=args.out_dir)
        left = releases.all_of(session)
    recalled = [one for one in left if one.bundle_id in {notice.release.bundle_id for notice in notices}]
    where = [f"A notice for each is in {args.out_dir}"] if args.out_dir is not None else []
    return Reply({"recalled": [_release(one) for one in recalled]}, [*_table(recalled), *where])


def _told(one: ProposalView) -> list[str]:
    lines = [f"{one.code}  {one.stage.value}  {one.case} for {one.audience.value}  {one.made}"]
    if one.open:
        lines.append(f"  still open: {one.open}")
    if one.needed:
        lines.append(f"  approved by {one.counted} of {one.needed} people")
    said = ((yes, "" if yes.counts else ", does not count") for yes in one.approvals)
    return lines + [f"  {yes.at} {yes.name} ({yes.way.value}){void}" for yes, void in said]


def _table(found: Sequence[ReleaseLine]) -> list[str]:
    rows = [
        (
            one.code,
            one.at[:10],
            f"{one.series} {one.seq}" if one.series else "-",
            one.audience + (" (review)" if one.for_review else ""),
            one.how,
            one.tlp or "-",
            "recalled" if one.recalled else one.expires or "-",
            ", ".join(reader.name or reader.key for reader in one.readers) or "-",
        )
        for one in found
    ]
    heading = ("BUNDLE", "DAY", "SERIES", "FOR", "WAY", "TLP", "UNTIL", "READERS")
    return table(rows, *heading) if rows else ["Nothing left."]


def _proposal(one: ProposalView) -> dict[str, Any]:
    return {
        "code": one.code,
        "stage": one.stage.value,
        "case": one.case,
        "audience": one.audience.value,
        "open": one.open,
        "made": one.made,
        "needed": one.needed,
        "counted": one.counted,
        "approvals": [
            {"name": yes.name, "way": yes.way.value, "at": yes.at, "counts": yes.counts} for yes in one.approvals
        ],
        "bundles": list(one.bundles),
        "records": list(one.records),
    }


def _release(one: ReleaseLine) -> dict[str, Any]:
    return {
        "bundle_id": one.bundle_id,
        "code": one.code,
        "at": one.at,
        "case": one.case,
        "audience": one.audience,
        "way": one.how,
        "series": one.series,
        "seq": one.seq,
        "tlp": one.tlp,
        "expires": one.expires,
        "proposal": one.proposal,
        "for_review": one.for_review,
        "readers": [{"key": reader.key, "name": reader.name} for reader in one.readers],
        "records": [
            {"code": r.code, "version": r.version, "level": r.level.name, "label": r.label, "consent": r.consent}
            for r in one.records
        ],
        "sha256": one.sha256,
        "correction": one.correction,
        "reason": one.reason,
        "recalled": one.recalled,
    }
