"""Whose names are like whose: the entries of a register, and groups of suggestions. Pure; `alike` asks and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType, Entry
from fieldnotes.redaction.homographs import is_title
from fieldnotes.redaction.likeness import Likeness
from fieldnotes.redaction.matcher import kind_of, surface_key
from fieldnotes.redaction.namesakes import Namesakes
from fieldnotes.redaction.view import lowered
from fieldnotes.suggestions.bearers import Bearers
from fieldnotes.suggestions.grouping import ENTITY_TYPES, Group

SAME_NAME = N_("the same name in another spelling")
SAME_NUMBER = N_("the same number or address")

_TOGETHER = 0.7
"""Likeness from which two suggestions are shown as one."""
_NAMED, _NUMBERED = 0.9, 0.8
_MOST_SAME = 3


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two entries of the register that may be one; `score` from LIKELY to 1. `why` is marked for translation."""

    a: str
    b: str
    score: float
    why: str


class Likenesses:
    """The names, contacts and documents of a register, to be asked which entries somebody may be."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = [entry for entry in entries if entry.identity is not None]
        self._persons = Namesakes((entry.code, name) for entry in self.entries for name in _person_names(entry))
        self._keys: dict[str, dict[str, None]] = {}
        for entry in self.entries:
            for key in _keys(entry):
                self._keys.setdefault(key, {})[entry.code] = None

    def pairs_of(self, entry: Entry) -> list[SamePair]:
        """The pairs of one entry with the others that it may be."""
        found: dict[str, Likeness] = {}
        for name in _person_names(entry):
            for code, likeness in self._persons.of(name).items():
                if likeness.score > found.get(code, _NOBODY).score:
                    found[code] = likeness
        for key in _keys(entry):
            same = Likeness(_NUMBERED, SAME_NUMBER) if entry.type is EntityType.PERSON else Likeness(_NAMED, SAME_NAME)
            for code in self._keys.get(key, ()):
                if same.score > found.get(code, _NOBODY).score:
                    found[code] = same
        found.pop(entry.code, None)
        return [
            SamePair(min(entry.code, code), max(entry.code, code), round(one.score, 3), one.why)
            for code, one in found.items()
        ]

    def entries_like(self, group: Group) -> tuple[str, ...]:
        """Codes of the entries that a group of suggestions is like, the likeliest first."""
        kind = ENTITY_TYPES.get(group.kind)
        if kind is not EntityType.PERSON:
            return tuple(self._keys.get(_thing(kind, group.name), ())) if kind is not None else ()
        found: dict[str, float] = {}
        for spelling, _ in group.spellings:
            for code, likeness in self._persons.of(spelling).items():
                found[code] = max(likeness.score, found.get(code, 0.0))
        return tuple(sorted(found, key=lambda code: (-found[code], code)))[:_MOST_SAME]


_NOBODY = Likeness(0.0, "")


def merged(groups: Iterable[Group]) -> list[Group]:
    """Groups with those of persons put together whose names are one name in two spellings; the order is kept.

    A single name that then fits one fuller name only goes to it.
    """
    groups = list(groups)
    persons = [number for number, group in enumerate(groups) if ENTITY_TYPES.get(group.kind) is EntityType.PERSON]
    names = Namesakes((str(number), groups[number].name) for number in persons)
    into: dict[int, int] = {}
    for number in persons:
        for other in names.of(groups[number].name, least=_TOGETHER, but=str(number)):
            _put_together(into, number, int(other))
    fuller: dict[str, set[int]] = {}
    words = {number: _words(groups[number].name) for number in persons}
    for number in persons:
        for word in words[number] if len(words[number]) > 1 else ():
            fuller.setdefault(surface_key(word), set()).add(_root(into, number))
    bearers = Bearers((number, " ".join(words[number])) for number in persons)
    for number in persons:
        owners = fuller.get(surface_key(words[number][0]), set()) if len(words[number]) == 1 else set()
        if len(owners) == 1 and len({_root(into, other) for other in bearers.of(words[number][0])} | owners) == 1:
            _put_together(into, number, *owners)
    members: dict[int, list[Group]] = {}
    for number, group in enumerate(groups):
        members.setdefault(_root(into, number), []).append(group)
    return [_joined(members[number]) for number in range(len(groups)) if number in members]


def _person_names(entry: Entry) -> Iterator[str]:
    """What the matcher looks for as names; an entry that was emptied has its code for a name."""
    if entry.type is EntityType.PERSON and entry.identity is not None:
        for name in entry.identity.names:
            if kind_of(name, entry.type) is EntityType.PERSON and name != entry.code:
                yield name


def _keys(entry: Entry) -> set[str]:
    """What two entries of one must have in common: of a person contacts and documents, of others how it sounds."""
    if entry.identity is None:
        return set()
    if entry.type is not EntityType.PERSON:
        return {_thing(entry.type, name) for name in entry.identity.names}
    contacts = (contact.value for contact in entry.identity.contacts)
    documents = (document.number for document in entry.identity.documents)
    return {"".join(c for c in one.casefold() if c.isalnum() or c in "@.+_") for one in (*contacts, *documents)}


def _thing(kind: EntityType, name: str) -> str:
    return f"{kind}:{surface_key(name)}"


def _root(into: Mapping[int, int], number: int) -> int:
    while number in into:
        number = into[number]
    return number


def _words(name: str) -> list[str]:
    """The words of a name without Ms. and Dr."""
    return [word for word in name.split() if not is_title(lowered(word.strip(".")))] or [name]


def _put_together(into: dict[int, int], number: int, other: int) -> None:
    first, second = sorted((_root(into, number), _root(into, other)))
    if first != second:
        into[second] = first


def _joined(groups: list[Group]) -> Group:
    if len(groups) == 1:
        return groups[0]
    best = max(groups, key=lambda group: (len(_words(group.name)) > 1, group.count, group.confidence, -len(group.name)))
    counts: dict[str, int] = {}
    for group in groups:
        for spelling, count in group.spellings:
            counts[spelling] = counts.get(spelling, 0) + count
    surest = max(groups, key=lambda group: group.confidence)
    return replace(
        best,
        spellings=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        places=tuple(sorted((place for group in groups for place in group.places), key=lambda p: (p.text, p.start))),
        confidence=surest.confidence,
        why=surest.why,
    )
