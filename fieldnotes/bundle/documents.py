"""The JSON documents of a bundle, written from and read into `model.bundle`'s values."""

from __future__ import annotations

import re

from fieldnotes.bundle.layout import (
    DOCUMENTS,
    FORMAT,
    FORMAT_OF_ANY_VERSION,
    MAX_CORRECTION,
    MAX_MANIFEST_BYTES,
    MAX_RECORD_BYTES,
)
from fieldnotes.bundle.parts import DIGEST, ID, KEY_ID, LABEL, NewerFormat, day, matching
from fieldnotes.crypto.exchange import (
    Fields,
    Malformed,
    canonical,
    exact_base64,
    harmless,
    harmless_line,
    strict_object,
)
from fieldnotes.crypto.sign import PUBLIC_BYTES
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import COUNTED, BundleRecord, Difference, Fate, Item, Manifest
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.record import Kind
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType
from fieldnotes.model.tlp import Tlp

_OPTIONAL = (
    "changes",
    "correction",
    "documents",
    "for_review",
    "ladder",
    "ledger_anchor",
    "previous",
    "reasons",
    "tlp",
)
"""Members of the manifest that earlier versions did not write."""
_RUNG = re.compile(r"[a-z]{2,12}")
_ANCHOR = re.compile(r"(0|[1-9][0-9]{0,17}) [0-9a-f]{64} [0-9a-f]{128}")


def manifest_bytes(manifest: Manifest) -> bytes:
    document: dict[str, object] = {
        "format": FORMAT,
        "bundle_id": manifest.bundle_id,
        "series_id": manifest.series_id,
        "seq": manifest.seq,
        "created": manifest.created,
        "audience": manifest.audience.value,
        "expires": manifest.expires,
        "signer": manifest.signer,
        "recipients": list(manifest.recipients),
        "ledger_head": manifest.ledger_head,
        "policy": manifest.policy,
        "items": [
            {"path": item.path, "sha256": item.sha256, "size": item.size, "title": item.title}
            for item in manifest.items
        ],
        "counts": {kind.value: count for kind, count in manifest.counts.items()},
        "withheld": manifest.withheld,
    }
    if manifest.reasons:
        document["reasons"] = {reason.value: count for reason, count in manifest.reasons.items()}
    if manifest.ladder:
        document["ladder"] = dict(manifest.ladder)
    if manifest.ledger_anchor:
        document["ledger_anchor"] = manifest.ledger_anchor
    return canonical(document | _of_the_series(manifest)) + b"\n"


def _of_the_series(manifest: Manifest) -> dict[str, object]:
    """Members that say how far it may go, what came before it, and how else it can be read."""
    told: dict[str, object] = {}
    if manifest.tlp is not None:
        told["tlp"] = manifest.tlp.value
    if manifest.previous:
        told["previous"] = manifest.previous
    if manifest.correction:
        told["correction"] = manifest.correction
    if manifest.for_review is not None:
        told["for_review"] = manifest.for_review.told()
    if manifest.changes:
        told["changes"] = [{"fate": one.fate.value, "label": one.label, "was": one.was} for one in manifest.changes]
    if manifest.documents:
        told["documents"] = [{"path": one.path, "sha256": one.sha256, "size": one.size} for one in manifest.documents]
    return told


def read_manifest(data: bytes) -> Manifest:
    """A manifest as it stands; nothing of it is verified yet.

    Raises:
        Malformed: it breaks the format.
        NewerFormat: it is of a later version.
    """
    fields = strict_object(data, limit_bytes=MAX_MANIFEST_BYTES)
    _check_format(fields.text("format"))
    optional = tuple(name for name in _OPTIONAL if name in fields.raw())
    fields.require(
        "format", "bundle_id", "series_id", "seq", "created", "audience", "expires", "signer", "recipients",
        "ledger_head", "policy", "items", "counts", "withheld", *optional,
    )  # fmt: skip
    recipients = fields.texts("recipients")
    if not recipients or list(recipients) != sorted(set(recipients)):
        raise Malformed("the recipients are not sorted")
    return Manifest(
        bundle_id=matching(ID, fields.text("bundle_id")),
        series_id=harmless_line(fields.text("series_id")),
        seq=fields.integer("seq"),
        created=day(fields.text("created")),
        audience=_audience(fields.text("audience")),
        expires=day(fields.text("expires")) if fields.text("expires") else "",
        signer=_signer(fields.text("signer")),
        recipients=tuple(matching(KEY_ID, item) for item in recipients),
        ledger_head=harmless_line(fields.text("ledger_head")),
        policy=harmless_line(fields.text("policy")),
        items=tuple(_item(item) for item in fields.objects("items")),
        counts={_entity(kind): count for kind, count in fields.counts("counts").items()},
        withheld=fields.integer("withheld"),
        ledger_anchor=matching(_ANCHOR, fields.text("ledger_anchor")) if "ledger_anchor" in optional else "",
        reasons={_reason(code): count for code, count in fields.counts("reasons").items()}
        if "reasons" in optional
        else {},
        ladder=_ladder(fields.raw()["ladder"]) if "ladder" in optional else {},
        tlp=_tlp(fields.text("tlp")) if "tlp" in optional else None,
        previous=matching(DIGEST, fields.text("previous")) if "previous" in optional else "",
        correction=harmless(fields.text("correction", limit=MAX_CORRECTION)) if "correction" in optional else "",
        changes=tuple(_difference(one) for one in fields.objects("changes")) if "changes" in optional else (),
        documents=_documents(fields) if "documents" in optional else (),
        for_review=_for_review(fields.member("for_review")) if "for_review" in optional else None,
    )


def record_bytes(record: BundleRecord) -> bytes:
    document: dict[str, object] = {
        "label": record.label,
        "kind": record.kind,
        "language": record.language,
        "level": record.level,
        "title": record.title,
        "text": record.text,
        "consent": record.consent,
        "notes": list(record.notes),
    }
    return canonical(document) + b"\n"


def read_record(data: bytes) -> BundleRecord:
    """A record with harmless texts. Raises Malformed."""
    fields = strict_object(data, limit_bytes=MAX_RECORD_BYTES)
    fields.require("label", "kind", "language", "level", "title", "text", "consent", "notes")
    level, kind = fields.text("level"), fields.text("kind")
    if level not in Level.__members__ or kind not in tuple(Kind):
        raise Malformed("a record has an unknown level or kind")
    return BundleRecord(
        label=matching(LABEL, fields.text("label")),
        kind=kind,
        language=harmless_line(fields.text("language")),
        level=level,
        title=harmless_line(fields.text("title", limit=MAX_RECORD_BYTES)),
        text=harmless(fields.text("text", limit=MAX_RECORD_BYTES)),
        consent=harmless(fields.text("consent", limit=MAX_RECORD_BYTES)),
        notes=tuple(harmless(note) for note in fields.texts("notes", limit=MAX_RECORD_BYTES)),
    )


def _item(fields: Fields) -> Item:
    fields.require("path", "sha256", "size", "title")
    return Item(
        path=fields.text("path"),
        sha256=matching(DIGEST, fields.text("sha256")),
        size=fields.integer("size"),
        title=harmless_line(fields.text("title", limit=MAX_MANIFEST_BYTES)),
    )


def _difference(fields: Fields) -> Difference:
    fields.require("fate", "label", "was")
    fate, label, was = (fields.text(name) for name in ("fate", "label", "was"))
    if fate not in tuple(Fate) or not (label or was):
        raise Malformed("a change is unknown")
    return Difference(Fate(fate), *(one and matching(LABEL, one) for one in (label, was)))


def _documents(fields: Fields) -> tuple[Item, ...]:
    found = []
    for one in fields.objects("documents"):
        one.require("path", "sha256", "size")
        found.append(Item(one.text("path"), matching(DIGEST, one.text("sha256")), one.integer("size"), ""))
    paths = [one.path for one in found]
    if not paths or paths != [path for path in DOCUMENTS if path in paths]:
        raise Malformed("a document is unknown")
    return tuple(found)


def _for_review(fields: Fields) -> Outside:
    fields.require("way", "tlp", "expires", "correction")
    way, ends = fields.text("way"), fields.text("expires")
    if way not in tuple(Door):
        raise Malformed("a way out is unknown")
    words = harmless(fields.text("correction", limit=MAX_CORRECTION))
    return Outside(Door(way), _tlp(fields.text("tlp")), day(ends) if ends else "", words)


def _tlp(text: str) -> Tlp:
    if text not in tuple(Tlp):
        raise Malformed("a mark of the traffic light protocol is unknown")
    return Tlp(text)


def _check_format(text: str) -> None:
    version = FORMAT_OF_ANY_VERSION.fullmatch(text)
    if version and int(version[1]) > 1:
        raise NewerFormat(text)
    if text != FORMAT:
        raise Malformed("the manifest is of another format")


def _signer(text: str) -> str:
    if text:
        exact_base64(text, PUBLIC_BYTES)
    return text


def _audience(text: str) -> Audience:
    if text not in tuple(Audience):
        raise Malformed("the audience is unknown")
    return Audience(text)


def _reason(text: str) -> ReasonCode:
    if text not in tuple(ReasonCode):
        raise Malformed("a reason is unknown")
    return ReasonCode(text)


def _ladder(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(_RUNG.fullmatch(str(part)) for pair in value.items() for part in pair):
        raise Malformed("a ladder is unreadable")
    return {str(topic): str(rung) for topic, rung in value.items()}


def _entity(text: str) -> EntityType:
    if text not in COUNTED:
        raise Malformed("a kind of entity is unknown")
    return EntityType(text)
