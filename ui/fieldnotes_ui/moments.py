"""Days and moments as people read them: the vault keeps UTC and ISO 8601, the screen shows words and the wall clock."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, language, tr
from fieldnotes.model.dates import Precision, UncertainDate

_DAY, _SHORT, _MINUTE = "d MMMM yyyy", "d MMM yyyy", "%H:%M"
_MONTH_PARTS, _DAY_PARTS = 2, 3
_ABOUT, _BETWEEN = N_("about {date}"), N_("between {first} and {last}")


def day_words(text: str, *, short: bool = False) -> str:
    """A stored date, as exact as it is known (2016, 2016-11, 2016-11-04), in the language of the window.

    `short`, for narrow places, cuts the month: 4 Nov 2016. What is no such date stays as it is.
    """
    parts = text.split("-")
    try:
        day = date(*(int(part) for part in (*parts, "1", "1")[:_DAY_PARTS]))
    except ValueError:
        return text
    if len(parts) == _DAY_PARTS:
        return QLocale(language()).toString(QDate(day.year, day.month, day.day), _SHORT if short else _DAY)
    if len(parts) == _MONTH_PARTS:
        form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
        return f"{QLocale(language()).standaloneMonthName(day.month, form)} {parts[0]}"
    return text


def date_words(dated: UncertainDate, *, short: bool = False) -> str:
    """A date as people say it: March 2026, about 2019, between 2016 and 2017; empty where nothing is known."""
    if not dated:
        return ""
    first = day_words(dated.first, short=short)
    if dated.last:
        return tr(_BETWEEN, first=first, last=day_words(dated.last, short=short))
    return tr(_ABOUT, date=first) if dated.precision is Precision.CIRCA else first


def dated_words(text: str, *, short: bool = False) -> str:
    """The date of a card, in the notation of `UncertainDate`; what cannot be read as one stays as it is."""
    try:
        return date_words(UncertainDate.parse(text), short=short)
    except BadValue:
        return text


def local_moment(stamp: str) -> str:
    """A stored stamp, `2026-11-22T06:24:00Z`, as `22 November 2026, 10:24`, local time."""
    moment = datetime.fromisoformat(stamp).astimezone()
    return f"{day_words(moment.date().isoformat())}, {moment.strftime(_MINUTE)}"


def local_day(stamp: str, *, short: bool = False) -> str:
    """The day of a stored stamp, local time; a day without a time stays that day."""
    if len(stamp) <= len("2026-11-22"):
        return day_words(stamp, short=short)
    return day_words(datetime.fromisoformat(stamp).astimezone().date().isoformat(), short=short)


def local_minute(text: str) -> str:
    """A local minute as forms keep it, `2026-11-22T14:35`, as `22 November 2026, 14:35`."""
    day, _, time = text.partition("T")
    return f"{day_words(day)}, {time}" if time else day_words(day)
