"""Find dates and word them on the rung that the audience is told; worded ones start from the name of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fieldnotes.redaction.dateforms import (
    BARE_DAY,
    BARE_YEAR_OF_IRAN,
    BEFORE_BARE_DAY,
    CALENDAR_WORD,
    COMPACT,
    DAY_AFTER,
    DAY_AND_MONTH,
    DAY_BEFORE,
    DAY_OF_MONTH,
    DAY_WORD_AFTER,
    LEAD_BEFORE,
    LOCATIVE,
    MONTH_OF,
    NOT_BEFORE_BARE_DAY,
    NUMERIC,
    ON_BEFORE,
    OTHER_CALENDAR,
    OTHER_NUMERIC,
    PART_OF_YEAR,
    PARTED_DIGITS,
    ROMAN,
    ROMAN_MONTH,
    RUSSIAN_OF_YEAR,
    YEAR,
    YEAR_AFTER,
    YEAR_BEFORE,
)
from fieldnotes.redaction.datewording import When, month_number, worded
from fieldnotes.redaction.generalise import DATE, Detail, Facet, decade, decade_ending
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.lexicon import Mark, word_set
from fieldnotes.redaction.stretch import Stretch

_COUNTED = (
    r"(?!\s?(?:azn|manat|usd|eur|gel|try|tl|rub|руб|манат|dollar|euro|lira|people|nefer|человек|kisi|km|км|лет|metr))"
)
_YEARS = re.compile(
    rf"(?<![\w./:,№$€£#-])(?P<the>the )?(?P<year>{YEAR})(?!'?l[aeiu]|-(?:е|х|ми)\b|-?c[iu] ill)"
    rf"(?:\s?-\s?(?P<to>{YEAR}|\d\d))?(?![\w/:]|[.,-]\d)(?:"
    r"(?P<az>\s?-?\s?c[iu]\s{1,2}il(?!l)(?P<aztail>\w{0,5}))|(?P<azsuffix>-c[iu]\b(?!\s?ill))|(?P<azcase>-(?:d[ae]n?|n?[iu]n|y?[ae])\b)"
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
_AZERBAIJANI_CASES = {"da": "də", "de": "də", "dan": "dən", "den": "dən", "in": "in", "un": "in"}
_TURKISH_CASES = word_set("de da te ta den dan ten tan e a ye ya i u nin nun in un deki daki teki taki")
_PREPOSITION = re.compile(r"\b(?:on|in|at|by) (?:the )?$|\bв $")
_DIGITS = re.compile(r"\d+")
_LONG_NUMBER = re.compile(r"[\d./-](?:(?<=\d)\d{3}|(?<=[./-])\s?\d\d)")
_EIGHT_DIGITS = re.compile(r"\d{8}")
_ROMAN_BETWEEN = re.compile(r"[ivx][./ -]{1,3}\d")
_SLASHED = re.compile(r"\d/\d")
_DAY_OR_WEEK = ("week", "day", "недел", "ден", "дн", "heft", "hafta", "gun")
_ISO_WEEK = re.compile(r"\d-?w\d")
_OTHER_YEAR = re.compile(r"[1١۱][34٣٤۳۴]\d\d(?!\d)")
_THINGS_AFTER = re.compile(_COUNTED.replace("(?!", "(?:", 1))
_PRICE_BEFORE = re.compile(r"\b(?:paid|pay|costs?|price|sum|earned|worth|of about) $")
_OTHER_YEARS = range(1300, 1500)
_LUNAR_FROM = 1421
_DAY_AT_END = re.compile(r"(?<=\s)\d{1,2}(?=\D{0,4}$)")
_MONTHS_A_YEAR = 12
_YEAR_FIRST = frozenset({"az", "tr", "ka"})
_WITHOUT_LEAD = frozenset({"az", "tr", "ka", "ru"})
_YEAR_TAIL = re.compile(
    r"\s?-?\s?c[iu]\s{1,2}il(?!l)\w{0,6}|-c[iu]\b|\s(?:yil|sene)\w{0,6}|'[a-z]{1,5}\b|\s?წ(?:ელ|ლ)\w{0,4}"
)
_BARE_YEAR = re.compile(rf"(?<![\w./:,-])({YEAR})()\s$")

_AFTER_SEASON = re.compile(
    rf"[ -](?:of |in |the |de |del |عام |سنة |سال )?(?P<year>{YEAR}|1[34]\d\d(?!\d))(?![\d/-])(?P<of> год[ау]\b)?"
)
_SEASON_LEAD = re.compile(r"(?:\b(?P<in>in |at |by )?(?:the |early |late |mid[ -]){0,3}|\b(?P<v>в |во |к )?)$")


def find_dates(stretch: Stretch) -> Iterator[Detail]:
    """Dates with more than a year; and years, on the rungs that do not tell them."""
    years: dict[int, re.Match[str]] = {}
    if stretch.ladder.is_at_least(Topic.DATES, Rung.DECADE):
        years = {year.start("year"): year for year in _YEARS.finditer(stretch.folded, *_bounds(stretch))}
    parted = PARTED_DIGITS.search(stretch.folded, *_bounds(stretch))
    for numeric in NUMERIC.finditer(stretch.folded, *_bounds(stretch)) if parted else ():
        yield _numeric(stretch, numeric)
    if _LONG_NUMBER.search(stretch.folded, *_bounds(stretch)) or parted:
        yield from _unusual(stretch)
    for mark in stretch.of_kind("month"):
        worded = _worded(stretch, mark, years)
        if worded is not None:
            yield worded
    yield from _seasons(stretch, years)
    for pattern in {DAY_OF_MONTH[language] for language in stretch.languages if language in DAY_OF_MONTH}:
        for found in pattern.finditer(stretch.folded, *_bounds(stretch)):
            yield Detail(found.start(), found.end(), Facet.DATE, DATE)
    for year in years.values():
        yield _replaced(stretch, year.start(), year.end(), _in_flow(stretch, year))


def _bounds(stretch: Stretch) -> tuple[int, int]:
    return stretch.tokens.start, stretch.tokens.limit


def _numeric(stretch: Stretch, found: re.Match[str]) -> Detail:
    written = found["y1"] or found["y2"] or found["y3"]
    year = int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 50 else 1900)
    numbers = [int(number) for number in _DIGITS.findall(found.group())]
    month = numbers[0] if found["y3"] else numbers[1]
    if found["y2"] and month > _MONTHS_A_YEAR:
        numbers[0], month = month, numbers[0]  # the American order
    day = None if found["y3"] or len(numbers) < 3 else numbers[2] if found["y1"] else numbers[0]
    when = When(year, month if 0 < month <= _MONTHS_A_YEAR else None, day)
    return _replaced(stretch, found.start(), found.end(), worded(when, stretch.ladder, stretch.language))


def _unusual(stretch: Stretch) -> Iterator[Detail]:
    """Days in one row of digits, with a Roman month, without a year, by the week, and of the calendars of Iran."""
    folded, span = stretch.folded, _bounds(stretch)
    for found in COMPACT.finditer(folded, *span) if _EIGHT_DIGITS.search(folded, *span) else ():
        before = folded[max(stretch.tokens.start, found.start() - 10) : found.start()]
        if _THINGS_AFTER.match(folded, found.end()) or _PRICE_BEFORE.search(before):
            continue
        digits, first = found.group(), found["y1"]
        day, month = (digits[6:], digits[4:6]) if first else (digits[:2], digits[2:4])
        yield _at(stretch, found, When(int(first or found["y2"]), int(month), int(day)))
    for found in ROMAN_MONTH.finditer(folded, *span) if _ROMAN_BETWEEN.search(folded, *span) else ():
        written = found["y1"] or found["y2"]
        year = int(written) if len(written) == 4 else int(written) + (2000 if int(written) < 50 else 1900)
        yield _at(stretch, found, When(year, ROMAN[found["month"]], int(found["day"]) if found["day"] else None))
    for found in DAY_AND_MONTH.finditer(folded, *span) if _SLASHED.search(folded, *span) else ():
        yield Detail(found.start("date"), found.end("date"), Facet.DATE, DATE)
    yield from _bare_days(stretch)
    for found in _parts_of_years(stretch):
        yield _at(stretch, found, When(int(next(year for year in found.groups() if year))))
    if not _OTHER_YEAR.search(folded, *span):
        return
    for found in (*OTHER_CALENDAR.finditer(folded, *span), *OTHER_NUMERIC.finditer(folded, *span)):
        other = int(found["year"]) if found.re is OTHER_CALENDAR else int(found["y1"] or found["y2"])
        if other in _OTHER_YEARS:
            lunar = found["hijri"] if found.re is OTHER_CALENDAR else other >= _LUNAR_FROM
            kept = not stretch.ladder.is_at_least(Topic.DATES, Rung.DECADE)
            yield _at(stretch, found, When(other if kept else _gregorian(other, lunar=bool(lunar))))
    if not stretch.ladder.is_at_least(Topic.DATES, Rung.DECADE):
        return
    for found in BARE_YEAR_OF_IRAN.finditer(folded, *span):
        group = "year" if found["year"] else "turkic"
        when = When(_gregorian(int(found[group]), lunar=False))
        yield Detail(*found.span(group), Facet.DATE, worded(when, stretch.ladder, stretch.language))


def _bare_days(stretch: Stretch) -> Iterator[Detail]:
    """Days like 9.11; where one of them is a date, so are the others of its paragraph."""
    folded, (begin, limit) = stretch.folded, _bounds(stretch)
    found = []
    for one in BARE_DAY.finditer(folded, begin, limit):
        before = folded[max(begin, one.start() - 16) : one.start()]
        if not NOT_BEFORE_BARE_DAY.search(before):
            found.append((one, bool(one["case"] or BEFORE_BARE_DAY.search(before))))
    if any(sure for _, sure in found):
        yield from (Detail(*one.span("date"), Facet.DATE, DATE) for one, _ in found)


def _parts_of_years(stretch: Stretch) -> Iterator[re.Match[str]]:
    folded, (begin, limit) = stretch.folded, _bounds(stretch)
    for mark in stretch.of_kind("unit"):
        if stretch.word(mark.first).startswith(_DAY_OR_WEEK):
            around = max(begin, stretch.start(mark.first) - 40), min(limit, stretch.end(mark.last) + 60)
            yield from PART_OF_YEAR.finditer(folded, *around)
    if _ISO_WEEK.search(folded, begin, limit):
        yield from PART_OF_YEAR.finditer(folded, begin, limit)


def _at(stretch: Stretch, found: re.Match[str], when: When) -> Detail:
    return _replaced(stretch, found.start(), found.end(), worded(when, stretch.ladder, stretch.language))


def _gregorian(year: int, *, lunar: bool) -> int:
    """The year in which most of a year of the other calendars lies; a lunar year is 354.37 days."""
    return int(year * 0.970224 + 621.5774) if lunar else year + 621


def _replaced(stretch: Stretch, start: int, end: int, word: str) -> Detail:
    """English says "on" a day and "in" anything longer, and neither of a distance."""
    if stretch.ladder.rung(Topic.DATES) is Rung.RELATIVE:
        lead = _PREPOSITION.search(stretch.folded, max(0, start - 8), start)
        return Detail(lead.start() if lead else start, end, Facet.DATE, word)
    if stretch.language == "en" and (on := ON_BEFORE.search(stretch.folded, max(0, start - 8), start)):
        return Detail(on.start(), end, Facet.DATE, f"in {word}")
    return Detail(start, end, Facet.DATE, word)


def _worded(stretch: Stretch, mark: Mark, years: dict[int, re.Match[str]]) -> Detail | None:
    folded = stretch.folded
    start, end = stretch.start(mark.first), stretch.end(mark.last)
    month = month_number(folded[start:end])
    before = max(stretch.tokens.start, start - 60)
    if mark.language in _YEAR_FIRST and (year_first := YEAR_BEFORE.search(folded, before, start)):
        return _after_year(stretch, year_first, mark, month)
    day_before = DAY_BEFORE[mark.language].search(folded, before, start)
    of_month = MONTH_OF.match(folded, end)
    end = of_month.end() if of_month else end
    day_after = None if day_before else DAY_AFTER.match(folded, end)
    if mark.language in ("az", "tr") and not day_before and not day_after and folded[end - 1] == "n":
        day_after = DAY_WORD_AFTER.match(folded, end)
    end = day_after.end() if day_after else end
    year_after = YEAR_AFTER.match(folded, end)
    if not (day_before or day_after or year_after or of_month or _stands_for_month(stretch, mark)):
        return None
    if not (day_before or day_after) and stretch.ladder.rung(Topic.DATES) is Rung.MONTH:
        return None
    start = day_before.start() if day_before else start
    if mark.language not in _WITHOUT_LEAD and (lead := LEAD_BEFORE.search(folded, max(0, start - 24), start)):
        start = lead.start()
    start = _with_weekday(stretch, start)
    day = day_before or day_after
    number = _DIGITS.search(day.group()) if day else None
    when = When(int(year_after["year"]) if year_after else None, month, int(number.group()) if number else None)
    if day and not number:
        when = replace(when, day=None)
    if year_after is None:
        return Detail(start, end, Facet.DATE, worded(when, stretch.ladder, mark.language))
    return _with_year(stretch, start, year_after, mark, years, when)


def _after_year(stretch: Stretch, year: re.Match[str], mark: Mark, month: int | None) -> Detail:
    """A month or season that follows its year, as the Turkic languages have it: "2016-cı ilin noyabrında"."""
    suffix = stretch.shown[year.start(2) : year.end(2)]
    endings = {"az": f"{suffix} ildə", "tr": " yılında", "ka": " წელს"}
    end = stretch.end(mark.last)
    days = DAY_AFTER.match(stretch.folded, end)
    day = _DIGITS.search(days.group()) if days else _DAY_AT_END.search(year.group())
    if stretch.ladder.rung(Topic.DATES) is Rung.YEAR:
        replacement = year[1] + endings.get(mark.language, "")
    else:
        when = When(int(year[1]), month, int(day.group()) if day else None)
        replacement = worded(when, stretch.ladder, mark.language)
    return Detail(year.start(), days.end() if days else end, Facet.DATE, replacement)


def _with_year(
    stretch: Stretch, start: int, after: re.Match[str], mark: Mark, years: dict[int, re.Match[str]], when: When
) -> Detail:
    """On the rung of years the year that follows a month stays, with whatever ending it carries."""
    end, replacement = after.end(), worded(when, stretch.ladder, mark.language)
    if year := years.pop(after.start("year"), None):
        end = year.end()
        if stretch.ladder.rung(Topic.DATES) is Rung.DECADE:
            replacement = _in_flow(stretch, year)
            if stretch.word(mark.last).endswith("е"):
                replacement = replacement.replace("-х годов", "-х годах")
    elif mark.language == "ru" and (of_year := RUSSIAN_OF_YEAR.match(stretch.folded, end)):
        if stretch.ladder.rung(Topic.DATES) is not Rung.YEAR:
            end = of_year.end()
        elif stretch.word(mark.last).endswith("е"):
            end, replacement = of_year.end(), f"{replacement} году"
    if stretch.ladder.rung(Topic.DATES) in (Rung.MONTH, Rung.SEASON, Rung.RELATIVE):
        tail = _YEAR_TAIL.match(stretch.folded, end)
        end = tail.end() if tail else end
    if mark.language != "en":
        return Detail(start, end, Facet.DATE, replacement)
    return _replaced(stretch, start, end, replacement)


def _stands_for_month(stretch: Stretch, mark: Mark) -> bool:
    """A month without day and year: words that are also names or verbs need more than themselves."""
    if not mark.kind.endswith(".weak"):
        return True
    word, start = stretch.word(mark.last), stretch.start(mark.first)
    if mark.language == "en":
        return (
            stretch.is_capital(mark.first)
            and CALENDAR_WORD.search(stretch.folded, max(0, start - 12), start) is not None
        )
    return len(word) > 4 and LOCATIVE.search(word) is not None


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
    if stretch.ladder.rung(Topic.DATES) in (Rung.MONTH, Rung.SEASON):
        return
    for mark in stretch.of_kind("season"):
        found = _AFTER_SEASON.match(stretch.folded, stretch.end(mark.last))
        if found:
            yield _season(stretch, mark, found, years)
        elif mark.language in ("az", "tr"):
            start = stretch.start(mark.first)
            back = max(stretch.tokens.start, start - 24)
            if before := YEAR_BEFORE.search(stretch.folded, back, start) or _BARE_YEAR.search(
                stretch.folded, back, start
            ):
                yield _after_year(stretch, before, mark, None)


def _season(stretch: Stretch, mark: Mark, found: re.Match[str], years: dict[int, re.Match[str]]) -> Detail:
    start, end = stretch.start(mark.first), found.end()
    lead = _SEASON_LEAD.search(stretch.folded, max(0, start - 16), start)
    start = lead.start() if lead else start
    year = found["year"]
    preposition = {"en": "in ", "ru": "в "}.get(mark.language, "")
    if wide := years.pop(found.start("year"), None):
        if stretch.ladder.rung(Topic.DATES) is Rung.RELATIVE:
            return Detail(start, wide.end(), Facet.DATE, _in_flow(stretch, wide))
        decades = _in_flow(stretch, wide).replace("-х годов", "-х годах")
        return Detail(start, wide.end(), Facet.DATE, preposition + decades)
    if mark.language == "en":
        written = lead is not None and lead["in"] is not None
        return Detail(start, end, Facet.DATE, f"in {year}" if written else year)
    return Detail(start, end, Facet.DATE, f"{preposition}{year} году" if found["of"] else f"{preposition}{year}")


def _in_flow(stretch: Stretch, found: re.Match[str]) -> str:
    """A year as its decade, with the ending that the sentence gives it; or counted from the anchor."""
    year = int(found["year"])
    if stretch.ladder.rung(Topic.DATES) is Rung.RELATIVE:
        return worded(When(year), stretch.ladder, stretch.language)
    if found["az"] is not None or found["azsuffix"] is not None or found["azcase"] is not None:
        return _in_azerbaijani(stretch, found, year)
    first = year - year % 10
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


def _in_azerbaijani(stretch: Stretch, found: re.Match[str], year: int) -> str:
    """2016-cı ildə, 2016-cı, 2016-dan."""
    wide = decade(year, "az")
    if found["az"] is not None:
        return f"{wide.removesuffix(' illər')} illər{stretch.shown[found.start('aztail') : found.end('aztail')]}"
    return wide + _AZERBAIJANI_CASES.get((found["azcase"] or "").lstrip("-ny"), "ə" if found["azcase"] else "")
