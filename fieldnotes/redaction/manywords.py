"""The sounds of many words at once: what `phones` says of one word, worked out over one joined string.

Word by word nearly all of the time would go into calls of Python; joined, the words pass through a handful of regular
expressions and tables in C.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, product

from fieldnotes.redaction.phones import (
    COARSE,
    MAX_SOUNDINGS,
    SQUEEZE,
    TABLES,
    VOWELS,
    collapsed,
    in_context,
    soundings,
    unlisted,
)
from fieldnotes.redaction.scripts import Script

SCRIPTS = frozenset(TABLES) - {Script.ARABIC}
"""The scripts whose words may be joined; in the others a letter sounds by its place in the word."""

ENOUGH = 12
"""Fewer words than this are sounded one by one in less time."""

_END = "\n"
_FRONTED = (("ä", "a"), ("ı", "i"), ("ö", "o"), ("ü", "u"))
_PLAIN_VOWELS = "aeiouy"
_FIRST_SIGN = 0xE000
_SIGN = re.compile("[\ue000-\uf8ff]")
_SILENT, _ONE_BY_ONE = "\ue800", "\ue801"
"""Stand before a sign for the other letters of its group; the second where these may sound for themselves (t + s)."""

VOWEL, _CONSONANT = ".", "x"
_RHYTHM = (
    dict.fromkeys(COARSE, _CONSONANT)
    | dict.fromkeys(map(ord, "lmnr"), _CONSONANT)
    | dict.fromkeys(map(ord, VOWELS), VOWEL)
)


def _any_of(groups: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest group of letters that begins here; what begins none is passed over quickly."""
    rests: dict[str, list[str]] = {}
    for letters in sorted(groups, key=len, reverse=True):
        rests.setdefault(letters[0], []).append(re.escape(letters[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(some)})" for first, some in rests.items()))


class _Notation(dict[int, str]):
    """The signs of a script, and, to be given to `str.translate`, what each letter and each sure sign sounds like."""

    def __init__(self, script: Script) -> None:
        super().__init__({ord(_END): _END, ord(_SILENT): "", ord(_ONE_BY_ONE): ""})
        self._table = TABLES[script]
        self._signs: dict[tuple[str, tuple[str, ...]], str] = {}
        self._known: dict[tuple[str, str, bool], str] = {}
        self._readings: dict[str, tuple[str, ...]] = {}
        groups = [letters for letters, sounds in self._table.items() if [*map(len, (letters, *sounds))] != [1, 1]]
        self.groups = _any_of(groups)

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        sound = self[point] = (self._table.get(letter) or unlisted(letter, self._table))[0]
        return sound

    def signed(self, text: str) -> str:
        """The joined words, letter for letter, with signs for the groups that are not one letter for one sound."""
        known = self._known

        def sign(found: re.Match[str]) -> str:
            start, end = found.span()
            key = found.group(), text[end : end + 1], not start or text[start - 1] == _END
            return known.get(key) or self._enter(*key)

        return self.groups.sub(sign, text)

    def _enter(self, letters: str, following: str, first: bool) -> str:
        sounds = self._table[letters]
        if len(sounds) > 1:
            sounds = in_context(0 if first else 1, letters, following.strip(_END), sounds)
        sign = self._signs.get((letters, sounds))
        if sign is None:
            sign = self._signs[letters, sounds] = chr(_FIRST_SIGN + len(self._signs))
            self._readings[sign] = sounds
            self[ord(sign)] = sign if len(sounds) > 1 else sounds[0]
        other = _ONE_BY_ONE if any(len(sound) == len(letters) for sound in sounds) else _SILENT
        sign = self._known[letters, following, first] = other * (len(letters) - 1) + sign
        return sign

    def unsure(self, sounded: str) -> tuple[str, ...]:
        """The soundings of a word in which signs of more than one reading still stand."""
        signs = list(dict.fromkeys(_SIGN.findall(sounded)))
        if len(signs) == 1:
            return tuple([sounded.replace(signs[0], sound) for sound in self._readings[signs[0]][:MAX_SOUNDINGS]])
        found = []
        for choice in islice(product(*map(self._readings.__getitem__, signs)), MAX_SOUNDINGS):
            symbols = sounded
            for sign, sound in zip(signs, choice, strict=True):
                symbols = symbols.replace(sign, sound)
            found.append(symbols)
        return tuple(found)


@lru_cache(maxsize=len(TABLES))
def _notation(script: Script) -> _Notation:
    return _Notation(script)


def signed(words: Iterable[str], script: Script) -> list[str]:
    """Lower-case words of one of SCRIPTS with a sign for each group of letters that is not one letter for one sound.

    A signed word has as many signs as the word has letters, so that both may be cut at the same place.
    """
    return _notation(script).signed(_END.join(words)).split(_END)


def parts_a_group(beginning: str) -> bool:
    """Whether a signed word was cut inside letters that may sound for themselves."""
    return beginning.endswith(_ONE_BY_ONE)


def all_sounded(words: Iterable[str], script: Script) -> list[tuple[str, ...]]:
    """The symbols of each sounding of signed words, or of their beginnings, as `phones.soundings` gives them."""
    notation = _notation(script)
    unsure = notation.unsure
    together = _END.join(words).translate(notation).split(_END)
    return [(said,) if said.isprintable() else unsure(said) for said in together]  # signs are not printable


def symbols_of(words: Sequence[str], script: Script) -> list[tuple[str, ...]]:
    """The symbols of each sounding of lower-case words of any script."""
    if script in SCRIPTS and len(words) >= ENOUGH:
        return all_sounded(signed(words, script), script)
    return [tuple(said.symbols for said in soundings(word, script)) for word in words]


def all_keys(symbols: Iterable[str]) -> list[str]:
    """`phones.coarse_key` of each; empty where there are no symbols."""
    joined = _END + _unfronted(_END.join(symbols))
    for vowel in _PLAIN_VOWELS:
        joined = joined.replace(_END + vowel, _END + "'")
    return joined[1:].translate(COARSE).split(_END)


def all_rhythms(symbols: Iterable[str]) -> list[str]:
    """A sign for each symbol, alike for all consonants: words of one rhythm have them in the same places."""
    return _END.join(symbols).translate(_RHYTHM).split(_END)


def all_squeezed(symbols: Iterable[str]) -> list[str]:
    """`phones.squeeze` of each."""
    return collapsed(_unfronted(_END.join(symbols)).translate(SQUEEZE)).split(_END)


def _unfronted(joined: str) -> str:
    """Plain vowels for fronted ones, which keys and squeezed strings do not tell apart: ASCII is translated in C."""
    for fronted, vowel in _FRONTED:
        joined = joined.replace(fronted, vowel)
    return joined


def all_collapsed(symbols: Iterable[str]) -> list[str]:
    """`phones.collapsed` of each."""
    return collapsed(_END.join(symbols)).split(_END)
