"""What each person agreed to, sealed at INTERNAL, one consent for each entry."""

from __future__ import annotations

from fieldnotes import clock
from fieldnotes.errors import LeftBehind
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Consent
from fieldnotes.model.level import Level
from fieldnotes.vault import codec, ledger, register_store, version_vector
from fieldnotes.vault.store import Store
from fieldnotes.vault.version_vector import Of

_COLUMNS = """SELECT e.code, e.id, c.version, c.kid, c.wrapped, c.blob
    FROM consent c JOIN entry e ON e.row = c.entry_row"""


def put(store: Store, code: str, consent: Consent) -> Changes:
    """Replace the consent of `code`.

    Raises:
        NoSuchRecord: no such entry.
    """
    with store.transaction():
        entry = register_store.get(store, code)
        row = register_store.row_of(store, code)
        version = 1 + int(store.connection.value("SELECT version FROM consent WHERE entry_row = ?", row) or 0)
        data = codec.dump_consent(consent)
        columns = store.seal(data, level=Level.INTERNAL, owner=entry.id, part="consent", version=version)
        store.connection.write(
            "INSERT INTO consent (entry_row, version, saved, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (entry_row) DO UPDATE SET version = excluded.version, saved = excluded.saved, "
            "kid = excluded.kid, wrapped = excluded.wrapped, blob = excluded.blob",
            *(row, version, clock.stamp(), *columns),
        )
        told = version_vector.facts(store, Of.CONSENT, code)
        ledger.append(store, "consent", withdrawn=int(consent.withdrawn), **told)
    return Changes(entries=frozenset({code}))


def get(store: Store, code: str) -> Consent | None:
    """The consent of `code`, None when nothing was recorded.

    Raises:
        NoSuchRecord: no such entry.
    """
    register_store.row_of(store, code)
    found = store.connection.one(_COLUMNS + " WHERE e.code = ?", code)
    return None if found is None else _consent(store, found)


def all_of(store: Store) -> dict[str, Consent]:
    """Every recorded consent by the code of its entry."""
    return {row[0]: _consent(store, row) for row in store.connection.rows(_COLUMNS + " ORDER BY e.code")}


def _consent(store: Store, row: tuple[str, str, int, int, bytes, bytes]) -> Consent:
    """One that was left behind permits nothing until it is back."""
    _, entry_id, version, *columns = row
    try:
        data = store.open(tuple(columns), level=Level.INTERNAL, owner=entry_id, part="consent", version=version)
    except LeftBehind:
        return Consent()
    return codec.load_consent(data)
