"""What a registered town is called in other languages: Lənkəran is Ленкорань on Russian maps."""

from __future__ import annotations

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
