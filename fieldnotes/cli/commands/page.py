"""page: the redacted records of a case in the clear, to be read, printed or pasted."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.model.tlp import Tlp
from fieldnotes.redaction import ladder
from fieldnotes.services import pages
from fieldnotes.services.pages import Way
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope


def register(top: Subparsers) -> None:
    page = arguments.command(top, "page", _page, "redact a case into one page that anybody can read")
    arguments.vault(page, sealed=True)
    page.add_argument("--case", required=True, metavar="CODE")
    page.add_argument("--audience", type=arguments.audience, required=True)
    page.add_argument(
        "--format", choices=[way.value for way in (Way.HTML, Way.TEXT, Way.DOCX, Way.ODT)], default=Way.HTML.value
    )
    page.add_argument("--out", type=Path, required=True, metavar="FILE")
    page.add_argument("--record", action="append", default=[], metavar="CODE", help="only this record; may be repeated")
    page.add_argument(
        "--ladder", default="", metavar="CHOICES", help='how much details tell, such as "dates=month,places=country"'
    )
    page.add_argument(
        "--accept-quasi", default="", metavar="REASON", help="send although identifying facts remain, and why"
    )
    page.add_argument("--who", default="owner", help="who accepts them")
    page.add_argument("--second", default="", metavar="NAME", help="who else looked at them")
    page.add_argument("--tlp", type=arguments.choice(Tlp), metavar="|".join(Tlp), help="how far it may be passed on")
    page.add_argument("--reason", default="", metavar="WORDS", help="why it leaves; kept sealed, told to nobody")
    page.add_argument("--fresh-labels", action="store_true", help="labels that no other page or bundle has")
    page.add_argument(
        "--accept-suggestions", default="", metavar="REASON", help="send although likely names are undecided, and why"
    )


def _page(args: Namespace) -> Reply:
    pages.refuse_existing(args.out)
    with opened(args, sealed=True) as session:
        made = pages.page(
            session,
            args.case,
            args.audience,
            way=Way(args.format),
            records=args.record,
            accept_quasi=args.accept_quasi,
            how=How(
                ladder.parse(args.ladder, args.audience),
                args.fresh_labels,
                accept_suggestions=args.accept_suggestions,
                who=args.who,
                second=args.second,
                envelope=Envelope(tlp=args.tlp, reason=args.reason),
            ),
        )
        pages.write(session, made, made.data, args.out)
    data = {
        "id": made.id,
        "file": str(args.out),
        "format": made.way.value,
        "sha256": made.sha256,
        "records": list(made.records),
        "gate": {"passed": made.gate.passed, "strings": made.gate.strings, "leaves": made.gate.leaves},
    }
    lines = [
        f"Wrote {args.out}. It is not encrypted: whoever has the file can read it.",
        f"Records in it: {', '.join(made.records)}",
        f"Leak gate: {made.gate.strings} protected strings looked for in {made.gate.leaves} places, none found.",
    ]
    return Reply(data, lines)
