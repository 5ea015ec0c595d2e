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


_LATER = (
    *("series", "seq", "tlp", "expires", "proposal", "for_review", "group", "correction", "reason", "manifest_sha256"),
    *("series_id", "contents", "maps", "fresh"),
)
"""Members of a release that are kept by their names."""


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
    series: str = ""
    """What the owner calls the row of bundles that it stands in; empty for one alone."""
    series_id: str = ""
    seq: int = 1
    tlp: str = ""
    expires: str = ""
    """ISO day; empty for never."""
    proposal: str = ""
    """Code of the proposed release that it came from."""
    for_review: bool = False
    """It went to somebody who is to say whether it may be released."""
    group: str = ""
    """The same for copies of one export that went to different readers; empty for one alone."""
    correction: str = ""
    """What was said to the readers of the difference to the one before."""
    reason: str = ""
    """Why it left, as typed; sealed too."""
    manifest_sha256: str = ""
    fresh: bool = False
    """Its labels are its own. Earlier programs did not keep it."""
    contents: Mapping[str, str] = field(default_factory=dict)
    """By code of a record, a digest of what left of it, whatever its labels were."""
    maps: Mapping[str, Sequence[tuple[int, int, int, int]]] = field(default_factory=dict)
    """By code of a record, which code points of its text became which: start, end, new start, new end."""


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
        data = codec.dump(told | made_with | _more(release))
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
        **{name: raw[name] for name in _LATER if name in raw},
    )


def _more(release: Release) -> dict[str, Any]:
    """What earlier programs did not write down, where it says something."""
    told = {name: getattr(release, name) for name in _LATER}
    return {name: value for name, value in told.items() if value and (name, value) != ("seq", 1)}


def _codes(items: Sequence[ReleasedRecord]) -> frozenset[str]:
    return frozenset(item.code for item in items)
