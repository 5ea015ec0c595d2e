"""Statuses of persons: the state and its date at INTERNAL, what was said of it in words under SEALED beside it."""

from __future__ import annotations

from fieldnotes.model import status as model
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.status import State, Status
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store


def add(store: Store, person: str, state: State, *, on: str, words: str, who: str) -> tuple[Status, Changes]:
    """Note where a person stands.

    Raises:
        NoSuchRecord: there is no such entry.
        SealedClosed: words are given and nothing can be written under SEALED.
    """
    with store.transaction():
        about = register_store.get(store, person).id
        said = {"state": state.value, "on": on, "who": who}
        slip = slips.add(store, Kind.STATUS, said, about=about, level=Level.INTERNAL)
        if words:
            told = {"status": slip.id, "words": words}
            slips.add(store, Kind.WORDS, told, about=about, level=Level.SEALED)
    return Status(slip.code, person, state, on, words, slip.saved, who), Changes(entries=frozenset({person}))


def remove(store: Store, code: str) -> Changes:
    """Take back a status that was noted by mistake, with its words.

    Raises:
        NoSuchRecord: there is none with that code.
        SealedClosed: it has words and they cannot be read, so that nobody can tell which are its own.
    """
    with store.transaction():
        slip = slips.get(store, code, Kind.STATUS)
        of_person = [one for one in slips.all_of(store, Kind.WORDS) if one.about == slip.about]
        if any(one.said is None for one in of_person):
            raise store.keys.closed()
        for one in of_person:
            if one.said is not None and one.said["status"] == slip.id:
                slips.remove(store, one)
        slips.remove(store, slip)
        person = slips.codes(store).get(slip.about, "")
    return Changes(entries=frozenset({person}))


def all_of(store: Store) -> list[Status]:
    """Every one that can be read, by its first possible day."""
    people = slips.codes(store)
    words = _words(store)
    found = [
        _status(slip, people[slip.about], words)
        for slip in slips.all_of(store, Kind.STATUS)
        if slip.said is not None and slip.about in people
    ]
    return sorted(found, key=lambda status: (status.date.sort_key, status.noted, status.code))


def present(store: Store) -> dict[str, Status]:
    """Where each person stands now, by the code of her entry."""
    of_person: dict[str, list[Status]] = {}
    for status in all_of(store):
        of_person.setdefault(status.person, []).append(status)
    latest = ((code, model.present(tuple(told))) for code, told in of_person.items())
    return {code: status for code, status in latest if status is not None}


def _words(store: Store) -> dict[str, str | None]:
    """The words of each status by its id; under the id of a person, None, where some of hers cannot be read."""
    found: dict[str, str | None] = {}
    for slip in slips.all_of(store, Kind.WORDS):
        if slip.said is None:
            found[slip.about] = None
        else:
            found[str(slip.said["status"])] = str(slip.said["words"])
    return found


def _status(slip: Slip, person: str, words: dict[str, str | None]) -> Status:
    assert slip.said is not None
    said = None if slip.about in words and slip.id not in words else words.get(slip.id, "")
    return Status(slip.code, person, State(slip.said["state"]), slip.said["on"], said, slip.saved, slip.said["who"])
