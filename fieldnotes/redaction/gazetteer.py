"""Cities and countries with their names in en, az, ru and tr, written by us from general knowledge.

`resources/gazetteer/cities.tsv` gives names in the notation of the word lists; "?" marks a name that is also a person's
name or an ordinary word and needs a preposition or an ending to be taken for a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fieldnotes import resources
from fieldnotes.redaction.prose import plain

ANY_LANGUAGE = "any"
CITY, WEAK_CITY = "city", "city?"
_COLUMNS = ("en", "az", "ru", "tr")


@dataclass(frozen=True, slots=True)
class Country:
    """`name` is the English one as it stands after "in"; `spellings` are folded, the longest first."""

    code: str
    name: str
    spellings: tuple[str, ...]


def city_phrases() -> Iterator[tuple[str, str, str]]:
    """(language, kind, phrase) for the word index; the kind ends with the country code."""
    for line in _lines("gazetteer/cities.tsv"):
        code, english, *others = line.split("\t")
        for language, names in zip(_COLUMNS, [english, *(names or english for names in others)], strict=True):
            for name in names.split("|"):
                kind = f"{WEAK_CITY if name.endswith('?') else CITY}.{code}"
                yield from _phrases(language, kind, name.rstrip("?"))


def _phrases(language: str, kind: str, name: str) -> Iterator[tuple[str, str, str]]:
    cyrillic = not plain(name)[0].isascii()
    if language == "ru":
        if cyrillic:
            yield "ru", kind, name
        return
    yield ANY_LANGUAGE, kind, name
    if language != "en":
        yield language, kind, f"{name}~"


def country_names() -> Iterator[tuple[str, str]]:
    """(language, name) of every country, which stays even where it looks like a city with an ending ("Tunisia")."""
    for line in _lines("gazetteer/countries.tsv"):
        _, _, *columns = line.split("\t")
        for language, names in zip(_COLUMNS, columns, strict=True):
            for name in names.split("|"):
                yield ANY_LANGUAGE, name
                if language in ("az", "tr"):
                    yield language, f"{name}~"


@cache
def countries() -> dict[str, Country]:
    """By ISO 3166 code (XK for Kosovo)."""
    found: dict[str, Country] = {}
    for line in _lines("gazetteer/countries.tsv"):
        code, name, *columns = line.split("\t")
        spellings = {plain(spelling) for names in columns for spelling in names.split("|")}
        found[code] = Country(code, name, tuple(sorted(spellings, key=lambda one: (-len(one), one))))
    return found


def _lines(name: str) -> Iterator[str]:
    for line in resources.text(name).splitlines():
        if line and not line.startswith("#"):
            yield line
