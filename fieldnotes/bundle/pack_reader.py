"""Opening an evidence pack: all of it is verified before anything is returned (`docs/formats/evidence-pack.md`).

Works in memory only and never writes. The file comes from outside, and so does every byte inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fieldnotes.bundle import bag, reader
from fieldnotes.bundle.layout import (
    CUSTODY,
    MAX_ENTRIES,
    MAX_MANIFEST_BYTES,
    PACK_FORMAT,
    PADDING,
    PAGE,
    SHEET,
    SIGNATURE,
    TAG_MANIFEST,
)
from fieldnotes.bundle.parts import DIGEST, ID, LABEL, day, matching
from fieldnotes.crypto import sign
from fieldnotes.crypto.exchange import Fields, Malformed, canonical, strict_object
from fieldnotes.errors import BundleDamaged, BundleHostile, NotABundle
from fieldnotes.model.evidence_pack import ENDINGS, OTHER_ENDING, OpenedPack, PackedFile
from fieldnotes.model.forms import CustodyAct

_FILE = re.compile(rf"data/files/e([0-9]{{3,4}})\.(?:{'|'.join((*ENDINGS.values(), OTHER_ENDING))})")
"""No ending by which a computer would run a file."""
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_TIME = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15}(?:Z|\+00:00)?)?)?")
_MAX_ACTS = 1_000


def open_pack(data: bytes, *, identities: Sequence[str], name: str, authors: Sequence[bytes] = ()) -> OpenedPack:
    """Decrypt, verify and read a pack. `name` is its file's, for errors; `authors` are public keys that may be its
    signer's: without the right one the signature cannot be checked, for a pack does not hold the key.

    Raises:
        NotABundle, BundleNotForYou, BundleDamaged, BundleHostile, BundleTooNew, FileTooLarge: nothing of it may be
            used.
        BadIdentityFile: an identity is malformed.
    """
    files = reader.unpacked(data, identities, name)
    payload = reader.payload_of(files, name, profile=_profile(files, name), head=CUSTODY)
    try:
        number, made, exhibits = read_custody(payload[CUSTODY])
    except Malformed as error:
        raise BundleHostile(name=name, what=str(error)) from error
    _check_files(payload, exhibits, name)
    return OpenedPack(number, made, exhibits, files, _signer(files, number, authors, name))


def read_custody(data: bytes) -> tuple[str, str, tuple[PackedFile, ...]]:
    """A custody sheet: the pack's number, its day, its files. Raises Malformed."""
    fields = strict_object(data, limit_bytes=MAX_MANIFEST_BYTES)
    if canonical(fields.raw()) + b"\n" != data:
        raise Malformed("its custody sheet is spelled in another way")
    fields.require("format", "number", "day", "exhibits")
    if fields.text("format") != PACK_FORMAT:
        raise Malformed("its custody sheet is of another format")
    exhibits = tuple(_exhibit(one, number) for number, one in enumerate(fields.objects("exhibits"), start=1))
    if not 0 < len(exhibits) <= MAX_ENTRIES:
        raise Malformed("its custody sheet lists no file")
    return matching(ID, fields.text("number")), day(fields.text("day")), exhibits


def _profile(files: Mapping[str, bytes], name: str) -> str:
    """The profile of a pack; a newer one is told by whoever checks the bag."""
    found = bag.profile_of(files)
    if found != PACK_FORMAT and bag.newer_version(files) is None:
        raise NotABundle(name=name)
    return PACK_FORMAT


def _exhibit(fields: Fields, number: int) -> PackedFile:
    fields.require(
        "label", "file", "sha256", "size", "media_type", "is_original", "original_sha256", "original_size", "acts"
    )
    file = _FILE.fullmatch(fields.text("file"))
    if file is None or int(file[1]) != number:
        raise Malformed("a file has a wrong name")
    original = fields.raw()["is_original"]
    if not isinstance(original, bool):
        raise Malformed("a file does not say whether it is the original")
    made = PackedFile(
        matching(LABEL, fields.text("label")),
        file[0],
        matching(DIGEST, fields.text("sha256")),
        fields.integer("size"),
        matching(_MEDIA_TYPE, fields.text("media_type")),
        original,
        matching(DIGEST, fields.text("original_sha256")),
        fields.integer("original_size"),
        tuple(_act(one) for one in fields.objects("acts")),
    )
    if len(made.acts) > _MAX_ACTS:
        raise Malformed("a file has too long a custody log")
    if original and (made.sha256, made.size) != (made.original_sha256, made.original_size):
        raise Malformed("a file calls itself the original and is not")
    return made


def _act(fields: Fields) -> tuple[str, CustodyAct]:
    fields.require("at", "act")
    try:
        return matching(_TIME, fields.text("at", limit=40)), CustodyAct(fields.text("act"))
    except ValueError as error:
        raise Malformed("a custody log has an unknown act") from error


def _check_files(payload: Mapping[str, bytes], exhibits: Sequence[PackedFile], name: str) -> None:
    if list(payload) != [PADDING, CUSTODY, SHEET, PAGE, *(one.file for one in exhibits)]:
        raise BundleHostile(name=name, what="its custody sheet lists other files than it holds")
    sums = bag.sha256_of(payload)
    if any((sums[one.file], len(payload[one.file])) != (one.sha256, one.size) for one in exhibits):
        raise BundleDamaged(name=name, what="its files do not fit its custody sheet")


def _signer(files: Mapping[str, bytes], number: str, authors: Sequence[bytes], name: str) -> bytes | None:
    """Whichever of the authors signed it. Somebody must have, and for this pack."""
    if SIGNATURE not in files:
        raise BundleDamaged(name=name, what="its signature is missing")
    signature = files[SIGNATURE].decode("utf-8", "replace")
    try:
        if sign.trusted_comment(signature) != f"{PACK_FORMAT} {number}":
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
