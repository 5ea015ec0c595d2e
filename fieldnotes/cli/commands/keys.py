"""keys new, keys card, keys trust, keys show: what an editor needs instead of a vault."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.contact import drawn
from fieldnotes.cli.keys_in import opened_keys, passphrase_option
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import new_passphrase
from fieldnotes.errors import AuthorUnconfirmed
from fieldnotes.services import keys as key_stores
from fieldnotes.services import people
from fieldnotes.services.keys import Keys
from fieldnotes.services.views import CardView


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "keys", "an editor's own keys, the authors she knows, what she has seen")
    new = arguments.command(verbs, "new", _new, "make a key store protected by a passphrase")
    new.add_argument("keys", type=Path, metavar="FILE")
    whose = new.add_mutually_exclusive_group(required=True)
    whose.add_argument("--name", default="", help="what the card says; choose what others may see")
    whose.add_argument("--identity", type=Path, metavar="FILE", help="take in the keys of an identity file")
    card = arguments.command(verbs, "card", _card, "the contact card, for authors")
    card.add_argument("keys", type=Path, metavar="FILE")
    card.add_argument("--out", type=Path, metavar="FILE", help="write the card, or as .png or .svg its code")
    trust = arguments.command(verbs, "trust", _trust, "remember an author whose eight words were compared")
    trust.add_argument("keys", type=Path, metavar="FILE")
    trust.add_argument("card", type=Path, metavar="CARD")
    trust.add_argument("--name", default="", help="what you call her; without it, what the card says")
    trust.add_argument("--compared", action="store_true", help="the card's eight words were compared by voice")
    show = arguments.command(verbs, "show", _show, "whose keys they are, and which authors are known")
    show.add_argument("keys", type=Path, metavar="FILE")
    for made in (new, card, trust, show):
        passphrase_option(made)


def _new(args: Namespace) -> Reply:
    secret = new_passphrase(args.passphrase_file, "A passphrase for your keys: ")
    with key_stores.create(args.keys, secret, name=args.name, identity=args.identity) as keys:
        card, path = keys.card(), keys.path
    lines = [
        f"Wrote {path}. Keep a copy of it; without it and its passphrase no bundle to you can be read.",
        f"Send authors your card: fieldnotes-cli keys card {path}",
        "They should compare these words with you by voice: " + " ".join(card.words),
    ]
    return Reply({"file": str(path), "name": card.name, "fingerprint": list(card.words), "card": card.text}, lines)


def _card(args: Namespace) -> Reply:
    with opened_keys(args) as keys:
        card = keys.card()
    data = {"name": card.name, "fingerprint": list(card.words), "card": card.text}
    if args.out is None:
        return Reply(data, raw=card.text)
    files.atomic_write(args.out, drawn(args.out, card.text), keep_existing=True)
    return Reply(data, [f"Wrote {args.out}. Read its eight words out to whoever gets it.", " ".join(card.words)])


def _trust(args: Namespace) -> Reply:
    card = people.read_card(args.card)
    if not args.compared:
        raise AuthorUnconfirmed(words=" ".join(card.words))
    with opened_keys(args) as keys:
        known = keys.trust(args.card, called=args.name or _own_name(card, keys))
    data = {"name": known.name, "fingerprint": list(card.words), "compared": known.compared}
    return Reply(data, [f"{known.name} is known from now on by these words: {' '.join(known.words)}"])


def _own_name(card: CardView, keys: Keys) -> str:
    """What the card says, with its first words where that is the name of another author: cards of vaults are alike."""
    others = {one.name for one in keys.authors() if one.words != card.words}
    return f"{card.name} ({' '.join(card.words[:2])})" if card.name in others else card.name


def _show(args: Namespace) -> Reply:
    with opened_keys(args) as keys:
        name, authors, words = keys.name, keys.authors(), keys.card().words
    data = {
        "name": name,
        "fingerprint": list(words),
        "authors": [{"name": one.name, "fingerprint": list(one.words), "compared": one.compared} for one in authors],
    }
    lines = [f"{name}: {' '.join(words)}"]
    lines += [f"author {one.name}, compared {one.compared}: {' '.join(one.words)}" for one in authors]
    return Reply(data, lines)
