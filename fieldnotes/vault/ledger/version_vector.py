"""The version vector: which version of everything the ledger knows of, and what is older than it should be.

Every event that writes something says what (`of`, `code`), its version and `seal`, a short digest of the ciphertext.
A page that was put back to its own older state, which SQLCipher does not notice, contradicts the newest of them.
Keys may rotate: the digest is of the text's ciphertext, not of its wrapped key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.store import Store

_NAME = "name"
_DIGITS = 16
"""Of the hexadecimal digest: 64 bits, enough to tell versions of one thing apart."""


class Of(StrEnum):
    """What an event is of; consents are told by the code of their entry, decisions by the code of their scope."""

    RECORD = "record"
    ENTRY = "entry"
    STANDING = "standing"
    """Of an entry: its level, its role and its relations, along which protection passes; in the clear columns."""
    CONSENT = "consent"
    CONSENT_FORM = "consent-form"
    CASE = "case"
    DECISIONS = "decisions"
    RELEASE = "release"
    SLIP = "slip"
    """A status of a person, a task, a saved search, a contact, a proposed release or a recall."""


_SEALED = {
    Of.RECORD: """SELECT r.version, (SELECT blob FROM card c WHERE c.record_row = r.row AND c.version = r.version),
        (SELECT blob FROM body b WHERE b.record_row = r.row AND b.version = r.version),
        (SELECT blob FROM sealed_words w WHERE w.record_row = r.row AND w.version = r.version)
        FROM record r WHERE r.code = ?""",
    Of.ENTRY: "SELECT version, blob FROM entry WHERE code = ?",
    Of.CONSENT: "SELECT c.version, c.blob FROM consent c JOIN entry e ON e.row = c.entry_row WHERE e.code = ?",
    Of.CONSENT_FORM: """SELECT f.version, f.blob FROM consent_form f JOIN entry e ON e.row = f.entry_row
        WHERE e.code = ?""",
    Of.CASE: "SELECT version, blob FROM case_file WHERE code = ?",
    Of.RELEASE: "SELECT 1, blob FROM release WHERE id = ?",
    Of.SLIP: "SELECT version, blob FROM slip WHERE code = ?",
}
_STANDING = "SELECT row, level, role, level_changes FROM entry WHERE code = ?"
_RELATIONS = """SELECT x.code, y.code, r.kind FROM relation r JOIN entry x ON x.row = r.a JOIN entry y ON y.row = r.b
    WHERE r.a = ?1 OR r.b = ?1 ORDER BY 1, 2, 3"""
_DECISIONS = "SELECT about, hit, verdict, reason, label, entries, blob FROM verdict WHERE scope = ? ORDER BY about, hit"


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
    if of is Of.STANDING:
        return _standing(store, code)
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


def _standing(store: Store, code: str) -> Version:
    found = store.connection.one(_STANDING, code)
    if found is None:
        return GONE
    row, level, role, changes = found
    relations = store.connection.rows(_RELATIONS, row)
    return Version(1 + changes, _keyed(store, "standing", [(level, role), *relations]))


def _decisions(store: Store, scope: str) -> Version:
    """Of a name with nothing said beside the verdict: number and verdict, as earlier programs told it."""
    rows = list[tuple[object, ...]]()
    for about, hit, verdict, reason, label, entries, blob in store.connection.rows(_DECISIONS, scope):
        note = "" if blob is None else hashlib.sha256(blob).hexdigest()
        more = (
            ()
            if (about, reason, label, entries, note) == (_NAME, "", "", "", "")
            else ("", about, reason, label, entries, note)
        )
        rows.append((hit, verdict, *more))
    return Version(len(rows), _keyed(store, "decisions", rows)) if rows else GONE


def _keyed(store: Store, of: str, rows: Iterable[tuple[object, ...]]) -> str:
    """A digest under a secret of the vault: whoever may read the ledger must not be able to try what it covers."""
    digest = hmac.new(store.secret("pseudonym"), of.encode(), "sha256")
    for row in rows:
        digest.update("".join(f"\0{value}" for value in row).encode())
    return digest.hexdigest()[:_DIGITS]
