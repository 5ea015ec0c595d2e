"""Checkpoints: how many entries the ledger has and the root of the tree over them, signed by the device's key.

The tree is RFC 6962's, the note C2SP's signed note (c2sp.org/signed-note) with a tlog-checkpoint as its text. Whoever
keeps one can later show that an entry before it was changed, removed or moved.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature, SigningKey

EVERY = 64
"""Entries after which one is made."""
LIMIT_CHARACTERS = 1000

_ALGORITHM = b"\x01"
_KEY_ID_BYTES = 4
_NOTE = re.compile(
    r"(?P<text>fieldnotes/(?P<vault>[0-9a-f]{32})\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)"
    r"\n— fieldnotes/(?P=vault) (?P<signature>[A-Za-z0-9+/]{91}=)\n"
)
_COMPACT = re.compile(r"(?P<size>0|[1-9][0-9]{0,17}) (?P<root>[0-9a-f]{64}) (?P<signature>[0-9a-f]{128})")


@dataclass(frozen=True, slots=True)
class Tree:
    """An RFC 6962 tree that only grows: the roots of its complete subtrees, the largest first."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def grown(self, leaf: bytes) -> Tree:
        """The tree with one more leaf."""
        roots, last, size = list(self.roots), hashlib.sha256(b"\0" + leaf).digest(), self.size
        while size & 1:
            last = _node(roots.pop(), last)
            size >>= 1
        return Tree(self.size + 1, (*roots, last))

    @property
    def root(self) -> bytes:
        """32 bytes; SHA-256 of nothing for an empty tree."""
        if not self.roots:
            return hashlib.sha256().digest()
        *rest, root = self.roots
        for left in reversed(rest):
            root = _node(left, root)
        return root


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a verified note says: `size` entries with this root."""

    vault_id: bytes
    size: int
    root: bytes


def signed(vault_id: bytes, tree: Tree, key: SigningKey) -> str:
    """The note for a tree."""
    name = _name(vault_id)
    text = f"{name}\n{tree.size}\n{b64encode(tree.root).decode()}\n"
    signature = _key_id(name, key.public) + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n"


def verified(note: str, public: bytes) -> Checkpoint:
    """What a note says, once its signature was verified.

    Raises:
        BadSignature: not a note of ours, altered, or by another key.
    """
    found = _NOTE.fullmatch(note)
    if found is None:
        raise BadSignature("note")
    name, packed = _name(bytes.fromhex(found["vault"])), b64decode(found["signature"])
    root = b64decode(found["root"])
    exact = (b64encode(packed).decode(), b64encode(root).decode()) == (found["signature"], found["root"])
    if not exact or packed[:_KEY_ID_BYTES] != _key_id(name, public):
        raise BadSignature("key")
    sign.verify(found["text"].encode(), packed[_KEY_ID_BYTES:], public)
    return Checkpoint(bytes.fromhex(found["vault"]), int(found["size"]), root)


def compact(note: str) -> str:
    """Size, root and signature of our own note, in hex: what a bundle carries, without the vault's id."""
    found = _NOTE.fullmatch(note)
    assert found is not None
    signature = b64decode(found["signature"])[_KEY_ID_BYTES:]
    return f"{found['size']} {b64decode(found['root']).hex()} {signature.hex()}"


def expanded(told: str, vault_id: bytes, public: bytes) -> str:
    """The note of a compact one for the vault and the key that it should be of.

    Raises:
        BadSignature: not a compact note.
    """
    found = _COMPACT.fullmatch(told)
    if found is None:
        raise BadSignature("note")
    name, root, signature = _name(vault_id), bytes.fromhex(found["root"]), bytes.fromhex(found["signature"])
    packed = b64encode(_key_id(name, public) + signature).decode()
    return f"{name}\n{found['size']}\n{b64encode(root).decode()}\n\n— {name} {packed}\n"


def _name(vault_id: bytes) -> str:
    return f"fieldnotes/{vault_id.hex()}"


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ALGORITHM + public).digest()[:_KEY_ID_BYTES]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
