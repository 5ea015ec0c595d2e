"""A review as a file: signed by the editor, encrypted to the author, verified before anything of it is returned."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.bundle import parts, review_document, strict_zip
from fieldnotes.bundle.layout import PADDING, SIGNATURE, padme
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.exchange import Malformed
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import Bug, FileTooLarge, NotAReview, ReviewDamaged, ReviewNotForYou, ReviewTooNew
from fieldnotes.files import read_limited
from fieldnotes.model.review import Review

SUFFIX = ".fnreview"
MAX_FILE_BYTES = 8 * 1024 * 1024
DOCUMENT = "review.json"
_SMALLEST = 8 * 1024


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A review whose signature holds; `sha256`, in hex, is the encrypted file's."""

    review: Review
    sha256: str


def read_file(path: Path) -> bytes:
    """The bytes of a review file.

    Raises:
        CannotRead: see there.
        FileTooLarge: more than 8 MiB; noticed without reading further.
    """
    return read_limited(path, MAX_FILE_BYTES)


def seal(review: Review, *, signing: SigningKey, recipients: Sequence[str]) -> bytes:
    """The file of `review`, signed and encrypted to the author's `recipients` (`age1…`).

    Raises:
        BadRecipient: no recipient, a malformed one, or two kinds of them.
        FileTooLarge: it would be longer than its reader takes.
    """
    document = review_document.review_bytes(review)
    try:
        review_document.read_review(document)
    except Malformed as error:
        raise Bug(what=str(error)) from error
    comment = _comment(review)
    signature = signing.sign_file(document, trusted_comment=comment).encode("ascii")
    files = {DOCUMENT: document, SIGNATURE: signature}
    packed = strict_zip.pack([*files.items(), (PADDING, bytes(_padding(files)))])
    data = age.encrypt(packed, recipients).data
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(name=DOCUMENT, limit=MAX_FILE_BYTES)
    return data


def open_review(data: bytes, *, identities: Sequence[str], name: str) -> OpenedReview:
    """Decrypt, verify and read a review. `name` is its file's, for errors.

    Whose key signed it, and whether this author ever sent such a bundle, is for the caller to judge.

    Raises:
        NotAReview, ReviewNotForYou, ReviewDamaged, ReviewTooNew, FileTooLarge: nothing of it may be used.
    """
    files = _archive(_decrypted(data, identities, name), name)
    try:
        review = review_document.read_review(files[DOCUMENT])
    except parts.NewerFormat as error:
        raise ReviewTooNew(name=name, found=error.found) from error
    except Malformed as error:
        raise ReviewDamaged(name=name, what=str(error)) from error
    _check_signature(files, review, name)
    if {age.key_id(age.recipient_of(identity)) for identity in identities}.isdisjoint(review.recipients):
        raise ReviewNotForYou(name=name)
    return OpenedReview(review, hashlib.sha256(data).hexdigest())


def _decrypted(data: bytes, identities: Sequence[str], name: str) -> bytes:
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(name=name, limit=MAX_FILE_BYTES)
    try:
        return age.decrypt(data, identities, limit_bytes=MAX_FILE_BYTES)
    except age.NoMatch as error:
        raise ReviewNotForYou(name=name) from error
    except age.AgeError as error:
        if not data.startswith(b"age-encryption.org/"):
            raise NotAReview(name=name) from error
        raise ReviewDamaged(name=name, what="it cannot be decrypted") from error


def _archive(packed: bytes, name: str) -> dict[str, bytes]:
    if not strict_zip.looks_like_zip(packed):
        raise NotAReview(name=name)
    try:
        files = strict_zip.unpack(packed)
    except strict_zip.ZipFault as error:
        raise ReviewDamaged(name=name, what=str(error)) from error
    if DOCUMENT not in files:
        raise NotAReview(name=name)
    if list(files) != [DOCUMENT, SIGNATURE, PADDING]:
        raise ReviewDamaged(name=name, what="it holds other files than a review does")
    if files[PADDING] != bytes(_padding({DOCUMENT: files[DOCUMENT], SIGNATURE: files[SIGNATURE]})):
        raise ReviewDamaged(name=name, what="its padding is not what it should be")
    return files


def _check_signature(files: Mapping[str, bytes], review: Review, name: str) -> None:
    try:
        comment = sign.verify_file(files[DOCUMENT], files[SIGNATURE].decode("utf-8", "replace"), review.signer)
    except sign.BadSignature as error:
        raise ReviewDamaged(name=name, what="its signature is not valid") from error
    if comment != _comment(review):
        raise ReviewDamaged(name=name, what="its signature is for something else")


def _comment(review: Review) -> str:
    return f"{review_document.FORMAT} {review.review_id}"


def _padding(files: Mapping[str, bytes]) -> int:
    bare = strict_zip.packed_size([*files.items(), (PADDING, b"")])
    return padme(max(bare, _SMALLEST)) - bare
