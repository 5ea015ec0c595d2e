"""What a registered town is called in other languages: Lənkəran is Ленкорань on Russian maps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fieldnotes import resources
from fieldnotes.redaction.homographs import generic_class, is_country, plain, street_words
from fieldnotes.redaction.names import PARTICLES
from fieldnotes.redaction.phones import coarse_key, soundings
from fieldnotes.redaction.scripts import Script, script_of
from fieldnotes.redaction.view import lowered


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    """Each name of a town of the gazetteer, without diacritics, to all its names."""
    towns: dict[str, tuple[str, ...]] = {}
    for line in resources.text("gazetteer/cities.tsv").splitlines():
        if line and not line.startswith("#"):
            columns = line.replace("~", "").replace("?", "").replace("|", "\t").split("\t")[1:]
            names = tuple(dict.fromkeys(name.strip() for name in columns if name.strip()))
            for name in names:
                towns.setdefault(plain(lowered(name)), tuple(one for one in names if _begins(one) == _begins(name)))
    for line in resources.text("homographs/exonyms.tsv").splitlines():
        names = tuple(line.split("\t"))
        for name in names:
            towns[plain(lowered(name))] = tuple(dict.fromkeys((*names, *towns.get(plain(lowered(name)), ()))))
    return towns


def _begins(name: str) -> str:
    """The first consonants: a line of the gazetteer may hold several towns of a country."""
    lower = lowered(name)
    return coarse_key(soundings(lower, script_of(lower))[0].symbols)[:3]


def other_names(name: str) -> tuple[str, ...]:
    """The other names of a registered town in English, Azerbaijani, Russian and Turkish; none that is a country's.

    What sounds like the town is found by its sounds, and a person is asked whether Куба is Quba.
    """
    others = (one for one in _towns().get(plain(lowered(name.strip())), ()) if one != name.strip())
    return tuple(one for one in others if is_country(lowered(name.strip())) or not is_country(lowered(one)))


_ONE_WORD_STREET = re.compile(
    r"\s*([^\W\d_]{4,}?)(straße|strasse|str\.?|gasse|allee|platz|weg|damm|ufer|ring)\s*", re.IGNORECASE
)


def street_parted(name: str) -> str:
    """Tschaikowskistraße as Tschaikowski Straße; empty for any other name."""
    found = _ONE_WORD_STREET.fullmatch(name)
    return f"{found.group(1)} {found.group(2)}" if found else ""


_GENITIVES = (("ского", "ски"), ("ова", "ов"), ("ева", "ев"), ("ина", "ин"))
_SOLID = {Script.LATIN: ("straße", "str"), Script.CYRILLIC: ("страсе", "стр")}
"""The German endings of street names, as they sound in the script."""


def solid_streets(word: str, script: Script) -> Iterator[str]:
    """Lermontovstraße for the street of Lermontov, as German writes it; a Russian genitive goes."""
    if script is Script.CYRILLIC:
        ending, bare = next((pair for pair in _GENITIVES if word.endswith(pair[0])), ("", ""))
        word = word.removesuffix(ending) + bare
    yield from (word + ending for ending in _SOLID.get(script, ()))


def numbered(words: Sequence[tuple[str, Script]]) -> Iterator[list[tuple[str, Script]]]:
    """An address by street and house number with every word for a street: Nizami küç. 12, m. 5 as Nizami küçəsi 12.

    The number may come first: 12 Nizami Street, 12 rue Nizami. With a flat it may stand without any: Nizami 12/5.
    """
    house = next((place for place, (word, _) in enumerate(words) if word[0].isdigit()), 0)
    core = [pair for pair in words[:house] if generic_class(pair[0]) != "street" and pair[0] not in PARTICLES]
    if core and not any(generic_class(word) for word, _ in core):
        for street in street_words(core[-1][1]):
            generic = (street, core[-1][1])
            yield [*core, generic, words[house]]
            yield [generic, *core, words[house]]
            yield [words[house], *core, generic]
            yield [words[house], generic, *core]
        inner = [pair for pair in words[house + 1 :] if pair[0][0].isdigit()]
        if inner:
            yield [*core, words[house], inner[0]]


def street_shortened(name: str) -> str:
    """Tschaikowskistr, as it stands before a house number; empty for any other name."""
    found = _ONE_WORD_STREET.fullmatch(name)
    return f"{found.group(1)}str" if found and found.group(2).lower() in ("straße", "strasse") else ""
