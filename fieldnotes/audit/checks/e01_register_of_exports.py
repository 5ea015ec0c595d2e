"""E01: the register of exports knows every bundle of which the ledger tells."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity

ID = "E01"
TITLE = N_("The register of exports is complete")
SEVERITY = Severity.HIGH
WHY = N_("Whom a label stands for, and who must be told of a withdrawal, is known for registered bundles only.")
FIX = N_("Compare the ledger with the newest backup, and tell your security lead which bundles are missing.")
EXPECTED = "every export of the ledger is in the register"


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    told, kept = context.owner.exports
    missing, further = len(told - kept), len(kept - told)
    measured = f"{len(told)} in the ledger, {missing} of them not in the register; {further} came with a merge"
    return failed(measured, EXPECTED) if missing else passed(measured, EXPECTED)
