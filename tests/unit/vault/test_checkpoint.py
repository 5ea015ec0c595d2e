from __future__ import annotations

import base64
import hashlib

import pytest

from fieldnotes.crypto.sign import BadSignature, SigningKey
from fieldnotes.vault.ledger import checkpoint
from fieldnotes.vault.ledger.checkpoint import Checkpoint, Tree

KEY = SigningKey.from_seed(bytes(range(32)))
VAULT = bytes.fromhex("00112233445566778899aabbccddeeff")

LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
"""The trees of the reference implementation of certificate transparency (RFC 6962)."""


def _tree(size: int) -> Tree:
    tree = Tree()
    for number in range(size):
        tree = tree.grown(number.to_bytes(4, "big"))
    return tree


def test_the_tree_is_that_of_the_standard() -> None:
    tree = Tree()
    assert tree.root == hashlib.sha256(b"").digest()
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree = tree.grown(bytes.fromhex(leaf))
        assert tree.root.hex() == root


def test_the_tree_keeps_few_roots_however_it_grows() -> None:
    assert len(_tree(1000).roots) == (1000).bit_count()
    assert _tree(999).root != _tree(1000).root


def test_a_note_says_what_was_signed() -> None:
    note = checkpoint.signed(VAULT, _tree(5), KEY)
    assert note.startswith("fieldnotes/00112233445566778899aabbccddeeff\n5\n")
    assert checkpoint.verified(note, KEY.public) == Checkpoint(VAULT, 5, _tree(5).root)


def test_the_note_is_a_signed_note_of_c2sp() -> None:
    """c2sp.org/signed-note: the key's id is SHA-256(name, newline, 0x01, key)[:4]; the text ends with its newline."""
    text, _, signatures = checkpoint.signed(VAULT, _tree(5), KEY).partition("\n\n")
    dash, name, packed = signatures.removesuffix("\n").split(" ")
    raw = base64.b64decode(packed)
    assert (dash, name) == ("—", f"fieldnotes/{VAULT.hex()}")
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x01" + KEY.public).digest()[:4]
    assert raw[4:] == KEY.sign(text.encode() + b"\n")


def test_any_other_character_is_refused() -> None:
    note = checkpoint.signed(VAULT, _tree(70), KEY)
    for place in range(len(note)):
        for other in "0A\n ":
            if note[place] != other:
                with pytest.raises(BadSignature):
                    checkpoint.verified(note[:place] + other + note[place + 1 :], KEY.public)
    for altered in (note + "\n", note[:-1], " " + note, note.replace("\n", "\r\n"), ""):
        with pytest.raises(BadSignature):
            checkpoint.verified(altered, KEY.public)


def test_another_key_is_refused() -> None:
    with pytest.raises(BadSignature):
        checkpoint.verified(checkpoint.signed(VAULT, _tree(3), SigningKey.generate()), KEY.public)


def test_the_compact_form_says_the_same_without_the_vault() -> None:
    note = checkpoint.signed(VAULT, _tree(9), KEY)
    told = checkpoint.compact(note)
    assert VAULT.hex() not in told
    assert checkpoint.expanded(told, VAULT, KEY.public) == note
    with pytest.raises(BadSignature):
        checkpoint.verified(checkpoint.expanded(told, bytes(16), KEY.public), KEY.public)
    with pytest.raises(BadSignature):
        checkpoint.expanded(told + " ", VAULT, KEY.public)
