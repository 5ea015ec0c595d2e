"""Compares a word of text with the forms of all registered parts: coarse key, few candidates, weighted distance."""

from __future__ import annotations

from bisect import bisect_right

from fieldnotes.redaction.distance import UNRELATED, distance
from fieldnotes.redaction.names import Form, Part, forms_of
from fieldnotes.redaction.phones import Sounding, Stems, coarse_key, collapsed, consonants, soundings, vowel_groups
from fieldnotes.redaction.readings import Match, Strength
from fieldnotes.redaction.scripts import Script, honest_spellings
from fieldnotes.redaction.suffixes import Cut, Family, cuts, fitting_cuts, tails
from fieldnotes.redaction.view import lowered

_MOST_KEPT = 400_000


class Forms:
    """The forms of the parts by coarse key."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._buckets: dict[str, list[Form]] = {}
        self._beginnings: set[str] = set()
        self._may_begin: dict[str, bool] = {}

    def add(self, part: Part, *, person: bool) -> None:
        """Enter every form of a part."""
        for key, form in forms_of(part, person=person):
            self._buckets.setdefault(key, []).append(form)

    def freeze(self) -> None:
        """Prepare `may_begin` when all parts are entered."""
        self._beginnings = {key[:size] for key in self._buckets for size in range(len(key) + 1)}

    def match(
        self, word: str, script: Script, said: tuple[Sounding, ...], best: dict[int, Match], *, disguised: bool
    ) -> None:
        """Add to `best` the best match of a word in its soundings with each part."""
        if script is Script.ARABIC:
            self._match_arabic(word, said, best, disguised=disguised)
            return
        stems = [Stems(sounding) for sounding in said]
        for one in stems:
            bucket = self._buckets.get(one.key)
            if bucket:
                whole = Cut(0, len(word), Family.NONE, 0.0)
                self._compare(word, script, whole, one.symbols, bucket, best, disguised=disguised)
        for end, families in tails(word, script):
            fitting: list[Cut] | None = None
            for one in stems:
                stem, key = one.before(end)
                bucket = self._buckets.get(key)
                if bucket is None:
                    continue
                if fitting is None:
                    fitting = fitting_cuts(word, end, script, families)
                for cut in fitting:
                    self._compare(word, script, cut, stem, bucket, best, disguised=disguised)

    def _match_arabic(self, word: str, said: tuple[Sounding, ...], best: dict[int, Match], *, disguised: bool) -> None:
        """A proclitic may go before the stem, so its sounds are cut out of the middle of the word."""
        ends = [sounding.ends() for sounding in said]
        for cut in cuts(word, Script.ARABIC):
            for sounding, places in zip(said, ends, strict=True):
                symbols = sounding.symbols
                if cut.start or cut.end < len(word):
                    symbols = symbols[bisect_right(places, cut.start) : bisect_right(places, cut.end)]
                stem = collapsed(symbols)
                bucket = self._buckets.get(coarse_key(stem))
                if bucket:
                    self._compare(word, Script.ARABIC, cut, stem, bucket, best, disguised=disguised)

    def _compare(
        self,
        word: str,
        script: Script,
        cut: Cut,
        stem: str,
        bucket: list[Form],
        best: dict[int, Match],
        *,
        disguised: bool,
    ) -> None:
        side = (consonants(stem), vowel_groups(stem))
        for form in bucket:
            if form.tails is not None and cut.family not in form.tails:
                continue
            foreign = script is not form.script
            if form.abroad and not foreign:
                continue
            arabic = foreign and Script.ARABIC in (script, form.script)
            limit = _weak_limit(form.length, foreign=foreign, arabic=arabic)
            known = (form.consonants, form.groups)
            first, second = (known, side) if form.script is Script.ARABIC else (side, known)
            apart = distance(first, second, limit=limit, arabic=arabic)
            if apart >= UNRELATED:
                continue
            cost = apart + form.cost + cut.cost
            if cost > limit:
                continue
            strong = cost <= _strong_limit(form, arabic=arabic)
            part = self._parts[form.part]
            found = Match(
                form.part,
                Strength.STRONG if strong else Strength.WEAK,
                cost,
                form.length,
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
            if len(self._may_begin) >= _MOST_KEPT:
                self._may_begin.clear()
            known = self._may_begin[raw] = self._begins(raw)
        return known

    def _begins(self, raw: str) -> bool:
        lower = lowered(raw)
        spelled, script, _ = honest_spellings(raw, lower)[0]
        for sounding in soundings(spelled, script):
            key = coarse_key(collapsed(sounding.symbols))
            if key in self._beginnings or any(key[:size] in self._buckets for size in range(2, len(key))):
                return True
        return False


def _weak_limit(length: int, *, foreign: bool, arabic: bool) -> float:
    """The largest distance at which a word is still worth a look."""
    if arabic:
        return 0.25 if length <= 5 else 0.45
    if length <= 4:
        return 0.12 if foreign else 0.06
    return 0.22 if length <= 6 else 0.35 if length <= 8 else 0.55


def _strong_limit(form: Form, *, arabic: bool) -> float:
    if arabic:
        return 0.30 if len(form.consonants) >= 4 else 0.13
    return 0.05 if form.length <= 4 else 0.10


_FAMILY_RANK = {Family.DERIVED: 2, Family.ROMANISED: 1, Family.ARABIC: 1}


def _rank(match: Match) -> tuple[int, bool, int, float, int]:
    return (
        -match.strength,
        match.other_gender,
        _FAMILY_RANK.get(match.family, 0),
        round(match.cost, 2),
        len(match.tail),
    )
