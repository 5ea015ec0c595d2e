"""The user's own terms of the vocabulary, kept at INTERNAL."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from fieldnotes.errors import LeftBehind
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.store import Store

PART = "term"
_OWN = "own-"
_RANDOM_BYTES = 4
_INSERT = "INSERT INTO term (code, version, kid, wrapped, blob) VALUES (?, ?, ?, ?, ?)"


def add(store: Store, kind: str, labels: Mapping[str, str]) -> tuple[str, Changes]:
    """Keep a new term of one kind (act, method, …); its code. `labels` are by language."""
    code = f"{kind}:{_OWN}{secrets.token_hex(_RANDOM_BYTES)}"
    with store.transaction():
        store.connection.write(_INSERT, code, 1, *_sealed(store, code, labels, version=1))
        ledger.append(store, "term", term=code)
    return code, Changes()


def change(store: Store, code: str, labels: Mapping[str, str]) -> Changes:
    """Call a term otherwise.

    Raises:
        NoSuchRecord: there is none of that code.
    """
    with store.transaction():
        version = 1 + store.row_number("SELECT version FROM term WHERE code = ?", code)
        sealed = _sealed(store, code, labels, version=version)
        store.connection.write(
            "UPDATE term SET version = ?, kid = ?, wrapped = ?, blob = ? WHERE code = ?", version, *sealed, code
        )
        ledger.append(store, "term", term=code)
    return Changes()


def all_of(store: Store) -> dict[str, dict[str, str]]:
    """The labels of every term by its code; none of those that were left behind before a journey."""
    found = {}
    for code, version, *columns in store.connection.rows(
        "SELECT code, version, kid, wrapped, blob FROM term ORDER BY row"
    ):
        try:
            data = store.open(tuple(columns), level=Level.INTERNAL, owner=code, part=PART, version=version)
        except LeftBehind:
            data = b"{}"
        found[code] = {str(language): str(label) for language, label in codec.load(data).items()}
    return found


def merge(target: Store, other: Store) -> None:
    """Take over what only the other copy of the vault has, or has changed more often."""
    here = dict(target.connection.rows("SELECT code, version FROM term"))
    theirs = all_of(other)
    for code, version in other.connection.rows("SELECT code, version FROM term ORDER BY row"):
        if code not in here:
            sealed = _sealed(target, code, theirs[code], version=version)
            target.connection.write(_INSERT, code, version, *sealed)
        elif version > here[code]:
            change(target, code, theirs[code])


def _sealed(store: Store, code: str, labels: Mapping[str, str], *, version: int) -> tuple[int, bytes, bytes]:
    return store.seal(codec.dump(labels), level=Level.INTERNAL, owner=code, part=PART, version=version)
