"""A digest of what leaves whatever its labels: two people approve the content, each reader may get her own labels."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from fieldnotes.crypto.exchange import canonical
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import Change, Redacted
from fieldnotes.services.preparing import Prepared

_NUMBERED = re.compile(r"(\[\D+ |R-)[0-9]+(\]?)|(Source )[A-Z]+")
"""Labels whose numbers and letters are drawn anew for each reader: [Person 12], Source K, R-003."""


def of_record(one: Prepared, file: str = "") -> str:
    """SHA-256, in hex, of a record's number, version, level, consent, and every change of its title and text; of a
    piece of evidence also the SHA-256, in hex, of its `file` as it would be handed out.

    With the original these give the text that leaves but for the numbers of labels.
    """
    record = one.candidate.record
    document: dict[str, object] = {
        "id": record.row.id,
        "version": record.row.version,
        "level": one.candidate.order.level.name,
        "consent": one.candidate.consent,
        "title": _changes(one.title),
        "text": _changes(one.text),
    }
    if file:
        document["file"] = file
    return hashlib.sha256(canonical(document)).hexdigest()


def of_all(audience: Audience, records: Mapping[str, str]) -> str:
    """SHA-256, in hex, of an audience and the digests of all records that go to it."""
    told: dict[str, object] = {"audience": audience.value, "records": sorted(records.values())}
    return hashlib.sha256(canonical(told)).hexdigest()


def _changes(part: Redacted | None) -> list[list[object]]:
    return (
        [] if part is None else [[one.start, one.end, one.kind.value, _label(one), one.entry] for one in part.changes]
    )


def _label(change: Change) -> str:
    found = _NUMBERED.fullmatch(change.label)
    return "".join(filter(None, found.groups())) if found else change.label
