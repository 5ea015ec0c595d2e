"""Passphrases of words drawn by lot, and the recognition of words of our lists in a passphrase that was typed."""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from fieldnotes.crypto.secret import Secret
from fieldnotes.crypto.words import BITS_PER_WORD, word_list

WORDS = 7
"""77 bits: beyond guessing even for somebody who knows the lists and has copied the vault."""

PLAIN = str.maketrans("çəğıöşüё", "cegiosuе", "\u0307")
"""How people write without the letters of their own keyboard. U+0307 is what lower-casing leaves of a capital İ."""

_RUN = re.compile(r"[^\W\d_]+")


class Language(StrEnum):
    """The languages that have a list of 2048 words."""

    ENGLISH = "en"
    AZERBAIJANI = "az"
    RUSSIAN = "ru"


@dataclass(frozen=True, slots=True)
class Known:
    """What of a typed passphrase is in our lists: how many words, how many different ones, and what is left over."""

    words: int
    distinct: int
    rest: str = field(repr=False)

    @property
    def all_of_it(self) -> bool:
        """Nothing but listed words and what separates them."""
        return self.words > 0 and not self.rest

    @property
    def bits(self) -> float:
        """How hard the listed words are to guess for somebody who has the lists: a word that comes again is no new
        draw, but a choice among those already there."""
        again = self.words - self.distinct
        return bits(self.distinct) + (again * math.log2(self.distinct) if again else 0.0)


def generate(language: Language, words: int = WORDS) -> Secret:
    """A passphrase of `words` different words, drawn evenly from the list of `language`, joined by spaces.

    That no word comes twice takes 0.015 bits from seven words, and keeps the look of chance.

    Raises:
        ValueError: fewer than one word, or more than there are.
        ResourceMissing: the list is not installed.
    """
    left = list(listing(language))
    if not 1 <= words <= len(left):
        raise ValueError("a passphrase has at least one word, and none twice")
    return Secret.of(" ".join(left.pop(secrets.randbelow(len(left))) for _ in range(words)))


def bits(words: int) -> int:
    """How many bits a passphrase of that many drawn words has, for somebody who knows list and length."""
    return words * BITS_PER_WORD


def listing(language: Language) -> tuple[str, ...]:
    """The 2048 words of a language, in the order of their values."""
    return word_list(f"dice-{language}")


def recognise(passphrase: str) -> Known:
    """Find the words of the three lists, whatever their case and also when ə is written e, or ş s.

    A word counts only whole: run together or with letters added it is left over, for another judgement.
    """
    listed = plain_words()
    text = unicodedata.normalize("NFC", passphrase).lower().translate(PLAIN)
    found = [word for word in _RUN.findall(text) if word in listed]
    rest = " ".join(_RUN.sub(lambda run: " " if run[0] in listed else run[0], text).split())
    return Known(len(found), len(set(found)), rest if any(letter.isalnum() for letter in rest) else "")


@cache
def plain_words() -> frozenset[str]:
    """Every word of the three lists, in lower case and without the letters of one keyboard alone."""
    return frozenset(word.translate(PLAIN) for language in Language for word in listing(language))
