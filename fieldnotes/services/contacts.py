"""Contacts: whose card is whose, whether its eight words were compared, and a loud word where keys have changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fieldnotes import clock
from fieldnotes.crypto import age
from fieldnotes.crypto.age import key_id
from fieldnotes.crypto.exchange import harmless_line
from fieldnotes.crypto.identity import Card
from fieldnotes.errors import (
    BadRecipient,
    BadValue,
    ContactChanged,
    ContactExpired,
    NoSuchRecord,
    OtherWords,
)
from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Compared, Contact, Standing
from fieldnotes.services import card_pictures
from fieldnotes.services.cards import load_card
from fieldnotes.services.session import Session

CODE = re.compile(r"CONTACT-\d{1,9}", re.IGNORECASE)
_LONGEST = 200
_OWNER = "owner"
_DAY = N_("a day from today on, such as 2027-05-01")
_NAME = N_("1 to 200 characters")
_LONG = N_("too long or empty")


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact with what its keys are worth today."""

    contact: Contact
    standing: Standing

    @property
    def post_quantum(self) -> bool:
        return any(age.is_post_quantum(one) for one in self.contact.age)


def add(session: Session, card: str | Path, *, name: str = "", expires: str = "", replaces: bool = False) -> Contact:
    """Keep a card: a file, a picture of its code, or its text. Unverified until `verify`.

    `name` is what the owner calls them; without one, what the card says. The same card again changes nothing.

    Raises:
        ContactChanged: somebody with this name or this signing key is known with other keys. With `replaces` the new
            ones are taken over, unverified.
        BadRecipient, NoCardInPicture, CannotRead, BadValue.
    """
    read = read_card(card)
    called = _named(name or read.name)
    ends = min(filter(None, (read.expires, day(expires))), default="")
    for known in session.vault.contacts():
        if (known.sign, known.age) == (read.sign, read.age):
            if not name and not expires:
                return known
            return session.vault.change_contact(replace(known, name=called, expires=ends or known.expires))
        if known.sign == read.sign or _same(known.name, called):
            return _replaced(session, known, read, called, ends, replaces=replaces)
    return session.vault.add_contact(_contact(read, called, ends))


def verify(session: Session, code: str, *, words: str = "", how: Compared, by: str = _OWNER) -> Contact:
    """Note that the eight words were compared: `words` is what the other person read out.

    Raises:
        OtherWords: they are others; nothing was noted.
        ContactExpired: the card has ended.
        NoSuchRecord: no such contact.
    """
    found = get(session, code)
    if found.standing(_today()) is Standing.EXPIRED:
        raise ContactExpired(contact=found.code, day=found.expires)
    if tuple(words.casefold().split()) != found.words:
        raise OtherWords(contact=found.code)
    return confirm(session, found, how=how, by=by)


def confirm(session: Session, contact: Contact, *, how: Compared, by: str = _OWNER) -> Contact:
    """Somebody says that the words are the same: what a window asks with the words before everybody's eyes."""
    session.vault.policy.pin(key_id(one) for one in contact.age)
    return session.vault.change_contact(replace(contact, verified=clock.stamp(), how=how.value, by=by))


def edit(session: Session, code: str, *, name: str | None = None, expires: str | None = None) -> Contact:
    """Call a contact otherwise, or use its keys until another day. None leaves either as it is.

    An empty `expires` takes the owner's own end away; the one that the card has itself goes on holding.

    Raises:
        BadValue: an empty or long name, or a day that is past.
        NoSuchRecord.
    """
    known = get(session, code)
    called = known.name if name is None else _named(name)
    ends = known.expires
    if expires is not None and expires != known.expires:
        ends = min(filter(None, (Card.parse(known.card).expires, day(expires))), default="")
    if (called, ends) == (known.name, known.expires):
        return known
    return session.vault.change_contact(replace(known, name=called, expires=ends))


def remove(session: Session, code: str) -> None:
    """Forget a contact. What was sent to it stays in the register of exports.

    Raises:
        NoSuchRecord.
    """
    session.vault.remove_contact(get(session, code).code)


def all_of(session: Session) -> tuple[ContactView, ...]:
    """Every contact, by name."""
    found = sorted(session.vault.contacts(), key=lambda one: (one.name.casefold(), one.code))
    return tuple(map(view, found))


def view(contact: Contact) -> ContactView:
    """One with what its keys are worth today."""
    return ContactView(contact, contact.standing(_today()))


def get(session: Session, code: str) -> Contact:
    """One by its code, or by its name where only one is called so.

    Raises:
        NoSuchRecord.
    """
    known = session.vault.contacts()
    found = [one for one in known if one.code == code.strip().upper()]
    found = found or [one for one in known if _same(one.name, code.strip())]
    if len(found) != 1:
        raise NoSuchRecord(name=code)
    return found[0]


def by_signer(session: Session, signer: bytes) -> Contact | None:
    """The contact that a signing key belongs to."""
    return next((one for one in session.vault.contacts() if one.sign == signer), None)


def names_of(session: Session, keys: Collection[str]) -> Mapping[str, str]:
    """What the owner calls the contacts with these key ids; strangers are not in it."""
    found = ((key_id(key), one.name) for one in session.vault.contacts() for key in one.age)
    return {key: name for key, name in found if key in keys}


def verified_keys(session: Session) -> frozenset[str]:
    """Ids of keys whose cards' words were compared, now or at an earlier export, without what is void today."""
    today = _today()
    states = {
        key_id(key): one.standing(today) is Standing.VERIFIED for one in session.vault.contacts() for key in one.age
    }
    void = {key for key, good in states.items() if not good}
    return (session.vault.policy.pinned | {key for key, good in states.items() if good}) - void


def resolved(session: Session, to: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The keys of each reader: a contact's code or name, a card (path or text), or a bare age recipient.

    Raises:
        ContactChanged: a card has other keys than the contact of that name or signing key.
        ContactExpired, BadRecipient, NoSuchRecord, NoCardInPicture.
    """
    return tuple(_keys(session, one) for one in to)


def note_compared(session: Session, to: Iterable[str]) -> None:
    """Keep every card among `to` as verified: somebody said that the words of each were compared by voice."""
    for one in to:
        if age.is_recipient(one.strip()):
            continue  # has no words
        contact = get(session, one) if _is_contact(session, one.strip()) else add(session, _path_or_text(one))
        if not contact.verified:
            confirm(session, contact, how=Compared.VOICE)


def read_card(card: str | Path) -> Card:
    """A card from its file, a picture of its code, or its text; its self-signature was checked.

    Raises:
        BadRecipient, NoCardInPicture, CannotRead.
    """
    if isinstance(card, str):
        return Card.parse(card)
    if card_pictures.is_picture(card):
        return card_pictures.read(card)
    return load_card(card)


def day(text: str) -> str:
    """A day from today on, as it was written; "" for none.

    Raises:
        BadValue.
    """
    try:
        if not text or (date.fromisoformat(text).isoformat() == text and text >= _today()):
            return text
    except ValueError:
        pass
    raise BadValue(field="expires", value=text, allowed=tr(_DAY))


def _keys(session: Session, one: str) -> tuple[str, ...]:
    text = one.strip()
    if age.is_recipient(text):
        return (text,)
    if _is_contact(session, text):
        return _unexpired(get(session, text)).age
    card = read_card(_path_or_text(one))
    for known in session.vault.contacts():
        if (known.sign, known.age) == (card.sign, card.age):
            return _unexpired(known).age
        if known.sign == card.sign or (_same(known.name, card.name) and known.verified):
            raise ContactChanged(contact=known.code)
    if card.expires and card.expires < _today():
        raise ContactExpired(contact=tr(_NOT_KEPT), day=card.expires)
    return card.age


_NOT_KEPT = N_("a reader")


def _is_contact(session: Session, text: str) -> bool:
    return bool(CODE.fullmatch(text)) or any(_same(one.name, text) for one in session.vault.contacts())


def _path_or_text(one: str) -> str | Path:
    if one.lstrip().startswith("{"):
        return one
    path = Path(one)
    if not path.is_file():
        raise BadRecipient(name=path.name)
    return path


def _unexpired(contact: Contact) -> Contact:
    if contact.standing(_today()) is Standing.EXPIRED:
        raise ContactExpired(contact=contact.code, day=contact.expires)
    return contact


def _replaced(session: Session, known: Contact, card: Card, name: str, expires: str, *, replaces: bool) -> Contact:
    if not replaces:
        session.vault.append_ledger("contact-changed", contact=known.code)
        raise ContactChanged(contact=known.code)
    former = tuple(dict.fromkeys((*known.former, known.sign.hex())))
    return session.vault.change_contact(replace(_contact(card, name, expires), code=known.code, former=former))


def _contact(card: Card, name: str, expires: str) -> Contact:
    return Contact("", name, card.age, card.sign, card.words, card.created, card.text, clock.stamp(), expires)


def _named(name: str) -> str:
    shown = harmless_line(name)
    if not 0 < len(shown) <= _LONGEST:
        raise BadValue(field="name", value=tr(_LONG), allowed=tr(_NAME))
    return shown


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _today() -> str:
    return clock.today().isoformat()
