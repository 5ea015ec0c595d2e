"""Saved searches: queries under a name, at INTERNAL, or at SEALED where they name somebody."""

from __future__ import annotations

from fieldnotes.errors import NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.task import SavedSearch
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.store import Store


def save(store: Store, name: str, query: str, *, sealed: bool) -> Changes:
    """Keep a query under a name; another one of that name that can be read is replaced.

    Raises:
        SealedClosed: it is to be SEALED and nothing can be written there.
    """
    said, level = {"name": name, "query": query}, Level.SEALED if sealed else Level.INTERNAL
    with store.transaction():
        slip = _find(store, name)
        if slip is None:
            slips.add(store, Kind.SEARCH, said, level=level)
        elif (slip.said, slip.level) != (said, level):
            slips.change(store, slip, said, level=level)
    return Changes()


def remove(store: Store, name: str) -> Changes:
    """Forget one.

    Raises:
        NoSuchRecord: none has that name.
    """
    with store.transaction():
        slip = _find(store, name)
        if slip is None:
            raise NoSuchRecord(name=name)
        slips.remove(store, slip)
    return Changes()


def all_of(store: Store) -> list[SavedSearch]:
    """Every one that can be read, by name."""
    found = [
        SavedSearch(slip.said["name"], slip.said["query"], slip.saved)
        for slip in slips.all_of(store, Kind.SEARCH)
        if slip.said is not None
    ]
    return sorted(found, key=lambda search: search.name.casefold())


def _find(store: Store, name: str) -> Slip | None:
    same = (slip for slip in slips.all_of(store, Kind.SEARCH) if slip.said is not None and slip.said["name"] == name)
    return next(same, None)
