"""A01: the program locks by itself soon after the owner has gone."""

from __future__ import annotations

from fieldnotes.audit.check import Result, within_seconds
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A01"
TITLE = N_("The program locks by itself")
SEVERITY = Severity.HIGH
MODE = Mode.WINDOW
WHY = N_("A computer taken while the vault is open gives up everything that is open.")
FIX = N_("Set the idle lock to the limit or less in the preferences.")


def run(context: Context) -> Result:
    limit = context.policy.idle_lock_s
    expected = Sentence(N_("after at most {limit} seconds without input"), limit=limit)
    return within_seconds(context.running.idle_lock_s, limit, expected, N_("no running window told its idle lock"))
