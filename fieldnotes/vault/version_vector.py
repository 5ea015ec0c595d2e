"""The version vector: which version of everything the ledger knows of, and what is older than it should be.

Every event that writes something says what (`of`, `code`), its version and `seal`, a short digest of the ciphertext.
A page that was put back to its own older state, which SQLCipher does not notice, contradicts the newest of them.
Keys may rotate: the digest is of the text's ciphertext, not of its wrapped key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.vault import ledger
from fieldnotes.vault.store import Store

_DIGITS = 16
"""Of the hexadecimal digest: 64 bits, enough to tell versions of one thing apart."""


class Of(StrEnum):
    """What an event is of; consents are told by the code of their entry, decisions by their case."""

    RECORD = "record"
    ENTRY = "entry"
    CONSENT = "consent"
    CASE = "case"
    DECISIONS = "decisions"
    RELEASE = "release"


_SEALED = {
    Of.RECORD: """SELECT r.version, (SELECT blob FROM card c WHERE c.record_row = r.row AND c.version = r.version),
        (SELECT blob FROM body b WHERE b.record_row = r.row AND b.version = r.version),
        (SELECT blob FROM sealed_words w WHERE w.record_row = r.row AND w.version = r.version)
        FROM record r WHERE r.code = ?""",
    Of.ENTRY: "SELECT version, blob FROM entry WHERE code = ?",
    Of.CONSENT: "SELECT c.version, c.blob FROM consent c JOIN entry e ON e.row = c.entry_row WHERE e.code = ?",
    Of.CASE: "SELECT version, blob FROM case_file WHERE code = ?",
    Of.RELEASE: "SELECT 1, blob FROM release WHERE id = ?",
}
_DECISIONS = """SELECT d.hit, d.verdict FROM decision d JOIN case_file c ON c.row = d.case_row
    WHERE c.code = ? ORDER BY d.hit"""


@dataclass(frozen=True, slots=True)
class Version:
    """A version's number and digest. Number 0: it is not here any more."""

    number: int
    seal: str = ""


GONE = Version(0)


def facts(store: Store, of: Of, code: str) -> dict[str, str | int]:
    """What an event that wrote, or removed, something says of its present state."""
    version = present(store, of, code)
    told: dict[str, str | int] = {"of": of.value, "code": code, "version": version.number}
    return told | ({"seal": version.seal} if version.seal else {})


def present(store: Store, of: Of, code: str) -> Version:
    """The state in the database; GONE when there is nothing of that code."""
    if of is Of.DECISIONS:
        return _decisions(store, code)
    found = store.connection.one(_SEALED[of], code)
    if found is None:
        return GONE
    number, *blobs = found
    digest = hashlib.sha256()
    for blob in blobs:
        digest.update(b"-" if blob is None else hashlib.sha256(blob).digest())
    return Version(number, digest.hexdigest()[:_DIGITS])


def recorded(store: Store) -> dict[tuple[Of, str], Version]:
    """What the ledger says of everything that it tells versions of."""
    found: dict[tuple[Of, str], Version] = {}
    for entry in ledger.all_of(store):
        told = entry.facts
        if "of" in told and "version" in told:
            found[Of(str(told["of"])), str(told["code"])] = Version(int(told["version"]), str(told.get("seal", "")))
    return found


def stale(store: Store) -> Iterator[tuple[Of, str]]:
    """What is not in the state that the ledger says: older, gone, or back."""
    for (of, code), version in recorded(store).items():
        if present(store, of, code) != version:
            yield of, code


def restate(store: Store, *, but: Collection[tuple[Of, str]]) -> None:
    """Say the present state of everything that differs from the ledger, one event each, except of what did before.

    For work that removes or seals many things at once, within its own transaction.
    """
    for of, code in list(stale(store)):
        if (of, code) not in but:
            told = facts(store, of, code)
            ledger.append(store, "rewritten" if told["version"] else "gone", **told)


def _decisions(store: Store, case: str) -> Version:
    """Keyed by a secret of the vault: whoever may read the ledger must not be able to try names."""
    rows = store.connection.rows(_DECISIONS, case)
    if not rows:
        return GONE
    digest = hmac.new(store.secret("pseudonym"), b"decisions", "sha256")
    for hit, verdict in rows:
        digest.update(f"\0{hit}\0{verdict}".encode())
    return Version(len(rows), digest.hexdigest()[:_DIGITS])
