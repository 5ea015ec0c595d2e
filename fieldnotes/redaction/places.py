"""Find cities, their districts, villages and addresses; countries stay on all rungs but the last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.addressforms import COORDINATES, DOOR, MAY_BE_DOOR, MAY_BE_POSITION, STREET, VILLAGES
from fieldnotes.redaction.gazetteer import CITY, COUNTRY, DISTRICT, WEAK_CITY, Country, countries
from fieldnotes.redaction.generalise import ADDRESS, Detail, Facet, city_in
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.lexicon import Mark, related
from fieldnotes.redaction.stretch import Stretch

_APOSTROPHE_ENDING = re.compile(
    r"'(?:(?:n?[iu]n|[ny]?[iu]|[ny]?[ae]|[dt][ae]n?|y?l[ae]|l[iu]|[dt][ae]k[iu])(?:ler|lar)?\w{0,4})\b"
)
_LOCATIVE = re.compile(
    r"\b(?:in|to|from|near|at|of|via|around|outside|inside|leaving|left|reached|towards|between|central|downtown|"
    r"northern|southern|в|во|из|до|под|через|около|на|к|от|город|города|городе|районе|из-под) $"
)
_TURKIC_LOCATIVE = re.compile(r"(?:[dt][ae]n?|[dt][ae]k[iu]\w{0,5})$")
_CITY_WORD = re.compile(
    r"(?:,? (?:city|province|region|district|airport|seher\w{0,5}|sehir\w{0,5}|sehri\w{0,5}|rayon\w{0,6}|"
    r"vilayet\w{0,5}|ili|ilce\w{0,5}|"
    r"район\w{0,3}|город\w{0,2}|област\w{1,2})\b)"
)
_CITY_LEAD = re.compile(r"\b(?:the )?(?:city|town|municipality) of $|\b(?:город\w{0,2}|г\.) ?$|\bthe (?:city|town) $")
_LEAST_LOWER_CASE = 6
_CASELESS = frozenset({"ka", "ar", "fa"})
_LANDMARK_REACH = 2

VILLAGE = "[a village or district]"
PART = "[a district of a city]"
POSITION = "[a place]"
LANDMARK = "[near a landmark]"
FOREIGN = "[abroad]"


def find_places(stretch: Stretch) -> Iterator[Detail]:
    """Addresses, villages and districts, and the listed cities with their country."""
    yield from _addresses(stretch)
    yield from _landmarks(stretch)
    for mark in stretch.of_kind(DISTRICT):
        if mark.language in _CASELESS or stretch.is_capital(mark.first):
            yield Detail(stretch.start(mark.first), _with_ending(stretch, mark), Facet.PLACE, PART)
    if stretch.ladder.rung(Topic.PLACES) is Rung.SETTLEMENT:
        return
    if stretch.ladder.rung(Topic.PLACES) is Rung.ABROAD and stretch.ladder.home:
        yield from _foreign(stretch)
    for mark in stretch.of_kind(CITY, WEAK_CITY):
        found = _city(stretch, mark)
        if found is not None:
            yield found


def find_positions(stretch: Stretch) -> Iterator[Detail]:
    """Coordinates of any form, and the numbers of houses and flats that stand without their street."""
    span = stretch.tokens.start, stretch.tokens.limit
    if MAY_BE_POSITION.search(stretch.shown, *span):
        for found in COORDINATES.finditer(stretch.shown, *span):
            yield Detail(found.start(), found.end(), Facet.PLACE, POSITION)
    if MAY_BE_DOOR.search(stretch.shown, *span):
        for found in DOOR.finditer(stretch.shown, *span):
            yield Detail(found.start(), found.end(), Facet.PLACE, ADDRESS)


def _addresses(stretch: Stretch) -> Iterator[Detail]:
    span = stretch.tokens.start, stretch.tokens.limit
    if stretch.of_kind("street"):
        for pattern in STREET:
            for found in pattern.finditer(stretch.shown, *span):
                yield Detail(found.start(), found.end(), Facet.PLACE, ADDRESS)
    if stretch.of_kind("village") and stretch.ladder.rung(Topic.PLACES) is not Rung.SETTLEMENT:
        for pattern in VILLAGES:
            for found in pattern.finditer(stretch.shown, *span):
                yield Detail(found.start(), found.end(), Facet.PLACE, VILLAGE)


def _landmarks(stretch: Stretch) -> Iterator[Detail]:
    """ "behind the railway station", "vağzalın yanında": with the name of the town, a spot on the map."""
    for mark in stretch.of_kind("landmark"):
        for near in stretch.of_kind("near"):
            if not related(near.language, mark.language):
                continue
            first, last = min(near.first, mark.first), max(near.last, mark.last)
            between = last - first - (near.last - near.first) - (mark.last - mark.first) - 1
            if between <= _LANDMARK_REACH and not any(stretch.ends_sentence(token) for token in range(first, last)):
                yield Detail(stretch.start(first), stretch.end(last), Facet.PLACE, LANDMARK)
                break


def _foreign(stretch: Stretch) -> Iterator[Detail]:
    for mark in stretch.of_kind(COUNTRY):
        start, end = stretch.start(mark.first), stretch.end(mark.last)
        if stretch.shown[start:end] == "us":
            continue  # "they wrote to us": the country has capitals
        if mark.kind.partition(".")[2] != stretch.ladder.home:
            yield Detail(stretch.start(mark.first), _with_ending(stretch, mark), Facet.PLACE, FOREIGN)


def _with_ending(stretch: Stretch, mark: Mark) -> int:
    end = stretch.end(mark.last)
    ending = _APOSTROPHE_ENDING.match(stretch.folded, end)
    return ending.end() if ending else end


def _worded(stretch: Stretch, mark: Mark, country: Country) -> str:
    region = mark.kind.split(".")[2] if mark.kind.count(".") > 1 else ""
    home = stretch.ladder.home
    return city_in(country.name, region, stretch.ladder.rung(Topic.PLACES), abroad=bool(home) and country.code != home)


def _city(stretch: Stretch, mark: Mark) -> Detail | None:
    start, end = stretch.start(mark.first), stretch.end(mark.last)
    weak = mark.kind.startswith(WEAK_CITY)
    caseless = mark.language in _CASELESS
    if not caseless and not stretch.is_capital(mark.first) and (weak or end - start < _LEAST_LOWER_CASE):
        return None
    country = countries()[mark.kind.split(".")[1]]
    if ending := _APOSTROPHE_ENDING.match(stretch.folded, end):
        end = ending.end()
    inside = _country_after(stretch, end, country.spellings)
    if weak and not (inside or _is_place(stretch, mark, end)):
        return _undecided(stretch, mark, end)
    end = inside or end
    if word := _CITY_WORD.match(stretch.folded, end):
        end = word.end()
    if lead := _CITY_LEAD.search(stretch.folded, max(0, start - 24), start):
        start = lead.start()
    return Detail(start, end, Facet.PLACE, _worded(stretch, mark, country))


def _country_after(stretch: Stretch, end: int, spellings: tuple[str, ...]) -> int | None:
    """Where the country's own name ends when it follows: "Tbilisi, Georgia"."""
    gap = re.compile(r"\s?,\s{0,3}|\s?\(").match(stretch.folded, end)
    if not gap or stretch.ladder.rung(Topic.PLACES) is Rung.ABROAD:
        return None
    for spelling in spellings:
        stop = gap.end() + len(spelling)
        if stretch.folded.startswith(spelling, gap.end()) and not stretch.folded[stop : stop + 1].isalnum():
            closing = stretch.folded[stop : stop + 1] == ")" and "(" in gap.group()
            return stop + closing if closing or "(" not in gap.group() else None
    return None


def _is_place(stretch: Stretch, mark: Mark, end: int) -> bool:
    before = stretch.folded[max(0, stretch.start(mark.first) - 12) : stretch.start(mark.first)]
    ending = stretch.folded[stretch.end(mark.last) - 5 : end]
    return bool(
        _LOCATIVE.search(before)
        or _CITY_WORD.match(stretch.folded, end)
        or (mark.language in ("az", "tr") and _TURKIC_LOCATIVE.search(ending) and len(stretch.word(mark.last)) > 4)
        or (end > stretch.end(mark.last) and _TURKIC_LOCATIVE.search(ending))
    )


def _undecided(stretch: Stretch, mark: Mark, end: int) -> Detail | None:
    """A capitalised word inside a sentence that may be a place or somebody's name: a person decides."""
    start = stretch.start(mark.first)
    opening = stretch.folded[max(stretch.tokens.start, start - 3) : start].strip(" '\"(")
    if mark.first == 0 or opening[-1:] in (".", "!", "?", ":", "\n"):
        return None
    following = stretch.word(mark.last + 1)
    if following and stretch.joined(mark.last, mark.last + 1) and stretch.is_capital(mark.last + 1):
        return None
    if stretch.is_capital(mark.first - 1) and stretch.joined(mark.first - 1, mark.first):
        return None
    return Detail(start, end, Facet.PLACE, None)
