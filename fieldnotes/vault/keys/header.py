"""The header file: what can be read without a passphrase, authenticated by a key that needs one.

Canonical JSON (sorted keys, no spaces, ASCII; a subset of RFC 8785) of at most 64 KiB. `sum` tells accidental damage
from a wrong passphrase before any secret is known; `mac` authenticates everything once it is. Format:
docs/formats/vault.md. `encoded` writes the newest format; `parse` reads every one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldnotes import files
from fieldnotes.crypto import capsule
from fieldnotes.crypto.kdf import keyed_digest
from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.errors import BadRecipient, FileTooLarge, HeaderDamaged, NotAVault, VaultTooNew
from fieldnotes.files import atomic_write, read_limited, sync_folder, translated
from fieldnotes.i18n import tr
from fieldnotes.model.level import INDEXED_LEVELS, Level
from fieldnotes.policy.document import MAX_BYTES
from fieldnotes.policy.signed import Signed
from fieldnotes.vault.canonical import canonical, decode, encode
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Slot

FILE_NAME = "header.fnv"
PREVIOUS_NAME = "header.fnv.prev"
LIMIT_BYTES = 64 * 1024
MAGIC = "FNV1"
FORMAT = 3
"""Format 1 has one key of each level, passphrase slots only, and neither `seal` nor an auditor. It is read for ever."""
_WITHOUT_POLICY = 2
"""What is written while there is no policy. A program that knows nothing of policies would drop one at its next change
of the header, so it must not open such a vault at all."""

_MOST_KEYS = 2
_LEVELS = {str(int(level)): level for level in INDEXED_LEVELS}
_MAC_PURPOSE = "fieldnotes/v1/header-mac"
_CIPHER = {"db": "sqlcipher4-raw", "page": 4096, "record": "A256GCM", "wrap": "A256GCMSIV"}


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A random key under the vault master key."""

    kid: int
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """A structurally sound header. Only `authenticate` says that it is ours."""

    vault_id: bytes
    generation: int
    created: str
    slots: tuple[Slot, ...]
    """Of the types that this program knows."""
    database_keys: tuple[WrappedKey, ...]
    """One; two between writing the database afresh and putting it in place, the newer one last."""
    level_keys: Mapping[Level, tuple[WrappedKey, ...]]
    """One a level; two while its values move from the first to the last. SEALED is here, under the sealed master key,
    only once it was rotated: before, the sealed master key is itself the key of the level."""
    signing_public: bytes
    seal: tuple[str, ...] = ()
    """Recipients of what is SEALED here while its key is not on this computer."""
    auditor: str = ""
    """Recipient who may read the ledger."""
    policy: Signed | None = None
    """What the project's security lead demands of this vault."""
    foreign_slots: tuple[Mapping[str, Any], ...] = ()
    """Slots of unknown types, kept as they are and covered by the MAC."""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The header as read; empty for one that was not written yet."""

    @property
    def format(self) -> int:
        return int(self.raw["version"])

    @property
    def slot_types(self) -> tuple[str, ...]:
        return tuple(str(slot["type"]) for slot in self.raw["slots"])

    def slots_for(self, opens: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.opens == opens)


def encoded(header: Header, master: Secret) -> bytes:
    """The bytes of a header file, summed and authenticated."""
    keys: dict[str, Any] = {
        "db": [{"kid": key.kid, "file": "vault.db", "ct": encode(key.wrapped)} for key in header.database_keys],
        "lk": {str(int(level)): _listed(header.level_keys[level]) for level in INDEXED_LEVELS},
    }
    if sealed := header.level_keys.get(Level.SEALED):
        keys["sk"] = _listed(sealed)
    log = {"pub": encode(header.signing_public)}
    version = _WITHOUT_POLICY if header.policy is None else FORMAT
    raw: dict[str, Any] = {
        "magic": MAGIC,
        "version": version,
        "min_reader": version,
        "vault": header.vault_id.hex(),
        "gen": header.generation,
        "created": header.created,
        "cipher": _CIPHER,
        "slots": [*(slot.as_json() for slot in header.slots), *header.foreign_slots],
        "keys": keys,
        "log": log | ({"audit": header.auditor} if header.auditor else {}),
    }
    if header.seal:
        raw["seal"] = list(header.seal)
    if (signed := header.policy) is not None:
        raw["policy"] = {"text": encode(signed.text), "sig": signed.signature, "key": encode(signed.key)}
    raw["sum"] = _sum(raw)
    raw["mac"] = _mac(raw, master)
    return canonical(raw)


def load(folder: Path) -> Header:
    """Read and check the header of a vault folder without any secret.

    Raises:
        NotAVault: no folder, or no header in it.
        HeaderDamaged, VaultTooNew: see `parse`.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise NotAVault(name=folder.name)
    try:
        return parse(read_limited(path, LIMIT_BYTES), name=folder.name)
    except FileTooLarge as error:
        raise HeaderDamaged(what=tr("it is too long")) from error


def parse(data: bytes, *, name: str = "") -> Header:
    """Strictly read a header.

    Raises:
        VaultTooNew: written for a later reader.
        HeaderDamaged: anything else that is not exactly what `compose` writes.
    """
    raw = _strict_json(data)
    if raw.get("magic") != MAGIC:
        raise HeaderDamaged(what=tr("it does not begin as a header does"))
    found = max(_number(raw, "version"), _number(raw, "min_reader"))
    if found > FORMAT:
        raise VaultTooNew(name=name, found=found, known=FORMAT)
    if _text(raw, "sum") != _sum(raw):
        raise HeaderDamaged(what=tr("its checksum does not fit"))
    try:
        return _typed(raw)
    except (KeyError, TypeError, ValueError, AttributeError, BadRecipient, BadSignature) as error:
        raise HeaderDamaged(what=tr("a field is missing or has an impossible value")) from error


def authenticate(header: Header, master: Secret) -> None:
    """Verify that the header was written by somebody who held the vault master key.

    Raises:
        HeaderDamaged: it was altered.
    """
    if not hmac.compare_digest(_mac(header.raw, master).encode(), str(header.raw["mac"]).encode()):
        raise HeaderDamaged(what=tr("its seal does not fit"))


def save(folder: Path, data: bytes) -> None:
    """Replace the header so that at every moment exactly one complete header is in place, the old or the new."""
    path, previous = folder / FILE_NAME, folder / PREVIOUS_NAME
    with translated(path):
        previous.unlink(missing_ok=True)
        if path.exists():
            os.link(path, previous)
            sync_folder(folder)
        atomic_write(path, data)
        if previous.exists():
            previous.unlink()
            sync_folder(folder)


def remove_leftovers(folder: Path) -> None:
    """Remove what an interrupted `save` left beside a header that was found good."""
    files.remove_leftovers(*(folder / name for name in (PREVIOUS_NAME, FILE_NAME + ".new")))


def fingerprint(header: Header) -> str:
    """SHA-256 of the header, repeated inside the database."""
    return hashlib.sha256(canonical(header.raw)).hexdigest()


def _typed(raw: Mapping[str, Any]) -> Header:
    listed = raw["slots"]
    if not isinstance(listed, list) or not 1 <= len(listed) <= slots.MOST or raw["cipher"] != _CIPHER:
        raise ValueError
    known = [slots.from_json(slot) for slot in listed]
    if len({slot["id"] for slot in listed}) != len(listed):
        raise ValueError
    databases, keys = raw["keys"]["db"], raw["keys"]["lk"]
    if not 1 <= len(databases) <= _MOST_KEYS or any(key["file"] != "vault.db" for key in databases):
        raise ValueError
    level_keys = {_LEVELS[level]: _keys(key) for level, key in keys.items()}
    if set(level_keys) != set(INDEXED_LEVELS):
        raise ValueError
    if "sk" in raw["keys"]:
        level_keys[Level.SEALED] = _keys(raw["keys"]["sk"])
    vault_id, public = bytes.fromhex(_text(raw, "vault")), decode(raw["log"]["pub"])
    if len(vault_id) != 16 or len(public) != 32 or _number(raw, "gen") < 1:
        raise ValueError
    return Header(
        vault_id=vault_id,
        generation=_number(raw, "gen"),
        created=_text(raw, "created"),
        slots=tuple(slot for slot in known if slot is not None),
        database_keys=_keys(databases),
        level_keys=level_keys,
        signing_public=public,
        seal=_recipients(raw.get("seal", [])),
        auditor="".join(_recipients([raw["log"]["audit"]])) if "audit" in raw["log"] else "",
        policy=_policy(raw["policy"]) if "policy" in raw else None,
        foreign_slots=tuple(slot for slot, read in zip(listed, known, strict=True) if read is None),
        raw=raw,
    )


def _keys(raw: Mapping[str, Any] | list[Mapping[str, Any]]) -> tuple[WrappedKey, ...]:
    """One key as format 1 has it, or a list of at most two, oldest first."""
    listed = raw if isinstance(raw, list) else [raw]
    found = tuple(WrappedKey(_number(key, "kid"), decode(key["ct"])) for key in listed)
    kids = [key.kid for key in found]
    if not 1 <= len(kids) <= _MOST_KEYS or kids != sorted(set(kids)) or kids[0] < 1:
        raise ValueError
    return found


def _listed(keys: tuple[WrappedKey, ...]) -> list[dict[str, Any]]:
    return [{"kid": key.kid, "ct": encode(key.wrapped)} for key in keys]


def _recipients(raw: list[Any]) -> tuple[str, ...]:
    if len(raw) > capsule.MOST_RECIPIENTS:
        raise ValueError
    for recipient in raw:
        capsule.key_id(recipient)
    return tuple(raw)


def _policy(raw: Mapping[str, Any]) -> Signed:
    """The policy with a signature that fits. Whether this program can read it is no matter of the header's form: a
    vault must not stay closed for a document."""
    found = Signed(decode(raw["text"]), _text(raw, "sig"), decode(raw["key"]))
    if len(found.text) > MAX_BYTES:
        raise ValueError
    found.verify()
    return found


def _number(raw: Mapping[str, Any], name: str) -> int:
    value = raw.get(name)
    if type(value) is not int or not 0 <= value < 2**31:
        raise HeaderDamaged(what=tr("a number is missing or impossible"))
    return value


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str):
        raise HeaderDamaged(what=tr("a field is missing"))
    return value


def _strict_json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data, object_pairs_hook=_no_duplicates, parse_float=_refuse, parse_constant=_refuse)
        exact = isinstance(value, dict) and canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise HeaderDamaged(what=tr("it is not readable")) from error
    if not exact:
        raise HeaderDamaged(what=tr("it is not in the one form that is allowed"))
    assert isinstance(value, dict)
    return value


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _refuse(_: str) -> object:
    raise ValueError("not an integer")


def _sum(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical({name: raw[name] for name in raw if name not in ("mac", "sum")})).hexdigest()


def _mac(raw: Mapping[str, Any], master: Secret) -> str:
    covered = canonical({name: raw[name] for name in raw if name != "mac"})
    return encode(keyed_digest(master, _MAC_PURPOSE, covered))
