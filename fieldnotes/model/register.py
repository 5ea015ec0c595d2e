"""The register: persons, organisations, places and contacts that protection is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.model.level import DEFAULT_LEVEL, Level


class EntityType(StrEnum):
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"


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


@dataclass(frozen=True, slots=True)
class Identity:
    """The sealed half of a register entry: what must never leave. Aliases are every other spelling or contact."""

    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


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


@dataclass(frozen=True, slots=True)
class Relation:
    """`a` is the `kind` of `b`: (brother, exile, sibling)."""

    a: str
    b: str
    kind: RelationKind
