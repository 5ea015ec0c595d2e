"""A08: the program locks when something happens that the policy names."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A08"
TITLE = N_("The program locks at the events that the policy names")
SEVERITY = Severity.HIGH
MODE = Mode.WINDOW
WHY = N_("A computer that sleeps or is left with an open vault gives up everything that is open.")
FIX = N_("Lock by hand before each of these; this desktop does not tell the program of them.")


def run(context: Context) -> Result:
    wanted = context.policy.lock_on
    expected = Sentence(N_("locks at: {events}"), events=", ".join(wanted))
    if not wanted:
        return not_applicable(N_("no policy names an event"), N_("locks at the events of a policy"))
    if context.running.locks_on is None:
        return unknown(N_("no running window told at what it locks"), expected)
    missing = [event for event in wanted if event not in context.running.locks_on]
    measured = Sentence(N_("not noticed here: {events}"), events=", ".join(missing)) if missing else N_("all of them")
    return failed(measured, expected) if missing else passed(measured, expected)
