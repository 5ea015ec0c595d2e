"""bundle verify, bundle show: for the editor, who has no vault."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.model.bundle import Opened
from fieldnotes.services import receive

_TRUST = {
    "verified": "Signed by the author whose card you gave.",
    "unknown": "Signed, but not checked against anybody's card: give --from CARD.",
    "unsigned": "Not signed. Anyone may have written this.",
}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "bundle", "open what an author sent")
    verify = arguments.command(verbs, "verify", _verify, "check a bundle completely, show nothing of it")
    show = arguments.command(verbs, "show", _show, "check a bundle and show its records")
    for made in (verify, show):
        _common(made)
    show.add_argument("--out-dir", type=Path, metavar="DIR", help="also write the texts there, unencrypted")


def _common(made: ArgumentParser) -> None:
    made.add_argument("file", type=Path, metavar="FILE")
    made.add_argument("--identity", type=Path, required=True, metavar="FILE", help="your private identity file")
    made.add_argument("--from", dest="author", type=Path, metavar="CARD", help="the author's contact card")
    made.add_argument("--even-expired", action="store_true", help="although its author wanted it closed by now")


def _opened(args: Namespace) -> Opened:
    return receive.open_bundle(
        args.file, identity=args.identity, author_card=args.author, even_expired=args.even_expired
    )


def _verify(args: Namespace) -> Reply:
    opened = _opened(args)
    return Reply(_summary(opened), _lines(opened))


def _show(args: Namespace) -> Reply:
    opened = _opened(args)
    written = receive.save_texts(opened, args.out_dir) if args.out_dir is not None else []
    data = {
        **_summary(opened),
        "records": [
            {
                "label": record.label,
                "kind": record.kind,
                "language": record.language,
                "level": record.level,
                "title": record.title,
                "text": record.text,
                "consent": record.consent,
                "notes": list(record.notes),
            }
            for record in opened.records
        ],
        "files": [str(path) for path in written],
    }
    lines = _lines(opened)
    for record in opened.records:
        lines += ["", f"== {record.label}  {record.level}  {record.title}", "", *record.text.split("\n")]
        lines += [f"Note: {note}" for note in record.notes]
    return Reply(data, lines)


def _summary(opened: Opened) -> dict[str, Any]:
    manifest = opened.manifest
    return {
        "bundle_id": manifest.bundle_id,
        "audience": manifest.audience,
        "created": manifest.created,
        "expires": manifest.expires,
        "expired": receive.has_expired(opened),
        "trust": opened.trust.value,
        "signer": manifest.signer,
        "record_count": len(opened.records),
        "withheld": manifest.withheld,
        "replacements": arguments.plain(manifest.counts),
    }


def _lines(opened: Opened) -> list[str]:
    manifest = opened.manifest
    ends = (
        f"It expired on {manifest.expires}." if receive.has_expired(opened) else f"It opens until {manifest.expires}."
    )
    return [
        *([ends] if manifest.expires else []),
        _TRUST[opened.trust.value],
        f"Bundle {manifest.bundle_id[:8]}, for {manifest.audience}, made {manifest.created}",
        f"{len(opened.records)} records; {manifest.withheld} more were withheld. Every part is complete and unaltered.",
    ]
