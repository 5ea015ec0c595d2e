"""passphrase generate: words drawn by lot."""

from __future__ import annotations

from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.services import access
from fieldnotes.services import session as sessions


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "passphrase", "make a passphrase that nobody guesses")
    generate = arguments.command(verbs, "generate", _generate, "words drawn evenly from a list of 2048")
    generate.add_argument("--language", choices=("az", "en", "ru"), default="en")
    generate.add_argument("--words", type=arguments.count, default=7, metavar="N", help="7 unless told; 11 bits each")


def _generate(args: Namespace) -> Reply:
    text = access.generate(args.language, args.words)
    judged = sessions.strength(text)
    return Reply({"passphrase": text, "words": args.words, "bits": judged.bits, "strength": judged.words}, [text])
