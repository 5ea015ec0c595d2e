"""V14: no record was begun with less protection than the policy wants for new ones."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.level import Level
from fieldnotes.model.sentence import Sentence
from fieldnotes.protection.policy import is_lower

ID = "V14"
TITLE = N_("New records begin as protected as the policy wants")
SEVERITY = Severity.MEDIUM
MODE = Mode.LEDGER
WHY = N_("Most records keep the level that they began with.")
FIX = N_("Look at the levels of the newest records. They were added by another program than this one.")


def run(context: Context) -> Result:
    least = context.policy.least_level
    expected = Sentence(N_("new records at {level} at least"), level=least.name)
    if not context.policy.says("levels.default"):
        return not_applicable(N_("no policy asks for a level of new records"), expected)
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    added = [entry.facts.get("level") for entry in context.history.under_policy() if entry.event == "add"]
    below = sum(is_lower(Level.parse(str(level)), least) for level in added)
    measured = Sentence(
        N_("{added} added since the policy was installed, {below} of them below"), added=len(added), below=below
    )
    return failed(measured, expected) if below else passed(measured, expected)
