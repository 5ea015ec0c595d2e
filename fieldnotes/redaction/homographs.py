"""Words that are both names and ordinary words, and the company in which a name is no mention of a person.

The lists under resources/homographs are our own; they, not the matcher's thresholds, keep false alarms down.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from fieldnotes import resources
from fieldnotes.redaction.scripts import Script, script_of
from fieldnotes.redaction.suffixes import tail_family, turkic_tail
from fieldnotes.redaction.wordset import word_set

_SCRIPTS = {
    "az": Script.LATIN,
    "tr": Script.LATIN,
    "en": Script.LATIN,
    "de": Script.LATIN,
    "fr": Script.LATIN,
    "es": Script.LATIN,
    "ru": Script.CYRILLIC,
    "ka": Script.GEORGIAN,
    "ar": Script.ARABIC,
    "fa": Script.ARABIC,
}
_WITH_COUNTRIES = ("en", "az", "tr", "ru", "de", "fr", "es")
_NEAR = {"az": ("tr",), "tr": ("az",), "uk": ("ru",), "be": ("ru",)}
_FINAL_VOWELS = {"ru": "аяеоийь", "ka": "იაეო"}
_PLAIN = str.maketrans("ıəǝğşçöüёأإآىةكی", "ieegscouеااايهکي")


class _Bare(dict[int, str]):
    """Each letter, given to `str.translate` when it is first met, without its diacritics."""

    def __missing__(self, point: int) -> str:
        letters = unicodedata.normalize("NFD", chr(point).translate(_PLAIN))
        bare = self[point] = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return bare


_BARE = _Bare()

_PLACE_ENDING = 8


class Common(StrEnum):
    """In what way a word is common; NEIGHBOUR: it is a word of another language only."""

    NO = "no"
    NEIGHBOUR = "neighbour"
    RARE = "rare"
    WORD = "word"
    MONTH = "month"
    PROPER = "proper"

    __hash__ = str.__hash__  # Enum's own is a Python function


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A lower-case word without diacritics, for the comparison with lists."""
    return word if word.isascii() else word.translate(_BARE)


@cache
def _words() -> dict[str, dict[str, Common]]:
    """Word to its kind in each language it is listed in."""
    words: dict[str, dict[str, Common]] = {}
    for language in _SCRIPTS:
        for line in resources.text(f"homographs/{language}.txt").splitlines():
            word, _, kind = line.partition(" ")
            common_kind = Common(kind) if kind else Common.WORD
            words.setdefault(plain(word), {})[language] = common_kind
            for other in _genders(word, language) if common_kind is Common.WORD else ():
                words.setdefault(plain(other), {}).setdefault(language, common_kind)
    for name in (*_countries(), *_towns()):
        for one in _WITH_COUNTRIES:
            if script_of(name) is _SCRIPTS[one] and plain(name) not in given_names():
                words.setdefault(plain(name), {}).setdefault(one, Common.PROPER)
    return words


def _countries() -> Iterator[str]:
    """The names of countries of one word, in lower case."""
    for line in resources.text("gazetteer/countries.tsv").splitlines():
        names = line.replace("|", "\t").split("\t")[2:] if not line.startswith("#") else []
        yield from (name.lower() for name in names if name.isalpha())


@cache
def _country_stems() -> frozenset[str]:
    """The same without diacritics, and without their last vowel as before case endings."""
    names = {plain(name) for name in _countries()}
    return frozenset(names | {name[:-1] for name in names if name[-1] in _FINAL_VOWELS["ru"]})


def is_country(word: str) -> bool:
    """Whether a lower-case word or stem names a country in some language."""
    return plain(word) in _country_stems()


def _towns() -> Iterator[str]:
    """The towns of one word, in lower case, without those that are also persons' names."""
    lines = resources.text("gazetteer/cities.tsv").splitlines() + resources.text("homographs/exonyms.tsv").splitlines()
    for line in lines:
        names = line.replace("~", "").replace("|", "\t").split("\t") if not line.startswith("#") else []
        yield from (name.lower() for name in names if name.isalpha() and len(name) > 3)


def _genders(word: str, language: str) -> tuple[str, ...]:
    """The feminine, and in Russian also neuter and plural, of an adjective."""
    if language == "ru" and len(word) >= 5 and word.endswith(("ый", "ой", "ий")):
        soft = word.endswith("ний")
        return tuple(word[:-2] + ending for ending in (("яя", "ее", "ие") if soft else ("ая", "ое", "ые", "ие")))
    return (word[:-1] + "a",) if language == "es" and len(word) >= 5 and word.endswith("o") else ()


@cache
def _spelled() -> frozenset[str]:
    return frozenset(
        line.split()[0].replace("ı", "i")
        for language in _SCRIPTS
        for line in resources.text(f"homographs/{language}.txt").splitlines()
    )


def is_listed(word: str) -> bool:
    """Whether a lower-case word stands in the lists letter by letter, diacritics included but for the dot of i."""
    return word.replace("ı", "i") in _spelled()


@cache
def _stems() -> dict[str, dict[str, Common]]:
    """The same words without their last vowel, as they stand before case endings in Russian and Georgian."""
    stems: dict[str, dict[str, Common]] = {}
    for word, kinds in _words().items():
        for language, kind in kinds.items():
            if len(word) > 3 and word[-1] in _FINAL_VOWELS.get(language, ""):
                stems.setdefault(word[:-1], {})[language] = kind
    return stems


@lru_cache(maxsize=100_000)
def common(language: str, script: Script, words: tuple[str, ...], stem: str = "") -> Common:
    """How common any of the lower-case `words` is in a document of `language` (empty: unknown) and a word's `script`.

    `stem` is a word that has lost its ending.
    """
    found = Common.NO
    for word in words:
        found = _stronger(found, _judged(_words().get(plain(word)), language, script))
    if stem:
        found = _stronger(found, _judged(_stems().get(plain(stem)), language, script))
    if found is Common.NO and any(_derived_from_common(word, language, script) for word in words):
        found = Common.RARE
    return found


def _derived_from_common(word: str, language: str, script: Script) -> bool:
    """Demirci, qayalı, майский, parks: an adjective, trade or plural made of an everyday word."""
    endings = _DERIVED_ENDINGS.get(script, ()) + (_GERMAN_ENDINGS if language == "de" else ())
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            kind = _judged(_words().get(plain(word[: -len(ending)])), language, script)
            if kind not in (Common.NO, Common.NEIGHBOUR):
                return True
    return False


_DERIVED_ENDINGS = {
    Script.LATIN: (
        *("lı", "li", "lu", "lü", "çı", "çi", "çu", "çü", "cı", "ci", "cu", "cü", "lıq", "lik", "sız", "siz"),
        *("s", "er", "r", "ers", "ing", "ed", "ly"),
    ),
    Script.CYRILLIC: ("ский", "ская", "ского", "ской", "ским", "ному", "ный", "ная", "ого", "овый"),
}


_GERMAN_ENDINGS = ("e", "en", "em", "es")
_ORDER = list(Common)


def _stronger(one: Common, other: Common) -> Common:
    return max(one, other, key=_ORDER.index)


def _judged(kinds: dict[str, Common] | None, language: str, script: Script) -> Common:
    if not kinds:
        return Common.NO
    near = (language, *_NEAR.get(language, ()))
    hinted = _SCRIPTS.get(language) is script
    own = [kind for one, kind in kinds.items() if _SCRIPTS[one] is script and (not hinted or one in near)]
    return max(own, key=_ORDER.index) if own else Common.NEIGHBOUR


@cache
def given_names() -> frozenset[str]:
    return frozenset(plain(line) for line in resources.text("homographs/given.txt").splitlines())


@cache
def _context() -> dict[str, str]:
    lines = (line.split() for line in resources.text("homographs/context.txt").splitlines())
    return {plain(word): kind for word, kind in lines}


def is_title(word: str) -> bool:
    """A lower-case word such as Bey or Frau: next to a word it makes a person of it."""
    return _context().get(plain(word)) == "title"


_TRADE = ("cı", "ci", "cu", "cü", "çı", "çi", "çu", "çü")


@lru_cache(maxsize=20_000)
def is_title_after(word: str) -> bool:
    """A lower-case title that may follow a name, with the endings of the whole phrase: bəyi, xanımdan."""
    return is_title(word) or any(
        is_title(word[:end]) and turkic_tail(word[end:]) and not word[end:].startswith(_TRADE)  # ağacın is a tree's
        for end in range(max(3, len(word) - 6), len(word))
    )


def is_no_name(word: str) -> bool:
    """A lower-case title or function word, which with a capital is still no part of a name."""
    return _context().get(plain(word)) in ("title", "function")


def is_place_word(word: str) -> bool:
    """A lower-case word such as Street or prospekti: it makes the name before it that of a place or institution."""
    return _context().get(_stem_of(plain(word))) in ("place", "street")


def is_noun_before(word: str) -> bool:
    """A lower-case word such as يوم or هذا, after which an everyday word in a script without capitals is one."""
    return _context().get(plain(word)) == "before"


def is_adjective_after(word: str) -> bool:
    """A lower-case word such as كبير, before which an everyday word in a script without capitals is one."""
    return _context().get(plain(word)) == "after"


def is_epithet(word: str) -> bool:
    """A lower-case word such as king or святого: the first name beside it is that of somebody long known."""
    return _context().get(plain(word)) == "epithet"


@lru_cache(maxsize=50_000)
def is_kin(word: str) -> bool:
    """A lower-case word such as bacım, брат or xanım, after which an everyday word in lower case may be a name."""
    return _context().get(plain(word)) in ("kin", "title")


def verb_of(word: str) -> str:
    """act for a lower-case verb of what only people do (wept), event for one of what happens to things (melted)."""
    kind = _context().get(plain(word), "")
    return kind if kind in ("act", "event") else ""


def is_street_word(word: str) -> bool:
    """A lower-case word such as улица or rue, which stands before the name it makes a place."""
    return _context().get(plain(word)) == "street"


@cache
def _generics() -> dict[str, str]:
    """Word to the class of places or institutions it names: street for улица, rue and küçəsi."""
    classes: dict[str, str] = {}
    for line in resources.text("homographs/generic.tsv").splitlines():
        name, _, words = line.partition("\t")
        for word in words.split():
            classes.setdefault(plain(word), name)
            if len(word) >= 5 and word[-1] in "ıiuüаяьია":
                classes.setdefault(plain(word)[:-1], name)
    return classes


@lru_cache(maxsize=16)
def street_words(script: Script) -> tuple[str, ...]:
    """The words for a street in a script: küçəsi, sokak, str."""
    lines = resources.text("homographs/generic.tsv").splitlines()
    words = next(line for line in lines if line.startswith("street\t")).split()[1:]
    return tuple(word for word in words if script_of(word) is script)


@lru_cache(maxsize=20_000)
def generic_class(word: str) -> str:
    """The class of a lower-case generic word such as street, küçəsi or улице; empty for other words."""
    word, known = plain(word), _generics()
    if word in known:
        return known[word]
    for end in range(len(word) - 1, max(3, len(word) - _PLACE_ENDING), -1):
        if word[:end] in known and tail_family(word[end:], script_of(word)):
            return known[word[:end]]
    return ""


@lru_cache(maxsize=20_000)
def _stem_of(word: str) -> str:
    """The longest listed word of four letters or more that the word begins with and that only an ending follows."""
    known = _context()
    if word in known:
        return word
    stems = (word[:end] for end in range(len(word) - 1, max(3, len(word) - _PLACE_ENDING - 1), -1))
    found = next((stem for stem in stems if known.get(stem) in ("place", "street")), word)
    return found if tail_family(word[len(found) :], script_of(word)) else word


_NEVER = word_set("على إلى الى علي‌ه عليه عليها عليهم علينا عليك عليكم عليَّ لدى و")


def is_never_name(lower: str) -> bool:
    """Function words that no name is mistaken for by a reader, only by a comparison of sounds."""
    return lower in _NEVER


@cache
def phrases() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """First four letters of a phrase's word to (its position in the phrase, the phrase)."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for line in resources.text("homographs/phrases.txt").splitlines():
        if line.startswith("#") or not line:
            continue
        words = tuple(plain(line).replace("'", " ").split())
        for position, word in enumerate(words):
            found.setdefault(word[:4], []).append((position, words))
    return found


def _begins(word: str, expected: str) -> bool:
    """The word of a phrase, with an ending unless it is a function word of one or two letters."""
    return word == expected if len(expected) <= 2 else word.startswith(expected) and len(word) <= len(expected) + 5


def in_phrase(words: Sequence[str], place: int) -> bool:
    """Whether the lower-case word at `place` of `words` stands in a fixed phrase (endings allowed)."""
    word = plain(words[place])
    for position, phrase in phrases().get(word[:4], ()):
        start = place - position
        if start < 0 or start + len(phrase) > len(words):
            continue
        if all(_begins(plain(words[start + offset]), expected) for offset, expected in enumerate(phrase)):
            return True
    return False


_SURNAME_ENDINGS = tuple(
    plain(ending)
    for ending in word_set(
        "ov ova ev eva yev yeva ski sky skaya skiy enko chuk zade zada oglu shvili dze ian yan ia ava uri iani li lu "
        "ин ина ов ова ев ева ёв ский ская енко чук ян швили дзе ых ову овым овой еву евым евой ской "
        "შვილი ძე ია უა ავა იანი ური ული შვილმა ძემ იამ შვილის ძის ევა ოვა ოვი"
    )
)


def like_surname(word: str) -> bool:
    """Whether a lower-case word ends like a surname of the region."""
    return len(word) >= 5 and plain(word).endswith(_SURNAME_ENDINGS)
