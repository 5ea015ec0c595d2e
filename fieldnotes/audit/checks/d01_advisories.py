"""D01: known faults of the libraries are looked up in a table that is young enough."""

from __future__ import annotations

from fieldnotes.audit.check import Result, not_applicable, unknown
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity

ID = "D01"
TITLE = N_("The table of known faults is recent")
SEVERITY = Severity.MEDIUM
WHY = N_("A fault of a library that everybody knows by now may open what it should keep closed.")
FIX = N_("Ask your security lead whether this version of FieldNotes is still the one to use.")


def run(context: Context) -> Result:
    expected = f"a table at most {context.policy.advisories_days} days old"
    if not context.policy.says("crypto.advisories_max_age_days"):
        return not_applicable("no policy asks for a table of known faults", expected)
    return unknown("this version of the program brings no such table", expected)
