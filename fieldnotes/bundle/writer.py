"""Making a bundle: cleared records into a signed bag, packed, padded and encrypted."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from secrets import SystemRandom, token_hex

from fieldnotes.bundle import bag, documents, strict_zip
from fieldnotes.bundle.layout import (
    MANIFEST,
    MAX_RECORD_BYTES,
    MAX_RECORDS,
    MIN_ZIP_BYTES,
    PADDING,
    SHOWN_RECIPIENTS,
    SIGNATURE,
    TAG_MANIFEST,
    padme,
    record_path,
)
from fieldnotes.crypto import age
from fieldnotes.crypto.exchange import Malformed
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import BadRecipient, BadValue, Bug, FileTooLarge
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord, Item, Manifest
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.model.register import EntityType
from fieldnotes.protection.gate import Cleared
from fieldnotes.protection.residue import words
from fieldnotes.redaction.ladder import Rung, Topic

_MOST_DIGITS = 12


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


@dataclass(frozen=True, slots=True)
class Built:
    """A finished bundle. `plain` is `data` decrypted again: the finished bytes, for the leak gate."""

    data: bytes = field(repr=False)
    manifest: Manifest
    plain: bytes = field(repr=False)


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
    packed = _padded_archive(manifest, records, content.created_day, signing)
    sealed = age.encrypt(packed, _among_strangers(addressed, max(shown, SHOWN_RECIPIENTS)))
    return Built(sealed.data, manifest, age.decrypt_with_file_key(sealed.data, sealed.file_key))


@cache
def own_words() -> frozenset[str]:
    """Folded words that a bundle of this format holds even when it tells nothing: its keys, names and vocabularies."""
    reasons = dict.fromkeys(ReasonCode, 1)
    ladder = {topic.value: rung.value for topic in Topic for rung in Rung}
    manifest = Manifest(
        *("", "", 1, "", Audience.EDITOR, "", "", (), "", ""),
        items=(Item(record_path(1), "", 0, ""),),
        counts=dict.fromkeys(EntityType, 1),
        reasons=reasons,
        ladder=ladder,
        ledger_anchor="x",
    )
    record = BundleRecord("R-001", "", "", "", "", "", "")
    payload = {
        PADDING: b"",
        MANIFEST: documents.manifest_bytes(manifest),
        record_path(1): documents.record_bytes(record),
    }
    files = {**bag.tag_files(payload, day="2026-01-01"), **payload, SIGNATURE: b"untrusted comment trusted"}
    said = [*files, *(data.decode("ascii") for data in files.values())]
    said += [member.value for kind in (Audience, Kind, Topic, Rung) for member in kind]
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
    )


def _padded_archive(manifest: Manifest, records: Mapping[str, bytes], day: str, signing: SigningKey) -> bytes:
    """The packed bag, as long as a Padmé size."""
    head = documents.manifest_bytes(manifest)
    _check_readable((head,), documents.read_manifest)
    payload = {PADDING: b"", MANIFEST: head, **records}
    bare = _signed_bag(payload, manifest, day, signing)
    padding = _padding_for(strict_zip.packed_size(list(bare.items())), octets=sum(map(len, payload.values())))
    files = _signed_bag({**payload, PADDING: bytes(padding)}, manifest, day, signing)
    return strict_zip.pack(list(files.items()))


def _padding_for(size: int, *, octets: int) -> int:
    """How much padding brings an archive of `size` to a Padmé size.

    The bag tells the payload's length (`octets` without padding) in decimal digits, so that the archive can grow by
    more than the padding; where no padding reaches a size exactly, the next size is tried.
    """
    target = max(padme(size), MIN_ZIP_BYTES)
    while True:
        for digits in range(_MOST_DIGITS):
            padding = target - size - digits
            if padding >= 0 and len(str(octets + padding)) - len(str(octets)) == digits:
                return padding
        target = padme(target + 1)


def _signed_bag(payload: Mapping[str, bytes], manifest: Manifest, day: str, signing: SigningKey) -> dict[str, bytes]:
    tags = bag.tag_files(payload, day=day)
    signature = signing.sign_file(tags[TAG_MANIFEST], trusted_comment=f"{manifest.bundle_id} {manifest.seq}")
    return {**tags, **payload, SIGNATURE: signature.encode("ascii")}


def _among_strangers(recipients: Sequence[str], least: int) -> list[str]:
    """The recipients in random order, with keys nobody has up to `least`, so that their number does not show."""
    post_quantum = any(recipient.startswith("age1pq1") for recipient in recipients)
    missing = least - len(recipients)
    strangers = [age.recipient_of(age.generate_identity(post_quantum=post_quantum)) for _ in range(missing)]
    mixed = [*recipients, *strangers]
    SystemRandom().shuffle(mixed)
    return mixed
