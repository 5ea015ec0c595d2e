"""L04: whatever gave protection up was asked for as the policy wants."""

from __future__ import annotations

from fieldnotes.audit.check import Result, not_applicable, passed, unknown, warned
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.audit.history import Told
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.level import Level
from fieldnotes.model.sentence import Sentence
from fieldnotes.protection.policy import is_lower
from fieldnotes.vault.records.demanded import LOWERED

ID = "L04"
TITLE = N_("Levels were lowered only as the policy wants")
SEVERITY = Severity.HIGH
MODE = Mode.LEDGER
WHY = N_("A level that one person lowers in a hurry, or under pressure, lets out what another would have kept.")
FIX = N_("See the ledger for who lowered what. Some may have come from another computer with a merge.")


def run(context: Context) -> Result:
    needs = context.policy.lowering
    expected = Sentence(N_("each with {needs}"), needs=" + ".join(sorted(needs)))
    if not context.policy.says("levels.lower_requires"):
        return not_applicable(N_("no policy asks for more than a reason"), expected)
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    entries = context.history.under_policy()
    lowered = sum(_lowers(entry) for entry in entries)
    given = [set(str(entry.facts["given"]).split("+")) for entry in entries if entry.event == LOWERED]
    without = lowered - sum(needs <= one for one in given)
    measured = Sentence(
        N_("{lowered} lowered since the policy was installed, {without} of them without"),
        lowered=lowered,
        without=without,
    )
    return warned(measured, expected) if without else passed(measured, expected)


def _lowers(entry: Told) -> bool:
    facts = entry.facts
    return entry.event == "level" and is_lower(Level.parse(str(facts["new"])), Level.parse(str(facts["old"])))
