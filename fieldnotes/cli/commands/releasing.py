"""release propose, show, approve, list, find, recall."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, passphrase
from fieldnotes.model.proposal import Door
from fieldnotes.model.tlp import Tlp
from fieldnotes.redaction import ladder
from fieldnotes.services import approvals, approving, releases
from fieldnotes.services import keys as key_stores
from fieldnotes.services.approvals import ApprovalView, ProposalView
from fieldnotes.services.preparing import How
from fieldnotes.services.releases import ReleaseLine, Why
from fieldnotes.services.sending import Envelope

_CHANGED = (
    "  What would leave has changed since (a text, a decision, a level or a consent), so it is not shown here: nobody "
    "proposed it. Look at it with preview --case {case} --audience {audience}, and propose it again."
)


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "release", "what is to leave, who approved, what left, and what has to come back")
    _register_propose(verbs)
    approve = arguments.command(verbs, "approve", _approve, "say yes, as a verified contact or as the vault's owner")
    arguments.vault(approve, sealed=True, organisation=False)
    approve.add_argument("proposal", metavar="PROPOSAL")
    who = approve.add_mutually_exclusive_group(required=True)
    who.add_argument("--identity", type=Path, metavar="FILE", help="the identity file of the contact who approves")
    who.add_argument("--keys", type=Path, metavar="FILE", help="her key store instead, see keys new")
    who.add_argument("--owner", action="store_true", help="the owner of this vault approves")
    approve.add_argument(
        "--keys-passphrase-file", metavar="FILE", help="its first line is the passphrase of her key store"
    )
    show = arguments.command(verbs, "show", _show, "what is proposed: records, way, mark, end, who said yes")
    arguments.vault(show, sealed=True)
    show.add_argument("proposal", metavar="PROPOSAL")
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
    made.add_argument("--audience", type=arguments.audience, required=True)
    made.add_argument(
        "--way",
        dest="door",
        type=arguments.choice(Door),
        default=Door.SEALED,
        metavar="|".join(Door),
        help="a bundle; a page, a document or a folder; an evidence pack. The yes is to this way",
    )
    made.add_argument("--tlp", type=arguments.choice(Tlp), metavar="|".join(Tlp), help="how far it may be passed on")
    made.add_argument("--expires", default="", metavar="DAY", help="it is not to be opened after this day")
    made.add_argument("--correction", default="", metavar="WORDS", help="what is different from the one before")
    made.add_argument("--series", default="", metavar="NAME", help="the row of bundles that it is to follow")
    made.add_argument("--ladder", default="", metavar="CHOICES", help="how much details tell, as for export")
    made.add_argument("--accept-quasi", default="", metavar="REASON", help="although identifying facts remain")
    made.add_argument("--accept-suggestions", default="", metavar="REASON", help="although names are undecided")
    made.add_argument(
        "--only", nargs="+", default=(), metavar="CODE", help="these records alone; the others count as withheld"
    )
    made.add_argument("--who", default="owner", help="who proposes it")
    made.add_argument("--second", default="", metavar="NAME", help="who else looked at what remains")


def _propose(args: Namespace) -> Reply:
    how = How(
        ladder.parse(args.ladder, args.audience),
        accept_suggestions=args.accept_suggestions,
        who=args.who,
        second=args.second,
        envelope=Envelope(series=args.series, tlp=args.tlp, expires=args.expires, correction=args.correction),
        only=frozenset(args.only),
    )
    told: dict[str, Any] = {"accept_quasi": args.accept_quasi, "how": how, "by": args.who, "door": args.door}
    with opened(args, sealed=True) as session:
        found = approvals.propose(session, args.case, args.audience, **told)
    return Reply(_proposal(found), _whole(found))


def _approve(args: Namespace) -> Reply:
    with opened(args, sealed=args.owner) as session, ExitStack() as closing:
        keys = None
        if args.keys is not None:
            words = passphrase(args.keys_passphrase_file, "Passphrase of the key store: ")
            keys = closing.enter_context(key_stores.unlock(args.keys, words))
        found = approvals.approve(session, args.proposal, identity=args.identity, keys=keys)
    return Reply(_proposal(found), ["This yes is to:", *_whole(found)])


def _show(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        found = approving.shown(session, args.proposal)
    records = [{"label": one.label, "title": one.title, "text": one.text} for one in found.records]
    lines = [line for one in found.records for line in ("", f"== {one.label} {one.title}", *one.text.split("\n"))]
    view = found.view if found.current else replace(found.view, words=())
    changed = _CHANGED.format(case=view.case, audience=view.audience.value)
    told = [] if found.current or view.open else [changed]
    data = {**_proposal(view), "current": found.current and not view.stale, "texts": records}
    return Reply(data, [*_whole(view), *told, *lines])


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
        lines.append(f"  still open: {one.open_words} (preview --audience {one.audience.value} shows where)")
    if one.stale:
        lines.append(f"  {one.stale}")
    elif one.needed:
        lines.append(f"  approved by {one.counted} of {one.needed} people")
    return [*lines, *(line for yes in one.approvals for line in _yes(yes, stale=bool(one.stale)))]


def _yes(yes: ApprovalView, *, stale: bool) -> list[str]:
    void = "" if yes.counts and not stale else ", does not count"
    lines = [f"  {yes.at} {yes.name} ({yes.way.value}){void}"]
    if yes.compared:
        lines.append(f"    the words of this card were compared on {yes.compared[:10]}")
    if yes.hasty:
        lines.append("    Careful: that was just before. Is it a card of somebody whom you know?")
    return lines


def _whole(one: ProposalView) -> list[str]:
    """All that people say yes to."""
    lines = _told(one)
    if one.versions:
        told = ", ".join(f"{code} (version {version})" for code, version in sorted(one.versions.items()))
        lines.append(f"  records: {told}")
    if one.outside is not None:
        until = f", until {one.outside.expires}" if one.outside.expires else ""
        lines.append(f"  way: {one.outside.door.value}, {one.outside.door.words}; {one.outside.tlp.mark}{until}")
    if one.outside is not None and one.outside.correction:
        lines.append(f"  its readers are told: {one.outside.correction}")
    if one.words:
        lines.append(f"  all of this in eight words: {' '.join(one.words)}")
    return lines


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
        "open_words": one.open_words,
        "made": one.made,
        "needed": one.needed,
        "counted": one.counted,
        "approvals": [
            {
                "name": yes.name,
                "way": yes.way.value,
                "at": yes.at,
                "counts": yes.counts and not one.stale,
                "compared": yes.compared,
                "hasty": yes.hasty,
            }
            for yes in one.approvals
        ],
        "bundles": list(one.bundles),
        "records": list(one.records),
        "versions": dict(one.versions),
        "outside": None if one.outside is None else one.outside.told(),
        "words": list(one.words),
        "stale": one.stale,
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
