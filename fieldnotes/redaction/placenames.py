"""What a registered town is called in other languages: Lənkəran is Ленкорань on Russian maps."""

from __future__ import annotations

import re
from functools import cache

from fieldnotes import resources
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.phones import coarse_key, soundings
from fieldnotes.redaction.scripts import script_of
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
    """The other names of a registered town in English, Azerbaijani, Russian and Turkish."""
    return tuple(one for one in _towns().get(plain(lowered(name.strip())), ()) if one != name.strip())


_ONE_WORD_STREET = re.compile(
    r"\s*([^\W\d_]{4,}?)(straße|strasse|str\.?|gasse|allee|platz|weg|damm|ufer|ring)\s*", re.IGNORECASE
)


def street_parted(name: str) -> str:
    """Tschaikowskistraße as Tschaikowski Straße; empty for any other name."""
    found = _ONE_WORD_STREET.fullmatch(name)
    return f"{found.group(1)} {found.group(2)}" if found else ""


def street_shortened(name: str) -> str:
    """Tschaikowskistr, as it stands before a house number; empty for any other name."""
    found = _ONE_WORD_STREET.fullmatch(name)
    return f"{found.group(1)}str" if found and found.group(2).lower() in ("straße", "strasse") else ""
