"""What was decided about names, suggestions, pairs and mosaics: by an opaque number, never the words.

A decision counts in the whole vault, in one case or in one record; where several speak, the narrowest does. A note
in words is sealed at INTERNAL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import LeftBehind, NoSuchHit, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.redaction import EVERYWHERE, About, Decision
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.store import SealedColumns, Store

Key = tuple[About, str, str]
"""What is decided, its scope, its number."""

_ALL = "SELECT about, scope, hit, verdict, reason, who, decided, label, entries, kid, wrapped, blob FROM verdict"
_PUT = """INSERT INTO verdict (about, scope, hit, verdict, reason, who, decided, label, entries, kid, wrapped, blob)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (about, scope, hit) DO UPDATE SET
    verdict = excluded.verdict, reason = excluded.reason, who = excluded.who, decided = excluded.decided,
    label = excluded.label, entries = excluded.entries, kid = excluded.kid, wrapped = excluded.wrapped,
    blob = excluded.blob"""
_REMOVE = "DELETE FROM verdict WHERE about = ? AND scope = ? AND hit = ?"
_CASE_OF = "SELECT c.code FROM record r JOIN case_file c ON c.row = r.case_row WHERE r.code = ?"
_IS_CASE = "SELECT 1 FROM case_file WHERE code = ?"


def decide(store: Store, about: About, hit: str, decision: Decision) -> Changes:
    """Remember a decision in its scope; an earlier one on the same thing is replaced. Its time is set here.

    Raises:
        NoSuchRecord: no such case or record.
    """
    scope = decision.scope
    with store.transaction():
        case = _case_of(store, scope)
        put(store, (about, scope, hit), replace(decision, decided=clock.stamp()))
        ledger.append(store, "decide", about=about.value, **version_vector.facts(store, Of.DECISIONS, scope))
    return Changes(cases=case, decisions=True)


def undecide(store: Store, about: About, scope: str, hit: str) -> Changes:
    """Take a decision back.

    Raises:
        NoSuchRecord: no such case or record.
        NoSuchHit: nothing of that number is decided in that scope.
    """
    with store.transaction():
        case = _case_of(store, scope)
        if not remove(store, (about, scope, hit)):
            raise NoSuchHit(name=hit)
        ledger.append(store, "undecide", about=about.value, **version_vector.facts(store, Of.DECISIONS, scope))
    return Changes(cases=case, decisions=True)


def in_force(store: Store, about: About, *scopes: str) -> dict[str, Decision]:
    """What counts in these scopes together, by number: the whole vault always, of the others the narrowest."""
    asked = {EVERYWHERE, *scopes}
    found = [(key, decision) for key, decision in all_of(store) if key[0] is about and key[1] in asked]
    cases = {code for code in asked if _is_case(store, code)}
    found.sort(key=lambda one: (one[0][1] != EVERYWHERE, one[0][1] not in cases))
    return {hit: decision for (_, _, hit), decision in found}


def by_scope(store: Store, about: About) -> dict[tuple[str, str], Decision]:
    """Every decision of one kind, by scope and number."""
    return {(scope, hit): decision for (of, scope, hit), decision in all_of(store) if of is about}


def all_of(store: Store) -> Iterator[tuple[Key, Decision]]:
    """Every decision, in a fixed order."""
    for about, scope, hit, verdict, reason, who, decided, label, entries, *columns in store.connection.rows(
        _ALL + " ORDER BY about, scope, hit"
    ):
        key = (About(about), scope, hit)
        note = _note(store, key, tuple(columns))
        yield key, Decision(verdict, reason, who, decided, note, label, scope, tuple(filter(None, entries.split(","))))


def put(store: Store, key: Key, decision: Decision) -> None:
    """Write a decision down as it is, with its time; the caller tells the ledger."""
    about, scope, hit = key
    columns: SealedColumns | tuple[None, None, None] = (None, None, None)
    if decision.note:
        columns = store.seal(
            codec.dump_text(decision.note), level=Level.INTERNAL, owner=_owner(key), part="verdict", version=1
        )
    told = (
        decision.verdict,
        decision.reason,
        decision.who,
        decision.decided,
        decision.label,
        ",".join(decision.entries),
    )
    store.connection.write(_PUT, about.value, scope, hit, *told, *columns)


def remove(store: Store, key: Key) -> bool:
    """Take a decision out, if it is there; the caller tells the ledger."""
    about, scope, hit = key
    return bool(store.connection.write(_REMOVE, about.value, scope, hit))


def forget(store: Store, code: str) -> None:
    """Take out what was decided about an entry or record that is purged: a keyed digest lets guesses be tried.

    To be called within `Store.rewriting`.
    """
    for key, decision in list(all_of(store)):
        if code in decision.entries:
            remove(store, key)


def has_scope(store: Store, scope: str) -> bool:
    """Whether there is anything that a decision of this scope could be about."""
    return scope == EVERYWHERE or _is_case(store, scope) or store.connection.value(_CASE_OF, scope) is not None


def _note(store: Store, key: Key, columns: tuple[Any, ...]) -> str:
    if columns[0] is None:
        return ""
    try:
        return codec.load_text(store.open(columns, level=Level.INTERNAL, owner=_owner(key), part="verdict", version=1))
    except LeftBehind:
        return ""


def _owner(key: Key) -> str:
    """What a note is bound to; `sealed_values` puts the same together in SQL."""
    return ":".join(key)


def _is_case(store: Store, code: str) -> bool:
    return store.connection.value(_IS_CASE, code) is not None


def _case_of(store: Store, scope: str) -> frozenset[str]:
    """The case that a decision touches; none where it counts everywhere."""
    if scope == EVERYWHERE:
        return frozenset()
    if not has_scope(store, scope):
        raise NoSuchRecord(name=scope)
    return frozenset({str(scope if _is_case(store, scope) else store.connection.value(_CASE_OF, scope))})
