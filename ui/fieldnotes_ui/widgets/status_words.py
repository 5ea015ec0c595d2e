"""Where a person stands, in words and icons: arrested since March 2026."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr
from fieldnotes.model.status import State, Status
from fieldnotes_ui.moments import date_words

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
_EVENTS = frozenset({State.RETURNED, State.RELEASED, State.DEAD})


def status_words(status: Status) -> str:
    """A status in one line."""
    state, said = tr(STATES[status.state]), date_words(status.date)
    if not said:
        return tr(_SOMETIME, state=state)
    return tr(_ON if status.state in _EVENTS else _SINCE, state=state, date=said)
