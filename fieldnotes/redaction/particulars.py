"""What else than names is one person's alone: contacts, exact places, numbers of documents, typed for the matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.model.register import ContactKind, EntityType, Identity
from fieldnotes.redaction.hits import Known

_TYPES = {
    ContactKind.PHONE: EntityType.PHONE,
    ContactKind.EMAIL: EntityType.EMAIL,
    ContactKind.HANDLE: EntityType.HANDLE,
}
_DIVIDED = re.compile(r"[,;\n]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_HOUSE_WORDS = (
    "ev mənzil mən m blok mərtəbə giriş дом д кв квартира корп корпус подъезд этаж house flat apt apartment room floor "
    "unit no nr № daire kat bina bis ter ბინა სართული شقة طابق"
)
_INSIDE = re.compile(rf"(?:{_HOUSE_WORDS.replace(' ', '|')})?[\s.#№-]*\d[\d/-]*[^\W\d_]?", re.IGNORECASE)
"""A part of an address that continues the one before: a house, a floor, a flat."""
_HOUSE = frozenset(_HOUSE_WORDS.split())
_STREET = re.compile(
    r"küç|prospekt|şosse|döngə|məhəllə|street|avenue|road|lane|square|hotel|otel|hostel|ул\.|улиц|просп|переул|"
    r"шоссе|площад|гостиниц|микрорайон|sokak|sokağ|cadde|mahalle|bulvar|straße|strasse|platz|rue |"
    r"ქუჩ|გამზირ|სასტუმრო|شارع|حي ",
    re.IGNORECASE,
)


def particulars(identity: Identity) -> dict[EntityType, tuple[str, ...]]:
    """By the type under which the matcher looks for them."""
    found: dict[EntityType, list[str]] = {}
    for contact in identity.contacts:
        found.setdefault(_TYPES[contact.kind], []).append(contact.value)
    for address in identity.addresses:
        found.setdefault(EntityType.PLACE, []).extend(exact_parts(address.place))
    for document in identity.documents:
        found.setdefault(EntityType.DOCUMENT, []).append(document.number)
    return {kind: tuple(dict.fromkeys(filter(None, texts))) for kind, texts in found.items()}


def known(code: str, entity_type: EntityType, identity: Identity) -> Iterator[Known]:
    """An entry as the matcher sees it: its names, and each kind of its particulars."""
    yield Known(code, entity_type, identity.names)
    for kind, texts in particulars(identity).items():
        yield Known(code, kind, texts)


def exact_parts(place: str) -> tuple[str, ...]:
    """The parts of an address that lead to a door: all of it, the street with its number, the street alone.

    A settlement or a country between commas is not among them: many people share it, and it is generalised by the
    rules for places.
    """
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in _DIVIDED.split(place))):
        if parts and _INSIDE.fullmatch(part):
            parts[-1] += " " + part
        else:
            parts.append(part)
    if len(parts) == 1:
        exact = parts
    else:
        exact = [part for part in parts if any(c.isdigit() for c in part) or _STREET.search(part)]
        exact = exact or [part for part in parts if len(_WORD.findall(part)) > 1]
    found = [" ".join(place.split()), *exact]
    for part in exact:
        words = part.split()
        begin = next((n for n, word in enumerate(words) if not _is_inside(word)), 0)
        end = next((n for n, word in enumerate(words) if n > begin and _is_inside(word)), len(words))
        street = " ".join(words[begin:end])
        number = next((word for word in words[end:] if any(c.isdigit() for c in word)), "")
        if begin:
            found.append(" ".join(words[:end]))
        elif number:
            found.append(f"{street} {number}")
        if _STREET.search(street) or len(_LONG_WORD.findall(street)) > 1:
            found.append(street)
    return tuple(dict.fromkeys(text for text in found if _LONG_WORD.search(text)))


def _is_inside(word: str) -> bool:
    return word.casefold().strip(".") in _HOUSE or any(c.isdigit() for c in word)
