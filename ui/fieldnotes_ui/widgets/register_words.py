"""The register's closed sets in words, with their icons."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr, trn
from fieldnotes.model.consent import Answer
from fieldnotes.model.level import Level
from fieldnotes.model.register import Category, ContactKind, EntityType, Entry, RelationKind, Role
from fieldnotes_ui.widgets.badge import level_name

TYPES = {
    EntityType.PERSON: N_("Person"),
    EntityType.ORG: N_("Organisation"),
    EntityType.PLACE: N_("Place"),
    EntityType.PHONE: N_("Phone"),
    EntityType.EMAIL: N_("E-mail"),
    EntityType.HANDLE: N_("Handle"),
    EntityType.DOCUMENT: N_("Document"),
}
TYPE_ICONS = {
    EntityType.PERSON: "user-round",
    EntityType.ORG: "building-2",
    EntityType.PLACE: "map-pin",
    EntityType.PHONE: "phone",
    EntityType.EMAIL: "mail",
    EntityType.HANDLE: "at-sign",
    EntityType.DOCUMENT: "file-text",
}
CONTACT_ICONS = {ContactKind.PHONE: "phone", ContactKind.EMAIL: "mail", ContactKind.HANDLE: "at-sign"}
CATEGORIES = {
    Category.HEALTH: N_("Health"),
    Category.RELIGION: N_("Religion"),
    Category.SEXUALITY: N_("Sexuality"),
    Category.ETHNICITY: N_("Ethnicity"),
    Category.POLITICS: N_("Political opinion"),
}
ROLES = {
    Role.SOURCE: N_("Source"),
    Role.VICTIM: N_("Victim"),
    Role.RELATIVE: N_("Relative"),
    Role.PERPETRATOR: N_("Perpetrator"),
    Role.OFFICIAL: N_("Official"),
    Role.LAWYER: N_("Lawyer"),
    Role.INTERVIEWER: N_("Interviewer"),
    Role.OTHER: N_("Other role"),
}
KINDS = {
    RelationKind.SIBLING: N_("{a} is sibling of {b}"),
    RelationKind.SPOUSE: N_("{a} is spouse of {b}"),
    RelationKind.PARENT: N_("{a} is parent of {b}"),
    RelationKind.CHILD: N_("{a} is child of {b}"),
    RelationKind.OTHER_RELATIVE: N_("{a} is a relative of {b}"),
    RelationKind.COLLEAGUE: N_("{a} is colleague of {b}"),
    RelationKind.LAWYER: N_("{a} is lawyer of {b}"),
    RelationKind.EMPLOYER: N_("{a} is employer of {b}"),
    RelationKind.MEMBER: N_("{a} is member of {b}"),
}
ANSWER_MEANINGS: dict[Answer | None, str] = {
    None: N_("Nobody asked yet. Counts as not agreed."),
    Answer.NO: N_("Refused."),
    Answer.ASK: N_("Only after asking again, each time."),
    Answer.ANONYMOUS: N_("Agreed, if nobody can tell who it is."),
    Answer.ROLE: N_("Agreed, with a role instead of the name."),
    Answer.NAME: N_("Agreed, with the name."),
    Answer.YES: N_("Agreed, nothing was said about the name: treated as anonymous."),
}
OUTSIDE = {
    Level.PUBLIC: N_("Outside: may appear by name."),
    Level.ROLE: N_("Outside: by role only, such as “a lawyer”."),
    Level.ANONYMOUS: N_("Outside: under a code name, with coarse details."),
    Level.INTERNAL: N_("Outside: only as a neutral label, such as “a person”."),
    Level.SEALED: N_("Outside: only as a neutral label; this entry is sealed."),
}
"""How an entry of each level may be written in a bundle (`protection.policy` decides, these are its words)."""

_KIND = N_("{type} · {role}")
_ENTRY = N_("{code}, {name}, {kind}, {level}")
NAME_SEALED = N_("name sealed")


def kind_of(entry: Entry) -> str:
    """Type and, for persons, role: `Person · Source`."""
    if entry.type is not EntityType.PERSON:
        return tr(TYPES[entry.type])
    return tr(_KIND, type=tr(TYPES[entry.type]), role=tr(ROLES[entry.role]))


def aliases_of(entry: Entry) -> str:
    """How many other spellings there are; empty while names are sealed."""
    if entry.identity is None:
        return ""
    return trn("{n} alias", "{n} aliases", len(entry.identity.aliases))


def name_of(entry: Entry) -> str:
    return tr(NAME_SEALED) if entry.identity is None else entry.identity.name


def spoken(entry: Entry) -> str:
    """An entry in one line, for screen readers and for finding by typing."""
    return tr(_ENTRY, code=entry.code, name=name_of(entry), kind=kind_of(entry), level=level_name(entry.level))


def sentence(a: str, kind: RelationKind, b: str) -> str:
    return tr(KINDS[kind], a=a, b=b)
