"""What each person agreed to, one consent for each entry: answers and dates at INTERNAL, its words under SEALED."""

from __future__ import annotations

from dataclasses import replace

from fieldnotes import clock
from fieldnotes.errors import LeftBehind, SealedClosed
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Consent, ConsentForm
from fieldnotes.model.level import Level
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge import conflicts
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store

_COLUMNS = """SELECT e.code, e.id, c.version, c.kid, c.wrapped, c.blob
    FROM consent c JOIN entry e ON e.row = c.entry_row"""
_FORM = "SELECT version, kid, wrapped, blob FROM consent_form WHERE entry_row = ?"
_PUT = """INSERT INTO # (entry_row, version, saved, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (entry_row) DO UPDATE SET version = excluded.version, saved = excluded.saved,
    kid = excluded.kid, wrapped = excluded.wrapped, blob = excluded.blob"""

_Row = tuple[str, str, int, int, bytes, bytes]


def put(store: Store, code: str, consent: Consent) -> Changes:
    """Replace the consent of `code`; without a form in it, the form that is there stays.

    Raises:
        NoSuchRecord: no such entry.
        SealedClosed: the form is to change and the compartment is closed.
    """
    with store.transaction():
        entry = register_store.get(store, code)
        row = register_store.row_of(store, code)
        words, form = _unsealed_words(store, code), consent.form
        if words is not None and form is None and store.keys.can_write_sealed:
            here = _form(store, row, entry.id)
            form = None if here is None else conflicts.joined(words, here)
        words = words if form is None else None
        version = 1 + int(store.connection.value("SELECT version FROM consent WHERE entry_row = ?", row) or 0)
        data = codec.dump_consent(consent, words=words)
        columns = store.seal(data, level=Level.INTERNAL, owner=entry.id, part="consent", version=version)
        store.connection.write(_PUT.replace("#", "consent"), row, version, clock.stamp(), *columns)
        told = version_vector.facts(store, Of.CONSENT, code)
        ledger.append(store, "consent", withdrawn=int(consent.withdrawn), **told)
        if form is not None:
            put_form(store, code, form)
    return Changes(entries=frozenset({code}))


def form_of(store: Store, code: str) -> ConsentForm | None:
    """The sealed half of a consent; None while it cannot be read, an empty one where there is none."""
    return _form(store, register_store.row_of(store, code), register_store.get(store, code).id)


def put_form(store: Store, code: str, form: ConsentForm) -> None:
    """Write the sealed half of a consent if it says something new; errors as `put`."""
    row, entry_id = register_store.row_of(store, code), register_store.get(store, code).id
    if _form(store, row, entry_id) == form:
        return
    with store.transaction():
        version = 1 + int(store.connection.value("SELECT version FROM consent_form WHERE entry_row = ?", row) or 0)
        data = codec.dump_form(form)
        columns = store.seal(data, level=Level.SEALED, owner=entry_id, part="consent-form", version=version)
        store.connection.write(_PUT.replace("#", "consent_form"), row, version, clock.stamp(), *columns)
        ledger.append(store, "consent-form", **version_vector.facts(store, Of.CONSENT_FORM, code))


def get(store: Store, code: str) -> Consent | None:
    """The consent of `code`, None when nothing was recorded; its form is None while it cannot be read.

    Raises:
        NoSuchRecord: no such entry.
    """
    register_store.row_of(store, code)
    found = store.connection.one(_COLUMNS + " WHERE e.code = ?", code)
    return None if found is None else _consent(store, found)


def all_of(store: Store) -> dict[str, Consent]:
    """Every recorded consent by the code of its entry."""
    return {row[0]: _consent(store, row) for row in store.connection.rows(_COLUMNS + " ORDER BY e.code")}


def seal_words(store: Store) -> None:
    """Move the words of consents that an earlier program wrote under SEALED, which must be open."""
    with store.transaction():
        for code, consent in all_of(store).items():
            if not consent.away and _unsealed_words(store, code) is not None:
                put(store, code, replace(consent, form=None))


def _consent(store: Store, row: _Row) -> Consent:
    """One that was left behind permits nothing until it is back."""
    code, entry_id = row[:2]
    try:
        consent, words = _opened(store, row)
    except LeftBehind:
        return Consent(away=True)
    form = _form(store, register_store.row_of(store, code), entry_id)
    if words is not None:
        form = conflicts.joined(words, form) if store.keys.sealed_is_open else None
    return replace(consent, form=form)


def _opened(store: Store, row: _Row) -> tuple[Consent, ConsentForm | None]:
    _, entry_id, version, *columns = row
    return codec.load_consent(
        store.open(tuple(columns), level=Level.INTERNAL, owner=entry_id, part="consent", version=version)
    )


def _unsealed_words(store: Store, code: str) -> ConsentForm | None:
    """What an earlier program wrote beside the answers, and has not been moved yet."""
    found = store.connection.one(_COLUMNS + " WHERE e.code = ?", code)
    try:
        return None if found is None else _opened(store, found)[1]
    except LeftBehind:
        return None


def _form(store: Store, row: int, entry_id: str) -> ConsentForm | None:
    """The sealed half; None while it cannot be read, an empty one where there is none."""
    found = store.connection.one(_FORM, row)
    if found is None:
        return ConsentForm()
    version, *columns = found
    try:
        data = store.open(tuple(columns), level=Level.SEALED, owner=entry_id, part="consent-form", version=version)
    except SealedClosed:
        return None
    return codec.load_form(data)
