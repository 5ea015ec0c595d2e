"""Compares a word of text with the forms of all registered parts: coarse key, few candidates, weighted distance."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from fieldnotes.redaction.distance import UNRELATED, distance
from fieldnotes.redaction.names import Form, Part
from fieldnotes.redaction.phones import Sounding, classes_of, coarse_key, collapsed, shape, soundings
from fieldnotes.redaction.readers import (
    MOST_KEPT,
    Layer,
    Readers,
    all_forms,
    faint_limit,
    layer_of,
    respelled_layer,
    weak_limit,
)
from fieldnotes.redaction.readings import Match, Strength
from fieldnotes.redaction.scripts import PHONETIC, Script, honest_spellings
from fieldnotes.redaction.suffixes import LONGEST, Cut, Family, cuts, fitting_cuts, legal_tail
from fieldnotes.redaction.view import lowered

_OTHER_BEGINNING = 0.08
"""Within an alphabet that is written as it sounds another first letter makes another name: Елена, Алёна."""
_SAME_BEGINNING = frozenset(
    one + other
    for letters in (
        "еёэ",
        "гхһғ",
        "йиы",
        "ҹдж",
        "кҝгқ",
        "уүю",
        "оөё",
        "аә",
        "јйеяю",
        "თტ",
        "ფპ",
        "ქკყ",
        "ცწძ",
        "ჩჭჯ",
        "ხჰღ",
    )
    for one in letters
    for other in letters
)


class Forms:
    """The forms of the parts, worked out for a script when its first word comes."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._entered: list[tuple[Part, bool]] = []
        self._home: Layer = {}
        self._readers: dict[tuple[Script, bool], Readers] = {}
        self._abroad: dict[Script, Layer] = {}
        self._may_begin: dict[str, bool] = {}

    def add(self, part: Part, *, person: bool) -> None:
        """Enter a part."""
        self._entered.append((part, person))

    def finish(self) -> None:
        """Work out the forms for text of any script, when all parts are entered."""
        self._home = layer_of(all_forms(self._entered, abroad=False))

    def _readers_of(self, script: Script, *, respelled: bool) -> Readers:
        """What words of a script are compared with.

        Forms for text in another script only are left out for words of their own, but for long ones when the text is
        in a language that writes foreign names as they sound.
        """
        found = self._readers.get((script, respelled))
        if found is None:
            abroad = {
                one: self._forms_abroad(one)
                for one in sorted({part.script for part, _ in self._entered})
                if one is not script or respelled
            }
            if script in abroad:
                abroad[script] = respelled_layer(abroad[script])
            found = self._readers[script, respelled] = Readers(script, (self._home, *abroad.values()))
        return found

    def _forms_abroad(self, script: Script) -> Layer:
        """What other scripts write for the parts of a script."""
        known = self._abroad.get(script)
        if known is None:
            entered = [entry for entry in self._entered if entry[0].script is script]
            known = self._abroad[script] = layer_of(all_forms(entered, abroad=True))
        return known

    def near(
        self,
        words: Sequence[str],
        signs: Sequence[str],
        said: Sequence[tuple[str, ...]],
        script: Script,
        *,
        respelled: bool,
    ) -> list[str]:
        """Those of the plain lower-case words of a script other than Arabic that `match` may match with a part.

        The words are given with their signs and sounds, as `manywords` has them.
        """
        return self._readers_of(script, respelled=respelled).near(words, signs, said)

    def match(
        self,
        word: str,
        script: Script,
        said: tuple[Sounding, ...],
        best: dict[int, Match],
        *,
        disguised: bool,
        respelled: bool = False,
    ) -> None:
        """Add to `best` the best match of a word in its soundings with each part."""
        if script is Script.ARABIC:
            self._match_arabic(word, said, best, disguised=disguised)
            return
        readers = self._readers_of(script, respelled=respelled)
        stems = []
        for sounding in said:
            symbols = collapsed(sounding.symbols)
            key = coarse_key(symbols)
            sizes = readers.sizes(key)
            if sizes and symbols:  # ъ alone is silent
                stem = _Stem(sounding, symbols, key, sizes)
                stems.append(stem)
                if sizes[-1] == len(key) and (forms := readers.alive(stem.beginning(len(key)), key)):
                    whole = Cut(0, len(word), Family.NONE, 0.0)
                    self._compare(word, script, whole, symbols, forms, best, disguised)
        for stem in stems:
            for size in reversed(stem.sizes):
                forms = readers.alive(stem.beginning(size), stem.key[:size])
                for end in stem.ends_at(size) if forms else ():
                    families = legal_tail(word, end, script)
                    for cut in fitting_cuts(word, end, script, families) if families else ():
                        self._compare(word, script, cut, stem.before(end), forms, best, disguised)

    def _match_arabic(self, word: str, said: tuple[Sounding, ...], best: dict[int, Match], *, disguised: bool) -> None:
        """A proclitic may go before the stem, so its sounds are cut out of the middle of the word."""
        buckets = self._readers_of(Script.ARABIC, respelled=False).buckets
        ends = [sounding.ends() for sounding in said]
        for cut in cuts(word, Script.ARABIC):
            for sounding, places in zip(said, ends, strict=True):
                symbols = sounding.symbols
                if cut.start or cut.end < len(word):
                    symbols = symbols[bisect_right(places, cut.start) : bisect_right(places, cut.end)]
                for stem in {collapsed(symbols), symbols}:  # a letter written twice may have a vowel between
                    bucket = buckets.get(coarse_key(stem))
                    if bucket:
                        self._compare(word, Script.ARABIC, cut, stem, bucket, best, disguised)

    def _compare(
        self,
        word: str,
        script: Script,
        cut: Cut,
        stem: str,
        forms: Iterable[Form],
        best: dict[int, Match],
        disguised: bool,
    ) -> None:
        side = shape(stem)
        for form in forms:
            if form.tails is not None and cut.family not in form.tails:
                continue
            foreign = form.abroad or script is not form.script
            arabic = foreign and Script.ARABIC in (script, form.script)
            limit = weak_limit(len(form.symbols), foreign=foreign, arabic=arabic)
            faint = faint_limit(form, cut.family)
            known = shape(form.symbols)
            first, second = (known, side) if form.script is Script.ARABIC else (side, known)
            apart = distance(first, second, limit=max(limit, faint), arabic=arabic)
            if apart >= UNRELATED:
                continue
            cost = apart + form.cost + cut.cost
            if (
                not foreign
                and script in PHONETIC
                and _begins_otherwise(word[cut.start], self._parts[form.part].text[0])
            ):
                cost += _OTHER_BEGINNING
            if cost > max(limit, faint):
                continue
            strong = cost <= _strong_limit(form, arabic=arabic)
            weak = Strength.WEAK if cost <= limit else Strength.FAINT
            part = self._parts[form.part]
            if cut.end < len(word) and _doubled(word, cut.end) and not _doubled(part.text, len(part.text)):
                continue  # Turallı is Tural and -lı, not Turall and -ı
            found = Match(
                form.part,
                Strength.STRONG if strong else weak,
                cost,
                len(form.symbols),
                cut.start,
                cut.end,
                cut.family,
                word[cut.end :],
                disguised,
                foreign,
                word[cut.start : cut.end] == part.text,
                other_gender=form.other_gender,
            )
            earlier = best.get(form.part)
            if earlier is None or _rank(found) < _rank(earlier):
                best[form.part] = found

    def may_begin(self, raw: str) -> bool:
        """Whether a word may be the beginning of a part, or a part with the beginning of an ending."""
        known = self._may_begin.get(raw)
        if known is None:
            if len(self._may_begin) >= MOST_KEPT:
                self._may_begin.clear()
            known = self._may_begin[raw] = self._begins(raw)
        return known

    def _begins(self, raw: str) -> bool:
        lower = lowered(raw)
        spelled, script, _ = honest_spellings(raw, lower)[0]
        readers = self._readers_of(script, respelled=False)
        return any(
            readers.may_begin(coarse_key(collapsed(sounding.symbols))) for sounding in soundings(spelled, script)
        )


class _Stem:
    """A word in one of its soundings, with its key and the sizes at which the key may be a form's.

    `symbols` are the word's with doubled ones written once.
    """

    __slots__ = ("_ends", "_heard", "_length", "key", "sizes", "symbols")

    def __init__(self, sounding: Sounding, symbols: str, key: str, sizes: tuple[int, ...]) -> None:
        self.symbols = symbols
        self.key = key
        self.sizes = sizes
        self._heard = [place for place, sign in enumerate(classes_of(symbols)) if sign != "."]
        self._ends = sounding.ends()
        self._length = self._ends[-1]
        if len(symbols) != len(sounding.symbols):
            spoken = sounding.symbols
            self._ends = [self._ends[at] for at in range(len(spoken)) if not at or spoken[at] != spoken[at - 1]]

    def _count(self, size: int) -> int:
        """How many consonants a key of `size` holds: a vowel at the beginning is marked."""
        return size - 1 if self.key[0] == "'" else size

    def beginning(self, size: int) -> str:
        """The symbols up to the last consonant of the first `size` signs of the key."""
        count = self._count(size)
        return self.symbols[: self._heard[count - 1] + 1] if count else ""

    def ends_at(self, size: int) -> range:
        """The offsets in the word, its end excepted, before which the key has `size` signs; the last comes first."""
        ends, count = self._ends, self._count(size)
        length = self._length
        first = self._heard[count - 1] if count else 0
        past = self._heard[count] if count < len(self._heard) else len(ends)
        last = min(ends[past] - 1 if past < len(ends) else length - 1, length - 1)
        return range(last, max(ends[first], 2, length - LONGEST) - 1, -1)

    def before(self, end: int) -> str:
        """The symbols of the letters before offset `end`."""
        return self.symbols[: bisect_right(self._ends, end)]


def _doubled(word: str, end: int) -> bool:
    return end > 1 and word[end - 1] == word[end - 2]


def _begins_otherwise(letter: str, meant: str) -> bool:
    return letter != meant and letter + meant not in _SAME_BEGINNING


def _strong_limit(form: Form, *, arabic: bool) -> float:
    if arabic:
        return 0.30 if len(shape(form.symbols)[0]) >= 4 else 0.13
    return 0.05 if len(form.symbols) <= 4 else 0.10


_FAMILY_RANK = {Family.DERIVED: 2, Family.ROMANISED: 1, Family.ARABIC: 1}


def _rank(match: Match) -> tuple[int, bool, int, float, int]:
    return (
        -match.strength,
        match.other_gender,
        _FAMILY_RANK.get(match.family, 0),
        round(match.cost, 2),
        len(match.tail),
    )
