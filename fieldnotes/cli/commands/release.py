"""review-hits, decide, preview, export: from a case to a bundle."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import share
from fieldnotes.services.views import HitGroup, Reason, RecordPreview


def register(top: Subparsers) -> None:
    hits = arguments.command(top, "review-hits", _hits, "possible names that wait for a decision")
    _case(hits)
    hits.add_argument("--audience", type=arguments.choice(Audience), default=Audience.EDITOR)
    decide = arguments.command(top, "decide", _decide, "settle one group of possible names")
    _case(decide)
    decide.add_argument("--hit", required=True, metavar="ID")
    decide.add_argument("--as", dest="verdict", type=arguments.choice(Verdict), required=True, help="redact or keep")
    decide.add_argument("--who", default="owner", help="whose decision it is")
    preview = arguments.command(top, "preview", _preview, "what an export would do, without doing it")
    _case(preview)
    preview.add_argument("--audience", type=arguments.choice(Audience), required=True)
    export = arguments.command(top, "export", _export, "redact a case and seal it to its readers")
    _case(export)
    export.add_argument("--audience", type=arguments.choice(Audience), required=True)
    export.add_argument(
        "--to", action="append", nargs="+", required=True, metavar="CARD", help="a contact card, or an age1… recipient"
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument(
        "--accept-quasi", default="", metavar="REASON", help="send although identifying details remain, and why"
    )


def _case(made: Any) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")


def _hits(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        groups = share.review_hits(session, args.case, args.audience)
    rows = [(group.id, group.identity, f"{group.count}x", group.surface, group.why) for group in groups]
    return Reply({"hits": [_group(group) for group in groups]}, table(rows) or ["Nothing is undecided."])


def _decide(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        share.decide(session, args.case, args.hit, args.verdict, who=args.who)
    return Reply({"hit": args.hit, "as": args.verdict.value}, [f"{args.hit}: {args.verdict.value}"])


def _preview(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        preview = share.preview(session, args.case, args.audience)
    data = {
        "case": preview.case,
        "audience": preview.audience.value,
        "ready": preview.ready,
        "records": [_record(record) for record in preview.records],
        "hits": [_group(group) for group in preview.hits],
        "details": [
            {"record": detail.record, "facet": detail.facet, "text": detail.text, "start": detail.start}
            for detail in preview.details
        ],
    }
    lines = []
    for record in preview.records:
        state = (
            "leaves as " + record.label if record.included else "stays: " + "; ".join(r.text for r in record.reasons)
        )
        lines += [f"== {record.code} {state}", *(record.redacted.split("\n") if record.included else ()), ""]
    lines += [f"undecided: {group.id} {group.surface} ({group.why})" for group in preview.hits]
    lines += [f"remains: {detail.record} {detail.facet}: {detail.text}" for detail in preview.details]
    return Reply(data, lines)


def _export(args: Namespace) -> Reply:
    to = [one for group in args.to for one in group]
    with opened(args, sealed=True) as session:
        receipt = share.export(session, args.case, args.audience, to=to, out=args.out, accept_quasi=args.accept_quasi)
    data = {
        "bundle_id": receipt.bundle_id,
        "file": receipt.file,
        "sha256": receipt.sha256,
        "included": [{"code": code, "label": label} for code, label in receipt.included],
        "withheld": [{"code": code, "reasons": [reason.code for reason in why]} for code, why in receipt.withheld],
        "replacements": dict(receipt.replacements),
        "gate": {"passed": receipt.gate.passed, "strings": receipt.gate.strings, "leaves": receipt.gate.leaves},
        "recipients": list(receipt.recipients),
        "accepted_details": receipt.accepted_details,
    }
    lines = [
        f"Wrote {receipt.file}",
        f"Records in it: {', '.join(f'{code} as {label}' for code, label in receipt.included)}",
        *(f"Withheld: {code} ({_why(why)})" for code, why in receipt.withheld),
        "Replaced: " + (", ".join(f"{count} {kind}" for kind, count in receipt.replacements.items()) or "nothing"),
        f"Leak gate: {receipt.gate.strings} protected strings looked for in {receipt.gate.leaves} places, none found.",
    ]
    return Reply(data, lines)


def _why(reasons: tuple[Reason, ...]) -> str:
    return "; ".join(reason.text for reason in reasons)


def _group(group: HitGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "identity": group.identity,
        "surface": group.surface,
        "count": group.count,
        "why": group.why,
        "contexts": list(group.contexts),
        "records": list(group.records),
    }


def _record(record: RecordPreview) -> dict[str, Any]:
    return {
        "code": record.code,
        "label": record.label,
        "included": record.included,
        "reasons": [reason.code for reason in record.reasons],
        "title": record.title,
        "text": record.redacted,
        "changes": [
            {"start": c.start, "end": c.end, "kind": c.kind.value, "label": c.label, "why": c.why, "entry": c.entry}
            for c in record.changes
        ],
    }
