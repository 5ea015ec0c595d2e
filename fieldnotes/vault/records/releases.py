"""The register of exports: what left, for whom, in which version, with which labels; those are sealed at INTERNAL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fieldnotes import clock
from fieldnotes.errors import LeftBehind
from fieldnotes.model.audience import Audience
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.vault import codec
from fieldnotes.vault.ledger import ledger, version_vector
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.records import cases
from fieldnotes.vault.register import register_store
from fieldnotes.vault.store import Store

BUNDLE = "bundle"
_COLUMNS = """SELECT l.row, l.id, c.code, l.released, l.audience, l.sha256, l.recipients, l.kid, l.wrapped, l.blob
    FROM release l JOIN case_file c ON c.row = l.case_row"""


@dataclass(frozen=True, slots=True)
class ReleasedRecord:
    """A record as it left."""

    code: str
    version: int
    level: Level


@dataclass(frozen=True, slots=True)
class Release:
    """One bundle, or what was read out in the clear, which has no recipients.

    `consent` says, by entry code, in which state consent was; `labels` which label stood for whom.
    """

    id: str
    case: str
    audience: Audience
    sha256: str
    """Of the encrypted file."""
    recipients: tuple[str, ...]
    """Key ids."""
    records: tuple[ReleasedRecord, ...]
    consent: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    released: str = ""
    accepted: str = ""
    """Why details that could identify somebody were let through, as typed; empty when none were. Sealed too."""
    rules: int = 0
    """Version of the rules of redaction; 0 where an earlier program did not write it down."""
    register: int = 0
    """How many changes the register had seen; set here."""
    how: str = BUNDLE
    """The way out: a bundle, or one in the clear (a page, a PDF, paper, the clipboard)."""


def record(store: Store, release: Release) -> Changes:
    """Write an export down, and into the ledger. `released` is set here.

    Raises:
        NoSuchRecord: the case or a record does not exist.
    """
    with store.transaction():
        told = {"consent": dict(release.consent), "labels": dict(release.labels), "accepted": release.accepted}
        made_with: dict[str, int | str] = {"rules": release.rules, "register": register_store.generation(store)}
        if release.how != BUNDLE:
            made_with["how"] = release.how
        data = codec.dump(told | made_with)
        columns = store.seal(data, level=Level.INTERNAL, owner=release.id, part="labels", version=1)
        row = store.connection.insert(
            "INSERT INTO release (id, case_row, released, audience, sha256, recipients, kid, wrapped, blob) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(release.id, cases.row_of(store, release.case), clock.stamp(), str(release.audience), release.sha256),
            *(json.dumps(list(release.recipients)), *columns),
        )
        for item in release.records:
            number = store.row_number("SELECT row FROM record WHERE code = ?", item.code)
            store.connection.write(
                "INSERT INTO release_record (release_row, record_row, version, level) VALUES (?, ?, ?, ?)",
                *(row, number, item.version, int(item.level)),
            )
        ledger.append(
            store,
            "export" if release.how == BUNDLE else "read-out",
            bundle=release.id,
            case=release.case,
            audience=str(release.audience),
            sha256=release.sha256,
            records=len(release.records),
            recipients=" ".join(release.recipients),
            **made_with,
            **version_vector.facts(store, Of.RELEASE, release.id),
        )
    return Changes(records=_codes(release.records), cases=frozenset({release.case}))


def all_of(store: Store) -> list[Release]:
    """Every export, newest first."""
    return [_release(store, row) for row in store.connection.rows(_COLUMNS + " ORDER BY l.row DESC")]


def _release(store: Store, found: tuple[Any, ...]) -> Release:
    row, release_id, case, released, audience, digest, recipients, *columns = found
    try:
        raw = codec.load(store.open(tuple(columns), level=Level.INTERNAL, owner=release_id, part="labels", version=1))
    except LeftBehind:
        raw = {"consent": {}, "labels": {}}
    items = store.connection.rows(
        "SELECT r.code, x.version, x.level FROM release_record x JOIN record r ON r.row = x.record_row "
        "WHERE x.release_row = ? ORDER BY r.row",
        row,
    )
    return Release(
        release_id,
        case,
        Audience(audience),
        digest,
        tuple(json.loads(recipients)),
        tuple(ReleasedRecord(code, version, Level(level)) for code, version, level in items),
        raw["consent"],
        raw["labels"],
        released,
        raw.get("accepted", ""),
        raw.get("rules", 0),
        raw.get("register", 0),
        raw.get("how", BUNDLE),
    )


def _codes(items: Sequence[ReleasedRecord]) -> frozenset[str]:
    return frozenset(item.code for item in items)
