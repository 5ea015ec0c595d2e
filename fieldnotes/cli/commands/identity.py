"""identity new, identity card."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened
from fieldnotes.services import people
from fieldnotes.services.views import CardView


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "identity", "keys to receive bundles with")
    new = arguments.command(verbs, "new", _new, "make a private identity file; never send it to anybody")
    new.add_argument("file", type=Path, metavar="FILE")
    new.add_argument("--name", required=True, help="what the card says; choose what others may see")
    new.add_argument(
        "--post-quantum", action="store_true", help="for an office that is to open vaults or what is sealed in them"
    )
    card = arguments.command(
        verbs, "card", _card, "the public contact card of an identity file, or of a vault's author"
    )
    card.add_argument("file", type=Path, metavar="FILE")
    arguments.ways(card)


def _new(args: Namespace) -> Reply:
    card = people.new_identity(args.file, args.name, post_quantum=args.post_quantum)
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
            card = people.author_card(session)
    else:
        card = people.card(args.file)
    return Reply({**_data(card), "card": card.text}, raw=card.text)


def _data(card: CardView) -> dict[str, object]:
    return {
        "name": card.name,
        "age": list(card.recipients),
        "recipient": card.recipients[0],
        "fingerprint": list(card.words),
        "created": card.created,
    }
