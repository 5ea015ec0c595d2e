"""What was typed about somebody, made fit to keep: single lines, nothing invisible, each thing what it says it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from fieldnotes.errors import BadValue
from fieldnotes.model.register import Address, Contact, ContactKind, Document, EntityType, Identity, Special

LONGEST_NAME = 200
"""Characters of one name, alias, contact or address."""
LONGEST_WORDS = 4000
FEWEST_DIGITS = 5
_SHAPING = "\u200c\u200d"


def cleaned(identity: Identity, kind: EntityType) -> Identity:
    """The identity without empty lines, repetitions and invisible characters.

    Raises:
        BadValue: something can never be found in a text, and so would promise a protection that it does not give.
    """
    clean = replace(
        identity,
        name=one_line(identity.name),
        aliases=_once(map(one_line, identity.aliases)),
        note=_words(identity.note),
        contacts=_filled(replace(one, value=one_line(one.value), note=one_line(one.note)) for one in identity.contacts),
        addresses=tuple(dict.fromkeys(place for one in identity.addresses if (place := _address(one)).place)),
        documents=tuple(dict.fromkeys(paper for one in identity.documents if (paper := _document(one)).number)),
        birth=one_line(identity.birth),
        citizenship=one_line(identity.citizenship),
        occupation=one_line(identity.occupation),
        special=tuple(told for one in identity.special if (told := _special(one)).words),
    )
    _refuse_unfindable(clean, kind)
    return clean


def _address(one: Address) -> Address:
    return Address(one_line(one.place), one_line(one.note))


def _document(one: Document) -> Document:
    return Document(one_line(one.kind), one_line(one.number))


def _special(one: Special) -> Special:
    return Special(one.category, _words(one.words))


def one_line(text: str) -> str:
    """Without control characters and overrides; what shapes letters (ZWNJ) stays."""
    kept = "".join(c for c in text if c in _SHAPING or unicodedata.category(c) not in ("Cf", "Cs") or c.isspace())
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in kept).split())


def _words(text: str) -> str:
    lines = "\n".join(one_line(line) for line in text.split("\n")).strip()
    if len(lines) > LONGEST_WORDS:
        raise BadValue(field="note", value=f"{len(lines)} characters long", allowed=f"up to {LONGEST_WORDS}")
    return lines


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _filled(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple(dict.fromkeys(contact for contact in contacts if contact.value))


def _refuse_unfindable(identity: Identity, kind: EntityType) -> None:
    for text in (*identity.names, *identity.numbers):
        if not any(c.isalnum() for c in text):
            raise BadValue(field="name", value="empty", allowed="letters or digits")
        if len(text) > LONGEST_NAME:
            raise BadValue(field="name", value=f"{len(text)} characters long", allowed=f"up to {LONGEST_NAME}")
    contacts = [(contact.kind.value, contact.value) for contact in identity.contacts]
    for what, text in ((kind.value, identity.name), *contacts):
        if what == ContactKind.PHONE and sum(c.isdigit() for c in text) < FEWEST_DIGITS:
            raise BadValue(field="phone", value="without a number", allowed=f"at least {FEWEST_DIGITS} digits")
        if what == ContactKind.EMAIL and "@" not in text:
            raise BadValue(field="e-mail", value="without @", allowed="name@domain")
