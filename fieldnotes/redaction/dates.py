"""Find dates and spans of time, and word them by the year alone.

Numeric forms follow ISO 8601 and the day-first habit of all four languages; worded ones start from a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.generalise import DATE, Detail, Facet, decade, decade_ending, interval
from fieldnotes.redaction.lexicon import Mark, word_set
from fieldnotes.redaction.stretch import Stretch

_YEAR = r"(?:19|20)\d\d"
_TIME = r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?z?)?"
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?:(?P<y1>{_YEAR})([-/.])(?:0?[1-9]|1[0-2])(?:\2(?:0?[1-9]|[12]\d|3[01])(?!\d){_TIME}|(?![\d./-]))"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:\.|/|-)(?:0?[1-9]|[12]\d|3[01])(?:\.|/|-)(?P<y2>{_YEAR}|\d\d)(?!\d)(?!\.\d)"
    rf"|(?:0?[1-9]|1[0-2])[./](?P<y3>{_YEAR})(?!\d)(?!\.\d))"
)
_PARTED_DIGITS = re.compile(r"\d[./-]\d")
_DAY_WORDS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth twenty thirty",
    "az": "bir iki uc dord bes alti yeddi sekkiz doqquz on iyirmi otuz",
    "tr": "bir iki uc dort bes alti yedi sekiz dokuz on yirmi otuz",
    "ru": "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого "
    "двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого "
    "девятнадцатого двадцатого тридцатого двадцать тридцать",
}


def _day_before(words: str) -> re.Pattern[str]:
    named = f"(?:{words.replace(' ', '|')})"
    day = rf"(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th)|-?(?:го|е|ое|му|м|ого))?|(?:{named}[ -])?{named})"
    between = r"\s?(?:-|,|and|to|or|по|и|ve|ile|до)\s?"
    return re.compile(rf"(?<![\w./:,-])(?:the )?(?:{day}{between}){{0,3}}{day}\s{{0,3}}(?:of |день |day of )?$")


_DAY_BEFORE = {language: _day_before(words) for language, words in _DAY_WORDS.items()}
_YEAR_BEFORE = re.compile(rf"(?<!\d)({_YEAR})((?:-?c[iu]|'?c[iu])?)\s(?:il|yil)\w{{0,4}}\s(?:\d{{1,2}}\s)?$")
_LEAD_BEFORE = re.compile(r"(?:(?:the )?(?:early|late|mid|beginning of|start of|end of|middle of)[ -](?:the )?)$")
_DAY_AFTER = re.compile(
    r"\.?,?\s{0,2}(?:the )?\d{1,2}(?![\d:%])(?!\.\d)"
    r"(?:st|nd|rd|th|['-](?:n?[iu]n?|s[iu]|c[iu]|[dt][ae]|n?[dt][ae]n?|y?[ae]|[iu]n?[dt]e)\b)?"
    r"(?:\s?(?:-|and|to|or|ve|ile|и|по)\s?\d{1,2}(?:st|nd|rd|th)?(?![\d:%]))?"
)
_YEAR_AFTER = re.compile(rf"(?:ay\w{{0,6}})?[.,]{{0,2}}\s{{0,2}}(?:of |in )?(?P<year>{_YEAR})(?!\d)")
_MONTH_OF = re.compile(r"\s?(?:ay|ayi|ayinin|ayinda|ayindan|ayin|месяц[ае]?)\b")
_RUSSIAN_OF_YEAR = re.compile(r" год[ау]\b")
_CALENDAR_WORD = re.compile(
    r"\b(?:in|since|until|till|by|last|next|early|late|mid|this|of|from|during|before|after|between)[ -]$"
)
_LOCATIVE = re.compile(r"[dt][ae]n?$")
_ON_BEFORE = re.compile(r"\bon (?:the )?$")

_COUNTED = (
    r"(?!\s?(?:azn|manat|usd|eur|gel|try|tl|rub|руб|манат|dollar|euro|lira|people|nefer|человек|kisi|km|км|лет|metr))"
)
_YEARS = re.compile(
    rf"(?<![\w./:,№$€£#-])(?P<the>the )?(?P<year>{_YEAR})(?!'?l[aeiu]|-(?:е|х|ми)\b|-?c[iu] ill)"
    rf"(?:\s?-\s?(?P<to>{_YEAR}|\d\d))?(?![\w/:]|[.,-]\d)(?:"
    r"(?P<az>\s?-?\s?c[iu]\s{1,2}il(?!l)(?P<aztail>\w{0,5}))|(?P<azsuffix>-c[iu]\b(?!\s?ill))"
    r"|(?P<ru>(?:-(?:го|м|й|ом|ый))?\s(?P<rucase>годами|годом|году|года|годы|год|гг\.|г\.))"
    r"|(?P<rusuffix>-(?:го|м|й|ом)\b)"
    rf"|(?P<tr>\s(?:yil|sene)(?P<trtail>\w{{0,6}}))|'(?P<trcase>[a-z]{{1,5}})\b)?{_COUNTED}"
)
_RUSSIAN_DECADE = {
    "год": "е годы",
    "годы": "е годы",
    "года": "х годов",
    "году": "х годах",
    "годом": "ми годами",
    "годами": "ми годами",
    "г.": "е гг.",
    "гг.": "е гг.",
}
_TURKISH_CASES = word_set("de da te ta den dan ten tan e a ye ya i u nin nun in un deki daki teki taki")
_AFTER_UNIT = {
    "after": "after", "later": "later", "before": "before", "earlier": "earlier", "ago": "ago", "prior": "before",
    "following": "after", "since": "after",
    "sonra": "after", "sonraki": "after", "kecmis": "after", "evvel": "before", "qabaq": "before", "once": "before",
    "onceki": "before", "evvelki": "before", "спустя": "after", "назад": "ago", "до": "before", "после": "after",
    "раньше": "before", "позже": "after",
}  # fmt: skip
_BEFORE_UNIT = {"через": "after", "спустя": "after", "за": "", "within": "of"}

_AFTER_SEASON = re.compile(rf"[ -](?:of |in |the )?(?P<year>{_YEAR})(?![\d/-])(?P<of> год[ау]\b)?")
_SEASON_LEAD = re.compile(r"(?:\b(?P<in>in |at |by )?(?:the |early |late |mid[ -]){0,3}|\b(?P<v>в |во |к )?)$")


def find_dates(stretch: Stretch) -> Iterator[Detail]:
    """Dates with more than a year, spans of time counted from an event, and years for the public."""
    years = (
        {year.start("year"): year for year in _YEARS.finditer(stretch.folded, *_bounds(stretch))}
        if stretch.coarse
        else {}
    )
    parted = _PARTED_DIGITS.search(stretch.folded, *_bounds(stretch))
    for numeric in _NUMERIC.finditer(stretch.folded, *_bounds(stretch)) if parted else ():
        yield _numeric(stretch, numeric)
    for mark in stretch.of_kind("month"):
        worded = _worded(stretch, mark, years)
        if worded is not None:
            yield worded
    yield from _seasons(stretch, years)
    yield from _intervals(stretch)
    for year in years.values():
        yield Detail(year.start(), year.end(), Facet.DATE, _decade(stretch, year))


def _bounds(stretch: Stretch) -> tuple[int, int]:
    return stretch.tokens.start, stretch.tokens.limit


def _numeric(stretch: Stretch, found: re.Match[str]) -> Detail:
    written = found["y1"] or found["y2"] or found["y3"]
    year = int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 50 else 1900)
    start, replacement = found.start(), decade(year, stretch.language) if stretch.coarse else str(year)
    if stretch.language == "en" and (on := _ON_BEFORE.search(stretch.folded, max(0, start - 8), start)):
        start, replacement = on.start(), f"in {replacement}"
    return Detail(start, found.end(), Facet.DATE, replacement)


def _worded(stretch: Stretch, mark: Mark, years: dict[int, re.Match[str]]) -> Detail | None:
    folded = stretch.folded
    start, end = stretch.start(mark.first), stretch.end(mark.last)
    before = max(stretch.tokens.start, start - 60)
    if year_first := _YEAR_BEFORE.search(folded, before, start):
        return _after_year(stretch, year_first, mark)
    day_before = _DAY_BEFORE[mark.language].search(folded, before, start)
    of_month = _MONTH_OF.match(folded, end)
    end = of_month.end() if of_month else end
    day_after = None if day_before else _DAY_AFTER.match(folded, end)
    end = day_after.end() if day_after else end
    year_after = _YEAR_AFTER.match(folded, end)
    if not (day_before or day_after or year_after or of_month or _stands_for_month(stretch, mark)):
        return None
    start = day_before.start() if day_before else start
    if lead := _LEAD_BEFORE.search(folded, max(0, start - 24), start):
        start = lead.start()
    start = _with_weekday(stretch, start)
    if year_after is None:
        return Detail(start, end, Facet.DATE, DATE)
    return _with_year(stretch, start, year_after, mark, years)


def _after_year(stretch: Stretch, year: re.Match[str], mark: Mark) -> Detail:
    """A month or season that follows its year, as the Turkic languages have it: "2016-cı ilin noyabrında"."""
    suffix = stretch.shown[year.start(2) : year.end(2)]
    ending = f"{suffix} ildə" if suffix else " yılında"
    replacement = decade(int(year[1]), mark.language) if stretch.coarse else year[1] + ending
    end = stretch.end(mark.last)
    days = _DAY_AFTER.match(stretch.folded, end)
    return Detail(year.start(), days.end() if days else end, Facet.DATE, replacement)


def _with_year(
    stretch: Stretch, start: int, after: re.Match[str], mark: Mark, years: dict[int, re.Match[str]]
) -> Detail:
    """The year that follows a month stays, with whatever ending it carries."""
    end, replacement = after.end(), after["year"]
    if year := years.pop(after.start("year"), None):
        end, replacement = year.end(), _decade(stretch, year)
    elif stretch.word(mark.last).endswith("е") and (of_year := _RUSSIAN_OF_YEAR.match(stretch.folded, end)):
        end, replacement = of_year.end(), f"{replacement} году"
    if mark.language == "en" and (on := _ON_BEFORE.search(stretch.folded, max(0, start - 8), start)):
        start, replacement = on.start(), f"in {replacement}"
    return Detail(start, end, Facet.DATE, replacement)


def _stands_for_month(stretch: Stretch, mark: Mark) -> bool:
    """A month without day and year: words that are also names or verbs need more than themselves."""
    if not mark.kind.endswith(".weak"):
        return True
    word, start = stretch.word(mark.last), stretch.start(mark.first)
    if mark.language == "en":
        return (
            stretch.is_capital(mark.first)
            and _CALENDAR_WORD.search(stretch.folded, max(0, start - 12), start) is not None
        )
    return len(word) > 4 and _LOCATIVE.search(word) is not None


def _with_weekday(stretch: Stretch, start: int) -> int:
    """Where the date begins when a weekday stands before it: "Friday, 11 July"."""
    before = stretch.token_ending_by(start)
    mark = stretch.mark_ending.get(before)
    if (
        mark
        and mark.kind == "weekday"
        and re.fullmatch(r",?\s{0,2}(?:the )?", stretch.folded[stretch.end(before) : start])
    ):
        return stretch.start(mark.first)
    return start


def _seasons(stretch: Stretch, years: dict[int, re.Match[str]]) -> Iterator[Detail]:
    for mark in stretch.of_kind("season"):
        found = _AFTER_SEASON.match(stretch.folded, stretch.end(mark.last))
        if found:
            yield _season(stretch, mark, found, years)
        elif mark.language in ("az", "tr"):
            start = stretch.start(mark.first)
            if before := _YEAR_BEFORE.search(stretch.folded, max(stretch.tokens.start, start - 24), start):
                yield _after_year(stretch, before, mark)


def _season(stretch: Stretch, mark: Mark, found: re.Match[str], years: dict[int, re.Match[str]]) -> Detail:
    start, end = stretch.start(mark.first), found.end()
    lead = _SEASON_LEAD.search(stretch.folded, max(0, start - 16), start)
    start = lead.start() if lead else start
    year = found["year"]
    preposition = "in " if mark.language == "en" else "в "
    if wide := years.pop(found.start("year"), None):
        return Detail(start, wide.end(), Facet.DATE, preposition + _decade(stretch, wide))
    if mark.language == "en":
        written = lead is not None and lead["in"] is not None
        return Detail(start, end, Facet.DATE, f"in {year}" if written else year)
    return Detail(start, end, Facet.DATE, f"в {year} году" if found["of"] else f"в {year}")


def _decade(stretch: Stretch, found: re.Match[str]) -> str:
    year = int(found["year"])
    first = year - year % 10
    wide = decade(year, "az").removesuffix(" illər")
    if found["az"] is not None:
        return f"{wide} illər{stretch.shown[found.start('aztail') : found.end('aztail')]}"
    if found["azsuffix"] is not None:
        return decade(year, "az")
    if found["ru"] is not None:
        return f"{first}-{_RUSSIAN_DECADE[found['rucase']]}"
    if found["rusuffix"] is not None:
        return decade(year, "ru")
    if found["tr"] is not None:
        tail = stretch.shown[found.start("trtail") : found.end("trtail")]
        return f"{first}'{'lu' if decade_ending(year) == 'lar' else 'li'} yıllar{tail}"
    if found["trcase"] is not None and found["trcase"] in _TURKISH_CASES:
        return decade(year, "tr")
    wide = decade(year, stretch.language)
    other = int(found["to"] or 0)
    return f"{wide} – {other - other % 10}s" if other > year and other // 10 > year // 10 else wide


def _intervals(stretch: Stretch) -> Iterator[Detail]:
    """Spans of days to months counted from an event: with the event dated elsewhere they give the date away."""
    for mark in stretch.of_kind("unit.day", "unit.long"):
        number = stretch.number_before(mark.first)
        if number is None:
            continue
        first, last = number[0], mark.last
        if (direction := _AFTER_UNIT.get(stretch.word(last + 1))) and stretch.joined(last, last + 1):
            last += 1
            if stretch.word(first - 1) in _BEFORE_UNIT and stretch.joined(first - 1, first):
                first -= 1
        elif stretch.word(first - 1) in ("через", "спустя") and stretch.joined(first - 1, first):
            first, direction = first - 1, "after"
        else:
            continue
        yield Detail(
            stretch.start(first), stretch.end(last), Facet.DATE, interval(direction, short=mark.kind == "unit.day")
        )
    for mark in stretch.of_kind("interval"):
        yield Detail(
            stretch.start(mark.first),
            stretch.end(mark.last),
            Facet.DATE,
            interval(mark.kind.partition(".")[2], short=True),
        )
