"""The register: persons, organisations, places and contacts that protection is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from fieldnotes.model.level import DEFAULT_LEVEL, Level


class EntityType(StrEnum):
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    DOCUMENT = "document"
    """The number of a document, a bank account or a plate."""


_CONTACTS = frozenset({EntityType.PHONE, EntityType.EMAIL, EntityType.HANDLE, EntityType.DOCUMENT})


class Role(StrEnum):
    SOURCE = "source"
    VICTIM = "victim"
    RELATIVE = "relative"
    PERPETRATOR = "perpetrator"
    OFFICIAL = "official"
    LAWYER = "lawyer"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class RelationKind(StrEnum):
    SIBLING = "sibling"
    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    OTHER_RELATIVE = "other-relative"
    COLLEAGUE = "colleague"
    LAWYER = "lawyer"
    EMPLOYER = "employer"
    MEMBER = "member"


_FEWEST_DIGITS = 5
_LINK = re.compile(r"https?://|www\.|\w\.\w{2,}/", re.IGNORECASE)
KINSHIP = frozenset(
    {
        RelationKind.SIBLING,
        RelationKind.SPOUSE,
        RelationKind.PARENT,
        RelationKind.CHILD,
        RelationKind.OTHER_RELATIVE,
    }
)
"""Relations along which protection passes."""


class ContactKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody; `note` says when and how it is safe."""

    kind: ContactKind
    value: str
    note: str = ""

    @classmethod
    def of(cls, text: str, note: str = "") -> Contact:
        """What a typed line is: an address with @ inside, a number of mostly digits, else the name of an account."""
        signs = [sign for sign in text if not sign.isspace()]
        digits = sum(sign.isdigit() for sign in signs)
        if "@" in "".join(signs)[1:]:
            return cls(ContactKind.EMAIL, text, note)
        is_number = digits >= _FEWEST_DIGITS and 2 * digits > len(signs)
        return cls(ContactKind.PHONE if is_number else ContactKind.HANDLE, text, note)


@dataclass(frozen=True, slots=True)
class Address:
    """An exact place where somebody is or was to be found, as it is written; parts are divided by commas."""

    place: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document: what it is (passport, residence permit) and its number."""

    kind: str
    number: str


def _reaches(alias: str) -> bool:
    """Whether an alias leads to somebody: a number, a mail address, an account or a page. A nickname does not."""
    text = alias.strip()
    return Contact.of(text).kind is not ContactKind.HANDLE or text.startswith("@") or bool(_LINK.search(text))


class Category(StrEnum):
    """Special categories of personal data (GDPR, article 9): known of somebody, they put that person at risk."""

    HEALTH = "health"
    RELIGION = "religion"
    SEXUALITY = "sexuality"
    ETHNICITY = "ethnicity"
    POLITICS = "politics"


@dataclass(frozen=True, slots=True)
class Special:
    """What is known of one special category, in words. Redaction does not look for these words as names."""

    category: Category
    words: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The sealed half of a register entry: what must never leave. Aliases are every other spelling; a contact among
    them is redacted as one.

    Redaction looks for names, contacts, addresses and numbers of documents; not for the other fields, which are words
    of everyday language. `birth` and the rest are as they were told, with whatever precision.
    """

    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    documents: tuple[Document, ...] = ()
    birth: str = ""
    citizenship: str = ""
    occupation: str = ""
    special: tuple[Special, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    def told_apart(self) -> Identity:
        """The same with what is a contact or a number of a document, and was typed as an alias, where it belongs."""
        reached = tuple(Contact.of(one) for one in self.aliases if _reaches(one))
        aliases = tuple(one for one in self.aliases if not _reaches(one))
        return replace(self, aliases=aliases, contacts=tuple(dict.fromkeys((*self.contacts, *reached))))

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every other string that is this person's alone: contacts, addresses, numbers of documents."""
        return (
            *(contact.value for contact in self.contacts),
            *(address.place for address in self.addresses),
            *(document.number for document in self.documents),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One register entry. Lists, logs and reports use its `code`; `identity` is None while SEALED is closed.

    `level` says how this entity may appear: PUBLIC by name, ROLE by role, ANONYMOUS by code name, above that
    by a neutral label.
    """

    id: str
    code: str
    type: EntityType = EntityType.PERSON
    role: Role = Role.OTHER
    level: Level = DEFAULT_LEVEL
    identity: Identity | None = None

    @property
    def told_apart(self) -> Identity | None:
        """The identity as redaction takes it: of an entry that is no contact itself, contacts are never aliases."""
        if self.identity is None or self.type in _CONTACTS:
            return self.identity
        return self.identity.told_apart()


@dataclass(frozen=True, slots=True)
class Relation:
    """`a` is the `kind` of `b`: (brother, exile, sibling)."""

    a: str
    b: str
    kind: RelationKind
