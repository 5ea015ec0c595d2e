"""Where a person stands, in words and icons: arrested since March 2026."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from fieldnotes.i18n import N_, language, tr
from fieldnotes.model.dates import Precision, UncertainDate
from fieldnotes.model.status import State, Status

STATES = {
    State.AT_LIBERTY: N_("At liberty"),
    State.ABROAD: N_("Abroad"),
    State.RETURNED: N_("Returned"),
    State.ARRESTED: N_("Arrested"),
    State.DETAINED: N_("Detained"),
    State.RELEASED: N_("Released"),
    State.DISAPPEARED: N_("Disappeared"),
    State.DEAD: N_("Dead"),
    State.UNKNOWN: N_("Not known"),
}
STATE_LOOK = {
    State.AT_LIBERTY: ("circle-check", "ok"),
    State.ABROAD: ("plane", "text2"),
    State.RETURNED: ("triangle-alert", "warn"),
    State.ARRESTED: ("lock", "danger"),
    State.DETAINED: ("lock", "danger"),
    State.RELEASED: ("lock-open", "ok"),
    State.DISAPPEARED: ("circle-help", "danger"),
    State.DEAD: ("x", "text2"),
    State.UNKNOWN: ("circle-help", "text2"),
}
"""Icon and colour of each state."""
_SINCE, _ON, _SOMETIME = N_("{state} since {date}"), N_("{state} on {date}"), N_("{state}, it is not known since when")
_ABOUT, _BETWEEN = N_("about {date}"), N_("between {first} and {last}")
_EVENTS = frozenset({State.RETURNED, State.RELEASED, State.DEAD})


def date_words(dated: UncertainDate) -> str:
    """A date as people say it: March 2026, about 2019, between 2016 and 2017; empty where nothing is known."""
    if not dated:
        return ""
    if dated.last:
        return tr(_BETWEEN, first=part_words(dated.first), last=part_words(dated.last))
    said = part_words(dated.first)
    return tr(_ABOUT, date=said) if dated.precision is Precision.CIRCA else said


def status_words(status: Status) -> str:
    """A status in one line."""
    state, said = tr(STATES[status.state]), date_words(status.date)
    if not said:
        return tr(_SOMETIME, state=state)
    return tr(_ON if status.state in _EVENTS else _SINCE, state=state, date=said)


def part_words(text: str) -> str:
    """A month by its name; a year and a day stay as they are written everywhere else."""
    year, _, month = text.partition("-")
    if len(month) != 2:
        return text
    return f"{QLocale(language()).standaloneMonthName(int(month))} {year}"
