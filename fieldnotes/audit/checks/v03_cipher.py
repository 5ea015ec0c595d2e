"""V03: every page is sealed with the strong construction, none of the file is left in the clear."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "V03"
TITLE = N_("Every page is encrypted and sealed")
SEVERITY = Severity.CRITICAL
MODE = Mode.OWNER
WHY = N_("Without the seal of each page, somebody could change the database unnoticed.")
FIX = N_("Lock the vault, and restore a backup into a new vault with this version of FieldNotes.")
EXPECTED = N_("pages of 4096 bytes, HMAC_SHA512 on, 0 bytes in the clear")


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    facts = context.owner.database
    measured = Sentence(
        N_("pages of {size} bytes, HMAC {hmac} with {algorithm}, {clear} bytes in the clear"),
        size=facts.page_size,
        hmac=facts.hmac,
        algorithm=facts.hmac_algorithm,
        clear=facts.plaintext_header_size,
    )
    found = (facts.page_size, facts.hmac, facts.hmac_algorithm, facts.plaintext_header_size)
    return passed(measured, EXPECTED) if found == (4096, "1", "HMAC_SHA512", 0) else failed(measured, EXPECTED)
