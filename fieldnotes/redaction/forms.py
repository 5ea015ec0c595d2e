"""Compares a word of text with the forms of all registered parts: coarse key, few candidates, weighted distance."""

from __future__ import annotations

from bisect import bisect_right

from fieldnotes.redaction.distance import UNRELATED, distance
from fieldnotes.redaction.names import Form, Part, forms_of
from fieldnotes.redaction.phones import Sounding, Stems, coarse_key, collapsed, shape, soundings
from fieldnotes.redaction.readings import Match, Strength
from fieldnotes.redaction.scripts import PHONETIC, Script, honest_spellings
from fieldnotes.redaction.suffixes import Cut, Family, cuts, fitting_cuts, legal_tail
from fieldnotes.redaction.view import lowered

_MOST_KEPT = 400_000
_RESPELLED = 5
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
_TAIL_SOUNDS = 7
_FAINT_CONSONANTS = 3
_FAINT_SOUNDS = 5
_FAINT_ENDINGS = frozenset({Family.NONE, Family.RUSSIAN, Family.GEORGIAN, Family.TURKIC})


class Forms:
    """The forms of the parts by coarse key."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = parts
        self._buckets: dict[str, list[Form]] = {}
        self._beginnings: set[str] = set()
        self._may_begin: dict[str, bool] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}

    def add(self, part: Part, *, person: bool) -> None:
        """Enter every form of a part."""
        for key, form in forms_of(part, person=person):
            self._buckets.setdefault(key, []).append(form)

    def freeze(self) -> None:
        """Prepare `may_begin` when all parts are entered."""
        self._beginnings = {key[:size] for key in self._buckets for size in range(len(key) + 1)}

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
        stems = [Stems(sounding) for sounding in said]
        for one in stems:
            bucket = self._buckets.get(one.key)
            if bucket:
                whole = Cut(0, len(word), Family.NONE, 0.0)
                self._compare(word, script, whole, one.symbols, bucket, best, disguised, respelled)
        for one in stems:
            sizes = self._beginnings_of(one.key)
            for end in one.ends_at(sizes) if sizes else ():
                families = legal_tail(word, end, script)
                if families:
                    stem, key = one.before(end)
                    bucket = self._buckets.get(key)
                    for cut in fitting_cuts(word, end, script, families) if bucket else ():
                        self._compare(word, script, cut, stem, bucket or [], best, disguised, respelled)

    def _beginnings_of(self, key: str) -> tuple[int, ...]:
        """The sizes of the beginnings of `key` that are keys of forms: only there a stem with an ending may end."""
        known = self._sizes.get(key)
        if known is None:
            buckets = self._buckets
            sizes = range(max(1, len(key) - _TAIL_SOUNDS), len(key) + 1)
            known = tuple([size for size in sizes if key[:size] in buckets])
            if len(self._sizes) < _MOST_KEPT:
                self._sizes[key] = known
        return known

    def _match_arabic(self, word: str, said: tuple[Sounding, ...], best: dict[int, Match], *, disguised: bool) -> None:
        """A proclitic may go before the stem, so its sounds are cut out of the middle of the word."""
        ends = [sounding.ends() for sounding in said]
        for cut in cuts(word, Script.ARABIC):
            for sounding, places in zip(said, ends, strict=True):
                symbols = sounding.symbols
                if cut.start or cut.end < len(word):
                    symbols = symbols[bisect_right(places, cut.start) : bisect_right(places, cut.end)]
                for stem in {collapsed(symbols), symbols}:  # a letter written twice may have a vowel between
                    bucket = self._buckets.get(coarse_key(stem))
                    if bucket:
                        self._compare(word, Script.ARABIC, cut, stem, bucket, best, disguised)

    def _compare(
        self,
        word: str,
        script: Script,
        cut: Cut,
        stem: str,
        bucket: list[Form],
        best: dict[int, Match],
        disguised: bool,
        respelled: bool = False,
    ) -> None:
        side = shape(stem)
        for form in bucket:
            if form.tails is not None and cut.family not in form.tails:
                continue
            foreign = script is not form.script
            if form.abroad and not foreign:
                if not respelled or len(form.symbols) < _RESPELLED:
                    continue
                foreign = True
            arabic = foreign and Script.ARABIC in (script, form.script)
            limit = _weak_limit(len(form.symbols), foreign=foreign, arabic=arabic)
            faint = _faint_limit(form, cut)
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


def _doubled(word: str, end: int) -> bool:
    return end > 1 and word[end - 1] == word[end - 2]


def _begins_otherwise(letter: str, meant: str) -> bool:
    return letter != meant and letter + meant not in _SAME_BEGINNING


def _faint_limit(form: Form, cut: Cut) -> float:
    """The distance within which a word with the same consonants is kept for a person to look at."""
    if (
        len(shape(form.symbols)[0]) < _FAINT_CONSONANTS
        or len(form.symbols) < _FAINT_SOUNDS
        or cut.family not in _FAINT_ENDINGS
    ):
        return 0.0
    return 0.14 * len(form.symbols)


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
