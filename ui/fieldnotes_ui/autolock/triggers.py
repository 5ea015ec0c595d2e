"""What can make the vault lock, and whether it does here: said to the user as it is, never as it should be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.i18n import N_, tr


class Trigger(StrEnum):
    IDLE = "idle"
    SCREEN = "screen"
    SUSPEND = "suspend"
    LID = "lid"
    SWITCH = "switch"
    MINIMISE = "minimise"


class State(StrEnum):
    ON = "on"
    OFF = "off"
    CANNOT_DETECT = "cannot-detect"


NAMES = {
    Trigger.IDLE: N_("No key and no click"),
    Trigger.SCREEN: N_("The screen is locked"),
    Trigger.SUSPEND: N_("The computer goes to sleep"),
    Trigger.LID: N_("The lid is closed"),
    Trigger.SWITCH: N_("Another user takes the screen"),
    Trigger.MINIMISE: N_("The window is minimised"),
}
EVENTS = {
    Trigger.SCREEN: "screenlock",
    Trigger.SUSPEND: "suspend",
    Trigger.LID: "lid",
    Trigger.SWITCH: "user-switch",
    Trigger.MINIMISE: "minimise",
}
"""What a policy calls them."""
STATES = {State.ON: N_("On"), State.OFF: N_("Off"), State.CANNOT_DETECT: N_("Cannot detect")}

NOT_ASKED = N_("The desktop has not answered yet.")
NO_DESKTOP = N_("This system has no desktop bus that would tell.")
NO_LOGIN_SERVICE = N_("The login service does not answer here.")
NO_LOCKER = N_("No screen lock of this desktop tells when it locks.")
NO_LID = N_("The system knows of no lid.")
CHOSEN_OFF = N_("Switched off in the settings.")


@dataclass(frozen=True, slots=True)
class Watched:
    """One trigger and whether it locks here. `reason`, marked for translation, says why it does not."""

    trigger: Trigger
    state: State
    reason: str = ""

    def words(self) -> str:
        """`On`, or `Cannot detect. The system knows of no lid.`, in the reader's language."""
        state = tr(STATES[self.state])
        return f"{state}. {tr(self.reason)}" if self.reason else state


def locking_events(watched: Iterable[Watched]) -> frozenset[str]:
    """The events, as a policy calls them, at which it locks here and now."""
    return frozenset(EVENTS[one.trigger] for one in watched if one.state is State.ON and one.trigger in EVENTS)
