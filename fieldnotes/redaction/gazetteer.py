"""Cities, their districts and countries with their names in ten languages, written by us from general knowledge.

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
CITY, WEAK_CITY, DISTRICT, COUNTRY = "city", "city?", "district", "country"
_COLUMNS = ("en", "az", "ru", "tr")


@dataclass(frozen=True, slots=True)
class Country:
    """`name` is the English one as it stands after "in"; `spellings` are folded, the longest first."""

    code: str
    name: str
    spellings: tuple[str, ...]


def city_phrases() -> Iterator[tuple[str, str, str]]:
    """(language, kind, phrase) for the word index; the kind ends with the country code and the region, if known."""
    regions = _regions()
    for line in _lines("gazetteer/cities.tsv"):
        code, english, *others = line.split("\t")
        first = english.partition("|")[0].rstrip("?")
        place = f"{code}.{regions[first]}" if first in regions else code
        for language, names in zip(_COLUMNS, [english, *(names or english for names in others)], strict=True):
            for name in names.split("|"):
                kind = f"{WEAK_CITY if name.endswith('?') else CITY}.{place}"
                yield from _phrases(language, kind, name.rstrip("?"))


def more_places() -> Iterator[tuple[str, str, str]]:
    """(language, kind, phrase) of cities in further languages, and of districts of large cities."""
    for name, kind in (("more_cities", CITY), ("districts", DISTRICT)):
        for line in _lines(f"gazetteer/{name}.tsv"):
            code, language, names = line.split("\t")
            for one in names.split(","):
                yield language, f"{kind}.{code}", one.strip()


def _regions() -> dict[str, str]:
    """By the English name of a city, what its surroundings are called."""
    found: dict[str, str] = {}
    for line in _lines("gazetteer/regions.tsv"):
        _, label, cities = line.split("\t")
        found |= dict.fromkeys((city.strip() for city in cities.split(",")), label)
    return found


def _phrases(language: str, kind: str, name: str) -> Iterator[tuple[str, str, str]]:
    cyrillic = not plain(name)[0].isascii()
    if language == "ru":
        if cyrillic:
            yield "ru", kind, name
        return
    yield ANY_LANGUAGE, kind, name
    if language != "en":
        yield language, kind, f"{name}~"


def country_phrases() -> Iterator[tuple[str, str, str]]:
    """(language, kind, name) of every country, which stays even where it looks like a city with an ending."""
    for line in _lines("gazetteer/countries.tsv"):
        code, _, *columns = line.split("\t")
        kind = f"{COUNTRY}.{code}"
        for language, names in zip(_COLUMNS, columns, strict=True):
            for name in names.split("|"):
                yield ANY_LANGUAGE, kind, name
                if language in ("az", "tr"):
                    yield language, kind, f"{name}~"
    for line in _lines("gazetteer/more_countries.tsv"):
        code, language, names = line.split("\t")
        for name in names.split(","):
            yield language, f"{COUNTRY}.{code}", name.strip()


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
