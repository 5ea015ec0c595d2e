"""Making a bundle: cleared records into a signed bag, packed, padded and encrypted."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from secrets import token_hex

from fieldnotes.bundle import bag, documents, sealing
from fieldnotes.bundle.layout import (
    DOCUMENTS,
    MANIFEST,
    MAX_RECORD_BYTES,
    MAX_RECORDS,
    PADDING,
    SHOWN_RECIPIENTS,
    SIGNATURE,
    record_path,
)
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import Malformed
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import BadRecipient, BadValue, Bug, FileTooLarge
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import COUNTED, BundleRecord, Difference, Fate, Item, Manifest
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.record import Kind
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection.gate import Cleared
from fieldnotes.protection.residue import words
from fieldnotes.redaction.ladder import Rung, Topic


@dataclass(frozen=True, slots=True)
class BundleContent:
    """What goes into a bundle. `counts`, `reasons`: replacements by kind and by reason; `withheld`: records left out.

    `ladder`: how exactly details are told, by topic. Days are ISO.
    """

    records: Sequence[Cleared]
    audience: Audience
    created_day: str
    series_id: str
    seq: int
    counts: Mapping[EntityType, int] = field(default_factory=dict)
    reasons: Mapping[ReasonCode, int] = field(default_factory=dict)
    ladder: Mapping[str, str] = field(default_factory=dict)
    withheld: int = 0
    ledger_head: str = ""
    ledger_anchor: str = ""
    expires: str = ""
    policy: str = ""
    tlp: Tlp | None = None
    previous: str = ""
    changes: Sequence[Difference] = ()
    correction: str = ""
    for_review: Outside | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """The same records for people without a program, by their path in the bundle."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished bundle. `plain` is `data` decrypted again: the finished bytes, for the leak gate."""

    data: bytes = field(repr=False)
    manifest: Manifest
    plain: bytes = field(repr=False)

    @property
    def manifest_sha256(self) -> str:
        """Of its manifest, in hex: what the next bundle of the series calls `previous`."""
        return hashlib.sha256(documents.manifest_bytes(self.manifest)).hexdigest()


def build(
    content: BundleContent, *, recipients: Sequence[str], signing: SigningKey, shown: int = SHOWN_RECIPIENTS
) -> Built:
    """Make the bundle of `content` for `recipients` (`age1…`), signed by `signing`.

    It seems to be for `shown` keys at the least: those that are missing are thrown away.

    Raises:
        BadRecipient: no recipient, a malformed one, or two kinds of them.
        FileTooLarge, BadValue: a record or their number is beyond the format's limits.
        Bug: the content has something the format does not know.
    """
    addressed = tuple(dict.fromkeys(recipients))
    if not addressed:
        raise BadRecipient(name="an empty list")
    records = _record_files(content)
    manifest = _manifest(content, records, addressed, signing)
    head = documents.manifest_bytes(manifest)
    _check_readable((head,), documents.read_manifest)
    sealed = sealing.seal(
        {MANIFEST: head, **_documents(content), **records},
        day=content.created_day,
        comment=f"{manifest.bundle_id} {manifest.seq}",
        recipients=addressed,
        signing=signing,
        shown=shown,
    )
    return Built(sealed.data, manifest, sealed.plain)


def drawn(manifest: Manifest) -> frozenset[str]:
    """Keys, numbers, hashes and signatures of one bundle, as they stand in it: nobody chose a letter of them."""
    hashes = (item.sha256 for item in (*manifest.items, *manifest.documents))
    told = (manifest.bundle_id, manifest.series_id, manifest.signer, manifest.ledger_head, manifest.previous)
    anchor = manifest.ledger_anchor.split()
    return frozenset(value for value in (*told, *anchor, *manifest.recipients, *hashes) if value)


@cache
def own_words() -> frozenset[str]:
    """Folded words that a bundle of this format holds even when it tells nothing: its keys, names and vocabularies."""
    reasons = dict.fromkeys(ReasonCode, 1)
    ladder = {topic.value: rung.value for topic in Topic for rung in Rung}
    manifest = Manifest(
        *("", "", 1, "", Audience.EDITOR, "", "", (), "", ""),
        items=(Item(record_path(1), "", 0, ""),),
        counts=dict.fromkeys(COUNTED, 1),
        reasons=reasons,
        ladder=ladder,
        ledger_anchor="x",
        tlp=Tlp.RED,
        previous="x",
        changes=(Difference(Fate.SAME, "", ""),),
        correction="x",
        for_review=Outside(Door.SEALED, Tlp.RED),
        documents=tuple(Item(path, "", 0, "") for path in DOCUMENTS),
    )
    record = BundleRecord("R-001", "", "", "", "", "", "")
    payload = {
        PADDING: b"",
        MANIFEST: documents.manifest_bytes(manifest),
        record_path(1): documents.record_bytes(record),
    }
    files = {**bag.tag_files(payload, day="2026-01-01"), **payload, SIGNATURE: b"untrusted comment trusted"}
    said = [*files, *(data.decode("ascii") for data in files.values())]
    said += [member.value for kind in (Audience, Kind, Topic, Rung, Tlp, Fate, Door) for member in kind]
    return frozenset(
        word for text in (*said, *(level.name for level in Level)) for word in words(text) if word.isalpha()
    )


def _record_files(content: BundleContent) -> dict[str, bytes]:
    if len(content.records) > MAX_RECORDS:
        raise BadValue(field="the number of records", value=len(content.records), allowed=f"up to {MAX_RECORDS}")
    if len({cleared.record.label for cleared in content.records}) != len(content.records):
        raise Bug(what="two records have the same label")
    files: dict[str, bytes] = {}
    for number, cleared in enumerate(content.records, start=1):
        data = documents.record_bytes(cleared.record)
        if len(data) > MAX_RECORD_BYTES:
            raise FileTooLarge(name=cleared.record.label, limit=MAX_RECORD_BYTES)
        files[record_path(number)] = data
    _check_readable(files.values(), documents.read_record)
    return files


def _check_readable(files: Iterable[bytes], read: Callable[[bytes], object]) -> None:
    """A bundle that its own reader would refuse is never handed out."""
    try:
        for data in files:
            read(data)
    except Malformed as error:
        raise Bug(what=str(error)) from error


def _manifest(
    content: BundleContent, records: Mapping[str, bytes], recipients: Sequence[str], signing: SigningKey
) -> Manifest:
    items = tuple(
        Item(path, hashlib.sha256(data).hexdigest(), len(data), cleared.record.title)
        for (path, data), cleared in zip(records.items(), content.records, strict=True)
    )
    return Manifest(
        bundle_id=token_hex(16),
        series_id=content.series_id,
        seq=content.seq,
        created=content.created_day,
        audience=content.audience,
        expires=content.expires,
        signer=b64encode(signing.public).decode("ascii"),
        recipients=tuple(sorted(age.key_id(recipient) for recipient in recipients)),
        ledger_head=content.ledger_head,
        ledger_anchor=content.ledger_anchor,
        policy=content.policy,
        items=items,
        counts=dict(content.counts),
        reasons=dict(content.reasons),
        ladder=dict(content.ladder),
        withheld=content.withheld,
        tlp=content.tlp,
        previous=content.previous,
        changes=tuple(content.changes),
        correction=content.correction,
        for_review=content.for_review,
        documents=tuple(
            Item(path, hashlib.sha256(data).hexdigest(), len(data), "") for path, data in _documents(content).items()
        ),
    )


def _documents(content: BundleContent) -> dict[str, bytes]:
    """In the order of the format."""
    return {path: content.documents[path] for path in DOCUMENTS if path in content.documents}
