"""The forms of a register by what they sound like, as the words of one script meet them.

Two questions are answered quickly here: which words of a text may be near to any form at all, and which forms a word
may still be after its first sounds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, repeat

from fieldnotes.redaction.distance import UNRELATED, distance
from fieldnotes.redaction.manywords import (
    VOWEL,
    all_collapsed,
    all_keys,
    all_rhythms,
    all_sounded,
    parts_a_group,
    symbols_of,
)
from fieldnotes.redaction.names import Form, Part
from fieldnotes.redaction.phones import shape
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.spellings import spellings_abroad, spellings_at_home
from fieldnotes.redaction.suffixes import LONGEST, Family, legal_tails

MOST_KEPT = 400_000
_RESPELLED = 5
_TAIL_SOUNDS = 7
_FAINT_CONSONANTS = 3
_FAINT_SOUNDS = 5
_FAINT_ENDINGS = frozenset({Family.NONE, Family.RUSSIAN, Family.GEORGIAN, Family.TURKIC})


def all_forms(entered: Sequence[tuple[Part, bool]], *, abroad: bool) -> list[tuple[str, Form]]:
    """(coarse key, form) of every form of parts, given with whether they are persons'; `names.forms_of` for many."""
    spellings = spellings_abroad if abroad else spellings_at_home
    spelled = [(part, *one) for part, person in entered for one in spellings(part.text, part.script, person=person)]
    said: list[tuple[str, ...]] = [()] * len(spelled)
    for script in {one[2] for one in spelled}:
        places = [place for place, one in enumerate(spelled) if one[2] is script]
        for place, symbols in zip(places, symbols_of([spelled[place][1] for place in places], script), strict=True):
            said[place] = symbols
    spoken = all_collapsed(chain.from_iterable(said))
    keyed = zip(spoken, all_keys(spoken), strict=False)
    found: dict[tuple[int, str, frozenset[Family] | None, bool], tuple[str, Form]] = {}
    for (part, _, _, tails, cost, elsewhere, gender), readings in zip(spelled, said, strict=True):
        number, script = part.number, part.script
        for one, key in islice(keyed, len(readings)):
            mark = (number, one, tails, elsewhere)
            if one and mark not in found:
                found[mark] = key, Form(number, one, script, tails, cost, elsewhere, gender)
    return list(found.values())


Layer = dict[str, list[Form]]
"""Forms by coarse key."""


def layer_of(forms: Iterable[tuple[str, Form]]) -> Layer:
    """The forms, given with their keys, by key."""
    found: defaultdict[str, list[Form]] = defaultdict(list)
    for key, form in forms:
        found[key].append(form)
    return dict(found)


def respelled_layer(layer: Layer) -> Layer:
    """The long ones of forms abroad: what a language makes of foreign names that writes them as they sound."""
    return {
        key: long for key, forms in layer.items() if (long := [one for one in forms if len(one.symbols) >= _RESPELLED])
    }


class Readers:
    """The forms that the words of one script are compared with, by coarse key: those of some layers together."""

    __slots__ = ("_alive", "_near", "_ordered", "_sizes", "buckets", "script")

    def __init__(self, script: Script, layers: Iterable[Layer]) -> None:
        self.script = script
        self.buckets: Layer = {}
        for layer in layers:
            shared = self.buckets.keys() & layer.keys()
            self.buckets = self.buckets | layer | {key: self.buckets[key] + layer[key] for key in shared}
        self._ordered: list[str] | None = None
        self._sizes: dict[str, tuple[int, ...]] = {}
        self._alive: dict[str, list[Form]] = {}
        self._near: dict[str, bool] = {}

    def near(self, words: Sequence[str], signs: Sequence[str], said: Sequence[tuple[str, ...]]) -> list[str]:
        """Those of the plain words of the script that some form is near to, the fitness of their endings aside.

        It is what `match` finds out, asked the other way round: few beginnings of a word have a legal tail after them,
        and what a beginning sounds like is told once for all words that share it. The words are given with their signs
        and sounds, as `manywords` has them.
        """
        known, tails = self._near, _tails_of(self.script)
        if len(known) > MOST_KEPT:
            known.clear()
        possible = list(self._possible(words, signs, said))
        tails.enter({word[end:] for word, _, ends in possible for end in ends})
        stems = [[sign[:end] for end in ends if tails[word[end:]]] + [sign] for word, sign, ends in possible]
        if fresh := set(chain.from_iterable(stems)).difference(known):
            self._enter_near(list(fresh))
        return [one[0] for one, some in zip(possible, stems, strict=True) if any(map(known.__getitem__, some))]

    def _possible(
        self, words: Sequence[str], signs: Sequence[str], said: Sequence[tuple[str, ...]]
    ) -> Iterator[tuple[str, str, Sequence[int]]]:
        """The words and signs of which some beginning has the key of a form, and where their stems may end."""
        spoken = all_collapsed(chain.from_iterable(said))
        sized = zip(spoken, all_rhythms(spoken), map(self.sizes, all_keys(spoken)), strict=True)
        for word, sign, readings in zip(words, signs, said, strict=True):
            one, rhythm, sizes = next(sized)
            if len(readings) == 1 and word == sign and one == readings[0]:
                if sizes:
                    yield word, sign, _ends(rhythm, sizes)
            elif any([sizes, *[others for _, _, others in islice(sized, len(readings) - 1)]]):
                yield word, sign, range(max(2, len(word) - LONGEST), len(word))

    def _enter_near(self, stems: list[str]) -> None:
        """Enter into what is known whether some form sounds near to each of these signed stems."""
        said = all_sounded(stems, self.script)
        symbols = all_collapsed(chain.from_iterable(said))
        owners = chain.from_iterable(map(repeat, stems, map(len, said)))
        forms = map(self.buckets.get, all_keys(symbols))
        self._near |= zip(stems, map(parts_a_group, stems), strict=True)
        for stem, one, some in zip(owners, symbols, forms, strict=True):
            if some and self._sounds_near(one, some):
                self._near[stem] = True

    def _sounds_near(self, symbols: str, forms: list[Form]) -> bool:
        side = shape(symbols)
        for form in forms:
            if form.script is Script.ARABIC:
                return True
            foreign = form.abroad or form.script is not self.script
            limit = max(weak_limit(len(form.symbols), foreign=foreign, arabic=False), faint_limit(form, Family.NONE))
            if distance(side, shape(form.symbols), limit=limit) < UNRELATED:
                return True
        return False

    def sizes(self, key: str) -> tuple[int, ...]:
        """The sizes of the beginnings of `key` that are keys of forms: only there a stem with an ending may end."""
        known = self._sizes.get(key)
        if known is None:
            size = len(key)
            known = self.sizes(key[:-1]) if size > 1 else ()
            if known and known[0] < size - _TAIL_SOUNDS:
                known = known[1:]
            if key in self.buckets:
                known = (*known, size)
            if len(self._sizes) < MOST_KEPT:
                self._sizes[key] = known
        return known

    def alive(self, beginning: str, key: str) -> list[Form]:
        """The forms of a key that a stem may be whose sounds are `beginning`, up to its last consonant, and vowels."""
        known = self._alive.get(beginning)
        if known is None:
            known = [form for form in self.buckets[key] if self._may_be(beginning, form)]
            if len(self._alive) < MOST_KEPT:
                self._alive[beginning] = known
        return known

    def _may_be(self, beginning: str, form: Form) -> bool:
        if form.script is Script.ARABIC:
            return True
        foreign = form.abroad or form.script is not self.script
        limit = max(weak_limit(len(form.symbols), foreign=foreign, arabic=False), faint_limit(form, Family.NONE))
        sides = [(consonants, groups[:-1]) for consonants, groups in map(shape, (beginning, form.symbols))]
        return distance(sides[0], sides[1], limit=limit) < UNRELATED

    def may_begin(self, key: str) -> bool:
        """Whether `key` is the beginning of a form's key, or a form's key with something after it."""
        if self._begins_one(key) or self._begins_one(key[:-1]):  # the break may part two letters of one sound
            return True
        return any(key[:size] in self.buckets for size in range(2, len(key)))

    def _begins_one(self, beginning: str) -> bool:
        if self._ordered is None:
            self._ordered = sorted(self.buckets)
        at = bisect_left(self._ordered, beginning)
        return at < len(self._ordered) and self._ordered[at].startswith(beginning)


class _Tails(dict[str, bool]):
    """Whether a tail is legal after some stem in a script."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self._script = script

    def enter(self, tails: set[str]) -> None:
        """Learn of some tails."""
        if len(self) >= MOST_KEPT:
            self.clear()
        if fresh := tails.difference(self):
            self.update(dict.fromkeys(fresh, False))
            self.update(dict.fromkeys(legal_tails(fresh, self._script), True))


@lru_cache(maxsize=50_000)
def _ends(rhythm: str, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Where the stems of a word end whose keys have these sizes, in a word with one symbol for each letter."""
    heard = [0, *[end for end, sign in enumerate(rhythm, 1) if sign != VOWEL], len(rhythm) + 1]
    marked = rhythm[0] == VOWEL
    least, past = max(2, len(rhythm) - LONGEST), len(rhythm)
    return tuple(
        end for size in sizes for end in range(max(least, heard[size - marked], 1), min(heard[size - marked + 1], past))
    )


@lru_cache(maxsize=len(Script))
def _tails_of(script: Script) -> _Tails:
    return _Tails(script)


def weak_limit(length: int, *, foreign: bool, arabic: bool) -> float:
    """The largest distance at which a word is still worth a look."""
    if arabic:
        return 0.25 if length <= 5 else 0.45
    if length <= 4:
        return 0.12 if foreign else 0.06
    return 0.22 if length <= 6 else 0.35 if length <= 8 else 0.55


def faint_limit(form: Form, family: Family) -> float:
    """The distance within which a word with the same consonants is kept for a person to look at."""
    if (
        len(shape(form.symbols)[0]) < _FAINT_CONSONANTS
        or len(form.symbols) < _FAINT_SOUNDS
        or family not in _FAINT_ENDINGS
    ):
        return 0.0
    return 0.14 * len(form.symbols)
