"""Known-answer tests run at start: a computer whose cryptography computes wrongly must not touch a vault."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESGCMSIV, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fieldnotes.errors import SelfTestFailed

_hex = bytes.fromhex


def library() -> str:
    """The library that computes everything here but the database's pages: `OpenSSL 3.6.3 9 Jun 2026`."""
    return backend.openssl_version_text()


def _argon2id() -> bool:
    """RFC 9106, section 5.3."""
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    return kdf.derive(b"\x01" * 32) == _hex(tag)


def _scrypt() -> bool:
    """RFC 7914, section 12, first vector."""
    key = (
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
    )
    return Scrypt(salt=b"", length=64, n=16, r=1, p=1).derive(b"") == _hex(key)


def _hkdf() -> bool:
    """RFC 5869, A.1."""
    kdf = HKDF(hashes.SHA256(), 42, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)))
    key = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    return kdf.derive(b"\x0b" * 22) == _hex(key)


def _aes_gcm_siv() -> bool:
    """RFC 8452, C.2: eight bytes of text, no additional data."""
    cipher = AESGCMSIV(b"\x01" + bytes(31))
    sealed = cipher.encrypt(b"\x03" + bytes(11), b"\x01" + bytes(7), None)
    return sealed == _hex("c2ef328e5c71c83b843122130f7364b761e0b97427e3df28") and _refuses(
        lambda: cipher.decrypt(b"\x03" + bytes(11), sealed[:-1] + b"\x00", None)
    )


def _aes_gcm() -> bool:
    """The GCM specification (McGrew and Viega), test case 14: AES-256, one block of zeros."""
    sealed = AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None)
    return sealed == _hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")


def _chacha20_poly1305() -> bool:
    """RFC 8439, section 2.8.2, by its tag and first block."""
    text = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    sealed = ChaCha20Poly1305(bytes(range(0x80, 0xA0))).encrypt(
        _hex("070000004041424344454647"), text, _hex("50515253c0c1c2c3c4c5c6c7")
    )
    return sealed[:16] == _hex("d31a8d34648e60db7b86afbc53ef7ec2") and sealed[-16:] == _hex(
        "1ae10b594f09e26a7e902ecbd0600691"
    )


def _ed25519() -> bool:
    """RFC 8032, section 7.1, test 2."""
    key = Ed25519PrivateKey.from_private_bytes(_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
    public = key.public_key().public_bytes_raw()
    signature = key.sign(b"\x72")
    expected = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    return (
        public == _hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        and signature == _hex(expected)
        and _refuses(lambda: Ed25519PublicKey.from_public_bytes(public).verify(signature, b"\x73"))
    )


def _x25519() -> bool:
    """RFC 7748, section 5.2, first vector."""
    own = X25519PrivateKey.from_private_bytes(_hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"))
    other = X25519PublicKey.from_public_bytes(_hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
    return own.exchange(other) == _hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")


_TESTS: Mapping[str, Callable[[], bool]] = {
    "Argon2id": _argon2id,
    "scrypt": _scrypt,
    "HKDF-SHA-256": _hkdf,
    "AES-256-GCM-SIV": _aes_gcm_siv,
    "AES-256-GCM": _aes_gcm,
    "ChaCha20-Poly1305": _chacha20_poly1305,
    "Ed25519": _ed25519,
    "X25519": _x25519,
}


def run() -> None:
    """Compute published test vectors and compare.

    Raises:
        SelfTestFailed: names the primitive that gave another answer or could not be computed at all.
    """
    for name, test in _TESTS.items():
        try:
            right = test()
        except Exception as error:  # whatever a broken library raises means the same
            raise SelfTestFailed(what=name) from error
        if not right:
            raise SelfTestFailed(what=name)


def _refuses(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (InvalidSignature, InvalidTag):
        return True
    return False
