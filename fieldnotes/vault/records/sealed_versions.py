"""Versions that were read back to the person and sealed: from then on any change of what they say is noticed.

The digest covers the whole card and body, whatever keys they lie under, so that moving a record between levels keeps
the seal. It is keyed by the vault (nobody without its passphrase can test a guess) and signed by the device.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from fieldnotes import clock
from fieldnotes.crypto.kdf import keyed_digest
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import BadSignature, SigningKey, verify
from fieldnotes.errors import AlreadyExists, SealedClosed
from fieldnotes.model import form_values
from fieldnotes.model.changes import Changes
from fieldnotes.model.record import Body, Card, Row
from fieldnotes.vault import device
from fieldnotes.vault.canonical import canonical
from fieldnotes.vault.ledger import ledger
from fieldnotes.vault.records import records, sealed_words, versions
from fieldnotes.vault.records.versions import Stored
from fieldnotes.vault.store import Store

_PURPOSE = "fieldnotes/v1/read-back"
_SIGNED = b"fieldnotes/v1/read-back\0"


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """`version` of a record was read back and sealed at `sealed` (UTC)."""

    version: int
    sealed: str


def seal(store: Store, code: str) -> Changes:
    """Seal the present version of a record for good.

    Raises:
        NoSuchRecord: there is none.
        AlreadyExists: this version is sealed already.
        SealedClosed: some of its words cannot be read now.
    """
    with store.transaction():
        version = records.find(store, code).row.version
        if any(found.version == version for found in of_record(store, code)):
            raise AlreadyExists(name=f"{code}@{version}")
        seal_as(store, code, version, sealed=clock.stamp())
    return Changes(records=frozenset({code}))


def seal_as(store: Store, code: str, version: int, *, sealed: str) -> None:
    """Seal any version as of `sealed`: another copy of the vault sealed it under another number. Twice is as once.

    Raises:
        NoSuchRecord, SealedClosed: as `seal`.
    """
    if any(found.version == version for found in of_record(store, code)):
        return
    stored = records.find_any(store, code)
    digest = _digest(store, stored, version)
    key = SigningKey.from_seed(device.load(store).signing_seed)
    store.connection.write(
        "INSERT INTO sealed_version (record_row, version, sealed, digest, signature) VALUES (?, ?, ?, ?, ?)",
        *(stored.number, version, sealed, digest, key.sign(_SIGNED + digest)),
    )
    ledger.append(store, "read-back", code=code, version=version, digest=digest.hex()[:16])


def holds(store: Store, code: str, version: int) -> bool:
    """Whether a version is sealed and says what it said then."""
    return any(one.version == version for one in of_record(store, code)) and f"{code}@{version}" not in broken(store)


def of_record(store: Store, code: str) -> list[SealedVersion]:
    """The sealed versions of a record, oldest first."""
    found = store.connection.rows(
        "SELECT s.version, s.sealed FROM sealed_version s JOIN record r ON r.row = s.record_row WHERE r.code = ? "
        "ORDER BY s.version",
        code,
    )
    return [SealedVersion(version, sealed) for version, sealed in found]


def broken(store: Store) -> list[str]:
    """`T-001@2` for every sealed version that says something else now or whose seal was not made here.

    Versions that cannot be read while SEALED is closed are left out.
    """
    public = device.load(store).signing_public
    found = []
    rows = store.connection.rows("SELECT record_row, version, digest, signature FROM sealed_version")
    for number, version, digest, signature in rows:
        code = str(store.connection.value("SELECT code FROM record WHERE row = ?", number))
        try:
            verify(_SIGNED + digest, signature, public)
            if not hmac.compare_digest(digest, _digest(store, records.find_any(store, code), version)):
                found.append(f"{code}@{version}")
        except BadSignature:
            found.append(f"{code}@{version}")
        except SealedClosed:
            continue
    return found


def _digest(store: Store, stored: Stored, version: int) -> bytes:
    card, text = versions.card(store, stored, version), versions.text(store, stored, version)
    if sealed_words.are_in(text.opened) and not store.keys.sealed_is_open:
        raise SealedClosed
    told = canonical(_told(stored.row, version, card, text.whole))
    with Secret(store.secret("pseudonym")) as secret:  # the one that outlives every change of keys
        return keyed_digest(secret, _PURPOSE, told)


def _told(row: Row, version: int, card: Card, body: Body) -> dict[str, object]:
    """Everything that a version says, in a form of its own that outlives changes of how it is stored."""
    form = {} if body.form is None else {"form": form_values.as_plain(body.form)}
    return form | {
        "record": row.id,
        "version": version,
        "card": [card.title, card.language, card.source, card.dated, list(card.tags)],
        "blocks": [[str(block.style), block.text] for block in body.blocks],
        "passages": [
            [passage.start, passage.end, int(passage.level), passage.quote, passage.replacement, passage.reason]
            for passage in body.passages
        ],
    }
