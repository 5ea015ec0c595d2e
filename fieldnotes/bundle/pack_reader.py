"""Opening an evidence pack: all of it is verified before anything is returned (`docs/formats/evidence-pack.md`).

Works in memory only and never writes. The file comes from outside, and so does every byte inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from fieldnotes.bundle import bag, documents, reader
from fieldnotes.bundle.custody import read_custody
from fieldnotes.bundle.layout import (
    CUSTODY,
    FIRST_PACK_FORMAT,
    PACK_FORMATS,
    PADDING,
    PAGE,
    SHEET,
    SIGNATURE,
    TAG_MANIFEST,
    record_path,
)
from fieldnotes.crypto import sign
from fieldnotes.crypto.exchange import Malformed, harmless
from fieldnotes.errors import BundleDamaged, BundleHostile, NotABundle
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.evidence_pack import CustodySheet, OpenedPack

_TAG = re.compile(r"<[^<>]{0,2000}>")


def open_pack(data: bytes, *, identities: Sequence[str], name: str, authors: Sequence[bytes] = ()) -> OpenedPack:
    """Decrypt, verify and read a pack. `name` is its file's, for errors; `authors` are public keys that may be its
    signer's: without the right one the signature cannot be checked, for a pack does not hold the key.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, FileTooLarge: nothing of it may be
            used.
        BadIdentityFile: an identity is malformed.
    """
    files = reader.unpacked(data, identities, name)
    profile = _profile(files, name)
    payload = reader.payload_of(files, name, profile=profile, head=CUSTODY)
    try:
        sheet = read_custody(payload[CUSTODY])
        is_first = _is_of(sheet, profile)
        _check_files(payload, sheet, (SHEET, PAGE) if is_first else _paths(sheet), name)
        records = () if is_first else _records(payload, sheet)
    except Malformed as error:
        raise BundleHostile(name=name, what=str(error)) from error
    words = _words(payload[PAGE]) if is_first else ()
    kept = {path: content for path, content in files.items() if path not in (SHEET, PAGE)}
    return OpenedPack(sheet, records, words, kept, _signer(files, f"{profile} {sheet.number}", authors, name))


def _profile(files: Mapping[str, bytes], name: str) -> str:
    """The profile of a pack; a newer one is told by whoever checks the bag."""
    found = bag.profile_of(files)
    if found not in PACK_FORMATS and bag.newer_version(files) is None:
        raise NotABundle(name=name)
    return found


def _is_of(sheet: CustodySheet, profile: str) -> bool:
    """Whether both are of the first version. Raises Malformed where only one is."""
    is_first = sheet.tlp is None
    if is_first is not (profile == FIRST_PACK_FORMAT):
        raise Malformed("its custody sheet is of another version")
    return is_first


def _paths(sheet: CustodySheet) -> tuple[str, ...]:
    return tuple(record_path(number) for number in range(1, len(sheet.exhibits) + 1))


def _check_files(payload: Mapping[str, bytes], sheet: CustodySheet, texts: Sequence[str], name: str) -> None:
    if list(payload) != [PADDING, CUSTODY, *texts, *(one.file for one in sheet.exhibits)]:
        raise BundleHostile(name=name, what="its custody sheet lists other files than it holds")
    sums = bag.sha256_of(payload)
    if any((sums[one.file], len(payload[one.file])) != (one.sha256, one.size) for one in sheet.exhibits):
        raise BundleDamaged(name=name, what="its files do not fit its custody sheet")


def _records(payload: Mapping[str, bytes], sheet: CustodySheet) -> tuple[BundleRecord, ...]:
    records = tuple(documents.read_record(payload[path]) for path in _paths(sheet))
    if [one.label for one in records] != [one.label for one in sheet.exhibits]:
        raise Malformed("its records and its files have other labels")
    return records


def _words(page: bytes) -> tuple[str, ...]:
    """What stands on the page of a first version, and nothing of how: only our own pages are ever written."""
    body = page.decode("utf-8", "replace").partition("<body>")[2]
    return tuple(words for one in _TAG.split(body) if (words := harmless(unescape(one)).strip()))


def _signer(files: Mapping[str, bytes], comment: str, authors: Sequence[bytes], name: str) -> bytes | None:
    """Whichever of the authors signed it. Somebody must have, and for this pack."""
    if SIGNATURE not in files:
        raise BundleDamaged(name=name, what="its signature is missing")
    signature = files[SIGNATURE].decode("utf-8", "replace")
    try:
        if sign.trusted_comment(signature) != comment:
            raise BundleDamaged(name=name, what="its signature is for another pack")
        for author in authors:
            try:
                sign.verify_file(files[TAG_MANIFEST], signature, author)
            except sign.OtherKey:
                continue
            return author
    except sign.BadSignature as error:
        raise BundleDamaged(name=name, what="its signature is not valid") from error
    return None
