"""Searches kept under a name of their own."""

from __future__ import annotations

from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model import query
from fieldnotes.model.changes import Changes
from fieldnotes.model.task import SavedSearch
from fieldnotes.services import tasks
from fieldnotes.services.session import Session

_EMPTY = N_("empty")
_ANY_WORDS = N_("a few words")


def save(session: Session, name: str, text: str) -> Changes:
    """Keep a search; another one of that name is replaced. One that names somebody is SEALED, while names are open.

    Raises:
        BadQuery: it cannot be understood.
        BadValue: the name is empty.
    """
    query.parse(text)
    if not name.strip():
        raise BadValue(field="the name", value=tr(_EMPTY), allowed=tr(_ANY_WORDS))
    sealed = tasks.names_somebody(session, f"{name}\n{text}")
    return session.vault.save_search(name.strip(), text.strip(), sealed=sealed)


def saved(session: Session) -> list[SavedSearch]:
    """Every one, by name."""
    return session.vault.saved_searches()


def query_of(session: Session, name: str) -> str:
    """The search of that name.

    Raises:
        NoSuchRecord: there is none.
    """
    for search in saved(session):
        if search.name == name.strip():
            return search.query
    raise NoSuchRecord(name=name)


def remove(session: Session, name: str) -> Changes:
    """Forget one.

    Raises:
        NoSuchRecord: there is none.
    """
    return session.vault.remove_search(name.strip())
