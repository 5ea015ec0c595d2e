"""Opening a bundle: everything is verified, in the order of `docs/formats/bundle.md`, before anything is returned.

Works in memory only and never writes. The file comes from outside, and so does every byte inside it.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path

from fieldnotes.bundle import bag, documents, parts, strict_zip
from fieldnotes.bundle.layout import (
    FORMAT,
    MANIFEST,
    MAX_FILE_BYTES,
    PACK_FORMATS,
    PADDING,
    SIGNATURE,
    TAG_MANIFEST,
    record_path,
)
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.exchange import Malformed
from fieldnotes.errors import (
    BundleDamaged,
    BundleExpired,
    BundleHostile,
    BundleNotForYou,
    BundleTooNew,
    EvidencePackMet,
    FileTooLarge,
    NotABundle,
    WrongSigner,
)
from fieldnotes.files import read_limited
from fieldnotes.model.bundle import BundleRecord, Item, Manifest, Opened, Trust

_AGE_VERSION = re.compile(rb"age-encryption\.org/v(\d{1,9})\n")


def read_file(path: Path) -> bytes:
    """The bytes of a bundle file.

    Raises:
        CannotRead: see there.
        FileTooLarge: more than 512 MiB; noticed without reading further.
    """
    return read_limited(path, MAX_FILE_BYTES)


def open_bundle(
    data: bytes, *, identities: Sequence[str], name: str, expected_signer: bytes | None = None, today: str
) -> Opened:
    """Decrypt, verify and read a bundle. `name` is its file's, for errors; `today` an ISO day, empty for a
    reader who knows that it may have expired.

    With `expected_signer` (a 32-byte public key) only that author's bundle opens; without, the signature is still
    verified, but nobody says whose key it is (`Trust.UNKNOWN`).

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, WrongSigner, BundleExpired,
        FileTooLarge: nothing of the bundle may be used.
        EvidencePackMet: it is something else that `pack_reader` reads.
        BadIdentityFile: an identity is malformed.
    """
    files = unpacked(data, identities, name)
    if bag.profile_of(files) in PACK_FORMATS:
        raise EvidencePackMet(name=name)
    payload = payload_of(files, name)
    if expected_signer is not None:
        _check_expected(files, expected_signer, name)
    manifest = _manifest(payload, name)
    signer = _check_signature(files, manifest, expected_signer, name)
    own = {age.key_id(age.recipient_of(identity)) for identity in identities}
    if own.isdisjoint(manifest.recipients):
        raise BundleNotForYou(name=name)
    records = _records(payload, manifest.items, name)
    if today and manifest.expires and manifest.expires < today:
        raise BundleExpired(name=name, day=manifest.expires)
    digest = hashlib.sha256(payload[MANIFEST]).hexdigest()
    return Opened(manifest, records, signer, _trust(signer, expected_signer), len(data), digest)


def unpacked(data: bytes, identities: Sequence[str], name: str) -> dict[str, bytes]:
    """The files inside an encrypted archive, before anything but its form was checked.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, FileTooLarge.
        BadIdentityFile: an identity is malformed.
    """
    return _archive(_decrypted(data, identities, name), name)


def _decrypted(data: bytes, identities: Sequence[str], name: str) -> bytes:
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(name=name, limit=MAX_FILE_BYTES)
    version = _AGE_VERSION.match(data)
    if version and int(version[1]) > 1:
        raise BundleTooNew(name=name, found=f"age {int(version[1])}")
    if not version and not data.lstrip().startswith(b"-----BEGIN AGE"):
        raise NotABundle(name=name)
    try:
        return age.decrypt(data, identities, limit_bytes=MAX_FILE_BYTES)
    except age.NoMatch as error:
        raise BundleNotForYou(name=name) from error
    except age.AgeError as error:
        raise BundleDamaged(name=name, what="it cannot be decrypted") from error


def _archive(packed: bytes, name: str) -> dict[str, bytes]:
    if not strict_zip.looks_like_zip(packed):
        raise NotABundle(name=name)
    try:
        return strict_zip.unpack(packed)
    except strict_zip.ZipFault as error:
        raise BundleHostile(name=name, what=str(error)) from error


def payload_of(
    files: Mapping[str, bytes], name: str, *, profile: str = FORMAT, head: str = MANIFEST
) -> dict[str, bytes]:
    """The payload of the bag that these files are, once all its check sums hold.

    Raises:
        BundleTooNew, BundleHostile, BundleDamaged.
    """
    newer = bag.newer_version(files)
    if newer is not None:
        raise BundleTooNew(name=name, found=newer)
    try:
        return bag.check(files, profile=profile, head=head)
    except bag.ForeignFile as error:
        raise BundleHostile(name=name, what=str(error)) from error
    except bag.BagFault as error:
        raise BundleDamaged(name=name, what=str(error)) from error


def _check_expected(files: Mapping[str, bytes], expected: bytes, name: str) -> None:
    """Refuse what the expected author did not sign before a byte of its content is interpreted."""
    if SIGNATURE not in files:
        raise WrongSigner(name=name)
    try:
        _trusted_comment(files, expected)
    except sign.OtherKey as error:
        raise WrongSigner(name=name) from error
    except sign.BadSignature as error:
        raise BundleDamaged(name=name, what="its signature is not valid") from error


def _check_signature(files: Mapping[str, bytes], manifest: Manifest, expected: bytes | None, name: str) -> bytes | None:
    """The key that signed the bundle; None when it neither has nor claims a signature."""
    if SIGNATURE not in files and not manifest.signer:
        return None
    if SIGNATURE not in files:
        raise BundleDamaged(name=name, what="its signature is missing")
    signer = b64decode(manifest.signer)
    if expected not in (None, signer):
        raise BundleDamaged(name=name, what="its manifest names another author than its signature")
    try:
        comment = _trusted_comment(files, signer)
    except sign.BadSignature as error:
        raise BundleDamaged(name=name, what="its signature is not valid") from error
    if comment != f"{manifest.bundle_id} {manifest.seq}":
        raise BundleDamaged(name=name, what="its signature is for another bundle")
    return signer


def _trusted_comment(files: Mapping[str, bytes], public: bytes) -> str:
    return sign.verify_file(files[TAG_MANIFEST], files[SIGNATURE].decode("utf-8", "replace"), public)


def _manifest(payload: Mapping[str, bytes], name: str) -> Manifest:
    try:
        manifest = documents.read_manifest(payload[MANIFEST])
    except parts.NewerFormat as error:
        raise BundleTooNew(name=name, found=error.found) from error
    except Malformed as error:
        raise BundleHostile(name=name, what=str(error)) from error
    listed = (*manifest.documents, *manifest.items)
    numbered = map(record_path, range(1, len(manifest.items) + 1))
    paths = [*(document.path for document in manifest.documents), *numbered]
    if [item.path for item in listed] != paths or list(payload) != [PADDING, MANIFEST, *paths]:
        raise BundleHostile(name=name, what="its manifest lists other files than it holds")
    check_sums = bag.sha256_of(payload)
    if any((check_sums[item.path], len(payload[item.path])) != (item.sha256, item.size) for item in listed):
        raise BundleDamaged(name=name, what="its files do not fit its manifest")
    return manifest


def _records(payload: Mapping[str, bytes], items: Sequence[Item], name: str) -> tuple[BundleRecord, ...]:
    try:
        records = tuple(documents.read_record(payload[item.path]) for item in items)
    except Malformed as error:
        raise BundleHostile(name=name, what=str(error)) from error
    if len({record.label for record in records}) != len(records):
        raise BundleHostile(name=name, what="two records have the same label")
    return records


def _trust(signer: bytes | None, expected: bytes | None) -> Trust:
    if signer is None:
        return Trust.UNSIGNED
    return Trust.UNKNOWN if expected is None else Trust.VERIFIED
