"""Classes of words in many languages: months, honorifics, countries, nationalities, court words and the like.

The lists under resources/suggestions are our own, months, countries and currencies excepted (Unicode CLDR). A line is
"language, class, words"; "stem:key" takes the endings which that language lists under "endings", "word~" may carry up
to six more letters. Spelling is compared as by `prose.plain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntFlag, auto
from functools import cache

from fieldnotes import resources
from fieldnotes.redaction.lexicon import read_list
from fieldnotes.redaction.prose import plain

LANGUAGES = ("es", "fr", "it", "pt", "de", "en", "nl", "pl", "az", "tr", "ru", "ka", "ar", "fa")
ANY = "any"
_FILES = ("suggestions/words.tsv", "suggestions/peoples.tsv", "suggestions/cldr.tsv")
_NOUNS = "suggestions/nouns.tsv"
_NOUN_ENDINGS = ("", "s", "n", "e", "es", "en", "er", "ern", "em", "in", "ens", "innen")
"""Case and number of the listed nouns, folded."""
_LEAST_PART, _LEAST_LAST = 3, 4
"""Letters of the first and of the last part of a word made of several."""
_LONGEST_TAIL = 6
_MOST_READ = 50_000
_TURKIC = re.compile(
    r"(?:l[ae]r)?(?:[iu]?m|[iu]?n|s?[iu]|[iu]?[mn][iu]z)?(?:n?[iu]n|[ny]?[iuae]|n?[dt][ae]n?|y?l[ae]|n?c[ae])?"
    r"(?:k[iu])?(?:l[iu]|s[iu]z)?(?:d[iu]r)?"
)
_TAILS = {
    "az": _TURKIC,
    "tr": _TURKIC,
    "ru": re.compile(
        r"(?:[аеиоуыюяйь]|[аоеыяюи][мйвх]|ами|ями|[оеыи]?го|ому|ему|[ыи]ми|[аоыиеьюу][яеюи]|[иь]е[мй]|ин[аеуы]?|иями?"
        r"|ск\w{2,3}|ц[аеуы]|ец|це[мв]|ок|к[аеуио]|кой)?"
    ),
    "en": re.compile(r"(?:e?s|ies)?"),
    "de": re.compile(r"(?:e[srnm]?|n|s|ern|in|innen|er[sn])?"),
    "nl": re.compile(r"(?:e[nrs]?|s|t|te|ers?|ster)?"),
    "pl": re.compile(
        r"(?:[aeiouy]|[aeiouy][mjh]|i?ami|i?ach|i?om|owi|owie?|ow[aeyi]|i?e?mu|i?ego|[yi]mi|i[aeuo]|iem|ie[jn]|ych|ich|o?s?ci?"
        r"|n?oscia?|[cs]z[aeyu]|k[aiou]|kiem|k[ao]m|kach|kami|ek|ce|cy|[kc]?zy|ni[aeuk]|nicy|n[aeiy]\w?|sk\w{1,3}|t?w[aeou]|iec|cz?[aeuy])?"
    ),
    "ka": re.compile(
        r"[აეოი]?(?:[ისოამცდე]|მა|ის|ით|ად|ში|ზე|თან|იდან|დან|თვის|ისთვის|მდე|ამდე|შია|ზეა|ებ\w{0,4}|ელ\w{0,3}|ურ\w?|ულ\w?)?"
    ),
    "": re.compile(r"\w{0,4}"),
}
"""What may follow a stem, folded."""
_POSSESSIVE = frozenset("mn")
_NO_TAIL = re.compile("")
_WORD = re.compile(r"[^\W_]+")


class Word(IntFlag):
    """What a listed word is. A word may be several things."""

    NUMBER = auto()
    MONTH = auto()
    MONTHSHORT = auto()
    WEEKDAY = auto()
    UNIT = auto()
    CURRENCY = auto()
    HONORIFIC = auto()
    LEGAL = auto()
    LAWYER = auto()
    CITIZEN = auto()
    NATION = auto()
    ETHNIC = auto()
    COUNTRY = auto()
    CITY = auto()
    STATEFORM = auto()
    LOCALITY = auto()
    WHERE = auto()
    OF = auto()
    ARTICLE = auto()
    LIVES = auto()
    COURT = auto()
    ORG = auto()
    ORGTAIL = auto()
    APPLICATION = auto()
    LAW = auto()
    KIN = auto()
    GIVEN = auto()
    JOB = auto()
    STREET = auto()
    SMALL = auto()


@dataclass(slots=True)
class Vocabulary:
    """The lists of one language, with those that hold in any."""

    tails: re.Pattern[str] = _NO_TAIL
    words: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    last_parts: frozenset[str] = frozenset()
    firms: frozenset[str] = frozenset()
    jobs: frozenset[str] = frozenset()
    _read: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, phrase: str, kind: int) -> None:
        parts = tuple(_WORD.findall(phrase))
        if not parts:
            return
        if len(parts) > 1:
            self.phrases.setdefault(parts[0], []).append((parts, kind))
        elif phrase.endswith("~"):
            self.stems[parts[0]] = self.stems.get(parts[0], 0) | kind
        else:
            self.words[parts[0]] = self.words.get(parts[0], 0) | kind

    def read(self, word: str) -> tuple[str, int]:
        """A word of a text folded, and its classes; the latest ones are kept, because texts repeat their words."""
        found = self._read.get(word)
        if found is None:
            folded = plain(word)
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            found = self._read[word] = folded, self.of(folded) if folded[0].isalpha() else 0
        return found

    def of(self, word: str) -> int:
        """The classes of one folded word, as a sum of `Word` flags."""
        found = self.words.get(word, 0)
        if self.stems:
            for length in range(len(word), max(2, len(word) - _LONGEST_TAIL) - 1, -1):
                stem = self.stems.get(word[:length])
                if stem is not None and self.tails.fullmatch(word, length):
                    # No town is anybody's: "Sənan" is a name and not "your Sanaa".
                    return found | (stem & ~Word.CITY if word[length:] in _POSSESSIVE else stem)
        return found or (self._of_noun(word) if self.nouns else 0)

    def _of_noun(self, word: str) -> int:
        """The class of a listed noun or a compound of one, where all nouns are written with a capital."""
        if word in self.nouns:
            return int(Word.SMALL)
        ends = [word[first:] for first in range(_LEAST_PART, len(word) - _LEAST_LAST + 1)]
        if not self.firms.isdisjoint(ends):
            return int(Word.ORG)
        if not self.jobs.isdisjoint(ends):
            return int(Word.JOB)
        return 0 if self.last_parts.isdisjoint(ends) else int(Word.SMALL)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The lists of a language of LANGUAGES; any other gets what holds everywhere."""
    last, alone = _listed_nouns(language, "last"), _listed_nouns(language, "alone")
    found = Vocabulary(
        _TAILS.get(language, _NO_TAIL),
        nouns=last | alone,
        last_parts=last,
        firms=_listed_nouns(language, "firm"),
        jobs=_listed_nouns(language, "job"),
    )
    for kind, phrase in _read(language):
        found.add(phrase, kind)
    for kind, phrase in (*_everywhere(), *_borrowed(language), *_further_places(language)):
        found.add(phrase, kind)
    return found


def _borrowed(language: str) -> Iterator[tuple[int, str]]:
    """Relatives and occupations from the lists that the redaction has already."""
    for name, kind in (("kinship", Word.KIN), ("jobs", Word.JOB)):
        for listed, _, phrase in read_list(name):
            if listed == language:
                stem, mark, _ = plain(phrase).partition("~")
                yield int(kind), f"{stem.rstrip('+*')}{'~' if mark else ''}"


@cache
def _everywhere() -> tuple[tuple[int, str], ...]:
    """Given names, cities and the words that only begin sentences, of whatever language."""
    names = ((int(Word.GIVEN), plain(name)) for name in resources.text("homographs/given.txt").split())
    small = (line.split() for line in resources.text("homographs/context.txt").splitlines() if " function" in line)
    return (*names, *((int(Word.SMALL), plain(word)) for word, *_ in small), *_cities())


def _cities() -> Iterator[tuple[int, str]]:
    for line in resources.text("gazetteer/cities.tsv").splitlines():
        if not line.startswith("#"):
            _, *columns = line.split("\t")
            for column, names in enumerate(columns):
                for city in names.split("|"):
                    stem, mark, _ = plain(city).partition("~")
                    if not city.endswith("?"):
                        # The first column is English, which has no endings.
                        yield int(Word.CITY), f"{stem}{'~' if column or mark else ''}"


def _further_places(language: str) -> Iterator[tuple[int, str]]:
    """Districts, and cities in further languages; "any" is whatever is written in Latin letters."""
    for name in ("gazetteer/districts.tsv", "gazetteer/more_cities.tsv"):
        for line in resources.text(name).splitlines():
            if not line.startswith("#"):
                _, listed, names = line.split("\t")
                for place in names.split(", ") if listed in (language, ANY) else ():
                    stem, mark, _ = plain(place).partition("~")
                    if not place.endswith("?"):
                        yield int(Word.CITY), f"{stem}{'~' if mark else ''}"


def _listed_nouns(language: str, kind: str) -> frozenset[str]:
    """The nouns of a class with their endings, folded."""
    rows = (line.split("\t") for line in resources.text(_NOUNS).splitlines() if not line.startswith("#"))
    listed = (noun for own, of, nouns in rows if (own, of) == (language, kind) for noun in plain(nouns).split(", "))
    least = 1 if kind == "alone" else _LEAST_LAST
    endings = ("",) if kind == "firm" else _NOUN_ENDINGS
    written = [noun for noun in listed if len(noun) >= least]
    doubled = (f"{noun}s" for noun in written if noun.endswith("nis"))  # Verhältnis, Verhältnisses
    return frozenset(f"{noun}{ending}" for noun in (*written, *doubled) for ending in endings)


_RENAMED = {"currencyname": "CURRENCY"}


def _read(language: str) -> Iterator[tuple[int, str]]:
    endings: dict[str, list[str]] = {}
    for line in _lines():
        if line.partition("\t")[0] not in (ANY, language):
            continue
        listed, kind, words = line.split("\t")
        if kind == "endings":
            endings = {
                key: ["" if tail == "0" else plain(tail) for tail in tails.split()]
                for key, _, tails in (one.partition("=") for one in words.split("; "))
            }
            continue
        flag = int(Word[_RENAMED.get(kind, kind.upper())])
        for one in plain(words).split(", "):
            stem, _, key = one.partition(":")
            for tail in endings.get(key, [""]) if listed != ANY and key else [""]:
                yield flag, stem + tail
            if language == "de" and kind == "country":
                yield flag, f"{stem}s"


@cache
def _lines() -> tuple[str, ...]:
    return tuple(
        line for name in _FILES for line in resources.text(name).splitlines() if line and not line.startswith("#")
    )
