"""H06: the header in the folder is the one this vault was opened with, and the database knows it."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.errors import HeaderDamaged, NotAVault, VaultTooNew
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity
from fieldnotes.vault import header

ID = "H06"
TITLE = N_("The header is authentic and the newest")
SEVERITY = Severity.CRITICAL
WHY = N_("An old or exchanged header brings back a passphrase that was given up.")
FIX = N_("Make a copy of the folder, then restore the header of the newest backup; change the passphrase.")
EXPECTED = "the seal fits; the same generation in the file and in the database"


def run(context: Context) -> Result:
    owner = context.owner
    if owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    try:
        found = header.load(context.path)
    except (HeaderDamaged, NotAVault, VaultTooNew) as error:
        return failed(error.code, EXPECTED)
    facts = owner.database
    generations = (found.generation, facts.header_generation, facts.database_generation)
    measured = "generation {} in the file, {} when it was opened, {} in the database".format(*generations)
    if found.vault_id.hex() != owner.vault_id:
        return failed("the header of another vault", EXPECTED)
    if len(set(generations)) != 1:
        return failed(measured, EXPECTED)
    # Unlocking verifies the seal. A file whose inode has not changed since is the one that was verified.
    if int((context.path / header.FILE_NAME).stat().st_ctime) > owner.opened.timestamp():
        return unknown(f"{measured}; the file was touched since, so its seal is for the next unlocking", EXPECTED)
    return passed(f"{measured}; its seal was verified", EXPECTED)
