"""The recovery code: 256 random bits and a checksum as 24 English words, written down once and typed back."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache

from fieldnotes.crypto.dice import Language, listing
from fieldnotes.crypto.secret import KEY_BYTES, Secret
from fieldnotes.crypto.words import BITS_PER_WORD, spelled
from fieldnotes.errors import BadRecoveryCode
from fieldnotes.i18n import N_, tr

WORDS = 24
"""256 bits and the first byte of their SHA-256 make 264 bits: 24 words of eleven."""

_COUNT = N_("{needed} words are needed, {given} were given")
_UNLISTED = N_("word number {number} is not in the list")
_CHECKSUM = N_("the words do not fit together")

_TURKIC = str.maketrans("İı", "ii")
"""A Turkic keyboard makes İ and ı where an English word has I and i."""

_LINE_NUMBER = re.compile(r"(?<!\w)\d+")
_WORD = re.compile(r"[^\W_]+")


def new() -> tuple[tuple[str, ...], Secret]:
    """A fresh code: its 24 words in order, to be shown once, and the 32 bytes they stand for."""
    secret = Secret.random(KEY_BYTES)
    number = int.from_bytes(secret.reveal(), "big") << 8 | _checksum(secret)
    return spelled(number, WORDS, listing(Language.ENGLISH)), secret


def parse(text: str) -> Secret:
    """The 32 bytes of a typed code.

    Case, line numbers, commas and line breaks do not matter. A slip of one letter in a word (another letter, one too
    many, one too few, two exchanged) is put right where a single word of the list is meant; the checksum has to fit.

    Raises:
        BadRecoveryCode: it says which word is wrong by its number, never the word itself.
    """
    typed = _words(text)
    if len(typed) != WORDS:
        raise BadRecoveryCode(what=tr(_COUNT, needed=WORDS, given=len(typed)))
    number = 0
    for place, word in enumerate(typed, 1):
        meant = _meant(word)
        if meant is None:
            raise BadRecoveryCode(what=tr(_UNLISTED, number=place))
        number = number << BITS_PER_WORD | meant
    secret = Secret((number >> 8).to_bytes(KEY_BYTES, "big"))
    if _checksum(secret) != number & 0xFF:
        secret.wipe()
        raise BadRecoveryCode(what=tr(_CHECKSUM))
    return secret


def challenge() -> tuple[int, int]:
    """Two different places in a code, counted from 1, lower first: proof that it was written down."""
    first, second = secrets.randbelow(WORDS), secrets.randbelow(WORDS - 1)
    second += second >= first
    return min(first, second) + 1, max(first, second) + 1


def answers(words: Sequence[str], positions: Sequence[int], typed: Sequence[str]) -> bool:
    """Whether `typed` are the words at `positions` (from 1). Case is no matter, a slip is: it may be on paper too."""
    return [words[place - 1] for place in positions] == [" ".join(_words(answer)) for answer in typed]


def _words(text: str) -> list[str]:
    lower = unicodedata.normalize("NFKC", text).translate(_TURKIC).lower()
    return _WORD.findall(_LINE_NUMBER.sub(" ", lower))


def _checksum(secret: Secret) -> int:
    return hashlib.sha256(secret.reveal()).digest()[0]


def _meant(typed: str) -> int | None:
    """The value of a typed word, or of the only listed word that is one slip away."""
    values = _values()
    if typed in values:
        return values[typed]
    near = [value for word, value in values.items() if _one_slip(typed, word)]
    return near[0] if len(near) == 1 else None


def _one_slip(typed: str, word: str) -> bool:
    """Whether two different words are one letter, or one exchange of neighbours, apart."""
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    mine, other = typed[same:], word[same:]
    exchanged = mine[:2] == other[1::-1] and mine[2:] == other[2:]
    return mine[1:] == other[1:] or mine[1:] == other or mine == other[1:] or exchanged


@cache
def _values() -> dict[str, int]:
    return {word: value for value, word in enumerate(listing(Language.ENGLISH))}
