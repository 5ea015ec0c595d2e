"""How a date is worded on each rung of its ladder: month, season, year, decade, or counted from an anchor event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fieldnotes.redaction.generalise import DATE, decade
from fieldnotes.redaction.ladder import Ladder, Rung, Topic

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SEASONS = ("winter", "spring", "summer", "autumn")
_BEGINNINGS = (
    "jan jann ene yan oca янв იან ینا",
    "feb fev fevr sub фев თებ فبر شباط فور",
    "mar marz mars мар მარ مارس اذار",
    "apr avr abr nis апр აპრ ابر اوریل نیسان",
    "may mai май мая мае მაი مای ایار",
    "jun juin iyun haz июн ივნ یونی حزیران ژوئن",
    "jul juil iyul tem июл ივლ یولی تموز ژوئیه جول",
    "aug aou ago avq agu авг აგვ اغس اوت اگوست",
    "sep set sen eyl сен სექ سبت ایلول سپت",
    "oct okt eki окт ოქტ اکت",
    "nov noy kas ноя ნოე نوف نوامبر",
    "dec dek dez dic ara дек დეკ دیس دسامبر",
)
_LEVANTINE = {"کانون الثانی": 1, "تشرین الاول": 10, "تشرین الثانی": 11, "کانون الاول": 12}


def _beginnings() -> Iterator[tuple[str, int]]:
    for number, words in enumerate(_BEGINNINGS, start=1):
        for word in words.split():
            yield word, number


_BY_BEGINNING = dict(_beginnings())
_LONGEST = max(map(len, _BY_BEGINNING))


@dataclass(frozen=True, slots=True)
class When:
    """What a text says of a day; None for what it leaves out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def month_number(folded: str) -> int | None:
    """1-12 of a month's name in any listed language; None for the months of other calendars."""
    if folded in _LEVANTINE:
        return _LEVANTINE[folded]
    lengths = range(min(_LONGEST, len(folded)), 1, -1)
    return next((_BY_BEGINNING[folded[:n]] for n in lengths if folded[:n] in _BY_BEGINNING), None)


def worded(when: When, ladder: Ladder, language: str) -> str:
    """The date on its rung; "[date]" where the rung needs more than the text says."""
    rung = ladder.rung(Topic.DATES)
    if rung is Rung.RELATIVE:
        return _relative(when, ladder.anchor)
    if rung in (Rung.MONTH, Rung.SEASON) and when.month is not None:
        name = MONTHS[when.month - 1] if rung is Rung.MONTH else SEASONS[when.month % 12 // 3]
        return f"[{name} {when.year}]" if when.year is not None else f"[{name}]"
    if when.year is None:
        return DATE
    return decade(when.year, language) if rung is Rung.DECADE else str(when.year)


def _relative(when: When, anchor: date | None) -> str:
    """Days, months or years from the anchor, as exactly as the text has them."""
    if anchor is None or when.year is None:
        return DATE
    if when.month is None:
        return _counted(when.year - anchor.year, "year")
    if when.day is None:
        return _counted((when.year - anchor.year) * 12 + when.month - anchor.month, "month")
    try:
        return _counted((date(when.year, when.month, when.day) - anchor).days, "day")
    except ValueError:  # 31 February: a slip of the pen, and no day to count from
        return DATE


def _counted(distance: int, unit: str) -> str:
    if distance == 0:
        return f"[the {unit} of the event]"
    plural = "" if abs(distance) == 1 else "s"
    return f"[{abs(distance)} {unit}{plural} {'after' if distance > 0 else 'before'} the event]"
