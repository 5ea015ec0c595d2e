"""preview, export: from a case to a bundle, or to one for each reader."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.cli import arguments, next_steps
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.review import hit_data
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.errors import AlreadyExists
from fieldnotes.model.tlp import Tlp
from fieldnotes.redaction import ladder
from fieldnotes.services import share
from fieldnotes.services.preparing import How
from fieldnotes.services.redaction_log_page import as_html
from fieldnotes.services.sending import Envelope
from fieldnotes.services.views import Reason, Receipt, RecordPreview

_REMOVED = (
    "Careful: its readers see that {n} of the records before are gone, and which. --without-changes does not tell them."
)


def register(top: Subparsers) -> None:
    preview = arguments.command(top, "preview", _preview, "what an export would do, without doing it")
    _case(preview)
    preview.add_argument("--audience", type=arguments.audience, required=True)
    _only(preview)
    _ladder(preview)
    export = arguments.command(top, "export", _export, "redact a case and seal it to its readers")
    _case(export)
    export.add_argument("--audience", type=arguments.audience, required=True)
    _only(export)
    _ladder(export)
    export.add_argument(
        "--to", action="append", nargs="+", required=True, metavar="READER", help="a CONTACT, a card, or an age1… key"
    )
    export.add_argument(
        "--compared", action="store_true", help="the eight words of every card were compared by voice; remembered"
    )
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new folder with --per-recipient")
    _envelope(export)
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


def _envelope(made: Any) -> None:
    made.add_argument("--series", default="", metavar="NAME", help="it follows the last bundle of this name")
    made.add_argument("--expires", default="", metavar="DAY", help="it is not to be opened after this day")
    made.add_argument("--tlp", type=arguments.choice(Tlp), metavar="|".join(Tlp), help="how far it may be passed on")
    made.add_argument("--correction", default="", metavar="WORDS", help="what is different from the one before")
    made.add_argument(
        "--without-changes",
        action="store_true",
        help="do not tell which records are new, changed or gone since the one before",
    )
    made.add_argument("--reason", default="", metavar="WORDS", help="why it leaves; kept sealed, told to nobody")
    made.add_argument("--per-recipient", action="store_true", help="a file for each reader, none like another")
    made.add_argument(
        "--for-review", action="store_true", help="its reader is to say whether it may be released; needs no approval"
    )


def _ladder(made: Any) -> None:
    made.add_argument(
        "--ladder", default="", metavar="CHOICES", help='how much details tell, such as "dates=month,places=country"'
    )


def _only(made: Any) -> None:
    made.add_argument(
        "--only", nargs="+", default=(), metavar="CODE", help="these records alone; the others count as withheld"
    )


def _case(made: Any) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")


def _preview(args: Namespace) -> Reply:
    with opened(args, sealed=True) as session:
        how = How(ladder.parse(args.ladder, args.audience), only=frozenset(args.only))
        preview = share.preview(session, args.case, args.audience, how=how)
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
    lines += next_steps.for_records(preview.records, preview.audience)
    lines += [f"undecided: {group.id} {group.surface} ({group.why})" for group in preview.hits]
    lines += [f"unregistered: {preview.suggestions} likely names, see suggest list"] if preview.suggestions else []
    lines += [f"remains: {detail.record} {detail.facet}: {detail.text}" for detail in preview.details]
    return Reply(data, lines)


def _export(args: Namespace) -> Reply:
    to = [one for group in args.to for one in group]
    if args.log is not None and args.log.exists():
        raise AlreadyExists(name=args.log.name)
    told = {"to": to, "accept_quasi": args.accept_quasi, "how": _how(args)}
    with opened(args, sealed=True) as session:
        if args.per_recipient:
            receipts = share.export_each(session, args.case, args.audience, folder=args.out, **told)
        else:
            receipts = (share.export(session, args.case, args.audience, out=args.out, **told),)
    if args.log is not None and receipts[0].log is not None:
        files.atomic_write(args.log, as_html(receipts[0].log).encode(), keep_existing=True)
    if not args.per_recipient:
        return Reply(_receipt(receipts[0]), _receipt_lines(receipts[0]))
    lines = [line for receipt in receipts for line in (*_receipt_lines(receipt), "")]
    return Reply({"copies": [_receipt(receipt) for receipt in receipts]}, lines)


def _how(args: Namespace) -> How:
    return How(
        ladder.parse(args.ladder, args.audience),
        args.fresh_labels,
        accept_suggestions=args.accept_suggestions,
        who=args.who,
        second=args.second,
        compared=args.compared,
        envelope=Envelope(
            series=args.series,
            expires=args.expires,
            tlp=args.tlp,
            for_review=args.for_review,
            correction=args.correction,
            reason=args.reason,
            without_changes=args.without_changes,
        ),
        only=frozenset(args.only),
    )


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
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
        "series": receipt.series,
        "seq": receipt.seq,
        "tlp": "" if receipt.tlp is None else receipt.tlp.value,
        "expires": receipt.expires,
        "proposal": receipt.proposal,
        "removed": receipt.removed,
    }


def _receipt_lines(receipt: Receipt) -> list[str]:
    gate = receipt.gate
    mark = "" if receipt.tlp is None else f"{receipt.tlp.mark}. "
    ends = f"It opens until {receipt.expires}. " if receipt.expires else ""
    series = f"Number {receipt.seq} of the series {receipt.series}." if receipt.series else ""
    return [
        f"Wrote {receipt.file}",
        f"{mark}{ends}{series}".rstrip(),
        f"Records in it: {', '.join(f'{code} as {label}' for code, label in receipt.included)}",
        *(f"Withheld: {code} ({_why(why)})" for code, why in receipt.withheld),
        "Replaced: " + (", ".join(f"{count} {kind}" for kind, count in receipt.replacements.items()) or "nothing"),
        *([_REMOVED.format(n=receipt.removed)] if receipt.removed else []),
        f"Leak gate: {gate.strings} protected strings looked for in {gate.leaves} places, none found.",
    ]


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
