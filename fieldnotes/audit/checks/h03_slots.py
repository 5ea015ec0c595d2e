"""H03: there are only the ways into the vault that its owner knows of."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity
from fieldnotes.vault import header
from fieldnotes.vault.slots import MASTER, SEALED

ID = "H03"
TITLE = N_("There are only the expected ways to open the vault")
SEVERITY = Severity.HIGH
WHY = N_("Every slot is another way in. One that nobody remembers may belong to somebody else.")
FIX = N_("Ask who made each slot; remove those that nobody answers for.")
EXPECTED = "one passphrase slot for the vault, one of its own for the sealed compartment, no slot of another kind"


def run(context: Context) -> Result:
    found = header.load(context.path)
    master, sealed = len(found.slots_for(MASTER)), len(found.slots_for(SEALED))
    others = len(found.slot_types) - len(found.slots)
    measured = f"vault {master}, sealed compartment {sealed}, of another kind {others}"
    if not master or not sealed or others:
        return failed(measured, EXPECTED)
    return passed(measured, EXPECTED) if (master, sealed) == (1, 1) else warned(measured, EXPECTED)
