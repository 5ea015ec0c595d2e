"""contact add, verify, edit, list, show, remove."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import line, opened, whole
from fieldnotes.model.contact import Compared
from fieldnotes.services import card_pictures, contacts
from fieldnotes.services.contacts import ContactView

_DRAWN = {".png": card_pictures.png, ".svg": card_pictures.svg}


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "contact", "whose contact card is whose, and whether its words were compared")
    add = arguments.command(verbs, "add", _add, "keep a card: its file, or a picture (PNG, JPEG) of its code")
    arguments.vault(add)
    add.add_argument("card", type=Path, metavar="CARD")
    add.add_argument("--name", default="", help="what you call them; without one, what the card says")
    add.add_argument("--expires", default="", metavar="DAY", help="do not use it after this day")
    add.add_argument("--replace", action="store_true", help="its owner has new keys, as you heard by another way")
    verify = arguments.command(verbs, "verify", _verify, "say that the eight words are the ones its owner read out")
    arguments.vault(verify)
    verify.add_argument("contact", metavar="CONTACT")
    verify.add_argument("--words", metavar="FILE", help="the eight words as they were read out; - is standard input")
    verify.add_argument("--how", type=arguments.choice(Compared), default=Compared.VOICE, metavar="voice|in-person")
    verify.add_argument("--by", default="owner", metavar="WHO", help="who compared them")
    edit = arguments.command(verbs, "edit", _edit, "call a contact otherwise, or use its keys until another day")
    arguments.vault(edit)
    edit.add_argument("contact", metavar="CONTACT")
    edit.add_argument("--name", help="what you call them")
    ends = edit.add_mutually_exclusive_group()
    ends.add_argument("--expires", metavar="DAY", help="do not use the keys after this day")
    ends.add_argument(
        "--no-end", dest="expires", action="store_const", const="", help="no end of yours; a card's own goes on holding"
    )
    listed = arguments.command(verbs, "list", _list, "every contact, with what its keys are worth today")
    arguments.vault(listed)
    show = arguments.command(verbs, "show", _show, "one contact, its eight words and its card")
    arguments.vault(show)
    show.add_argument("contact", metavar="CONTACT")
    show.add_argument("--qr", action="store_true", help="draw the card's code for somebody's camera")
    show.add_argument("--out", type=Path, metavar="FILE", help="write its card, or as .png or .svg the card's code")
    remove = arguments.command(verbs, "remove", _remove, "forget a contact")
    arguments.vault(remove)
    remove.add_argument("contact", metavar="CONTACT")


def _add(args: Namespace) -> Reply:
    with opened(args) as session:
        contact = contacts.add(session, args.card, name=args.name, expires=args.expires, replaces=args.replace)
    view = contacts.view(contact)
    lines = [f"{contact.code} {contact.name}: {view.standing.value}"]
    if not contact.verified:
        lines += [
            "Let its owner read out the eight words of the card to you, by voice or in person. They are:",
            "  " + " ".join(contact.words),
            f"If they are the same: fieldnotes-cli contact verify {args.vault.name} {contact.code}",
        ]
    return Reply(_data(view), lines)


def _verify(args: Namespace) -> Reply:
    with opened(args) as session:
        contacts.get(session, args.contact)
        words = whole(args.words) if args.words is not None else line("The eight words, as they are read out: ")
        contact = contacts.verify(session, args.contact, words=words, how=args.how, by=args.by)
    return Reply(_data(contacts.view(contact)), [f"{contact.code} {contact.name} is verified."])


def _edit(args: Namespace) -> Reply:
    with opened(args) as session:
        view = contacts.view(contacts.edit(session, args.contact, name=args.name, expires=args.expires))
    contact = view.contact
    ends = f", until {contact.expires}" if contact.expires else ", without an end"
    return Reply(_data(view), [f"{contact.code} {contact.name}: {view.standing.value}{ends}"])


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        found = contacts.all_of(session)
    rows = [
        (
            one.contact.code,
            one.standing.value,
            one.contact.expires or "-",
            "post-quantum" if one.post_quantum else "classic",
            one.contact.name,
        )
        for one in found
    ]
    lines = table(rows, "CONTACT", "STATE", "UNTIL", "KEYS", "NAME") if rows else ["No contacts."]
    return Reply({"contacts": [_data(one) for one in found]}, lines)


def _show(args: Namespace) -> Reply:
    with opened(args) as session:
        contact = contacts.get(session, args.contact)
    view = contacts.view(contact)
    if args.out is not None:
        files.atomic_write(args.out, drawn(args.out, contact.card), keep_existing=True)
    lines = [
        f"{contact.code} {contact.name}: {view.standing.value}",
        "Words: " + " ".join(contact.words),
        f"Card made {contact.created}" + (f", until {contact.expires}" if contact.expires else ""),
    ]
    if contact.verified:
        lines.append(f"Compared {contact.verified} ({contact.how}) by {contact.by}")
    raw = "\n".join(lines) + "\n" + terminal(contact.card) if args.qr else None
    return Reply({**_data(view), "card": contact.card}, lines, raw=raw)


def _remove(args: Namespace) -> Reply:
    with opened(args) as session:
        contacts.remove(session, args.contact)
    return Reply({"removed": args.contact}, [f"{args.contact} is forgotten. What was sent stays in the register."])


def drawn(out: Path, card: str) -> bytes:
    """A card as the ending of a file says: its code as a picture, or its text."""
    draw = _DRAWN.get(out.suffix.lower())
    return card.encode("utf-8") if draw is None else draw(contacts.read_card(card))


def terminal(card: str) -> str:
    """A card's code in half blocks."""
    return card_pictures.terminal(contacts.read_card(card))


def _data(one: ContactView) -> dict[str, Any]:
    contact = one.contact
    return {
        "code": contact.code,
        "name": contact.name,
        "standing": one.standing.value,
        "fingerprint": list(contact.words),
        "age": list(contact.age),
        "post_quantum": one.post_quantum,
        "sign": contact.sign.hex(),
        "created": contact.created,
        "expires": contact.expires,
        "verified": contact.verified,
        "how": contact.how,
        "by": contact.by,
    }
