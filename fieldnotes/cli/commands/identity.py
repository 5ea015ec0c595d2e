"""identity new, card."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.contact import drawn, terminal
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.services import people
from fieldnotes.services.views import CardView


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "identity", "keys to receive bundles with")
    new = arguments.command(verbs, "new", _new, "make a private identity file; never send it to anybody")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", required=True, help="what the card says; choose what others may see")
    kind = new.add_mutually_exclusive_group()
    kind.add_argument("--post-quantum", action="store_true", help="hybrid post-quantum keys; so unless --classic")
    kind.add_argument("--classic", action="store_true", help="keys that age programs from before 2025 know")
    card = arguments.command(
        verbs, "card", _card, "the public contact card of an identity file, or of a vault's author"
    )
    card.add_argument(
        "file", type=arguments.folder, metavar="FILE|VAULT", help="an identity file, or the vault whose author you are"
    )
    card.add_argument("--expires", default="", metavar="DAY", help="a last day, which the card itself says")
    card.add_argument("--qr", action="store_true", help="draw the card's code for somebody's camera")
    card.add_argument("--out", type=Path, metavar="FILE", help="write the card, or as .png or .svg its code")
    arguments.ways(card)


def _new(args: Namespace) -> Reply:
    card = people.new_identity(args.file, args.name, post_quantum=not args.classic)
    lines = [
        f"Wrote {args.file}. It is private: whoever has it reads your bundles.",
        f"Send others your card: fieldnotes-cli identity card {args.file}",
        "They should compare these words with you by voice: " + " ".join(card.words),
    ]
    return Reply({"file": str(args.file), **_data(card)}, lines)


def _card(args: Namespace) -> Reply:
    if args.file.is_dir():
        args.vault = args.file
        with opened(args) as session:
            card = people.author_card(session, expires=args.expires)
    else:
        card = people.card(args.file, expires=args.expires)
    if args.out is not None:
        files.atomic_write(args.out, drawn(args.out, card.text), keep_existing=True)
    words = f"Words: {' '.join(card.words)}"
    lines = [f"Wrote {args.out}. Read its eight words out to whoever gets it.", words]
    raw = None if args.out is not None else card.text
    return Reply({**_data(card), "card": card.text}, lines, raw=f"{words}\n{terminal(card.text)}" if args.qr else raw)


def _data(card: CardView) -> dict[str, object]:
    return {
        "name": card.name,
        "age": list(card.recipients),
        "recipient": card.recipients[0],
        "fingerprint": list(card.words),
        "created": card.created,
        "expires": card.expires,
    }
