"""How alike two single words of names are: the same letters, the same sounds, a typing error or a case ending apart."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.redaction.distance import UNRELATED, distance, slips
from fieldnotes.redaction.homographs import given_names, like_surname, plain
from fieldnotes.redaction.names import Form, Part, forms_of
from fieldnotes.redaction.phones import coarse_key, collapsed, shape, soundings
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.suffixes import Family, cuts

Spelled = tuple[str, Script]
"""A lower-case word and its script."""

_STRONG, _STRONG_SHORT, _STRONG_ARABIC, _WEAK = 0.10, 0.05, 0.13, 0.22
_SHORT = 4
_SLIP_LETTERS, _SURE_SLIP_LETTERS = 5, 6
_SHORTEST_STEM = 4
_DOUBTFUL_TAIL = 2
"""Letters: Daniel and Danielle, but Xədicə and Xədicənin."""
_INFLECTING = frozenset({Family.TURKIC, Family.RUSSIAN, Family.ROMANISED, Family.GEORGIAN, Family.GEORGIAN_OF})
_INFLECTING_ARABIC = frozenset({Family.PERSIAN, Family.ARABIC, Family.NONE})


class Kind(StrEnum):
    """What makes two words alike."""

    SAME = "same"
    SOUND = "sound"
    SCRIPT = "script"
    SLIP = "slip"
    ENDING = "ending"
    GENDER = "gender"
    NEAR = "near"
    NONE = "none"


class Alike(NamedTuple):
    """`quality` is 1 for the same word and 0 for another one."""

    quality: float
    kind: Kind


_OTHER = Alike(0.0, Kind.NONE)


def compare(first: Spelled, second: Spelled) -> Alike:
    """Compare two lower-case words with their scripts, in either order."""
    if second < first:
        first, second = second, first
    return _compared(first, second)


@lru_cache(maxsize=50_000)
def _compared(first: Spelled, second: Spelled) -> Alike:
    if plain(first[0]) == plain(second[0]):
        return Alike(1.0, Kind.SAME)
    if len(first[0]) < 2 or len(second[0]) < 2:
        return _OTHER
    found = max(_sounding(first, second), _slipped(first, second))
    return max(found, _inflected(first, second), _inflected(second, first)) if found.quality < 0.9 else found


def same_beginning(one: Spelled, other: Spelled) -> bool:
    """Whether two words begin with the same letter or, in different scripts, may begin with the same sound."""
    if plain(one[0])[:1] == plain(other[0])[:1]:
        return True
    heads = [{said.symbols[:1] for said in soundings(text, script)} for text, script in (one, other)]
    return any(left == right or {left, right} in _HEADS for left in heads[0] for right in heads[1])


_HEADS = ({"ä", "a"}, {"ä", "e"}, {"i", "y"}, {"G", "g"}, {"x", "k"}, {"x", "h"}, {"q", "g"}, {"q", "k"}, {"w", "v"})


def _sounding(first: Spelled, second: Spelled) -> Alike:
    """By sound: what another alphabet or habit of spelling writes for the same name."""
    foreign = first[1] is not second[1]
    best, gender, length = UNRELATED, False, 0
    for known, said in ((first, second), (second, first)):
        for apart, form in _distances(known, said):
            if apart < best:
                best, gender, length = apart, form.other_gender, len(form.symbols)
    arabic = foreign and Script.ARABIC in (first[1], second[1])
    strong = _STRONG_ARABIC if arabic else _STRONG_SHORT if length <= _SHORT else _STRONG
    if best <= strong:
        if gender:
            surnames = like_surname(first[0]) and like_surname(second[0])
            return Alike(0.9 if surnames else 0.3, Kind.GENDER)
        if first[1] is second[1] is Script.ARABIC:
            return Alike(0.45, Kind.NEAR)  # a long vowel makes another name: عمر and عامر
        return Alike(0.95, Kind.SCRIPT if foreign else Kind.SOUND)
    if best <= _WEAK and length > _SHORT and not _both_given(first, second):
        return Alike(0.7, Kind.SCRIPT) if foreign and not arabic else Alike(0.45, Kind.NEAR)
    return _OTHER


def _distances(known: Spelled, said: Spelled) -> list[tuple[float, Form]]:
    """How far the word `said` lies from each form of `known` that it may be."""
    text, script = said
    spoken = []
    for sounding in soundings(text, script):
        symbols = collapsed(sounding.symbols)
        spoken.append((coarse_key(symbols), shape(symbols)))
    foreign = script is not known[1]
    arabic = foreign and Script.ARABIC in (script, known[1])
    found = []
    for key, form in _forms(known):
        if form.tails is not None or (form.abroad and not foreign):
            continue
        other = shape(form.symbols)
        for heard, side in spoken:
            if heard == key:
                pair = (other, side) if form.script is Script.ARABIC else (side, other)
                found.append((distance(*pair, limit=_WEAK, arabic=arabic) + form.cost, form))
    return found


@lru_cache(maxsize=20_000)
def _forms(word: Spelled) -> tuple[tuple[str, Form], ...]:
    return tuple(forms_of(Part(0, *word), person=True))


def _slipped(first: Spelled, second: Spelled) -> Alike:
    """One typing error; two names that both exist are two names."""
    one, other = plain(first[0]), plain(second[0])
    shorter = min(len(one), len(other))
    if first[1] is not second[1] or shorter < _SLIP_LETTERS or _both_given(first, second):
        return _OTHER
    count, ordinary = slips(one, other, most=1)
    if count != 1:
        return _OTHER
    if _gender_ending(one, other):
        return Alike(0.3, Kind.GENDER)
    sure = shorter >= _SURE_SLIP_LETTERS
    return Alike((0.8 if sure else 0.55) if ordinary else 0.45, Kind.SLIP)


def _both_given(first: Spelled, second: Spelled) -> bool:
    return plain(first[0]) in given_names() and plain(second[0]) in given_names() and first[1] is second[1]


def _gender_ending(one: str, other: str) -> bool:
    """The longer is the shorter with a vowel: Kamil and Kamilə, Валентин and Валентина."""
    shorter, longer = sorted((one, other), key=len)
    return longer[:-1] == shorter and longer[-1] in _FEMININE


_FEMININE = "aəeаяәიე"


def _inflected(word: Spelled, known: Spelled) -> Alike:
    """`word` may be `known` with a case ending: Xədicənin. A lone vowel may as well be a woman's name."""
    text, script = word
    families = _INFLECTING_ARABIC if script is Script.ARABIC else _INFLECTING
    best = _OTHER
    for cut in cuts(text, script)[1:]:
        stem = text[cut.start : cut.end]
        if cut.family not in families or len(stem) < _SHORTEST_STEM or abs(len(stem) - len(known[0])) > 2:
            continue
        apart = 1.0 if plain(stem) == plain(known[0]) else _sounding((stem, script), known).quality
        if apart >= 0.9:
            tail = text[cut.end :]
            if cut.end < len(text) and tail in _FEMININE:
                best = max(best, Alike(0.3, Kind.GENDER))
            else:
                best = max(best, Alike(0.75 if len(tail) != _DOUBTFUL_TAIL else 0.5, Kind.ENDING))
    return best


class SoundAlike:
    """Words by sound and by letters, so that what may be alike is found without comparing all with all."""

    def __init__(self) -> None:
        self._by_sound: dict[str, set[Spelled]] = {}
        self._by_letters: dict[str, set[Spelled]] = {}
        self._known: dict[Spelled, frozenset[Spelled]] = {}

    def add(self, word: Spelled) -> None:
        """Enter a lower-case word with its script."""
        self._known.clear()
        for key in _all_keys(word):
            self._by_sound.setdefault(key, set()).add(word)
        for piece in _pieces(word[0]):
            self._by_letters.setdefault(piece, set()).add(word)

    def like(self, word: Spelled) -> frozenset[Spelled]:
        """The words entered that `compare` finds like `word`; kept, because names share their words."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._like(word)
        return known

    def _like(self, word: Spelled) -> frozenset[Spelled]:
        found = {one for key in _all_keys(word) for one in self._by_sound.get(key, ())}
        found |= {one for piece in _pieces(word[0]) for one in self._by_letters.get(piece, ())}
        return frozenset(one for one in found if compare(word, one).quality > 0)


def _all_keys(word: Spelled) -> frozenset[str]:
    """The coarse keys of a word with and without the endings it may have."""
    text, script = word
    stems = {text[cut.start : cut.end] for cut in cuts(text, script)}
    return _keys(word).union(*(_keys((stem, script)) for stem in stems if len(stem) >= _SHORTEST_STEM))


@lru_cache(maxsize=50_000)
def _keys(word: Spelled) -> frozenset[str]:
    """The coarse keys of what a word may sound like."""
    return frozenset(
        {key for key, form in _forms(word) if form.tails is None}
        | {coarse_key(collapsed(sounding.symbols)) for sounding in soundings(*word)}
    )


def _pieces(text: str) -> frozenset[str]:
    """A word without diacritics, and with any one letter left out."""
    text = plain(text)
    if len(text) < _SLIP_LETTERS:
        return frozenset({text})
    return frozenset({text, *(text[:index] + text[index + 1 :] for index in range(len(text)))})
