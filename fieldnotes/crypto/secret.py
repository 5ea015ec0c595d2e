"""Passphrases and keys in memory that can be wiped, and that never print, pickle or compare by accident."""

from __future__ import annotations

import ctypes
import hmac
import secrets
import unicodedata
from types import TracebackType
from typing import NoReturn

KEY_BYTES = 32


class Secret:
    """Bytes held in one mutable buffer which `wipe` overwrites in place.

    Python and the libraries below may still hold copies while they work; what is promised is that this buffer is
    zeroed, not that no trace is left in the process.
    """

    __slots__ = ("_data", "_wiped")

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self._data = bytearray(data)
        self._wiped = False

    @classmethod
    def of(cls, text: str) -> Secret:
        """A typed passphrase: NFC (RFC 8265, OpaqueString), UTF-8, never case-folded: ı and i stay different."""
        return cls(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass"))

    @classmethod
    def random(cls, length: int = KEY_BYTES) -> Secret:
        """A fresh key of `length` bytes from the operating system."""
        return cls(secrets.token_bytes(length))

    @classmethod
    def adopt(cls, buffer: bytearray) -> Secret:
        """Take over `buffer` without a copy; wiping the secret wipes the caller's buffer too."""
        secret = cls(b"")
        secret._data = buffer
        return secret

    def reveal(self) -> memoryview:
        """A read-only view of the bytes, valid until `wipe`.

        Raises:
            ValueError: the secret was wiped.
        """
        if self._wiped:
            raise ValueError("a wiped secret was used")
        return memoryview(self._data).toreadonly()

    def copy(self) -> Secret:
        """A second secret with the same bytes, wiped on its own."""
        return Secret(self.reveal())

    def same_as(self, other: Secret) -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self.reveal(), other.reveal())

    def wipe(self) -> None:
        """Overwrite the bytes with zeros; using the secret afterwards is an error."""
        wipe(self._data)
        self._wiped = True

    @property
    def wiped(self) -> bool:
        return self._wiped

    def __len__(self) -> int:
        return len(self._data)

    def __enter__(self) -> Secret:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "Secret(…)"

    __hash__ = None  # type: ignore[assignment]  # a secret is nobody's dictionary key

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("compare secrets with same_as")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never pickled")

    def __copy__(self) -> NoReturn:
        raise TypeError("copy a secret with copy()")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("copy a secret with copy()")


def wipe(buffer: bytearray) -> None:
    """Zero a buffer in place, past any optimiser."""
    if buffer:
        ctypes.memset((ctypes.c_char * len(buffer)).from_buffer(buffer), 0, len(buffer))
