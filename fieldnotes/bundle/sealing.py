"""A payload into a signed BagIt bag, packed, padded and encrypted: the outside of everything that is sent sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import SystemRandom

from fieldnotes.bundle import bag, strict_zip
from fieldnotes.bundle.layout import FORMAT, MIN_ZIP_BYTES, PADDING, SHOWN_RECIPIENTS, SIGNATURE, TAG_MANIFEST, padme
from fieldnotes.crypto import age
from fieldnotes.crypto.sign import SigningKey

_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class SealedBag:
    """`plain` is `data` decrypted again: the finished bytes, for the leak gate."""

    data: bytes = field(repr=False)
    plain: bytes = field(repr=False)


def seal(
    payload: Mapping[str, bytes],
    *,
    day: str,
    comment: str,
    recipients: Sequence[str],
    signing: SigningKey,
    shown: int = SHOWN_RECIPIENTS,
    profile: str = FORMAT,
) -> SealedBag:
    """Seal `payload` (names under `data/`, without padding) to the recipients; `comment` is what the signature says.

    It seems to be for `shown` keys at the least: those that are missing are thrown away.

    Raises:
        BadRecipient: no recipient, a malformed one, or two kinds of them.
    """
    packed = _padded_archive(payload, day=day, comment=comment, signing=signing, profile=profile)
    sealed = age.encrypt(packed, _among_strangers(recipients, max(shown, SHOWN_RECIPIENTS)))
    return SealedBag(sealed.data, age.decrypt_with_file_key(sealed.data, sealed.file_key))


def _padded_archive(
    payload: Mapping[str, bytes], *, day: str, comment: str, signing: SigningKey, profile: str
) -> bytes:
    """The packed bag, as long as a Padmé size."""
    told = {"day": day, "comment": comment, "profile": profile}
    bare = _signed_bag({PADDING: b"", **payload}, signing, **told)
    padding = _padding_for(strict_zip.packed_size(list(bare.items())), octets=sum(map(len, payload.values())))
    files = _signed_bag({PADDING: bytes(padding), **payload}, signing, **told)
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


def _signed_bag(
    payload: Mapping[str, bytes], signing: SigningKey, *, day: str, comment: str, profile: str
) -> dict[str, bytes]:
    tags = bag.tag_files(payload, day=day, profile=profile)
    signature = signing.sign_file(tags[TAG_MANIFEST], trusted_comment=comment)
    return {**tags, **payload, SIGNATURE: signature.encode("ascii")}


def _among_strangers(recipients: Sequence[str], least: int) -> list[str]:
    """The recipients in random order, with keys nobody has up to `least`, so that their number does not show."""
    post_quantum = any(recipient.startswith("age1pq1") for recipient in recipients)
    missing = least - len(recipients)
    strangers = [age.recipient_of(age.generate_identity(post_quantum=post_quantum)) for _ in range(missing)]
    mixed = [*recipients, *strangers]
    SystemRandom().shuffle(mixed)
    return mixed
