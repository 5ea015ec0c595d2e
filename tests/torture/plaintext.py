"""What protected words look like when they lie in the clear, in any of the ways that a program could have left them."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


@cache
def needles(words: str) -> frozenset[bytes]:
    """Every byte string that betrays `words`: UTF-8, UTF-16 of both orders, base64, hexadecimal, backwards."""
    return frozenset(needle for plain in _spellings(words) for needle in _wrappings(plain))


def _spellings(words: str) -> Iterator[bytes]:
    for text in {words, words.casefold(), words.upper()}:
        for form in ("NFC", "NFD"):
            shaped = unicodedata.normalize(form, text)
            for ordered in (shaped, shaped[::-1]):
                yield from (ordered.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))


def _wrappings(plain: bytes) -> Iterator[bytes]:
    yield plain
    yield plain[::-1]
    yield plain.hex().encode()
    yield plain.hex().upper().encode()
    for shift in range(3):
        # The text may stand at any place of a longer one: what its neighbours touch is left out.
        coded = b64encode(bytes(shift) + plain)
        start = -(-8 * shift // 6)
        whole = (len(plain) + shift) // 3 * 4
        yield coded[start:whole]


def betrayed(data: bytes, markers: Iterable[str]) -> bool:
    """Whether any of `markers` can be read in `data`."""
    return any(needle in data for marker in markers for needle in needles(marker))


def readable_files(folder: Path, markers: Iterable[str]) -> list[str]:
    """The files under `folder` in which one of `markers` can be read."""
    wanted = tuple(markers)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path.name for path in files if betrayed(path.read_bytes(), wanted)]
