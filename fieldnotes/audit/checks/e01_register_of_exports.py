"""E01: the register of exports knows every bundle of which the ledger tells."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import LEDGER_CLOSED, OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.bundle import short_code
from fieldnotes.model.sentence import Sentence

ID = "E01"
TITLE = N_("The register of exports is complete")
SEVERITY = Severity.HIGH
MODE = Mode.LEDGER
WHY = N_("Whom a label stands for, and who must be told of a withdrawal, is known for registered bundles only.")
FIX = N_("Compare the ledger with the newest backup, and tell your security lead which bundles are missing.")
EXPECTED = N_("every export of the ledger is in the register, every received bundle in the ledger")


def run(context: Context) -> Result:
    if context.history is None:
        return unknown(LEDGER_CLOSED, EXPECTED)
    told = context.history.exports
    if context.owner is None:
        return _against_received(context, told)
    kept = context.owner.releases
    missing, further = len(told - kept), len(kept - told)
    measured = Sentence(
        N_("{exports} in the ledger, {missing} of them not in the register; {further} came with a merge"),
        exports=len(told),
        missing=missing,
        further=further,
    )
    return failed(measured, EXPECTED) if missing else passed(measured, EXPECTED)


def _against_received(context: Context, told: frozenset[str]) -> Result:
    """An auditor sees no register, but may have collected the bundles that others received."""
    if context.received is None:
        return unknown(
            Sentence(
                N_("{exports} in the ledger; no received bundle to compare, and {absent}"),
                exports=len(told),
                absent=OWNER_ABSENT,
            ),
            EXPECTED,
        )
    untold = len(context.received - {short_code(number) for number in told})
    measured = Sentence(
        N_("{exports} in the ledger; {untold} of {received} received bundles are not among them"),
        exports=len(told),
        untold=untold,
        received=len(context.received),
    )
    return failed(measured, EXPECTED) if untold else passed(measured, EXPECTED)
