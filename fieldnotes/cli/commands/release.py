"""preview, export: from a case to a bundle."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.review import hit_data
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.errors import AlreadyExists
from fieldnotes.model.audience import Audience
from fieldnotes.redaction import ladder
from fieldnotes.services import share
from fieldnotes.services.preparing import How
from fieldnotes.services.redaction_log_page import as_html
from fieldnotes.services.views import Reason, RecordPreview


def register(top: Subparsers) -> None:
    preview = arguments.command(top, "preview", _preview, "what an export would do, without doing it")
    _case(preview)
    preview.add_argument("--audience", type=arguments.choice(Audience), required=True)
    _ladder(preview)
    export = arguments.command(top, "export", _export, "redact a case and seal it to its readers")
    _case(export)
    export.add_argument("--audience", type=arguments.choice(Audience), required=True)
    _ladder(export)
    export.add_argument(
        "--to", action="append", nargs="+", required=True, metavar="CARD", help="a contact card, or an age1… recipient"
    )
    export.add_argument(
        "--compared", action="store_true", help="the eight words of every card were compared by voice; remembered"
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument(
        "--accept-quasi", default="", metavar="REASON", help="send although identifying facts remain, and why"
    )
    export.add_argument("--who", default="owner", help="who accepts them")
    export.add_argument("--second", default="", metavar="NAME", help="who else looked at them")
    export.add_argument(
        "--fresh-labels",
        action="store_true",
        help="labels that no other bundle has; the vault knows whose they are",
    )
    export.add_argument("--log", type=Path, metavar="FILE", help="also write the redaction log, a page to be printed")
    export.add_argument(
        "--accept-suggestions", default="", metavar="REASON", help="send although likely names are undecided, and why"
    )


def _ladder(made: Any) -> None:
    made.add_argument(
        "--ladder", default="", metavar="CHOICES", help='how much details tell, such as "dates=month,places=country"'
    )


def _case(made: Any) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")


def _preview(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        preview = share.preview(session, args.case, args.audience, how=How(ladder.parse(args.ladder, args.audience)))
    data = {
        "case": preview.case,
        "audience": preview.audience.value,
        "ready": preview.ready,
        "suggestions": preview.suggestions,
        "records": [_record(record) for record in preview.records],
        "hits": [hit_data(group) for group in preview.hits],
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
    lines += [f"unregistered: {preview.suggestions} likely names, see suggest list"] if preview.suggestions else []
    lines += [f"remains: {detail.record} {detail.facet}: {detail.text}" for detail in preview.details]
    return Reply(data, lines)


def _export(args: Namespace) -> Reply:
    to = [one for group in args.to for one in group]
    if args.log is not None and args.log.exists():
        raise AlreadyExists(name=args.log.name)
    with opened(args, sealed=True) as session:
        receipt = share.export(
            session,
            args.case,
            args.audience,
            to=to,
            out=args.out,
            accept_quasi=args.accept_quasi,
            how=How(
                ladder.parse(args.ladder, args.audience),
                args.fresh_labels,
                accept_suggestions=args.accept_suggestions,
                who=args.who,
                second=args.second,
                compared=args.compared,
            ),
        )
    if args.log is not None and receipt.log is not None:
        files.atomic_write(args.log, as_html(receipt.log).encode(), keep_existing=True)
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
        "accepted_suggestions": receipt.accepted_suggestions,
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


def _record(record: RecordPreview) -> dict[str, Any]:
    return {
        "code": record.code,
        "label": record.label,
        "included": record.included,
        "reasons": [reason.code for reason in record.reasons],
        "why": "; ".join(reason.text for reason in record.reasons),
        "title": record.title,
        "text": record.redacted,
        "changes": [
            {
                "start": c.start,
                "end": c.end,
                "kind": c.kind.value,
                "label": c.label,
                "why": c.why,
                "entry": c.entry,
                "reason": c.reason.value,
                "who": c.who,
                "decided": c.decided,
            }
            for c in record.changes
        ],
    }
