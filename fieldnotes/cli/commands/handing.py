"""export-uwazi, evidence-pack: ways out for a shared archive and for lawyers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.audience import Audience
from fieldnotes.model.tlp import Tlp
from fieldnotes.redaction import ladder
from fieldnotes.services import evidence_pack, uwazi
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope

_ORIGINAL, _COPY = "as it came in", "a copy without hidden data"


def register(top: Subparsers) -> None:
    folder = arguments.command(top, "export-uwazi", _uwazi, "redact a case into a folder that Uwazi imports")
    _common(folder, "editor")
    folder.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder; it is not encrypted")
    folder.add_argument("--tlp", type=arguments.choice(Tlp), metavar="|".join(Tlp), help="how far it may be passed on")
    pack = arguments.command(top, "evidence-pack", _pack, "seal the evidence of a case with its custody sheet")
    _common(pack, "legal")
    pack.add_argument("--to", action="append", nargs="+", required=True, metavar="READER", help="as for export")
    pack.add_argument("--compared", action="store_true", help="the eight words of every card were compared by voice")
    pack.add_argument("--out", type=Path, required=True, metavar="FILE")
    pack.add_argument(
        "--original-digest",
        action="store_true",
        help="tell size and SHA-256 of the originals too: they are known by them wherever else they lie",
    )


def _common(made: ArgumentParser, usual: str) -> None:
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--audience", type=arguments.audience, default=Audience(usual), help=f"usually {usual}")
    made.add_argument("--ladder", default="", metavar="CHOICES", help="how much details tell, as for export")
    made.add_argument("--accept-quasi", default="", metavar="REASON", help="although identifying facts remain")
    made.add_argument("--accept-suggestions", default="", metavar="REASON", help="although names are undecided")
    made.add_argument("--reason", default="", metavar="WORDS", help="why it leaves; kept sealed, told to nobody")
    made.add_argument("--who", default="owner", help="who accepts what remains")
    made.add_argument("--second", default="", metavar="NAME", help="who else looked at it")


def _uwazi(args: Namespace) -> Reply:
    how = _how(args, Envelope(tlp=args.tlp, reason=args.reason))
    with opened(args, sealed=True) as session:
        made = uwazi.export(session, args.case, args.audience, out=args.out, accept_quasi=args.accept_quasi, how=how)
    data = {
        "id": made.id,
        "folder": str(args.out),
        "files": sorted(made.files),
        "records": list(made.records),
        "sha256": made.sha256,
        "gate": {"passed": made.gate.passed, "strings": made.gate.strings, "leaves": made.gate.leaves},
    }
    lines = [
        f"Wrote {args.out}. It is not encrypted: whoever has the folder can read it.",
        f"Records in it: {', '.join(made.records)}. README.txt says how Uwazi takes them.",
    ]
    return Reply(data, lines)


def _pack(args: Namespace) -> Reply:
    to = [one for group in args.to for one in group]
    how = _how(args, Envelope(reason=args.reason, original_digest=args.original_digest), compared=args.compared)
    quasi = args.accept_quasi
    with opened(args, sealed=True) as session:
        made = evidence_pack.pack(
            session,
            args.case,
            to=to,
            out=args.out,
            audience=args.audience,
            accept_quasi=quasi,
            how=how,
        )
    exhibits = [
        {
            "code": one.code,
            "label": one.label,
            "file": one.file,
            "sha256": one.sha256,
            "original": one.original,
            "original_sha256": one.form.sha256,
        }
        for one in made.exhibits
    ]
    lines = [
        f"Wrote {args.out}",
        *(f"{one.code} as {one.label}: {one.file}, {_ORIGINAL if one.original else _COPY}" for one in made.exhibits),
        f"Its reader checks and unpacks it with: fieldnotes-cli bundle show {args.out.name} --keys KEYS --out-dir DIR",
        "or with age, unzip, bagit and minisign, as docs/formats/evidence-pack.md says.",
    ]
    data = {"id": made.id, "file": made.file, "sha256": made.sha256, "recipients": list(made.recipients)}
    return Reply({**data, "exhibits": exhibits}, lines)


def _how(args: Namespace, envelope: Envelope, *, compared: bool = False) -> How:
    return How(
        ladder.parse(args.ladder, args.audience),
        accept_suggestions=args.accept_suggestions,
        who=args.who,
        second=args.second,
        compared=compared,
        envelope=envelope,
    )
