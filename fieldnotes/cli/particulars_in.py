"""What is known of somebody, from options or from a file, which keeps it out of the shell's history."""

from __future__ import annotations

import argparse
import tomllib
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fieldnotes.cli.secrets_in import whole
from fieldnotes.errors import BadValue
from fieldnotes.model.register import Address, Category, Contact, ContactKind, Document, Identity, Special

_TEXTS = ("birth", "citizenship", "occupation", "note")
_LISTS = ("alias", "phone", "email", "handle", "address", "document")
_ALLOWED = "name, aliases, phones, emails, handles, addresses, documents, special, birth, citizenship, occupation, note"


def options(made: argparse.ArgumentParser) -> None:
    """The options of `person add` and `person edit`."""
    made.add_argument("--alias", action="append", default=[], help="another spelling or name; may be repeated")
    made.add_argument("--phone", action="append", default=[], metavar="NUMBER", help="may be repeated")
    made.add_argument("--email", action="append", default=[], metavar="ADDRESS")
    made.add_argument("--handle", action="append", default=[], metavar="NAME", help="of an account, such as @name")
    made.add_argument("--address", action="append", default=[], metavar="PLACE", help="an exact place, with commas")
    made.add_argument("--document", action="append", default=[], type=_document, metavar="KIND=NUMBER")
    made.add_argument("--special", action="append", default=[], type=_special, metavar="CATEGORY=WORDS")
    for name in _TEXTS:
        made.add_argument(f"--{name}", metavar="WORDS", help="as it was told")
    made.add_argument(
        "--details",
        metavar="FILE",
        help="all of this from a TOML file, or - for standard input: options stay in the shell's history",
    )


def identity(args: Namespace, before: Identity | None = None) -> Identity:
    """What the file and the options say, added to what was known.

    Raises:
        BadValue: the file is not TOML or holds something that is none of these.
    """
    known = _joined(before or Identity(""), _from_file(args.details) if args.details else {})
    given = {name: value for name in ("name", *_TEXTS) if (value := getattr(args, name)) is not None}
    return _joined(known, {**given, **{name: getattr(args, name) for name in (*_LISTS, "special")}})


def without(known: Identity, dropped: Sequence[str]) -> Identity:
    """The identity without the aliases, contacts, addresses and documents that are these words.

    Raises:
        BadValue: there is none like that.
    """
    for text in dropped:
        less = replace(
            known,
            aliases=tuple(alias for alias in known.aliases if alias != text),
            contacts=tuple(contact for contact in known.contacts if contact.value != text),
            addresses=tuple(address for address in known.addresses if address.place != text),
            documents=tuple(document for document in known.documents if document.number != text),
        )
        if less == known:
            raise BadValue(
                field="--drop",
                value="something that is not there",
                allowed="an alias, contact, address or document as shown",
            )
        known = less
    return known


def _joined(known: Identity, told: Mapping[str, Any]) -> Identity:
    contacts = (Contact(kind, value) for kind in ContactKind for value in told.get(kind.value, ()))
    special = {one.category: one for one in (*known.special, *told.get("special", ()))}
    return replace(
        known,
        name=told.get("name", known.name),
        aliases=(*known.aliases, *told.get("alias", ())),
        contacts=(*known.contacts, *contacts),
        addresses=(*known.addresses, *map(Address, told.get("address", ()))),
        documents=(*known.documents, *told.get("document", ())),
        special=tuple(special[category] for category in Category if category in special),
        **{name: told.get(name, getattr(known, name)) for name in _TEXTS},
    )


def _from_file(source: str) -> dict[str, Any]:
    try:
        raw = tomllib.loads(whole(source))
    except tomllib.TOMLDecodeError as error:
        raise _bad("something else than TOML") from error
    told: dict[str, Any] = {}
    for key, value in raw.items():
        name = {"aliases": "alias", "addresses": "address"}.get(key, key.removesuffix("s"))
        if key == "special":
            told[key] = [_pair(_special, f"{category}={words}") for category, words in _of(value, dict).items()]
        elif name in _LISTS:
            texts = [_of(one, str) for one in _of(value, list)]
            told[name] = [_pair(_document, one) for one in texts] if name == "document" else texts
        elif key in ("name", *_TEXTS):
            told[key] = _of(value, str)
        else:
            raise _bad("a field of another name")
    return told


def _of(value: object, kind: type[Any]) -> Any:
    if not isinstance(value, kind):
        raise _bad("of another kind")
    return value


def _pair(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except argparse.ArgumentTypeError as error:
        raise _bad("of another kind") from error


def _bad(value: str) -> BadValue:
    return BadValue(field="the details", value=value, allowed=_ALLOWED)


def _document(text: str) -> Document:
    kind, separator, number = text.rpartition("=")
    if not separator or not number.strip():
        raise argparse.ArgumentTypeError("it is not of the form KIND=NUMBER")
    return Document(kind, number)


def _special(text: str) -> Special:
    category, separator, words = text.partition("=")
    allowed = [one.value for one in Category]
    if not separator or category.strip().lower() not in allowed:
        raise argparse.ArgumentTypeError(f"it is not CATEGORY=WORDS with one of {' '.join(allowed)}")
    return Special(Category(category.strip().lower()), words)
