"""Find cities, villages and addresses; countries stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.gazetteer import CITY, WEAK_CITY, countries
from fieldnotes.redaction.generalise import ADDRESS, Detail, Facet, city_in
from fieldnotes.redaction.lexicon import Mark
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

_CAPITALISED = r"[A-ZƏÜÖĞŞÇİI][\w'’.-]{0,30}"
_RUSSIAN_NAME = r"[А-ЯЁ][\w'’.-]{0,30}"
_HOUSE = r"\d{1,4}(?:[/-]\d{1,4})?[A-Za-zА-Яа-я]?\b"
_FLAT = (
    r"(?:,? ?(?i:flat|apartment|apt\.?|room|floor|block|house|building|ev|mənzil|mənz\.|m\.|bina|blok|korpus|daire|"
    r"kat|d\.|no|no\.|no:|"
    r"№|д\.|дом|кв\.|квартира|корпус|корп\.|стр\.|подъезд|"
    r"этаж)[ :.]{0,2}\d{1,4}[A-Za-zА-Яа-я]?(?:[/-]\d{1,4})?\b){0,4}(?:['’-][dt][aəe]n?\b)?"
)
_STREET = (
    # en: "Flat 4, 12 Leselidze Street"; the street's own name needs a capital
    re.compile(
        rf"(?:(?:[Ff]lat|[Aa]partment|[Aa]pt\.?|[Rr]oom) \d{{1,4}}[A-Za-z]?,? )?(?:(?:No\.? ?)?{_HOUSE},? "
        rf")?(?:{_CAPITALISED} ){{1,3}}"
        rf"(?:Street|St\.|Avenue|Ave\.?|Boulevard|Blvd\.?|Lane|Square|Road|Rd\.?|Alley|Highway|Embankment|Prospekt|"
        rf"Prospect)\b(?:,? (?:No\.? ?)?{_HOUSE})?{_FLAT}"
    ),
    # az: "Nizami küçəsi 5", "M. Hadi küç., ev 12, mənzil 3"
    re.compile(
        rf"(?:{_CAPITALISED} ){{1,3}}(?:[Kk]üçəs\w{{1,6}}|[Kk]üç\.|[Pp]rospekt[iı]\w{{0,5}}|[Pp]r\.|[Dd]öngəs\w{{1,6}}|"
        rf"[Bb]ulvar[ıi]\w{{0,5}}|[Mm]eydan[ıi]\w{{0,5}}|[Mm]əhəlləs\w{{1,6}}|[Qq]əsəbəs\w{{1,6}})(?:,? "
        rf"?{_HOUSE})?{_FLAT}"
    ),
    # tr: "Atatürk Caddesi No:12 Daire 3", "Gül Sokak No:3", "Fatih Mahallesi"
    re.compile(
        rf"(?:(?:{_CAPITALISED}|\d{{1,4}}\.) ){{1,3}}(?:[Ss]oka[kğ]\w{{0,5}}|[Ss]k\.|[Ss]ok\.|[Cc]adde(?:si)?\w{{0,4}}|"
        rf"[Cc]d\.|[Cc]ad\.|[Bb]ulvarı\w{{0,4}}|[Mm]ahalle(?:si)?\w{{0,4}}|[Mm]ah\.|[Aa]partmanı\w{{0,4}}|"
        rf"[Ss]itesi\w{{0,4}})(?:,? ?(?:No ?[:.]? ?)?{_HOUSE})?{_FLAT}"
    ),
    # ru: "улица Леселидзе, 12", "ул. Низами, д. 5, кв. 3", "проспект Ленина 4", "Невский проспект, 10"
    re.compile(
        rf"(?:[Уу]лиц\w{{1,2}}|[Уу]л\.|[Пп]роспект\w{{0,2}}|[Пп]росп\.|[Пп]р-т|[Пп]ереул\w{{2,3}}|[Пп]ер\.|"
        rf"[Бб]ульвар\w{{0,2}}|[Пп]лощад\w{{1,2}}|[Шш]оссе|[Нн]абережн\w{{2}}|[Тт]упик\w{{0,2}}|[Мм]икрорайон\w{{0,2}}|"
        rf"[Мм]кр\.?) ?(?:им\.? ?|имени )?(?:{_RUSSIAN_NAME}|\d{{1,3}}(?:-\w{{1,3}})?)(?: {_RUSSIAN_NAME}){{0,2}}(?:,? "
        rf"?(?:дом |д\. ?)?{_HOUSE})?{_FLAT}"
    ),
    re.compile(
        rf"{_RUSSIAN_NAME} (?:улиц\w{{1,2}}|проспект\w{{0,2}}|переул\w{{2,3}}|бульвар\w{{0,2}}|шоссе|"
        rf"набережн\w{{2}})(?:,? ?(?:дом |д\. ?)?{_HOUSE})?{_FLAT}"
    ),
)
_VILLAGES = (
    re.compile(
        rf"\b(?:the )?(?:village|settlement|hamlet|suburb|township|district|neighbourhood|neighborhood) of "
        rf"{_CAPITALISED}(?: {_CAPITALISED})?"
    ),
    re.compile(
        rf"\b{_CAPITALISED} (?:village|kənd(?:i\w{{0,6}})|qəsəbəs\w{{1,6}}|rayonu\w{{0,6}}|köyü\w{{0,6}}|"
        rf"beldesi\w{{0,5}}|ilçesi\w{{0,5}})\b"
    ),
    re.compile(rf"\b(?:сел[оае]м?|деревн[яиеюй]{{1,2}}|пос[её]л(?:ок|ке|ка)|аул[еа]?|станиц[аеыу]) {_RUSSIAN_NAME}"),
)
VILLAGE = "[a village or district]"


def find_places(stretch: Stretch) -> Iterator[Detail]:
    """Addresses, villages and districts, and the listed cities with their country."""
    yield from _addresses(stretch)
    for mark in stretch.of_kind(CITY, WEAK_CITY):
        found = _city(stretch, mark)
        if found is not None:
            yield found


def _addresses(stretch: Stretch) -> Iterator[Detail]:
    span = stretch.tokens.start, stretch.tokens.limit
    if stretch.of_kind("street"):
        for pattern in _STREET:
            for found in pattern.finditer(stretch.shown, *span):
                yield Detail(found.start(), found.end(), Facet.PLACE, ADDRESS)
    if stretch.of_kind("village"):
        for pattern in _VILLAGES:
            for found in pattern.finditer(stretch.shown, *span):
                yield Detail(found.start(), found.end(), Facet.PLACE, VILLAGE)


def _city(stretch: Stretch, mark: Mark) -> Detail | None:
    start, end = stretch.start(mark.first), stretch.end(mark.last)
    weak = mark.kind.startswith(WEAK_CITY)
    if not stretch.is_capital(mark.first) and (weak or end - start < _LEAST_LOWER_CASE):
        return None
    country = countries()[mark.kind.partition(".")[2]]
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
    return Detail(start, end, Facet.PLACE, city_in(country.name, coarse=stretch.coarse))


def _country_after(stretch: Stretch, end: int, spellings: tuple[str, ...]) -> int | None:
    """Where the country's own name ends when it follows: "Tbilisi, Georgia"."""
    gap = re.compile(r"\s?,\s{0,3}|\s?\(").match(stretch.folded, end)
    if not gap or stretch.coarse:
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
