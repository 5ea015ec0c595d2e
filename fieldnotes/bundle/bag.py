"""The BagIt 1.0 bag (RFC 8493) of a bundle: its tag files are a function of the payload, so checking is comparing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from fieldnotes.bundle.layout import (
    BAG_INFO,
    BAGIT,
    FORMAT,
    MANIFEST,
    PADDING,
    PAYLOAD_MANIFEST,
    SIGNATURE,
    TAG_MANIFEST,
)

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ORDER = (BAGIT, BAG_INFO, PAYLOAD_MANIFEST, TAG_MANIFEST, SIGNATURE)
_PROFILE = re.compile(rb"BagIt-Profile-Identifier: ([^\n]*)\n")
_OF_ANY_VERSION = re.compile(r"fieldnotes-(bundle|evidence)/(\d{1,9})")
_NEWEST = {"bundle": 1, "evidence": 2}
_BAGGING_MONTH = re.compile(rb"Bagging-Date: (\d{4}-\d{2})-01\n")


class BagFault(Exception):
    """The bag is incomplete or does not fit its check sums."""


class ForeignFile(BagFault):
    """The bag holds a file that no bundle has."""


def tag_files(payload: Mapping[str, bytes], *, day: str, profile: str = FORMAT) -> dict[str, bytes]:
    """The four tag files for `payload`; of the ISO `day` only the month is told."""
    octets = sum(map(len, payload.values()))
    info = f"BagIt-Profile-Identifier: {profile}\nBagging-Date: {day[:7]}-01\nPayload-Oxum: {octets}.{len(payload)}\n"
    tags = {BAGIT: _DECLARATION, BAG_INFO: info.encode("ascii"), PAYLOAD_MANIFEST: _check_sums(payload)}
    return {**tags, TAG_MANIFEST: _check_sums(tags)}


def profile_of(files: Mapping[str, bytes]) -> str:
    """What the bag says that it is; empty when it does not."""
    found = _PROFILE.search(files.get(BAG_INFO, b"")[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def newer_version(files: Mapping[str, bytes]) -> str | None:
    """The profile of a bag that a later version wrote, else None."""
    profile = profile_of(files)
    version = _OF_ANY_VERSION.fullmatch(profile)
    return profile if version and int(version[2]) > _NEWEST[version[1]] else None


def check(files: Mapping[str, bytes], *, profile: str = FORMAT, head: str = MANIFEST) -> dict[str, bytes]:
    """The payload of a complete and intact bag of `profile`, which has the file `head`.

    Raises:
        ForeignFile: a file outside `data/` that does not belong there.
        BagFault: something is missing or does not fit its check sum.
    """
    payload = {name: content for name, content in files.items() if name.startswith("data/")}
    rest = [name for name in files if name not in payload]
    if not set(rest) <= set(_ORDER):
        raise ForeignFile("it holds a file that does not belong to a bundle")
    if rest != sorted(rest, key=_ORDER.index):
        raise ForeignFile("its files are in another order")
    if not {head, PADDING} <= payload.keys():
        raise BagFault("its manifest is missing")
    month = _BAGGING_MONTH.search(files.get(BAG_INFO, b""))
    expected = tag_files(payload, day=month[1].decode("ascii") if month else "", profile=profile)
    if any(files.get(name) != content for name, content in expected.items()):
        raise BagFault("its files do not fit their check sums")
    if files[PADDING].strip(b"\0"):
        raise ForeignFile("its padding is not empty")
    return payload


def sha256_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The check sum of each file, in hex."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _check_sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{digest}  {name}\n" for name, digest in sorted(sha256_of(files).items()))
    return "".join(lines).encode("ascii")
